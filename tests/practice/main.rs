//! The practice cloud keeps the rules of the real ones: compared with captured answers, and tried rule by rule.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod cloud;
mod faults;
mod machines;
mod noise;
mod person;
mod reach;
mod wire;
