//! What a step said, line by line. It follows until it is scrolled.

use super::button;
use super::say::say;
use crate::ui::style;
use crate::words::Text;
use iced::advanced::widget::Id;
use iced::widget::{column, container, operation, row, scrollable, space};
use iced::{Center, Element, Fill, Length, Task};

/// More lines than this are not drawn: the last ones are what one looks at.
const SHOWN: usize = 500;

/// A log being described.
pub struct Log<'a, Message> {
    pub id: Id,
    pub title: String,
    /// Beside the title: "its log".
    pub subtitle: String,
    pub lines: &'a [String],
    /// What stands there while there is no line.
    pub quiet: String,
    pub following: bool,
    /// Published with whether the end is in view, whenever the log is scrolled.
    pub on_scroll: fn(bool) -> Message,
    pub on_copy: Message,
    pub height: Length,
}

/// The log with its title, and the button that follows it again or copies it.
pub fn log<'a, Message: Clone + 'a>(it: Log<'a, Message>, text: &Text) -> Element<'a, Message> {
    let again = if it.following {
        button::quiet(text.get("copy")).on_press(it.on_copy)
    } else {
        button::quiet(text.get("follow")).on_press((it.on_scroll)(true))
    };
    let head = row![
        say(it.title, style::LABEL),
        say(it.subtitle, style::SMALL).style(style::ink2),
        space::horizontal(),
        again.small().flush()
    ]
    .spacing(style::S8)
    .align_y(Center);
    let quiet = it
        .lines
        .is_empty()
        .then(|| say(it.quiet, style::SMALL).style(style::ink3));
    let from = it.lines.len().saturating_sub(SHOWN);
    let lines = it.lines.iter().skip(from).map(|line| {
        say(line.as_str(), style::LOG)
            .style(style::ink2)
            .wrapping(iced::widget::text::Wrapping::None)
            .into()
    });
    let on_scroll = it.on_scroll;
    let bar = || {
        scrollable::Scrollbar::new()
            .width(6)
            .scroller_width(6)
            .margin(4)
    };
    let body = scrollable(column![quiet, column(lines)].padding([10, 14]))
        .id(it.id)
        .direction(scrollable::Direction::Both {
            vertical: bar(),
            horizontal: bar(),
        })
        .width(Fill)
        .height(Fill)
        .on_scroll(move |viewport| on_scroll(at_end(&viewport)))
        .style(style::scroll);
    let body = container(body)
        .style(style::sunken)
        .width(Fill)
        .height(it.height);
    column![head, body].into()
}

fn at_end(viewport: &scrollable::Viewport) -> bool {
    let below =
        viewport.content_bounds().height - viewport.bounds().height - viewport.absolute_offset().y;
    below < 4.0
}

/// Shows the end of a log: after a new line while it follows, and when it is told to follow again.
pub fn to_end<Message: Send + 'static>(id: Id) -> Task<Message> {
    // A long line must not push the beginnings of the others out of sight.
    operation::snap_to(
        id,
        operation::RelativeOffset {
            x: None,
            y: Some(1.0),
        },
    )
}
