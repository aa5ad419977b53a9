//! Sentences with emphasis and with things to type in them.
//!
//! Messages mark them as `**the first sentence**` and `` `registry.example.org` ``, so that a
//! translation can put them where its grammar wants them.

use crate::ui::style::{self, Type, Voice};
use iced::widget::{rich_text, span, text};
use iced::{Element, Font};

/// A run of words in one face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Plain,
    Strong,
    Mono,
}

/// Words with `**emphasis**` and `` `mono` `` in them, in one voice.
pub fn prose<'a, Message: 'a>(words: &str, letter: Type, voice: Voice) -> Element<'a, Message> {
    let spans: Vec<text::Span<'a, (), Font>> = runs(words)
        .into_iter()
        .map(|(face, words)| match face {
            Face::Plain => span(words).font(letter.font),
            Face::Strong => span(words).font(style::MEDIUM),
            Face::Mono => span(words)
                .font(style::MONO_REGULAR)
                .size(letter.size - 0.5),
        })
        .collect();
    rich_text(spans)
        .size(letter.size)
        .line_height(letter.line_height())
        .font(letter.font)
        .style(voice)
        .into()
}

fn runs(words: &str) -> Vec<(Face, String)> {
    let mut runs = Vec::new();
    for (index, part) in words.split("**").enumerate() {
        let face = if index % 2 == 1 {
            Face::Strong
        } else {
            Face::Plain
        };
        for (index, part) in part.split('`').enumerate() {
            if !part.is_empty() {
                let face = if index % 2 == 1 { Face::Mono } else { face };
                runs.push((face, part.to_owned()));
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_faces() {
        assert_eq!(
            runs("**Open.** Yours is `198.51.100.17`."),
            [
                (Face::Strong, "Open.".to_owned()),
                (Face::Plain, " Yours is ".to_owned()),
                (Face::Mono, "198.51.100.17".to_owned()),
                (Face::Plain, ".".to_owned()),
            ]
        );
        assert_eq!(runs("plain"), [(Face::Plain, "plain".to_owned())]);
    }
}
