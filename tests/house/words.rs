//! Every word shown to people: the same messages in every language, the ones the code asks for,
//! letters that the bundled fonts have, and the tone.

use super::sources::{self, read, short, without_tests};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use quayside::words::{FILES, Language};
use std::collections::{BTreeMap, BTreeSet};

/// A message: the names of its arguments, and its plain text.
#[derive(Default)]
struct Message {
    arguments: BTreeSet<String>,
    text: String,
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.express(expression),
            }
        }
    }

    fn express(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.read(&variant.value);
                    self.text.push('\n');
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments
                    .positional
                    .iter()
                    .for_each(|given| self.inline(given));
            }
            InlineExpression::Placeable { expression } => self.express(expression),
            InlineExpression::StringLiteral { value } => self.text.push_str(value),
            InlineExpression::VariableReference { id } => {
                let _ = self.arguments.insert(id.name.to_owned());
                self.text.push('x');
            }
            InlineExpression::MessageReference { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::TermReference { .. } => self.text.push('x'),
        }
    }
}

fn messages(language: Language) -> BTreeMap<String, Message> {
    let mut found = BTreeMap::new();
    for (name, texts) in FILES {
        let resource = fluent_syntax::parser::parse(texts[language as usize])
            .unwrap_or_else(|(_, errors)| panic!("{}/{name}.ftl: {errors:?}", language.code()));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut read = Message::default();
            read.read(&message.value.unwrap());
            let twice = found.insert(message.id.name.to_owned(), read);
            assert!(twice.is_none(), "{} is there twice", message.id.name);
        }
    }
    found
}

#[test]
fn every_language_has_every_message_and_every_argument() {
    let english = messages(Language::English);
    let keys = |of: &BTreeMap<String, Message>| of.keys().cloned().collect::<BTreeSet<_>>();
    for language in Language::ALL {
        let other = messages(language);
        let differ: Vec<_> = keys(&english)
            .symmetric_difference(&keys(&other))
            .cloned()
            .collect();
        assert!(
            differ.is_empty(),
            "not in both, en and {}: {differ:#?}",
            language.code()
        );
        for (key, message) in &english {
            let same = message.arguments == other[key].arguments;
            assert!(same, "{key} has other arguments in {}", language.code());
        }
    }
}

#[test]
fn every_file_of_words_is_embedded() {
    for language in Language::ALL {
        for file in sources::files(&format!("i18n/{}", language.code())) {
            let name = file.file_stem().unwrap().to_str().unwrap();
            let known = FILES.iter().any(|(known, _)| *known == name);
            assert!(known, "{} is not among words::FILES", short(&file));
        }
    }
}

/// The code up to its tests, without the lines that are comments.
fn without_comments(code: &str) -> String {
    let lines = without_tests(code).lines();
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |text, line| text + line + "\n")
}

/// What the code asks for by `text.get("key")` and `text.with("key", &[("argument", …)])`.
fn asked(code: &str) -> Vec<(String, Option<BTreeSet<String>>)> {
    let mut found = Vec::new();
    for (call, takes) in [("text.get(", false), ("text.with(", true)] {
        for behind in code.split(call).skip(1) {
            let Some(literal) = behind.trim_start().strip_prefix('"') else {
                continue;
            };
            let Some((key, behind)) = literal.split_once('"') else {
                continue;
            };
            let list = behind
                .trim_start_matches([',', ' ', '\n'])
                .strip_prefix("&[");
            let given = match (takes, list) {
                (false, _) => Some(BTreeSet::new()),
                (true, Some(list)) => Some(names_in(list)),
                (true, None) => None,
            };
            found.push((key.to_owned(), given));
        }
    }
    found
}

/// The first text of each pair, up to the bracket that closes the list.
fn names_in(list: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let (mut depth, mut rest) = (0_usize, list.char_indices());
    while let Some((at, c)) = rest.next() {
        match c {
            '"' => {
                let mut escaped = false;
                let _ = rest.find(|(_, c)| {
                    let ends = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    ends
                });
            }
            '(' => {
                let first = list[at + 1..].trim_start().strip_prefix('"');
                if let (0, Some(first)) = (depth, first) {
                    let _ = names.insert(first.split('"').next().unwrap().to_owned());
                }
                depth += 1;
            }
            '[' => depth += 1,
            ']' if depth == 0 => break,
            ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    names
}

#[test]
fn the_code_asks_for_messages_that_exist() {
    let english = messages(Language::English);
    let mut wrong = Vec::new();
    for file in sources::rust("src")
        .iter()
        .filter(|file| !sources::is_test(file))
    {
        for (key, given) in asked(&without_comments(&read(file))) {
            match (english.get(&key), given) {
                (None, _) => wrong.push(format!("{}: there is no {key}", short(file))),
                (Some(message), Some(given)) if message.arguments != given => wrong.push(format!(
                    "{}: {key} takes {:?}, is given {given:?}",
                    short(file),
                    message.arguments
                )),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_bundled_fonts_have_every_letter() {
    for font in [
        "Inter-Regular.otf",
        "Inter-Medium.otf",
        "Inter-SemiBold.otf",
    ] {
        let bytes = std::fs::read(sources::root().join("assets/fonts").join(font)).unwrap();
        let face = ttf_parser::Face::parse(&bytes, 0).unwrap();
        for language in Language::ALL {
            for (key, message) in messages(language) {
                let missing = message
                    .text
                    .chars()
                    .find(|c| !c.is_control() && face.glyph_index(*c).is_none());
                assert_eq!(missing, None, "{font} for {key} in {}", language.code());
            }
        }
    }
}

#[test]
fn the_tone_is_kept() {
    for language in Language::ALL {
        for (key, message) in messages(language) {
            let text = message.text.to_lowercase();
            for loud in [
                "!",
                "please",
                "veuillez",
                "s’il vous",
                "oops",
                "oups",
                "...",
            ] {
                assert!(!text.contains(loud), "{key} in {}: {loud}", language.code());
            }
        }
    }
}

#[test]
fn french_signs_stand_after_a_narrow_space() {
    for (key, message) in messages(Language::French) {
        let mut before = ' ';
        for (at, sign) in message.text.char_indices() {
            let behind = message.text[at + sign.len_utf8()..].chars().next();
            let stands_alone = behind.is_none_or(char::is_whitespace);
            let wants_space = sign == '»' || ("?;:".contains(sign) && stands_alone);
            let wide = before == '\u{a0}' && (sign == ':' || sign == '»');
            assert!(
                !wants_space || before == '\u{202f}' || wide,
                "{key}: {sign:?} after {before:?}"
            );
            before = sign;
        }
    }
}

#[test]
fn what_the_code_asks_for_is_read() {
    let code = "text.get(\"a\"); text.with(\n\"b\", &[(\"n\", f(\"(\", 1)), (\"m\", x[0].into())]); text.with(\"c\", &args)";
    let set = |names: &[&str]| Some(names.iter().map(|n| (*n).to_owned()).collect());
    assert_eq!(
        asked(code),
        [
            ("a".to_owned(), set(&[])),
            ("b".to_owned(), set(&["m", "n"])),
            ("c".to_owned(), None)
        ]
    );
}
