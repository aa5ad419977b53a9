//! Which deployment is meant, and how it stands.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::End;
use super::console::Console;
use crate::deploy::store::{Disk, ReadOnly};
use crate::deploy::{Broken, Journal, Status, steps};
use crate::paths::Paths;
use crate::plan::Plan;
use crate::words::closed as words;

/// How a deployment stands as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Done,
    Failed,
    /// Undone; what was kept on purpose is counted.
    Undone {
        kept: usize,
    },
    /// Begun and not at its end.
    Unfinished,
}

impl Stand {
    pub fn of(journal: &Journal) -> Self {
        let all: Vec<Status> = steps(journal.plan())
            .into_iter()
            .map(|step| journal.status(&step.id()))
            .collect();
        let count = |is: fn(&Status) -> bool| all.iter().filter(|status| is(status)).count();
        let done = count(|status| matches!(status, Status::Done(_)));
        let kept = count(|status| matches!(status, Status::Kept(_)));
        let undone = count(|status| matches!(status, Status::Undone));
        let waiting = count(|status| matches!(status, Status::Waiting));
        if count(|status| matches!(status, Status::Failed(_) | Status::UndoFailed(..))) > 0 {
            Self::Failed
        } else if done == all.len() {
            Self::Done
        } else if undone + kept > 0 && undone + kept + waiting == all.len() {
            Self::Undone { kept }
        } else {
            Self::Unfinished
        }
    }

    /// Whether a run can go on with it.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Failed | Self::Unfinished)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undone { .. } => "undone",
            Self::Unfinished => "unfinished",
        }
    }
}

/// Every deployment of this computer, oldest first. What cannot be read is told with why.
pub fn all(paths: &Paths) -> Vec<(String, Result<Journal, Broken>)> {
    let entries = std::fs::read_dir(paths.deployments()).into_iter().flatten();
    let directories = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<(String, Result<Journal, Broken>)> = directories
        .filter(|directory| directory.join("journal.jsonl").is_file())
        .filter_map(|directory: PathBuf| {
            let id = directory.file_name()?.to_str()?.to_owned();
            Some((id, Journal::open(Arc::new(ReadOnly(directory)))))
        })
        .collect();
    found.sort_by_key(|(id, journal)| {
        let begun = journal.as_ref().ok().map(|journal| journal.header().begun);
        (begun, id.clone())
    });

    found
}

/// The first deployment of exactly this plan that `fits`.
pub fn of_plan(paths: &Paths, plan: &Plan, fits: fn(Stand) -> bool) -> Option<String> {
    let mut same = all(paths).into_iter().filter(|(_, journal)| {
        let journal = journal.as_ref();
        journal.is_ok_and(|journal| journal.plan() == plan && fits(Stand::of(journal)))
    });

    same.next().map(|(id, _)| id)
}

/// The id that is meant: the one that was given (its beginning is enough), or the only one that `fits`.
pub fn one(
    paths: &Paths,
    console: &Console,
    id: Option<&str>,
    fits: fn(Stand) -> bool,
) -> Result<String, End> {
    let all = all(paths);
    let mut meant: Vec<&String> = match id {
        Some(id) => match all.iter().find(|(known, _)| known == id) {
            Some((exact, _)) => vec![exact],
            None => all
                .iter()
                .map(|(known, _)| known)
                .filter(|known| known.starts_with(id))
                .collect(),
        },
        None => all
            .iter()
            .filter(|(_, journal)| {
                journal
                    .as_ref()
                    .is_ok_and(|journal| fits(Stand::of(journal)))
            })
            .map(|(known, _)| known)
            .collect(),
    };
    match (meant.pop(), meant.is_empty()) {
        (Some(one), true) => Ok(one.clone()),
        (None, _) => {
            let sentence = match id {
                Some(id) => console.text.with("cli-no-such", &[("id", id.into())]),
                None => console.text.get("cli-none-to-mean"),
            };
            Err(console.refuse("no_deployment", &[sentence]))
        }
        (Some(last), false) => {
            meant.push(last);
            let ids: Vec<&str> = meant.iter().map(|id| id.as_str()).collect();
            let sentence = console
                .text
                .with("cli-many-to-mean", &[("ids", ids.join(", ").into())]);
            console.event(&json!({ "event": "choose", "deployments": ids }));
            Err(console.refuse("many_deployments", &[sentence]))
        }
    }
}

/// Takes hold of a deployment and opens its journal for writing.
pub fn hold(paths: &Paths, console: &Console, id: &str) -> Result<Journal, End> {
    let directory = paths.deployment(id);
    let disk = Disk::hold(&directory)
        .map_err(|error| console.refuse("held", &[words::not_held(&console.text, &error)]))?;

    Journal::open(Arc::new(disk))
        .map_err(|error| console.refuse("journal", &[words::broken(&console.text, &error)]))
}
