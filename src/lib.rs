//! Quayside: a wizard that gives a research group its own container registry on its own OpenStack.
//!
//! Reading order: `plan` (what is wanted), `deploy` (steps, journal, run, undo), `openstack`, `dns`, `registry`,
//! `remote` (one service each), `http` (one request, one answer), `practice` (the pretend cloud), `ui` and `cli`.
//!
//! `use` goes down only: `ui`, `cli` → `words` → `session` (from a plan to open doors) → `deploy` → `openstack`, `dns`,
//! `registry`, `remote` → `http`, with `plan` and `secret` below all. `tests/house/layers.rs` holds it.

pub mod cli;
pub mod deploy;
pub mod dns;
pub mod http;
pub mod keychain;
pub mod logging;
pub mod openstack;
pub mod paths;
pub mod plan;
pub mod practice;
pub mod registry;
pub mod remote;
pub mod secret;
pub mod session;
pub mod ui;
pub mod words;
