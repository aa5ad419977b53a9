//! The registry itself: which program, who may log in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::SecretRef;
use super::text::{Title, UserName};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    pub image: ImageName,
    pub user: UserName,
    pub password: SecretRef,
    /// What a login dialog calls the place (RFC 7617).
    pub realm: Title,
    /// Whether images may be deleted over the API.
    pub deletion: bool,
}

/// A container image by name and tag, such as `registry:2.8.3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImageName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadImageName {
    #[error("an image is missing")]
    Empty,
    #[error(
        "an image needs its version after a colon, like registry:2.8.3, so that it does not change by itself"
    )]
    NoTag,
    #[error("an image has small letters, digits and . _ - / : in it; {0:?} is none of them")]
    Character(char),
}

impl FromStr for ImageName {
    type Err = BadImageName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() || text.starts_with(['-', '/', ':', '.']) {
            return Err(BadImageName::Empty);
        }
        let (path, tag) = match text.rsplit_once('/') {
            Some((before, last)) => match last.split_once(':') {
                Some((name, tag)) => (format!("{before}/{name}"), tag),
                None => (text.to_owned(), ""),
            },
            None => text
                .split_once(':')
                .map_or((text.to_owned(), ""), |(name, tag)| (name.to_owned(), tag)),
        };
        let fits = |c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '/' | ':')
        };
        if let Some(bad) = path.chars().find(|c| !fits(*c)) {
            return Err(BadImageName::Character(bad));
        }
        let tag_fits =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | ':');
        if let Some(bad) = tag.chars().find(|c| !tag_fits(*c)) {
            return Err(BadImageName::Character(bad));
        }
        if tag.is_empty() {
            return Err(BadImageName::NoTag);
        }

        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for ImageName {
    type Error = BadImageName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ImageName> for String {
    fn from(name: ImageName) -> Self {
        name.0
    }
}

impl fmt::Display for ImageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AsRef<str> for ImageName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
