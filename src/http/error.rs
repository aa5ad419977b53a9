//! Why a call brought no answer that can be used: typed kinds, so that nobody matches on text.
//!
//! Cloneable and serialisable: an error goes into messages of the window and into the journal.

use serde::{Deserialize, Serialize};

use super::Response;

/// A failed call, with what a person or their cloud's support needs to find it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{call}: {message}")]
pub struct CallError {
    pub kind: Kind,
    /// Method and path, for example `POST /v2.1/servers`.
    pub call: String,
    /// What the service (or the network) said, in its own words.
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// What kind of failure it is. Each has words and a remedy in `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Too many requests or a service in maintenance, after all retries (429, 502, 503, 504).
    Busy,
    /// It is there already, or in a state in which this cannot be done (409).
    Conflict,
    /// The thing went into an error state on the cloud's side: its own words are the message.
    Fault,
    /// The cloud's policy does not let this user do it (403).
    Forbidden,
    /// The request itself was refused as wrong (400, 422).
    Invalid,
    /// A service that is needed is not in the catalog, or a version of it.
    Missing { service: String },
    /// It is not there (404, 410).
    NotFound,
    /// A quota is used up; how far, where it is known.
    Quota {
        resource: Resource,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<Count>,
    },
    /// The service failed (5xx).
    Server,
    /// No answer in time; whether it was done is not known.
    Timeout,
    /// The certificate of the other side is not trusted, or no common protocol.
    Tls,
    /// The sign-in is not accepted (401).
    Unauthorized,
    /// Nothing answers there: name unknown, connection refused, no route.
    Unreachable,
    /// An answer came that does not mean what it should.
    Unreadable,
}

/// What a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    Cores,
    FloatingAddresses,
    Instances,
    KeyPairs,
    MemoryMegabytes,
    Ports,
    /// Of one zone of the DNS.
    Records,
    SecurityGroupRules,
    SecurityGroups,
    VolumeGigabytes,
    Volumes,
    /// A quota that this program does not know by name.
    Other,
}

/// What a quota allows, how much of it is in use, and how much was asked for on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub limit: u64,
    pub used: u64,
    pub needed: u64,
}

impl CallError {
    pub fn new(kind: Kind, call: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            call: call.into(),
            message: message.into(),
            status: None,
            request_id: None,
        }
    }

    /// The same with the status and the request id of the answer that it came from.
    #[must_use]
    pub fn of(mut self, response: &Response) -> Self {
        self.status = Some(response.status);
        self.request_id = request_id(response).map(str::to_owned);
        self
    }
}

/// What the service calls the request in its own log.
pub(super) fn request_id(response: &Response) -> Option<&str> {
    ["x-openstack-request-id", "x-compute-request-id", "cf-ray"]
        .iter()
        .find_map(|name| response.header(name))
}
