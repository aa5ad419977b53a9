//! Whether a plan can be carried out: its text, how its parts fit together, and what is left of the cloud's quotas.

use std::path::Path;

use serde_json::json;

use super::console::Console;
use super::find::{self, Stand};
use super::{End, run};
use crate::deploy::count;
use crate::openstack::inventory;
use crate::plan::check::{Finding, Part, Severity, check as findings};
use crate::plan::{Plan, file};
use crate::practice::Speed;
use crate::session::{Closed, Desk, Doors};
use crate::words::closed as words;
use crate::words::{Text, error, mistake};

/// The plan in the file, or all that is wrong with its text.
pub fn read(console: &Console, path: &Path) -> Result<Plan, End> {
    let name = ("file", path.display().to_string().into());
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = ("message", error.to_string().into());
        console.refuse(
            "file",
            &[console.text.with("cli-plan-unread", &[name, message])],
        )
    })?;

    file::read(&text)
        .map_err(|error| console.refuse("plan", &mistake::unreadable(&console.text, &error)))
}

/// The plan in the file, if nothing stands against starting it.
pub fn sound(console: &Console, path: &Path) -> Result<Plan, End> {
    let plan = read(console, path)?;
    let found = findings(&plan);
    let errors: Vec<String> = tell(console, &found);
    if has_error(&found) {
        console.end(End::Failed, json!({ "reason": "plan", "messages": errors }));
        return Err(End::Failed);
    }

    Ok(plan)
}

pub async fn check(desk: &Desk, console: &Console, path: &Path) -> End {
    let plan = match read(console, path) {
        Ok(plan) => plan,
        Err(end) => return end,
    };
    let found = findings(&plan);
    let mut told = tell(console, &found);
    let (beyond, unasked) = quotas(desk, console, &plan).await;
    let sound = !has_error(&found) && beyond.is_empty();
    for line in beyond.iter().chain(&unasked) {
        console.complain(line);
    }
    if sound {
        let key = if unasked.is_empty() {
            "cli-plan-sound"
        } else {
            "cli-plan-sound-alone"
        };
        console.say(&console.text.get(key));
    }
    told.extend(beyond.into_iter().chain(unasked));
    let end = if sound { End::Done } else { End::Failed };
    console.end(end, json!({ "messages": told }));

    end
}

/// The quotas that the plan would exceed, and why some or all could not be asked for.
async fn quotas(desk: &Desk, console: &Console, plan: &Plan) -> (Vec<String>, Vec<String>) {
    let text = &console.text;
    let unasked = |why: Vec<String>| {
        let why = ("why", why.join(" ").into());
        let sentence = text.with("cli-quotas-unasked", &[why]);
        line(text, Severity::Warning, Part::Cloud, sentence)
    };
    let stands = |stand| !matches!(stand, Stand::Undone { .. });
    if let Some(id) = find::of_plan(&desk.paths, plan, stands) {
        // What it made counts as used by now: the plan would be told that it has no room beside itself.
        let made = text.with("cli-plan-made", &[("id", id.into())]);
        return (Vec::new(), vec![unasked(vec![made])]);
    }
    let doors = Doors::of(&plan.cloud.sign_in, Speed::Instant);
    let cloud = match doors {
        Ok(doors) => run::enter(desk, console, &doors, &plan.cloud).await,
        Err(closed) => Err(closed),
    };
    let cloud = match cloud {
        Ok(cloud) => cloud,
        Err(closed) => return (Vec::new(), vec![unasked(words::closed(text, &closed))]),
    };
    let inventory = inventory::survey(&cloud).await;
    let beyond = count::exceeded(plan, &inventory).into_iter();
    let beyond = beyond.map(|(resource, count)| {
        let sentence = error::quota(text, resource, Some(count));
        line(text, Severity::Error, error::page(resource), sentence)
    });
    let unknown = inventory.quotas.untold.iter().map(|error| {
        let closed = Closed::Call(error.clone());
        unasked(words::closed(text, &closed))
    });

    (beyond.collect(), unknown.collect())
}

fn has_error(found: &[Finding]) -> bool {
    found
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
}

/// Something that does not fit, with its weight and where it can be mended.
fn line(text: &Text, severity: Severity, part: Part, sentence: String) -> String {
    let severity = ("severity", mistake::severity(text, severity).into());
    let part = ("part", mistake::part(text, part).into());

    text.with(
        "cli-finding",
        &[severity, part, ("sentence", sentence.into())],
    )
}

/// Tells every finding, and gives the sentences back.
fn tell(console: &Console, found: &[Finding]) -> Vec<String> {
    let text = &console.text;
    let told = found.iter().map(|finding| {
        let sentence = mistake::finding(text, finding);
        line(text, finding.severity(), finding.part(), sentence)
    });
    let told: Vec<String> = told.collect();
    for line in &told {
        console.complain(line);
    }

    told
}
