//! Where everything is: from a scene and a size to shapes, purely.
//!
//! Coordinates are in the units of a pane of 380 by 744; `Grid` turns them into pixels.

mod legend;
mod machine;
mod nodes;

use super::Drawing;
use super::Part;
use super::fit::Measure;
use super::pen::{Ink, Pen};
use super::scene::{Gate, Piece, Scene, State, Wire};
use super::shape::{self, Face, Hue, Line, Paint, Shape};
use crate::ui::icon::Icon;
use iced::{Point, Rectangle, Size, Vector};

/// The way in: from the people down to the container.
const SPINE: f32 = 64.0;
const PEOPLE: f32 = 88.0;
const NAME: f32 = 156.0;
const ADDRESS: f32 = 224.0;
const WALL: f32 = 286.0;
/// Half the height of gates and mounts.
const HALF_PILL: f32 = 10.0;
const CIRCLE: f32 = 20.0;
/// Where the words beside the circles begin, and where all words end.
const WORDS: f32 = 98.0;
const END: f32 = 360.0;

/// From the middle of a box down to the base line of its word, in sizes.
const CENTRED: f32 = 0.38;

/// The whole picture.
pub fn picture(scene: &Scene, size: Size, measure: Measure<'_>) -> Drawing {
    let mut pen = Pen::new(size, measure);
    pen.draw(Shape::Pane(Rectangle::with_size(size)));
    heading(&mut pen, scene);
    let bottom = if scene.legend.is_empty() {
        728.0
    } else {
        702.0
    };
    ground(&mut pen, bottom);
    machine::draw(&mut pen, scene);
    nodes::draw(&mut pen, scene);
    spine(&mut pen, scene);
    wall(&mut pen, scene);
    machine::lock(&mut pen, scene);
    legend::draw(&mut pen, scene, bottom);
    pen.finish()
}

fn heading(pen: &mut Pen<'_>, scene: &Scene) {
    let (start, end) = (pen.grid.at(20.0, 31.0), pen.grid.at(END, 31.0));
    let what = Ink {
        words: &scene.heading,
        face: Face::Medium,
        size: 13.0,
        hue: Hue::Ink2,
    };
    let how_far = Ink {
        words: &scene.progress,
        face: Face::Regular,
        size: 12.0,
        hue: Hue::Ink3,
    };
    let room = end.x - start.x;
    let taken = pen.left(what, start, room);
    let _ = pen.right(how_far, end, room - taken - pen.grid.by(12.0));
}

/// The private network: a yard behind the wall.
fn ground(pen: &mut Pen<'_>, bottom: f32) {
    let rect = pen.grid.rect([20.0, WALL, END, bottom]);
    let paint = Paint {
        fill: Some(Hue::Yard),
        line: Line::new(Hue::Line, 1.0),
    };
    pen.draw(Shape::RoundRect {
        rect,
        radii: [0.0, pen.grid.by(14.0)],
        paint,
    });
}

/// What lies outside the wall, and the four pieces of wire that lead in.
fn spine(pen: &mut Pen<'_>, scene: &Scene) {
    let [to_name, to_address, to_wall, to_registry] = scene.spine();
    let inside = if scene.certificate.is_some() {
        machine::LOCK_TOP
    } else {
        machine::CONTAINER_TOP
    };
    wire(pen, to_name, PEOPLE + CIRCLE, NAME - CIRCLE);
    wire(pen, to_address, NAME + CIRCLE, ADDRESS - CIRCLE);
    let half = if scene.wall.gates.is_empty() {
        3.0
    } else {
        HALF_PILL
    };
    wire(pen, to_wall, ADDRESS + CIRCLE, WALL - half);
    wire(pen, to_registry, WALL + half, inside);
    if scene.name.state == State::Skipped {
        wire(pen, to_address, NAME - CIRCLE, NAME + CIRCLE);
    }
    if scene.address.state == State::Skipped {
        wire(pen, to_wall, ADDRESS - CIRCLE, ADDRESS + CIRCLE);
    }
    people(pen, scene);
    stop(pen, NAME, Icon::Tag, &scene.name);
    stop(pen, ADDRESS, Icon::Pin, &scene.address);
    for (part, y) in [(Part::Name, NAME), (Part::Address, ADDRESS)] {
        let rect = pen.grid.rect([SPINE - CIRCLE, y - 24.0, END, y + 24.0]);
        pen.press(part, rect);
    }
}

fn wire(pen: &mut Pen<'_>, wire: Wire, from: f32, to: f32) {
    let points = vec![pen.grid.at(SPINE, from), pen.grid.at(SPINE, to)];
    pen.draw(Shape::Wire {
        points,
        wire,
        width: shape::wire_line(wire).1,
    });
}

/// They exist: always solid, never with a glyph.
fn people(pen: &mut Pen<'_>, scene: &Scene) {
    let piece = Piece {
        state: State::Planned,
        title: scene.people.title.clone(),
        detail: scene.people.detail.clone(),
        mono: false,
    };
    stop(pen, PEOPLE, Icon::People, &piece);
}

/// A circle on the spine, with its words beside it.
fn stop(pen: &mut Pen<'_>, y: f32, icon: Icon, piece: &Piece) {
    let centre = pen.grid.at(SPINE, y);
    let radius = pen.grid.by(CIRCLE);
    pen.draw(Shape::Circle {
        centre,
        radius,
        paint: Paint::of(piece.state),
    });
    if piece.state != State::Skipped {
        let size = pen.grid.by(20.0);
        pen.draw(Shape::Icon {
            icon,
            centre,
            size,
            hue: shape::icon_hue(piece.state),
        });
    }
    let corner = Vector::new(pen.grid.by(15.0), -pen.grid.by(15.0));
    pen.glyph(piece.state, centre + corner, 8.0);
    words(
        pen,
        piece,
        Point::new(pen.grid.x(WORDS), centre.y),
        pen.grid.x(END),
    );
}

