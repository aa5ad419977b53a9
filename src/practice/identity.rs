//! Keystone v3: who signs in, with what, for how long; the catalog.

mod token;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, Who, text};
use super::clock::{digest, hex, new_id};
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Project {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone)]
pub(super) struct User {
    pub id: String,
    pub name: String,
    pub password: String,
    pub project: String,
}

#[derive(Debug, Clone)]
pub(super) struct Credential {
    pub id: String,
    pub name: String,
    pub secret: String,
    pub project: String,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    text: String,
    who: Who,
    methods: &'static str,
    made: Instant,
    pub ends: Instant,
}

/// Everything of Keystone. There is one person, with all projects.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub user: User,
    pub projects: Vec<Project>,
    pub credentials: Vec<Credential>,
    pub tokens: Vec<Token>,
    pub token_life: Duration,
}

impl Identity {
    /// Whose token the request has, if it is believed.
    pub fn who(&self, ask: &Ask<'_>) -> Option<Who> {
        let given = ask.request.get("X-Auth-Token")?;
        let token = self.tokens.iter().find(|token| token.text == given)?;

        (token.ends > ask.now).then(|| token.who.clone())
    }
}

pub(super) fn answer(state: &mut State, ask: &mut Ask<'_>) -> Reply {
    let parts = ask.path.clone();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match (ask.method(), parts.as_slice()) {
        (Method::Get, []) => {
            return Ok(
                Response::json(300, &json!({ "versions": { "values": [version(ask)] } }))
                    .with("Location", format!("{}/v3/", ask.root)),
            );
        }
        (Method::Get, ["v3"]) => {
            return Ok(Response::json(200, &json!({ "version": version(ask) })));
        }
        (Method::Post, ["v3", "auth", "tokens"]) => return token::sign_in(state, ask),
        _ => {}
    }

    ask.who = state
        .identity
        .who(ask)
        .ok_or_else(|| ask.unauthorized(&state.site))?;
    match (ask.method(), parts.as_slice()) {
        (Method::Get, ["v3", "auth", "tokens"]) => token::show(state, ask),
        (Method::Delete, ["v3", "auth", "tokens"]) => token::revoke(state, ask),
        (Method::Get, ["v3", "auth", "catalog"]) => Ok(Response::json(
            200,
            &json!({ "catalog": token::catalog(state, &ask.who.project), "links": { "self": format!("{}/v3/auth/catalog", ask.root) } }),
        )),
        (Method::Get, ["v3", "auth", "projects"]) => Ok(projects(state, ask)),
        (Method::Get, ["v3", "users", user, "application_credentials"])
            if *user == ask.who.user =>
        {
            let shown: Vec<Value> = state
                .identity
                .credentials
                .iter()
                .map(|credential| credential_json(ask, credential, None))
                .collect();
            Ok(Response::json(
                200,
                &json!({ "application_credentials": shown, "links": links(ask, "application_credentials") }),
            ))
        }
        (Method::Post, ["v3", "users", user, "application_credentials"])
            if *user == ask.who.user =>
        {
            new_credential(state, ask)
        }
        (Method::Delete, ["v3", "users", _, "application_credentials", id]) => {
            drop_credential(state, ask, id)
        }
        _ => Err(ask.no_such_path()),
    }
}

fn version(ask: &Ask<'_>) -> Value {
    json!({
        "id": "v3.14",
        "status": "stable",
        "updated": "2020-04-07T00:00:00Z",
        "links": [{ "rel": "self", "href": format!("{}/v3/", ask.root) }],
        "media-types": [{
            "base": "application/json",
            "type": "application/vnd.openstack.identity-v3+json",
        }],
    })
}

fn links(ask: &Ask<'_>, path: &str) -> Value {
    json!({ "next": null, "self": format!("{}/v3/{path}", ask.root), "previous": null })
}

fn projects(state: &State, ask: &Ask<'_>) -> Response {
    let shown: Vec<Value> = state
        .identity
        .projects
        .iter()
        .map(|project| {
            json!({
                "id": project.id,
                "name": project.name,
                "domain_id": "default",
                "description": "",
                "enabled": true,
                "parent_id": "default",
                "is_domain": false,
                "tags": [],
                "options": {},
                "links": { "self": format!("{}/v3/projects/{}", ask.root, project.id) },
            })
        })
        .collect();

    Response::json(
        200,
        &json!({ "projects": shown, "links": links(ask, "auth/projects") }),
    )
}

fn new_credential(state: &mut State, ask: &Ask<'_>) -> Reply {
    if ask.who.credential.is_some() {
        return Err(ask.error(
            403,
            "You are not authorized to perform the requested action: Using method \
             'application_credential' is not allowed for managing additional application \
             credentials..",
        ));
    }
    let asked = ask.inner("application_credential")?;
    let credential = Credential {
        id: hex(&digest(&new_id())[..16]),
        name: text(&asked, "name").unwrap_or_default().to_owned(),
        secret: text(&asked, "secret").map_or_else(|| hex(&digest(&new_id())), str::to_owned),
        project: ask.who.project.clone(),
    };
    let secret = Some(credential.secret.as_str());
    let body = json!({ "application_credential": credential_json(ask, &credential, secret) });
    state.identity.credentials.push(credential);

    Ok(Response::json(201, &body))
}

fn credential_json(ask: &Ask<'_>, credential: &Credential, secret: Option<&str>) -> Value {
    let role = |name: &str| {
        json!({
            "id": token::role(name),
            "name": name,
            "domain_id": null,
            "description": null,
            "options": { "immutable": true },
        })
    };
    let link = format!("{}/v3/application_credentials/{}", ask.root, credential.id);
    let mut shown = json!({
        "id": credential.id,
        "name": credential.name,
        "description": null,
        "user_id": ask.who.user,
        "project_id": credential.project,
        "system": null,
        "expires_at": null,
        "unrestricted": null,
        "roles": [role("member"), role("reader")],
        "links": { "self": link },
    });
    // Shown once, when it is made.
    if let (Some(secret), Some(object)) = (secret, shown.as_object_mut()) {
        let _ = object.insert("secret".to_owned(), json!(secret));
    }

    shown
}

fn drop_credential(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let before = state.identity.credentials.len();
    state.identity.credentials.retain(|one| one.id != id);
    if state.identity.credentials.len() == before {
        let message = format!("Could not find Application Credential: {id}.");
        return Err(ask.error(404, &message));
    }
    // Its tokens end with it.
    state
        .identity
        .tokens
        .retain(|token| token.who.credential.as_deref() != Some(id));

    Ok(Response::new(204))
}
