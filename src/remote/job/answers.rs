//! What a shell text says: `::key=value` lines are answers, everything else is for the log.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use crate::remote::{Trouble, TroubleKind, Wait};

/// One line, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::remote) enum Spoken<'a> {
    Answer {
        key: &'a str,
        value: &'a str,
    },
    Wait(Wait),
    /// What follows the text may come now.
    Send,
    Line(&'a str),
}

pub(in crate::remote) fn spoken(line: &str) -> Spoken<'_> {
    let Some((key, value)) = line
        .strip_prefix("::")
        .and_then(|answer| answer.split_once('='))
    else {
        return Spoken::Line(line);
    };

    if key == "wait" {
        return waiting(value).map_or(Spoken::Line(value), Spoken::Wait);
    }

    if key == "send" {
        return Spoken::Send;
    }

    Spoken::Answer { key, value }
}

fn waiting(value: &str) -> Option<Wait> {
    if let Some(minutes) = value.strip_prefix("slow-download ") {
        let minutes = minutes.parse().ok()?;
        return Some(Wait::SlowDownload { minutes });
    }
    let word: StrDeserializer<'_, Error> = value.into_deserializer();

    Wait::deserialize(word).ok()
}

/// The answers of one text; the last one under a key counts. Logins of others may be among them (a node's files),
/// so they are not shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::remote) struct Answers {
    pub machine: String,
    given: BTreeMap<String, String>,
}

impl Answers {
    pub fn new(machine: &str) -> Self {
        Self {
            machine: machine.to_owned(),
            given: BTreeMap::new(),
        }
    }

    pub fn give(&mut self, key: &str, value: &str) {
        let _ = self.given.insert(key.to_owned(), value.to_owned());
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.given
            .get(key)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// An answer without which there is no report.
    pub fn need(&self, key: &str) -> Result<String, Trouble> {
        self.get(key)
            .map(str::to_owned)
            .ok_or_else(|| self.unreadable(format!("no answer for {key}")))
    }

    /// A file that was sent; `None` where there is none.
    pub fn file(&self, key: &str) -> Result<Option<Vec<u8>>, Trouble> {
        self.get(key)
            .map(|text| STANDARD.decode(text))
            .transpose()
            .map_err(|_| self.unreadable(format!("{key} is not base64")))
    }

    pub fn unreadable(&self, message: String) -> Trouble {
        self.trouble(TroubleKind::Unreadable, message)
    }

    pub fn trouble(&self, kind: TroubleKind, message: impl Into<String>) -> Trouble {
        Trouble {
            kind,
            machine: self.machine.clone(),
            message: message.into(),
        }
    }
}

impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.given.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        assert_eq!(
            spoken("::device=/dev/vdc"),
            Spoken::Answer {
                key: "device",
                value: "/dev/vdc"
            }
        );
        assert_eq!(
            spoken("::label=a=b"),
            Spoken::Answer {
                key: "label",
                value: "a=b"
            }
        );
        assert_eq!(spoken("::wait=cloud-init"), Spoken::Wait(Wait::CloudInit));
        assert_eq!(
            spoken("::wait=slow-download 7"),
            Spoken::Wait(Wait::SlowDownload { minutes: 7 })
        );
        assert_eq!(spoken("::send=27648"), Spoken::Send);
        assert_eq!(spoken("::wait=upload"), Spoken::Line("upload"));
        assert_eq!(
            spoken("::wait=something-new"),
            Spoken::Line("something-new")
        );
        assert_eq!(
            spoken("Setting up docker.io"),
            Spoken::Line("Setting up docker.io")
        );
        assert_eq!(spoken("::nothing"), Spoken::Line("::nothing"));
    }

    #[test]
    fn every_wait_of_the_scripts_is_known() {
        for script in [
            include_str!("../scripts/certificate.sh"),
            include_str!("../scripts/common.sh"),
            include_str!("../scripts/container.sh"),
            include_str!("../scripts/disk.sh"),
            include_str!("../scripts/docker.sh"),
            include_str!("../scripts/image.sh"),
            include_str!("../scripts/look.sh"),
            include_str!("../scripts/registry.sh"),
        ] {
            for name in waits(script) {
                assert!(
                    matches!(spoken(&format!("::wait={name}")), Spoken::Wait(_)),
                    "{name}"
                );
            }
        }
    }

    /// The words behind `answer wait` and `await SECONDS`.
    fn waits(script: &str) -> Vec<&str> {
        script
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .filter_map(|line| {
                line.split_once("answer wait ")
                    .map(|(_, rest)| rest)
                    .or_else(|| {
                        let (_, rest) = line.split_once("await ")?;
                        rest.split_once(' ').map(|(_, rest)| rest)
                    })
            })
            .filter_map(|rest| rest.split_whitespace().next())
            .filter(|word| !word.starts_with('"'))
            .collect()
    }

    #[test]
    fn the_last_answer_counts_and_an_empty_one_is_none() {
        let mut answers = Answers::new("registry");
        answers.give("state", "");
        assert_eq!(answers.get("state"), None);
        answers.give("state", "made");
        assert!(answers.is("state", "made"));
        assert_eq!(
            answers.need("uuid").map_err(|trouble| trouble.kind),
            Err(TroubleKind::Unreadable)
        );
    }

    #[test]
    fn files_that_were_sent_are_not_shown() {
        let mut answers = Answers::new("node");
        answers.give("root", "c2VjcmV0");

        assert!(!format!("{answers:?}").contains("c2Vj"));
        assert_eq!(answers.file("root"), Ok(Some(b"secret".to_vec())));
    }
}
