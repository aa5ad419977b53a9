//! Things beside each other that are all as high as the highest, which a row of iced cannot do.

use super::wrap::{Behaviour, Wrap};
use iced::advanced::layout::{Limits, Node};
use iced::{Element, Size};

struct Even;

/// A row whose children become equally high: cards, above all.
pub fn even<'a, Message: 'a>(row: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Wrap {
        content: row.into(),
        behaviour: Even,
    }
    .into()
}

/// A card is a Tab stop around a button around a container: all must grow for its border to do so.
const DEPTH: usize = 3;

impl<Message> Behaviour<Message> for Even {
    type State = ();

    fn layout(&self, limits: &Limits, lay_out: &mut dyn FnMut(&Limits) -> Node) -> Node {
        let row = lay_out(limits);
        let height = row.size().height;
        let children = row
            .children()
            .iter()
            .map(|child| grown(child, height, DEPTH));
        let row =
            Node::with_children(row.size(), children.collect()).move_to(row.bounds().position());
        Node::with_children(row.size(), vec![row])
    }
}

/// The same node with another height, and its only child likewise.
fn grown(node: &Node, height: f32, depth: usize) -> Node {
    let children = match node.children() {
        [only] if depth > 1 => vec![grown(only, height, depth - 1)],
        children => children.to_vec(),
    };
    let size = Size::new(node.size().width, height);
    Node::with_children(size, children).move_to(node.bounds().position())
}
