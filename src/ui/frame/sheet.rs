//! The column in the middle: title, lead, body and, under them, the footer.

use super::{Heading, Page, Room, SCROLL};
use crate::ui::style::{self, Type};
use crate::ui::widget::button::Button;
use crate::ui::widget::say;
use iced::widget::{column, container, row, rule, scrollable};
use iced::{Center, Element, Fill, padding};

/// A body is never wider than this, however wide the window.
pub(super) const WIDEST: f32 = 880.0;

/// What a page shows under its lead.
pub enum Body<'a, Message> {
    /// As high as it likes; title and all scroll with it.
    Scrolls(Element<'a, Message>),
    /// As high as the window allows; it does not scroll, but parts of it may.
    Fills(Element<'a, Message>),
}

/// What a page ends in.
pub struct Footer<Message> {
    left: Option<Button<Message>>,
    hint: String,
    hint_button: Option<Button<Message>>,
    aside: Option<Button<Message>>,
    main: Option<Button<Message>>,
}

impl<Message> Footer<Message> {
    #[expect(
        clippy::new_without_default,
        reason = "an empty footer is only the start of one"
    )]
    pub fn new() -> Self {
        Self {
            left: None,
            hint: String::new(),
            hint_button: None,
            aside: None,
            main: None,
        }
    }

    /// The way back: secondary, or `danger`, or quiet and `flush`.
    pub fn left(mut self, button: Button<Message>) -> Self {
        self.left = Some(button);
        self
    }

    /// One hint beside it.
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = words.into();
        self
    }

    /// A small quiet button that belongs to the hint: "Change".
    pub fn hint_button(mut self, button: Button<Message>) -> Self {
        self.hint_button = Some(button.small().flush());
        self
    }

    /// At most one quiet or secondary button beside the primary one.
    pub fn aside(mut self, button: Button<Message>) -> Self {
        self.aside = Some(button);
        self
    }

    /// The one primary button, named by what it does.
    pub fn main(mut self, button: Button<Message>) -> Self {
        self.main = Some(button);
        self
    }
}

pub(super) fn view<'a, Message: Clone + 'a>(
    room: Room,
    page: Page<'a, Message>,
    strip: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let (top, margin) = (room.top(page.heading, page.full), room.margin());
    let (title, lead, gap) = letters(page.heading);
    let title = say(page.title, title).width(Fill);
    let lead = (!page.lead.is_empty())
        .then(|| container(say(page.lead, lead).style(style::ink2)).max_width(style::TEXT_WIDTH));
    let title = row![title, page.beside_title]
        .spacing(style::S16)
        .align_y(Center);
    let heading = column![title, lead].spacing(gap);
    let head = column![strip, heading].spacing(style::S20);
    let inner = padding::top(top).horizontal(margin);
    let above = match page.body {
        Body::Scrolls(body) => {
            let all = column![head, body].spacing(22).max_width(WIDEST);
            let all = container(all).width(Fill).padding(inner.bottom(style::S20));
            scroller(all.into())
        }
        Body::Fills(body) => {
            let all = column![head, body].spacing(style::S16).max_width(WIDEST);
            container(all)
                .id(SCROLL)
                .width(Fill)
                .height(Fill)
                .padding(inner.bottom(style::S16))
                .into()
        }
    };
    let footer = container(footer(room, page.footer)).padding([0.0, margin]);
    column![above, footer].width(Fill).height(Fill).into()
}

/// The types of the title and of the lead, and what is between them.
fn letters(heading: Heading) -> (Type, Type, f32) {
    match heading {
        Heading::Welcome => (style::DISPLAY, style::LEAD_WELCOME, style::S12),
        Heading::Plain => (style::TITLE, style::LEAD, 6.0),
        Heading::Done => (style::TITLE_DONE, style::LEAD, 6.0),
    }
}

fn scroller<'a, Message: 'a>(inside: Element<'a, Message>) -> Element<'a, Message> {
    let bar = scrollable::Scrollbar::new()
        .width(6)
        .scroller_width(6)
        .margin(4);
    scrollable(inside)
        .id(SCROLL)
        .direction(scrollable::Direction::Vertical(bar))
        .width(Fill)
        .height(Fill)
        .style(style::scroll)
        .into()
}

fn footer<'a, Message: Clone + 'a>(room: Room, it: Footer<Message>) -> Element<'a, Message> {
    let hint = (!it.hint.is_empty() || it.hint_button.is_some()).then(|| {
        let words = say(it.hint, style::SMALL).style(style::ink3);
        row![words, it.hint_button.map(Element::from)]
            .spacing(6)
            .align_y(Center)
    });
    let hint = container(row![hint]).width(Fill);
    let inside = row![
        it.left.map(Element::from),
        hint,
        it.aside.map(Element::from),
        it.main.map(Element::from)
    ]
    .spacing(style::S12)
    .align_y(Center);
    let inside = container(inside).center_y(room.footer() - 1.0);
    column![rule::horizontal(1).style(style::line), inside]
        .max_width(WIDEST)
        .into()
}
