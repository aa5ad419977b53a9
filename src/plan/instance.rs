//! The virtual machine that carries the registry.

use serde::{Deserialize, Serialize};

use super::Named;
use super::place::FilePath;
use super::size::Gigabytes;
use super::text::{Host, Label, UserName};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    pub name: Label,
    pub image: Named,
    pub flavor: Named,
    pub network: Named,
    /// Availability zone; the cloud chooses where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    #[serde(default)]
    pub boot: Boot,
    pub login: Login,
}

/// What the instance starts from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from", deny_unknown_fields)]
pub enum Boot {
    /// The image, copied to the disk that the flavor gives.
    #[default]
    Image,
    /// A new volume made from the image; it goes away with the instance.
    Volume {
        size: Gigabytes,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        volume_type: Option<String>,
    },
}

/// How Quayside gets onto the instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    pub key_pair: KeyPair,
    /// The private half on this computer; where it is left out, the SSH agent and the usual files are tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_file: Option<FilePath>,
    /// Where it is left out, the image tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserName>,
    /// A machine to go through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jump: Option<Jump>,
}

/// A machine to go through on the way to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jump {
    pub host: Host,
    #[serde(default = "ssh_port")]
    pub port: u16,
    pub user: UserName,
}

pub(super) fn ssh_port() -> u16 {
    22
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "use", deny_unknown_fields)]
pub enum KeyPair {
    Existing {
        name: String,
    },
    /// A public key of this computer that is given to the cloud.
    Import {
        public_key: String,
    },
}
