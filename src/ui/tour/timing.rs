//! The clock of a tour: every run begins at the same moment of the same day, and every step takes what it usually does.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};

use crate::deploy::summary::Proof;
use crate::deploy::{Event, Status};
use crate::ui::app::{App, Message};
use crate::ui::page::PageId;

/// A typical line of a university, in megabits a second.
const LINE: u64 = 400;

pub(super) struct Timing {
    began: Timestamp,
    now: Timestamp,
}

impl Timing {
    /// The hour is the same on every clock, wherever it hangs.
    pub fn new() -> Self {
        let day = civil::date(2026, 11, 24).at(14, 2, 20, 0);
        let began = TimeZone::system()
            .to_timestamp(day)
            .unwrap_or(Timestamp::UNIX_EPOCH);

        Self { began, now: began }
    }

    /// The message as it would have been sent at that time.
    pub fn of(&mut self, message: Message) -> Message {
        match message {
            Message::SignedIn(Ok((known, doors))) => {
                // Clones of a world are the same world.
                let _ = doors.practice.clone().map(|world| world.dated(self.now));
                Message::SignedIn(Ok((known, doors)))
            }
            Message::Begun(mut begun) => {
                if let Ok(begun) = begun.as_mut() {
                    begun.at = self.now;
                }
                Message::Begun(begun)
            }
            Message::Happened(Event::Moved { step, status, .. }) => {
                self.pass(match status {
                    Status::Started => 0,
                    _ => usual(&step.to_string()),
                });
                let at = self.now;
                Message::Happened(Event::Moved { step, status, at })
            }
            Message::Happened(Event::Said { step, line, .. }) => {
                self.pass(1);
                let at = self.now;
                Message::Happened(Event::Said { step, line, at })
            }
            other => other,
        }
    }

    /// Lets the program show this time, and no measured one.
    pub fn show(&self, app: &mut App) {
        let working = app.pages().run.as_ref().is_some_and(|run| run.is_working());
        if working {
            let _ = app.update(Message::Tick(self.now));
        }
        if app.page() != PageId::Done {
            return;
        }
        let done = &mut app.pages_mut().done;
        let took = self.now.duration_since(self.began);
        if let Some(mut summary) = done.summary().filter(|it| it.took != took).cloned() {
            summary.took = took;
            for proof in &mut summary.proofs {
                if let Proof::Layer {
                    megabytes,
                    push_ms,
                    pull_ms,
                } = proof
                {
                    *push_ms = u64::from(*megabytes) * 8_000 / LINE;
                    *pull_ms = *push_ms / 2;
                }
            }
            done.show(summary);
        }
    }

    fn pass(&mut self, seconds: i64) {
        let later = self.now.checked_add(SignedDuration::from_secs(seconds));
        self.now = later.unwrap_or(self.now);
    }
}

/// The seconds that a step takes on a cloud of middle size, beside those that are under way with it.
fn usual(step: &str) -> i64 {
    match step.split('/').next().unwrap_or_default() {
        "server-ready" => 31,
        "docker" => 58,
        "disk" | "certificate" => 14,
        "registry" | "proof" | "node-proof" => 9,
        "machine" => 12,
        "volume" | "attach" | "record" | "server" => 4,
        _ => 2,
    }
}
