//! Cloudflare's API v4 in its own envelopes: zones, records, and who may change them.

mod record;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

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
    pub by_hand: Vec<(String, IpAddr)>,
    /// Names that were looked up in vain, and when somebody will have made them.
    pub asked: BTreeMap<String, Instant>,
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
        found.extend(self.by_hand(name).filter_map(|ip| match ip {
            IpAddr::V4(ip) => Some(ip),
            IpAddr::V6(_) => None,
        }));

        (found, proxied)
    }

    fn by_hand(&self, name: &str) -> impl Iterator<Item = IpAddr> {
        self.by_hand
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, ip)| *ip)
    }

    /// The IPv6 addresses of `name` that are not hidden behind Cloudflare.
    pub fn look_up_six(&self, name: &str) -> Vec<Ipv6Addr> {
        let is_asked_for = |record: &&Record| {
            record.kind == "AAAA" && !record.proxied && record.name.eq_ignore_ascii_case(name)
        };

        let records = self.records.iter().filter(is_asked_for);
        let by_hand = self.by_hand(name).filter_map(|ip| match ip {
            IpAddr::V4(_) => None,
            IpAddr::V6(ip) => Some(ip),
        });

        records
            .filter_map(|record| record.content.parse().ok())
            .chain(by_hand)
            .collect()
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
        (Method::Get, ["dns_records"]) => Ok(record::records(state, call, zone)),
        (Method::Post, ["dns_records"]) => record::create(state, call, zone),
        (method, ["dns_records", id]) => record::one_record(state, call, zone, method, id),
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
    let shown: Vec<&Value> = all
        .iter()
        .skip((page - 1).saturating_mul(size))
        .take(size)
        .collect();

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
