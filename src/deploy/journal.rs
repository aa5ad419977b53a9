//! What happened, and where each step stands.
//!
//! Entries are only ever added; a step's [`Status`] is a fold of its entries, and impossible histories are refused.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::store::Store;
use super::{Made, Problem, StepId, steps};
use crate::plan::Plan;

/// The version of the journal's format; it goes up when an older program could not read it.
const FORMAT: u32 = 1;

/// The first line of a journal: what was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub quayside_journal: u32,
    /// The program that began it.
    pub program: String,
    pub deployment: String,
    pub begun: Timestamp,
    pub plan: Plan,
    pub steps: Vec<StepId>,
}

/// A later line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub at: Timestamp,
    pub step: StepId,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Started,
    Done(Made),
    Failed(Problem),
    /// Left while it only waited, because the person asked to stop.
    Stopped,
    UndoStarted,
    Undone,
    UndoFailed(Problem),
    /// Undone around: the volume was kept on purpose.
    Kept,
}

/// Where one step stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    Waiting,
    /// Started and nothing since: after a crash it may have been done or not.
    Started,
    Done(Made),
    Failed(Problem),
    Undoing(Made),
    UndoFailed(Made, Problem),
    Undone,
    Kept(Made),
}

impl Status {
    /// What it becomes; `None` where that cannot happen.
    pub(super) fn after(&self, what: &What) -> Option<Self> {
        Some(match (self, what) {
            (
                Self::Waiting
                | Self::Failed(_)
                | Self::Started
                | Self::Undone
                | Self::Kept(_)
                // An undo that did not get to its end, and somebody who wants it all the same.
                | Self::Undoing(_)
                | Self::UndoFailed(..),
                What::Started,
            ) => Self::Started,
            (Self::Started, What::Done(made)) => Self::Done(made.clone()),
            (Self::Started, What::Failed(problem)) => Self::Failed(problem.clone()),
            (Self::Started, What::Stopped) => Self::Waiting,
            (
                Self::Done(made)
                | Self::Undoing(made)
                | Self::UndoFailed(made, _)
                | Self::Kept(made),
                What::UndoStarted,
            ) => Self::Undoing(made.clone()),
            (Self::Undoing(made), What::UndoFailed(problem)) => {
                Self::UndoFailed(made.clone(), problem.clone())
            }
            (Self::Done(made) | Self::UndoFailed(made, _) | Self::Undoing(made), What::Kept) => {
                Self::Kept(made.clone())
            }
            (Self::Undoing(_), What::Undone) => Self::Undone,
            // Nothing stands outside, or it was looked for and is not there.
            (Self::Done(made), What::Undone) if !made.stands() => Self::Undone,
            (Self::Started | Self::Failed(_) | Self::Waiting, What::Undone) => Self::Undone,
            _ => return None,
        })
    }

    /// What the step made, if it stands.
    pub const fn made(&self) -> Option<&Made> {
        match self {
            Self::Done(made)
            | Self::Undoing(made)
            | Self::UndoFailed(made, _)
            | Self::Kept(made) => Some(made),
            Self::Waiting | Self::Started | Self::Failed(_) | Self::Undone => None,
        }
    }
}

/// Why a journal cannot be read or written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Broken {
    #[error("the journal's file cannot be read or written: {0}")]
    Io(Arc<io::Error>),
    #[error("there is no journal")]
    Absent,
    #[error("line {line} of the journal is not understood: {reason}")]
    Line { line: usize, reason: String },
    #[error("the journal says {what} of {step}, which cannot be")]
    Illegal { step: StepId, what: String },
    #[error("the journal has format {0}; this program reads up to {FORMAT}")]
    Newer(u32),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(Arc::new(error))
    }
}

/// The history of one deployment.
#[derive(Debug, Clone)]
pub struct Journal {
    header: Header,
    entries: Vec<Entry>,
    status: BTreeMap<StepId, Status>,
    store: Arc<dyn Store>,
}

impl Journal {
    /// Begins a journal in an empty store: the header is on disk when this returns.
    pub fn begin(store: Arc<dyn Store>, deployment: &str, plan: Plan) -> Result<Self, Broken> {
        let header = Header {
            quayside_journal: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            deployment: deployment.to_owned(),
            begun: Timestamp::now(),
            steps: steps(&plan).into_iter().map(super::Step::id).collect(),
            plan,
        };
        store.append(&line(&header)?)?;

        Ok(Self {
            header,
            entries: Vec::new(),
            status: BTreeMap::new(),
            store,
        })
    }

