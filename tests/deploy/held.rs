//! Journals on the disk: held by one process, cut short by a crash, or made by another program.

use std::sync::Arc;

use quayside::deploy::store::{Disk, NotHeld, Store};
use quayside::deploy::{Broken, Journal, Step, What};
use quayside::plan::cloud::Preset;

use super::harness::{ID, RUN, Site};

#[tokio::test]
async fn a_second_process_is_told_who_works_on_it_and_since_when() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join(ID);
    let held = Disk::hold(&directory).unwrap();

    let Err(NotHeld::Busy(Some(holder))) = Disk::hold(&directory) else {
        unreachable!("it is held")
    };
    assert_eq!(holder.process, std::process::id());
    assert!(holder.since <= jiff::Timestamp::now());

    drop(held);
    let _ = Disk::hold(&directory).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_line_cut_short_is_left_out_and_cut_off() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join(ID);
    let site = Site::new(Preset::Harbour).await;
    let store = Arc::new(Disk::hold(&directory).unwrap());
    let mut journal = Journal::begin(store.clone(), ID, (*site.plan).clone()).unwrap();
    let _ = journal.write(&Step::Group.id(), What::Started).unwrap();
    let whole = store.read().unwrap().len();
    store.append(br#"{"at":"2026-11-2"#).unwrap();

    let mut journal = Journal::open(store.clone()).unwrap();

    assert_eq!(journal.entries().len(), 1);
    assert_eq!(store.read().unwrap().len(), whole);
    let _ = journal.write(&Step::Port.id(), What::Started).unwrap();
    assert_eq!(journal.reread().unwrap().entries().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn half_a_first_line_is_no_journal() {
    let site = Site::new(Preset::Harbour).await;
    site.store
        .append(br#"{"quayside_journal":1,"prog"#)
        .unwrap();

    let opened = Journal::open(Arc::new(site.store.clone()));

    assert!(matches!(opened, Err(Broken::Absent)), "{opened:?}");
}

#[tokio::test(start_paused = true)]
async fn a_newer_format_is_refused_as_such() {
    let site = Site::new(Preset::Harbour).await;
    let _ = site.ends(RUN).await;
    let text = String::from_utf8(site.store.read().unwrap()).unwrap();
    let newer = text.replacen(r#""quayside_journal":1"#, r#""quayside_journal":2"#, 1);
    site.store.cut(0).unwrap();
    site.store.append(newer.as_bytes()).unwrap();

    let opened = Journal::open(Arc::new(site.store.clone()));

    assert!(matches!(opened, Err(Broken::Newer(2))), "{opened:?}");
}

#[tokio::test(start_paused = true)]
async fn a_history_that_cannot_be_is_refused() {
    let site = Site::new(Preset::Harbour).await;
    let store = Arc::new(site.store.clone());
    let mut journal = Journal::begin(store.clone(), ID, (*site.plan).clone()).unwrap();
    let _ = journal.write(&Step::Port.id(), What::Started).unwrap();
    let text = String::from_utf8(store.read().unwrap()).unwrap();
    let last = text.lines().last().unwrap();
    let stopped = last.replace(r#""started""#, r#""kept""#) + "\n";
    store.append(stopped.as_bytes()).unwrap();

    let opened = Journal::open(store);

    assert!(matches!(opened, Err(Broken::Illegal { .. })), "{opened:?}");
}
