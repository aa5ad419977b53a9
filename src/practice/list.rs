//! Lists: filters, fields and pages, each as its service does them.

use serde_json::{Map, Value, json};

use super::ask::{Ask, Reply};
use super::site::Service;
use crate::http::Response;

/// How a service pages.
pub(super) struct Paging {
    /// The key of the list, such as `servers`.
    pub key: &'static str,
    /// What marks an item: its id, or the name for key pairs.
    pub mark: &'static str,
    /// The path of the list below the service's address.
    pub path: String,
}

/// A page of `items` as the service answers it.
pub(super) fn page(ask: &Ask<'_>, items: Vec<Value>, paging: &Paging) -> Reply {
    let start = match ask.param("marker") {
        None => 0,
        Some(marker) => match items
            .iter()
            .position(|item| marks(item, paging.mark) == marker)
        {
            Some(at) => at + 1,
            None => return Err(no_marker(ask, marker)),
        },
    };
    // Glance gives 25 where nothing is asked for, Designate 20.
    let usual = match ask.service {
        Service::Dns => 20,
        Service::Image => 25,
        _ => 1000,
    };
    let limit = ask
        .number("limit")
        .filter(|limit| *limit > 0)
        .unwrap_or(usual);
    let rest = items.len().saturating_sub(start);
    let shown: Vec<Value> = items.into_iter().skip(start).take(limit).collect();
    let last = shown.last().map(|item| marks(item, paging.mark));
    let next = last.filter(|_| rest > limit);

    let mut body = Map::new();
    let _ = body.insert(paging.key.to_owned(), Value::Array(shown));
    link(ask, &mut body, paging, next.as_deref());

    Ok(Response::json(200, &Value::Object(body)))
}

fn marks(item: &Value, mark: &str) -> String {
    // Key pairs are wrapped once more.
    let inner = item.get("keypair").unwrap_or(item);

    super::ask::text(inner, mark).unwrap_or_default().to_owned()
}

fn no_marker(ask: &Ask<'_>, marker: &str) -> Response {
    match ask.service {
        Service::Dns => ask.designate(400, "marker_not_found", "Marker could not be found"),
        Service::Network => ask.neutron(
            400,
            "HTTPBadRequest",
            &format!("Bad {} request: marker {marker} not found.", "list"),
        ),
        _ => ask.error(400, &format!("marker [{marker}] not found")),
    }
}

fn link(ask: &Ask<'_>, body: &mut Map<String, Value>, paging: &Paging, next: Option<&str>) {
    let query = |marker: Option<&str>| {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in &ask.query {
            if key != "marker" {
                let _ = pairs.append_pair(key, value);
            }
        }
        if let Some(marker) = marker {
            let _ = pairs.append_pair("marker", marker);
        }
        let query = pairs.finish();
        if query.is_empty() {
            paging.path.clone()
        } else {
            format!("{}?{query}", paging.path)
        }
    };
    if ask.service == Service::Dns {
        let address = |query: String| format!("{}{query}", ask.root);
        let mut links = json!({ "self": address(query(ask.param("marker"))) });
        if let Some(next) = next {
            links["next"] = json!(address(query(Some(next))));
        }
        let _ = body.insert("links".to_owned(), links);
    } else if ask.service == Service::Image {
        let _ = body.insert("first".to_owned(), json!(query(None)));
        let _ = body.insert(
            "schema".to_owned(),
            json!(format!("/v2/schemas/{}", paging.key)),
        );
        if let Some(next) = next {
            let _ = body.insert("next".to_owned(), json!(query(Some(next))));
        }
    } else if let Some(next) = next {
        let href = format!("{}{}", ask.root, query(Some(next)));
        let _ = body.insert(
            format!("{}_links", paging.key),
            json!([{ "rel": "next", "href": href }]),
        );
    }
}

/// Keeps what every filter of the query lets through; the same key twice means either.
pub(super) fn filter(ask: &Ask<'_>, items: Vec<Value>, beside: &[&str]) -> Vec<Value> {
    const PAGING: [&str; 8] = [
        "all_tenants",
        "fields",
        "limit",
        "marker",
        "page_reverse",
        "sort",
        "sort_dir",
        "sort_key",
    ];
    let keys: Vec<&str> = ask
        .query
        .iter()
        .map(|(key, _)| key.as_str())
        .filter(|key| !PAGING.contains(key) && !beside.contains(key))
        .collect();

    items
        .into_iter()
        .filter(|item| {
            keys.iter().all(|key| {
                ask.query
                    .iter()
                    .any(|(name, value)| name == key && matches(item, key, value))
            })
        })
        .collect()
}

fn matches(item: &Value, key: &str, wanted: &str) -> bool {
    match item.get(key) {
        Some(Value::Array(list)) => list.iter().any(|one| fits(one, wanted)),
        Some(value) => same(value, wanted),
        None => false,
    }
}

/// One of a list: a text, or an object against `name=value` (`fixed_ips=ip_address=…`).
fn fits(value: &Value, wanted: &str) -> bool {
    match (value, wanted.split_once('=')) {
        (Value::Object(object), Some((key, wanted))) => {
            object.get(key).is_some_and(|value| same(value, wanted))
        }
        _ => same(value, wanted),
    }
}

fn same(value: &Value, wanted: &str) -> bool {
    match value {
        Value::String(text) => text == wanted,
        Value::Bool(yes) => {
            wanted.eq_ignore_ascii_case(&yes.to_string()) || wanted == if *yes { "1" } else { "0" }
        }
        Value::Number(number) => number.to_string() == wanted,
        Value::Null => wanted.is_empty() || wanted == "None",
        Value::Array(_) | Value::Object(_) => false,
    }
}

/// Only the `fields` that are asked for.
pub(super) fn fields(ask: &Ask<'_>, items: Vec<Value>) -> Vec<Value> {
    let wanted: Vec<&str> = ask
        .query
        .iter()
        .filter(|(key, _)| key == "fields")
        .map(|(_, value)| value.as_str())
        .collect();
    if wanted.is_empty() {
        return items;
    }

    items
        .into_iter()
        .map(|item| match item {
            Value::Object(object) => Value::Object(
                object
                    .into_iter()
                    .filter(|(key, _)| wanted.contains(&key.as_str()))
                    .collect(),
            ),
            other => other,
        })
        .collect()
}
