//! The machine with the registry in it, the certificate at its door and the disks below.

use super::pill_word;
use super::{HALF_PILL, SPINE};
use crate::ui::icon::Icon;
use crate::ui::picture::Part;
use crate::ui::picture::pen::{Ink, Pen};
use crate::ui::picture::scene::{Disk, Piece, Scene, State, Wire};
use crate::ui::picture::shape::{self, Face, Hue, Line, Paint, Shape};
use iced::{Point, Rectangle, Size, Vector};

pub const CONTAINER_TOP: f32 = 380.0;
pub const LOCK_TOP: f32 = CONTAINER_TOP - LOCK;
const CONTAINER_BOTTOM: f32 = 436.0;
const INSTANCE: [f32; 4] = [36.0, 318.0, 316.0, INSTANCE_BOTTOM];
const INSTANCE_BOTTOM: f32 = 464.0;
const LOCK: f32 = 13.0;
const WORDS: f32 = 88.0;
const DISK_TOP: f32 = 492.0;
const DISK_BOTTOM: f32 = 560.0;
const LID: f32 = 8.0;

pub fn draw(pen: &mut Pen<'_>, scene: &Scene) {
    instance(pen, &scene.instance);
    container(pen, &scene.registry);
    let places = places(pen, &scene.disks);
    for (number, (disk, place)) in scene.disks.iter().zip(places).enumerate() {
        cylinder(pen, number, disk, place);
    }
}

fn instance(pen: &mut Pen<'_>, piece: &Piece) {
    let rect = pen.grid.rect(INSTANCE);
    let radius = pen.grid.by(12.0);
    pen.draw(Shape::RoundRect {
        rect,
        radii: [radius; 2],
        paint: Paint::of(piece.state),
    });
    pen.press(Part::Instance, rect);
    titles(pen, piece, [342.0, 282.0]);
    pen.glyph(piece.state, pen.grid.at(300.0, 334.0), 8.0);
}

/// A shipping container: ribs at its door.
fn container(pen: &mut Pen<'_>, piece: &Piece) {
    let rect = pen
        .grid
        .rect([48.0, CONTAINER_TOP, 304.0, CONTAINER_BOTTOM]);
    let radius = pen.grid.by(7.0);
    pen.draw(Shape::RoundRect {
        rect,
        radii: [radius; 2],
        paint: Paint::of(piece.state),
    });
    pen.press(Part::Registry, rect);
    let ribs = match piece.state {
        State::ToCome | State::Skipped => None,
        State::Planned | State::Waiting | State::OnHold | State::Failed => Some(Hue::Line),
        State::Here | State::Working | State::Done => Some(Hue::TintLine),
    };
    if let Some(hue) = ribs {
        for rib in 0_u8..6 {
            let x = 258.0 + 8.0 * f32::from(rib);
            let (from, to) = (pen.grid.at(x, 388.0), pen.grid.at(x, 428.0));
            pen.draw(Shape::Bar {
                from,
                to,
                line: Line::new(hue, 1.5),
                round: true,
            });
        }
    }
    titles(
        pen,
        piece,
        [404.0, if ribs.is_some() { 251.0 } else { 296.0 }],
    );
    pen.glyph(piece.state, pen.grid.at(304.0, CONTAINER_TOP), 8.0);
}

/// A strong title with a line under it, from a base line to an end.
fn titles(pen: &mut Pen<'_>, piece: &Piece, [base, end]: [f32; 2]) {
    let [first, second] = shape::inks(piece.state);
    let room = pen.grid.x(end) - pen.grid.x(WORDS);
    let title = Ink {
        words: &piece.title,
        face: Face::SemiBold,
        size: 13.5,
        hue: first,
    };
    let _ = pen.left(title, pen.grid.at(WORDS, base), room);
    let detail = Ink {
        words: &piece.detail,
        face: Face::Regular,
        size: 12.0,
        hue: second,
    };
    let _ = pen.left(detail, pen.grid.at(WORDS, base + 17.0), room);
}

/// The certificate stands where the way in meets the container.
pub fn lock(pen: &mut Pen<'_>, scene: &Scene) {
    let Some(state) = scene.certificate else {
        return;
    };
    let centre = pen.grid.at(SPINE, CONTAINER_TOP);
    let radius = pen.grid.by(LOCK);
    pen.draw(Shape::Circle {
        centre,
        radius,
        paint: Paint::of(state),
    });
    let (size, hue) = (pen.grid.by(14.0), shape::icon_hue(state));
    pen.draw(Shape::Icon {
        icon: Icon::Lock,
        centre,
        size,
        hue,
    });
    let corner = Vector::new(pen.grid.by(12.0), -pen.grid.by(11.0));
    pen.glyph(state, centre + corner, 7.0);
    let reach = Vector::new(radius, radius);
    let area = Rectangle::new(centre - reach, Size::new(radius * 2.0, radius * 2.0));
    pen.press(Part::Certificate, area);
}

