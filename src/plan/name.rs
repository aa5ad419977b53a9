//! The registry's name, and who keeps it in the DNS.

use serde::{Deserialize, Serialize};

use super::SecretRef;
use super::text::Hostname;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub host: Hostname,
    pub keeper: Keeper,
}

impl Keeper {
    /// The zone into which Quayside writes by itself.
    pub fn zone(&self) -> Option<&Hostname> {
        match self {
            Self::Cloudflare { zone, .. } | Self::Designate { zone } => Some(zone),
            Self::Hand => None,
        }
    }
}

/// Who makes the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", deny_unknown_fields)]
pub enum Keeper {
    Cloudflare {
        /// The zone, for example `example.org`; its id is asked for by name.
        zone: Hostname,
        /// Whether Cloudflare stands in front (100 MB a layer on its free plan) or only answers the name.
        proxied: bool,
        token: SecretRef,
    },
    /// The cloud's own DNS service (Designate); it lets in whom the cloud lets in.
    Designate {
        /// A zone of the project, or one shared with it, for example `lab.example.org`; its id is asked for by name.
        zone: Hostname,
    },
    /// Somebody makes the record by hand; Quayside says which, and waits for it.
    Hand,
}
