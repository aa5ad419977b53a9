//! Keystone's tokens: made from a password, an application credential or another token.

use serde_json::{Value, json};

use super::Token;
use crate::http::Response;
use crate::practice::ask::{Ask, Reply, Who, text};
use crate::practice::clock::{digest, hex, new_id};
use crate::practice::state::State;

pub(super) fn sign_in(state: &mut State, ask: &Ask<'_>) -> Reply {
    let auth = ask.inner("auth")?;
    let identity = auth.get("identity").cloned().unwrap_or_default();
    let methods: Vec<&str> = identity
        .get("methods")
        .and_then(Value::as_array)
        .map(|methods| methods.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let refused = || ask.unauthorized(&state.site);

    let (who, method) = match methods.as_slice() {
        ["password"] => {
            by_password(state, &identity).ok_or_else(refused)?;
            (scope(state, &auth).ok_or_else(refused)?, "password")
        }
        ["application_credential"] => {
            if auth.get("scope").is_some() {
                let message = "Application credentials cannot request a scope.";
                return Err(ask.error(401, message));
            }
            let who = by_credential(state, &identity).map_err(|unknown| match unknown {
                // A wrong id is told apart from a wrong secret.
                Some(id) => ask.error(
                    404,
                    &format!("Could not find Application Credential: {id}."),
                ),
                None => refused(),
            })?;
            (who, "application_credential")
        }
        ["token"] => {
            let given = identity.get("token").and_then(|token| text(token, "id"));
            let known = state
                .identity
                .tokens
                .iter()
                .any(|token| Some(token.text.as_str()) == given && token.ends > ask.now);
            if !known {
                return Err(refused());
            }
            (scope(state, &auth).ok_or_else(refused)?, "token")
        }
        _ => return Err(refused()),
    };

    let token = Token {
        text: format!(
            "gAAAAAB{}{}",
            hex(&digest(&new_id())),
            hex(&digest(&new_id()))
        ),
        who,
        methods: method,
        made: ask.now,
        ends: ask.now + state.identity.token_life,
    };
    let body = token_json(state, &token);
    let response = Response::json(201, &body).with("X-Subject-Token", token.text.clone());
    state.identity.tokens.push(token);

    Ok(response)
}

fn by_password(state: &State, identity: &Value) -> Option<()> {
    let given = identity.get("password")?.get("user")?;
    let user = &state.identity.user;
    let known = match (text(given, "id"), text(given, "name")) {
        (Some(id), _) => id == user.id,
        (None, Some(name)) => {
            name == user.name && given.get("domain").is_some_and(is_default_domain)
        }
        _ => false,
    };

    (known && text(given, "password") == Some(&user.password)).then_some(())
}

fn is_default_domain(domain: &Value) -> bool {
    text(domain, "name") == Some("Default") || text(domain, "id") == Some("default")
}

/// The error is the id that nobody knows, where it is that.
fn by_credential(state: &State, identity: &Value) -> Result<Who, Option<String>> {
    let given = identity.get("application_credential").ok_or(None)?;
    let credential = state.identity.credentials.iter().find(|credential| {
        text(given, "id") == Some(&credential.id)
            || (text(given, "name") == Some(&credential.name) && given.get("user").is_some())
    });
    let credential = credential.ok_or_else(|| text(given, "id").map(str::to_owned))?;
    if text(given, "secret") != Some(&credential.secret) {
        return Err(None);
    }

    Ok(Who {
        user: state.identity.user.id.clone(),
        project: credential.project.clone(),
        credential: Some(credential.id.clone()),
    })
}

/// The project that is asked for; without one, the user's own.
fn scope(state: &State, auth: &Value) -> Option<Who> {
    let asked = auth.get("scope").and_then(|scope| scope.get("project"));
    let project = match asked {
        None => state.identity.user.project.clone(),
        Some(asked) => state
            .identity
            .projects
            .iter()
            .find(|project| match text(asked, "id") {
                Some(id) => id == project.id,
                None => {
                    text(asked, "name") == Some(&project.name)
                        && asked.get("domain").is_some_and(is_default_domain)
                }
            })?
            .id
            .clone(),
    };

    Some(Who {
        user: state.identity.user.id.clone(),
        project,
        credential: None,
    })
}

fn token_json(state: &State, token: &Token) -> Value {
    let micro = |at| format!("{}Z", state.clock.micro(at));
    let domain = json!({ "id": "default", "name": "Default" });
    let user = &state.identity.user;
    let project = state.project_name(&token.who.project);
    let credential = token.who.credential.as_ref();
    let credential =
        credential.and_then(|id| state.identity.credentials.iter().find(|one| one.id == *id));

    let mut shown = json!({

        "methods": [token.methods],
        "user": {
            "domain": domain, "id": user.id, "name": user.name, "password_expires_at": null,
        },
        "audit_ids": [&hex(&digest(&token.text))[..22]],
        "expires_at": micro(token.ends),
        "issued_at": micro(token.made),
        "project": { "domain": domain, "id": token.who.project, "name": project },
        "is_domain": false,
        "roles": [
            { "id": role("reader"), "name": "reader" },
            { "id": role("member"), "name": "member" },
        ],
        "catalog": catalog(state, &token.who.project),
    });
    if let (Some(credential), Some(object)) = (credential, shown.as_object_mut()) {
        let told = json!({ "id": credential.id, "name": credential.name, "restricted": true });
        let _ = object.insert("application_credential".to_owned(), told);
    }

    json!({ "token": shown })
}

pub(super) fn role(name: &str) -> String {
    hex(&digest(name)[..16])
}

pub(super) fn catalog(state: &State, project: &str) -> Vec<Value> {
    let entry = |(kind, name, url): (&str, &str, String)| {
        json!({
            "endpoints": [{
                "id": hex(&digest(&url)[..16]),
                "interface": "public",
                "region_id": state.site.region,
                "url": url,
                "region": state.site.region,
            }],
            "id": hex(&digest(name)[..16]),
            "type": kind,
            "name": name,
        })
    };

    state
        .site
        .endpoints(project)
        .into_iter()
        .map(entry)
        .collect()
}

pub(super) fn show(state: &State, ask: &Ask<'_>) -> Reply {
    let given = ask.request.get("X-Subject-Token").unwrap_or_default();
    match state
        .identity
        .tokens
        .iter()
        .find(|token| token.text == given)
    {
        Some(token) if token.ends > ask.now => {
            Ok(Response::json(200, &token_json(state, token)).with("X-Subject-Token", given))
        }
        _ => Err(ask.error(404, "Could not find token.")),
    }
}

pub(super) fn revoke(state: &mut State, ask: &Ask<'_>) -> Reply {
    let given = ask.request.get("X-Subject-Token").unwrap_or_default();
    state.identity.tokens.retain(|token| token.text != given);

    Ok(Response::new(204))
}
