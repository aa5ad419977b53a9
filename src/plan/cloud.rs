//! Which cloud, and how one signs in to it.

use serde::{Deserialize, Serialize};

use super::SecretRef;
use super::place::{FilePath, WebAddress};

/// The cloud of a plan and the region in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cloud {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    pub sign_in: SignIn,
}

/// The ways of signing in. The practice cloud is one of them, so that everything else can be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", deny_unknown_fields)]
pub enum SignIn {
    ApplicationCredential {
        auth_url: WebAddress,
        /// The credential's id; by name it would need the user's id too.
        id: String,
        secret: SecretRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ca_file: Option<FilePath>,
    },
    /// An entry of `clouds.yaml` (and `secure.yaml`), found where the official clients look.
    CloudsYaml {
        cloud: String,
    },
    Password {
        auth_url: WebAddress,
        user: String,
        user_domain: String,
        project: String,
        project_domain: String,
        /// The project's id, where a file of the dashboard says it: then its name and domain are for people only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project_id: Option<String>,
        password: SecretRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ca_file: Option<FilePath>,
    },
    Practice {
        preset: Preset,
    },
}

/// The practice clouds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Like the procedure's: a project network, floating addresses, flavors with a second disk, virtio.
    Campus,
    /// Unlike it: public addresses without NAT, flavors without a root disk, SCSI.
    Harbour,
}

impl Preset {
    pub const ALL: [Self; 2] = [Self::Campus, Self::Harbour];
}
