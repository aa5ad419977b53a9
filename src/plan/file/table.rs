//! One table of a plan file: hands its values out as parsed types and notes what is wrong with them.

use std::cell::RefCell;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Flaw, Place, Type, Unreadable, VERSION, Wrong};

/// What was found wrong so far.
pub struct Notes<'t> {
    text: &'t str,
    flaws: RefCell<Vec<Flaw>>,
}

impl<'t> Notes<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            flaws: RefCell::default(),
        }
    }

    pub fn into_flaws(self) -> Vec<Flaw> {
        let mut flaws = self.flaws.into_inner();
        flaws.sort_by_key(|flaw| flaw.at);
        flaws
    }

    fn add(&self, offset: usize, key: String, wrong: Wrong) {
        self.flaws.borrow_mut().push(Flaw {
            at: Place::of(self.text, offset),
            key,
            wrong,
        });
    }
}

/// A table. Every key that nobody asked for is a mistake, told when the table is closed.
pub struct Part<'a> {
    notes: &'a Notes<'a>,
    path: String,
    table: &'a DeTable<'a>,
    offset: usize,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Part<'a> {
    pub fn root(notes: &'a Notes<'a>, table: &'a DeTable<'a>) -> Self {
        Self::new(notes, String::new(), table, 0)
    }

    fn new(notes: &'a Notes<'a>, path: String, table: &'a DeTable<'a>, offset: usize) -> Self {
        Self {
            notes,
            path,
            table,
            offset,
            asked: RefCell::default(),
        }
    }

    /// Goes on only with a plan of our version: what another one means is not known.
    pub fn version(&self) -> Result<(), Unreadable> {
        let value = self.find("version");
        let found = value.and_then(|value| value.get_ref().as_integer());
        let found =
            found.and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        if found == Some(VERSION) {
            return Ok(());
        }

        Err(Unreadable::Version {
            at: Place::of(self.notes.text, value.map_or(0, |value| value.span().start)),
            found,
        })
    }

    /// A text that becomes a `T`; a mistake if it is not there.
    pub fn text<T: FromStr>(&self, key: &'static str) -> Option<T>
    where
        Wrong: From<T::Err>,
    {
        let value = self.need(key)?;
        self.parse(key, value)
    }

    /// A text that may be left out: `Some(None)` if it is, `None` if it is wrong.
    pub fn text_or_none<T: FromStr>(&self, key: &'static str) -> Option<Option<T>>
    where
        Wrong: From<T::Err>,
    {
        match self.find(key) {
            Some(value) => self.parse(key, value).map(Some),
            None => Some(None),
        }
    }

    /// A text that means nothing to us, such as an id; not empty.
    pub fn string(&self, key: &'static str) -> Option<String> {
        let value = self.need(key)?;
        self.filled(key, value)
    }

    pub fn string_or_none(&self, key: &'static str) -> Option<Option<String>> {
        match self.find(key) {
            Some(value) => self.filled(key, value).map(Some),
            None => Some(None),
        }
    }

    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.need(key)?;
        let flag = value.get_ref().as_bool();
        flag.or_else(|| self.wrong(key, value, Wrong::Type(Type::Flag)))
    }

    /// A number; `T` says which ones are allowed.
    pub fn number<T: TryFrom<u32>>(&self, key: &'static str) -> Option<T>
    where
        Wrong: From<T::Error>,
    {
        let value = self.need(key)?;
        let Some(number) = value.get_ref().as_integer() else {
            return self.wrong(key, value, Wrong::Type(Type::Number));
        };
        // What no u32 can hold is refused by `T` like the largest one.
        let number = u32::from_str_radix(number.as_str(), number.radix()).unwrap_or(u32::MAX);

        T::try_from(number).map_or_else(|error| self.wrong(key, value, error.into()), Some)
    }

    /// A port, or `otherwise` if it is left out.
    pub fn port(&self, key: &'static str, otherwise: u16) -> Option<u16> {
        let Some(value) = self.find(key) else {
            return Some(otherwise);
        };
        let port = value.get_ref().as_integer();
        let port = port.and_then(|port| u16::from_str_radix(port.as_str(), port.radix()).ok());

        port.filter(|port| *port > 0)
            .or_else(|| self.wrong(key, value, Wrong::Port))
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&self, key: &'static str, known: &[(&'static str, T)]) -> Option<T> {
        let value = self.need(key)?;
        self.choose(key, value, known)
    }

    pub fn choice_or_default<T: Copy + Default>(
        &self,
        key: &'static str,
        known: &[(&'static str, T)],
    ) -> Option<T> {
        match self.find(key) {
            Some(value) => self.choose(key, value, known),
            None => Some(T::default()),
        }
    }

    pub fn part(&self, key: &'static str) -> Option<Part<'a>> {
        let value = self.need(key)?;
        self.open(key.to_owned(), value)
    }

    /// A table that may be left out: `Some(None)` if it is, `None` if it is not a table.
    pub fn part_or_none(&self, key: &'static str) -> Option<Option<Part<'a>>> {
        match self.find(key) {
            Some(value) => self.open(key.to_owned(), value).map(Some),
            None => Some(None),
        }
    }

    /// A list of tables; one that is left out is empty.
    pub fn parts(&self, key: &'static str) -> Option<Vec<Part<'a>>> {
        let Some(value) = self.find(key) else {
            return Some(Vec::new());
        };
        let Some(list) = value.get_ref().as_array() else {
            return self.wrong(key, value, Wrong::Type(Type::List));
        };
        let parts = list.iter().enumerate();

        parts
            .map(|(number, value)| self.open(format!("{key}[{number}]"), value))
            .collect()
    }

    /// Complains about every key that was not asked for.
    pub fn close(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter() {
            if !asked.contains(&key.get_ref().as_ref()) {
                let near = nearest(key.get_ref(), &asked);
                let path = self.below(key.get_ref());
                self.notes
                    .add(key.span().start, path, Wrong::Unknown { near });
            }
        }
    }

    fn find(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn need(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.find(key);
        if value.is_none() {
            self.notes.add(self.offset, self.below(key), Wrong::Missing);
        }
        value
    }

    fn str(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<&'a str> {
        let text = value.get_ref().as_str();
        text.or_else(|| self.wrong(key, value, Wrong::Type(Type::Text)))
    }

    fn parse<T: FromStr>(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<T>
    where
        Wrong: From<T::Err>,
    {
        let text = self.str(key, value)?;
        text.parse()
            .map_or_else(|error: T::Err| self.wrong(key, value, error.into()), Some)
    }

    fn filled(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<String> {
        let text = self.str(key, value)?;
        if text.trim().is_empty() {
            return self.wrong(key, value, Wrong::Empty);
        }
        Some(text.to_owned())
    }

    fn choose<T: Copy>(
        &self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
        known: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.str(key, value)?;
        let found = known.iter().find(|(word, _)| *word == text);
        let words = || known.iter().map(|(word, _)| *word).collect();

        found
            .map(|(_, meaning)| *meaning)
            .or_else(|| self.wrong(key, value, Wrong::Choice(words())))
    }

    fn open(&self, key: String, value: &'a Spanned<DeValue<'a>>) -> Option<Part<'a>> {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong(&key, value, Wrong::Type(Type::Table));
        };
        Some(Part::new(
            self.notes,
            self.below(&key),
            table,
            value.span().start,
        ))
    }

    fn wrong<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, wrong: Wrong) -> Option<T> {
        self.notes.add(value.span().start, self.below(key), wrong);
        None
    }

    fn below(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// The known key that a mistyped one was probably meant to be.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let distances = known.iter().map(|known| (distance(key, known), *known));
    let (distance, known) = distances.min()?;

    (distance <= known.len() / 3 + 1 && distance < known.len()).then_some(known)
}

/// How many letters must be changed, added or taken away (Levenshtein's distance).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], line + 1);
        for (column, to) in right.iter().enumerate() {
            let change = corner + usize::from(from != *to);
            corner = row[column + 1];
            row[column + 1] = change.min(corner + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
