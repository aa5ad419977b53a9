//! Style functions: what iced's widgets wear in each of their states.

use super::space::{RADIUS, RADIUS_CARD, RADIUS_NOTICE, RADIUS_PANE, STROKE, STROKE_STRONG};
use super::tokens::Tokens;
use super::{RADIUS_BAR, tokens};
use iced::widget::{button, container, pick_list, rule, scrollable, svg, text, text_input};
use iced::{Background, Border, Color, Shadow, Theme, border};

/// A voice of text, to be given to `Text::style`.
pub type Voice = fn(&Theme) -> text::Style;

fn spoken(color: Color) -> text::Style {
    text::Style { color: Some(color) }
}

/// Text in the first voice.
pub fn ink(theme: &Theme) -> text::Style {
    spoken(tokens(theme).ink)
}

/// Text in the second voice: leads, help.
pub fn ink2(theme: &Theme) -> text::Style {
    spoken(tokens(theme).ink2)
}

/// Text in the third voice: hints, what is to come.
pub fn ink3(theme: &Theme) -> text::Style {
    spoken(tokens(theme).ink3)
}

pub fn accent(theme: &Theme) -> text::Style {
    spoken(tokens(theme).accent)
}

pub fn on_accent(theme: &Theme) -> text::Style {
    spoken(tokens(theme).on_accent)
}

pub fn danger(theme: &Theme) -> text::Style {
    spoken(tokens(theme).danger)
}

pub fn warn(theme: &Theme) -> text::Style {
    spoken(tokens(theme).warn)
}

/// An icon in a colour picked from the tokens.
pub fn tinted(pick: fn(&Tokens) -> Color) -> impl Fn(&Theme, svg::Status) -> svg::Style {
    move |theme, _| svg::Style {
        color: Some(pick(tokens(theme))),
    }
}

/// A filled box with a thin border.
fn boxed(fill: Color, line: Color, width: f32, radius: f32) -> container::Style {
    container::Style {
        background: Some(Background::Color(fill)),
        border: Border {
            color: line,
            width,
            radius: border::radius(radius),
        },
        ..container::Style::default()
    }
}

pub fn paper(theme: &Theme) -> container::Style {
    container::Style {
        text_color: Some(tokens(theme).ink),
        ..boxed(tokens(theme).paper, Color::TRANSPARENT, 0.0, 0.0)
    }
}

pub fn rail(theme: &Theme) -> container::Style {
    container::Style {
        text_color: Some(tokens(theme).ink),
        ..boxed(tokens(theme).rail, Color::TRANSPARENT, 0.0, 0.0)
    }
}

/// A card that holds a group of fields.
pub fn card(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    boxed(t.raised, t.line, STROKE, RADIUS_CARD)
}

/// A card that was chosen.
pub fn card_chosen(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    boxed(t.tint, t.accent, STROKE_STRONG, RADIUS_CARD)
}

/// Log, tabs, plain notices.
pub fn sunken(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    boxed(t.sunken, t.line, STROKE, RADIUS_NOTICE)
}

/// A line that can be copied.
pub fn sunken_row(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    boxed(t.sunken, t.line, STROKE, RADIUS)
}

pub fn warning(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    boxed(t.warn_tint, t.warn_line, STROKE, RADIUS_NOTICE)
}

pub fn failure(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    boxed(t.danger_tint, t.danger_line, STROKE, RADIUS_NOTICE)
}

/// A chosen or working row.
pub fn row_tint(theme: &Theme) -> container::Style {
    boxed(tokens(theme).tint, Color::TRANSPARENT, 0.0, RADIUS)
}

/// A failed row.
pub fn row_failed(theme: &Theme) -> container::Style {
    boxed(tokens(theme).danger_tint, Color::TRANSPARENT, 0.0, RADIUS)
}

/// A raised piece: the rail's current item, the thumb of the tabs. Nothing has a shadow: iced's software renderer
/// draws shadows outside of what it clears, so that they grow darker with every repaint.
pub fn lifted(radius: f32) -> impl Fn(&Theme) -> container::Style {
    move |theme| boxed(tokens(theme).raised, tokens(theme).line, STROKE, radius)
}

pub fn dialog(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    container::Style {
        text_color: Some(t.ink),
        ..boxed(t.raised, t.line, STROKE, RADIUS_PANE)
    }
}

pub fn scrim(theme: &Theme) -> container::Style {
    boxed(tokens(theme).scrim, Color::TRANSPARENT, 0.0, 0.0)
}

/// A plain block of one colour: bars, vertical rules.
pub fn filled(pick: fn(&Tokens) -> Color, radius: f32) -> impl Fn(&Theme) -> container::Style {
    move |theme| boxed(pick(tokens(theme)), Color::TRANSPARENT, 0.0, radius)
}

/// A horizontal rule.
pub fn line(theme: &Theme) -> rule::Style {
    rule::Style {
        color: tokens(theme).line,
        radius: 0.0.into(),
        fill_mode: rule::FillMode::Full,
        snap: true,
    }
}

fn button_style(fill: Option<Color>, words: Color, line: Option<Color>) -> button::Style {
    button::Style {
        background: fill.map(Background::Color),
        text_color: words,
        border: Border {
            color: line.unwrap_or(Color::TRANSPARENT),
            width: if line.is_some() { STROKE } else { 0.0 },
            radius: border::radius(RADIUS),
        },
        ..button::Style::default()
    }
}

fn touched(status: button::Status) -> bool {
    matches!(status, button::Status::Hovered | button::Status::Pressed)
}