    /// Reads what `store` has; a last line cut short by a crash is left out, and cut off before the next is added.
    pub fn open(store: Arc<dyn Store>) -> Result<Self, Broken> {
        let bytes = store.read()?;
        let whole = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let mut lines = bytes[..whole].split(|byte| *byte == b'\n').enumerate();
        let Some((_, first)) = lines.next().filter(|(_, first)| !first.is_empty()) else {
            return Err(Broken::Absent);
        };
        if whole < bytes.len() {
            store.cut(whole as u64)?;
        }
        let mut journal = Self {
            header: read_header(first)?,
            entries: Vec::new(),
            status: BTreeMap::new(),
            store,
        };
        for (number, text) in lines.filter(|(_, text)| !text.is_empty()) {
            let entry: Entry = serde_json::from_slice(text).map_err(|error| Broken::Line {
                line: number + 1,
                reason: error.to_string(),
            })?;
            journal.take(entry)?;
        }

        Ok(journal)
    }

    /// The journal as its store has it now, after a run that did not give it back.
    pub fn reread(&self) -> Result<Self, Broken> {
        Self::open(self.store.clone())
    }

    /// Adds an entry; when this returns it is on the disk.
    pub fn write(&mut self, step: &StepId, what: What) -> Result<Entry, Broken> {
        let entry = Entry {
            at: Timestamp::now(),
            step: step.clone(),
            what,
        };
        let text = line(&entry)?;
        let after = self.following(&entry)?;
        self.store.append(&text)?;
        let _ = self.status.insert(entry.step.clone(), after);
        self.entries.push(entry.clone());

        Ok(entry)
    }

    pub const fn header(&self) -> &Header {
        &self.header
    }

    pub const fn plan(&self) -> &Plan {
        &self.header.plan
    }

    pub fn deployment(&self) -> &str {
        &self.header.deployment
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn status(&self, step: &StepId) -> Status {
        self.status.get(step).cloned().unwrap_or_default()
    }

    /// Everything made so far, by step: what later steps build on.
    pub fn made(&self) -> BTreeMap<StepId, Made> {
        let made = self.status.iter();

        made.filter_map(|(step, status)| Some((step.clone(), status.made()?.clone())))
            .collect()
    }

    /// Whether this program would do the same steps: otherwise the journal can be looked at and undone only.
    pub fn is_ours(&self) -> bool {
        let ours: Vec<StepId> = steps(self.plan())
            .into_iter()
            .map(super::Step::id)
            .collect();

        ours == self.header.steps
    }

    /// Whether every step is done.
    pub fn is_done(&self) -> bool {
        self.header
            .steps
            .iter()
            .all(|step| matches!(self.status(step), Status::Done(_)))
    }

    /// Whether nothing stands any more but what was kept on purpose.
    pub fn is_undone(&self) -> bool {
        let mut touched = self.status.values();
        let begun = self
            .status
            .values()
            .any(|status| !matches!(status, Status::Waiting));

        begun
            && touched
                .all(|status| matches!(status, Status::Undone | Status::Kept(_) | Status::Waiting))
    }

    fn following(&self, entry: &Entry) -> Result<Status, Broken> {
        self.status(&entry.step)
            .after(&entry.what)
            .ok_or_else(|| Broken::Illegal {
                step: entry.step.clone(),
                what: format!("{:?}", entry.what),
            })
    }

    fn take(&mut self, entry: Entry) -> Result<(), Broken> {
        let after = self.following(&entry)?;
        let _ = self.status.insert(entry.step.clone(), after);
        self.entries.push(entry);

        Ok(())
    }
}

fn line(value: &impl Serialize) -> Result<Vec<u8>, Broken> {
    let mut line = serde_json::to_vec(value).map_err(io::Error::other)?;
    line.push(b'\n');

    Ok(line)
}

/// The format is looked at first, so that a newer journal is told as such and not as damaged.
fn read_header(text: &[u8]) -> Result<Header, Broken> {
    #[derive(Deserialize)]
    struct Format {
        quayside_journal: u32,
    }
    let told = |error: serde_json::Error| Broken::Line {
        line: 1,
        reason: error.to_string(),
    };
    let Format { quayside_journal } = serde_json::from_slice(text).map_err(told)?;
    if quayside_journal > FORMAT {
        return Err(Broken::Newer(quayside_journal));
    }

    serde_json::from_slice(text).map_err(told)
}
