//! A request and its answer as they are compared and kept: which service, which path, without anybody's ids and names.

use std::collections::BTreeMap;

use quayside::http::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::recorder::Raw;
use super::scrub::{Scrub, is_id};

/// The headers of requests that change what is answered.
const ASKED: [&str; 2] = ["OpenStack-API-Version", "Content-Type"];
/// The headers of answers that clients go by.
const TOLD: [&str; 6] = [
    "content-type",
    "location",
    "openstack-api-version",
    "www-authenticate",
    "x-openstack-request-id",
    "x-subject-token",
];
/// Queries whose values are of one run.
const OF_THE_RUN: [&str; 7] = [
    "description",
    "device_id",
    "marker",
    "name",
    "project_id",
    "security_group_id",
    "tenant_id",
];

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// Method, service and path, such as `GET compute /servers/{id}`.
    pub call: String,
    /// The ids in the path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub body: Value,
    pub status: u16,
    pub told: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub answer: Value,
}

impl Exchange {
    /// The call with what tells apart bodies of different meaning: their outermost keys.
    pub fn key(&self) -> String {
        let identity = &self.body["auth"]["identity"]["methods"];
        let kind = match (&self.body, identity.as_array()) {
            (_, Some(methods)) => methods.iter().filter_map(Value::as_str).collect(),
            (Value::Object(body), None) => body.keys().map(String::as_str).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        if kind.is_empty() {
            self.call.clone()
        } else {
            format!("{} ({})", self.call, kind.join(", "))
        }
    }
}

/// What was recorded, ready to be compared and kept. The same look that shows the same is kept once.
pub fn exchanges(record: &[Raw]) -> Vec<Exchange> {
    let services = Services::of(record);
    let mut scrub = Scrub::new(record);
    let mut last = BTreeMap::new();
    let mut all: Vec<Exchange> = Vec::new();
    for raw in record {
        let Some(exchange) = services.exchange(raw, &mut scrub) else {
            continue;
        };
        let of = (exchange.call.clone(), exchange.things.clone());
        if last.insert(of, exchange.clone()).as_ref() != Some(&exchange) {
            all.push(exchange);
        }
    }

    all
}

/// Which address is which service, from the catalogs that came with tokens.
struct Services(Vec<(String, &'static str)>);

impl Services {
    fn of(record: &[Raw]) -> Self {
        let mut found = Vec::new();
        for raw in record {
            if let Some((identity, _)) = raw.request.url.split_once("/v3/auth/tokens") {
                found.push((root(identity), "identity"));
            }
            let answer = json(&raw.response);
            let entries = answer["token"]["catalog"].as_array().into_iter().flatten();
            for entry in entries {
                let name = match entry["type"].as_str().unwrap_or_default() {
                    "compute" => "compute",
                    "image" => "image",
                    "network" => "network",
                    "volumev3" | "block-storage" | "block-store" => "volume",
                    _ => continue,
                };
                for endpoint in entry["endpoints"].as_array().into_iter().flatten() {
                    found.push((root(endpoint["url"].as_str().unwrap_or_default()), name));
                }
            }
        }
        // The longest first: services may share a host.
        found.sort_by_key(|(root, _)| std::cmp::Reverse(root.len()));

        Self(found)
    }

    /// `None` for what went to no service of the cloud.
    fn exchange(&self, raw: &Raw, scrub: &mut Scrub) -> Option<Exchange> {
        let url = Url::parse(&raw.request.url).ok()?;
        let whole = without_scheme(&raw.request.url);
        let (root, service) = self.0.iter().find(|(root, _)| whole.starts_with(root))?;
        let path = whole[root.len()..].split('?').next().unwrap_or_default();
        let mut segments: Vec<&str> = path.split('/').filter(|one| !one.is_empty()).collect();
        if segments.first().is_some_and(|one| is_version(one)) {
            let _ = segments.remove(0);
            if segments.first().is_some_and(|one| is_id(one)) {
                // Cinder has the project there.
                let _ = segments.remove(0);
            }
        }
        let mut things = Vec::new();
        let mut path = String::new();
        let mut before = "";
        for segment in segments {
            path.push('/');
            if is_id(segment) || before == "os-keypairs" {
                things.push(scrub.id(segment));
                path.push_str("{id}");
            } else {
                path.push_str(segment);
            }
            before = segment;
        }
        let body = serde_json::from_slice(&raw.request.body).unwrap_or_default();
        let asked = ASKED
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), raw.request.get(name)?.to_owned())));

        Some(Exchange {
            call: format!(
                "{} {service} {path}{}",
                raw.request.method.as_str(),
                query(&url)
            ),
            things,
            asked: asked.collect(),
            body: scrub.value(&body),
            status: raw.response.status,
            told: told(&raw.response, scrub),
            answer: scrub.value(&json(&raw.response)),
        })
    }
}

/// The query with the values that are the same in every run.
fn query(url: &Url) -> String {
    let pairs: Vec<String> = url
        .query_pairs()
        .map(|(key, value)| {
            if OF_THE_RUN.contains(&&*key) {
                format!("{key}={{}}")
            } else {
                format!("{key}={value}")
            }
        })
        .collect();
    let mark = if pairs.is_empty() { "" } else { "?" };

    format!("{mark}{}", pairs.join("&"))
}

fn told(response: &Response, scrub: &mut Scrub) -> BTreeMap<String, String> {
    let value = |name: &str, value: &str, scrub: &mut Scrub| match name {
        "content-type" | "openstack-api-version" => value.to_owned(),
        _ => match scrub.value(&Value::from(value)) {
            Value::String(text) => text,
            other => other.to_string(),
        },
    };

    TOLD.iter()
        .filter_map(|name| {
            let found = response.header(name)?;
            Some(((*name).to_owned(), value(name, found, scrub)))
        })
        .collect()
}

pub fn json(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap_or_default()
}

/// An address without scheme, version, project and the slash at its end.
fn root(url: &str) -> String {
    let mut rest = without_scheme(url).trim_end_matches('/');
    for strip in [is_id as fn(&str) -> bool, is_version] {
        if let Some((before, last)) = rest.rsplit_once('/')
            && strip(last)
        {
            rest = before;
        }
    }

    rest.to_owned()
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v').is_some_and(|number| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}
