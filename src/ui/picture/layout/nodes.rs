//! The nodes, and the way on which they pull.

use super::super::Part;
use super::super::pen::{Ink, Pen};
use super::super::scene::{Node, Scene, Wire};
use super::super::shape::{self, Face, Hue, Line, Paint, Shape};
use super::CENTRED;
use iced::{Point, Vector};

const TOP: f32 = 614.0;
const HEIGHT: f32 = 40.0;
const LEFT: f32 = 36.0;
const GAP: f32 = 8.0;
/// One node or two have room for a whole address.
const WIDEST: f32 = 136.0;
const ALL: f32 = 280.0;
/// The path runs past the machine and then above the nodes.
const OUT: f32 = 412.0;
const AROUND: f32 = 336.0;
const ABOVE: f32 = 592.0;
const TIP: f32 = 610.0;
pub const MOST: usize = 3;

pub fn draw(pen: &mut Pen<'_>, scene: &Scene) {
    let wire = Wire::between([scene.pulls.state]);
    pulls(pen, wire, scene.nodes.len().min(MOST));
    if wire != Wire::ToCome {
        let hue = if wire == Wire::Done {
            Hue::Accent
        } else {
            Hue::Ink2
        };
        let words = Ink {
            words: &scene.pulls.words,
            face: Face::Medium,
            size: 12.0,
            hue,
        };
        let at = pen.grid.at(LEFT, 582.0);
        let _ = pen.left(words, at, pen.grid.x(AROUND - 8.0) - at.x);
    }
    let row = Row::of(scene.nodes.len());
    for (number, item) in scene.nodes.iter().take(MOST).enumerate() {
        node(pen, (row, number), item);
    }
}

fn node(pen: &mut Pen<'_>, (row, number): (Row, usize), node: &Node) {
    let left = row.left(number);
    let rect = pen.grid.rect([left, TOP, left + row.width, TOP + HEIGHT]);
    let radius = pen.grid.by(8.0);
    pen.draw(Shape::RoundRect {
        rect,
        radii: [radius; 2],
        paint: Paint::of(node.state),
    });
    pen.press(Part::Node(number), rect);
    let (face, size) = if node.mono {
        (Face::Mono, 12.0)
    } else {
        (Face::Medium, 12.0)
    };
    let ink = Ink {
        words: &node.label,
        face,
        size,
        hue: shape::inks(node.state)[0],
    };
    let base = Vector::new(0.0, pen.grid.text(size) * CENTRED);
    let _ = pen.middle(ink, rect.center() + base, rect.width - pen.grid.by(12.0));
    let corner = Vector::new(rect.width - pen.grid.by(2.0), pen.grid.by(2.0));
    pen.glyph(node.state, rect.position() + corner, 8.0);
}

/// How wide the nodes of a row are.
#[derive(Debug, Clone, Copy)]
struct Row {
    width: f32,
}

impl Row {
    fn of(nodes: usize) -> Self {
        let count = nodes.clamp(1, MOST) as f32;
        let width = (ALL - GAP * (count - 1.0)) / count;

        Self {
            width: width.min(WIDEST),
        }
    }

    fn left(self, number: usize) -> f32 {
        LEFT + (self.width + GAP) * number as f32
    }

    fn middle(self, number: usize) -> f32 {
        self.left(number) + self.width / 2.0
    }
}

/// From the registry around the machine; the last bend leads into the first node.
fn pulls(pen: &mut Pen<'_>, wire: Wire, nodes: usize) {
    if nodes == 0 {
        return;
    }
    let (hue, width) = match wire {
        Wire::Done => (Hue::Accent, 2.75),
        Wire::Planned => (Hue::Edge, 2.25),
        _ => shape::wire_line(wire),
    };
    let row = Row::of(nodes);
    let middle = |number: usize| row.middle(number);
    let tips: Vec<Point> = (0..nodes)
        .map(|number| pen.grid.at(middle(number), TIP))
        .collect();
    let short = Vector::new(0.0, -1.0);
    let way = vec![
        pen.grid.at(304.0, OUT),
        pen.grid.at(AROUND, OUT),
        pen.grid.at(AROUND, ABOVE),
        pen.grid.at(middle(0), ABOVE),
        tips[0] + short,
    ];
    pen.draw(Shape::Wire {
        points: way,
        wire,
        width,
    });
    for (number, tip) in tips.iter().enumerate().skip(1) {
        let points = vec![pen.grid.at(middle(number), ABOVE), *tip + short];
        pen.draw(Shape::Wire {
            points,
            wire,
            width,
        });
    }
    for tip in tips {
        let line = Line::new(hue, width.clamp(1.75, 2.25));
        pen.draw(Shape::Head {
            tip,
            size: pen.grid.by(5.5),
            line,
        });
    }
}
