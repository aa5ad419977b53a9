//! A line to be copied: an address, a command.

use super::button;
use super::say::say;
use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use crate::words::Text;
use iced::widget::{container, row, scrollable};
use iced::{Center, Element, Fill, padding};

/// A line with its button. The page writes to the clipboard when `on_copy` arrives, and says that
/// the line was `copied` for the two seconds that follow.
pub fn copyable<'a, Message: Clone + 'a>(
    line: impl Into<String>,
    copied: bool,
    text: &Text,
    on_copy: Message,
) -> Element<'a, Message> {
    let line = line.into();
    let words = scrollable(say(line, style::MONO).wrapping(iced::widget::text::Wrapping::None))
        .direction(scrollable::Direction::Horizontal(
            scrollable::Scrollbar::hidden(),
        ))
        .width(Fill);
    let answer: Element<'a, Message> = if copied {
        let words = say(text.get("copied"), style::SMALL).style(style::accent);
        let said = row![icon(Icon::Check, style::ICON_SMALL, |t| t.accent), words];
        container(said.spacing(style::LABEL_GAP).align_y(Center))
            .padding(padding::right(8))
            .into()
    } else {
        button::icon_only(Icon::Copy, text.get("copy"), on_copy)
    };
    let inside = row![words, answer].spacing(style::S8).align_y(Center);
    container(inside)
        .center_y(style::FIELD_HEIGHT)
        .width(Fill)
        .padding(padding::left(style::S12).right(4))
        .style(style::sunken_row)
        .into()
}
