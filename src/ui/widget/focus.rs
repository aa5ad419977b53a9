//! The keyboard focus for widgets that iced gives none: everything but text fields.
//!
//! [`Focus`] makes what it wraps a Tab stop, draws a ring around it when the focus came by the
//! keyboard, and turns keys into messages. A group of choices is one Tab stop: the ring is then
//! drawn around one part of what is wrapped, named by a path through the layout.

use crate::ui::style;
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Renderer as _};
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{Id, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::keyboard::{self, Key, key::Named};
use iced::{Border, Color, Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};
use iced::{border, mouse};

type OnKey<'a, Message> = Box<dyn Fn(&Key) -> Option<Message> + 'a>;

pub struct Focus<'a, Message> {
    content: Element<'a, Message>,
    id: Option<Id>,
    on_key: Option<OnKey<'a, Message>>,
    radius: f32,
    gap: f32,
    part: Vec<usize>,
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
    Focus {
        on_key,
        ..bare(content)
    }
}

/// Every key pressed on the focused widget goes through `f`.
pub fn on_key<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    f: impl Fn(&Key) -> Option<Message> + 'a,
) -> Focus<'a, Message> {
    Focus {
        on_key: Some(Box::new(f)),
        ..bare(content)
    }
}

fn bare<'a, Message>(content: impl Into<Element<'a, Message>>) -> Focus<'a, Message> {
    Focus {
        content: content.into(),
        id: None,
        on_key: None,
        radius: style::RADIUS,
        gap: style::RING_GAP,
        part: Vec::new(),
    }
}

pub fn is_activation(key: &Key) -> bool {
    matches!(key, Key::Named(Named::Space | Named::Enter))
}

impl<Message> Focus<'_, Message> {
    /// Names the widget. The focus does not outlive a change of the name, so that after a change
    /// of page it does not reappear on whatever stands in the same place.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The radius of the thing itself; the ring's own is larger by its distance.
    pub fn radius(mut self, radius: f32) -> Self {
        self.radius = radius;
        self
    }

    /// Draws the ring on the thing's own border, as fields do.
    pub fn on_border(mut self) -> Self {
        self.gap = -style::STROKE_STRONG;
        self
    }

    /// Draws the ring around one part only: the child of a child … of the layout.
    pub fn part(mut self, path: impl Into<Vec<usize>>) -> Self {
        self.part = path.into();
        self
    }

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

#[derive(Default)]
struct State {
    id: Option<Id>,
    focused: bool,
    by_keyboard: bool,
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

impl<Message> Widget<Message, Theme, Renderer> for Focus<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State {
            id: self.id.clone(),
            ..State::default()
        })
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.id != self.id {
            *state = State {
                id: self.id.clone(),
                ..State::default()
            };
        }
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let node = self
            .content
            .as_widget_mut()
            .layout(&mut tree.children[0], renderer, limits);
        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        if self.on_key.is_some() {
            operation.focusable(self.id.as_ref(), self.target(layout), state);
        } else {
            // Tab skips it, but a test can still find it by its name.
            state.focused = false;
            operation.container(self.id.as_ref(), layout.bounds());
        }
        let (content, tree) = (&mut self.content, &mut tree.children[0]);
        operation.traverse(&mut |operation| {
            for inner in layout.children() {
                content
                    .as_widget_mut()
                    .operate(tree, inner, renderer, operation);
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        for inner in layout.children() {
            self.content.as_widget_mut().update(
                &mut tree.children[0],
                event,
                inner,
                cursor,
                renderer,
                clipboard,
                shell,
                viewport,
            );
        }
        let Some(on_key) = &self.on_key else {
            return;
        };
        let state = tree.state.downcast_mut::<State>();
        match event {
            // A press anywhere moves the focus, as it does for text fields; the ring stays away.
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                state.focused = cursor.is_over(layout.bounds());
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

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        for inner in layout.children() {
            self.content.as_widget().draw(
                &tree.children[0],
                renderer,
                theme,
                style,
                inner,
                cursor,
                viewport,
            );
        }
        let state = tree.state.downcast_ref::<State>();
        if state.focused && state.by_keyboard {
            let width = style::STROKE_STRONG;
            let ring = renderer::Quad {
                bounds: self.target(layout).expand(self.gap + width),
                border: Border {
                    color: style::tokens(theme).accent,
                    width,
                    radius: border::radius(self.radius + (self.gap + 1.0).max(0.0)),
                },
                ..renderer::Quad::default()
            };
            renderer.fill_quad(ring, Color::TRANSPARENT);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let inner = layout.children().next().unwrap_or(layout);
        let content = self.content.as_widget();
        content.mouse_interaction(&tree.children[0], inner, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let inner = layout.children().next()?;
        let content = self.content.as_widget_mut();
        content.overlay(
            &mut tree.children[0],
            inner,
            renderer,
            viewport,
            translation,
        )
    }
}

impl<'a, Message: 'a> From<Focus<'a, Message>> for Element<'a, Message> {
    fn from(focus: Focus<'a, Message>) -> Self {
        Element::new(focus)
    }
}
