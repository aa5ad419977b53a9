//! A disk of its own: it outlives the instance and can move to another one.

use serde::{Deserialize, Serialize};

use super::place::MountPath;
use super::size::Gigabytes;
use super::text::Title;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    pub name: Title,
    pub mount: MountPath,
    pub purpose: Purpose,
    #[serde(default)]
    pub filesystem: Filesystem,
    pub source: Source,
}

/// What a volume is for. Exactly one holds the images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Data sets that every user of the machine may write (Repo2Data's).
    Data,
    /// What the registry stores.
    Images,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "use", deny_unknown_fields)]
pub enum Source {
    /// A volume the project has already; used, never deleted. It is formatted only if it is provably empty.
    Existing { id: String },
    New {
        size: Gigabytes,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        volume_type: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filesystem {
    /// The procedure's; writing its tables takes minutes on a large volume.
    Ext3,
    #[default]
    Ext4,
    Xfs,
}

impl Filesystem {
    pub const ALL: [Self; 3] = [Self::Ext4, Self::Xfs, Self::Ext3];

    /// Its name for `mkfs` and `fstab`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ext3 => "ext3",
            Self::Ext4 => "ext4",
            Self::Xfs => "xfs",
        }
    }
}

impl std::fmt::Display for Filesystem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
