//! Cloudflare's records of a zone.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Value, json};

use super::{Call, Record, Zone, envelope, listed, refuse};
use crate::http::{Method, Response};
use crate::practice::ask::text;
use crate::practice::clock::{digest, hex, new_id};
use crate::practice::state::State;

fn record_json(state: &State, zone: &Zone, record: &Record) -> Value {
    let made = state.clock.micro(record.made) + "Z";

    json!({
        "id": record.id,
        "name": record.name,
        "type": record.kind,
        "content": record.content,
        "proxiable": matches!(record.kind.as_str(), "A" | "AAAA" | "CNAME"),
        "proxied": record.proxied,
        "ttl": record.ttl,
        "settings": {},
        "meta": {},
        "comment": record.comment,
        "tags": [],
        "created_on": made,
        "modified_on": made,
        "zone_id": zone.id,
        "zone_name": zone.name,
    })
}

pub(super) fn records(state: &State, call: &Call<'_>, zone: &Zone) -> Response {
    let name = call.param(&["name.exact", "name"]);
    let kind = call.param(&["type"]);
    let content = call.param(&["content.exact", "content"]);
    let comment = call.param(&["comment.exact", "comment"]);
    let fits = |wanted: Option<&str>, there: &str| {
        wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(there))
    };
    let found: Vec<Value> = state
        .dns
        .records
        .iter()
        .filter(|record| record.zone == zone.id)
        .filter(|record| fits(name, &record.name) && fits(kind, &record.kind))
        .filter(|record| fits(content, &record.content))
        .filter(|record| fits(comment, record.comment.as_deref().unwrap_or_default()))
        .map(|record| record_json(state, zone, record))
        .collect();

    listed(call, &found, 100)
}

/// Takes what a body says over into `record`, checked.
fn fill(zone: &Zone, record: &mut Record, asked: &Value) -> Result<(), Response> {
    if let Some(kind) = text(asked, "type") {
        kind.clone_into(&mut record.kind);
    }
    if let Some(name) = text(asked, "name") {
        let name = name.trim_end_matches('.').to_lowercase();
        let inside = name == zone.name || name.ends_with(&format!(".{}", zone.name));
        record.name = match name.as_str() {
            "@" => zone.name.clone(),
            _ if inside => name,
            _ => format!("{name}.{}", zone.name),
        };
    }
    if let Some(content) = text(asked, "content") {
        content.clone_into(&mut record.content);
    }
    if let Some(proxied) = asked.get("proxied").and_then(Value::as_bool) {
        record.proxied = proxied;
    }
    if let Some(comment) = asked.get("comment") {
        record.comment = comment.as_str().map(str::to_owned);
    }
    if let Some(ttl) = asked.get("ttl").and_then(Value::as_u64) {
        if ttl != 1 && !(60..=86_400).contains(&ttl) {
            let message = "Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.";
            return Err(refuse(400, 9021, message));
        }
        record.ttl = u32::try_from(ttl).unwrap_or(1);
    }
    if record.name.is_empty() {
        return Err(refuse(400, 9000, "DNS name is invalid."));
    }
    if record.kind == "A" && record.content.parse::<Ipv4Addr>().is_err() {
        let message = "Content for A record must be a valid IPv4 address.";
        return Err(refuse(400, 9005, message));
    }
    if record.kind == "AAAA" && record.content.parse::<Ipv6Addr>().is_err() {
        let message = "Content for AAAA record must be a valid IPv6 address.";
        return Err(refuse(400, 9006, message));
    }

    Ok(())
}

pub(super) fn create(
    state: &mut State,
    call: &Call<'_>,
    zone: &Zone,
) -> Result<Response, Response> {
    let mut record = Record {
        id: hex(&digest(&new_id())[..16]),
        zone: zone.id.clone(),
        kind: String::new(),
        name: String::new(),
        content: String::new(),
        proxied: false,
        ttl: 1,
        comment: None,
        made: call.now,
    };
    fill(zone, &mut record, &call.json()?)?;
    let there: Vec<&Record> = state
        .dns
        .records
        .iter()
        .filter(|one| one.zone == zone.id && one.name == record.name)
        .collect();
    let same = |one: &&&Record| one.kind == record.kind && one.content == record.content;
    if there.iter().any(|one| same(&one)) {
        return Err(refuse(400, 81058, "An identical record already exists."));
    }
    let alias = |kind: &str| kind == "CNAME";
    if !there.is_empty() && (alias(&record.kind) || there.iter().any(|one| alias(&one.kind))) {
        let message = "A CNAME record with that host already exists.";
        return Err(refuse(400, 81054, message));
    }
    let shown = record_json(state, zone, &record);
    state.dns.records.push(record);

    Ok(envelope(&shown))
}

pub(super) fn one_record(
    state: &mut State,
    call: &Call<'_>,
    zone: &Zone,
    method: Method,
    id: &str,
) -> Result<Response, Response> {
    let found = |one: &Record| one.zone == zone.id && one.id == id;
    let Some(at) = state.dns.records.iter().position(found) else {
        return Err(refuse(404, 81044, "Record does not exist."));
    };
    match method {
        Method::Get => {}
        Method::Delete => {
            let _ = state.dns.records.remove(at);
            return Ok(envelope(&json!({ "id": id })));
        }
        Method::Patch | Method::Put => {
            let mut record = state.dns.records[at].clone();
            if method == Method::Put {
                // PUT writes the whole record anew.
                record.comment = None;
                record.proxied = false;
                record.ttl = 1;
            }
            fill(zone, &mut record, &call.json()?)?;
            state.dns.records[at] = record;
        }
        Method::Head | Method::Post => {
            return Err(refuse(405, 7001, "Method not allowed for that URI"));
        }
    }

    Ok(envelope(&record_json(state, zone, &state.dns.records[at])))
}
