//! How everything looks: the only place that knows a colour, a size or a font.
//!
//! Pages name roles (`style::BODY`, `style::ink2`, `style::card`), never values. A style function
//! takes a plain `iced::Theme` and reads our colours from it with [`tokens`]; the theme's own
//! palette is never used by our widgets, because iced bends the colours it derives from it.

mod dress;
mod letter;
mod space;
mod tokens;

pub use dress::*;
pub use letter::*;
pub use space::*;
pub use tokens::*;

use iced::Theme;
use iced::theme::Palette;
use serde::{Deserialize, Serialize};

/// Light or dark, as the person chose it or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    Light,
    Dark,
}

impl Mode {
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }

    pub fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }

    /// The theme to give to iced. It is cheap to clone but not to make: keep it.
    pub fn theme(self) -> Theme {
        let name = match self {
            Self::Light => "Quayside light",
            Self::Dark => "Quayside dark",
        };
        let t = self.tokens();
        let palette = Palette {
            background: t.paper,
            text: t.ink,
            primary: t.accent,
            success: t.accent,
            warning: t.warn_fill,
            danger: t.danger,
        };
        Theme::custom(name, palette)
    }
}

/// The colours that belong to a theme.
pub fn tokens(theme: &Theme) -> &'static Tokens {
    mode(theme).tokens()
}

/// Whether a theme is the light or the dark one.
pub fn mode(theme: &Theme) -> Mode {
    if theme.extended_palette().is_dark {
        Mode::Dark
    } else {
        Mode::Light
    }
}

#[cfg(test)]
mod contrast;
