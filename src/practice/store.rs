//! The registry: blobs, manifests and tags on the volume that they are kept on, over the Distribution API.

mod upload;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::clock::hex;
use super::server::Server;
use super::state::State;
use super::web::Call;
use crate::http::{Method, Response};
use crate::remote::Registry;

/// What a registry keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    /// All blobs by their digests; repositories link them.
    blobs: BTreeMap<String, Bytes>,
    repositories: BTreeMap<String, Repository>,
    uploads: BTreeMap<String, Bytes>,
    /// A login that was found right: bcrypt is slow on purpose, and asked once.
    known: Option<(String, String)>,
}

#[derive(Debug, Clone, Default)]
struct Repository {
    layers: BTreeSet<String>,
    /// Media type and bytes.
    manifests: BTreeMap<String, (String, Bytes)>,
    tags: BTreeMap<String, String>,
}

/// A registry that runs: where it keeps things, and what it asks for.
#[derive(Debug, Clone)]
pub(super) struct Place {
    volume: String,
    service: Registry,
    pub plain: bool,
}

/// The registry that runs on `server`, if one does: it does not start without its volume.
pub(super) fn of(state: &State, server: &Server) -> Option<Place> {
    let service = state.machines.get(&server.id)?.registry.clone()?;
    let volume = state.mounted(server, &service.mount)?.to_owned();

    Some(Place {
        volume,
        plain: service.plain,
        service,
    })
}

impl Store {
    /// Tags and blobs, for listings.
    pub fn listing(&self) -> Vec<String> {
        self.repositories
            .iter()
            .flat_map(|(name, repository)| {
                let tags = repository.tags.keys();
                tags.map(move |tag| format!("{name}:{tag}"))
            })
            .collect()
    }

    fn opens(&mut self, service: &Registry, header: Option<&str>) -> bool {
        let Some(given) = header
            .and_then(|header| header.strip_prefix("Basic "))
            .and_then(|text| STANDARD.decode(text).ok())
            .and_then(|bytes| String::from_utf8(bytes).ok())
        else {
            return false;
        };
        let line = service.htpasswd.expose().to_owned();
        if self.known.as_ref() == Some(&(line.clone(), given.clone())) {
            return true;
        }
        let right = match (given.split_once(':'), line.split_once(':')) {
            (Some((user, password)), Some((wanted, hash))) => {
                user == wanted && bcrypt::verify(password, hash.trim()).unwrap_or(false)
            }
            _ => false,
        };
        if right {
            self.known = Some((line, given));
        }

        right
    }
}

pub(super) fn answer(state: &mut State, call: &Call<'_>, place: &Place) -> Response {
    let store = state.stores.entry(place.volume.clone()).or_default();
    let url = &call.request.url;
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let rest = rest.find('/').map_or("/", |at| &rest[at..]);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if path == "/" {
        return Response::new(200);
    }
    let Some(path) = path
        .strip_prefix("/v2/")
        .or_else(|| path.strip_prefix("/v2"))
    else {
        return Response::new(404);
    };
    let version =
        |response: Response| response.with("Docker-Distribution-Api-Version", "registry/2.0");
    if !store.opens(&place.service, call.request.get("Authorization")) {
        let detail = json!(null);
        let refusal = error(401, "UNAUTHORIZED", "authentication required", &detail);
        let realm = format!("Basic realm=\"{}\"", place.service.realm);
        return version(refusal.with("Www-Authenticate", realm));
    }
    let request = Inner {
        method: call.request.method,
        body: call.request.body.clone(),
        kind: call
            .request
            .get("Content-Type")
            .unwrap_or_default()
            .to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
        deletion: place.service.deletion,
    };

    version(route(store, &request, path))
}

/// A request inside the registry.
struct Inner {
    method: Method,
    body: Bytes,
    kind: String,
    query: BTreeMap<String, String>,
    deletion: bool,
}

fn error(status: u16, code: &str, message: &str, detail: &Value) -> Response {
    Response::json(
        status,
        &json!({ "errors": [{ "code": code, "message": message, "detail": detail }] }),
    )
}

fn unsupported() -> Response {
    error(
        405,
        "UNSUPPORTED",
        "The operation is unsupported.",
        &json!(null),
    )
}

fn route(store: &mut Store, request: &Inner, path: &str) -> Response {
    if path.is_empty() {
        return Response::json(200, &json!({}));
    }
    if path == "_catalog" {
        return catalog(store, request);
    }
    let split = |mark: &str| {
        let (name, rest) = path.rsplit_once(mark)?;
        (!name.is_empty()).then(|| (name.to_owned(), rest.to_owned()))
    };
    if let Some((name, _)) = split("/tags/list") {
        return tags(store, &name);
    }
    if let Some((name, upload)) = split("/blobs/uploads/") {
        return upload::uploads(store, request, &name, &upload);
    }
    if let Some((name, digest)) = split("/blobs/") {
        return blobs(store, request, &name, &digest);
    }
    if let Some((name, reference)) = split("/manifests/") {
        return manifests(store, request, &name, &reference);
    }

    Response::new(404)
}

