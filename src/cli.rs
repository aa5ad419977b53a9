//! The verbs of the terminal: everything that the window can do, with the same plans and the same engine.
//!
//! Standard output has the answer, or with `--json` one event a line, the last of which says how it ended.
//! Only a run that is done ends with exit code 0. No verb opens the window.

mod args;
mod ask;
mod check;
mod console;
mod describe;
mod find;
mod live;
mod name;
mod openrc;
mod plan;
mod run;
mod status;
mod summary;
mod undo;

use std::ffi::OsString;
use std::process::ExitCode;

use tracing_appender::non_blocking::WorkerGuard;

pub use args::{From, Manner, New, Run, Shots, Verb};

use crate::keychain::Vault;
use crate::paths::Paths;
use crate::session::Desk;
use crate::words::Text;
use console::Console;

/// What the command line asks the caller for, and how it is to speak.
pub struct Call {
    pub verb: Verb,
    pub manner: Manner,
}

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Done,
    /// Something did not work, and it was said what.
    Failed,
    /// The person asked to stop.
    Stopped,
}

impl std::convert::From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Failed => 1,
            End::Stopped => 3,
        })
    }
}

/// Reads the command line. An error has been told already: help and version end well, a mistake with 2.
pub fn read(args: Vec<OsString>) -> Result<Call, ExitCode> {
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let text = Text::new(args::language(&args, environment.as_deref()));
    match args::read(args, &text) {
        Ok((verb, manner)) => Ok(Call { verb, manner }),
        Err(error) => {
            // Help goes to standard output, mistakes to standard error; nobody may be there to read either.
            let _ = error.print();
            Err(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
        }
    }
}

/// Says that no window can open here.
pub fn no_display(call: &Call) -> ExitCode {
    let console = Console::new(Text::new(call.manner.language), &call.manner);
    let sentence = console.text.get("cli-no-display");

    console.refuse("no_display", &[sentence]).into()
}

/// Says that the window could not be opened, in the toolkit's words.
pub fn no_window(call: &Call, why: &str) -> ExitCode {
    let console = Console::new(Text::new(call.manner.language), &call.manner);
    let sentence = console.text.with("cli-no-window", &[("why", why.into())]);

    console.refuse("no_window", &[sentence]).into()
}

/// This computer, and the log for as long as what is returned with it lives. Without a home directory there is
/// none, which is said.
pub fn desk(call: &Call) -> Option<(Desk, Option<WorkerGuard>)> {
    open_desk(&Console::new(Text::new(call.manner.language), &call.manner))
}

fn open_desk(console: &Console) -> Option<(Desk, Option<WorkerGuard>)> {
    let Ok(paths) = Paths::find() else {
        console.complain(&console.text.get("cli-homeless"));
        return None;
    };
    let log = std::env::var("QUAYSIDE_LOG").ok();
    // Without a log the work goes on all the same.
    let guard = crate::logging::start(&paths.logs(), log.as_deref()).ok();

    Some((Desk::new(paths, Vault::Os), guard))
}

/// Says that the pictures could not be taken.
pub fn no_shots(call: &Call, why: &str) -> ExitCode {
    let console = Console::new(Text::new(call.manner.language), &call.manner);
    let sentence = console.text.with("cli-no-shots", &[("why", why.into())]);

    console.refuse("no_shots", &[sentence]).into()
}

/// Carries a verb out. `Verb::Shots` and `Verb::Window` are the caller's business and end well at once.
pub fn carry_out(call: Call) -> ExitCode {
    let console = Console::new(Text::new(call.manner.language), &call.manner);
    let Some((desk, _log)) = open_desk(&console) else {
        return End::Failed.into();
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            console.complain(&error.to_string());
            return End::Failed.into();
        }
    };
    let end = runtime.block_on(verb(call.verb, &desk, &console));
    // A keychain that waits for a person must not hold the program back.
    runtime.shutdown_background();

    end.into()
}

async fn verb(verb: Verb, desk: &Desk, console: &Console) -> End {
    match verb {
        Verb::Apply { file, run } => run::apply(desk, console, &file, &run).await,
        Verb::PlanCheck { file } => check::check(desk, console, &file).await,
        Verb::PlanNew(new) => plan::new(desk, console, &new).await,
        Verb::PlanShow { file } => plan::show(console, &file),
        Verb::Practice { preset, speed } => run::practice(desk, console, preset, speed).await,
        Verb::Resume { id, run } => run::resume(desk, console, id.as_deref(), &run).await,
        Verb::Status { id } => status::status(desk, console, id.as_deref()),
        Verb::Undo { id, with_volumes } => {
            undo::undo(desk, console, id.as_deref(), with_volumes).await
        }
        Verb::Shots(_) | Verb::Window => End::Done,
    }
}
