//! Blobs come in: in one piece, in several, or from another repository.

use bytes::Bytes;
use serde_json::json;

use super::{Inner, Store, error, sha256, unsupported};
use crate::http::{Method, Response};
use crate::practice::clock::new_id;

pub(super) fn uploads(store: &mut Store, request: &Inner, name: &str, upload: &str) -> Response {
    let place = |id: &str, bytes: usize| {
        Response::new(202)
            .with("Location", format!("/v2/{name}/blobs/uploads/{id}"))
            .with("Docker-Upload-Uuid", id.to_owned())
            .with("Range", format!("0-{}", bytes.saturating_sub(1)))
    };
    match request.method {
        Method::Post if upload.is_empty() => {
            if let (Some(digest), Some(from)) =
                (request.query.get("mount"), request.query.get("from"))
                && store
                    .repositories
                    .get(from)
                    .is_some_and(|one| one.layers.contains(digest))
            {
                return link(store, name, digest);
            }
            let id = new_id();
            let _ = store.uploads.insert(id.clone(), Bytes::new());
            place(&id, 0)
        }
        _ if !store.uploads.contains_key(upload) => error(
            404,
            "BLOB_UPLOAD_UNKNOWN",
            "blob upload unknown to registry",
            &json!(null),
        ),
        Method::Patch => {
            let bytes = joined(store, upload, &request.body);
            let length = bytes.len();
            let _ = store.uploads.insert(upload.to_owned(), bytes);
            place(upload, length)
        }
        Method::Put => {
            let bytes = joined(store, upload, &request.body);
            let digest = request.query.get("digest").cloned().unwrap_or_default();
            if digest != sha256(&bytes) {
                let message = "provided digest did not match uploaded content";
                return error(400, "DIGEST_INVALID", message, &json!(null));
            }
            let _ = store.uploads.remove(upload);
            let _ = store.blobs.insert(digest.clone(), bytes);
            link(store, name, &digest)
        }
        Method::Delete => {
            let _ = store.uploads.remove(upload);
            Response::new(204)
        }
        Method::Get | Method::Head => {
            let length = store.uploads.get(upload).map_or(0, Bytes::len);
            let mut response = place(upload, length);
            response.status = 204;
            response
        }
        Method::Post => unsupported(),
    }
}

fn joined(store: &Store, upload: &str, more: &Bytes) -> Bytes {
    match store.uploads.get(upload) {
        Some(before) if !before.is_empty() => [&before[..], &more[..]].concat().into(),
        _ => more.clone(),
    }
}

fn link(store: &mut Store, name: &str, digest: &str) -> Response {
    let repository = store.repositories.entry(name.to_owned()).or_default();
    let _ = repository.layers.insert(digest.to_owned());

    Response::new(201)
        .with("Location", format!("/v2/{name}/blobs/{digest}"))
        .with("Docker-Content-Digest", digest)
}
