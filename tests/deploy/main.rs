//! The engine on the practice clouds: whole runs, undoing, and dying at every point where one can die.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test says where it fails, and how many cases it went through"
)]

mod blind;
mod bomb;
mod failures;
mod harness;
mod held;
mod matrix;
mod old;
mod runs;
mod undos;
