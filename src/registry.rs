//! A registry that speaks the Distribution API (OCI distribution-spec 1.1), from the outside.
//!
//! The base address may be the name or a bare address with a [`Reach`]; credentials go to it and nowhere else:
//! an upload that is sent elsewhere, or back to plain HTTP, is a complaint and not followed.

pub mod htpasswd;
pub mod hub;
pub mod probe;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::http::{CallError, Kind, Method, Net, Reach, Request, Response, retry};
use crate::secret::Secret;

/// The media type of an image manifest.
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const MANIFESTS: &str = "application/vnd.oci.image.manifest.v1+json, \
                         application/vnd.docker.distribution.manifest.v2+json";

/// A registry and a login to it.
#[derive(Clone)]
pub struct Registry {
    net: Net,
    base: String,
    user: String,
    password: Secret,
    reach: Option<Arc<Reach>>,
}

/// What a registry says of its door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Closed without the login, open with it: as it should be.
    Guarded,
    /// Open without a login.
    Open,
    /// The login is refused.
    Refused,
}

/// Why an exchange with a registry failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    #[error(transparent)]
    Call(CallError),
    /// What came back is not what was sent.
    #[error("the layer came back as {found} instead of {sent}")]
    Digest { sent: String, found: String },
    /// The registry thinks it is reached without TLS: its `http.host` is not set.
    #[error("the registry sends uploads back to plain HTTP: {to}")]
    Downgraded { to: String },
    /// The registry sends uploads to another host.
    #[error("the registry sends uploads elsewhere: {to}")]
    Elsewhere { to: String },
    /// The disk that the registry stores on is full.
    #[error("{call}: no room for {bytes} bytes on the registry's disk")]
    Full { call: String, bytes: u64 },
    /// Something on the way does not let so much through (a proxy's limit).
    #[error("{call}: {bytes} bytes are too many for something on the way")]
    TooLarge { call: String, bytes: u64 },
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl Registry {
    /// `base` is `https://HOST` or `http://HOST`, with a port where it is not the usual one.
    pub fn new(net: Net, base: impl Into<String>, user: &str, password: Secret) -> Self {
        Self {
            net,
            base: base.into().trim_end_matches('/').to_owned(),
            user: user.to_owned(),
            password,
            reach: None,
        }
    }

    /// The same, reached in another way.
    #[must_use]
    pub fn reach(mut self, reach: Option<Arc<Reach>>) -> Self {
        self.reach = reach;
        self
    }

    /// `GET /v2/` without and with the login. Error `Unreadable` if that is no registry.
    pub async fn check(&self) -> Result<Door, CallError> {
        let call = "GET /v2/";
        let bare = Request::new(Method::Get, format!("{}/v2/", self.base));
        let bare = self.carry(bare).await?;
        let is_registry = bare
            .header("docker-distribution-api-version")
            .is_some_and(|version| version.starts_with("registry/2"));
        match bare.status {
            200 if is_registry => return Ok(Door::Open),
            401 if is_registry || bare.header("www-authenticate").is_some() => {}
            status => {
                let message = format!("what answers is no registry (status {status})");
                return Err(CallError::new(kind(status, true), call, message).of(&bare));
            }
        }
        let known = self.carry(self.request(Method::Get, "/v2/")).await?;
        match known.status {
            200 => Ok(Door::Guarded),
            401 | 403 => Ok(Door::Refused),
            _ => Err(error(call, &known)),
        }
    }

    /// `GET /v2/_catalog`: names of the repositories, page by page.
    pub async fn catalog(&self) -> Result<Vec<String>, CallError> {
        #[derive(Deserialize)]
        struct Page {
            repositories: Option<Vec<String>>,
        }
        let mut names: Vec<String> = Vec::new();
        let mut path = "/v2/_catalog?n=200".to_owned();
        for _ in 0..500 {
            let response = self.send(self.request(Method::Get, &path)).await?;
            let page: Page = response.read("GET /v2/_catalog")?;
            names.extend(page.repositories.unwrap_or_default());
            // Only the query of the link is used: it may name a host that only the registry knows.
            let next = response.header("link").and_then(|link| {
                let target = link.split_once('<')?.1.split_once('>')?.0;
                target.split_once('?').map(|(_, query)| query.to_owned())
            });
            match next {
                Some(query) => path = format!("/v2/_catalog?{query}"),
                None => break,
            }
        }

        Ok(names)
    }

    /// Uploads a blob in one piece and returns its digest.
    pub async fn push_layer(&self, repository: &str, layer: Bytes) -> Result<String, Failure> {
        let digest = digest(&layer);
        let size = layer.len() as u64;
        let path = format!("/v2/{repository}/blobs/uploads/");
        let call = format!("POST {path}");
        let begun = self.carry(self.request(Method::Post, &path)).await?;
        if is_full(&begun) {
            return Err(Failure::Full { call, bytes: size });
        }
        if !begun.is_success() {
            return Err(error(&call, &begun).into());
        }
        let call = format!("PUT {path}");
        let Some(location) = begun.header("location") else {
            let message = "the answer names no place for the upload";
            return Err(CallError::new(Kind::Unreadable, call, message)
                .of(&begun)
                .into());
        };
        let place = self.place(location)?;
        let joint = if place.contains('?') { '&' } else { '?' };
        let request = self
            .dress(Request::new(
                Method::Put,
                format!("{place}{joint}digest={digest}"),
            ))
            .body(layer, "application/octet-stream");
        let done = self.carry(request).await?;
        match done.status {
            201 | 204 => Ok(digest),
            413 => Err(Failure::TooLarge { call, bytes: size }),
            _ if is_full(&done) => Err(Failure::Full { call, bytes: size }),
            _ => Err(error(&call, &done).into()),
        }
    }

    /// `GET /v2/NAME/blobs/DIGEST`.
    pub async fn blob(&self, repository: &str, digest: &str) -> Result<Bytes, CallError> {
        let path = format!("/v2/{repository}/blobs/{digest}");

        self.send(self.request(Method::Get, &path))
            .await
            .map(|response| response.body)
    }

    /// `DELETE /v2/NAME/blobs/DIGEST`: unlinks it; the space is free after garbage collection.
    /// Error with status 405 where deletion is switched off.
    pub async fn delete_blob(&self, repository: &str, digest: &str) -> Result<(), CallError> {
        let path = format!("/v2/{repository}/blobs/{digest}");

        self.send(self.request(Method::Delete, &path))
            .await
            .map(drop)
    }

    /// `PUT /v2/NAME/manifests/REFERENCE` (a tag or a digest); returns the manifest's digest.
    pub async fn put_manifest(
        &self,
        repository: &str,
        reference: &str,
        manifest: Bytes,
    ) -> Result<String, CallError> {
        let path = format!("/v2/{repository}/manifests/{reference}");
        let digest = digest(&manifest);
        let request = self.request(Method::Put, &path).body(manifest, MANIFEST);
        let response = self.send(request).await?;

        Ok(response
            .header("docker-content-digest")
            .map_or(digest, str::to_owned))
    }

    /// `GET /v2/NAME/manifests/REFERENCE`; `None` if there is none.
    pub async fn manifest(
        &self,
        repository: &str,
        reference: &str,
    ) -> Result<Option<Bytes>, CallError> {
        let path = format!("/v2/{repository}/manifests/{reference}");
        let request = self.request(Method::Get, &path).header("Accept", MANIFESTS);
        match self.send(request).await {
            Ok(response) => Ok(Some(response.body)),
            Err(error) if error.kind == Kind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// `DELETE /v2/NAME/manifests/DIGEST`: a tag will not do. The layers stay until garbage collection.
    /// Error with status 405 where deletion is switched off.
    pub async fn delete_manifest(&self, repository: &str, digest: &str) -> Result<(), CallError> {
        let path = format!("/v2/{repository}/manifests/{digest}");

        self.send(self.request(Method::Delete, &path))
            .await
            .map(drop)
    }

    /// Where an upload goes on: a path, or a whole address that has to be the registry's own.
    fn place(&self, location: &str) -> Result<String, Failure> {
        if location.starts_with('/') && !location.starts_with("//") {
            return Ok(format!("{}{location}", self.base));
        }
        let bare = location.split('?').next().unwrap_or(location);
        let complaint = |make: fn(String) -> Failure| Err(make(bare.to_owned()));
        let elsewhere: fn(String) -> Failure = |to| Failure::Elsewhere { to };
        let (Ok(here), Ok(there)) = (url::Url::parse(&self.base), url::Url::parse(location)) else {
            return complaint(elsewhere);
        };
        if here.host() != there.host() {
            return complaint(elsewhere);
        }
        if here.scheme() == "https" && there.scheme() != "https" {
            return complaint(|to| Failure::Downgraded { to });
        }
        if here.port_or_known_default() != there.port_or_known_default() {
            return complaint(elsewhere);
        }

        Ok(location.to_owned())
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.dress(Request::new(method, format!("{}{path}", self.base)))
    }

    fn dress(&self, request: Request) -> Request {
        let login = STANDARD.encode(format!("{}:{}", self.user, self.password.expose()));

        request.header("Authorization", format!("Basic {login}"))
    }

    async fn carry(&self, request: Request) -> Result<Response, CallError> {
        retry::send(&*self.net, request.reach(self.reach.clone())).await
    }

    async fn send(&self, request: Request) -> Result<Response, CallError> {
        let call = request.name();
        let response = self.carry(request).await?;

        if response.is_success() {
            Ok(response)
        } else {
            Err(error(&call, &response))
        }
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Registry({})", self.base)
    }
}

/// `sha256:…` of the bytes.
pub fn digest(bytes: &[u8]) -> String {
    named(&Sha256::digest(bytes))
}

/// A SHA-256 as registries write it.
fn named(sum: &[u8]) -> String {
    use std::fmt::Write as _;

    let mut text = "sha256:".to_owned();
    for byte in sum {
        let _ = write!(text, "{byte:02x}");
    }

    text
}

/// What the registry's driver of files says in the details of its error: `ENOSPC` by name (seen) or by number.
fn is_full(response: &Response) -> bool {
    if response.status < 500 {
        return false;
    }
    let text: String = String::from_utf8_lossy(&response.body)
        .split_whitespace()
        .collect();

    text.contains("nospaceleft") || text.contains("\"Err\":28")
}

fn error(call: &str, response: &Response) -> CallError {
    #[derive(Deserialize)]
    struct Body {
        errors: Vec<One>,
    }
    #[derive(Deserialize)]
    struct One {
        code: String,
        #[serde(default)]
        message: String,
    }
    let message = match serde_json::from_slice::<Body>(&response.body) {
        Ok(body) => body
            .errors
            .iter()
            .map(|error| format!("{} ({})", error.message, error.code))
            .collect::<Vec<_>>()
            .join("; "),
        Err(_) => format!("status {}", response.status),
    };

    CallError::new(kind(response.status, false), call, message).of(response)
}

/// `strange` where a success or a "not found" means that this is no registry.
fn kind(status: u16, strange: bool) -> Kind {
    match status {
        401 => Kind::Unauthorized,
        403 => Kind::Forbidden,
        404 | 410 if !strange => Kind::NotFound,
        409 => Kind::Conflict,
        429 | 502..=504 | 520..=530 => Kind::Busy,
        500..=599 => Kind::Server,
        400..=499 if !strange => Kind::Invalid,
        _ => Kind::Unreadable,
    }
}
