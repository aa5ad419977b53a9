//! What is nobody's business is taken out of a recording: of texts only their kind stays, ids become stable fakes.
//!
//! Nothing is looked for by name to be hidden; what may stay is named, so that a new key is hidden by itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::recorder::Raw;
use super::shape;

/// The keys whose values are words of OpenStack's own.
const KEPT: [&str; 13] = [
    "OS-EXT-IPS:type",
    "OS-EXT-STS:task_state",
    "OS-EXT-STS:vm_state",
    "attach_status",
    "device_owner",
    "direction",
    "ethertype",
    "methods",
    "protocol",
    "rel",
    "status",
    "title",
    "type",
];
/// Keys whose children are named by people.
pub const MAPS: [&str; 3] = ["addresses", "extra_specs", "metadata"];

pub struct Scrub {
    ids: BTreeMap<String, String>,
    /// What was sent as a name or description: it may come back in the words of an error.
    sent: Vec<String>,
}

impl Scrub {
    pub fn new(record: &[Raw]) -> Self {
        let mut sent = BTreeSet::new();
        for raw in record {
            collect(
                &serde_json::from_slice(&raw.request.body).unwrap_or_default(),
                &mut sent,
            );
        }

        // The longest first: a name may be the beginning of another.
        let mut sent: Vec<String> = sent.into_iter().collect();
        sent.sort_by_key(|text| std::cmp::Reverse(text.len()));

        Self {
            ids: BTreeMap::new(),
            sent,
        }
    }

    /// The fake of an id, the same each time and of the same form.
    pub fn id(&mut self, id: &str) -> String {
        let next = self.ids.len() + 1;

        self.ids
            .entry(id.to_owned())
            .or_insert_with(|| match id.len() {
                32 => format!("{next:032x}"),
                36 => format!("00000000-0000-4000-8000-{next:012x}"),
                _ => format!("name-{next}"),
            })
            .clone()
    }

    pub fn value(&mut self, value: &Value) -> Value {
        self.of("", value)
    }

    fn of(&mut self, key: &str, value: &Value) -> Value {
        match value {
            Value::Object(map) if MAPS.contains(&key) => {
                // One is enough to know what they look like.
                let first = map.values().next().map(|child| self.of("", child));
                Value::Object(first.into_iter().map(|one| ("*".to_owned(), one)).collect())
            }
            Value::Object(map) => {
                let children: Map<String, Value> = map
                    .iter()
                    .map(|(name, child)| (name.clone(), self.of(name, child)))
                    .collect();
                Value::Object(children)
            }
            Value::Array(list) => self.list(key, list),
            Value::String(text) => Value::String(self.text(key, text)),
            Value::Number(number) if key.ends_with("_state") || number.is_f64() => value.clone(),
            // How many there are is nobody's business either; a limit may be none.
            Value::Number(number) => Value::from(if number.as_i64() == Some(-1) { -1 } else { 1 }),
            Value::Bool(_) | Value::Null => value.clone(),
        }
    }

    /// Of a list that which looks different.
    fn list(&mut self, key: &str, list: &[Value]) -> Value {
        let mut kinds = BTreeSet::new();
        let mut kept = Vec::new();
        for value in list {
            let clean = self.of(key, value);
            if kinds.insert(format!("{:?}", shape::Shape::of([&clean]))) {
                kept.push(clean);
            }
        }

        Value::Array(kept)
    }

    fn text(&mut self, key: &str, text: &str) -> String {
        if KEPT.contains(&key) {
            return text.to_owned();
        }
        if key == "message" {
            return self.words(text);
        }
        if is_id(text) {
            return self.id(text);
        }

        shape::sample(text).to_owned()
    }

    /// The words of an error, without ids, numbers and what was sent.
    fn words(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for sent in &self.sent {
            text = text.replace(sent.as_str(), "…");
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let mut clean = String::new();
        let mut rest = text.as_str();
        while let Some(start) = rest.find(is_part) {
            let end = rest[start..]
                .find(|c| !is_part(c))
                .map_or(rest.len(), |end| start + end);
            let word = &rest[start..end];
            clean.push_str(&rest[..start]);
            let is_number = word.trim_end_matches(['G', 's']).parse::<u64>().is_ok();
            if is_id(word.trim_start_matches("req-")) {
                clean.push('…');
            } else if is_number {
                clean.push('#');
            } else {
                clean.push_str(word);
            }
            rest = &rest[end..];
        }

        clean + rest
    }
}

fn collect(value: &Value, sent: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                if let (Some(text), "name" | "description" | "key_name") =
                    (child.as_str(), key.as_str())
                    && text.len() > 3
                {
                    let _ = sent.insert(text.to_owned());
                }
                collect(child, sent);
            }
        }
        Value::Array(list) => list.iter().for_each(|child| collect(child, sent)),
        _ => {}
    }
}

/// Hexadecimal, as long as ids are.
pub fn is_id(text: &str) -> bool {
    let hex = text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');

    hex && matches!(text.len(), 32 | 36)
}
