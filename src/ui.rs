//! The window: everything that uses iced.

pub mod frame;
pub mod gallery;
pub mod icon;
pub mod keys;
pub mod known;
pub mod page;
pub mod picture;
pub mod shots;
pub mod style;
pub mod widget;