pub fn primary(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    let fill = if touched(status) {
        t.accent_hover
    } else {
        t.accent
    };
    button_style(Some(fill), t.on_accent, None)
}

pub fn secondary(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    let fill = if touched(status) { t.sunken } else { t.raised };
    button_style(Some(fill), t.ink, Some(t.edge))
}

pub fn quiet(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    button_style(touched(status).then_some(t.tint), t.accent, None)
}

pub fn destructive(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    let fill = if touched(status) {
        t.danger_tint
    } else {
        t.raised
    };
    button_style(Some(fill), t.danger, Some(t.danger_line))
}

pub fn destructive_quiet(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    button_style(touched(status).then_some(t.danger_tint), t.danger, None)
}

/// A press area that draws its own content: rows, cards, rail items.
pub fn bare(theme: &Theme, _: button::Status) -> button::Style {
    button_style(None, tokens(theme).ink, None)
}

/// A card that can be pressed: its edge answers the mouse.
pub fn bare_card(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    let mut style = button_style(None, t.ink, touched(status).then_some(t.edge));
    style.border.radius = border::radius(RADIUS_CARD);
    style
}

/// A bare press area that answers the mouse with a faint fill: icons, pages in the rail.
pub fn bare_hover(theme: &Theme, status: button::Status) -> button::Style {
    let t = tokens(theme);
    button_style(touched(status).then_some(t.track), t.ink2, None)
}

/// A field, on its own border: at rest, with the focus, or with a complaint.
pub fn field(complaint: bool) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |theme, status| {
        let t = tokens(theme);
        let focused = matches!(status, text_input::Status::Focused { .. });
        let off = status == text_input::Status::Disabled;
        let (color, width) = match (complaint, focused) {
            (true, _) => (t.danger, STROKE_STRONG),
            (false, true) => (t.accent, STROKE_STRONG),
            (false, false) if off => (t.line, STROKE),
            (false, false) => (t.edge, STROKE),
        };
        text_input::Style {
            background: Background::Color(if off { t.sunken } else { t.raised }),
            border: Border {
                color,
                width,
                radius: border::radius(RADIUS),
            },
            icon: t.ink2,
            placeholder: t.ink3,
            value: if off { t.ink3 } else { t.ink },
            selection: t.tint_line,
        }
    }
}

/// A pick list in the dress of a field. `turn` is the number of what is chosen: see [`nudge`].
pub fn pick(
    complaint: bool,
    turn: usize,
) -> impl Fn(&Theme, pick_list::Status) -> pick_list::Style {
    move |theme, status| {
        let t = tokens(theme);
        let opened = matches!(status, pick_list::Status::Opened { .. });
        let (color, width) = match (complaint, opened) {
            (true, _) => (t.danger, STROKE_STRONG),
            (false, true) => (t.accent, STROKE_STRONG),
            (false, false) => (t.edge, STROKE),
        };
        pick_list::Style {
            text_color: t.ink,
            placeholder_color: t.ink3,
            handle_color: t.ink2,
            background: Background::Color(t.raised),
            border: Border {
                color,
                width,
                radius: border::radius(nudge(RADIUS, turn)),
            },
        }
    }
}

/// A radius that differs by nothing one can see. Under software rendering iced repaints a label
/// whose words changed only where the quad behind it changed too.
/// A number that changes with the words: see [`repainted`].
pub fn turn_of(words: &[&str]) -> usize {
    use std::hash::{DefaultHasher, Hash, Hasher};

    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);

    usize::try_from(hasher.finish() % 97).unwrap_or_default()
}

/// The same dress, painted anew as a whole whenever `turn` changes: software rendering paints only half of a line
/// of text when nothing but its letters has changed.
pub fn repainted(mut dress: container::Style, turn: usize) -> container::Style {
    let radius = dress.border.radius.top_left;
    dress.border.radius = nudge(radius, turn).into();
    dress
}

pub fn nudge(radius: f32, turn: usize) -> f32 {
    radius + 0.01 * (turn % 8) as f32
}

/// The list that a pick list opens.
pub fn menu(theme: &Theme) -> iced::overlay::menu::Style {
    let t = tokens(theme);
    iced::overlay::menu::Style {
        background: Background::Color(t.raised),
        border: Border {
            color: t.edge,
            width: STROKE,
            radius: border::radius(RADIUS),
        },
        text_color: t.ink,
        selected_text_color: t.ink,
        selected_background: Background::Color(t.tint),
        shadow: Shadow::default(),
    }
}

/// Thin scroll bars without a track.
pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let t = tokens(theme);
    let held = matches!(
        status,
        scrollable::Status::Hovered {
            is_vertical_scrollbar_hovered: true,
            ..
        } | scrollable::Status::Hovered {
            is_horizontal_scrollbar_hovered: true,
            ..
        } | scrollable::Status::Dragged { .. }
    );
    let rail = scrollable::Rail {
        background: None,
        border: Border::default(),
        scroller: scrollable::Scroller {
            background: Background::Color(if held { t.edge } else { t.ghost }),
            border: border::rounded(RADIUS_BAR),
        },
    };
    scrollable::Style {
        container: container::Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        ..scrollable::default(theme, status)
    }
}

/// A hint that appears over an icon.
pub fn tooltip(theme: &Theme) -> container::Style {
    let t = tokens(theme);
    container::Style {
        text_color: Some(t.paper),
        ..boxed(t.ink, t.ink, 0.0, RADIUS)
    }
}
