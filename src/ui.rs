//! The window: everything that uses iced.

pub mod style;
