//! What values look like: which keys, of which types, always there or sometimes.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use serde_json::Value;

use super::scrub::is_id;

/// Every place in a value with what was seen there.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Shape(pub BTreeMap<String, Place>);

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Place {
    pub types: BTreeSet<&'static str>,
    /// How often it was there.
    pub seen: usize,
    /// How often an object was there that could have had children.
    objects: usize,
}

impl Shape {
    pub fn of<'a>(values: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut shape = Self::default();
        for value in values {
            shape.take("", value);
        }

        shape
    }

    fn take(&mut self, path: &str, value: &Value) {
        let place = self.0.entry(path.to_owned()).or_default();
        let _ = place.types.insert(kind(value));
        place.seen += 1;
        match value {
            Value::Object(map) => {
                place.objects += 1;
                for (key, child) in map {
                    self.take(&format!("{path}/{key}"), child);
                }
            }
            Value::Array(list) => {
                for child in list {
                    self.take(&format!("{path}[]"), child);
                }
            }
            _ => {}
        }
    }

    /// Whether an object was seen in which `path` could have been.
    pub fn could_have(&self, path: &str) -> bool {
        self.parent(path).is_some_and(|parent| parent.objects > 0)
    }

    /// Whether it was in every object in which it could have been.
    pub fn always_has(&self, path: &str) -> bool {
        let seen = self.0.get(path).map_or(0, |place| place.seen);

        self.parent(path)
            .is_none_or(|parent| parent.objects == seen)
    }

    fn parent(&self, path: &str) -> Option<&Place> {
        let (parent, key) = path.rsplit_once('/')?;
        // How many things are in a list is no matter of form.
        if key.ends_with("[]") {
            return None;
        }

        self.0.get(parent)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "fraction",
        Value::Number(_) => "number",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
        Value::String(text) => word(text).0,
    }
}

/// What stands in a recording for a text of the same kind.
pub fn sample(text: &str) -> &'static str {
    word(text).1
}

/// The kind of a text, and one that stands for all of it.
fn word(text: &str) -> (&'static str, &'static str) {
    let net = || {
        text.split_once('/')
            .and_then(|(ip, _)| ip.parse::<IpAddr>().ok())
    };
    let is_mac = text.len() == 17 && text.split(':').count() == 6;
    if text.is_empty() {
        ("empty", "")
    } else if is_id(text) && text.len() == 36 {
        ("uuid", "00000000-0000-4000-8000-000000000000")
    } else if is_id(text) {
        ("hex", "00000000000000000000000000000000")
    } else if text.contains("://") {
        ("url", "https://cloud.example/")
    } else if text.parse::<IpAddr>().is_ok() {
        ("address", "192.0.2.1")
    } else if net().is_some() {
        ("net", "192.0.2.0/24")
    } else if is_mac {
        ("mac", "fa:16:3e:00:00:00")
    } else {
        time(text).unwrap_or(("text", "text"))
    }
}

/// OpenStack's services write times in four ways.
fn time(text: &str) -> Option<(&'static str, &'static str)> {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();

    match shape.as_str() {
        "0000-00-00T00:00:00" => Some(("time", "2026-01-02T03:04:05")),
        "0000-00-00T00:00:00Z" => Some(("time Z", "2026-01-02T03:04:05Z")),
        "0000-00-00T00:00:00.000000" => Some(("time with fraction", "2026-01-02T03:04:05.000000")),
        "0000-00-00T00:00:00.000000Z" => {
            Some(("time with fraction Z", "2026-01-02T03:04:05.000000Z"))
        }
        _ => None,
    }
}
