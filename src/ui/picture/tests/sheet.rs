//! Pictures of every sample, to be looked at:
//! `QUAYSIDE_SHEET=folder cargo test picture::tests::sheet -- --ignored`.

use super::samples;
use crate::plan::{self, draft::Draft};
use crate::ui::page::PageId;
use crate::ui::picture::scene::{self, Known, Scene};
use crate::ui::picture::{self, Part};
use crate::ui::shots::{Camera, Frame};
use crate::ui::style::Mode;
use crate::words::{Language, Text};
use std::path::PathBuf;

/// The plan of the procedure, in French, on every page that shows it.
fn in_french() -> Vec<(&'static str, Scene)> {
    let text = Text::new(Language::French);
    let (empty, whole) = (Draft::default(), Draft::from(plan::tests::sample()));
    let known = Known {
        network: Some("192.168.73.0/24".to_owned()),
        ..Known::default()
    };
    [
        ("fr-welcome", PageId::Welcome, &empty),
        ("fr-firewall", PageId::Firewall, &whole),
        ("fr-nodes", PageId::Nodes, &whole),
    ]
    .map(|(name, page, draft)| (name, scene::draft(draft, page, &known, &text)))
    .to_vec()
}

#[test]
#[ignore = "writes pictures for people to look at"]
fn every_sample_as_a_picture() {
    const SIZES: [(f32, f32, f32); 5] = [
        (380.0, 744.0, 1.0),
        (380.0, 744.0, 2.0),
        (320.0, 744.0, 1.0),
        (380.0, 880.0, 1.0),
        (300.0, 560.0, 1.0),
    ];
    let folder = PathBuf::from(std::env::var("QUAYSIDE_SHEET").expect("a folder to write to"));
    let mut camera = Camera::new().expect("the renderer in software");
    for (name, scene) in samples::all().into_iter().chain(in_french()) {
        for (mode, word) in [(Mode::Light, "light"), (Mode::Dark, "dark")] {
            for (width, height, scale) in SIZES {
                let whole = picture::view(scene.clone(), 0.0, |_: Part| ());
                let file = format!("{name}-{word}-{width}x{height}@{scale}.png");
                let frame = Frame::new(width, height, mode).scale(scale);
                camera
                    .take(whole, frame)
                    .save(&folder.join(file))
                    .expect("a file");
            }
            let row = picture::folded::view(scene.clone(), 0.0, |_: Part| ());
            let frame = Frame::new(776.0, 44.0, mode).scale(2.0);
            let file = folder.join(format!("{name}-{word}-folded@2.png"));
            camera.take(row, frame).save(&file).expect("a file");
        }
    }
}
