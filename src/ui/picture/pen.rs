//! Where things go: the units of the drawing turned into pixels, and a pen that collects shapes.

use super::fit::{self, Measure};
use super::scene::State;
use super::shape::{self, Face, Hue, Shape, Text};
use super::{Drawing, Part};
use iced::{Point, Rectangle, Size};

/// The pane for which the units are made.
pub const UNITS: Size = Size::new(380.0, 744.0);
/// No text is smaller.
const LEAST_TEXT: f32 = 11.0;

/// From units to pixels. Width decides the scale unless height is short; what is left of the width
/// lies at both sides, what is left of the height goes into the gaps that can stretch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    pub size: Size,
    pub unit: f32,
    left: f32,
    spare: f32,
}

impl Grid {
    pub fn new(size: Size) -> Grid {
        let unit = (size.width / UNITS.width).min(size.height / UNITS.height);
        Grid {
            size,
            unit,
            left: (size.width - UNITS.width * unit) / 2.0,
            spare: size.height - UNITS.height * unit,
        }
    }

    pub fn x(&self, units: f32) -> f32 {
        (self.left + units * self.unit).round()
    }

    pub fn y(&self, units: f32) -> f32 {
        (units * self.unit + self.spare * stretch(units)).round()
    }

    pub fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.x(x), self.y(y))
    }

    /// A distance.
    pub fn by(&self, units: f32) -> f32 {
        units * self.unit
    }

    pub fn text(&self, units: f32) -> f32 {
        (units * self.unit).max(LEAST_TEXT)
    }

    /// From the upper left corner to the lower right one, all in units.
    pub fn rect(&self, [left, top, right, bottom]: [f32; 4]) -> Rectangle {
        let (from, to) = (self.at(left, top), self.at(right, bottom));
        Rectangle::new(from, Size::new(to.x - from.x, to.y - from.y))
    }
}

/// How much of the spare height lies above a place: a little around the way in, the most around
/// the nodes, nothing inside the instance.
fn stretch(units: f32) -> f32 {
    const GAPS: [(f32, f32); 6] = [
        (45.0, 0.06),
        (122.0, 0.14),
        (190.0, 0.14),
        (256.0, 0.14),
        (570.0, 0.16),
        (670.0, 0.36),
    ];
    GAPS.iter()
        .filter(|(from, _)| units > *from)
        .map(|(_, share)| share)
        .sum()
}

/// Words and how they look.
#[derive(Debug, Clone, Copy)]
pub struct Ink<'a> {
    pub words: &'a str,
    pub face: Face,
    /// In units.
    pub size: f32,
    pub hue: Hue,
}

/// Collects shapes.
pub struct Pen<'a> {
    pub grid: Grid,
    measure: Measure<'a>,
    drawing: Drawing,
}

impl<'a> Pen<'a> {
    pub fn new(size: Size, measure: Measure<'a>) -> Pen<'a> {
        Pen {
            grid: Grid::new(size),
            measure,
            drawing: Drawing::default(),
        }
    }

    pub fn finish(self) -> Drawing {
        self.drawing
    }

    pub fn draw(&mut self, shape: Shape) {
        self.drawing.shapes.push(shape);
    }

    /// A place that can be pressed; later ones lie over earlier ones.
    pub fn press(&mut self, part: Part, rect: Rectangle) {
        self.drawing.areas.push((part, rect));
    }

    /// The glyph that tells a state on Run; before Run there is none.
    pub fn glyph(&mut self, state: State, centre: Point, radius: f32) {
        if shape::glyph(state, 0.0).is_some() {
            self.draw(Shape::Glyph {
                centre,
                radius: self.grid.by(radius).max(5.5),
                state,
            });
        }
    }

    pub fn width(&self, ink: Ink<'_>) -> f32 {
        (self.measure)(ink.words, ink.face, self.grid.text(ink.size))
    }

    /// Text from `at` to the right, in at most `room` pixels. Answers how wide it became.
    pub fn left(&mut self, ink: Ink<'_>, at: Point, room: f32) -> f32 {
        self.text(ink, at, room, 0.0)
    }

    /// Text that ends at `at`.
    pub fn right(&mut self, ink: Ink<'_>, at: Point, room: f32) -> f32 {
        self.text(ink, at, room, 1.0)
    }

    /// Text with `at` under its middle.
    pub fn middle(&mut self, ink: Ink<'_>, at: Point, room: f32) -> f32 {
        self.text(ink, at, room, 0.5)
    }

    fn text(&mut self, ink: Ink<'_>, at: Point, room: f32, before: f32) -> f32 {
        let size = self.grid.text(ink.size);
        let measure = |words: &str| (self.measure)(words, ink.face, size);
        let content = fit::shorten(ink.words, room, measure);
        let width = measure(&content);
        if content.is_empty() {
            return 0.0;
        }
        self.draw(Shape::Text(Text {
            content,
            at: Point::new((at.x - width * before).round(), at.y.round()),
            width,
            size,
            face: ink.face,
            hue: ink.hue,
        }));
        width
    }
}
