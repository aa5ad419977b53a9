//! A text field with its label, and what every other control borrows from it: the label above,
//! and below it help or, in the same place, a complaint.

use super::glyph::{self, Glyph};
use super::say::say;
use super::watch;
use crate::ui::icon::{Icon, icon};
use crate::ui::style::{self, Type};
use iced::advanced::widget::Id;
use iced::widget::{column, container, row, stack, text_input};
use iced::{Center, Element, Fill, Length, Padding, padding};

/// What stands under a control.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Note {
    #[default]
    None,
    Help(String),
    /// A sentence with the way out.
    Complaint(String),
}

impl Note {
    pub fn is_complaint(&self) -> bool {
        matches!(self, Self::Complaint(_))
    }
}

/// A control with its label above and a note below.
pub fn labelled<'a, Message: 'a>(
    label: &str,
    control: impl Into<Element<'a, Message>>,
    note: Note,
) -> Element<'a, Message> {
    let label = (!label.is_empty()).then(|| say(label.to_owned(), style::LABEL));
    column![label, control.into(), under(note)]
        .spacing(style::LABEL_GAP)
        .into()
}

fn under<'a, Message: 'a>(note: Note) -> Option<Element<'a, Message>> {
    match note {
        Note::None => None,
        Note::Help(words) => Some(say(words, style::SMALL).style(style::ink2).into()),
        Note::Complaint(words) => {
            let words = say(words, style::SMALL).style(style::danger);
            Some(
                row![glyph::sized(Glyph::Failed, 7.0), words]
                    .spacing(style::LABEL_GAP)
                    .into(),
            )
        }
    }
}

/// What every control with a label can be told: help, a complaint, its width and its name.
macro_rules! labelled_methods {
    () => {
        pub fn help(mut self, words: impl Into<String>) -> Self {
            if !self.note.is_complaint() {
                self.note = Note::Help(words.into());
            }
            self
        }

        /// Takes the place of the help.
        pub fn complaint(mut self, words: Option<String>) -> Self {
            if let Some(words) = words {
                self.note = Note::Complaint(words);
            }
            self
        }

        pub fn width(mut self, width: impl Into<Length>) -> Self {
            self.width = width.into();
            self
        }

        /// The name for the focus and for tests; the label unless it is given.
        pub fn id(mut self, id: impl Into<Id>) -> Self {
            self.id = Some(id.into());
            self
        }
    };
}
pub(super) use labelled_methods;

/// What stands inside a field at its right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside {
    /// A unit, or how a check is going.
    Unit(String),
    /// A quiet proof: "answers".
    Proof(String),
}

impl Inside {
    /// About how much room it takes.
    fn width(&self) -> f32 {
        match self {
            Self::Unit(words) => words.chars().count() as f32 * 8.0 + style::S8,
            Self::Proof(words) => words.chars().count() as f32 * 7.2 + 24.0 + style::S8,
        }
    }

    pub(super) fn view<'a, Message: 'a>(self) -> Element<'a, Message> {
        match self {
            Self::Unit(words) => say(words, style::BODY).style(style::ink2).into(),
            Self::Proof(words) => row![
                icon(Icon::Check, style::ICON_SMALL, |t| t.accent),
                say(words, style::SMALL).style(style::accent)
            ]
            .spacing(style::LABEL_GAP)
            .align_y(Center)
            .into(),
        }
    }
}

/// Puts something into a box of a field's height, at its right, without taking the mouse.
pub fn inside_right<'a, Message: 'a>(
    control: impl Into<Element<'a, Message>>,
    inside: impl Into<Element<'a, Message>>,
    right: f32,
) -> Element<'a, Message> {
    let inside = container(inside)
        .align_right(Fill)
        .center_y(style::FIELD_HEIGHT)
        .padding(padding::right(right));
    stack![control.into(), inside].into()
}

type OnInput<'a, Message> = Box<dyn Fn(String) -> Message + 'a>;

/// A text field being described. Without `on_input` it is off.
pub struct Field<'a, Message> {
    label: String,
    value: &'a str,
    placeholder: String,
    note: Note,
    inside: Option<Inside>,
    letter: Type,
    width: Length,
    id: Option<Id>,
    on_input: Option<OnInput<'a, Message>>,
    on_submit: Option<Message>,
    on_leave: Option<Message>,
}

/// A field with its label and what is in it.
pub fn field<'a, Message>(label: impl Into<String>, value: &'a str) -> Field<'a, Message> {
    Field {
        label: label.into(),
        value,
        placeholder: String::new(),
        note: Note::None,
        inside: None,
        letter: style::BODY,
        width: Fill,
        id: None,
        on_input: None,
        on_submit: None,
        on_leave: None,
    }
}

impl<'a, Message> Field<'a, Message> {
    pub fn on_input(mut self, f: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(f));
        self
    }

    /// Published when the focus leaves the field: the time for complaints.
    pub fn on_leave(mut self, message: Message) -> Self {
        self.on_leave = Some(message);
        self
    }

    /// Published for Enter, instead of going on to the next page.
    pub fn on_submit(mut self, message: Message) -> Self {
        self.on_submit = Some(message);
        self
    }

    pub fn placeholder(mut self, words: impl Into<String>) -> Self {
        self.placeholder = words.into();
        self
    }

    pub fn unit(mut self, words: impl Into<String>) -> Self {
        self.inside = Some(Inside::Unit(words.into()));
        self
    }

    pub fn proof(mut self, words: Option<String>) -> Self {
        if let Some(words) = words {
            self.inside = Some(Inside::Proof(words));
        }
        self
    }

    /// For addresses, networks, ports, paths.
    pub fn mono(mut self) -> Self {
        self.letter = style::MONO;
        self
    }

    labelled_methods!();
}

/// The padding of a field of a type, with room at the right.
pub(super) fn field_padding(letter: Type, right: f32) -> Padding {
    let vertical = (style::FIELD_HEIGHT - letter.line) / 2.0;
    Padding {
        top: vertical,
        bottom: vertical,
        left: style::S12,
        right: style::S12 + right,
    }
}

impl<'a, Message: Clone + 'a> From<Field<'a, Message>> for Element<'a, Message> {
    fn from(it: Field<'a, Message>) -> Self {
        let id = it.id.unwrap_or_else(|| Id::from(it.label.clone()));
        let room = it.inside.as_ref().map_or(0.0, Inside::width);
        let input = text_input(&it.placeholder, it.value)
            .id(id.clone())
            .font(it.letter.font)
            .size(it.letter.size)
            .line_height(it.letter.line_height())
            .padding(field_padding(it.letter, room))
            .on_input_maybe(it.on_input)
            .on_submit_maybe(it.on_submit)
            .style(style::field(it.note.is_complaint()));
        let input = match it.inside {
            Some(inside) => inside_right(input, inside.view(), style::S12),
            None => input.into(),
        };
        let input = match it.on_leave {
            Some(message) => watch::on_leave(input, id, message),
            None => input,
        };
        let whole = labelled(&it.label, input, it.note);
        container(whole).width(it.width).into()
    }
}
