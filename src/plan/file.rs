//! Plans as files: versioned TOML, written to be read by people, opened without guessing.
//!
//! Opening tells everything that is wrong at once, each with its line, and never repeats a value:
//! a secret may have been typed where its name belongs.

mod read;
mod table;
mod write;

use std::io::Write as _;
use std::path::Path;

use super::firewall::{BadNetwork, BadOpening};
use super::place::{BadEmail, BadFilePath, BadMountPath, BadWebAddress};
use super::registry::BadImageName;
use super::size::BadSize;
use super::text::{BadHost, BadHostname, BadLabel, BadTitle, BadUserName};
use super::{NotASecretRef, Plan};

pub use write::write;

/// The version of the format that this program writes, and the only one that it reads.
pub const VERSION: i64 = 1;

/// Why a text is not a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is a plan, but parts of it are wrong. In the order of the lines.
    #[error("the plan has mistakes in it")]
    Flaws(Vec<Flaw>),
    /// It is not TOML; `message` is the parser's and has nothing of the text in it.
    #[error("line {}, column {}: {message}", at.line, at.column)]
    Syntax { at: Place, message: String },
    /// Written by another version of the program, or no plan at all.
    #[error("line {}: this is not a plan of version {VERSION}", at.line)]
    Version { at: Place, found: Option<i64> },
}

/// A place in a text, both counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// One thing that is wrong in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    pub at: Place,
    /// The key with its tables, for example `volumes[1].mount`.
    pub key: String,
    pub wrong: Wrong,
}

/// What is wrong with the value of a key, or with the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Not an address of numbers.
    Address,
    /// None of the words that are allowed here.
    Choice(Vec<&'static str>),
    Email(BadEmail),
    Empty,
    FilePath(BadFilePath),
    Host(BadHost),
    Hostname(BadHostname),
    ImageName(BadImageName),
    Label(BadLabel),
    Missing,
    MountPath(BadMountPath),
    Network(BadNetwork),
    Opening(BadOpening),
    /// Not a number between 1 and 65535.
    Port,
    Secret(NotASecretRef),
    Size(BadSize),
    Title(BadTitle),
    /// Another type of value is expected.
    Type(Type),
    /// No such key; `near` is the known one that looks most like it.
    Unknown {
        near: Option<&'static str>,
    },
    UserName(BadUserName),
    WebAddress(BadWebAddress),
}

/// The types of values in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Flag,
    List,
    Number,
    Table,
    Text,
}

macro_rules! wrong_from {
    ($($variant:ident($error:ty)),+ $(,)?) => {
        $(impl From<$error> for Wrong {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        })+
    };
}

wrong_from!(
    Email(BadEmail),
    FilePath(BadFilePath),
    Host(BadHost),
    Hostname(BadHostname),
    ImageName(BadImageName),
    Label(BadLabel),
    MountPath(BadMountPath),
    Network(BadNetwork),
    Opening(BadOpening),
    Secret(NotASecretRef),
    Size(BadSize),
    Title(BadTitle),
    UserName(BadUserName),
    WebAddress(BadWebAddress),
);

/// The plan in a text, or all that is wrong with it.
pub fn read(text: &str) -> Result<Plan, Unreadable> {
    let document = toml::de::DeTable::parse(text).map_err(|error| Unreadable::Syntax {
        at: Place::of(text, error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let notes = table::Notes::new(text);
    let root = table::Part::root(&notes, document.get_ref());
    root.version()?;
    let plan = read::plan(&root);

    let flaws = notes.into_flaws();
    match plan {
        Some(plan) if flaws.is_empty() => Ok(plan),
        _ => Err(Unreadable::Flaws(flaws)),
    }
}

/// Saves a plan in one piece. Only the owner may read it.
pub fn save(plan: &Plan, path: &Path) -> std::io::Result<()> {
    replace(path, &write(plan))
}

/// Writes a file in one piece: whoever reads meanwhile sees the old one or the new one. Only the owner may read it.
pub fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Temporary files are made with mode 600.
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    let _ = file.persist(path).map_err(|error| error.error)?;

    std::fs::File::open(directory)?.sync_all()
}

impl Place {
    fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);

        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests;
