//! The colours of both themes, by role.

use iced::{Color, color};

/// Every colour by what it is for. `ghost` and `line` are too pale for text on purpose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// Content column and footer.
    pub paper: Color,
    /// The left rail.
    pub rail: Color,
    /// Fields, cards, dialogs, the rail's current item.
    pub raised: Color,
    /// Log, copyable lines, plain notices, the track of the tabs.
    pub sunken: Color,
    /// The picture's pane, at its top.
    pub pane_a: Color,
    /// The picture's pane, at its bottom.
    pub pane_b: Color,
    /// The private network in the picture.
    pub yard: Color,
    /// Rules and card borders: decoration only.
    pub line: Color,
    /// Borders of fields and secondary buttons, planned parts, empty glyphs.
    pub edge: Color,
    /// Dashed outlines of what is to come; never text.
    pub ghost: Color,
    /// Text in the first voice.
    pub ink: Color,
    /// Text in the second voice.
    pub ink2: Color,
    /// Text in the third voice.
    pub ink3: Color,
    /// Primary button, chosen, focus, working, done.
    pub accent: Color,
    pub accent_hover: Color,
    /// Text and checks on `accent`.
    pub on_accent: Color,
    /// Chosen row or card, working row, finished part.
    pub tint: Color,
    /// Thin lines on `tint`.
    pub tint_line: Color,
    /// Failure, complaint, destructive words.
    pub danger: Color,
    pub danger_tint: Color,
    pub danger_line: Color,
    /// Warning text.
    pub warn: Color,
    /// Warning glyph, last of a quota.
    pub warn_fill: Color,
    pub warn_tint: Color,
    pub warn_line: Color,
    /// Quota bar: what is free; also what is switched off.
    pub track: Color,
    /// Quota bar: what is in use already.
    pub bar_used: Color,
    /// Behind a dialog.
    pub scrim: Color,
}

pub const LIGHT: Tokens = Tokens {
    paper: color!(0xFFFFFF),
    rail: color!(0xF4F7F6),
    raised: color!(0xFFFFFF),
    sunken: color!(0xF4F7F6),
    pane_a: color!(0xE4EFF0),
    pane_b: color!(0xF1F6F5),
    yard: color!(0xFBFDFC),
    line: color!(0xDDE5E4),
    edge: color!(0x738382),
    ghost: color!(0xA9B8B7),
    ink: color!(0x13211F),
    ink2: color!(0x475857),
    ink3: color!(0x5E6E6D),
    accent: color!(0x0B6670),
    accent_hover: color!(0x08525A),
    on_accent: color!(0xFFFFFF),
    tint: color!(0xE2F0F0),
    tint_line: color!(0x8FC3C6),
    danger: color!(0xA3261D),
    danger_tint: color!(0xFBECEA),
    danger_line: color!(0xDFA9A3),
    warn: color!(0x7A4B00),
    warn_fill: color!(0xB36B00),
    warn_tint: color!(0xFDF4E1),
    warn_line: color!(0xE2C58B),
    track: color!(0xE4EAE9),
    bar_used: color!(0x788988),
    scrim: color!(0x10282A, 0.4),
};

pub const DARK: Tokens = Tokens {
    paper: color!(0x111B1C),
    rail: color!(0x0C1516),
    raised: color!(0x182526),
    sunken: color!(0x0C1516),
    pane_a: color!(0x0A1617),
    pane_b: color!(0x0D1A1B),
    yard: color!(0x121F20),
    line: color!(0x273738),
    edge: color!(0x6F8281),
    ghost: color!(0x455857),
    ink: color!(0xE8EFEE),
    ink2: color!(0xAAB9B8),
    ink3: color!(0x8E9F9E),
    accent: color!(0x66C6CA),
    accent_hover: color!(0x83D5D8),
    on_accent: color!(0x052A2D),
    tint: color!(0x153436),
    tint_line: color!(0x2F6B6F),
    danger: color!(0xFF9F94),
    danger_tint: color!(0x361B1B),
    danger_line: color!(0x7D3E3A),
    warn: color!(0xF1C277),
    warn_fill: color!(0xE0A23C),
    warn_tint: color!(0x302613),
    warn_line: color!(0x6C5523),
    track: color!(0x273738),
    bar_used: color!(0x6F8281),
    scrim: color!(0x000000, 0.55),
};
