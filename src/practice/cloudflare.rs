//! Cloudflare's API v4 in its own envelopes: zones, records, and who may change them.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::text;
use super::clock::{digest, hex, new_id};
use super::state::State;
use crate::http::{Method, Request, Response};

pub(super) const BASE: &str = "https://api.cloudflare.com/client/v4";

#[derive(Debug, Clone)]
pub(super) struct Zone {
    pub id: String,
    pub name: String,
    /// Between Cloudflare and the origin: `off`, `flexible`, `full`, `strict`.
    pub ssl: String,
}

#[derive(Debug, Clone)]
pub(super) struct Record {
    pub id: String,
    pub zone: String,
    pub kind: String,
    pub name: String,
    pub content: String,
    pub proxied: bool,
    pub ttl: u32,
    pub comment: Option<String>,
    pub made: Instant,
}

/// The names that this practice cloud knows: Cloudflare's, and those that somebody keeps by hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Dns {
    pub token: String,
    pub zones: Vec<Zone>,
    pub records: Vec<Record>,
    pub by_hand: Vec<(String, Ipv4Addr)>,
}

impl Dns {
    /// The IPv4 addresses behind `name`, and whether Cloudflare stands in front.
    pub fn look_up(&self, name: &str) -> (Vec<Ipv4Addr>, bool) {
        let mut proxied = false;
        let mut found: Vec<Ipv4Addr> = Vec::new();
        for record in &self.records {
            if record.kind == "A" && record.name.eq_ignore_ascii_case(name) {
                found.extend(record.content.parse::<Ipv4Addr>());
                proxied |= record.proxied;
            }
        }
        let by_hand = self
            .by_hand
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.extend(by_hand.map(|(_, ip)| *ip));

        (found, proxied)
    }
}

/// One request to Cloudflare.
struct Call<'a> {
    request: &'a Request,
    query: Vec<(String, String)>,
    now: Instant,
}

impl Call<'_> {
    fn param(&self, names: &[&str]) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| names.contains(&key.as_str()))
            .map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Result<Value, Response> {
        serde_json::from_slice(&self.request.body)
            .map_err(|_| refuse(400, 9207, "Request body is invalid."))
    }
}

fn refuse(status: u16, code: u32, message: &str) -> Response {
    Response::json(
        status,
        &json!({
            "success": false,
            "errors": [{ "code": code, "message": message }],
            "messages": [],
            "result": null,
        }),
    )
}

fn envelope(result: &Value) -> Response {
    Response::json(
        200,
        &json!({ "success": true, "errors": [], "messages": [], "result": result }),
    )
}

