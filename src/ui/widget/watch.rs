//! Tells a page that a field was left, which iced does not: complaints appear then, not before.

use super::wrap::{Behaviour, Happening, Wrap};
use iced::advanced::Shell;
use iced::{Element, Event, keyboard, mouse, window};

struct Watch<Message> {
    on_leave: Message,
}

/// Publishes `message` when the focus leaves what is inside.
pub fn on_leave<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    message: Message,
) -> Element<'a, Message> {
    Wrap {
        content: content.into(),
        behaviour: Watch { on_leave: message },
    }
    .into()
}

/// Whether the focus was inside when it was last looked at.
#[derive(Default)]
struct Inside(bool);

impl<Message: Clone> Behaviour<Message> for Watch<Message> {
    type State = Inside;

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
        if state.0 && !inside {
            shell.publish(self.on_leave.clone());
        }
        state.0 = inside;
    }
}
