//! Cards that hold fields, and cards that do something when they are pressed.

use super::focus;
use super::say::say;
use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use iced::widget::{button, column, container, row, space};
use iced::{Center, Element, Fill};

/// What stands at the top of a card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardHead {
    pub title: String,
    /// Under the title; may be empty.
    pub caption: String,
    /// At the right, in mono: a path. May be empty.
    pub mark: String,
}

/// A group of fields in a card. `tool` stands at the right of the head: "remove".
pub fn card<'a, Message: 'a>(
    head: CardHead,
    tool: Option<Element<'a, Message>>,
    body: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let mark = (!head.mark.is_empty()).then(|| say(head.mark, style::MONO).style(style::accent));
    let top = row![
        say(head.title, style::CARD_TITLE),
        space::horizontal(),
        mark,
        tool
    ]
    .spacing(style::S8)
    .align_y(Center);
    let caption =
        (!head.caption.is_empty()).then(|| say(head.caption, style::SMALL).style(style::ink2));
    let head = column![top, caption].spacing(2);
    container(column![head, body.into()].spacing(style::S12))
        .padding([18, 20])
        .width(Fill)
        .style(style::card)
        .into()
}

/// A card that does something: its icon, its name, and what it gives.
pub fn action<'a, Message: Clone + 'a>(
    shape: Icon,
    name: impl Into<String>,
    caption: impl Into<String>,
    message: Message,
) -> Element<'a, Message> {
    let name = name.into();
    let id = name.clone();
    let words = column![
        say(name, style::BODY_MEDIUM),
        say(caption.into(), style::CAPTION).style(style::ink2)
    ]
    .spacing(2);
    let inside = row![icon(shape, style::ICON, |t| t.accent), words]
        .spacing(12)
        .align_y(Center);
    let dressed = container(inside)
        .padding([13, 16])
        .width(Fill)
        .style(style::card);
    let pressed = button(dressed)
        .padding(0)
        .width(Fill)
        .style(style::bare_card)
        .on_press(message.clone());
    focus::activates(pressed, Some(message))
        .id(id)
        .radius(style::RADIUS_CARD)
        .into()
}
