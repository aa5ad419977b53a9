//! The picture beside every page: what is being built, and how far it is.
//!
//! `scene` says what is in it, `layout` where it is, `draw` paints it on a canvas. Everything but
//! the canvas is pure. The still part is kept until the scene, the theme or the size changes; what
//! moves lies above it and is painted anew with the clock.

mod draw;
mod fit;
pub mod folded;
mod icon;
mod layout;
mod line;
mod pen;
pub mod scene;
mod shape;
mod view;

#[cfg(test)]
mod tests;

pub use scene::Scene;
pub use view::view;

use iced::{Point, Rectangle};
use shape::Shape;

/// What can be pressed: it opens its page, or its log on Run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Name,
    Address,
    Wall,
    Network,
    Instance,
    Certificate,
    Registry,
    Disk(usize),
    Node(usize),
}

/// The shapes of a picture, and where its parts can be pressed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    shapes: Vec<Shape>,
    areas: Vec<(Part, Rectangle)>,
}

impl Drawing {
    /// The part under a point.
    pub fn part_at(&self, point: Point) -> Option<Part> {
        let hit = self
            .areas
            .iter()
            .rev()
            .find(|(_, rect)| rect.contains(point));
        hit.map(|(part, _)| *part)
    }
}
