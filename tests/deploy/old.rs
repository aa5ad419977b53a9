//! Journals that earlier versions of the program wrote: opened, gone on with, and undone by this one.

use std::fs;
use std::path::{Path, PathBuf};

use quayside::deploy::Journal;
use quayside::deploy::store::{Memory, Store};

fn journals() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let mut found = Vec::new();
    for version in fs::read_dir(all).unwrap() {
        for file in fs::read_dir(version.unwrap().path()).unwrap() {
            found.push(file.unwrap().path());
        }
    }
    found.sort();

    found
}

#[test]
fn journals_of_every_version_open() {
    let journals = journals();
    assert!(!journals.is_empty());
    for file in journals {
        let store = Memory::default();
        store.append(&fs::read(&file).unwrap()).unwrap();
        let journal = Journal::open(std::sync::Arc::new(store)).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();

        assert!(journal.is_ours(), "{name}");
        assert_eq!(journal.is_done(), name.ends_with("done"), "{name}");
        assert_eq!(journal.is_undone(), name.ends_with("undone"), "{name}");
        assert!(!journal.entries().is_empty(), "{name}");
    }
}
