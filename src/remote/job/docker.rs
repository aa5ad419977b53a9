//! Docker from the distribution, set up for the network it lives in.

use serde_json::{Map, Value, json};

use crate::remote::{Report, Trouble};

use super::answers::Answers;
use super::{Runner, Script};

/// How long other programs may hold the package manager, and how long our own part of it may take.
const PACKAGE_SECONDS: u64 = 600;

/// What Docker takes for the network's longest packet unless it is told otherwise.
const USUAL_MTU: u64 = 1500;

pub(super) async fn carry_out<R: Runner>(runner: &R) -> Result<Report, Trouble> {
    let found = runner
        .run(Script::new(&[include_str!("../scripts/docker-look.sh")]))
        .await?;
    let settings = settings(&found)?;

    let answers = runner
        .run(
            Script::new(&[include_str!("../scripts/docker.sh")])
                .with("DAEMON_JSON", &settings)
                .with_number("PACKAGE_SECONDS", PACKAGE_SECONDS),
        )
        .await?;

    Ok(Report::Docker {
        version: answers.need("version")?,
        installed: answers.is("state", "installed"),
    })
}

/// All of `daemon.json`; empty where nothing has to change.
fn settings(found: &Answers) -> Result<String, Trouble> {
    let before = found.file("daemon_json")?.unwrap_or_default();
    let before = String::from_utf8_lossy(&before);
    let settings: Map<String, Value> = if before.trim().is_empty() {
        Map::new()
    } else {
        serde_json::from_str(&before)
            .map_err(|error| found.unreadable(format!("/etc/docker/daemon.json: {error}")))?
    };

    let mtu = found.get("mtu").and_then(|mtu| mtu.parse().ok());
    let after = with_ours(settings.clone(), mtu);
    if after == settings {
        return Ok(String::new());
    }

    serde_json::to_string_pretty(&after).map_err(|error| found.unreadable(error.to_string()))
}

/// Ours beside what is there: what an administrator has decided stays. Logs of containers are limited, and
/// containers do not send longer packets than the machine can (overlay networks: 1400 to 1450), for these get
/// lost without a word and large pushes hang.
fn with_ours(mut settings: Map<String, Value>, mtu: Option<u64>) -> Map<String, Value> {
    if let Some(mtu) = mtu.filter(|mtu| *mtu < USUAL_MTU) {
        let fits = settings
            .get("mtu")
            .and_then(Value::as_u64)
            .is_some_and(|set| set <= mtu);
        if !fits {
            let _ = settings.insert("mtu".to_owned(), json!(mtu));
        }
    }
    if !settings.contains_key("log-driver") && !settings.contains_key("log-opts") {
        let _ = settings.insert("log-driver".to_owned(), json!("json-file"));
        let _ = settings.insert(
            "log-opts".to_owned(),
            json!({ "max-size": "10m", "max-file": "3" }),
        );
    }

    settings
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn found(mtu: &str, daemon_json: Option<&str>) -> Answers {
        let mut answers = Answers::new("registry");
        answers.give("mtu", mtu);
        if let Some(text) = daemon_json {
            answers.give("daemon_json", &STANDARD.encode(text));
        }
        answers
    }

    fn set(mtu: &str, daemon_json: Option<&str>) -> Value {
        let text = settings(&found(mtu, daemon_json)).unwrap();
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    #[test]
    fn a_new_machine_gets_limits() {
        assert_eq!(
            set("1450", None),
            json!({ "mtu": 1450, "log-driver": "json-file", "log-opts": { "max-size": "10m", "max-file": "3" } })
        );
        assert_eq!(set("1500", None).get("mtu"), None);
    }

    #[test]
    fn what_is_there_stays() {
        let before = r#"{"registry-mirrors":["http://mirror"],"log-driver":"journald","mtu":9000}"#;
        assert_eq!(
            set("1450", Some(before)),
            json!({ "registry-mirrors": ["http://mirror"], "log-driver": "journald", "mtu": 1450 })
        );
    }

    #[test]
    fn nothing_is_written_when_nothing_changes() {
        let before = r#"{"log-opts":{"max-size":"1m"},"mtu":1400}"#;
        assert_eq!(settings(&found("1450", Some(before))), Ok(String::new()));
    }

    #[test]
    fn a_file_that_is_not_json_is_not_overwritten() {
        assert!(settings(&found("1450", Some("{ mtu"))).is_err());
    }
}
