//! Tells a page that a field was left, which iced does not: complaints appear then, not before.

use super::wrap::{Behaviour, Happening, Wrap};
use iced::advanced::Shell;
use iced::advanced::widget::Id;
use iced::{Element, Event, keyboard, mouse, window};

struct Watch<Message> {
    id: Id,
    on_leave: Message,
}

/// Publishes `message` when the focus leaves what is inside. The id is the field's: one on another page that stands
/// in the same place was not left, it was never entered.
pub fn on_leave<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    id: Id,
    message: Message,
) -> Element<'a, Message> {
    Wrap {
        content: content.into(),
        behaviour: Watch {
            id,
            on_leave: message,
        },
    }
    .into()
}

/// Whether the focus was inside when it was last looked at, and of which field that was.
#[derive(Default)]
struct Inside {
    id: Option<Id>,
    focused: bool,
}

impl<Message: Clone> Behaviour<Message> for Watch<Message> {
    type State = Inside;

    fn diff(&self, state: &mut Inside) {
        if state.id.as_ref() != Some(&self.id) {
            *state = Inside {
                id: Some(self.id.clone()),
                focused: false,
            };
        }
    }

    fn update(&self, state: &mut Inside, happening: Happening<'_>, shell: &mut Shell<'_, Message>) {
        // Tab moves the focus without an event of its own, but a redraw follows.
        let may_move = matches!(
            happening.event,
            Event::Window(window::Event::RedrawRequested(_))
                | Event::Mouse(mouse::Event::ButtonPressed(_))
                | Event::Keyboard(keyboard::Event::KeyPressed { .. })
        );
        if !may_move {
            return;
        }
        let inside = (happening.focus_within)();
        if state.focused && !inside {
            shell.publish(self.on_leave.clone());
        }
        state.focused = inside;
    }
}
