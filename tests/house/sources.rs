//! The files of this repository, and Rust code without its comments and texts.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder`, sorted, without what builds and tools leave behind.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if entry.path().is_dir() {
                if name != "target" && name != ".git" {
                    folders.push(entry.path());
                }
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

pub fn rust(folder: &str) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|file| file.extension().is_some_and(|e| e == "rs"));
    found
}

pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// The path as people say it: from the repository's top.
pub fn short(file: &Path) -> String {
    file.strip_prefix(root()).unwrap().display().to_string()
}

/// Whether the file holds nothing but tests.
pub fn is_test(file: &Path) -> bool {
    let short = short(file);
    short.starts_with("tests/") || short.ends_with("/tests.rs") || short.contains("/tests/")
}

/// The code as it is, up to the tests at its end.
pub fn without_tests(code: &str) -> &str {
    code.find("\n#[cfg(test)]\nmod tests")
        .map_or(code, |end| &code[..end])
}

/// The code with every comment and every text blanked; lines stay where they are.
pub fn bare(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let mut out = String::with_capacity(code.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            let blank = |c: &char| if *c == '\n' { '\n' } else { ' ' };
            out.extend(chars[at..end].iter().map(blank));
            at = end;
        }
    }
    out
}

/// Where the comment or text that begins at `at` ends; `at` itself if none does.
fn skipped(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    match chars[at] {
        '/' if next == Some('/') => find(chars, at, |rest| rest[0] == '\n'),
        '/' if next == Some('*') => find(chars, at + 2, |rest| rest.starts_with(&['*', '/'])) + 2,
        '"' => quoted(chars, at),
        'r' if !is_word(chars, at) => raw(chars, at),
        // A character, but not a lifetime.
        '\'' if next == Some('\\') => find(chars, at + 3, |rest| rest[0] == '\'') + 1,
        '\'' if chars.get(at + 2) == Some(&'\'') => at + 3,
        _ => at,
    }
    .min(chars.len())
}

fn is_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn find(chars: &[char], from: usize, ends: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len())
        .find(|at| ends(&chars[*at..]))
        .unwrap_or(chars.len())
}

fn quoted(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < chars.len() && chars[end] != '"' {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    end + 1
}

fn raw(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + 1 + hashes) != Some(&'"') {
        return at;
    }
    let close: String = std::iter::once('"')
        .chain(std::iter::repeat_n('#', hashes))
        .collect();
    let close: Vec<char> = close.chars().collect();
    find(chars, at + hashes + 2, |rest| rest.starts_with(&close)) + close.len()
}

#[test]
fn comments_and_texts_are_blanked() {
    let code = "a(\"x { \\\" y\"); // {\nlet c = '{'; r#\"fn \" {\"#; 'a: loop {} /* fn */ '\\'' b";
    assert_eq!(
        bare(code).split_whitespace().collect::<Vec<_>>().join(" "),
        "a( ); let c = ; ; 'a: loop {} b"
    );
    assert_eq!(bare(code).lines().count(), code.lines().count());
}
