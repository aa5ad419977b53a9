//! The words at the foot: the private network, and what the glyphs mean.

use super::super::Part;
use super::super::pen::{Ink, Pen};
use super::super::scene::{Scene, State};
use super::super::shape::{Face, Hue, Shape};
use super::END;
use iced::{Point, Rectangle};

const START: f32 = 24.0;
const STEP: f32 = 88.0;
/// From the left edge of a glyph to its word.
const WORD: f32 = 18.0;
const LEAST_GAP: f32 = 6.0;
const MOST_GAP: f32 = 24.0;

pub fn draw(pen: &mut Pen<'_>, scene: &Scene, bottom: f32) {
    network(pen, scene, bottom - 18.0);
    let present: Vec<&(State, String)> = scene.legend_present().collect();
    let ink = |words| Ink {
        words,
        face: Face::Regular,
        size: 12.0,
        hue: Hue::Ink2,
    };
    let room = pen.grid.by(END - START);
    let step = pen.grid.by(STEP);
    let to_word = pen.grid.by(WORD).max(16.0);
    let mut widths: Vec<f32> = present
        .iter()
        .map(|(_, word)| pen.width(ink(word)))
        .collect();
    let even = present.len() <= 4 && widths.iter().all(|width| width + to_word + 12.0 <= step);
    let gaps = present.len().saturating_sub(1).max(1) as f32;
    let words = room - to_word * present.len() as f32;
    // Without room for all of the words, the longest lose their middle.
    let most = fair_share(&widths, words - gaps * LEAST_GAP);
    widths.iter_mut().for_each(|width| *width = width.min(most));
    let gap = ((words - widths.iter().sum::<f32>()) / gaps).min(pen.grid.by(MOST_GAP));
    let mut left = pen.grid.x(START);
    for ((state, word), width) in present.iter().zip(widths) {
        let centre = Point::new((left + pen.grid.by(6.0)).round(), pen.grid.y(721.0));
        pen.draw(Shape::Glyph {
            centre,
            radius: pen.grid.by(6.5).max(5.0),
            state: *state,
        });
        let at = Point::new((left + to_word).round(), pen.grid.y(725.0));
        let _ = pen.left(ink(word), at, width + 0.5);
        left += if even { step } else { width + to_word + gap };
    }
}

/// The width that nobody may pass so that all together stay in their room.
fn fair_share(widths: &[f32], room: f32) -> f32 {
    let mut sorted = widths.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut left = room;
    for (place, width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - place) as f32;
        if *width > share {
            return share;
        }
        left -= width;
    }
    f32::INFINITY
}

fn network(pen: &mut Pen<'_>, scene: &Scene, base: f32) {
    let (start, end) = (pen.grid.at(36.0, base), pen.grid.at(344.0, base));
    let ink = |words, face, size| Ink {
        words,
        face,
        size,
        hue: Hue::Ink2,
    };
    let room = end.x - start.x;
    let taken = pen.right(ink(&scene.yard.cidr, Face::Mono, 11.5), end, room);
    let _ = pen.left(
        ink(&scene.yard.name, Face::Medium, 12.0),
        start,
        room - taken - pen.grid.by(12.0),
    );
    let size = iced::Size::new(room, pen.grid.by(24.0));
    let area = Rectangle::new(Point::new(start.x, start.y - pen.grid.by(16.0)), size);
    pen.press(Part::Network, area);
}
