//! Quayside: a wizard that gives a research group its own container registry on its own OpenStack.
//!
//! Reading order follows the layers, and `use` goes down only:
//! `ui`, `cli` → `words` → `deploy` → `openstack`, `dns`, `registry`, `remote` → `http`, with
//! `plan` and `secret` below all.

pub mod ui;
pub mod words;
