//! `use` goes down only, and each outside crate stays with the module that knows it.

use super::sources::{self, bare, read, short, without_tests};
use std::path::Path;

/// What each module may use of the others.
const ALLOWED: &[(&str, &[&str])] = &[
    ("secret", &[]),
    ("plan", &["secret"]),
    ("http", &["plan", "secret"]),
    ("openstack", &["http", "plan", "secret"]),
    ("dns", &["http", "plan", "secret"]),
    ("registry", &["http", "plan", "secret"]),
    ("remote", &["http", "plan", "secret"]),
    (
        "deploy",
        &[
            "dns",
            "http",
            "openstack",
            "plan",
            "registry",
            "remote",
            "secret",
        ],
    ),
    (
        "words",
        &[
            "deploy",
            "dns",
            "http",
            "keychain",
            "openstack",
            "plan",
            "registry",
            "remote",
            "secret",
            "session",
        ],
    ),
    ("practice", &["dns", "http", "plan", "remote", "secret"]),
    ("keychain", &["plan", "secret"]),
    ("paths", &[]),
    ("logging", &["paths"]),
    (
        "session",
        &[
            "deploy",
            "dns",
            "http",
            "keychain",
            "openstack",
            "paths",
            "plan",
            "practice",
            "registry",
            "remote",
            "secret",
        ],
    ),
    ("cli", FACES),
    ("ui", FACES),
];

/// What the two faces, window and terminal, may use.
const FACES: &[&str] = &[
    "deploy",
    "dns",
    "http",
    "keychain",
    "logging",
    "openstack",
    "paths",
    "plan",
    "practice",
    "registry",
    "remote",
    "secret",
    "session",
    "words",
];

/// Outside crates that one module keeps to itself.
const KEPT: &[(&str, &[&str])] = &[
    ("clap", &["cli", "main"]),
    ("fluent_bundle", &["cli", "ui", "words"]),
    ("iced", &["main", "ui"]),
    ("iced_test", &["ui"]),
    ("indicatif", &["cli"]),
    ("keyring", &["keychain"]),
    ("openssh", &["remote"]),
    ("reqwest", &["http"]),
    ("rfd", &["ui"]),
];

/// `src/deploy/step/disk.rs` is `["deploy", "step", "disk"]`.
fn module(file: &Path) -> Vec<String> {
    let short = short(&file.with_extension(""));
    short.split('/').skip(1).map(str::to_owned).collect()
}

/// The first names of what stands behind `crate::`, one or a group in braces.
fn first_names(behind: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(group) = behind.trim_start().strip_prefix('{') else {
        return vec![word(behind)];
    };
    let mut depth = 0_usize;
    let mut names = vec![word(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

/// The top-level modules that a file uses, whether by `crate::` or by climbing up to it.
fn used(code: &str, depth: usize) -> Vec<String> {
    let climb = "super::".repeat(depth);
    let climbed = code
        .split(&climb)
        .skip(1)
        .filter(|behind| !behind.starts_with("super::"));
    code.split("crate::")
        .skip(1)
        .chain(climbed)
        .flat_map(first_names)
        .filter(|name| ALLOWED.iter().any(|(module, _)| module == name))
        .collect()
}

#[test]
fn use_goes_down_only() {
    let mut wrong = Vec::new();
    for file in sources::rust("src")
        .iter()
        .filter(|file| !sources::is_test(file))
    {
        let path = module(file);
        let Some((module, allowed)) = ALLOWED.iter().find(|(module, _)| *module == path[0]) else {
            assert!(
                path[0] == "lib" || path[0] == "main",
                "{}: the module `{}` has no place among the layers of tests/house/layers.rs",
                short(file),
                path[0]
            );
            continue;
        };
        for name in used(&bare(without_tests(&read(file))), path.len()) {
            if name != *module && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{}: {module} may not use {name}", short(file)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn outside_crates_stay_with_the_module_that_knows_them() {
    let mut wrong = Vec::new();
    for file in sources::rust("src")
        .iter()
        .filter(|file| !sources::is_test(file))
    {
        let code = bare(without_tests(&read(file)));
        for (name, modules) in KEPT {
            let named = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if named && !modules.contains(&module(file)[0].as_str()) {
                wrong.push(format!(
                    "{}: {name} belongs to {}",
                    short(file),
                    modules.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_upward_use_is_seen() {
    assert_eq!(used("use crate::ui::style;", 1), ["ui"]);
    assert_eq!(
        used("use crate::{http::{self, Wire}, deploy};", 1),
        ["http", "deploy"]
    );
    assert_eq!(used("super::super::deploy::run()", 2), ["deploy"]);
    assert_eq!(used("use super::disk;", 2), [""; 0]);
}
