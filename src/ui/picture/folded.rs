//! The picture of small windows: its parts in one row, and the way to the whole of it.

use super::draw;
use super::pen::Pen;
use super::scene::{Scene, State, Wire};
use super::shape::{self, Hue, Line, Paint, Shape};
use super::view::Picture;
use super::{Drawing, Part};
use crate::ui::icon::Icon;
use crate::ui::style;
use crate::ui::widget::button;
use crate::words::Text;
use iced::widget::canvas::Canvas;
use iced::widget::{container, row};
use iced::{Center, Element, Fill, Point, Rectangle, Size, Vector, padding};

pub const HEIGHT: f32 = 44.0;
const RADIUS: f32 = 11.5;
/// From one circle to the next, where there is room.
const STEP: f32 = 68.0;
/// Between a wire and the circles at its ends.
const GAP: f32 = 9.0;

/// One line with the state of every part; `see` opens the whole picture.
pub fn view<'a, Message: Clone + 'a>(
    (scene, phase): (Scene, f32),
    text: &Text,
    (press, see): (fn(Part) -> Message, Message),
) -> Element<'a, Message> {
    let lay = parts;
    let line = Canvas::new(Picture {
        scene,
        phase,
        press,
        lay,
    });
    let whole = button::quiet(text.get("frame-picture"))
        .small()
        .on_press(see);
    let inside = row![line.width(Fill).height(HEIGHT), Element::from(whole)]
        .spacing(style::S8)
        .align_y(Center);
    container(inside)
        .padding(padding::left(style::S12).right(style::S8))
        .style(style::filled(|t| t.pane_b, style::RADIUS_CARD))
        .into()
}

/// The shapes of the row, as large as they come; they move closer when they must.
fn parts(scene: &Scene, size: Size) -> Drawing {
    // The row is not scaled with its width: its units are pixels.
    let mut pen = Pen::new(super::pen::UNITS, &draw::measure);
    let parts = list(scene);
    let first = 3.5 + RADIUS;
    let gaps = parts.len().saturating_sub(1).max(1) as f32;
    let step = STEP.min((size.width - first - RADIUS - 6.0) / gaps);
    let middle = size.height / 2.0;
    let mut before: Option<State> = None;
    for (place, (part, icon, state)) in parts.into_iter().enumerate() {
        let centre = Point::new((first + step * place as f32).round(), middle);
        if let Some(before) = before {
            let end = centre - Vector::new(RADIUS + GAP, 0.0);
            let start = Point::new((centre.x - step + RADIUS + GAP).round(), middle);
            pen.draw(wire(Wire::between([before, state]), start, end));
        }
        circle(&mut pen, icon, state, centre);
        let corner = centre - Vector::new(step / 2.0, middle);
        pen.press(part, Rectangle::new(corner, Size::new(step, size.height)));
        before = Some(state);
    }
    pen.finish()
}

/// Name, address, wall, machine, registry, disks, nodes.
fn list(scene: &Scene) -> Vec<(Part, Icon, State)> {
    let mut parts = vec![
        (Part::Name, Icon::Tag, scene.name.state),
        (Part::Address, Icon::Pin, scene.address.state),
        (Part::Wall, Icon::Wall, scene.wall.state),
        (Part::Instance, Icon::Server, scene.instance.state),
        (Part::Registry, Icon::Box, registry(scene)),
    ];
    let disks = scene.disks.iter().enumerate();
    parts.extend(disks.map(|(number, disk)| (Part::Disk(number), Icon::Disk, disk.state)));
    let nodes = State::of_steps(scene.nodes.iter().map(|node| node.state));
    parts.push((Part::Node(0), Icon::Node, nodes));
    parts
}

/// The lock has no circle of its own here: its failure shows on the registry.
fn registry(scene: &Scene) -> State {
    match scene.certificate {
        Some(State::Failed) => State::Failed,
        _ => scene.registry.state,
    }
}

fn wire(wire: Wire, from: Point, to: Point) -> Shape {
    let (hue, width) = match wire {
        Wire::Done => (Hue::Accent, 2.0),
        Wire::Planned => (Hue::Edge, 1.5),
        Wire::ToCome | Wire::Waiting | Wire::Working | Wire::Failed => (Hue::Line, 1.5),
    };
    Shape::Bar {
        from,
        to,
        line: Line::new(hue, width),
        round: false,
    }
}

fn circle(pen: &mut Pen<'_>, icon: Icon, state: State, centre: Point) {
    let paint = Paint::of(state);
    pen.draw(Shape::Circle {
        centre,
        radius: RADIUS,
        paint,
    });
    pen.draw(Shape::Icon {
        icon,
        centre,
        size: 14.0,
        hue: shape::icon_hue(state),
    });
    pen.glyph(state, centre + Vector::new(8.5, -8.0), 5.0);
}
