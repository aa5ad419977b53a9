//! A box to tick, with its words.

use super::focus;
use super::say::say;
use crate::ui::icon::{Icon, icon};
use crate::ui::style::{self, tokens};
use iced::widget::{button, column, container, row};
use iced::{Background, Border, Element, Theme, border};

/// A box with its words and, under them, a line that explains (which may be empty). A press
/// publishes what `on_toggle` says of the new state; without it the box is off.
pub fn checkbox<'a, Message: Clone + 'a>(
    words: impl Into<String>,
    caption: impl Into<String>,
    checked: bool,
    on_toggle: Option<impl Fn(bool) -> Message>,
) -> Element<'a, Message> {
    let (words, caption) = (words.into(), caption.into());
    let message = on_toggle.map(|f| f(!checked));
    let off = message.is_none();
    let voice = if off { style::ink3 } else { style::ink };
    let tick = checked.then(|| icon(Icon::Check, 14.0, |t| t.on_accent));
    let square = container(row![tick]).center(18).style(boxed(checked, off));
    let under = (!caption.is_empty())
        .then(|| say(caption, style::SMALL).style(if off { style::ink3 } else { style::ink2 }));
    let said = column![say(words.clone(), style::BODY).style(voice), under].spacing(2);
    let whole = row![container(square).center_y(20), said].spacing(10);
    let Some(message) = message else {
        return whole.into();
    };
    let pressed = button(whole)
        .padding(0)
        .style(style::bare)
        .on_press(message.clone());
    focus::activates(pressed, Some(message))
        .id(words)
        .radius(style::RADIUS_CHECKBOX)
        .into()
}

fn boxed(checked: bool, off: bool) -> impl Fn(&Theme) -> container::Style {
    move |theme| {
        let t = tokens(theme);
        let (fill, line) = match (checked, off) {
            (true, false) => (t.accent, t.accent),
            (true, true) => (t.ghost, t.ghost),
            (false, false) => (t.raised, t.edge),
            (false, true) => (t.raised, t.line),
        };
        container::Style {
            background: Some(Background::Color(fill)),
            border: Border {
                color: line,
                width: style::STROKE,
                radius: border::radius(style::RADIUS_CHECKBOX),
            },
            ..container::Style::default()
        }
    }
}
