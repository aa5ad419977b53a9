//! The words: every language has every message, every message that the sources name exists and
//! is given what it uses, and the bundled fonts can show all of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use fluent_syntax::ast;
use quayside::ui::style::FONTS;
use quayside::words::{FILES, Language};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Messages = BTreeMap<String, ast::Message<&'static str>>;

#[test]
fn every_language_has_the_same_messages_with_the_same_arguments() {
    let mut problems = Vec::new();
    for (file, texts) in FILES {
        let first = arguments_of_all(messages(file, texts[0]));
        for language in Language::ALL {
            let here = arguments_of_all(messages(file, texts[language as usize]));
            for (key, arguments) in &first {
                match here.get(key) {
                    None => problems.push(format!("{file}: {language} lacks {key}")),
                    Some(other) if other != arguments => problems.push(format!(
                        "{file}: {key} in {language} takes {other:?}, not {arguments:?}"
                    )),
                    Some(_) => {}
                }
            }
            for key in here.keys().filter(|key| !first.contains_key(*key)) {
                problems.push(format!("{file}: only {language} has {key}"));
            }
        }
    }
    none(problems);
}

#[test]
fn every_file_of_words_is_embedded() {
    for language in Language::ALL {
        let folder = root().join("i18n").join(language.code());
        let found: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let embedded: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(found, embedded, "{language}");
    }
}

#[test]
fn no_key_stands_in_two_files() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (file, texts) in FILES {
        for key in messages(file, texts[0]).into_keys() {
            if let Some(other) = seen.insert(key.clone(), file) {
                problems.push(format!("{key} is in {other} and in {file}"));
            }
        }
    }
    none(problems);
}

#[test]
fn every_call_names_a_message_and_gives_it_what_it_uses() {
    let known = all_arguments();
    let mut problems = Vec::new();
    for (path, source) in sources() {
        for call in calls(&source) {
            let at = format!("{}:{}", path.display(), call.line);
            match (known.get(&call.key), &call.given) {
                (None, _) => problems.push(format!("{at}: there is no message {}", call.key)),
                (Some(wanted), Some(given)) if wanted != given => problems.push(format!(
                    "{at}: {} takes {wanted:?}, not {given:?}",
                    call.key
                )),
                _ => {}
            }
        }
    }
    none(problems);
}

#[test]
fn every_message_is_used() {
    let sources: String = sources().into_iter().map(|(_, source)| source).collect();
    let literals: BTreeSet<&str> = sources.split('"').collect();
    // Keys that are put together from a prefix and a name: `format!("rail-{name}")`.
    let prefixes: Vec<&str> = literals
        .iter()
        .filter_map(|literal| literal.split_once('{').map(|(prefix, _)| prefix))
        .filter(|prefix| prefix.len() > 2 && prefix.ends_with('-'))
        .collect();
    let unused = all_arguments().into_keys().filter(|key| {
        !literals.contains(key.as_str()) && !prefixes.iter().any(|prefix| key.starts_with(prefix))
    });
    none(unused.map(|key| format!("{key} is used nowhere")).collect());
}

#[test]
fn the_fonts_have_every_character() {
    let faces: Vec<ttf_parser::Face<'_>> = FONTS
        .iter()
        .map(|font| ttf_parser::Face::parse(font, 0).unwrap())
        .collect();
    let mut missing = BTreeSet::new();
    for (file, texts) in FILES {
        for (text, language) in texts.iter().zip(Language::ALL) {
            for character in text.chars().filter(|character| !character.is_control()) {
                // The narrow space may come from another face: there is nothing to see of it.
                if faces.iter().any(|face| {
                    face.glyph_index(character).is_none()
                        && !(character == '\u{202f}' && face.is_monospaced())
                }) {
                    let code = u32::from(character);
                    let _ =
                        missing.insert(format!("{file} in {language}: {character} U+{code:04X}"));
                }
            }
        }
    }
    none(missing.into_iter().collect());
}

#[test]
fn french_puts_a_narrow_space_before_high_marks() {
    let mut problems = Vec::new();
    for (file, texts) in FILES {
        for (number, line) in texts[Language::French as usize].lines().enumerate() {
            let Some((_, words)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let marks = words
                .char_indices()
                .filter(|(_, mark)| matches!(mark, ';' | '?' | '!'));
            for (place, mark) in marks {
                if !words[..place].ends_with('\u{202f}') {
                    problems.push(format!("{file}.ftl:{}: before {mark}", number + 1));
                }
            }
            if words.contains(" :") || words.contains("« ") || words.contains(" »") {
                problems.push(format!(
                    "{file}.ftl:{}: a plain space by : or « »",
                    number + 1
                ));
            }
        }
    }
    none(problems);
}

fn none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn messages(file: &str, text: &'static str) -> Messages {
    let resource = match fluent_syntax::parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("{file}: {errors:?}"),
    };
    let mut messages = Messages::new();
    for entry in resource.body {
        if let ast::Entry::Message(message) = entry {
            let key = message.id.name.to_owned();
            assert!(
                messages.insert(key.clone(), message).is_none(),
                "{file}: {key} stands twice"
            );
        }
    }
    messages
}

