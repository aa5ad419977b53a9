//! The keyboard focus for widgets that iced gives none: everything but text fields.
//!
//! [`Focus`] makes what it wraps a Tab stop, draws a ring around it when the focus came by the
//! keyboard, and turns keys into messages. A group of choices is one Tab stop: the ring is then
//! drawn around one part of what is wrapped, named by a path through the layout.

use super::wrap::{Behaviour, Happening, Wrap};
use crate::ui::style;
use iced::advanced::Shell;
use iced::advanced::layout::Layout;
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::keyboard::{self, Key, key::Named};
use iced::{Border, Color, Element, Event, Rectangle, Renderer, Theme, border, mouse};

type OnKey<'a, Message> = Box<dyn Fn(&Key) -> Option<Message> + 'a>;

/// A widget that the keyboard can reach.
pub struct Focus<'a, Message> {
    content: Element<'a, Message>,
    stop: Stop<'a, Message>,
}

struct Stop<'a, Message> {
    id: Option<Id>,
    on_key: Option<OnKey<'a, Message>>,
    radius: f32,
    gap: f32,
    part: Vec<usize>,
    /// Arrows choose within it.
    group: bool,
}

/// Space or Enter on the focused widget publishes `message`; without one it is no Tab stop.
pub fn activates<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    message: Option<Message>,
) -> Focus<'a, Message> {
    let on_key = message.map(|message| {
        let activate = move |key: &Key| is_activation(key).then(|| message.clone());
        Box::new(activate) as OnKey<'a, Message>
    });
    new(content.into(), on_key)
}

/// Every key pressed on the focused widget goes through `f`.
pub fn on_key<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    f: impl Fn(&Key) -> Option<Message> + 'a,
) -> Focus<'a, Message> {
    let mut focus = new(content.into(), Some(Box::new(f)));
    focus.stop.group = true;
    focus
}

fn new<'a, Message>(
    content: Element<'a, Message>,
    on_key: Option<OnKey<'a, Message>>,
) -> Focus<'a, Message> {
    let stop = Stop {
        id: None,
        on_key,
        radius: style::RADIUS,
        gap: style::RING_GAP,
        part: Vec::new(),
        group: false,
    };
    Focus { content, stop }
}

impl<Message> Focus<'_, Message> {
    /// Names the widget. The focus does not outlive a change of the name, so that after a change
    /// of page it does not reappear on whatever stands in the same place.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.stop.id = Some(id.into());
        self
    }

    /// The radius of the thing itself; the ring's own is larger by its distance.
    pub fn radius(mut self, radius: f32) -> Self {
        self.stop.radius = radius;
        self
    }

    /// Draws the ring on the thing's own border, as fields do.
    pub fn on_border(mut self) -> Self {
        self.stop.gap = -style::STROKE_STRONG;
        self
    }

    /// Draws the ring around one part only: the child of a child … of the layout.
    pub fn part(mut self, path: impl Into<Vec<usize>>) -> Self {
        self.stop.part = path.into();
        self
    }
}

/// Whether a key presses the button that has the focus.
pub fn is_activation(key: &Key) -> bool {
    matches!(key, Key::Named(Named::Space | Named::Enter))
}

/// Where an arrow leads from `current` among things of which some are not possible. It stops at
/// the ends. Without a current one, any arrow leads to the first or the last.
pub fn moved(key: &Key, current: Option<usize>, possible: &[bool]) -> Option<usize> {
    let Key::Named(named) = key else {
        return None;
    };
    let first = || possible.iter().position(|&it| it);
    let last = || possible.iter().rposition(|&it| it);
    match (named, current) {
        (Named::Home, _) | (Named::ArrowDown | Named::ArrowRight, None) => first(),
        (Named::End, _) | (Named::ArrowUp | Named::ArrowLeft, None) => last(),
        (Named::ArrowDown | Named::ArrowRight, Some(here)) => {
            let after = possible.iter().skip(here + 1).position(|&it| it)?;
            Some(here + 1 + after)
        }
        (Named::ArrowUp | Named::ArrowLeft, Some(here)) => {
            possible.iter().take(here).rposition(|&it| it)
        }
        _ => None,
    }
}

