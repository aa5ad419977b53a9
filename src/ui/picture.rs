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

use super::page::PageId;
use crate::deploy::progress;
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

impl Part {
    /// The page on which it is answered.
    pub fn page(self) -> PageId {
        match self {
            Part::Name | Part::Certificate => PageId::Name,
            Part::Address => PageId::Address,
            Part::Wall => PageId::Firewall,
            Part::Network | Part::Instance => PageId::Instance,
            Part::Registry => PageId::Registry,
            Part::Disk(_) => PageId::Volumes,
            Part::Node(_) => PageId::Nodes,
        }
    }

    /// The part of the run whose log tells about it.
    pub fn log(self) -> progress::Part {
        match self {
            Part::Name => progress::Part::Name,
            Part::Address => progress::Part::Address,
            Part::Wall => progress::Part::Firewall,
            Part::Network | Part::Instance => progress::Part::Instance,
            Part::Certificate => progress::Part::Certificate,
            Part::Registry => progress::Part::Registry,
            Part::Disk(number) => progress::Part::Disk(number),
            Part::Node(number) => progress::Part::Node(number),
        }
    }
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
