//! Through which states things go, in which order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::exchange::Exchange;

/// The things whose states are looked at, by the key of their answers.
const KINDS: [&str; 4] = ["floatingip", "port", "server", "volume"];

/// What each thing was seen to be, one state after the other.
pub fn histories(exchanges: &[Exchange]) -> BTreeMap<&'static str, Vec<Vec<String>>> {
    let mut things: BTreeMap<(&'static str, String), Vec<String>> = BTreeMap::new();
    for exchange in exchanges {
        let gone = exchange.status == 404 && exchange.things.len() == 1;
        for kind in KINDS {
            let shown = &exchange.answer[kind];
            let (id, state) = if let Some(id) = shown["id"].as_str() {
                (id.to_owned(), state(kind, shown))
            } else if gone
                && exchange.call.starts_with("GET")
                && things.contains_key(&(kind, exchange.things[0].clone()))
            {
                (exchange.things[0].clone(), "gone".to_owned())
            } else {
                continue;
            };
            // An answer to the request that makes it may say less than a look.
            if !state.is_empty() {
                let history = things.entry((kind, id)).or_default();
                if history.last() != Some(&state) {
                    history.push(state);
                }
            }
        }
    }
    let mut all: BTreeMap<&'static str, Vec<Vec<String>>> = BTreeMap::new();
    for ((kind, _), history) in things {
        all.entry(kind).or_default().push(history);
    }

    all
}

fn state(kind: &str, shown: &Value) -> String {
    let word = |key: &str| shown[key].as_str().unwrap_or("-");
    if kind != "server" {
        return word("status").to_owned();
    }
    if shown["status"].is_null() {
        return String::new();
    }

    format!(
        "{} {} {} {}",
        word("status"),
        word("OS-EXT-STS:vm_state"),
        word("OS-EXT-STS:task_state"),
        shown["OS-EXT-STS:power_state"]
    )
}

/// Pairs of states in the order in which they were seen.
fn pairs(histories: &[Vec<String>]) -> BTreeSet<(&str, &str)> {
    let mut pairs = BTreeSet::new();
    for history in histories {
        for (at, before) in history.iter().enumerate() {
            for after in &history[at + 1..] {
                let _ = pairs.insert((before.as_str(), after.as_str()));
            }
        }
    }

    pairs
}

/// States that only the real cloud showed, and states that follow each other the other way round.
///
/// A state that only the practice cloud showed may have been too short on the real one to be seen.
pub fn differences(real: &[Exchange], practice: &[Exchange]) -> Vec<String> {
    let (real, practice) = (histories(real), histories(practice));
    let mut told = Vec::new();
    for (kind, there) in &real {
        let Some(here) = practice.get(kind) else {
            told.push(format!("{kind}: none was seen on the practice cloud"));
            continue;
        };
        let known: BTreeSet<&String> = here.iter().flatten().collect();
        let seen: BTreeSet<&String> = there.iter().flatten().collect();
        for state in seen.difference(&known) {
            told.push(format!(
                "{kind}: the state {state} is not known to the practice cloud"
            ));
        }
        let order = pairs(there);
        let back = pairs(here);
        for (before, after) in &order {
            let turned = back.contains(&(*after, *before));
            let both = order.contains(&(*after, *before)) || back.contains(&(*before, *after));
            if turned && !both {
                told.push(format!(
                    "{kind}: {before} comes before {after}, on the practice cloud after it"
                ));
            }
        }
    }

    told
}
