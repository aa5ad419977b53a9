//! Buttons: primary, secondary, quiet and danger, ordinary and small.

use super::focus;
use super::say::say;
use crate::ui::icon::{Icon, icon};
use crate::ui::style::{self, Tokens, Type, tokens};
use iced::advanced::widget::Id;
use iced::widget::{button, column, container, row, space, tooltip};
use iced::{Alignment, Background, Border, Center, Color, Element, Length, Theme, border};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Danger,
    DangerQuiet,
}

/// A button being described. Without a message it is off.
pub struct Button<Message> {
    words: String,
    kind: Kind,
    small: bool,
    flush: bool,
    width: Length,
    icon: Option<Icon>,
    id: Option<Id>,
    message: Option<Message>,
}

fn new<Message>(kind: Kind, words: impl Into<String>) -> Button<Message> {
    Button {
        words: words.into(),
        kind,
        small: false,
        flush: false,
        width: Length::Shrink,
        icon: None,
        id: None,
        message: None,
    }
}

/// The one thing to do on a page.
pub fn primary<Message>(words: impl Into<String>) -> Button<Message> {
    new(Kind::Primary, words)
}

pub fn secondary<Message>(words: impl Into<String>) -> Button<Message> {
    new(Kind::Secondary, words)
}

/// Words only, for what adds, opens or leads aside.
pub fn quiet<Message>(words: impl Into<String>) -> Button<Message> {
    new(Kind::Quiet, words)
}

/// Something that cannot be taken back, or that stops what goes on.
pub fn danger<Message>(words: impl Into<String>) -> Button<Message> {
    new(Kind::Danger, words)
}

pub fn danger_quiet<Message>(words: impl Into<String>) -> Button<Message> {
    new(Kind::DangerQuiet, words)
}

impl<Message> Button<Message> {
    pub fn on_press(self, message: Message) -> Self {
        self.on_press_maybe(Some(message))
    }

    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.message = message;
        self
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// For notices, rows and other narrow places.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Quiet words that line up with the left edge of what stands above them.
    pub fn flush(mut self) -> Self {
        self.flush = true;
        self
    }

    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// The name for the focus and for tests; the words themselves unless it is given.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    fn letter(&self) -> Type {
        if self.small {
            style::LABEL
        } else {
            style::BODY_MEDIUM
        }
    }

    fn height(&self) -> f32 {
        if self.small {
            style::BUTTON_SMALL_HEIGHT
        } else {
            style::BUTTON_HEIGHT
        }
    }

    fn padding(&self) -> f32 {
        match (self.kind, self.flush, self.small) {
            (_, true, _) => 0.0,
            (Kind::Quiet | Kind::DangerQuiet, ..) => style::S12,
            (_, _, true) => 13.0,
            (_, _, false) => 19.0,
        }
    }

    fn colour(&self) -> fn(&Tokens) -> Color {
        match (&self.message, self.kind) {
            (None, _) => |t| t.ink3,
            (_, Kind::Primary) => |t| t.on_accent,
            (_, Kind::Secondary) => |t| t.ink,
            (_, Kind::Quiet) => |t| t.accent,
            (_, Kind::Danger | Kind::DangerQuiet) => |t| t.danger,
        }
    }
}

impl<'a, Message: Clone + 'a> From<Button<Message>> for Element<'a, Message> {
    fn from(it: Button<Message>) -> Self {
        let colour = it.colour();
        let (letter, height, padding) = (it.letter(), it.height(), it.padding());
        let picture = it.icon.map(|shape| icon(shape, style::ICON_SMALL, colour));
        let words = say(it.words.clone(), letter)
            .wrapping(iced::widget::text::Wrapping::None)
            .style(move |theme: &Theme| iced::widget::text::Style {
                color: Some(colour(tokens(theme))),
            });
        let inside = row![picture, words].spacing(style::S8).align_y(Center);
        let least = it.kind == Kind::Primary && !it.small && it.width == Length::Shrink;
        let inside = container(inside)
            .center_y(height)
            .align_x(if it.flush { Alignment::Start } else { Center })
            .width(it.width)
            .padding([0.0, padding]);
        let room = least.then(|| space().width(style::PRIMARY_WIDTH));
        let inside = column![room, inside].align_x(Center).width(it.width);
        let id = it.id.unwrap_or_else(|| Id::from(it.words));
        let kind = it.kind;
        let Some(message) = it.message else {
            return container(inside).id(id).style(off(kind)).into();
        };
        let pressed = button(inside)
            .padding(0)
            .on_press(message.clone())
            .style(match kind {
                Kind::Primary => style::primary,
                Kind::Secondary => style::secondary,
                Kind::Quiet => style::quiet,
                Kind::Danger => style::destructive,
                Kind::DangerQuiet => style::destructive_quiet,
            });
        focus::activates(pressed, Some(message)).id(id).into()
    }
}

/// An icon alone, for what stands in every row: "remove". The words are its name for the focus, for
/// tests, and appear over it.
pub fn icon_only<'a, Message: Clone + 'a>(
    shape: Icon,
    words: impl Into<String>,
    message: Message,
) -> Element<'a, Message> {
    let words = words.into();
    let inside = container(icon(shape, style::ICON_SMALL, |t| t.ink2)).center(28);
    let pressed = button(inside)
        .padding(0)
        .style(style::bare_hover)
        .on_press(message.clone());
    let stop = focus::activates(pressed, Some(message))
        .id(words.clone())
        .radius(6.0);
    hint(stop.on_border(), words)
}

/// Something with words that appear over it while the mouse is there.
pub fn hint<'a, Message: 'a>(
    thing: impl Into<Element<'a, Message>>,
    words: impl Into<String>,
) -> Element<'a, Message> {
    let words = container(say(words.into(), style::CAPTION))
        .padding([4, 8])
        .style(style::tooltip);
    tooltip(thing, words, tooltip::Position::Top).gap(4).into()
}

/// A button that is off is a container: iced would dim its words below what can be read.
fn off(kind: Kind) -> impl Fn(&Theme) -> container::Style {
    move |theme| {
        let t = tokens(theme);
        let (fill, line) = match kind {
            Kind::Primary => (Some(t.track), None),
            Kind::Secondary | Kind::Danger => (Some(t.raised), Some(t.line)),
            Kind::Quiet | Kind::DangerQuiet => (None, None),
        };
        container::Style {
            background: fill.map(Background::Color),
            border: Border {
                color: line.unwrap_or(Color::TRANSPARENT),
                width: if line.is_some() { style::STROKE } else { 0.0 },
                radius: border::radius(style::RADIUS),
            },
            ..container::Style::default()
        }
    }
}
