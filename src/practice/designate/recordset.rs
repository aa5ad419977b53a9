//! Sets of records: what a zone takes, and what becomes of it.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Value, json};

use super::{RecordSet, Zone, listed};
use crate::http::{Method, Response};
use crate::practice::ask::{Ask, Reply, text};
use crate::practice::clock::new_id;
use crate::practice::state::State;

/// Seconds until the zone's name servers have heard of a change.
const WRITTEN: f64 = 6.0;
/// Sets of the zone itself, of its beginning and of its name servers: they are not kept here, and count.
const OWN: usize = 2;

pub(super) fn answer(
    state: &mut State,
    ask: &Ask<'_>,
    zone: &Zone,
    call: (Method, &[&str]),
) -> Reply {
    match call {
        (Method::Get, []) => {
            let shown = state
                .designate
                .sets
                .iter()
                .filter(|set| set.zone == zone.id)
                .map(|set| set_json(state, ask, zone, set))
                .collect();
            let path = format!("/v2/zones/{}/recordsets", zone.id);
            let unseen = if ask.param("name").is_none() { OWN } else { 0 };
            listed(ask, shown, ("recordsets", path), unseen)
        }
        (Method::Post, []) => create(state, ask, zone),
        (Method::Get, [id]) => {
            let at = find(state, ask, zone, id)?;
            let set = &state.designate.sets[at];
            Ok(Response::json(200, &set_json(state, ask, zone, set)))
        }
        (Method::Delete, [id]) => {
            let at = find(state, ask, zone, id)?;
            let length = state.span("record", id, WRITTEN, ask.now);
            let set = &mut state.designate.sets[at];
            set.leaves = Some(set.leaves.unwrap_or(ask.now + length));
            let shown = set_json(state, ask, zone, &state.designate.sets[at]);
            state.designate.settle(ask.now);
            Ok(Response::json(202, &shown))
        }
        _ => Err(ask.no_such_path()),
    }
}

fn find(state: &State, ask: &Ask<'_>, zone: &Zone, id: &str) -> Result<usize, Response> {
    let is_it = |set: &RecordSet| set.zone == zone.id && set.id == id;

    state
        .designate
        .sets
        .iter()
        .position(is_it)
        .ok_or_else(|| ask.designate(404, "recordset_not_found", "Could not find RecordSet"))
}

fn set_json(state: &State, ask: &Ask<'_>, zone: &Zone, set: &RecordSet) -> Value {
    let link = format!("{}/v2/zones/{}/recordsets/{}", ask.root, zone.id, set.id);
    let (status, action) = match set.leaves {
        Some(_) => ("PENDING", "DELETE"),
        None if set.written > ask.now => ("PENDING", "CREATE"),
        None => ("ACTIVE", "NONE"),
    };

    json!({
        "id": set.id,
        "zone_id": zone.id,
        "project_id": zone.project,
        "name": set.name,
        "zone_name": zone.name,
        "type": set.kind,
        "records": set.records,
        "description": set.description,
        "ttl": set.ttl,
        "status": status,
        "action": action,
        "version": if set.leaves.is_some() { 2 } else { 1 },
        "created_at": state.clock.micro(set.made),
        "updated_at": set.leaves.map(|_| state.clock.micro(ask.now)),
        "links": { "self": link },
    })
}

fn create(state: &mut State, ask: &Ask<'_>, zone: &Zone) -> Reply {
    let asked = ask.json()?;
    let mut set = read(ask, &asked)?;
    set.zone.clone_from(&zone.id);
    if !format!(".{}", set.name).ends_with(&format!(".{}", zone.name)) {
        let message = "RecordSet is not contained within it's parent zone";
        return Err(ask.designate(400, "invalid_recordset_location", message));
    }
    let there: Vec<&RecordSet> = state
        .designate
        .sets
        .iter()
        .filter(|one| one.zone == zone.id)
        .collect();
    if there.len() + OWN >= zone.most {
        return Err(ask.designate(413, "over_quota", "Quota exceeded for zone_recordsets."));
    }
    let same_name: Vec<&&RecordSet> = there.iter().filter(|one| one.name == set.name).collect();
    if same_name.iter().any(|one| one.kind == set.kind) {
        return Err(ask.designate(409, "duplicate_recordset", "Duplicate RecordSet"));
    }
    let is_alias = |kind: &str| kind == "CNAME";
    if same_name
        .iter()
        .any(|one| is_alias(&one.kind) || is_alias(&set.kind))
    {
        let message = "CNAME recordsets may not share a name with any other records";
        return Err(ask.designate(400, "invalid_recordset_location", message));
    }
    set.written = ask.now + state.span("record", &set.name, WRITTEN, ask.now);
    let shown = set_json(state, ask, zone, &set);
    let link = text(&shown["links"], "self").unwrap_or_default().to_owned();
    state.designate.sets.push(set);
    state.designate.settle(ask.now);

    Ok(Response::json(202, &shown).with("Location", link))
}

/// What a body says, checked as Designate's own schema does.
fn read(ask: &Ask<'_>, asked: &Value) -> Result<RecordSet, Response> {
    let known = ["name", "type", "ttl", "records", "description"];
    let strange = asked
        .as_object()
        .and_then(|object| object.keys().find(|key| !known.contains(&key.as_str())));
    if let Some(strange) = strange {
        let message = format!("Additional properties are not allowed ('{strange}' was unexpected)");
        return Err(invalid(ask, &json!([]), strange, &message));
    }
    let kind = text(asked, "type").unwrap_or_default();
    let records: Vec<String> = asked["records"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|record| record.as_str().map(str::to_owned))
        .collect();
    let fits = |record: &String| match kind {
        "A" => record.parse::<Ipv4Addr>().is_ok(),
        "AAAA" => record.parse::<Ipv6Addr>().is_ok(),
        _ => !record.is_empty(),
    };
    if let Some(at) = records.iter().position(|record| !fits(record)) {
        let message = format!("'{}' is not a '{kind}' Record", records[at]);
        return Err(invalid(ask, &json!(["records", at]), kind, &message));
    }
    let name = text(asked, "name").unwrap_or_default();
    if !name.ends_with('.') {
        let message = format!("'{name}' is not a 'hostname'");
        return Err(invalid(ask, &json!(["name"]), "hostname", &message));
    }

    Ok(RecordSet {
        id: new_id(),
        zone: String::new(),
        name: name.to_lowercase(),
        kind: kind.to_owned(),
        records,
        ttl: asked["ttl"].as_u64(),
        description: text(asked, "description").map(str::to_owned),
        made: ask.now,
        written: ask.now,
        served: false,
        leaves: None,
    })
}

fn invalid(ask: &Ask<'_>, path: &Value, wanted: &str, message: &str) -> Response {
    Response::json(
        400,
        &json!({
            "code": 400,
            "type": "invalid_object",
            "errors": { "errors": [{
                "path": path,
                "message": message,
                "validator": "format",
                "validator_value": [wanted],
            }] },
            "request_id": ask.id,
        }),
    )
}
