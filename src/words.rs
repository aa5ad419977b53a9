//! Words shown to people, in the language they chose.
//!
//! The words live in `i18n/<language>/*.ftl` and are embedded. A [`Text`] is cheap to clone and
//! travels anywhere. State keeps keys and values, never finished sentences: what is on the screen
//! then changes its language with the rest. A new file is named once, in [`FILES`].
//!
//! Call the [`Text`] `text` wherever it is used: `tests/i18n.rs` reads the sources and checks every
//! `text.get("…")` and `text.with("…", &[…])` against the messages.

pub mod closed;
mod disk;
pub mod error;
pub mod invalid;
pub mod lan;
pub mod mistake;
pub mod part;
pub mod problem;
pub mod trouble;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use unic_langid::LanguageIdentifier;

/// Names of the files of words, with what they hold in each of [`Language::ALL`].
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$((
            $name,
            [
                include_str!(concat!("../i18n/en/", $name, ".ftl")),
                include_str!(concat!("../i18n/fr/", $name, ".ftl")),
            ],
        )),+]
    };
}

/// Every file of words: its name, and its text in the order of [`Language::ALL`].
pub const FILES: &[(&str, [&str; 2])] = files![
    "address", "cli", "common", "dialogs", "done", "errors", "firewall", "instance", "invalid",
    "name", "nodes", "parts", "picture", "problems", "registry", "review", "run", "sign-in",
    "volumes", "welcome"
];

/// A language that Quayside speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    English,
    French,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The code of ISO 639-1, for settings and folders.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The name of the language in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The language of a code or of a locale such as `fr_CA.UTF-8`.
    pub fn from_code(locale: &str) -> Option<Self> {
        let code = locale
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The language that the value of `LANG` asks for; English when we do not speak it.
    pub fn from_environment(lang: &str) -> Self {
        lang.split(':')
            .find_map(Self::from_code)
            .unwrap_or_default()
    }

    fn id(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }

    fn decimal_sign(self) -> char {
        match self {
            Self::English => '.',
            Self::French => ',',
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// All words in one language.
#[derive(Clone)]
pub struct Text {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.language).finish()
    }
}

impl Text {
    /// Reads the embedded words of a language. Messages that do not parse are left out; the tests
    /// see to it that there are none.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| grouped(value, Language::English),
            Language::French => |value, _| grouped(value, Language::French),
        }));
        for (_, texts) in FILES {
            let source = texts[language as usize].to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        Self {
            language,
            bundle: Arc::new(bundle),
        }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without arguments. A key that does not exist is returned as it is.
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with its arguments: strings as they are, numbers in the manner of the language.
    /// Give ports, years and other names made of digits as strings.
    pub fn with(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        self.format(key, Some(&args))
    }

    /// Whether there is a message of this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle
            .get_message(key)
            .is_some_and(|message| message.value().is_some())
    }

    /// A number in the manner of the language: `1 000`, `7.5`.
    pub fn number(&self, value: impl Into<FluentNumber>) -> String {
        group(&value.into().as_string(), self.language)
    }

    /// How long something took: `48 s`, `1 min 06 s`, `2 h 05 min`.
    pub fn duration(&self, took: Duration) -> String {
        let text = self;
        let seconds = took.as_secs();
        let (minutes, hours) = (seconds / 60, seconds / 3600);
        if minutes == 0 {
            text.with("duration-seconds", &[("seconds", seconds.into())])
        } else if hours == 0 {
            let rest = format!("{:02}", seconds % 60);
            text.with(
                "duration-minutes",
                &[("minutes", minutes.into()), ("seconds", rest.into())],
            )
        } else {
            let rest = format!("{:02}", minutes % 60);
            text.with(
                "duration-hours",
                &[("hours", hours.into()), ("minutes", rest.into())],
            )
        }
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        let Some(pattern) = pattern else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }
}

fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.options.use_grouping => {
            Some(group(&number.as_string(), language))
        }
        _ => None,
    }
}

/// Groups the digits of a plain decimal number by three with a narrow space that does not break.
fn group(plain: &str, language: Language) -> String {
    let (whole, fraction) = plain
        .split_once('.')
        .map_or((plain, None), |(w, f)| (w, Some(f)));
    let digits = whole.trim_start_matches('-');
    let mut out = String::from(if digits.len() < whole.len() { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(language.decimal_sign());
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_wants() {
        let (en, fr) = (Text::new(Language::English), Text::new(Language::French));
        assert_eq!(
            en.with("size-gb", &[("number", 1000.into())]),
            "1\u{202f}000\u{a0}GB"
        );
        assert_eq!(fr.with("size-gb", &[("number", 7.5.into())]), "7,5\u{a0}Go");
        assert_eq!(en.number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(fr.number(-999), "-999");
    }

    #[test]
    fn durations_keep_their_two_largest_units() {
        let text = Text::new(Language::English);
        let say = |seconds| {
            text.duration(Duration::from_secs(seconds))
                .replace('\u{a0}', " ")
        };
        assert_eq!(say(0), "0 s");
        assert_eq!(say(66), "1 min 06 s");
        assert_eq!(say(3_905), "1 h 05 min");
    }

    #[test]
    fn a_missing_key_is_shown() {
        assert_eq!(
            Text::new(Language::French).get("no-such-key"),
            "no-such-key"
        );
    }

    #[test]
    fn the_environment_names_the_language() {
        assert_eq!(Language::from_environment("fr_CA.UTF-8"), Language::French);
        assert_eq!(Language::from_environment("de:fr:en"), Language::French);
        assert_eq!(Language::from_environment("C"), Language::English);
        assert_eq!(Language::from_environment(""), Language::English);
    }

    #[test]
    fn text_travels_between_threads() {
        fn travels<T: Send + Sync + Clone + 'static>(_: &T) {}
        travels(&Text::new(Language::English));
    }
}
