//! The way that a node's pulls take through the network, and what each way carries.
//!
//! Everything here was measured on the node itself; what was not tried says why.

use serde::{Deserialize, Serialize};

/// The two ways from a node to the registry, and what to fetch over both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    pub private: String,
    pub public: String,
    /// A large blob of the registry: `NAME/blobs/DIGEST`.
    pub blob: String,
    /// At most so many bytes of it.
    pub bytes: u64,
}

/// How the two ways compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lan {
    Measured {
        private: Fetch,
        public: Fetch,
    },
    /// The node has no `curl` to fetch with.
    NoTool,
    /// One of the ways does not carry anything: `said` is what curl or the registry said.
    Silent {
        way: Way,
        said: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Private,
    Public,
}

/// What was fetched over one way, from the request to the last byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetch {
    pub bytes: u64,
    pub micros: u64,
}

impl Fetch {
    /// Megabytes (10⁶) a second, which is bytes a microsecond.
    #[expect(clippy::cast_precision_loss, reason = "a speed for people")]
    pub fn speed(self) -> f64 {
        self.bytes as f64 / self.micros.max(1) as f64
    }
}
