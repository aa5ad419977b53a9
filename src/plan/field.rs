//! One text field: what was typed, what it means, and what is wrong with it.

use std::str::FromStr;

/// Keeps the raw text, so that going away and coming back loses no keystroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T: FromStr> {
    text: String,
    parsed: Result<T, T::Err>,
    left: bool,
    typed: bool,
}

impl<T: FromStr> Field<T> {
    /// A field with `text` in it that nobody typed: a suggestion.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();

        Self {
            parsed: text.trim().parse(),
            text,
            left: false,
            typed: false,
        }
    }

    /// What the person typed.
    pub fn set(&mut self, text: impl Into<String>) {
        self.text = text.into();
        self.parsed = self.text.trim().parse();
        self.typed = true;
    }

    /// Fills the field in, unless a person has written in it.
    pub fn suggest(&mut self, text: impl Into<String>) {
        if !self.typed {
            self.text = text.into();
            self.parsed = self.text.trim().parse();
        }
    }

    /// From now on the field complains: it was left, or Next was pressed.
    pub fn leave(&mut self) {
        self.left = true;
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn value(&self) -> Option<&T> {
        self.parsed.as_ref().ok()
    }

    /// What is wrong, once the field was left.
    pub fn complaint(&self) -> Option<&T::Err> {
        self.parsed.as_ref().err().filter(|_| self.left)
    }

    /// Whether a person has written in it.
    pub fn is_typed(&self) -> bool {
        self.typed
    }
}

impl<T: FromStr> Default for Field<T> {
    fn default() -> Self {
        Self::new("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_complains_only_when_left() {
        let mut field = Field::<u8>::new("");
        field.set("300");
        assert!(field.complaint().is_none());

        field.leave();
        assert!(field.complaint().is_some());

        field.set("30");
        assert_eq!((field.complaint(), field.value()), (None, Some(&30)));
    }

    #[test]
    fn a_suggestion_does_not_overwrite_what_was_typed() {
        let mut field = Field::<u8>::new("1");
        field.suggest("2");
        assert_eq!(field.text(), "2");

        field.set("3");
        field.suggest("4");
        assert_eq!(field.text(), "3");
    }
}
