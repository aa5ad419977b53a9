//! The log: a file a day, the last five are kept. Requests are in it by method and path; secrets, headers and bodies never.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const KEPT: usize = 5;

/// What goes into the file where the person wants nothing else.
const USUAL: &str = "quayside=info,warn";

/// Begins to log into `directory`. What is still in memory is written when the guard is dropped.
pub fn start(directory: &Path, wanted: Option<&str>) -> Result<WorkerGuard, InitError> {
    // Where it cannot be made, the file cannot either, and that is the error.
    let _ = std::fs::create_dir_all(directory);
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("quayside")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(directory)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = wanted
        .and_then(|wanted| EnvFilter::try_new(wanted).ok())
        .unwrap_or_else(|| EnvFilter::new(USUAL));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(writer)
        .finish();
    // A test may have set one already; then that one stays.
    let _ = tracing::subscriber::set_global_default(subscriber);

    Ok(guard)
}