pub(super) fn answer(state: &mut State, request: &Request, rest: &str, now: Instant) -> Response {
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let call = Call {
        request,
        query: url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
        now,
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let reply = signed_in(state, request).and_then(|()| route(state, &call, &parts));
    let ray = format!("{}-YUL", &hex(&digest(&new_id()))[..16]);

    reply.unwrap_or_else(|refusal| refusal).with("cf-ray", ray)
}

fn signed_in(state: &State, request: &Request) -> Result<(), Response> {
    let given = request
        .get("Authorization")
        .and_then(|header| header.strip_prefix("Bearer "))
        .unwrap_or_default();
    let shaped = given
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if given.is_empty() || !shaped {
        return Err(Response::json(
            400,
            &json!({
                "success": false,
                "errors": [{
                    "code": 6003,
                    "message": "Invalid request headers",
                    "error_chain": [{
                        "code": 6111,
                        "message": "Invalid format for Authorization header",
                    }],
                }],
                "messages": [],
                "result": null,
            }),
        ));
    }
    if given != state.dns.token {
        return Err(refuse(401, 1000, "Invalid API Token"));
    }

    Ok(())
}

fn route(state: &mut State, call: &Call<'_>, parts: &[&str]) -> Result<Response, Response> {
    match (call.request.method, parts) {
        (Method::Get, ["user", "tokens", "verify"]) => Ok(envelope(&json!({
            "id": hex(&digest(&state.dns.token)[..16]), "status": "active",
        }))),
        (Method::Get, ["zones"]) => Ok(zones(state, call)),
        (method, ["zones", zone, rest @ ..]) => {
            let Some(zone) = state.dns.zones.iter().find(|one| one.id == *zone).cloned() else {
                return Err(refuse(
                    404,
                    7003,
                    "Could not route to the zone, perhaps your object identifier is invalid?",
                ));
            };
            in_zone(state, call, &zone, method, rest)
        }
        _ => Err(refuse(404, 7000, "No route for that URI")),
    }
}

fn in_zone(
    state: &mut State,
    call: &Call<'_>,
    zone: &Zone,
    method: Method,
    rest: &[&str],
) -> Result<Response, Response> {
    match (method, rest) {
        (Method::Get, []) => Ok(envelope(&zone_json(zone))),
        (Method::Get, ["settings", "ssl"]) => Ok(envelope(&ssl_json(zone))),
        (Method::Patch, ["settings", "ssl"]) => {
            let value = call.json()?;
            let value = text(&value, "value").unwrap_or_default().to_owned();
            let known = ["off", "flexible", "full", "strict", "origin_pull"];
            if !known.contains(&value.as_str()) {
                return Err(refuse(400, 1007, "Invalid value for zone setting ssl"));
            }
            let mut changed = zone.clone();
            changed.ssl = value;
            let shown = ssl_json(&changed);
            if let Some(there) = state.dns.zones.iter_mut().find(|one| one.id == zone.id) {
                *there = changed;
            }
            Ok(envelope(&shown))
        }
        (Method::Get, ["dns_records"]) => Ok(records(state, call, zone)),
        (Method::Post, ["dns_records"]) => create(state, call, zone),
        (method, ["dns_records", id]) => one_record(state, call, zone, method, id),
        _ => Err(refuse(404, 7000, "No route for that URI")),
    }
}

fn zone_json(zone: &Zone) -> Value {
    json!({
        "id": zone.id,
        "name": zone.name,
        "status": "active",
        "paused": false,
        "type": "full",
        "development_mode": 0,
        "name_servers": ["ada.ns.cloudflare.com", "ben.ns.cloudflare.com"],
        "original_name_servers": null,
        "permissions": ["#dns_records:edit", "#dns_records:read", "#zone:read"],
        "plan": { "id": "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "name": "Free Website" },
        "account": { "id": hex(&digest("account")[..16]), "name": "Neuro lab" },
    })
}

fn ssl_json(zone: &Zone) -> Value {
    json!({ "id": "ssl", "value": zone.ssl, "editable": true, "modified_on": null })
}

/// A list with Cloudflare's way of counting pages.
fn listed(call: &Call<'_>, all: &[Value], usual: usize) -> Response {
    let number = |name| {
        call.param(&[name])
            .and_then(|text| text.parse::<usize>().ok())
            .filter(|number| *number > 0)
    };
    let size = number("per_page").unwrap_or(usual).max(1);
    let page = number("page").unwrap_or(1);
    let shown: Vec<&Value> = all.iter().skip((page - 1) * size).take(size).collect();

    Response::json(
        200,
        &json!({
            "success": true,
            "errors": [],
            "messages": [],
            "result_info": {
                "page": page,
                "per_page": size,
                "count": shown.len(),
                "total_count": all.len(),
                "total_pages": all.len().div_ceil(size),
            },
            "result": shown,
        }),
    )
}

fn zones(state: &State, call: &Call<'_>) -> Response {
    let wanted = call.param(&["name"]);
    let found: Vec<Value> = state
        .dns
        .zones
        .iter()
        .filter(|zone| wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(&zone.name)))
        .map(zone_json)
        .collect();

    listed(call, &found, 20)
}

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

fn records(state: &State, call: &Call<'_>, zone: &Zone) -> Response {
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

    Ok(())
}

fn create(state: &mut State, call: &Call<'_>, zone: &Zone) -> Result<Response, Response> {
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

fn one_record(
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
