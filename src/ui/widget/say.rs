//! Text in the type scale.

use crate::ui::style::Type;
use iced::widget::text::IntoFragment;
use iced::widget::{Text, text};

/// Words in a line of the type scale. Their colour is the first voice unless a style is given:
/// `say(words, style::LEAD).style(style::ink2)`.
pub fn say<'a>(words: impl IntoFragment<'a>, letter: Type) -> Text<'a> {
    text(words)
        .font(letter.font)
        .size(letter.size)
        .line_height(letter.line_height())
}
