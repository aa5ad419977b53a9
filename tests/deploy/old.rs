//! Journals that earlier versions of the program wrote: opened, gone on with, and undone by this one.
//!
//! When the format changes, `cargo test --test deploy -- --ignored journals_of_today` writes those of the new one
//! first; those of the old ones stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quayside::deploy::Journal;
use quayside::deploy::store::{Memory, Store};
use quayside::plan::cloud::{Preset, SignIn};
use quayside::practice::{Faults, Story};

use super::bomb::{Bomb, Happening, Side};
use super::harness::{RUN, Site, Task, world};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals")
}

/// Name and site of every old journal: the cloud knows nothing of it any more.
fn journals() -> Vec<(String, Site)> {
    let mut found = Vec::new();
    for version in fs::read_dir(directory()).unwrap() {
        for file in fs::read_dir(version.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name, site(&fs::read(&file).unwrap())));
        }
    }
    assert!(found.len() >= 6, "{}", found.len());

    found
}

fn site(journal: &[u8]) -> Site {
    let store = Memory::default();
    store.append(journal).unwrap();
    let plan = Journal::open(Arc::new(store.clone()))
        .unwrap()
        .plan()
        .clone();
    let SignIn::Practice { preset } = plan.cloud.sign_in else {
        unreachable!("a practice cloud")
    };

    Site {
        world: world(preset),
        plan: Arc::new(plan),
        store,
    }
}

#[tokio::test(start_paused = true)]
async fn they_open_and_tell_how_far_they_got() {
    for (name, site) in journals() {
        let journal = site.journal();
        let is = |word: &str| name.starts_with(word);

        assert!(journal.is_ours(), "{name}");
        assert!(!journal.entries().is_empty(), "{name}");
        assert_eq!(journal.is_done(), is("done"), "{name}");
        assert_eq!(journal.is_undone(), is("undone") || is("kept"), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn they_can_be_undone() {
    for (name, site) in journals() {
        let before = site.standing();

        let _ = site.ends(Task::Undo(true)).await;

        assert!(site.journal().is_undone(), "{name}");
        assert_eq!(site.standing(), before, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn they_can_be_gone_on_with() {
    let clean = Site::new(Preset::Campus).await;
    let _ = clean.ends(RUN).await;
    let begun = |name: &String| name.starts_with("begun") || name.starts_with("undone");
    for (name, site) in journals().into_iter().filter(|(name, _)| begun(name)) {
        let _ = site.ends(RUN).await;

        assert!(site.journal().is_done(), "{name}");
        assert_eq!(site.standing(), clean.standing(), "{name}");
    }
}

#[tokio::test(start_paused = true)]
#[ignore = "writes the journals of the present format"]
async fn journals_of_today() {
    let fresh = Site::new(Preset::Campus).await;
    let happened = fresh.fork().ends(RUN).await.happened();
    let first_write = happened.iter().position(|what| *what == Happening::Write);
    let first_write = first_write.unwrap();
    let first_call = happened[first_write..]
        .iter()
        .position(|what| *what != Happening::Write);
    let begun = fresh.fork();
    let at = first_write + first_call.unwrap();
    let _ = begun.dies(RUN, &Bomb::new(at, Side::Before)).await;
    keep("begun-campus", &begun);

    let half = fresh.fork();
    let middle = Bomb::new(happened.len() / 2, Side::After);
    let _ = half.dies(RUN, &middle).await;
    keep("half-campus", &half);

    let failed = fresh.fork();
    let _ = failed.world.clone().faults(Faults::story(Story::QuotaGone));
    let _ = failed.does(RUN).await;
    keep("failed-campus", &failed);

    for (site, name) in [
        (fresh, "campus"),
        (Site::new(Preset::Harbour).await, "harbour"),
    ] {
        let _ = site.ends(RUN).await;
        keep(&format!("done-{name}"), &site);
        let kept = site.fork();
        let _ = kept.ends(Task::Undo(false)).await;
        keep(&format!("kept-{name}"), &kept);
        if name == "campus" {
            let _ = site.ends(Task::Undo(true)).await;
            keep("undone-campus", &site);
        }
    }
}

fn keep(name: &str, site: &Site) {
    let journal = site.journal();
    let version = directory().join(format!("v{}", journal.header().quayside_journal));
    fs::create_dir_all(&version).unwrap();
    fs::write(
        version.join(format!("{name}.jsonl")),
        site.store.read().unwrap(),
    )
    .unwrap();
}
