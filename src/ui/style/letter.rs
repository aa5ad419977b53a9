//! The fonts that are bundled and the type scale made of them.
//!
//! Only these six faces exist: no weight is ever synthesised, and pictures of the pages do not
//! depend on what is installed on the machine that draws them.

use iced::widget::text::LineHeight;
use iced::{Font, font};

/// The bundled faces, to be loaded before anything is drawn.
pub const FONTS: [&[u8]; 6] = [
    include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../../assets/fonts/Inter-Medium.otf"),
    include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
    include_bytes!("../../../assets/fonts/InterDisplay-SemiBold.otf"),
    include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf"),
    include_bytes!("../../../assets/fonts/JetBrainsMono-Medium.ttf"),
];

pub const REGULAR: Font = Font::with_name("Inter");
pub const MEDIUM: Font = Font {
    weight: font::Weight::Medium,
    ..REGULAR
};
pub const SEMIBOLD: Font = Font {
    weight: font::Weight::Semibold,
    ..REGULAR
};
pub const HEADING: Font = Font {
    weight: font::Weight::Semibold,
    ..Font::with_name("Inter Display")
};
pub const MONO_REGULAR: Font = Font::with_name("JetBrains Mono");
pub const MONO_MEDIUM: Font = Font {
    weight: font::Weight::Medium,
    ..MONO_REGULAR
};

/// One line of the type scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    pub font: Font,
    pub size: f32,
    /// From one base line to the next.
    pub line: f32,
}

impl Type {
    const fn new(font: Font, size: f32, line: f32) -> Self {
        Self { font, size, line }
    }

    pub fn line_height(self) -> LineHeight {
        LineHeight::Absolute(self.line.into())
    }

    /// The same size in another face, for emphasis within a line.
    pub const fn with(self, font: Font) -> Self {
        Self { font, ..self }
    }
}

/// Welcome only.
pub const DISPLAY: Type = Type::new(HEADING, 38.0, 46.0);
/// One per page.
pub const TITLE: Type = Type::new(HEADING, 26.0, 32.0);
/// The title of Done.
pub const TITLE_DONE: Type = Type::new(HEADING, 30.0, 38.0);
pub const DIALOG_TITLE: Type = Type::new(HEADING, 18.0, 24.0);
/// One or two lines under the title.
pub const LEAD: Type = Type::new(REGULAR, 15.0, 22.0);
pub const LEAD_WELCOME: Type = Type::new(REGULAR, 16.0, 25.0);
/// The name of the program, beside its logo.
pub const BRAND: Type = Type::new(HEADING, 16.0, 20.0);
/// Over a group of fields.
pub const SECTION: Type = Type::new(SEMIBOLD, 14.0, 20.0);
pub const CARD_TITLE: Type = Type::new(SEMIBOLD, 15.0, 20.0);
pub const BODY: Type = Type::new(REGULAR, 14.0, 20.0);
/// Emphasis in body text, names of choices, words on buttons.
pub const BODY_MEDIUM: Type = Type::new(MEDIUM, 14.0, 20.0);
pub const BODY_STRONG: Type = Type::new(SEMIBOLD, 14.0, 20.0);
/// Over fields, on small buttons.
pub const LABEL: Type = Type::new(MEDIUM, 13.0, 18.0);
/// Help, notices, complaints.
pub const SMALL: Type = Type::new(REGULAR, 13.0, 18.0);
pub const CAPTION: Type = Type::new(REGULAR, 12.0, 16.0);
/// Heads of columns.
pub const CAPTION_MEDIUM: Type = Type::new(MEDIUM, 12.0, 16.0);
/// Addresses, ports, paths, commands.
pub const MONO: Type = Type::new(MONO_REGULAR, 13.0, 18.0);
pub const LOG: Type = Type::new(MONO_REGULAR, 12.0, 18.0);
/// Anything that ticks.
pub const TIME: Type = Type::new(MONO_REGULAR, 12.5, 18.0);
/// The time of the whole run, beside the title.
pub const TIME_LARGE: Type = Type::new(MONO_REGULAR, 15.0, 20.0);
