//! Complaints about what was typed, with the way out of each: for fields of the window and questions of the terminal.

use super::Text;
use crate::plan::NotASecretRef;
use crate::plan::firewall::{BadNetwork, BadOpening};
use crate::plan::place::{BadEmail, BadFilePath, BadMountPath, BadWebAddress};
use crate::plan::registry::BadImageName;
use crate::plan::size::BadSize;
use crate::plan::text::{BadHost, BadHostname, BadLabel, BadTitle, BadUserName};

/// What has words that say what is wrong and how to put it right.
pub trait Invalid {
    fn words(&self, text: &Text) -> String;
}

impl Invalid for BadLabel {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-label-empty"),
            Self::TooLong => text.get("invalid-label-long"),
            Self::Edge => text.get("invalid-label-edge"),
            Self::Character(bad) => {
                let bad = character(text, *bad);
                text.with("invalid-label-character", &[("bad", bad.into())])
            }
        }
    }
}

impl Invalid for BadHostname {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-hostname-empty"),
            Self::Url => text.get("invalid-hostname-url"),
            Self::Number => text.get("invalid-hostname-number"),
            Self::NoDot => text.get("invalid-hostname-dot"),
            Self::TooLong => text.get("invalid-hostname-long"),
            Self::Part => text.get("invalid-hostname-part"),
        }
    }
}

impl Invalid for BadHost {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-host-empty"),
            Self::Character(bad) => {
                let bad = character(text, *bad);
                text.with("invalid-host-character", &[("bad", bad.into())])
            }
        }
    }
}

impl Invalid for BadUserName {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-user-empty"),
            Self::TooLong => text.get("invalid-user-long"),
            Self::Start => text.get("invalid-user-start"),
            Self::Character(bad) => {
                let bad = character(text, *bad);
                text.with("invalid-user-character", &[("bad", bad.into())])
            }
        }
    }
}

impl Invalid for BadTitle {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-title-empty"),
            Self::TooLong => text.get("invalid-title-long"),
            Self::Control => text.get("invalid-title-control"),
        }
    }
}

impl Invalid for BadMountPath {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-mount-empty"),
            Self::Relative => text.get("invalid-mount-relative"),
            Self::Character(bad) => {
                let bad = character(text, *bad);
                text.with("invalid-mount-character", &[("bad", bad.into())])
            }
            Self::System(path) => {
                text.with("invalid-mount-system", &[("path", path.as_str().into())])
            }
            Self::Up => text.get("invalid-mount-up"),
        }
    }
}

impl Invalid for BadEmail {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Shape => text.get("invalid-email"),
        }
    }
}

impl Invalid for BadWebAddress {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-web-empty"),
            Self::Scheme => text.get("invalid-web-scheme"),
            Self::Shape => text.get("invalid-web-shape"),
        }
    }
}

impl Invalid for BadFilePath {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-file-empty"),
            Self::Relative => text.get("invalid-file-relative"),
        }
    }
}

impl Invalid for BadNetwork {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-network-empty"),
            Self::Prefix => text.get("invalid-network-prefix"),
            Self::Shape => text.get("invalid-network-shape"),
        }
    }
}

impl Invalid for BadOpening {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-opening-empty"),
            Self::Shape => text.get("invalid-opening-shape"),
            Self::Port => text.get("invalid-port"),
            Self::Backwards => text.get("invalid-opening-backwards"),
        }
    }
}

impl Invalid for BadImageName {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-image-empty"),
            Self::NoTag => text.get("invalid-image-tag"),
            Self::Character(bad) => {
                let bad = character(text, *bad);
                text.with("invalid-image-character", &[("bad", bad.into())])
            }
        }
    }
}

impl Invalid for BadSize {
    fn words(&self, text: &Text) -> String {
        match self {
            Self::Empty => text.get("invalid-size-empty"),
            Self::NotANumber => text.get("invalid-size-number"),
            Self::OutOfRange => {
                let values = [("least", 1.into()), ("most", 100_000.into())];
                text.with("invalid-size-range", &values)
            }
        }
    }
}

impl Invalid for NotASecretRef {
    fn words(&self, text: &Text) -> String {
        text.get("invalid-secret")
    }
}

/// A character in a sentence; one that cannot be seen is named.
fn character(text: &Text, bad: char) -> String {
    if bad.is_whitespace() {
        text.get("invalid-space")
    } else if bad.is_control() {
        text.get("invalid-control")
    } else {
        text.with("invalid-quoted", &[("bad", bad.to_string().into())])
    }
}
