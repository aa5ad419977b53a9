//! A question over the page, and the layers it needs: the page below is silent until it is
//! answered.

use super::button::Button;
use super::prose::prose;
use super::say::say;
use super::wrap::{Behaviour, Wrap};
use crate::ui::style;
use iced::advanced::Layout;
use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Focusable, Operation, Scrollable, TextInput};
use iced::widget::{center, column, container, mouse_area, opaque, row, space, stack};
use iced::{Element, Event, Fill, Rectangle, Vector};
use std::any::Any;

/// A question. Give the safe answer the focus when the dialog opens: [`SAFE`].
pub struct Question<'a, Message> {
    pub title: String,
    /// What will happen and what will not.
    pub words: String,
    /// Something more to decide, between the words and the answers.
    pub body: Option<Element<'a, Message>>,
    /// The primary one; Escape says the same.
    pub safe: Button<Message>,
    pub others: Vec<Button<Message>>,
}

/// The id of the safe answer.
pub const SAFE: &str = "safe answer";

impl<'a, Message: Clone + 'a> From<Question<'a, Message>> for Element<'a, Message> {
    fn from(it: Question<'a, Message>) -> Self {
        let others = row(it.others.into_iter().map(Into::into)).spacing(10);
        let answers = row![space::horizontal(), others, it.safe.id(SAFE)].spacing(10);
        let words = column![
            say(it.title, style::DIALOG_TITLE),
            prose(&it.words, style::BODY, style::ink2)
        ]
        .spacing(style::LABEL_GAP);
        let inside = column![words, it.body, answers].spacing(style::S20);
        container(inside)
            .padding(style::S24)
            .width(style::DIALOG_WIDTH)
            .style(style::dialog)
            .into()
    }
}

/// Puts a dialog over a page. `page` must always go through here, with a dialog or without, so
/// that its widgets keep their state. A press beside the dialog publishes `on_escape`.
pub fn over<'a, Message: Clone + 'a>(
    page: impl Into<Element<'a, Message>>,
    dialog: Option<Element<'a, Message>>,
    on_escape: Message,
) -> Element<'a, Message> {
    let below = Wrap {
        content: page.into(),
        behaviour: Below {
            silent: dialog.is_some(),
        },
    };
    let above = dialog.map(|dialog| {
        let scrim = center(opaque(dialog))
            .padding(style::S24)
            .style(style::scrim);
        opaque(mouse_area(scrim).on_press(on_escape))
    });
    stack![Element::from(below)]
        .push(above)
        .width(Fill)
        .height(Fill)
        .into()
}

/// The page below a dialog: it hears no keys and has no Tab stops.
struct Below {
    silent: bool,
}

impl<Message> Behaviour<Message> for Below {
    type State = ();

    fn operate(
        &self,
        (): &mut (),
        _layout: Layout<'_>,
        operation: &mut dyn Operation,
        go_on: &mut dyn FnMut(&mut dyn Operation),
    ) {
        if self.silent {
            operation.traverse(&mut |operation| go_on(&mut Unfocus(operation)));
        } else {
            operation.traverse(go_on);
        }
    }

    fn lets_in(&self, event: &Event) -> bool {
        !(self.silent && matches!(event, Event::Keyboard(_) | Event::InputMethod(_)))
    }
}

/// Does what another operation does, but takes the focus from whatever has it and gives it to
/// nothing.
struct Unfocus<'a>(&'a mut dyn Operation);

impl Operation for Unfocus<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        self.0
            .traverse(&mut |operation| operate(&mut Unfocus(operation)));
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        self.0.container(id, bounds);
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        self.0.scrollable(id, bounds, content, translation, state);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        state.unfocus();
    }

    fn text_input(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
        self.0.text_input(id, bounds, state);
    }

    fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.0.text(id, bounds, text);
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.0.custom(id, bounds, state);
    }
}
