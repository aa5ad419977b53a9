//! A field for a secret: shown as dots until the eye is pressed.

use super::field::{Note, field_padding, inside_right, labelled, labelled_methods};
use super::{focus, watch};
use crate::secret::Secret;
use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use iced::advanced::widget::Id;
use iced::widget::{button, container, text_input};
use iced::{Center, Element, Fill, Length};

type OnInput<'a, Message> = Box<dyn Fn(Secret) -> Message + 'a>;

/// A secret field being described.
pub struct SecretField<'a, Message> {
    label: String,
    value: &'a Secret,
    shown: bool,
    placeholder: String,
    note: Note,
    width: Length,
    id: Option<Id>,
    on_input: Option<OnInput<'a, Message>>,
    on_toggle: Option<Message>,
    on_submit: Option<Message>,
    on_leave: Option<Message>,
}

/// A field with its label and the secret in it.
pub fn secret_field<'a, Message>(
    label: impl Into<String>,
    value: &'a Secret,
) -> SecretField<'a, Message> {
    SecretField {
        label: label.into(),
        value,
        shown: false,
        placeholder: String::new(),
        note: Note::None,
        width: Fill,
        id: None,
        on_input: None,
        on_toggle: None,
        on_submit: None,
        on_leave: None,
    }
}

impl<'a, Message> SecretField<'a, Message> {
    pub fn on_input(mut self, f: impl Fn(Secret) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(f));
        self
    }

    /// The eye: whether the secret is shown now, and what its press publishes.
    pub fn eye(mut self, shown: bool, on_toggle: Message) -> Self {
        self.shown = shown;
        self.on_toggle = Some(on_toggle);
        self
    }

    pub fn on_leave(mut self, message: Message) -> Self {
        self.on_leave = Some(message);
        self
    }

    pub fn on_submit(mut self, message: Message) -> Self {
        self.on_submit = Some(message);
        self
    }

    pub fn placeholder(mut self, words: impl Into<String>) -> Self {
        self.placeholder = words.into();
        self
    }

    labelled_methods!();
}

impl<'a, Message: Clone + 'a> From<SecretField<'a, Message>> for Element<'a, Message> {
    fn from(it: SecretField<'a, Message>) -> Self {
        let id = it.id.unwrap_or_else(|| Id::from(it.label.clone()));
        let on_input = it
            .on_input
            .map(|f| move |typed: String| f(Secret::new(typed)));
        let letter = if it.shown { style::MONO } else { style::BODY };
        let input = text_input(&it.placeholder, it.value.expose())
            .id(id.clone())
            .secure(!it.shown)
            .font(letter.font)
            .size(letter.size)
            .line_height(letter.line_height())
            .padding(field_padding(letter, 28.0))
            .on_input_maybe(on_input)
            .on_submit_maybe(it.on_submit)
            .style(style::field(it.note.is_complaint()));
        let mut whole: Element<'a, Message> = input.into();
        if let Some(message) = it.on_leave {
            whole = watch::on_leave(whole, id, message);
        }
        if let Some(message) = it.on_toggle {
            whole = inside_right(whole, eye(&it.label, it.shown, message), 3.0);
        }
        container(labelled(&it.label, whole, it.note))
            .width(it.width)
            .into()
    }
}

fn eye<'a, Message: Clone + 'a>(
    label: &str,
    shown: bool,
    message: Message,
) -> Element<'a, Message> {
    let shape = if shown {
        icon(Icon::Eye, style::ICON_SMALL, |t| t.accent)
    } else {
        icon(Icon::Eye, style::ICON_SMALL, |t| t.ink2)
    };
    let pressed = button(container(shape).center(30))
        .padding(0)
        .style(style::bare_hover)
        .on_press(message.clone());
    let stop = focus::activates(pressed, Some(message))
        .id(format!("{label} eye"))
        .on_border();
    container(stop.radius(5.0)).align_y(Center).into()
}
