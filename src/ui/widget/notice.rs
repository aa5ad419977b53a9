//! A notice: one thing to know on a page, plain, as a warning or as a failure.

use super::button::Button;
use super::glyph::{self, Glyph};
use super::prose::prose;
use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, padding};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain(Icon),
    Warning,
    Failure,
}

/// A notice being described.
pub struct Notice<Message> {
    kind: Kind,
    words: String,
    buttons: Vec<Button<Message>>,
}

/// Something worth knowing. The words may have `**emphasis**` and `` `mono` `` in them.
pub fn plain<Message>(words: impl Into<String>) -> Notice<Message> {
    Notice {
        kind: Kind::Plain(Icon::Info),
        words: words.into(),
        buttons: Vec::new(),
    }
}

/// Something that works but should be thought about.
pub fn warning<Message>(words: impl Into<String>) -> Notice<Message> {
    Notice {
        kind: Kind::Warning,
        words: words.into(),
        buttons: Vec::new(),
    }
}

/// Something that did not work.
pub fn failure<Message>(words: impl Into<String>) -> Notice<Message> {
    Notice {
        kind: Kind::Failure,
        words: words.into(),
        buttons: Vec::new(),
    }
}

impl<Message> Notice<Message> {
    /// Another icon for a plain notice.
    pub fn icon(mut self, icon: Icon) -> Self {
        if let Kind::Plain(_) = self.kind {
            self.kind = Kind::Plain(icon);
        }
        self
    }

    /// A button under the words; it is made small. At most two.
    pub fn button(mut self, button: Button<Message>) -> Self {
        self.buttons.push(button.small());
        self
    }
}

impl<'a, Message: Clone + 'a> From<Notice<Message>> for Element<'a, Message> {
    fn from(it: Notice<Message>) -> Self {
        let (mark, dress): (Element<'a, Message>, fn(&_) -> _) = match it.kind {
            Kind::Plain(shape) => (icon(shape, style::ICON, |t| t.ink2).into(), style::sunken),
            Kind::Warning => (
                icon(Icon::Warn, style::ICON, |t| t.warn_fill).into(),
                style::warning,
            ),
            Kind::Failure => (glyph::glyph(Glyph::Failed), style::failure),
        };
        let words = prose(&it.words, style::SMALL, style::ink);
        let buttons = (!it.buttons.is_empty()).then(|| {
            container(
                row(it.buttons.into_iter().map(Into::into))
                    .spacing(style::S8)
                    .align_y(Center),
            )
            .padding(padding::top(style::S8))
        });
        let body = column![container(words).padding(padding::top(1)), buttons].width(Fill);
        let inside = row![mark, body].spacing(style::S12);
        container(inside)
            .padding([13, 15])
            .width(Fill)
            .style(dress)
            .into()
    }
}

/// A failure in three parts, with the buttons that mend it.
pub struct Trouble<Message> {
    pub title: String,
    /// Each of the three parts: its name ("What happened") and its sentences.
    pub parts: Vec<(String, String)>,
    pub buttons: Vec<Button<Message>>,
    /// At the right of the buttons: "Tries by itself in 2 min 51 s".
    pub hint: String,
}

impl<'a, Message: Clone + 'a> From<Trouble<Message>> for Element<'a, Message> {
    fn from(it: Trouble<Message>) -> Self {
        let title = row![
            glyph::sized(Glyph::Failed, 9.6),
            super::say(it.title, style::CARD_TITLE)
        ]
        .spacing(style::S12)
        .align_y(Center);
        let parts = it.parts.into_iter().map(|(name, words)| {
            let name = container(super::say(name, style::LABEL)).width(124);
            row![
                container(name).padding(padding::top(1)),
                prose(&words, style::SMALL, style::ink)
            ]
            .spacing(style::S12)
            .into()
        });
        let hint = super::say(it.hint, style::SMALL).style(style::ink2);
        let buttons = row(it.buttons.into_iter().map(Into::into))
            .spacing(10)
            .push(space::horizontal())
            .push(hint)
            .align_y(Center);
        let body = column![title, column(parts).spacing(style::S12), buttons].spacing(style::S16);
        container(body)
            .padding(style::S20)
            .width(Fill)
            .style(style::failure)
            .into()
    }
}
