//! Docker Hub, as the program asks it where a machine does not reach it: tokens, manifests, and layers that lie elsewhere.
//!
//! Two images are there in every version. Their layers hold nothing, but are as their digests say.

use std::sync::LazyLock;

use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::clock::hex;
use crate::http::{Request, Response};

const HUB: &str = "registry-1.docker.io";
const TOKENS: &str = "auth.docker.io";
/// Where the hub keeps its layers.
const STORE: &str = "production.cloudflare.docker.com";
/// Good for nothing anywhere else.
const TOKEN: &str = "practice-pull-token";

/// An image for one processor, with all that leads to it.
struct Image {
    repository: &'static str,
    index: Bytes,
    manifest: Bytes,
    /// Configuration and layers.
    blobs: Vec<Bytes>,
}

static IMAGES: LazyLock<[Image; 2]> = LazyLock::new(|| {
    [
        Image::new("library/registry", [2_100_000, 500_000]),
        Image::new("library/caddy", [1_000_000, 400_000]),
    ]
});

/// The answer, if the request is for one of the hub's hosts.
pub(super) fn answer(request: &Request) -> Option<Response> {
    let url = Url::parse(&request.url).ok()?;
    match url.host_str()? {
        HUB => Some(registry(request, url.path())),
        TOKENS => Some(Response::json(
            200,
            &json!({ "token": TOKEN, "access_token": TOKEN, "expires_in": 300 }),
        )),
        STORE => Some(stored(request, url.path().trim_start_matches('/'))),
        _ => None,
    }
}

fn registry(request: &Request, path: &str) -> Response {
    let rest = path.trim_start_matches("/v2/");
    let found = ["/manifests/", "/blobs/"]
        .iter()
        .find_map(|mark| Some((*mark, rest.split_once(mark)?)));
    let Some((mark, (repository, name))) = found else {
        return refusal(404, "UNSUPPORTED", "not found");
    };
    if request.get("Authorization") != Some(&format!("Bearer {TOKEN}")) {
        let challenge = format!(
            "Bearer realm=\"https://{TOKENS}/token\",service=\"registry.docker.io\",\
             scope=\"repository:{repository}:pull\""
        );
        let refusal = refusal(401, "UNAUTHORIZED", "authentication required");
        return refusal.with("Www-Authenticate", challenge);
    }
    let image = IMAGES.iter().find(|image| image.repository == repository);
    match (image, mark) {
        // What is not there, and what is not for everybody, look the same.
        (None, _) => refusal(
            401,
            "UNAUTHORIZED",
            "requested access to the resource is denied",
        ),
        (Some(_), "/blobs/") => {
            Response::new(307).with("Location", format!("https://{STORE}/{name}"))
        }
        (Some(image), _) if digest(&image.manifest) == name => described(
            &image.manifest,
            "application/vnd.oci.image.manifest.v1+json",
        ),
        (Some(image), _) if !name.starts_with("sha256:") || digest(&image.index) == name => {
            described(&image.index, "application/vnd.oci.image.index.v1+json")
        }
        (Some(_), _) => refusal(404, "MANIFEST_UNKNOWN", "manifest unknown"),
    }
}

/// A blob, or the part of it that is asked for.
fn stored(request: &Request, name: &str) -> Response {
    let blobs = IMAGES.iter().flat_map(|image| &image.blobs);
    let Some(blob) = blobs.into_iter().find(|blob| digest(blob) == name) else {
        return Response::new(404);
    };
    let part = request.get("Range").and_then(|range| {
        let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        (first <= last && last < blob.len()).then_some((first, last))
    });
    let mut response = Response::new(if part.is_some() { 206 } else { 200 });
    response.body = part.map_or_else(|| blob.clone(), |(first, last)| blob.slice(first..=last));

    response
}

fn described(body: &Bytes, kind: &str) -> Response {
    let mut response = Response::new(200)
        .with("Content-Type", kind)
        .with("Docker-Content-Digest", digest(body));
    response.body = body.clone();

    response
}

fn refusal(status: u16, code: &str, message: &str) -> Response {
    Response::json(
        status,
        &json!({ "errors": [{ "code": code, "message": message, "detail": null }] }),
    )
}

impl Image {
    fn new(repository: &'static str, sizes: [usize; 2]) -> Self {
        let layers = sizes.map(|size| filled(repository, size));
        let config = bytes(&json!({
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "rootfs": { "type": "layers", "diff_ids": layers.each_ref().map(|layer| digest(layer)) },
        }));
        let piece = |kind: &str, blob: &Bytes| json!({ "mediaType": kind, "digest": digest(blob), "size": blob.len() });
        let manifest = bytes(&json!({
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": piece("application/vnd.oci.image.config.v1+json", &config),
            "layers": layers
                .each_ref()
                .map(|layer| piece("application/vnd.oci.image.layer.v1.tar", layer)),
        }));
        let mut entry = piece("application/vnd.oci.image.manifest.v1+json", &manifest);
        entry["platform"] = json!({ "architecture": "amd64", "os": "linux" });
        let index = bytes(&json!({
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.index.v1+json",
            "manifests": [entry],
        }));

        Self {
            repository,
            index,
            manifest,
            blobs: [config].into_iter().chain(layers).collect(),
        }
    }
}

/// So many bytes, the same every time.
fn filled(seed: &str, size: usize) -> Bytes {
    let block = Sha256::digest(seed);

    block.iter().copied().cycle().take(size).collect()
}

fn bytes(value: &Value) -> Bytes {
    Bytes::from(value.to_string())
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}
