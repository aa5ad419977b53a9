//! Rules of the house that no compiler knows: which way `use` goes, how long things may be, what
//! never gets into the tree, and how the words shown to people sound.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod clean;
mod layers;
mod size;
mod sources;
mod tone;
