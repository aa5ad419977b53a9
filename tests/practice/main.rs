//! The practice cloud keeps the rules of the real ones: compared with captured answers, and tried rule by rule.

mod cloud;
mod faults;
mod machines;
mod noise;
mod person;
mod reach;
mod wire;
