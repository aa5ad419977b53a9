//! How Quayside speaks: quietly, and without pleading. That no word is missing is `tests/i18n.rs`.

use quayside::words::{FILES, Language};

const LOUD: &[&str] = &[
    "!",
    "please",
    "oops",
    "...",
    "veuillez",
    "s’il vous",
    "oups",
];

#[test]
fn the_tone_is_kept() {
    for (name, texts) in FILES {
        for language in Language::ALL {
            let lines = texts[language as usize].lines().enumerate();
            for (number, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
                let line = line.to_lowercase();
                let loud = LOUD.iter().find(|word| line.contains(**word));
                let place = format!("{}/{name}.ftl:{}", language.code(), number + 1);
                assert_eq!(loud, None, "{place}");
            }
        }
    }
}
