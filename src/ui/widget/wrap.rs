//! A widget around a widget, that changes one thing about it.
//!
//! iced has no such thing, so that everything that only wants to draw a ring or to hear of a lost
//! focus must pass on a dozen calls. [`Wrap`] passes them on once; a [`Behaviour`] says what is
//! different.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{Id, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// Something that happens to the wrapped widget, after the widget itself has seen it.
pub struct Happening<'a> {
    pub event: &'a Event,
    pub layout: Layout<'a>,
    pub cursor: mouse::Cursor,
    /// Whether something within has the keyboard focus.
    pub focus_within: &'a mut dyn FnMut() -> bool,
}

/// What is different about a wrapped widget.
pub trait Behaviour<Message> {
    type State: Default + 'static;

    /// A new view was made; the state is the one of the old view in the same place.
    fn diff(&self, _state: &mut Self::State) {}

    fn layout(
        &self,
        limits: &layout::Limits,
        lay_out: &mut dyn FnMut(&layout::Limits) -> layout::Node,
    ) -> layout::Node {
        let node = lay_out(limits);
        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(
        &self,
        _state: &mut Self::State,
        _layout: Layout<'_>,
        operation: &mut dyn Operation,
        go_on: &mut dyn FnMut(&mut dyn Operation),
    ) {
        operation.traverse(go_on);
    }

    /// Whether the wrapped widget is to see an event.
    fn lets_in(&self, _event: &Event) -> bool {
        true
    }

    fn update(
        &self,
        _state: &mut Self::State,
        _happening: Happening<'_>,
        _shell: &mut Shell<'_, Message>,
    ) {
    }

    /// Draws over the wrapped widget.
    fn draw(
        &self,
        _state: &Self::State,
        _layout: Layout<'_>,
        _theme: &Theme,
        _renderer: &mut Renderer,
    ) {
    }
}

pub struct Wrap<'a, Message, B> {
    pub content: Element<'a, Message>,
    pub behaviour: B,
}

impl<Message, B: Behaviour<Message>> Widget<Message, Theme, Renderer> for Wrap<'_, Message, B> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<B::State>()
    }

    fn state(&self) -> tree::State {
        let mut state = B::State::default();
        self.behaviour.diff(&mut state);
        tree::State::new(state)
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        self.behaviour.diff(tree.state.downcast_mut::<B::State>());
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
        let content = self.content.as_widget_mut();
        let tree = &mut tree.children[0];
        self.behaviour
            .layout(limits, &mut |limits| content.layout(tree, renderer, limits))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let Some(inner) = layout.children().next() else {
            return;
        };
        let content = self.content.as_widget_mut();
        let (state, child) = (&mut tree.state, &mut tree.children[0]);
        self.behaviour
            .operate(state.downcast_mut(), layout, operation, &mut |operation| {
                content.operate(child, inner, renderer, operation);
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
        let Some(inner) = layout.children().next() else {
            return;
        };
        let content = self.content.as_widget_mut();
        let (state, child) = (&mut tree.state, &mut tree.children[0]);
        if self.behaviour.lets_in(event) {
            content.update(
                child, event, inner, cursor, renderer, clipboard, shell, viewport,
            );
        }
        let mut focus_within = || {
            let mut find = FindFocus(false);
            content.operate(child, inner, renderer, &mut find);
            find.0
        };
        let happening = Happening {
            event,
            layout,
            cursor,
            focus_within: &mut focus_within,
        };
        self.behaviour
            .update(state.downcast_mut(), happening, shell);
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
        let Some(inner) = layout.children().next() else {
            return;
        };
        let content = self.content.as_widget();
        content.draw(
            &tree.children[0],
            renderer,
            theme,
            style,
            inner,
            cursor,
            viewport,
        );
        self.behaviour
            .draw(tree.state.downcast_ref(), layout, theme, renderer);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let Some(inner) = layout.children().next() else {
            return mouse::Interaction::None;
        };
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

impl<'a, Message: 'a, B: Behaviour<Message> + 'a> From<Wrap<'a, Message, B>>
    for Element<'a, Message>
{
    fn from(wrap: Wrap<'a, Message, B>) -> Self {
        Element::new(wrap)
    }
}

struct FindFocus(bool);

impl Operation for FindFocus {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.0 |= state.is_focused();
    }
}
