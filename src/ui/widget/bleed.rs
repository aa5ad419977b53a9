//! Lets a row reach a little beyond the column it stands in, so that its words stay in line.

use super::wrap::{Behaviour, Wrap};
use iced::advanced::layout;
use iced::{Element, Point, Size};

struct Bleed(f32);

/// The content is laid out wider by `by` on both sides; the place it takes stays the same.
pub fn bleed<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    by: f32,
) -> Element<'a, Message> {
    Wrap {
        content: content.into(),
        behaviour: Bleed(by),
    }
    .into()
}

impl<Message> Behaviour<Message> for Bleed {
    type State = ();

    fn layout(
        &self,
        limits: &layout::Limits,
        lay_out: &mut dyn FnMut(&layout::Limits) -> layout::Node,
    ) -> layout::Node {
        let max = limits.max();
        let wider = Size::new(max.width + 2.0 * self.0, max.height);
        let node = lay_out(&layout::Limits::new(limits.min(), wider));
        let size = Size::new(
            (node.size().width - 2.0 * self.0).max(0.0),
            node.size().height,
        );
        let node = node.move_to(Point::new(-self.0, 0.0));
        layout::Node::with_children(size, vec![node])
    }
}
