//! The one door to the outside: a request goes out, a response comes back.
//!
//! [`Wire`] is the first of the two seams: the network, the practice cloud, or a test that breaks on purpose.

pub mod error;
pub mod net;
pub mod retry;
#[cfg(test)]
pub mod script;

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use error::{CallError, Kind};

use crate::secret::Secret;

/// What carries requests.
pub trait Wire: Send + Sync {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>>;
}

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A wire that is handed around.
pub type Net = Arc<dyn Wire>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Delete,
    Get,
    Head,
    Patch,
    Post,
    Put,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }

    /// Whether sending it twice does no more than sending it once (RFC 9110, section 9.2.2).
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

/// One request. Its `Debug` and its name in errors and logs have the path, never a header or a body.
#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, Secret)>,
    pub body: Bytes,
    pub reach: Option<Arc<Reach>>,
    /// How many bytes of an answer's body are taken at most; a longer one is an error. `None` where the other side
    /// is believed to keep measure.
    pub most: Option<u64>,
}

/// How to reach a host where the ordinary way is not the right one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Reach {
    /// Connect here whatever the DNS says: a name that is minutes old may still be denied by a cache.
    pub address: Option<IpAddr>,
    /// Certificates of authorities (PEM) that are trusted beside the system's.
    pub roots: Option<String>,
}

impl Request {
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: Vec::new(),
            body: Bytes::new(),
            reach: None,
            most: None,
        }
    }

    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, Secret::new(value)));
        self
    }

    #[must_use]
    pub fn json(mut self, body: &Value) -> Self {
        self.body = Bytes::from(body.to_string());
        self.header("Content-Type", "application/json")
    }

    #[must_use]
    pub fn body(mut self, body: Bytes, media_type: &str) -> Self {
        self.body = body;
        self.header("Content-Type", media_type)
    }

    #[must_use]
    pub fn reach(mut self, reach: Option<Arc<Reach>>) -> Self {
        self.reach = reach;
        self
    }

    #[must_use]
    pub fn most(mut self, bytes: u64) -> Self {
        self.most = Some(bytes);
        self
    }

    /// The value of a header that was set.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name));

        found.map(|(_, value)| value.expose())
    }

    /// The request as people may see it: method and path, without host and query.
    pub fn name(&self) -> String {
        let after_host = self
            .url
            .split_once("://")
            .map_or(self.url.as_str(), |(_, rest)| rest);
        let path = after_host.find('/').map_or("/", |at| &after_host[at..]);
        let path = path.split(['?', '#']).next().unwrap_or(path);

        format!("{} {path}", self.method.as_str())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// One answer, of any status. `Debug` leaves the body out: a token may be in it.
#[derive(Clone, Default)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
}

impl Response {
    pub fn new(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub fn json(status: u16, body: &Value) -> Self {
        let mut response = Self::new(status);
        response.body = Bytes::from(body.to_string());
        response
            .headers
            .push(("Content-Type".to_owned(), "application/json".to_owned()));
        response
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name));

        found.map(|(_, value)| value.as_str())
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as `T`; `call` names the request in the error.
    pub fn read<T: DeserializeOwned>(&self, call: &str) -> Result<T, CallError> {
        serde_json::from_slice(&self.body)
            .map_err(|error| CallError::new(Kind::Unreadable, call, error.to_string()).of(self))
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.status, self.body.len())
    }
}
