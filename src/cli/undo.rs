//! Taking away what a deployment made. Volumes stay unless they are asked for.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::console::Console;
use super::find::{self, Stand};
use super::live::Live;
use super::run::{drive, ended_early, open};
use super::{End, ask};
use crate::deploy::{Job, Journal, Made, Only, Step, Stop, undo as take_away, volumes};
use crate::practice::Speed;
use crate::session::Desk;

pub async fn undo(desk: &Desk, console: &Console, id: Option<&str>, with_volumes: bool) -> End {
    let id = match find::one(&desk.paths, console, id, |stand| {
        !matches!(stand, Stand::Undone { kept: 0 })
    }) {
        Ok(id) => id,
        Err(end) => return end,
    };
    let journal = match find::hold(&desk.paths, console, &id) {
        Ok(journal) => journal,
        Err(end) => return end,
    };
    let volumes = volumes(journal.plan());
    if console.asks() && !agreed(console, &journal, with_volumes && !volumes.is_empty()) {
        console.say(&console.text.get("cli-nothing-done"));
        return End::Stopped;
    }
    let plan = journal.plan().clone();
    // Machines need no password to be taken away; what is on nodes is taken away without one too.
    let (doors, services) = match open(desk, console, &plan, Only::Cloud, Speed::Instant).await {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    console.event(&json!({ "event": "deployment", "deployment": id }));
    let mut live = Live::new(console, &journal);
    let stop = Stop::new();
    let job = Job {
        journal,
        services,
        stop: stop.clone(),
        only: Only::Everything,
    };
    let volumes = if with_volumes {
        volumes
    } else {
        BTreeSet::new()
    };
    let ended = drive(take_away(job, volumes), &mut live, &stop, &doors).await;
    live.finish();
    match ended {
        Ok(journal) => done(console, &id, &journal),
        Err(failure) => ended_early(console, &id, &failure, "cli-undo-failed"),
    }
}

fn agreed(console: &Console, journal: &Journal, with_volumes: bool) -> bool {
    let name = ("name", journal.deployment().into());
    let question = if with_volumes {
        console.text.with("cli-undo-agree-volumes", &[name])
    } else {
        console.text.with("cli-undo-agree", &[name])
    };

    ask::agree(console, &question)
}

fn done(console: &Console, id: &str, journal: &Journal) -> End {
    let made = journal.made();
    let volumes = journal.plan().volumes.iter().enumerate();
    let kept: Vec<(String, &str)> = volumes
        .filter_map(
            |(number, volume)| match made.get(&Step::Volume(number).id()) {
                Some(Made::Volume { id }) => Some((volume.name.to_string(), id.as_str())),
                _ => None,
            },
        )
        .collect();
    let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
    console.say("");
    if kept.is_empty() {
        console.say(&console.text.with("cli-undone", &[("id", id.into())]));
    } else {
        let values = [
            ("id", id.into()),
            ("count", kept.len().into()),
            ("volumes", names.join(", ").into()),
        ];
        console.say(&console.text.with("cli-undone-kept", &values));
    }
    let kept: Vec<Value> = kept
        .iter()
        .map(|(name, id)| json!({ "name": name, "id": id }))
        .collect();
    console.end(
        End::Done,
        json!({ "deployment": id, "undone": true, "kept_volumes": kept }),
    );

    End::Done
}
