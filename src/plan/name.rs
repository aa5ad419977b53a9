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
    /// Somebody makes the record by hand; Quayside says which, and waits for it.
    Hand,
}
