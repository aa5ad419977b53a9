//! Pictures of every sample, to be looked at:
//! `QUAYSIDE_SHEET=folder cargo test picture::tests::sheet -- --ignored`.

use super::samples;
use crate::deploy::{Event, Made, Progress, Status, Step};
use crate::plan::{self, draft::Draft};
use crate::ui::page::PageId;
use crate::ui::picture::scene::{self, Facts, Scene};
use crate::ui::picture::{self, Part};
use crate::ui::shots::{Camera, Frame};
use crate::ui::style::Mode;
use crate::words::{Language, Text};
use jiff::Timestamp;
use std::path::PathBuf;

/// The plan of the procedure, in French, on every page that shows it.
fn in_french() -> Vec<(&'static str, Scene)> {
    let text = Text::new(Language::French);
    let (empty, whole) = (Draft::default(), Draft::from(plan::tests::sample()));
    let facts = Facts {
        network: Some("192.168.73.0/24".to_owned()),
        ..Facts::default()
    };
    let plan = plan::tests::sample();
    let mut progress = Progress::new(&plan);
    for step in [Step::Group, Step::Rules, Step::Port, Step::Server] {
        progress.apply(Event::Moved {
            step: step.id(),
            status: Status::Done(Made::Rules),
            at: Timestamp::UNIX_EPOCH,
        });
    }
    progress.apply(Event::Moved {
        step: Step::ServerReady.id(),
        status: Status::Started,
        at: Timestamp::UNIX_EPOCH,
    });
    let run = scene::run(&plan, (&progress, false), &facts, &text);
    let mut scenes = [
        ("fr-welcome", PageId::Welcome, &empty),
        ("fr-firewall", PageId::Firewall, &whole),
        ("fr-nodes", PageId::Nodes, &whole),
    ]
    .map(|(name, page, draft)| (name, scene::draft(draft, page, &facts, &text)))
    .to_vec();
    scenes.push(("fr-run", run));
    scenes
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
    let words = Text::new(Language::English);
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
            let row = picture::folded::view((scene.clone(), 0.0), &words, (|_: Part| (), ()));
            let frame = Frame::new(776.0, 44.0, mode).scale(2.0);
            let file = folder.join(format!("{name}-{word}-folded@2.png"));
            camera.take(row, frame).save(&file).expect("a file");
        }
    }
}
