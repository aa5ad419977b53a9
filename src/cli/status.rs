//! How deployments stand, from their journals alone: nobody is asked anything.

use serde_json::{Value, json};

use super::End;
use super::console::Console;
use super::find::{self, Stand};
use super::live;
use crate::deploy::progress::State;
use crate::deploy::{Journal, Progress, Summary, steps};
use crate::session::Desk;
use crate::words::closed as words;
use crate::words::part;

pub fn status(desk: &Desk, console: &Console, id: Option<&str>) -> End {
    let all = find::all(&desk.paths);
    if id.is_none() && all.len() != 1 {
        return list(console, all);
    }
    let id = match find::one(&desk.paths, console, id, |_| true) {
        Ok(id) => id,
        Err(end) => return end,
    };
    let found = all.into_iter().find(|(known, _)| *known == id);
    match found {
        Some((_, Ok(journal))) => one(desk, console, &journal),
        Some((_, Err(error))) => console.refuse("journal", &[words::broken(&console.text, &error)]),
        None => console.refuse("no_deployment", &[console.text.get("cli-none-to-mean")]),
    }
}

fn list(console: &Console, all: Vec<(String, Result<Journal, crate::deploy::Broken>)>) -> End {
    if all.is_empty() {
        console.say(&console.text.get("cli-no-deployments"));
    }
    let mut told = Vec::new();
    for (id, journal) in all {
        match journal {
            Ok(journal) => {
                let stand = Stand::of(&journal);
                let begun = journal
                    .header()
                    .begun
                    .strftime("%Y-%m-%d %H:%M")
                    .to_string();
                console.say(&format!("{id:<32} {begun}  {}", said(console, stand)));
                told.push(json!({ "deployment": id, "stands": stand.name(), "begun": begun }));
            }
            Err(error) => {
                console.say(&format!(
                    "{id:<32} {}",
                    words::broken(&console.text, &error)
                ));
                told.push(json!({ "deployment": id, "stands": "unreadable" }));
            }
        }
    }
    console.end(End::Done, json!({ "deployments": told }));

    End::Done
}

fn one(desk: &Desk, console: &Console, journal: &Journal) -> End {
    let text = &console.text;
    let id = journal.deployment();
    let stand = Stand::of(journal);
    let progress = Progress::of(journal);
    console.say(&format!("{id}: {}", said(console, stand)));
    console.say("");
    for part in progress.parts() {
        let state = progress.state(part, true);
        let mark = match state {
            State::Done => "✓",
            State::Failed => "✗",
            State::Undone => "−",
            State::Kept => "=",
            State::Working | State::OnHold | State::Waiting => "·",
        };
        let row = part::row(part, state, journal.plan(), &progress, text);
        console.say(&format!("{mark} {}", row.name));
    }
    if stand == Stand::Done {
        console.say("");
        super::summary::prove(console, &Summary::of(journal));
    }
    let file = desk.paths.deployment(id).join("journal.jsonl");
    console.say("");
    console.say(&text.with(
        "cli-journal-at",
        &[("file", file.display().to_string().into())],
    ));
    for (step, problem) in progress.failures() {
        console.say("");
        let row = part::row(step.part(), State::Failed, journal.plan(), &progress, text);
        console.say(&format!("✗ {}", row.name));
        for line in words::explained(text, journal.plan(), problem) {
            console.say(&format!("  {line}"));
        }
    }
    let steps: Vec<Value> = steps(journal.plan())
        .into_iter()
        .map(|step| {
            let status = journal.status(&step.id());
            json!({ "step": step.id(), "status": live::status_name(&status), "made": status.made() })
        })
        .collect();
    console.end(
        End::Done,
        json!({
            "deployment": id,
            "stands": stand.name(),
            "steps": steps,
            "journal": file,
            "url": Summary::of(journal).url,
        }),
    );

    End::Done
}

fn said(console: &Console, stand: Stand) -> String {
    let text = &console.text;
    match stand {
        Stand::Done => text.get("cli-stand-done"),
        Stand::Failed => text.get("cli-stand-failed"),
        Stand::Undone { kept: 0 } => text.get("cli-stand-undone"),
        Stand::Undone { kept } => text.with("cli-stand-kept", &[("count", kept.into())]),
        Stand::Unfinished => text.get("cli-stand-unfinished"),
    }
}
