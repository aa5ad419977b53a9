//! Begins what was asked for: a verb of the terminal, or the window where there is a display.

use std::process::ExitCode;

use quayside::cli::{self, Verb};
use quayside::ui;

fn main() -> ExitCode {
    match cli::read(std::env::args_os().collect()) {
        Err(code) => code,
        Ok(call) if call.verb == Verb::Window => window(&call),
        Ok(call) => cli::carry_out(call),
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
    let setting = ui::Setting::find(&desk, call.manner.language, variable);

    match ui::run(desk, setting) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(call, &error.to_string()),
    }
}
