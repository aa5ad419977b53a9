//! Captured pairs of request and response.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::http::Response;

pub struct Capture {
    pub name: String,
    pair: Value,
}

impl Capture {
    pub fn read(release: &str, name: &str) -> Self {
        let path = directory(release).join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));

        Self {
            name: name.to_owned(),
            pair: serde_json::from_str(&text).unwrap(),
        }
    }

    /// All captures of a release that end in an error.
    pub fn errors(release: &str) -> Vec<Self> {
        let mut names: Vec<String> = std::fs::read_dir(directory(release))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();

        names
            .iter()
            .map(|name| Self::read(release, name))
            .filter(|capture| capture.response().status >= 400)
            .collect()
    }

    /// Method and path, without the query.
    pub fn call(&self) -> String {
        let url = self.pair["request"]["url"].as_str().unwrap();
        let path = url.splitn(4, '/').nth(3).unwrap();
        let path = path.split('?').next().unwrap();

        format!(
            "{} /{path}",
            self.pair["request"]["method"].as_str().unwrap()
        )
    }

    pub fn url(&self) -> &str {
        self.pair["request"]["url"].as_str().unwrap()
    }

    pub fn body(&self) -> &Value {
        &self.pair["request"]["body"]
    }

    pub fn response(&self) -> Response {
        let response = &self.pair["response"];
        let status = u16::try_from(response["status"].as_u64().unwrap()).unwrap();
        let mut made = match &response["body"] {
            Value::Null => Response::new(status),
            Value::String(text) => Response {
                body: text.clone().into(),
                ..Response::new(status)
            },
            body => Response {
                body: body.to_string().into(),
                ..Response::new(status)
            },
        };
        for (name, value) in response["headers"].as_object().unwrap() {
            made = made.with(name, value.as_str().unwrap());
        }

        made
    }
}

/// The captures of 2026.2 are at the top, those of others in folders.
fn directory(release: &str) -> PathBuf {
    let captures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire");

    match release {
        "2026.2" => captures,
        other => captures.join(other),
    }
}

/// Whether `ours` has everything that `captured` has, with the same values.
pub fn covers(ours: &Value, captured: &Value) -> bool {
    match (ours, captured) {
        (Value::Object(ours), Value::Object(captured)) => captured
            .iter()
            .all(|(key, value)| ours.get(key).is_some_and(|ours| covers(ours, value))),
        (Value::Array(ours), Value::Array(captured)) => {
            ours.len() == captured.len()
                && ours
                    .iter()
                    .zip(captured)
                    .all(|(ours, captured)| covers(ours, captured))
        }
        _ => ours == captured,
    }
}