/// Middle and width of each cylinder, and how wide its mount may be: two wide ones, or three narrow
/// ones. One alone stands where it would stand beside the other.
fn places(pen: &Pen<'_>, disks: &[Disk]) -> Vec<[f32; 3]> {
    const LEFT: [f32; 3] = [102.0, 124.0, 132.0];
    const RIGHT: [f32; 3] = [238.0, 124.0, 132.0];
    /// Beside a short path, a long one may reach further.
    const RIGHT_BESIDE_SHORT: [f32; 3] = [238.0, 124.0, 150.0];
    match disks {
        [only] if only.feeds_registry => vec![RIGHT_BESIDE_SHORT],
        [_] => vec![LEFT],
        [left, _] if mount_width(pen, left) < pen.grid.by(110.0) => vec![LEFT, RIGHT_BESIDE_SHORT],
        [_, _] => vec![LEFT, RIGHT],
        _ => [80.0, 176.0, 272.0].map(|x| [x, 88.0, 84.0]).to_vec(),
    }
}

fn cylinder(pen: &mut Pen<'_>, number: usize, disk: &Disk, [x, width, most]: [f32; 3]) {
    let body = pen
        .grid
        .rect([x - width / 2.0, DISK_TOP, x + width / 2.0, DISK_BOTTOM]);
    let paint = Paint::of(disk.state);
    stems(pen, disk, x);
    pen.draw(Shape::Cylinder {
        rect: body,
        lid: pen.grid.by(LID),
        paint,
    });
    let mount = mount(pen, disk, x, most);
    let [first, second] = shape::inks(disk.state);
    let room = body.width - pen.grid.by(12.0);
    let title = Ink {
        words: &disk.title,
        face: Face::SemiBold,
        size: 13.0,
        hue: first,
    };
    let _ = pen.middle(title, Point::new(body.center_x(), pen.grid.y(529.0)), room);
    let name = Ink {
        words: &disk.name,
        face: Face::Regular,
        size: 12.0,
        hue: second,
    };
    let _ = pen.middle(name, Point::new(body.center_x(), pen.grid.y(546.0)), room);
    let corner = Point::new(
        body.x + body.width - pen.grid.by(3.0),
        pen.grid.y(DISK_TOP + 5.0),
    );
    pen.glyph(disk.state, corner, 8.0);
    pen.press(Part::Disk(number), body.union(&mount));
}

/// The registry's own disk hangs from the container, the others from the machine.
fn stems(pen: &mut Pen<'_>, disk: &Disk, x: f32) {
    let wire = Wire::between([disk.state]);
    let mut piece = |from: f32, to: f32| {
        let points = vec![pen.grid.at(x, from), pen.grid.at(x, to)];
        pen.draw(Shape::Wire {
            points,
            wire,
            width: shape::wire_line(wire).1,
        });
    };
    let half = if disk.path.is_empty() { 0.0 } else { HALF_PILL };
    if disk.feeds_registry {
        piece(CONTAINER_BOTTOM, INSTANCE_BOTTOM - half);
    }
    piece(INSTANCE_BOTTOM + half, DISK_TOP);
}

/// The path, in a pill on the machine's lower edge.
fn mount(pen: &mut Pen<'_>, disk: &Disk, x: f32, most: f32) -> Rectangle {
    if disk.path.is_empty() {
        return Rectangle::new(pen.grid.at(x, INSTANCE_BOTTOM), Size::ZERO);
    }
    let width = mount_width(pen, disk).min(pen.grid.by(most)).round();
    let height = pen.grid.by(HALF_PILL * 2.0).round();
    let middle = pen.grid.at(x, INSTANCE_BOTTOM);
    let rect = Rectangle::new(
        middle - Vector::new(width / 2.0, height / 2.0),
        Size::new(width, height),
    );
    let paint = Paint::on_a_line(disk.state, Hue::Yard);
    pen.draw(Shape::Pill { rect, paint });
    let hue = if disk.state.is_solid() {
        Hue::Ink
    } else {
        Hue::Ink3
    };
    pill_word(pen, &disk.path, hue, rect);
    rect
}

fn mount_width(pen: &Pen<'_>, disk: &Disk) -> f32 {
    let ink = Ink {
        words: &disk.path,
        face: Face::Mono,
        size: 11.5,
        hue: Hue::Ink,
    };
    pen.width(ink) + pen.grid.by(18.0)
}
