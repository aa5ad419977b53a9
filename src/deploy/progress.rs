//! Where every step stands, for a page or a terminal to draw: fed by [`Event`]s, or read back from a journal.

use jiff::{SignedDuration, Timestamp};

use super::{Event, Journal, Made, Problem, Status, Step, StepId, Wait, steps};
use crate::plan::Plan;

/// Lines of a step's log that are kept; older ones are dropped.
const LINES: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    stands: Vec<Stand>,
}

/// One step's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    pub step: Step,
    pub id: StepId,
    pub status: Status,
    /// When it began, or began again.
    pub begun: Option<Timestamp>,
    /// When it came to its present status.
    pub since: Option<Timestamp>,
    pub wait: Option<Wait>,
    pub log: Vec<(Timestamp, String)>,
}

/// A part of what is built: one row on the Run page, one part of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    KeyPair,
    Firewall,
    Instance,
    Address,
    Volumes,
    Name,
    Machine,
    Disk(usize),
    Docker,
    Registry,
    Certificate,
    Proof,
    Node(usize),
}

/// Where a part stands: a fold of its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum State {
    #[default]
    Waiting,
    Working,
    Done,
    Failed,
    /// It waits behind a failure or a stop.
    OnHold,
    Undone,
    Kept,
}

impl Step {
    pub const fn part(self) -> Part {
        match self {
            Self::KeyPair => Part::KeyPair,
            Self::Group | Self::Rules => Part::Firewall,
            Self::Port | Self::Server | Self::ServerReady => Part::Instance,
            Self::Address => Part::Address,
            Self::Volume(_) | Self::Attach(_) => Part::Volumes,
            Self::Record | Self::NameSeen => Part::Name,
            Self::HostKey | Self::Machine => Part::Machine,
            Self::Disk(number) => Part::Disk(number),
            Self::Docker => Part::Docker,
            Self::Registry => Part::Registry,
            Self::Certificate => Part::Certificate,
            Self::Proof => Part::Proof,
            Self::NodeLogin(number) | Self::NodeProof(number) => Part::Node(number),
        }
    }
}

impl Progress {
    /// The steps of the plan, none begun.
    pub fn new(plan: &Plan) -> Self {
        let stands = steps(plan).into_iter().map(|step| Stand {
            step,
            id: step.id(),
            status: Status::Waiting,
            begun: None,
            since: None,
            wait: None,
            log: Vec::new(),
        });

        Self {
            stands: stands.collect(),
        }
    }

