//! Nova's key pairs. They belong to the user, whatever the project.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use serde_json::{Value, json};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{LineEnding, PrivateKey};

use super::ask::{Ask, Reply, text};
use super::clock::{digest, new_id};
use super::compute::KeyPair;
use super::list::{self, Paging};
use super::state::State;
use crate::http::{Method, Response};

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    match (ask.method(), rest) {
        (Method::Get, []) => {
            let keys = state
                .keys
                .iter()
                .map(|key| {
                    let mut shown = json!({
                        "name": key.name,
                        "public_key": key.public,
                        "fingerprint": fingerprint(&key.public).unwrap_or_default(),
                    });
                    kind(ask, &mut shown);
                    json!({ "keypair": shown })
                })
                .collect();
            let path = "/v2.1/os-keypairs".to_owned();
            list::page(
                ask,
                keys,
                &Paging {
                    key: "keypairs",
                    mark: "name",
                    path,
                },
            )
        }
        (Method::Get, [name]) => match state.keys.iter().find(|key| key.name == *name) {
            Some(key) => {
                let mut shown = key_json(state, ask, key);
                if let Some(object) = shown.as_object_mut() {
                    let made = state.clock.micro(key.made);
                    let _ = object.insert("created_at".to_owned(), json!(made));
                    let _ = object.insert("deleted".to_owned(), json!(false));
                    let _ = object.insert("deleted_at".to_owned(), Value::Null);
                    let _ = object.insert("id".to_owned(), json!(1));
                    let _ = object.insert("updated_at".to_owned(), Value::Null);
                }
                Ok(Response::json(200, &json!({ "keypair": shown })))
            }
            None => Err(not_found(ask, name)),
        },
        (Method::Post, []) => create(state, ask),
        (Method::Delete, [name]) => {
            let before = state.keys.len();
            state.keys.retain(|key| key.name != *name);
            if state.keys.len() == before {
                return Err(not_found(ask, name));
            }
            Ok(Response::new(202).with("Content-Type", "application/json"))
        }
        _ => Err(ask.no_such_path()),
    }
}

fn not_found(ask: &Ask<'_>, name: &str) -> Response {
    let message = format!("Keypair {name} not found for user {}", ask.who.user);

    ask.error(404, &message)
}

fn kind(ask: &Ask<'_>, shown: &mut Value) {
    if let (true, Some(object)) = (ask.at_least(2, 2), shown.as_object_mut()) {
        let _ = object.insert("type".to_owned(), json!("ssh"));
    }
}

fn key_json(_state: &State, ask: &Ask<'_>, key: &KeyPair) -> Value {
    let mut shown = json!({
        "name": key.name,
        "public_key": key.public,
        "fingerprint": fingerprint(&key.public).unwrap_or_default(),
        "user_id": ask.who.user,
    });
    kind(ask, &mut shown);

    shown
}

fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let asked = ask.inner("keypair")?;
    let name = super::compute::must_be_text(ask, &asked, "name")?.to_owned();
    let used = i64::try_from(state.keys.len()).unwrap_or(i64::MAX);
    if used >= state.limits(&ask.who.project).key_pairs {
        return Err(ask.error(403, "Quota exceeded, too many key pairs."));
    }
    if state.keys.iter().any(|key| key.name == name) {
        return Err(ask.error(409, &format!("Key pair '{name}' already exists.")));
    }
    let (public, private) = match text(&asked, "public_key") {
        Some(public) => (public.to_owned(), None),
        None if ask.at_least(2, 92) => {
            let message = format!(
                "Invalid input for field/attribute keypair. Value: {{'name': '{name}'}}. \
                 'public_key' is a required property"
            );
            return Err(ask.error(400, &message));
        }
        None => generate(ask)?,
    };
    if fingerprint(&public).is_none() {
        let message = "Keypair data is invalid: failed to generate fingerprint";
        return Err(ask.error(400, message));
    }
    let key = KeyPair {
        name,
        public,
        made: ask.now,
    };
    let mut shown = key_json(state, ask, &key);
    if let (Some(private), Some(object)) = (private, shown.as_object_mut()) {
        let _ = object.insert("private_key".to_owned(), json!(private));
    }
    state.keys.push(key);
    // 200 in the first version, 201 ever since.
    let status = if ask.at_least(2, 2) { 201 } else { 200 };

    Ok(Response::json(status, &json!({ "keypair": shown })))
}

/// A key pair made by the cloud: public and private text.
fn generate(ask: &Ask<'_>) -> Result<(String, Option<String>), Response> {
    let pair = Ed25519Keypair::from_seed(&digest(&new_id()));
    let made = PrivateKey::new(KeypairData::Ed25519(pair), "Generated-by-Nova").and_then(|key| {
        let private = key.to_openssh(LineEnding::LF)?.to_string();
        Ok((key.public_key().to_openssh()?, Some(private)))
    });

    made.map_err(|error| ask.error(500, &error.to_string()))
}

/// As Nova tells it: MD5 of the key, in pairs.
fn fingerprint(public: &str) -> Option<String> {
    let blob = public.split_whitespace().nth(1)?;
    let bytes = STANDARD.decode(blob).ok()?;
    if !public.starts_with("ssh-") && !public.starts_with("ecdsa-") {
        return None;
    }
    let pairs: Vec<String> = Md5::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();

    Some(pairs.join(":"))
}
