//! One step of a run as a row: where it stands, what it makes, how long it took.

use super::bleed::bleed;
use super::focus;
use super::glyph::{Glyph, glyph};
use super::say::say;
use crate::ui::style::{self, Type, Voice};
use iced::widget::{button, column, container, row, space};
use iced::{Center, Element, Fill, Theme};

/// A step row being described.
pub struct Step<Message> {
    state: Glyph,
    name: String,
    detail: String,
    waiting: String,
    time: String,
    message: Option<Message>,
}

/// A step with its state and what it makes, said as a person would.
pub fn step<Message>(state: Glyph, name: impl Into<String>) -> Step<Message> {
    Step {
        state,
        name: name.into(),
        detail: String::new(),
        waiting: String::new(),
        time: String::new(),
        message: None,
    }
}

impl<Message> Step<Message> {
    /// Beside the name: what it is about, or "after …".
    pub fn detail(mut self, words: impl Into<String>) -> Self {
        self.detail = words.into();
        self
    }

    /// Under the name while it works: "Waiting for …".
    pub fn waiting(mut self, words: impl Into<String>) -> Self {
        self.waiting = words.into();
        self
    }

    pub fn time(mut self, words: impl Into<String>) -> Self {
        self.time = words.into();
        self
    }

    /// A press shows its log.
    pub fn on_press(mut self, message: Message) -> Self {
        self.message = Some(message);
        self
    }

    fn voices(&self) -> (Type, Voice) {
        match self.state {
            Glyph::Working(_) | Glyph::Failed | Glyph::Here => (style::BODY_MEDIUM, style::ink),
            Glyph::Done => (style::BODY, style::ink),
            Glyph::Waiting | Glyph::OnHold => (style::BODY, style::ink2),
            Glyph::ToCome | Glyph::Skipped => (style::BODY, style::ink3),
        }
    }
}

/// How far the fill of a row reaches beyond the words of the page.
const REACH: f32 = style::S8;

impl<'a, Message: Clone + 'a> From<Step<Message>> for Element<'a, Message> {
    fn from(it: Step<Message>) -> Self {
        let (letter, voice) = it.voices();
        let detail = (!it.detail.is_empty()).then(|| {
            let later = matches!(it.state, Glyph::Waiting | Glyph::OnHold | Glyph::ToCome);
            let voice = if later { style::ink3 } else { style::ink2 };
            say(it.detail.clone(), style::SMALL)
                .style(voice)
                .wrapping(iced::widget::text::Wrapping::None)
        });
        let id = it.name.clone();
        let words_of_it = style::turn_of(&[&it.name, &it.detail, &it.waiting, &it.time]);
        let first = row![say(it.name, letter).style(voice), detail]
            .spacing(10)
            .align_y(Center);
        let tall = !it.waiting.is_empty();
        let second = tall.then(|| say(it.waiting, style::SMALL).style(style::ink2));
        let words = column![first, second].clip(true);
        let time = say(it.time, style::TIME).style(style::ink2);
        let inside = row![glyph(it.state), words, space::horizontal(), time]
            .spacing(style::S8)
            .align_y(Center);
        let height = if tall {
            style::STEP_TALL
        } else {
            style::STEP_HEIGHT
        };
        let state = it.state;
        let dressed = container(inside)
            .center_y(height)
            .width(Fill)
            .padding([0.0, REACH])
            .style(move |theme: &Theme| {
                let dress = match state {
                    Glyph::Working(_) => style::row_tint(theme),
                    Glyph::Failed => style::row_failed(theme),
                    _ => style::paper(theme),
                };
                style::repainted(dress, words_of_it)
            });
        let row: Element<'a, Message> = match it.message {
            Some(message) => {
                let pressed = button(dressed)
                    .padding(0)
                    .width(Fill)
                    .style(style::bare)
                    .on_press(message.clone());
                focus::activates(pressed, Some(message))
                    .id(format!("step {id}"))
                    .into()
            }
            None => dressed.into(),
        };
        bleed(row, REACH)
    }
}
