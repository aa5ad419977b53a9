//! Nothing overlaps and nothing leaves the pane, at every size it may have.

use super::samples;
use crate::ui::picture::shape::{Face, Shape, Text};
use crate::ui::picture::{Drawing, Part, Scene, layout};
use iced::{Point, Rectangle, Size, Vector};
use proptest::prelude::*;

/// A little wider than our fonts are.
fn roughly(words: &str, face: Face, size: f32) -> f32 {
    let letter = if face == Face::Mono { 0.6 } else { 0.56 };
    words.chars().count() as f32 * letter * size
}

fn draw(scene: &Scene, size: Size) -> Drawing {
    layout::picture(scene, size, &roughly)
}

/// The box in which the ink of a text stays.
fn ink(text: &Text) -> Rectangle {
    let top = text.at - Vector::new(0.0, text.size * 0.74);
    Rectangle::new(top, Size::new(text.width, text.size * 0.94))
}

fn texts(drawing: &Drawing) -> impl Iterator<Item = &Text> {
    drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(text) => Some(text),
        _ => None,
    })
}

/// The boxes that must stay apart from each other, by what they are.
fn blocks(drawing: &Drawing) -> Vec<Rectangle> {
    let blocks = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Pill { rect, .. } | Shape::Cylinder { rect, .. } => Some(*rect),
        Shape::Circle { centre, radius, .. } => {
            let corner = *centre - Vector::new(*radius, *radius);
            Some(Rectangle::new(
                corner,
                Size::new(radius * 2.0, radius * 2.0),
            ))
        }
        _ => None,
    });
    blocks.collect()
}

fn overlap(a: &Rectangle, b: &Rectangle) -> bool {
    a.intersection(b)
        .is_some_and(|common| common.width > 0.5 && common.height > 0.5)
}

fn within(pane: &Rectangle, rect: &Rectangle) -> bool {
    rect.x >= 0.0
        && rect.y >= 0.0
        && rect.x + rect.width <= pane.width
        && rect.y + rect.height <= pane.height
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_pane(width in 300.0_f32..480.0, height in 560.0_f32..1000.0) {
        let pane = Rectangle::with_size(Size::new(width, height));
        for (name, scene) in samples::all() {
            let drawing = draw(&scene, pane.size());
            let texts: Vec<&Text> = texts(&drawing).collect();
            for (place, text) in texts.iter().enumerate() {
                prop_assert!(text.size >= 11.0, "{name}: {} is too small", text.content);
                prop_assert!(within(&pane, &ink(text)), "{name}: {} leaves the pane", text.content);
                for other in &texts[place + 1..] {
                    let apart = !overlap(&ink(text), &ink(other));
                    prop_assert!(apart, "{name}: {} over {}", text.content, other.content);
                }
            }
            let blocks = blocks(&drawing);
            for (place, block) in blocks.iter().enumerate() {
                prop_assert!(within(&pane, block), "{name}: {block:?} leaves the pane");
                for other in &blocks[place + 1..] {
                    prop_assert!(!overlap(block, other), "{name}: {block:?} over {other:?}");
                }
            }
        }
    }

    #[test]
    fn glyphs_never_cover_words(width in 300.0_f32..480.0, height in 560.0_f32..1000.0) {
        for (name, scene) in samples::all() {
            let drawing = draw(&scene, Size::new(width, height));
            for shape in &drawing.shapes {
                let Shape::Glyph { centre, radius, .. } = shape else { continue };
                let corner = *centre - Vector::new(*radius, *radius);
                let glyph = Rectangle::new(corner, Size::new(radius * 2.0, radius * 2.0));
                for text in texts(&drawing) {
                    prop_assert!(!overlap(&glyph, &ink(text)), "{name}: a glyph over {}", text.content);
                }
            }
        }
    }
}

#[test]
fn the_units_are_pixels_in_a_pane_of_their_size() {
    let drawing = draw(&samples::run(), Size::new(380.0, 744.0));
    let at = |content: &str| {
        texts(&drawing)
            .find(|text| text.content == content)
            .map(|text| text.at)
    };
    assert_eq!(at("Your group, anywhere"), Some(Point::new(98.0, 85.0)));
    assert_eq!(at("neuro-registry"), Some(Point::new(88.0, 342.0)));
    assert_eq!(at("Being built"), Some(Point::new(20.0, 31.0)));
}

#[test]
fn a_place_knows_its_part() {
    let drawing = draw(&samples::run(), Size::new(380.0, 744.0));
    let part = |x, y| drawing.part_at(Point::new(x, y));
    assert_eq!(part(64.0, 88.0), None);
    assert_eq!(part(64.0, 156.0), Some(Part::Name));
    assert_eq!(part(200.0, 224.0), Some(Part::Address));
    assert_eq!(part(114.0, 286.0), Some(Part::Wall));
    assert_eq!(part(180.0, 340.0), Some(Part::Instance));
    assert_eq!(part(180.0, 410.0), Some(Part::Registry));
    assert_eq!(part(64.0, 380.0), Some(Part::Certificate));
    assert_eq!(part(102.0, 530.0), Some(Part::Disk(0)));
    assert_eq!(part(238.0, 464.0), Some(Part::Disk(1)));
    assert_eq!(part(272.0, 634.0), Some(Part::Node(2)));
    assert_eq!(part(100.0, 680.0), Some(Part::Network));
    assert_eq!(part(350.0, 500.0), None);
}

#[test]
fn only_what_works_moves() {
    let moving = |scene: &Scene| {
        let drawing = draw(scene, Size::new(380.0, 744.0));
        drawing.shapes.iter().filter(|shape| shape.moves()).count()
    };
    // Two parts and their sign in the legend, and the two halves of the stem between them.
    assert_eq!(moving(&samples::run()), 5);
    for still in [
        samples::welcome(),
        samples::review(),
        samples::run_failed(),
        samples::done(),
    ] {
        assert_eq!(moving(&still), 0);
    }
}

#[test]
fn gates_without_room_are_counted() {
    let drawing = draw(&samples::crowded(), Size::new(380.0, 744.0));
    let words: Vec<&str> = texts(&drawing).map(|text| text.content.as_str()).collect();
    assert!(
        words.contains(&"443") && words.contains(&"8443"),
        "{words:?}"
    );
    assert!(words.contains(&"+2"), "{words:?}");
}
