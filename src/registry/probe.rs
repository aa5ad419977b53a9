//! The proof that a registry takes large layers: a random one is pushed, pulled back and compared.
//!
//! What is left behind: the layer's bytes stay on the volume until the registry's garbage collection runs, also
//! where the layer is unlinked at once. No manifest is made, so no tag is seen; the catalog may show the empty
//! repository [`REPOSITORY`].

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Failure, Registry, digest};
use crate::http::{CallError, Kind};

/// The repository that probes use.
pub const REPOSITORY: &str = "quayside-probe";

/// What a probe measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub bytes: u64,
    pub digest: String,
    /// From the first request to the registry's "created".
    pub push: Duration,
    pub pull: Duration,
}

impl Measure {
    /// Megabytes (10⁶) a second.
    pub fn push_speed(&self) -> f64 {
        speed(self.bytes, self.push)
    }

    /// Megabytes (10⁶) a second.
    pub fn pull_speed(&self) -> f64 {
        speed(self.bytes, self.pull)
    }
}

/// Pushes a random layer of `megabytes` (10⁶ bytes), pulls it back and compares; then unlinks it, unless somebody
/// else will fetch it too.
pub async fn probe(registry: &Registry, megabytes: u32, leave: bool) -> Result<Measure, Failure> {
    let layer = random(megabytes).await?;
    let bytes = layer.len() as u64;

    let began = Instant::now();
    let sent = registry.push_layer(REPOSITORY, layer).await?;
    let push = began.elapsed();

    let began = Instant::now();
    let back = registry.blob(REPOSITORY, &sent).await;
    let pull = began.elapsed();
    let back = back.map(|back| digest(&back));
    if !leave || back.as_ref() != Ok(&sent) {
        // A registry that forbids it says 405.
        let _ = registry.delete_blob(REPOSITORY, &sent).await;
    }
    let found = back?;
    if found != sent {
        return Err(Failure::Digest { sent, found });
    }

    Ok(Measure {
        bytes,
        digest: sent,
        push,
        pull,
    })
}

/// Bytes that nothing on the way can compress, made off the threads that carry requests.
async fn random(megabytes: u32) -> Result<Bytes, CallError> {
    let make = move || noise(rand::random(), megabytes as usize * 1_000_000);

    tokio::task::spawn_blocking(make)
        .await
        .map_err(|error| CallError::new(Kind::Unreadable, "random layer", error.to_string()))
}

/// SplitMix64 (Steele, Lea, Flood 2014): nobody needs to be kept from guessing it, and it is quick.
fn noise(seed: u64, length: usize) -> Bytes {
    let mut state = seed;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bytes.extend_from_slice(&(word ^ (word >> 31)).to_le_bytes());
    }
    bytes.truncate(length);

    Bytes::from(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "a speed for people")]
fn speed(bytes: u64, took: Duration) -> f64 {
    bytes as f64 / 1e6 / took.as_secs_f64().max(0.001)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_as_long_as_asked_and_never_the_same() {
        // The first number of the sequence that starts at 0, from the reference implementation.
        assert_eq!(noise(0, 8)[..], 0xe220_a839_7b1d_cdaf_u64.to_le_bytes());
        assert_eq!(noise(1, 1003).len(), 1003);
        assert_ne!(noise(1, 1003), noise(2, 1003));
    }
}
