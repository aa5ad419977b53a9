//! Designate: zones that the project has, and sets of records in them. Name servers learn of a change a while later.

mod recordset;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply};
use super::list::{self, Paging};
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Zone {
    pub id: String,
    /// With a dot at its end, as the sets' names.
    pub name: String,
    pub project: String,
    /// Projects that may use it beside the one that has it.
    pub shared_with: Vec<String>,
    pub made: Instant,
    /// Sets that it may have; the two that every zone begins with count.
    pub most: usize,
}

/// All records of one name and type.
#[derive(Debug, Clone)]
pub(super) struct RecordSet {
    pub id: String,
    pub zone: String,
    pub name: String,
    pub kind: String,
    pub records: Vec<String>,
    pub ttl: Option<u64>,
    pub description: Option<String>,
    pub made: Instant,
    /// When the name servers have it, and whether they have it by now.
    pub written: Instant,
    pub served: bool,
    /// From when on it is forgotten.
    pub leaves: Option<Instant>,
}

/// What a cloud with Designate has of it; the others have nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Designate {
    pub zones: Vec<Zone>,
    pub sets: Vec<RecordSet>,
}

impl Designate {
    /// What the name servers answer to a question of this type.
    pub fn look_up(&self, name: &str, kind: &str) -> Vec<&str> {
        let is_asked_for = |set: &&RecordSet| {
            let known = set.name.trim_end_matches('.');
            set.kind == kind && set.served && known.eq_ignore_ascii_case(name)
        };

        self.sets
            .iter()
            .filter(is_asked_for)
            .flat_map(|set| set.records.iter().map(String::as_str))
            .collect()
    }

    /// Whether one of the zones holds the name.
    pub fn keeps(&self, name: &str) -> bool {
        let name = format!(".{name}.");

        self.zones
            .iter()
            .any(|zone| name.ends_with(&format!(".{}", zone.name)))
    }

    /// The name servers hear of what has been written by now, and forget what is gone.
    pub fn settle(&mut self, now: Instant) {
        for set in &mut self.sets {
            set.served |= set.written <= now;
        }
        self.sets
            .retain(|set| set.leaves.is_none_or(|leaves| leaves > now));
    }
}

impl Zone {
    fn is_open_to(&self, project: &str) -> bool {
        self.project == project || self.shared_with.iter().any(|other| other == project)
    }
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>) -> Reply {
    let parts = ask.parts();
    match (ask.method(), parts.as_slice()) {
        (Method::Get, ["v2", "zones"]) => zones(state, ask),
        (Method::Get, ["v2", "zones", id]) => {
            let zone = find(state, ask, id)?;
            Ok(Response::json(200, &zone_json(state, ask, &zone)))
        }
        (method, ["v2", "zones", id, "recordsets", rest @ ..]) => {
            let zone = find(state, ask, id)?;
            recordset::answer(state, ask, &zone, (method, rest))
        }
        (Method::Get, ["v2", "quotas", project]) if *project == ask.who.project => {
            let most = state.designate.zones.first().map_or(500, |zone| zone.most);
            Ok(Response::json(
                200,
                &json!({
                    "zones": 10,
                    "zone_recordsets": most,
                    "zone_records": 500,
                    "recordset_records": 20,
                    "api_export_size": 1000,
                }),
            ))
        }
        _ => Err(ask.no_such_path()),
    }
}

fn zones(state: &State, ask: &Ask<'_>) -> Reply {
    let shown = state
        .designate
        .zones
        .iter()
        .filter(|zone| zone.is_open_to(&ask.who.project))
        .map(|zone| zone_json(state, ask, zone))
        .collect();

    listed(ask, shown, ("zones", "/v2/zones".to_owned()), 0)
}

/// A list with the number of all that fit; `unseen` of them are not in it.
fn listed(
    ask: &Ask<'_>,
    items: Vec<Value>,
    (key, path): (&'static str, String),
    unseen: usize,
) -> Reply {
    let items = list::filter(ask, items, &["sort_key", "sort_dir"]);
    let count = items.len() + unseen;
    let paging = Paging {
        key,
        mark: "id",
        path,
    };
    let mut body: Value = list::page(ask, items, &paging)?
        .read("list")
        .map_err(|_| ask.error(500, "no list"))?;
    body["metadata"] = json!({ "total_count": count });

    Ok(Response::json(200, &body))
}

fn find(state: &State, ask: &Ask<'_>, id: &str) -> Result<Zone, Response> {
    state
        .designate
        .zones
        .iter()
        .find(|zone| zone.id == id && zone.is_open_to(&ask.who.project))
        .cloned()
        .ok_or_else(|| ask.designate(404, "zone_not_found", "Could not find Zone"))
}

fn zone_json(state: &State, ask: &Ask<'_>, zone: &Zone) -> Value {
    let made = state.clock.micro(zone.made);
    let sets = state.designate.sets.iter();
    let changed = sets
        .filter(|set| set.zone == zone.id)
        .map(|set| set.leaves.unwrap_or(set.written))
        .max();
    let is_pending = changed.is_some_and(|changed| changed > ask.now);

    json!({
        "id": zone.id,
        "pool_id": "794ccc2c-d751-44fe-b57f-8894c9f5c842",
        "project_id": zone.project,
        "name": zone.name,
        "email": format!("hostmaster@{}", zone.name.trim_end_matches('.')),
        "description": null,
        "ttl": 3600,
        "serial": state.clock.date(ask.now).as_second(),
        "shared": !zone.shared_with.is_empty(),
        "status": if is_pending { "PENDING" } else { "ACTIVE" },
        "action": if is_pending { "UPDATE" } else { "NONE" },
        "version": 4,
        "attributes": {},
        "type": "PRIMARY",
        "masters": [],
        "created_at": made,
        "updated_at": made,
        "transferred_at": null,
        "links": { "self": format!("{}/v2/zones/{}", ask.root, zone.id) },
    })
}
