//! What was chosen in the window and holds at the next start too: the language and the theme.
//!
//! A small file that a person may edit or delete. One that is not understood never stands in the way of the window.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::style::Mode;
use crate::paths::Paths;
use crate::plan::file;
use crate::words::Language;

const VERSION: u32 = 1;

/// `None`: nothing was chosen, and the system's holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    pub language: Option<Language>,
    pub theme: Option<Mode>,
}

/// The file's text. A program that is older than the file leaves it alone until something is chosen.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<Mode>,
}

impl Preferences {
    pub fn file(paths: &Paths) -> PathBuf {
        paths.config.join("quayside").join("preferences.toml")
    }

    /// What the file says; nothing where there is none, or none that is understood.
    pub fn read(file: &Path) -> Self {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::default(),
            Err(error) => {
                tracing::warn!(file = %file.display(), %error, "the preferences cannot be read");
                return Self::default();
            }
        };
        Self::parse(&text).unwrap_or_else(|why| {
            tracing::warn!(file = %file.display(), why, "the preferences are not understood");
            Self::default()
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        if written.version != VERSION {
            return Err(format!("version {}", written.version));
        }
        let language = match written.language {
            Some(code) => Some(Language::from_code(&code).ok_or(code)?),
            None => None,
        };

        Ok(Self {
            language,
            theme: written.theme,
        })
    }

    /// Writes the file in one piece.
    pub fn write(self, file: &Path) -> io::Result<()> {
        if let Some(directory) = file.parent() {
            std::fs::create_dir_all(directory)?;
        }
        let written = Written {
            version: VERSION,
            language: self.language.map(|language| language.code().to_owned()),
            theme: self.theme,
        };
        let text = toml::to_string(&written).map_err(io::Error::other)?;

        file::replace(file, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let directory = tempfile::tempdir().unwrap();
        let file = Preferences::file(&Paths::below(directory.path()));
        assert_eq!(Preferences::read(&file), Preferences::default());

        for theme in [None, Some(Mode::Dark), Some(Mode::Light)] {
            for language in [None, Some(Language::French)] {
                let chosen = Preferences { language, theme };
                chosen.write(&file).unwrap();
                assert_eq!(Preferences::read(&file), chosen);
            }
        }
        let left = std::fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1);
    }

    #[test]
    fn a_broken_file_counts_as_none() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("preferences.toml");
        for text in [
            "",
            "theme",
            "version = 1\nlanguage = \"xx\"",
            "version = 1\ntheme = \"blue\"",
            "version = 2\ntheme = \"dark\"",
            "theme = \"dark\"",
        ] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(Preferences::read(&file), Preferences::default(), "{text}");
        }
        std::fs::write(&file, [0xff, 0xfe]).unwrap();
        assert_eq!(Preferences::read(&file), Preferences::default());
        // A directory in the file's place.
        assert_eq!(Preferences::read(directory.path()), Preferences::default());
    }
}
