//! `registries.yaml`, from which k3s and RKE2 tell their containerd about registries at their next start.
//!
//! Only a file that is ours from its first line on is ever written or removed: merging would lose other people's
//! comments. Nothing is restarted; pods pull with the kubelet's own file until then.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use zeroize::Zeroizing;

use super::Script;
use super::answers::Answers;
use super::node::checksum;
use crate::remote::{NodeLogin, Registries, Trouble};
use crate::secret::Secret;

const MARK: &str = "# Written by Quayside, which replaces and removes it as a whole.\n";

/// The script that also writes the file, where there is k3s or RKE2 and the file is ours to write.
pub(super) fn with_login(
    script: Script,
    found: &Answers,
    wanted: &NodeLogin,
) -> Result<(Script, Option<Registries>), Trouble> {
    let Some(path) = found.get("registries_path").map(str::to_owned) else {
        return Ok((nothing(script), None));
    };
    let before = Zeroizing::new(found.file("registries")?.unwrap_or_default());
    if !before.is_empty() && !before.starts_with(MARK.as_bytes()) {
        return Ok((nothing(script), Some(Registries::Theirs { path })));
    }
    let content = Zeroizing::new(STANDARD.encode(text(wanted).expose()));

    Ok((
        put(script, &path, &content, &before),
        Some(Registries::Written { path }),
    ))
}

/// The script that also takes our file away, if there is one.
pub(super) fn without_login(script: Script, found: &Answers) -> Result<Script, Trouble> {
    let before = Zeroizing::new(found.file("registries")?.unwrap_or_default());
    let Some(path) = found.get("registries_path") else {
        return Ok(nothing(script));
    };
    if !before.starts_with(MARK.as_bytes()) {
        return Ok(nothing(script));
    }

    Ok(put(script, path, "remove", &before))
}

fn put(script: Script, path: &str, content: &str, before: &[u8]) -> Script {
    script
        .with("REGISTRIES", content)
        .with("REGISTRIES_PATH", path)
        .with("REGISTRIES_SUM", &checksum(before))
}

fn nothing(script: Script) -> Script {
    put(script, "", "", &[])
}

/// A string of JSON is one of YAML too.
fn text(login: &NodeLogin) -> Secret {
    let quoted = |text: &str| Zeroizing::new(Value::from(text).to_string());

    Secret::new(format!(
        "{MARK}configs:\n  {}:\n    auth:\n      username: {}\n      password: {}\n",
        *quoted(&login.host),
        *quoted(&login.user),
        *quoted(login.password.expose()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::node::Engine;

    const PATH: &str = "/etc/rancher/k3s/registries.yaml";

    fn found(before: Option<&str>) -> Answers {
        let mut answers = Answers::new("node");
        answers.give("registries_path", PATH);
        if let Some(before) = before {
            answers.give("registries", &STANDARD.encode(before));
        }
        answers
    }

    fn wanted() -> NodeLogin {
        NodeLogin {
            host: "registry.example.org".to_owned(),
            user: "ann".to_owned(),
            password: Secret::new("it's: \"quoted\" # yes"),
            engine: Engine::Find,
            private: None,
        }
    }

    #[test]
    fn the_file_is_yaml_whatever_the_password() {
        let text = text(&wanted());
        let read: Value = serde_saphyr::from_str(text.expose()).unwrap();

        assert_eq!(
            read["configs"]["registry.example.org"]["auth"]["password"],
            "it's: \"quoted\" # yes"
        );
    }

    #[test]
    fn only_our_own_file_is_written_and_removed() {
        let script = || Script::new(&[]);
        let ours = format!("{MARK}configs: {{}}\n");
        for (before, is_ours) in [
            (None, true),
            (Some(ours.as_str()), true),
            (Some("mirrors: {}\n"), false),
        ] {
            let (_, told) = with_login(script(), &found(before), &wanted()).unwrap();
            let path = PATH.to_owned();
            let expected = if is_ours {
                Registries::Written { path }
            } else {
                Registries::Theirs { path }
            };
            assert_eq!(told, Some(expected), "{before:?}");

            let away = without_login(script(), &found(before)).unwrap();
            let removes = away.text().contains("REGISTRIES='remove'");
            assert_eq!(removes, is_ours && before.is_some(), "{before:?}");
        }
    }

    #[test]
    fn other_nodes_have_no_such_file() {
        let (script, told) =
            with_login(Script::new(&[]), &Answers::new("node"), &wanted()).unwrap();

        assert_eq!(told, None);
        assert!(script.text().contains("REGISTRIES=''"));
    }
}
