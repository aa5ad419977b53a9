//! Short texts with rules: names of machines, of the DNS, of users, of things of the cloud.
//!
//! Each parses once, at the field or in the file, and each wrong input has its own complaint.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Makes a checked text readable from and writable to a plan file.
macro_rules! checked_text {
    ($name:ident, $error:ident) => {
        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

pub(super) use checked_text;

/// The name of an instance: one DNS label (RFC 1123), because the machine takes it as its host name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLabel {
    #[error("a name is missing")]
    Empty,
    #[error("a name has at most 63 characters")]
    TooLong,
    #[error("a name begins and ends with a letter or a digit")]
    Edge,
    #[error("a name has only letters, digits and hyphens, not {0:?}")]
    Character(char),
}

impl FromStr for Label {
    type Err = BadLabel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(BadLabel::Empty);
        }
        if let Some(bad) = text
            .chars()
            .find(|c| !c.is_ascii_alphanumeric() && *c != '-')
        {
            return Err(BadLabel::Character(bad));
        }
        if text.starts_with('-') || text.ends_with('-') {
            return Err(BadLabel::Edge);
        }
        if text.len() > 63 {
            return Err(BadLabel::TooLong);
        }

        Ok(Self(text.to_owned()))
    }
}

checked_text!(Label, BadLabel);

/// A name that the public DNS can hold, with at least one dot (RFC 1123, IDNA for other scripts).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hostname(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadHostname {
    #[error("a name is missing")]
    Empty,
    #[error(
        "this is an address of the web; only the name in it is needed, without https:// and without a path"
    )]
    Url,
    #[error("an address made of numbers is not a name")]
    Number,
    #[error("a full name has a dot in it, like registry.example.org")]
    NoDot,
    #[error("a name has at most 253 characters, and at most 63 between two dots")]
    TooLong,
    #[error(
        "between two dots of a name there are letters, digits and hyphens, and no hyphen at an edge"
    )]
    Part,
}

impl FromStr for Hostname {
    type Err = BadHostname;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim_end_matches('.');
        if text.is_empty() {
            return Err(BadHostname::Empty);
        }
        if text.contains('/') || text.contains(':') {
            return Err(BadHostname::Url);
        }
        if text.parse::<std::net::Ipv4Addr>().is_ok() {
            return Err(BadHostname::Number);
        }
        let ascii = idna::domain_to_ascii(text).map_err(|_| BadHostname::Part)?;
        if ascii.len() > 253 || ascii.split('.').any(|part| part.len() > 63) {
            return Err(BadHostname::TooLong);
        }
        if ascii.split('.').any(|part| part.parse::<Label>().is_err()) {
            return Err(BadHostname::Part);
        }
        if !ascii.contains('.') {
            return Err(BadHostname::NoDot);
        }

        Ok(Self(ascii))
    }
}

checked_text!(Hostname, BadHostname);

/// A machine to reach: a name (with or without dots) or an address of numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Host(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadHost {
    #[error("a machine's name or address is missing")]
    Empty,
    #[error("a machine's name has letters, digits, dots and hyphens; {0:?} is none of them")]
    Character(char),
}

impl FromStr for Host {
    type Err = BadHost;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() || text.starts_with(['-', '.']) {
            return Err(BadHost::Empty);
        }
        if text.parse::<std::net::IpAddr>().is_ok() {
            return Ok(Self(text.to_owned()));
        }
        match text
            .chars()
            .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '_'))
        {
            Some(bad) => Err(BadHost::Character(bad)),
            None => Ok(Self(text.to_owned())),
        }
    }
}

checked_text!(Host, BadHost);

/// A user of a machine (useradd(8)'s rule) or of the registry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadUserName {
    #[error("a user name is missing")]
    Empty,
    #[error("a user name has at most 32 characters")]
    TooLong,
    #[error("a user name begins with a letter or _")]
    Start,
    #[error("a user name has letters, digits, dots, hyphens and _; {0:?} is none of them")]
    Character(char),
}

impl FromStr for UserName {
    type Err = BadUserName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some(first) = text.chars().next() else {
            return Err(BadUserName::Empty);
        };
        if let Some(bad) = text
            .chars()
            .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '_'))
        {
            return Err(BadUserName::Character(bad));
        }
        if !first.is_ascii_alphabetic() && first != '_' {
            return Err(BadUserName::Start);
        }
        if text.len() > 32 {
            return Err(BadUserName::TooLong);
        }

        Ok(Self(text.to_owned()))
    }
}

checked_text!(UserName, BadUserName);

/// A name that people give to a thing of the cloud; nearly everything is allowed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Title(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadTitle {
    #[error("a name is missing")]
    Empty,
    #[error("a name has at most 255 characters")]
    TooLong,
    #[error("a name has no line breaks or other control characters")]
    Control,
}

impl FromStr for Title {
    type Err = BadTitle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(BadTitle::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(BadTitle::Control);
        }
        if text.chars().count() > 255 {
            return Err(BadTitle::TooLong);
        }

        Ok(Self(text.to_owned()))
    }
}

checked_text!(Title, BadTitle);
