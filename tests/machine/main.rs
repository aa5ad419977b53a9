//! What is done on a machine, on real ones: Debian under qemu, as a cloud makes it, with volumes plugged in and
//! pulled out, power cuts, an internet that is there or not (`tests/real/machine.sh`).
//!
//! Ignored unless asked for: they need root, qemu and some minutes. `sh tests/real/run.sh machine` runs them; one alone:
//! `tests/real/machine.sh run ssh-agent cargo nextest run --run-ignored only --test machine NAME`.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says where it fails, and what it heard"
)]

mod disks;
mod keys;
mod packages;
mod restart;
mod traces;
mod world;
