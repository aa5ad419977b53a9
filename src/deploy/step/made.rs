//! What steps made or found out: the half of the journal that later steps and undoing stand on.
//!
//! What is written here is read by every later version: a new field has a default.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Sent;
use crate::remote::lan::Lan;
use crate::remote::{HostKey, Registries};

/// What a step made or found out, with all that later steps and undoing need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// A floating address that was there before and leads to our port now.
    Association {
        floating: String,
        ip: IpAddr,
    },
    Attachment {
        server: String,
        volume: String,
    },
    Certificate {
        issuer: String,
        not_after: String,
        /// The image of the program that shows it, where it had to be sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sent>,
    },
    Disk {
        device: String,
        uuid: String,
    },
    Docker {
        version: String,
    },
    Floating {
        id: String,
        ip: IpAddr,
    },
    Group {
        id: String,
    },
    HostKeys {
        keys: Vec<HostKey>,
        by_console: bool,
    },
    KeyPair {
        name: String,
    },
    Machine {
        system: String,
        user: String,
    },
    NameSeen {
        addresses: Vec<IpAddr>,
    },
    NodeLogin {
        files: Vec<String>,
        /// What became of the file that k3s or RKE2 reads, where one of them is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        registries: Option<Registries>,
    },
    NodeProof {
        proof: String,
        /// The address that the pull was seen to go to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lan: Option<Lan>,
    },
    Port {
        id: String,
        ip: IpAddr,
    },
    Proof {
        megabytes: u32,
        push_ms: u64,
        pull_ms: u64,
        /// The digest of the layer, where it is still there for nodes to fetch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        layer: Option<String>,
    },
    Record {
        zone: String,
        id: String,
    },
    Registry {
        version: String,
        /// Its image, where it had to be sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sent>,
    },
    Rules,
    Server {
        id: String,
    },
    ServerReady,
    Volume {
        id: String,
    },
}

impl Made {
    /// Whether something stands outside that has to be taken away by itself.
    pub const fn stands(&self) -> bool {
        matches!(
            self,
            Self::Association { .. }
                | Self::Attachment { .. }
                | Self::Floating { .. }
                | Self::Group { .. }
                | Self::KeyPair { .. }
                | Self::NodeLogin { .. }
                | Self::Port { .. }
                | Self::Record { .. }
                | Self::Server { .. }
                | Self::Volume { .. }
        )
    }
}
