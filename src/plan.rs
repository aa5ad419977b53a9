//! Everything the wizard collected, already checked: a [`Plan`] can only be made of parsed parts.
//!
//! Plain data without secrets: a secret is named by a [`SecretRef`]. Nothing here talks to anybody.

pub mod address;
pub mod certificate;
pub mod check;
pub mod cloud;
pub mod draft;
pub mod field;
pub mod file;
pub mod firewall;
pub mod instance;
pub mod name;
pub mod node;
pub mod place;
pub mod registry;
pub mod size;
pub mod text;
pub mod volume;

use serde::{Deserialize, Serialize};

pub use address::Address;
pub use certificate::Certificate;
pub use cloud::Cloud;
pub use draft::Draft;
pub use field::Field;
pub use firewall::Firewall;
pub use instance::Instance;
pub use name::Name;
pub use node::Node;
pub use registry::Registry;
pub use volume::Volume;

/// What is to be built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub cloud: Cloud,
    pub instance: Instance,
    pub address: Address,
    pub firewall: Firewall,
    pub name: Name,
    pub certificate: Certificate,
    pub registry: Registry,
    pub volumes: Vec<Volume>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<Node>,
}

/// A thing of the cloud: found by its id, known to people by its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub id: String,
    pub name: String,
}

impl Named {
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
        }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// Where a secret is kept: written `keychain:NAME` or `env:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SecretRef {
    /// An environment variable of the program.
    Env(String),
    /// An entry of the operating system's keychain.
    Keychain(String),
}

/// What was written may be the secret itself: it is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret is named as keychain:NAME or env:NAME and never written out")]
pub struct NotASecretRef;

impl std::str::FromStr for SecretRef {
    type Err = NotASecretRef;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("env", name)) if !name.is_empty() => Ok(Self::Env(name.to_owned())),
            Some(("keychain", name)) if !name.is_empty() => Ok(Self::Keychain(name.to_owned())),
            _ => Err(NotASecretRef),
        }
    }
}

impl TryFrom<String> for SecretRef {
    type Error = NotASecretRef;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SecretRef> for String {
    fn from(reference: SecretRef) -> Self {
        reference.to_string()
    }
}

impl std::fmt::Display for SecretRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Env(name) => write!(f, "env:{name}"),
            Self::Keychain(name) => write!(f, "keychain:{name}"),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
