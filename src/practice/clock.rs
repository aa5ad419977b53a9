//! The practice cloud's time: how long things take, and what the calendar says.
//!
//! Only `tokio::time`, so that tests can stop it. Jitter comes from the name of what is waited for, never from chance.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

/// How fast the practice cloud is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// Everything is done as soon as it is asked for.
    Instant,
    /// Like a cloud of middle size, this many times faster.
    Lifelike(f64),
}

impl Speed {
    /// A whole run in less than a minute, slow enough to watch.
    pub const WATCH: Self = Self::Lifelike(4.0);
}

#[derive(Debug, Clone)]
pub(super) struct Clock {
    began: Instant,
    wall: Timestamp,
    pub speed: Speed,
}

impl Clock {
    pub fn start() -> Self {
        Self {
            began: Instant::now(),
            wall: Timestamp::now(),
            speed: Speed::Instant,
        }
    }

    /// The calendar says `now` at this moment.
    pub fn set(&mut self, now: Timestamp) {
        let since = SignedDuration::try_from(self.began.elapsed()).unwrap_or_default();
        self.wall = now.checked_sub(since).unwrap_or(now);
    }

    /// How long `seconds` of a real cloud last here; `name` decides the jitter.
    pub fn span(&self, seconds: f64, name: &str) -> Duration {
        match self.speed {
            Speed::Instant => Duration::ZERO,
            Speed::Lifelike(factor) if factor > 0.0 => {
                let jitter = f64::from(digest(name)[0]) / 255.0 * 0.3 + 0.85;
                // A day is for ever here.
                Duration::from_secs_f64((seconds * jitter / factor).min(86_400.0))
            }
            Speed::Lifelike(_) => Duration::ZERO,
        }
    }

    /// Time since the world began.
    pub fn since(&self, at: Instant) -> Duration {
        at.duration_since(self.began)
    }

    pub fn date(&self, at: Instant) -> Timestamp {
        let after = SignedDuration::try_from(self.since(at)).unwrap_or_default();

        self.wall.checked_add(after).unwrap_or(self.wall)
    }

    /// As Nova, Neutron and Glance write times.
    pub fn stamp(&self, at: Instant) -> String {
        self.date(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// As Cinder writes times.
    pub fn micro(&self, at: Instant) -> String {
        self.date(at).strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string()
    }

    pub fn began(&self) -> Instant {
        self.began
    }
}

/// Bytes that depend on `text` alone.
pub(super) fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// An id that is the same in every practice cloud of its kind: plans name images and networks by their ids.
pub(super) fn fixed_id(text: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest(text)[..16]);

    uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .to_string()
}

/// An id that nothing had before, in any practice cloud.
pub(super) fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_repeatable_and_scaled() {
        let mut clock = Clock::start();
        assert_eq!(clock.span(25.0, "build"), Duration::ZERO);

        clock.speed = Speed::Lifelike(1.0);
        let real = clock.span(25.0, "build");
        clock.speed = Speed::Lifelike(5.0);
        let fast = clock.span(25.0, "build");

        assert!(real > Duration::from_secs(20) && real < Duration::from_secs(30));
        assert!((real.as_secs_f64() / fast.as_secs_f64() - 5.0).abs() < 0.001);
    }
}
