//! Ids of what a deployment makes in a cloud: a server's cannot be given where a volume's belongs.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self::new(id)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

ids! {
    /// A floating address.
    FloatingId,
    /// A security group.
    GroupId,
    /// A port: where a server is plugged into a network.
    PortId,
    /// A record in a zone of the DNS: all of one name and type.
    RecordId,
    /// A rule of a security group.
    RuleId,
    /// A server (an instance).
    ServerId,
    /// A volume.
    VolumeId,
    /// A zone of the DNS.
    ZoneId,
}
