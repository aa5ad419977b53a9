//! A machine of the cluster that pulls from the registry.

use serde::{Deserialize, Serialize};

use super::instance::{Jump, ssh_port};
use super::place::FilePath;
use super::text::{Host, UserName};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub host: Host,
    #[serde(default = "ssh_port")]
    pub port: u16,
    pub user: UserName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_file: Option<FilePath>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jump: Option<Jump>,
    #[serde(default)]
    pub engine: Engine,
}

/// What pulls images on a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    Containerd,
    Docker,
    /// Looked for on the node.
    #[default]
    Find,
}
