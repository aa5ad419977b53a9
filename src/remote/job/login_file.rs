//! A `config.json` of Docker or of the kubelet, with one registry's login in it or out of it.
//!
//! Everybody else's entries stay as they are, also those that nobody here knows.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use crate::secret::Secret;

#[derive(Debug, thiserror::Error)]
pub(super) enum Unmergeable {
    #[error("it is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error("its {0} is not what Docker writes there")]
    Shape(&'static str),
}

/// The file with the login in it. `before` is empty where there was none.
pub(super) fn with_login(
    before: &[u8],
    host: &str,
    user: &str,
    password: &Secret,
) -> Result<Secret, Unmergeable> {
    let mut file = read(before)?;
    let pair = Zeroizing::new(format!("{user}:{}", password.expose()));
    let auth = STANDARD.encode(pair.as_bytes());

    let entry = object(&mut file, "auths")?
        .entry(host)
        .or_insert_with(|| json!({}));
    let entry = entry.as_object_mut().ok_or(Unmergeable::Shape("auths"))?;
    // A token of an earlier login would win over the password.
    let _ = entry.remove("identitytoken");
    let _ = entry.remove("registrytoken");
    let _ = entry.insert("auth".to_owned(), Value::String(auth));

    // Where a helper keeps all logins, Docker does not look into `auths` at all, unless this host has none.
    if file.contains_key("credsStore") || helper(&file, host).is_some() {
        let _ = object(&mut file, "credHelpers")?.insert(host.to_owned(), json!(""));
    }

    write(&file)
}

/// The file without the login; `None` where it had none.
pub(super) fn without_login(before: &[u8], host: &str) -> Result<Option<Secret>, Unmergeable> {
    if before.is_empty() {
        return Ok(None);
    }
    let mut file = read(before)?;
    let had = file
        .get("auths")
        .is_some_and(|auths| auths.get(host).is_some());
    if !had {
        return Ok(None);
    }

    let _ = object(&mut file, "auths")?.remove(host);
    if helper(&file, host) == Some("") {
        let helpers = object(&mut file, "credHelpers")?;
        let _ = helpers.remove(host);
        if helpers.is_empty() {
            let _ = file.remove("credHelpers");
        }
    }

    write(&file).map(Some)
}

/// The login that the file holds for `host`, as `user:password`.
pub(super) fn login(file: &[u8], host: &str) -> Option<Secret> {
    let file = read(file).ok()?;
    let auth = file.get("auths")?.get(host)?.get("auth")?.as_str()?;
    let pair = STANDARD.decode(auth).ok()?;

    String::from_utf8(pair).ok().map(Secret::new)
}

fn helper<'a>(file: &'a Map<String, Value>, host: &str) -> Option<&'a str> {
    file.get("credHelpers")?.get(host)?.as_str()
}

fn read(text: &[u8]) -> Result<Map<String, Value>, Unmergeable> {
    if text.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(text)? {
        Value::Object(file) => Ok(file),
        _ => Err(Unmergeable::Shape("top")),
    }
}

fn object<'a>(
    file: &'a mut Map<String, Value>,
    key: &'static str,
) -> Result<&'a mut Map<String, Value>, Unmergeable> {
    let value = file.entry(key).or_insert(Value::Null);
    if value.is_null() {
        *value = json!({});
    }

    value.as_object_mut().ok_or(Unmergeable::Shape(key))
}

/// Indented with a tab, as Docker writes it.
fn write(file: &Map<String, Value>) -> Result<Secret, Unmergeable> {
    let mut text = Vec::new();
    let format = serde_json::ser::PrettyFormatter::with_indent(b"\t");
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, format);
    serde::Serialize::serialize(file, &mut serializer)?;
    text.push(b'\n');

    Ok(Secret::new(String::from_utf8_lossy(&text).into_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOST: &str = "registry.example.org";

    fn parsed(secret: &Secret) -> Value {
        serde_json::from_str(secret.expose()).unwrap()
    }

    fn logged_in(before: &str) -> Value {
        parsed(&with_login(before.as_bytes(), HOST, "ann", &Secret::new("pw")).unwrap())
    }

    #[test]
    fn a_missing_file_is_begun() {
        assert_eq!(
            logged_in(""),
            json!({ "auths": { HOST: { "auth": STANDARD.encode("ann:pw") } } })
        );
    }

    #[test]
    fn a_helper_for_everything_is_told_to_leave_this_host_alone() {
        assert_eq!(
            logged_in(r#"{"credsStore":"pass"}"#)["credHelpers"],
            json!({ HOST: "" })
        );
    }

    #[test]
    fn what_cannot_be_merged_is_refused() {
        for text in [
            "{",
            "[]",
            r#"{"auths":[]}"#,
            r#"{"auths":{"registry.example.org":1}}"#,
        ] {
            assert!(
                with_login(text.as_bytes(), HOST, "ann", &Secret::new("pw")).is_err(),
                "{text}"
            );
        }
    }

    #[test]
    fn the_login_is_read_back() {
        let file = with_login(b"", HOST, "ann", &Secret::new("p:w")).unwrap();
        let found = login(file.expose().as_bytes(), HOST).unwrap();

        assert_eq!(found.expose(), "ann:p:w");
        assert_eq!(login(b"{}", HOST), None);
    }

    /// Configurations as people have them: other registries, helpers, and keys that we know nothing about.
    fn configuration() -> impl Strategy<Value = Value> {
        let name = "[a-z]{1,8}(\\.[a-z]{2,5})?(:[0-9]{2,4})?";
        let entry = prop_oneof![
            "[a-zA-Z0-9+/]{0,20}".prop_map(|auth| json!({ "auth": auth })),
            Just(json!({})),
            ("[a-z]{1,5}", any::<i64>()).prop_map(|(key, number)| json!({ key: number })),
        ];
        let auths = proptest::collection::hash_map(name, entry, 0..4);
        let others = proptest::collection::hash_map("[a-zA-Z]{1,10}", any::<u64>(), 0..4);

        (auths, others, any::<bool>()).prop_map(|(auths, others, store)| {
            let mut file = json!(others);
            file["auths"] = json!(auths);
            if store {
                file["credsStore"] = json!("desktop");
            }
            file
        })
    }

    proptest! {
        #[test]
        fn everybody_elses_entries_survive(before in configuration()) {
            let text = serde_json::to_vec(&before).unwrap();
            let after = with_login(&text, HOST, "ann", &Secret::new("pw")).unwrap();
            let merged = parsed(&after);

            for (name, value) in before["auths"].as_object().unwrap() {
                prop_assert_eq!(&merged["auths"][name], value);
            }
            for (key, value) in before.as_object().unwrap() {
                if key != "auths" {
                    prop_assert_eq!(&merged[key], value);
                }
            }

            let back = without_login(after.expose().as_bytes(), HOST).unwrap().unwrap();
            prop_assert_eq!(parsed(&back), before);
        }

        #[test]
        fn twice_is_once(before in configuration()) {
            let text = serde_json::to_vec(&before).unwrap();
            let once = with_login(&text, HOST, "ann", &Secret::new("pw")).unwrap();
            let twice = with_login(once.expose().as_bytes(), HOST, "ann", &Secret::new("pw")).unwrap();

            prop_assert_eq!(once, twice);
        }
    }
}