fn all_arguments() -> BTreeMap<String, BTreeSet<String>> {
    let all = FILES
        .iter()
        .flat_map(|(file, texts)| messages(file, texts[0]))
        .collect();
    arguments_of_all(all)
}

/// The arguments of every message, with those of the messages it refers to.
fn arguments_of_all(messages: Messages) -> BTreeMap<String, BTreeSet<String>> {
    let keys: Vec<String> = messages.keys().cloned().collect();
    let arguments = keys.into_iter().map(|key| {
        let mut found = BTreeSet::new();
        if let Some(pattern) = messages[&key].value.as_ref() {
            of_pattern(pattern, &messages, &mut found);
        }
        (key, found)
    });
    arguments.collect()
}

fn of_pattern(
    pattern: &ast::Pattern<&'static str>,
    messages: &Messages,
    found: &mut BTreeSet<String>,
) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, messages, found);
        }
    }
}

fn of_expression(
    expression: &ast::Expression<&'static str>,
    messages: &Messages,
    found: &mut BTreeSet<String>,
) {
    match expression {
        ast::Expression::Inline(inline) => of_inline(inline, messages, found),
        ast::Expression::Select { selector, variants } => {
            of_inline(selector, messages, found);
            for variant in variants {
                of_pattern(&variant.value, messages, found);
            }
        }
    }
}

fn of_inline(
    inline: &ast::InlineExpression<&'static str>,
    messages: &Messages,
    found: &mut BTreeSet<String>,
) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            let _ = found.insert(id.name.to_owned());
        }
        ast::InlineExpression::MessageReference { id, .. } => {
            let other = messages
                .get(id.name)
                .and_then(|message| message.value.as_ref());
            if let Some(pattern) = other {
                of_pattern(pattern, messages, found);
            }
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                of_inline(argument, messages, found);
            }
        }
        ast::InlineExpression::Placeable { expression } => {
            of_expression(expression, messages, found);
        }
        _ => {}
    }
}

/// Every Rust file of the program, with its path.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&root().join("src"), &mut found);
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            found.push((path.strip_prefix(root()).unwrap().to_owned(), source));
        }
    }
}

/// A call of `text.get("…")` or `text.with("…", &[…])`.
struct Call {
    key: String,
    line: usize,
    /// Nothing when the arguments are not written out in the call.
    given: Option<BTreeSet<String>>,
}

fn calls(source: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    for method in [".get(", ".with("] {
        for (place, _) in source.match_indices(method) {
            let receiver = source[..place].trim_end();
            let rest = source[place + method.len()..].trim_start();
            let comment = source[..place]
                .rsplit('\n')
                .next()
                .is_some_and(|line| line.trim_start().starts_with("//"));
            let Some(rest) = rest
                .strip_prefix('"')
                .filter(|_| ends_in_text(receiver) && !comment)
            else {
                continue;
            };
            let Some((key, after)) = rest.split_once('"') else {
                continue;
            };
            let given = if method == ".get(" {
                Some(BTreeSet::new())
            } else {
                names(&source[..place], after)
            };
            let line = source[..place].matches('\n').count() + 1;
            calls.push(Call {
                key: key.to_owned(),
                line,
                given,
            });
        }
    }
    calls
}

/// Whether the call is made on something named `text`, which is what a `Text` is called.
fn ends_in_text(receiver: &str) -> bool {
    receiver
        .strip_suffix("text")
        .or_else(|| receiver.strip_suffix("text()"))
        .is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The names in `, &[("name", …), other])`, where `other` was bound before as `let other = ("…", …)`.
/// Nothing when a name cannot be read off the source.
fn names(before: &str, after_key: &str) -> Option<BTreeSet<String>> {
    let list = after_key
        .trim_start()
        .strip_prefix(',')?
        .trim_start()
        .strip_prefix("&[")?;
    elements(list)?
        .into_iter()
        .map(|element| name(before, element))
        .collect()
}

fn name(before: &str, element: &str) -> Option<String> {
    let pair = match element.strip_prefix('(') {
        Some(pair) => pair,
        None => before.rsplit_once(&format!("let {element} = ("))?.1,
    };
    let literal = pair.trim_start().strip_prefix('"')?;
    literal.split_once('"').map(|(name, _)| name.to_owned())
}

/// The elements of a list, up to the bracket that closes it.
fn elements(list: &str) -> Option<Vec<&str>> {
    let (mut elements, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (place, letter) in list.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            ',' | ']' if depth == 0 => {
                elements.push(list[start..place].trim());
                start = place + 1;
                if letter == ']' {
                    elements.retain(|element| !element.is_empty());
                    return Some(elements);
                }
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}