/// A title above the middle and a line under it.
fn words(pen: &mut Pen<'_>, piece: &Piece, middle: Point, end: f32) {
    let [first, second] = shape::inks(piece.state);
    let room = end - middle.x;
    let up = Vector::new(0.0, pen.grid.by(3.0));
    let down = Vector::new(0.0, pen.grid.by(14.0));
    let (face, size) = if piece.mono {
        (Face::Mono, 12.5)
    } else {
        (Face::Medium, 13.0)
    };
    let _ = pen.left(
        Ink {
            words: &piece.title,
            face,
            size,
            hue: first,
        },
        middle - up,
        room,
    );
    let detail = Ink {
        words: &piece.detail,
        face: Face::Regular,
        size: 12.0,
        hue: second,
    };
    let _ = pen.left(detail, middle + down, room);
}

/// The quay's edge, and what it lets through.
fn wall(pen: &mut Pen<'_>, scene: &Scene) {
    let state = scene.wall.state;
    let line = match state {
        State::ToCome | State::Skipped => Line::dashed(Hue::Ghost, 2.0),
        State::Planned | State::Waiting | State::OnHold => Line::new(Hue::Edge, pen.grid.by(6.0)),
        State::Here | State::Working | State::Done => Line::new(Hue::Accent, pen.grid.by(6.0)),
        State::Failed => Line::new(Hue::Danger, pen.grid.by(6.0)),
    };
    let inset = if line.dashed { 0.0 } else { 3.0 };
    let (from, to) = (
        pen.grid.at(20.0 + inset, WALL),
        pen.grid.at(END - inset, WALL),
    );
    pen.draw(Shape::Bar {
        from,
        to,
        line,
        round: !line.dashed,
    });
    let tells = shape::glyph(state, 0.0).is_some();
    let end = pen.grid.at(if tells { 336.0 } else { 356.0 }, 274.0);
    let word = Ink {
        words: &scene.wall.word,
        face: Face::Medium,
        size: 12.5,
        hue: shape::inks(state)[0],
    };
    let _ = pen.right(word, end, end.x - pen.grid.x(WORDS));
    let corner = pen.grid.at(349.0, 270.0);
    pen.glyph(state, corner, 8.0);
    let rect = pen.grid.rect([20.0, WALL - 26.0, END, WALL + 14.0]);
    pen.press(Part::Wall, rect);
    gates(pen, &scene.wall.gates, state);
}

/// One pill for each opening, the first on the spine; those that find no room are only counted.
fn gates(pen: &mut Pen<'_>, gates: &[Gate], state: State) {
    const MOST: usize = 4;
    let (gap, end) = (pen.grid.by(10.0), pen.grid.x(END - 12.0));
    let half = |gate: &Gate, pen: &Pen<'_>| gate_width(pen, &gate.label) / 2.0;
    let Some(first) = gates.first() else { return };
    let mut left = pen.grid.x(SPINE) - half(first, pen);
    for (place, gate) in gates.iter().enumerate() {
        let width = gate_width(pen, &gate.label);
        let rest = gates.len() - place;
        let counted = format!("+{rest}");
        let room_for_count = if rest > 1 {
            gap + gate_width(pen, &counted)
        } else {
            0.0
        };
        if place == MOST || left + width + room_for_count > end {
            let amber = gates[place..].iter().any(|gate| gate.amber);
            let width = gate_width(pen, &counted);
            draw_gate(
                pen,
                &Gate {
                    label: counted,
                    amber,
                },
                state,
                [left, width],
            );
            return;
        }
        draw_gate(pen, gate, state, [left, width]);
        left += width + gap;
    }
}

fn gate_width(pen: &Pen<'_>, label: &str) -> f32 {
    let ink = Ink {
        words: label,
        face: Face::Mono,
        size: 11.5,
        hue: Hue::Ink,
    };
    (pen.width(ink) + pen.grid.by(16.0))
        .max(pen.grid.by(40.0))
        .round()
}

fn draw_gate(pen: &mut Pen<'_>, gate: &Gate, state: State, [left, width]: [f32; 2]) {
    let height = pen.grid.by(HALF_PILL * 2.0).round();
    let middle = Point::new(left + width / 2.0, pen.grid.y(WALL));
    let rect = Rectangle::new(
        middle - Vector::new(width / 2.0, height / 2.0),
        Size::new(width, height),
    );
    let paint = if gate.amber && state.is_solid() {
        Paint {
            fill: Some(Hue::WarnTint),
            line: Line::new(Hue::WarnFill, 1.5),
        }
    } else {
        Paint::on_a_line(state, Hue::Sunken)
    };
    let hue = if gate.amber && state.is_solid() {
        Hue::Warn
    } else {
        shape::inks(state)[0]
    };
    pen.draw(Shape::Pill { rect, paint });
    pill_word(pen, &gate.label, hue, rect);
}

/// A word in mono in the middle of a pill.
fn pill_word(pen: &mut Pen<'_>, words: &str, hue: Hue, rect: Rectangle) {
    let ink = Ink {
        words,
        face: Face::Mono,
        size: 11.5,
        hue,
    };
    let base = Vector::new(0.0, pen.grid.text(ink.size) * CENTRED);
    let _ = pen.middle(ink, rect.center() + base, rect.width - pen.grid.by(8.0));
}
