//! Begins what was asked for: a verb of the terminal, or the window where there is a display.

use std::process::ExitCode;

use quayside::cli::{self, Verb};
use quayside::ui;
use quayside::words::Language;

fn main() -> ExitCode {
    match cli::read(std::env::args_os().collect()) {
        Err(code) => code,
        Ok(call) if call.verb == Verb::Window => window(&call),
        Ok(call) => match &call.verb {
            Verb::Shots(shots) => pictures(&call, shots),
            _ => cli::carry_out(call),
        },
    }
}

/// Opens the window. Without a display the toolkit would panic: that is said in a sentence instead.
fn window(call: &cli::Call) -> ExitCode {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !is_set("WAYLAND_DISPLAY") && !is_set("WAYLAND_SOCKET") && !is_set("DISPLAY") {
        return cli::no_display(call);
    }
    let Some((desk, _log)) = cli::desk(call) else {
        return ExitCode::FAILURE;
    };
    let variable = |name: &str| std::env::var(name).ok();
    let manner = &call.manner;
    let setting = ui::Setting::find(&desk, (manner.language, manner.language_said), variable);

    match ui::run(desk, setting) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(call, &error.to_string()),
    }
}

/// Takes pictures of every page, without a window.
fn pictures(call: &cli::Call, shots: &cli::Shots) -> ExitCode {
    let (width, height) = shots.size;
    let themes = [
        ("light", ui::style::Mode::Light),
        ("dark", ui::style::Mode::Dark),
    ];
    let asked = |name: &str| shots.theme.as_deref().is_none_or(|theme| theme == name);
    let wanted = ui::tour::Wanted {
        directory: shots.directory.clone(),
        size: iced::Size::new(f32::from(width), f32::from(height)),
        scale: f32::from(shots.scale),
        languages: shots
            .language
            .map_or_else(|| Language::ALL.to_vec(), |language| vec![language]),
        modes: themes
            .into_iter()
            .filter(|(name, _)| asked(name))
            .map(|(_, mode)| mode)
            .collect(),
    };
    match ui::tour::shoot(&wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_shots(call, &error.to_string()),
    }
}