    /// What the journal tells.
    pub fn of(journal: &Journal) -> Self {
        let mut progress = Self::new(journal.plan());
        for entry in journal.entries() {
            if let Some(stand) = progress.find(&entry.step)
                && let Some(status) = stand.status.after(&entry.what)
            {
                stand.go_to(status, entry.at);
            }
        }

        progress
    }

    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Moved { step, status, at } => {
                if let Some(stand) = self.find(&step) {
                    stand.go_to(status, at);
                }
            }
            Event::Said { step, line, at } => {
                if let Some(stand) = self.find(&step) {
                    if stand.log.len() >= LINES {
                        let _ = stand.log.remove(0);
                    }
                    stand.log.push((at, line));
                }
            }
            Event::Waits { step, wait } => {
                if let Some(stand) = self.find(&step) {
                    stand.wait = Some(wait);
                }
            }
        }
    }

    pub fn stands(&self) -> &[Stand] {
        &self.stands
    }

    pub fn stand(&self, step: Step) -> Option<&Stand> {
        self.stands.iter().find(|stand| stand.step == step)
    }

    pub fn made(&self, step: Step) -> Option<&Made> {
        self.stand(step).and_then(|stand| stand.status.made())
    }

    /// The parts in the order of their first steps.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for stand in &self.stands {
            if !parts.contains(&stand.step.part()) {
                parts.push(stand.step.part());
            }
        }

        parts
    }

    pub fn of_part(&self, part: Part) -> impl Iterator<Item = &Stand> {
        self.stands
            .iter()
            .filter(move |stand| stand.step.part() == part)
    }

    /// Where the part stands; `on_hold` tells whether nothing more is going to start.
    pub fn state(&self, part: Part, on_hold: bool) -> State {
        let any =
            |wanted: fn(&Status) -> bool| self.of_part(part).any(|stand| wanted(&stand.status));

        if any(|status| matches!(status, Status::Failed(_) | Status::UndoFailed(..))) {
            State::Failed
        } else if !on_hold && any(|status| matches!(status, Status::Started | Status::Undoing(_))) {
            State::Working
        } else if any(|status| matches!(status, Status::Kept(_))) {
            State::Kept
        } else if self
            .of_part(part)
            .all(|stand| matches!(stand.status, Status::Done(_)))
        {
            State::Done
        } else if any(|status| *status == Status::Undone)
            && !any(|status| matches!(status, Status::Done(_)))
        {
            State::Undone
        } else if on_hold {
            State::OnHold
        } else if any(|status| matches!(status, Status::Done(_))) {
            // Between two of its steps.
            State::Working
        } else {
            State::Waiting
        }
    }

    /// Whether any of it is being taken away, or has been.
    pub fn is_going(&self, part: Part) -> bool {
        self.of_part(part).any(|stand| is_going(&stand.status))
    }

    /// How long the part has worked, or worked: from its first step's beginning to its last one's end.
    pub fn elapsed(&self, part: Part, now: Timestamp) -> Option<SignedDuration> {
        // While it is taken away, the time that it took to be made is no part of it.
        let goes = self.is_going(part);
        let begun = self
            .of_part(part)
            .filter(|stand| !goes || is_going(&stand.status))
            .filter_map(|stand| stand.begun)
            .min()?;
        let busy = self
            .of_part(part)
            .any(|stand| matches!(stand.status, Status::Started | Status::Undoing(_)));
        let end = if busy {
            now
        } else {
            self.of_part(part)
                .filter_map(|stand| stand.since)
                .max()
                .unwrap_or(now)
        };

        Some(end.duration_since(begun).max(SignedDuration::ZERO))
    }

    /// Done parts and all parts.
    pub fn count(&self) -> (usize, usize) {
        let parts = self.parts();
        let done = parts
            .iter()
            .filter(|part| self.state(**part, false) == State::Done)
            .count();

        (done, parts.len())
    }

    /// Done steps out of all, from 0 to 1.
    pub fn fraction(&self) -> f32 {
        let done = self
            .stands
            .iter()
            .filter(|stand| matches!(stand.status, Status::Done(_)))
            .count();

        done as f32 / self.stands.len().max(1) as f32
    }

    /// The steps that failed, with why.
    pub fn failures(&self) -> Vec<(Step, &Problem)> {
        let failures = self.stands.iter().filter_map(|stand| match &stand.status {
            Status::Failed(problem) | Status::UndoFailed(_, problem) => Some((stand.step, problem)),
            _ => None,
        });

        failures.collect()
    }

    fn find(&mut self, step: &StepId) -> Option<&mut Stand> {
        self.stands.iter_mut().find(|stand| stand.id == *step)
    }
}

impl Stand {
    fn go_to(&mut self, status: Status, at: Timestamp) {
        let begins = match status {
            Status::Started | Status::Undoing(_) => true,
            // What stands nowhere is undone at once.
            Status::Undone | Status::Kept(_) => !matches!(self.status, Status::Undoing(_)),
            _ => false,
        };
        if begins {
            self.begun = Some(at);
        }
        self.since = Some(at);
        self.wait = None;
        self.status = status;
    }
}

/// Whether it is being taken away, or has been.
const fn is_going(status: &Status) -> bool {
    matches!(
        status,
        Status::Undoing(_) | Status::UndoFailed(..) | Status::Undone | Status::Kept(_)
    )
}
