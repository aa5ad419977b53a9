//! No file of more than 400 lines, no function of more than 60: the rule is about the tail.

use super::sources::{self, bare, read, short};

const FILE: usize = 400;
const FUNCTION: usize = 60;

#[test]
fn files_stay_short() {
    let mut files = sources::rust("src");
    files.extend(sources::rust("tests"));
    files.extend(sources::rust("benches"));
    let long: Vec<_> = files
        .iter()
        .map(|file| (short(file), read(file).lines().count()))
        .filter(|(_, lines)| *lines > FILE)
        .collect();
    assert!(long.is_empty(), "more than {FILE} lines: {long:#?}");
}

#[test]
fn functions_stay_short() {
    let long: Vec<_> = sources::rust("src")
        .iter()
        .filter(|file| !sources::is_test(file))
        .flat_map(|file| {
            let of = short(file);
            lengths(&bare(&read(file)))
                .into_iter()
                .map(move |(name, lines)| (format!("{of}: {name}"), lines))
        })
        .filter(|(_, lines)| *lines > FUNCTION)
        .collect();
    assert!(long.is_empty(), "more than {FUNCTION} lines: {long:#?}");
}

#[test]
fn modules_say_what_they_are_for() {
    let silent: Vec<_> = sources::rust("src")
        .iter()
        .filter(|file| !sources::is_test(file))
        .filter(|file| !read(file).starts_with("//! ") && read(file).lines().count() > 1)
        .map(|file| short(file))
        .collect();
    assert!(silent.is_empty(), "begin with `//!`: {silent:#?}");
}

/// An arm of a `match` of so many lines is one thing to read, however the formatter breaks it.
const ARM: usize = 8;

/// Each function with its lines; the short arms of a `match` are not counted.
fn lengths(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = name_of_function(line) else {
            continue;
        };
        if let Some(end) = end_of_function(&lines[start..]) {
            found.push((name, without_arms(&lines[start..=start + end])));
        }
    }
    found
}

fn without_arms(lines: &[&str]) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (mut counted, mut at) = (0, 0);
    while at < lines.len() {
        // An arm is over where the next line is not further in, but for the bracket that closes it.
        let further = lines[at + 1..]
            .iter()
            .take_while(|line| line.trim().is_empty() || indent(line) > indent(lines[at]));
        let opens = lines[at].trim_end().ends_with(['{', '(', '[']);
        let long = further.count() + if opens { 2 } else { 1 };
        if lines[at].contains("=>") && long <= ARM {
            at += long;
        } else {
            counted += 1;
            at += 1;
        }
    }
    counted
}

fn name_of_function(line: &str) -> Option<String> {
    let (before, behind) = line.split_once("fn ")?;
    let is_start = before
        .split_whitespace()
        .all(|word| word.starts_with("pub") || ["async", "const", "unsafe"].contains(&word));
    let name: String = behind
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (is_start && !name.is_empty()).then_some(name)
}

/// How many lines further down the body closes; a function without a body has none.
fn end_of_function(lines: &[&str]) -> Option<usize> {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (at, line) in lines.iter().enumerate() {
        for c in line.chars() {
            match c {
                '(' | '[' => others += 1,
                ')' | ']' => others -= 1,
                '{' => braces += 1,
                '}' if braces == 1 => return Some(at),
                '}' => braces -= 1,
                ';' if braces == 0 && others == 0 => return None,
                _ => {}
            }
        }
    }
    None
}

#[test]
fn functions_are_measured() {
    let code = "trait T {\n    fn none(a: [u8; 3]);\n}\npub async fn two() {\n}\nfn four() {\n    match x {\n        A => b,\n        C => {\n        }\n    }\n}\n";
    assert_eq!(
        lengths(code),
        [("two".to_owned(), 2), ("four".to_owned(), 4)]
    );
}