impl<Message> Stop<'_, Message> {
    fn target(&self, layout: Layout<'_>) -> Rectangle {
        let mut here = layout;
        for &index in std::iter::once(&0).chain(&self.part) {
            match here.children().nth(index) {
                Some(child) => here = child,
                None => break,
            }
        }
        here.bounds()
    }
}

/// Whether it has the focus, and shows that it has.
#[derive(Default)]
pub struct State {
    id: Option<Id>,
    focused: bool,
    by_keyboard: bool,
}

impl State {
    /// The focus came by itself and not by a key.
    pub fn hide_ring(&mut self) {
        self.by_keyboard = false;
    }
}

impl Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
        self.by_keyboard = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
    }
}

impl<Message> Behaviour<Message> for Stop<'_, Message> {
    type State = State;

    fn diff(&self, state: &mut State) {
        if state.id != self.id {
            *state = State {
                id: self.id.clone(),
                ..State::default()
            };
        }
    }

    fn operate(
        &self,
        state: &mut State,
        layout: Layout<'_>,
        operation: &mut dyn Operation,
        go_on: &mut dyn FnMut(&mut dyn Operation),
    ) {
        if self.on_key.is_some() {
            operation.focusable(self.id.as_ref(), self.target(layout), state);
            if self.group {
                operation.custom(self.id.as_ref(), self.target(layout), state);
            }
        } else {
            state.focused = false;
        }
        // So that a test finds it by its name, with the focus or without.
        operation.container(self.id.as_ref(), layout.bounds());
        operation.traverse(go_on);
    }

    fn update(&self, state: &mut State, happening: Happening<'_>, shell: &mut Shell<'_, Message>) {
        let Some(on_key) = &self.on_key else {
            return;
        };
        match happening.event {
            // A press anywhere moves the focus, as it does for text fields; the ring stays away.
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                state.focused = happening.cursor.is_over(happening.layout.bounds());
                state.by_keyboard = false;
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
                if state.focused
                    && !shell.is_event_captured()
                    && !modifiers.command()
                    && !modifiers.alt() =>
            {
                if let Some(message) = on_key(key) {
                    state.by_keyboard = true;
                    shell.publish(message);
                    shell.capture_event();
                }
            }
            _ => {}
        }
    }

    fn draw(&self, state: &State, layout: Layout<'_>, theme: &Theme, renderer: &mut Renderer) {
        if !(state.focused && state.by_keyboard) {
            return;
        }
        let width = style::STROKE_STRONG;
        let ring = Quad {
            bounds: self.target(layout).expand(self.gap + width),
            border: Border {
                color: style::tokens(theme).accent,
                width,
                radius: border::radius(self.radius + (self.gap + 1.0).max(0.0)),
            },
            ..Quad::default()
        };
        renderer.fill_quad(ring, Color::TRANSPARENT);
    }
}

impl<'a, Message: 'a> From<Focus<'a, Message>> for Element<'a, Message> {
    fn from(focus: Focus<'a, Message>) -> Self {
        Element::new(Wrap {
            content: focus.content,
            behaviour: focus.stop,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_skip_what_is_not_possible_and_stop_at_the_ends() {
        let possible = [false, true, false, true];
        let go = |named, current| moved(&Key::Named(named), current, &possible);
        assert_eq!(go(Named::ArrowDown, None), Some(1));
        assert_eq!(go(Named::ArrowDown, Some(1)), Some(3));
        assert_eq!(go(Named::ArrowDown, Some(3)), None);
        assert_eq!(go(Named::ArrowUp, Some(3)), Some(1));
        assert_eq!(go(Named::ArrowUp, Some(1)), None);
        assert_eq!(go(Named::End, Some(1)), Some(3));
        assert_eq!(go(Named::Enter, Some(1)), None);
    }
}
