//! The window: everything that uses iced.

pub mod gallery;
pub mod icon;
pub mod shots;
pub mod style;
pub mod widget;
