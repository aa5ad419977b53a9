//! How Quayside speaks: quietly, and without pleading. That no word is missing is `tests/i18n.rs`.

use super::sources::{self, read, short};

const LOUD: &[&str] = &["please", "oops", "veuillez", "plaît", "oups"];

#[test]
fn the_tone_is_kept() {
    let files = sources::files("i18n");
    assert!(!files.is_empty());
    for file in &files {
        let words = read(file).to_lowercase();
        let lines = words.lines().enumerate();
        for (number, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
            let mut words = line.split(|c: char| !c.is_alphanumeric());
            let loud = line.contains('!')
                || line.contains("...")
                || words.any(|word| LOUD.contains(&word));
            assert!(!loud, "{}:{}", short(file), number + 1);
        }
    }
}
