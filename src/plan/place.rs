//! Where things are: directories of a machine, files of this computer, addresses of the web and of people.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::text::{Hostname, checked_text};

/// A directory where a volume is mounted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MountPath(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMountPath {
    #[error("a directory is missing")]
    Empty,
    #[error("a directory begins with /")]
    Relative,
    #[error(
        "a directory has letters, digits, hyphens, dots and _ between its slashes; {0:?} is none of them"
    )]
    Character(char),
    #[error("the system itself lives in {0}; a volume there would hide it")]
    System(String),
    #[error("a directory may not go up with ..")]
    Up,
}

impl FromStr for MountPath {
    type Err = BadMountPath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const SYSTEM: [&str; 14] = [
            "bin", "boot", "dev", "etc", "lib", "lib64", "proc", "root", "run", "sbin", "sys",
            "tmp", "usr", "var",
        ];
        if text.is_empty() {
            return Err(BadMountPath::Empty);
        }
        if !text.starts_with('/') {
            return Err(BadMountPath::Relative);
        }
        if let Some(bad) = text
            .chars()
            .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '_' | '/'))
        {
            return Err(BadMountPath::Character(bad));
        }
        let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| *part == ".." || *part == ".") {
            return Err(BadMountPath::Up);
        }
        match parts.as_slice() {
            [] => Err(BadMountPath::System("/".to_owned())),
            [one] if SYSTEM.contains(one) || *one == "home" => {
                Err(BadMountPath::System(format!("/{one}")))
            }
            [first, ..] if SYSTEM.contains(first) && !matches!(*first, "var") => {
                Err(BadMountPath::System(format!("/{first}")))
            }
            parts => Ok(Self(format!("/{}", parts.join("/")))),
        }
    }
}

checked_text!(MountPath, BadMountPath);

/// An e-mail address, checked as far as a certificate authority needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    #[error("an e-mail address has one @, with a name before it and a domain after it")]
    Shape,
}

impl FromStr for Email {
    type Err = BadEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = |c: char| {
            c.is_ascii_graphic() && !matches!(c, '\'' | '"' | '<' | '>' | '{' | '}' | '\\')
        };
        match text.split_once('@') {
            Some((name, domain))
                if !name.is_empty()
                    && name.chars().all(plain)
                    && domain.parse::<Hostname>().is_ok() =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(BadEmail::Shape),
        }
    }
}

checked_text!(Email, BadEmail);

/// Where a service answers: `https://…` or `http://…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWebAddress {
    #[error("an address is missing")]
    Empty,
    #[error("an address begins with https:// or http://")]
    Scheme,
    #[error("this is not an address of the web")]
    Shape,
}

impl FromStr for WebAddress {
    type Err = BadWebAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(BadWebAddress::Empty);
        }
        if !text.starts_with("https://") && !text.starts_with("http://") {
            return Err(BadWebAddress::Scheme);
        }
        let parsed = url::Url::parse(text).map_err(|_| BadWebAddress::Shape)?;
        if parsed.host_str().is_none_or(str::is_empty) || text.contains(char::is_whitespace) {
            return Err(BadWebAddress::Shape);
        }

        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

checked_text!(WebAddress, BadWebAddress);

/// A file of this computer; `~/` is the person's own directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FilePath(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFilePath {
    #[error("a file is missing")]
    Empty,
    #[error("a file is written in full, from / or from ~/")]
    Relative,
}

impl FilePath {
    /// The path with `~` filled in by `home`.
    pub fn resolve(&self, home: &Path) -> PathBuf {
        match self.0.strip_prefix("~/") {
            Some(rest) => home.join(rest),
            None => PathBuf::from(&self.0),
        }
    }
}

impl FromStr for FilePath {
    type Err = BadFilePath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(BadFilePath::Empty);
        }
        if !text.starts_with('/') && !text.starts_with("~/") {
            return Err(BadFilePath::Relative);
        }

        Ok(Self(text.to_owned()))
    }
}

checked_text!(FilePath, BadFilePath);
