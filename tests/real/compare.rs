//! Every difference between two recordings, in lines that a person can read.

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::Exchange;
use super::shape::{Place, Shape};
use super::{states, tolerated};

/// What the practice cloud does differently, without what may differ; and the tolerances that were of use.
pub fn differences(real: &[Exchange], practice: &[Exchange]) -> (Vec<String>, BTreeSet<usize>) {
    let mut told = states::differences(real, practice);
    let (there, here) = (by_key(real), by_key(practice));
    for (key, exchanges) in &there {
        match here.get(key) {
            Some(others) => calls(key, exchanges, others, &mut told),
            None => told.push(format!("{key}: only the real cloud was asked")),
        }
    }
    for key in here.keys().filter(|key| !there.contains_key(*key)) {
        told.push(format!("{key}: only the practice cloud was asked"));
    }

    let mut used = BTreeSet::new();
    told.retain(|line| {
        let tolerance = tolerated::by(line);
        used.extend(tolerance);
        tolerance.is_none()
    });

    (told, used)
}

type Calls<'a> = BTreeMap<String, Vec<&'a Exchange>>;

fn by_key(exchanges: &[Exchange]) -> Calls<'_> {
    let mut calls = Calls::new();
    for exchange in exchanges {
        calls.entry(exchange.key()).or_default().push(exchange);
    }

    calls
}

fn calls(key: &str, there: &[&Exchange], here: &[&Exchange], told: &mut Vec<String>) {
    for (name, value) in headers(there, here, |one| &one.asked) {
        told.push(format!("{key}: is asked with {name} {value}"));
    }
    let bodies = |of: &[&Exchange]| Shape::of(of.iter().map(|one| &one.body));
    shapes(
        &format!("{key}: sends"),
        &bodies(there),
        &bodies(here),
        told,
    );

    let statuses = |of: &[&Exchange]| of.iter().map(|one| one.status).collect::<BTreeSet<_>>();
    let (their, ours) = (statuses(there), statuses(here));
    if their != ours {
        told.push(format!(
            "{key}: answers {their:?}, the practice cloud {ours:?}"
        ));
    }
    for status in their.intersection(&ours) {
        let (there, here) = (of_status(there, *status), of_status(here, *status));
        let answers = |of: &[&Exchange]| Shape::of(of.iter().map(|one| &one.answer));
        let name = format!("{key} {status}:");
        shapes(&name, &answers(&there), &answers(&here), told);
        for (header, value) in headers(&there, &here, |one| &one.told) {
            told.push(format!("{name} header {header} {value}"));
        }
        if *status >= 400 {
            words(&name, &there, &here, told);
        }
    }
}

fn of_status<'a>(of: &[&'a Exchange], status: u16) -> Vec<&'a Exchange> {
    of.iter()
        .copied()
        .filter(|one| one.status == status)
        .collect()
}

/// What a refusal says.
fn words(name: &str, there: &[&Exchange], here: &[&Exchange], told: &mut Vec<String>) {
    let said = |of: &[&Exchange]| -> BTreeSet<String> {
        of.iter().filter_map(|one| message(&one.answer)).collect()
    };
    let (their, ours) = (said(there), said(here));
    for words in their.difference(&ours) {
        told.push(format!(
            "{name} says “{words}”, the practice cloud {ours:?}"
        ));
    }
}

fn message(answer: &serde_json::Value) -> Option<String> {
    let outer = answer.as_object()?.values().next()?;

    Some(outer["message"].as_str()?.to_owned())
}

/// Headers that are on one side only, or say something else.
fn headers(
    there: &[&Exchange],
    here: &[&Exchange],
    of: fn(&Exchange) -> &BTreeMap<String, String>,
) -> Vec<(String, String)> {
    type All<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;
    fn all<'a>(side: &[&'a Exchange], of: fn(&Exchange) -> &BTreeMap<String, String>) -> All<'a> {
        let mut all = All::new();
        for (name, value) in side.iter().flat_map(|one| of(one)) {
            let _ = all.entry(name).or_default().insert(value);
        }
        all
    }
    let (there, here) = (all(there, of), all(here, of));
    let names: BTreeSet<&str> = there.keys().chain(here.keys()).copied().collect();
    let side = |side: &All<'_>, name| format!("{:?}", side.get(name).cloned().unwrap_or_default());

    names
        .into_iter()
        .filter(|name| there.get(name) != here.get(name))
        .map(|name| {
            let value = format!(
                "{}, the practice cloud {}",
                side(&there, name),
                side(&here, name)
            );
            (name.to_owned(), value)
        })
        .collect()
}

fn shapes(name: &str, there: &Shape, here: &Shape, told: &mut Vec<String>) {
    let paths: BTreeSet<&String> = there.0.keys().chain(here.0.keys()).collect();
    for path in paths {
        let alike = Alike::of(name, path);
        let line = match (there.0.get(path), here.0.get(path)) {
            (Some(real), Some(practice)) if !alike.types(real, practice) => {
                format!(
                    "is {}, on the practice cloud {}",
                    list(&real.types),
                    list(&practice.types)
                )
            }
            (Some(_), Some(_))
                if !alike.presence(there.always_has(path), here.always_has(path)) =>
            {
                let often = |always| if always { "always" } else { "sometimes" };
                let (real, practice) =
                    (often(there.always_has(path)), often(here.always_has(path)));
                format!("is {real} there, on the practice cloud {practice}")
            }
            (Some(real), None) if here.could_have(path) => {
                format!("is missing on the practice cloud: {}", list(&real.types))
            }
            (None, Some(practice)) if there.could_have(path) => {
                format!("is on the practice cloud only: {}", list(&practice.types))
            }
            _ => continue,
        };
        told.push(format!("{name} {path} {line}"));
    }
}

/// How far two answers have to be alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alike {
    /// What is in a list is what people have: one may have a description where another has none.
    InKind,
    /// The practice cloud was looked at more often, and may have been seen in states that were missed on the real one.
    AtLeast,
    Wholly,
}

impl Alike {
    fn of(name: &str, path: &str) -> Self {
        match (name.starts_with("GET"), name.contains("{id}")) {
            (true, true) => Self::AtLeast,
            (true, false) if path.contains("[]") => Self::InKind,
            _ => Self::Wholly,
        }
    }

    fn types(self, real: &Place, practice: &Place) -> bool {
        match self {
            Self::InKind => !real.types.is_disjoint(&practice.types),
            Self::AtLeast => real.types.is_subset(&practice.types),
            Self::Wholly => real.types == practice.types,
        }
    }

    /// Whether it is there always (or sometimes) on both.
    fn presence(self, real: bool, practice: bool) -> bool {
        real == practice || (self == Self::AtLeast && real)
    }
}

fn list(types: &BTreeSet<&'static str>) -> String {
    types.iter().copied().collect::<Vec<_>>().join(" or ")
}
