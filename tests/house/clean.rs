//! What never gets into the tree: a secret, a path of the machine it was written on, an undone thing.

use super::sources::{self, read, root, short};
use std::path::{Path, PathBuf};

/// The files that are text and ours.
fn texts() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [
        "src",
        "tests",
        "benches",
        "packaging",
        "i18n",
        ".ci",
        ".config",
    ] {
        found.extend(sources::files(folder));
    }
    for entry in root().read_dir().unwrap().flatten() {
        if entry
            .path()
            .extension()
            .is_some_and(|e| e == "md" || e == "toml")
        {
            found.push(entry.path());
        }
    }
    found.retain(|file| std::fs::read_to_string(file).is_ok());
    found
}

fn lines(found: impl Fn(&str) -> bool, of: impl Fn(&Path) -> bool) -> Vec<String> {
    let mut hits = Vec::new();
    for file in texts().iter().filter(|file| of(file)) {
        for (number, line) in read(file).lines().enumerate() {
            if found(line) {
                hits.push(format!("{}:{}", short(file), number + 1));
            }
        }
    }
    hits
}

/// The longest run of letters, digits and what else encodings use.
fn longest_run(line: &str) -> usize {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=_-".contains(c)))
        .map(str::len)
        .max()
        .unwrap_or_default()
}

#[test]
fn no_token_of_a_real_cloud() {
    // Keystone's tokens begin like this, and so do application credentials' answers that hold one.
    let hits = lines(
        |line| {
            line.match_indices("gAAAA")
                .any(|(at, _)| longest_run(&line[at..]) > 60)
        },
        |_| true,
    );
    assert!(hits.is_empty(), "a token: {hits:#?}");
}

#[test]
fn no_private_key() {
    let begins = concat!("PRIVATE", " KEY-----");
    let hits: Vec<_> = texts()
        .iter()
        .filter(|file| {
            let text = read(file);
            let mut lines = text
                .lines()
                .skip_while(|line| !line.contains(begins))
                .skip(1);
            lines.next().is_some_and(|line| longest_run(line) > 60)
        })
        .map(|file| short(file))
        .collect();
    assert!(
        hits.is_empty(),
        "a private key; tests make their own: {hits:#?}"
    );
}

#[test]
fn no_path_of_the_machine_it_was_written_on() {
    let here = root().display().to_string();
    let hits = lines(|line| line.contains(&here), |_| true);
    assert!(hits.is_empty(), "{here} is named: {hits:#?}");
}

#[test]
fn nothing_undone() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ig", "nore]"),
        concat!("#[al", "low("),
        concat!("#![al", "low("),
    ];
    let hits = lines(
        |line| marks.iter().any(|mark| line.contains(mark)),
        |file| file.extension().is_some_and(|e| e == "rs" || e == "sh"),
    );
    assert!(hits.is_empty(), "finish it, or take it out: {hits:#?}");
}