/// Names in order, `n` of them from behind `last`.
fn catalog(store: &Store, request: &Inner) -> Response {
    let most = request
        .query
        .get("n")
        .and_then(|n| n.parse().ok())
        .unwrap_or(100);
    let last = request.query.get("last").cloned().unwrap_or_default();
    let mut names = store.repositories.keys().filter(|name| **name > last);
    let shown: Vec<&String> = names.by_ref().take(most).collect();
    let more = names.next().is_some();
    let response = Response::json(200, &json!({ "repositories": shown }));
    match (more, shown.last()) {
        (true, Some(last)) => {
            let link = format!("</v2/_catalog?last={last}&n={most}>; rel=\"next\"");
            response.with("Link", link)
        }
        _ => response,
    }
}

fn tags(store: &Store, name: &str) -> Response {
    match store.repositories.get(name) {
        Some(repository) => {
            let tags: Vec<&String> = repository.tags.keys().collect();
            let tags = if tags.is_empty() {
                Value::Null
            } else {
                json!(tags)
            };
            Response::json(200, &json!({ "name": name, "tags": tags }))
        }
        None => no_name(name),
    }
}

fn no_name(name: &str) -> Response {
    let message = "repository name not known to registry";

    error(404, "NAME_UNKNOWN", message, &json!({ "name": name }))
}

fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

fn blobs(store: &mut Store, request: &Inner, name: &str, digest: &str) -> Response {
    let unknown = || {
        let detail = json!({ "digest": digest });
        error(404, "BLOB_UNKNOWN", "blob unknown to registry", &detail)
    };
    let Some(repository) = store.repositories.get_mut(name) else {
        return unknown();
    };
    if !repository.layers.contains(digest) {
        return unknown();
    }
    match request.method {
        Method::Get | Method::Head => {
            let bytes = store.blobs.get(digest).cloned().unwrap_or_default();
            let mut response = Response::new(200)
                .with("Content-Length", bytes.len().to_string())
                .with("Content-Type", "application/octet-stream")
                .with("Docker-Content-Digest", digest);
            if request.method == Method::Get {
                response.body = bytes;
            }
            response
        }
        Method::Delete if request.deletion => {
            let _ = repository.layers.remove(digest);
            Response::new(202)
        }
        _ => unsupported(),
    }
}

fn manifests(store: &mut Store, request: &Inner, name: &str, reference: &str) -> Response {
    if request.method == Method::Put {
        return put_manifest(store, request, name, reference);
    }
    let Some(repository) = store.repositories.get_mut(name) else {
        return no_name(name);
    };
    let digest = repository
        .tags
        .get(reference)
        .cloned()
        .unwrap_or_else(|| reference.to_owned());
    let Some((kind, bytes)) = repository.manifests.get(&digest).cloned() else {
        let detail = json!({ "Tag": reference });
        return error(404, "MANIFEST_UNKNOWN", "manifest unknown", &detail);
    };
    match request.method {
        Method::Get | Method::Head => {
            let mut response = Response::new(200)
                .with("Content-Length", bytes.len().to_string())
                .with("Content-Type", kind)
                .with("Docker-Content-Digest", digest);
            if request.method == Method::Get {
                response.body = bytes;
            }
            response
        }
        // A tag will not do.
        Method::Delete if request.deletion && reference.starts_with("sha256:") => {
            let _ = repository.manifests.remove(&digest);
            repository.tags.retain(|_, tagged| *tagged != digest);
            Response::new(202)
        }
        _ => unsupported(),
    }
}

fn put_manifest(store: &mut Store, request: &Inner, name: &str, reference: &str) -> Response {
    let Ok(manifest) = serde_json::from_slice::<Value>(&request.body) else {
        return error(400, "MANIFEST_INVALID", "manifest invalid", &json!(null));
    };
    let layers = manifest.get("layers").and_then(Value::as_array);
    let parts = layers.into_iter().flatten().chain(manifest.get("config"));
    let repository = store.repositories.entry(name.to_owned()).or_default();
    for part in parts {
        let digest = super::ask::text(part, "digest").unwrap_or_default();
        if !repository.layers.contains(digest) {
            let detail = json!({ "Digest": digest });
            let message = "blob unknown to registry";
            return error(400, "MANIFEST_BLOB_UNKNOWN", message, &detail);
        }
    }
    let digest = sha256(&request.body);
    let content = (request.kind.clone(), request.body.clone());
    let _ = repository.manifests.insert(digest.clone(), content);
    if !reference.starts_with("sha256:") {
        let _ = repository.tags.insert(reference.to_owned(), digest.clone());
    }

    Response::new(201)
        .with("Location", format!("/v2/{name}/manifests/{digest}"))
        .with("Docker-Content-Digest", digest)
}
