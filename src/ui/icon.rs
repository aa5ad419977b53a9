//! The icons: strokes on a grid of 20, tinted where they are used.

use super::style::{self, Tokens};
use iced::Color;
use iced::widget::{Svg, svg};

macro_rules! icons {
    ($($name:ident => $file:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Icon {
            $($name),+
        }

        impl Icon {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The file of the icon: one path of strokes.
            pub fn source(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../assets/icons/", $file, ".svg"))),+
                }
            }
        }
    };
}

icons! {
    Again => "again",
    Box => "box",
    Check => "check",
    Chevron => "chev",
    Copy => "copy",
    Disk => "disk",
    Eye => "eye",
    File => "file",
    Globe => "globe",
    Info => "info",
    Key => "key",
    Left => "left",
    Lock => "lock",
    Moon => "moon",
    Node => "node",
    People => "people",
    Pin => "pin",
    Plus => "plus",
    Right => "right",
    Server => "server",
    Sun => "sun",
    Tag => "tag",
    Terminal => "terminal",
    Undo => "undo",
    Wall => "wall",
    Warn => "warn",
    Cross => "x",
}

/// An icon of a size, in the colour that `pick` takes from the tokens.
pub fn icon<'a>(icon: Icon, size: f32, pick: fn(&Tokens) -> Color) -> Svg<'a> {
    svg(svg::Handle::from_memory(icon.source().as_bytes()))
        .width(size)
        .height(size)
        .style(style::tinted(pick))
}

/// The logo, which has its own colours.
pub fn logo<'a>(size: f32) -> Svg<'a> {
    let bytes: &[u8] = include_bytes!("../../assets/icons/logo.svg");
    svg(svg::Handle::from_memory(bytes))
        .width(size)
        .height(size)
}
