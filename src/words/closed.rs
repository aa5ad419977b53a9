//! Why a door stays closed: signing in, the journal, the keychain. For window and terminal.

use super::error::{self, Explained};
use super::{Text, problem};
use crate::deploy::store::NotHeld;
use crate::deploy::suggest::Lacking;
use crate::deploy::{Broken, Problem};
use crate::keychain::Unavailable;
use crate::plan::Plan;
use crate::session::Closed;

/// A failure as three sentences and the other side's own words.
pub fn explained(text: &Text, plan: &Plan, problem: &Problem) -> Vec<String> {
    lines(text, &problem::explain(text, plan, problem))
}

fn lines(text: &Text, explained: &Explained) -> Vec<String> {
    let Explained {
        happened,
        probably,
        advice,
        original,
        remedies: _,
    } = explained;
    let mut lines = vec![
        happened.clone(),
        text.with("cli-probably", &[("why", probably.as_str().into())]),
        text.with("cli-advice", &[("advice", advice.as_str().into())]),
    ];
    if !original.is_empty() {
        lines.push(text.with("cli-original", &[("words", original.as_str().into())]));
    }

    lines
}

/// Why a cloud cannot be signed in to.
pub fn closed(text: &Text, closed: &Closed) -> Vec<String> {
    let one = match closed {
        Closed::Call(call) => return lines(text, &error::explain(text, call)),
        Closed::Clouds(error) => text.with("cli-clouds", &[("message", error.to_string().into())]),
        Closed::File { path, kind } => {
            let path = ("path", path.display().to_string().into());
            text.with(
                "cli-file-unread",
                &[path, ("message", kind.to_string().into())],
            )
        }
        Closed::Keychain { name, why } => {
            let why = ("why", unavailable(text, *why).into());
            text.with("cli-keychain", &[("name", name.as_str().into()), why])
        }
        Closed::NoCloud { name, known } if known.is_empty() => {
            text.with("cli-no-cloud-at-all", &[("name", name.as_str().into())])
        }
        Closed::NoCloud { name, known } => {
            let known = ("known", known.join(", ").into());
            text.with("cli-no-cloud", &[("name", name.as_str().into()), known])
        }
        Closed::NoCloudsFile { looked } => {
            let looked: Vec<String> = looked
                .iter()
                .filter(|file| file.extension().is_some_and(|ending| ending == "yaml"))
                .map(|file| file.display().to_string())
                .collect();
            text.with(
                "cli-no-clouds-file",
                &[("looked", looked.join(", ").into())],
            )
        }
        Closed::NoSecret(reference) => {
            text.with("cli-no-secret", &[("name", reference.to_string().into())])
        }
        Closed::Ssh(kind) => text.with("cli-ssh", &[("message", kind.to_string().into())]),
        Closed::Unusable { name, why } => {
            let why = ("message", why.to_string().into());
            text.with("cli-unusable", &[("name", name.as_str().into()), why])
        }
    };

    vec![one]
}

pub fn unavailable(text: &Text, why: Unavailable) -> String {
    match why {
        Unavailable::Locked => text.get("cli-keychain-locked"),
        Unavailable::NoKeychain => text.get("cli-keychain-none"),
        Unavailable::NotText => text.get("cli-keychain-not-text"),
        Unavailable::Refused => text.get("cli-keychain-refused"),
    }
}

pub fn not_held(text: &Text, error: &NotHeld) -> String {
    match error {
        NotHeld::Busy(Some(holder)) => {
            let process = ("process", holder.process.to_string().into());
            let since = holder.since.strftime("%Y-%m-%d %H:%M UTC").to_string();
            text.with("cli-held", &[process, ("since", since.into())])
        }
        NotHeld::Busy(None) => text.get("cli-held-by-somebody"),
        NotHeld::Io(error) => text.with("cli-journal", &[("message", error.to_string().into())]),
    }
}

pub fn broken(text: &Text, error: &Broken) -> String {
    text.with("cli-journal", &[("message", error.to_string().into())])
}

pub fn lacking(text: &Text, lacking: Lacking) -> String {
    match lacking {
        Lacking::Address => text.get("cli-lacking-address"),
        Lacking::Flavor => text.get("cli-lacking-flavor"),
        Lacking::Image => text.get("cli-lacking-image"),
        Lacking::Key => text.get("cli-lacking-key"),
        Lacking::Network => text.get("cli-lacking-network"),
    }
}
