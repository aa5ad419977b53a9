//! The end: how to reach the registry, and what was tried. Only proofs are listed.

mod written;

use iced::widget::{column, row};
use iced::{Center, Element};

use crate::deploy::Summary;
use crate::deploy::summary::Proof;
use crate::ui::icon::Icon;
use crate::ui::style;
use crate::ui::widget::{Glyph, action, copyable, list, say};
use crate::words::{self, Text};

#[derive(Debug, Clone, Default)]
pub struct Done {
    summary: Option<Summary>,
    /// The line that was copied last.
    copied: Option<usize>,
    /// Whether the summary was saved where it should be.
    saved: Option<bool>,
}

/// Beside the lines: the values for BinderHub.
const BINDERHUB: usize = usize::MAX;

#[derive(Debug, Clone)]
pub enum Message {
    BinderHubPressed,
    CopyPressed(usize),
    /// Two seconds are over: "Copied" goes away.
    Faded(usize),
    SavePressed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    Copy(String, usize),
    /// Ask where, and save the summary there.
    Save,
}

impl Done {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn show(&mut self, summary: Summary) {
        self.summary = Some(summary);
        self.copied = None;
        self.saved = None;
    }

    /// The summary was saved, or could not be.
    pub fn saved(&mut self, saved: bool) {
        self.saved = Some(saved);
    }

    pub fn summary(&self) -> Option<&Summary> {
        self.summary.as_ref()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::BinderHubPressed => match &self.summary {
                Some(summary) => {
                    self.copied = Some(BINDERHUB);
                    Action::Copy(summary.binderhub.clone(), BINDERHUB)
                }
                None => Action::None,
            },
            Message::SavePressed => Action::Save,
            Message::CopyPressed(at) => {
                let Some(line) = self.lines().into_iter().nth(at) else {
                    return Action::None;
                };
                self.copied = Some(at);
                Action::Copy(line, at)
            }
            Message::Faded(at) => {
                if self.copied == Some(at) {
                    self.copied = None;
                }
                Action::None
            }
        }
    }

    fn lines(&self) -> Vec<String> {
        let Some(summary) = &self.summary else {
            return Vec::new();
        };

        [summary.url.clone(), summary.login.clone()]
            .into_iter()
            .chain(summary.ssh.clone())
            .collect()
    }

    /// The lines with what each is called.
    fn named(&self, text: &Text) -> impl Iterator<Item = (String, String)> {
        let names = ["done-address", "done-login", "done-machine"];

        names
            .map(|name| text.get(name))
            .into_iter()
            .zip(self.lines())
    }
}

/// What the page shows.
impl Done {
    pub fn title(&self, text: &Text) -> String {
        text.get("done-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        let took = self
            .summary
            .as_ref()
            .map(|summary| text.duration(summary.took.unsigned_abs()));

        text.with("done-lead", &[("took", took.unwrap_or_default().into())])
    }

    pub fn view<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let lines = self.named(text).enumerate().map(|(at, (name, line))| {
            let line = copyable(
                line,
                self.copied == Some(at),
                text,
                Message::CopyPressed(at),
            );
            row![say(name, style::LABEL).width(104), line]
                .spacing(style::S12)
                .align_y(Center)
                .into()
        });
        let proofs = self
            .summary
            .iter()
            .flat_map(|summary| &summary.proofs)
            .map(|proof| {
                let (name, value) = told(proof, text);
                let glyph = if proof.is_open() {
                    Glyph::Skipped
                } else {
                    Glyph::Done
                };
                (glyph, name, value)
            });
        let tried = column![
            say(text.get("done-tried"), style::SECTION),
            list::proofs(proofs)
        ]
        .spacing(style::S8);
        column![column(lines).spacing(10), tried, self.next(text)]
            .spacing(style::S28)
            .into()
    }

    fn next<'a>(&self, text: &Text) -> Element<'a, Message> {
        let saved = match self.saved {
            None => text.get("done-save-words"),
            Some(true) => text.get("done-saved"),
            Some(false) => text.get("done-not-saved"),
        };
        let copied = if self.copied == Some(BINDERHUB) {
            text.get("done-binderhub-copied")
        } else {
            text.get("done-binderhub-words")
        };
        let cards = row![
            action(
                Icon::File,
                text.get("done-save"),
                saved,
                Message::SavePressed
            ),
            action(
                Icon::Terminal,
                text.get("done-binderhub"),
                copied,
                Message::BinderHubPressed
            ),
        ]
        .spacing(style::S12);

        column![say(text.get("done-next"), style::SECTION), cards]
            .spacing(style::S8)
            .into()
    }
}

/// A proof, and the values that prove it.
pub fn told(proof: &Proof, text: &Text) -> (String, String) {
    match proof {
        Proof::Password => (text.get("proof-password"), text.get("proof-password-value")),
        Proof::Layer {
            megabytes,
            push_ms,
            pull_ms,
        } => {
            let speed = |ms: &u64| f64::from(*megabytes) * 1000.0 / (*ms).max(1) as f64;
            (
                text.with("proof-layer", &[("megabytes", (*megabytes).into())]),
                text.with(
                    "proof-layer-value",
                    &[
                        ("push", words::lan::rounded(speed(push_ms)).into()),
                        ("pull", words::lan::rounded(speed(pull_ms)).into()),
                    ],
                ),
            )
        }
        Proof::HostKey { by_console: true } => {
            (text.get("proof-key"), text.get("proof-key-console"))
        }
        Proof::HostKey { by_console: false } => {
            (text.get("proof-key"), text.get("proof-key-person"))
        }
        Proof::Certificate { issuer, not_after } => {
            let day: String = not_after.chars().take(10).collect();
            (
                text.with("proof-certificate", &[("issuer", issuer.clone().into())]),
                text.with("proof-certificate-value", &[("day", day.into())]),
            )
        }
        Proof::Disks { mounts } => (
            text.with("proof-disks", &[("count", mounts.len().into())]),
            mounts.join(", "),
        ),
        Proof::Nodes { hosts, private } => (nodes(hosts.len(), *private, text), hosts.join(", ")),
        Proof::Registries { hosts, theirs } => words::lan::registries(text, hosts, *theirs),
        Proof::Lan { host, lan } => words::lan::lan(text, host, lan),
    }
}

fn nodes(count: usize, private: usize, text: &Text) -> String {
    let all = ("count", count.into());
    match private {
        0 => text.with("proof-nodes", &[all]),
        private if private == count => text.with("proof-nodes-private", &[all]),
        private => text.with("proof-nodes-some", &[all, ("private", private.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_the_line_that_was_pressed() {
        let mut page = Done::new();
        page.show(Summary {
            url: "https://r.example.org".into(),
            login: "docker login r.example.org --username neuro".into(),
            ssh: None,
            binderhub: "registry:\n".into(),
            disks: Vec::new(),
            proofs: Vec::new(),
            took: jiff::SignedDuration::ZERO,
        });

        assert_eq!(
            page.update(Message::CopyPressed(0)),
            Action::Copy("https://r.example.org".into(), 0)
        );
        assert_eq!(page.update(Message::CopyPressed(2)), Action::None);
        assert!(matches!(
            page.update(Message::BinderHubPressed),
            Action::Copy(values, _) if values == "registry:\n"
        ));
    }
}
