//! The pieces that pages are made of.

pub mod button;
pub mod focus;
pub mod glyph;
mod say;

pub use glyph::{Glyph, glyph};
pub use say::say;
