//! Sizes of disks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Gibibytes, what OpenStack calls GB. Between 1 and 100 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Gigabytes(u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSize {
    #[error("a size is missing")]
    Empty,
    #[error("a size is a whole number of gigabytes")]
    NotANumber,
    #[error("a size is between 1 and 100 000 GB")]
    OutOfRange,
}

impl Gigabytes {
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for Gigabytes {
    type Err = BadSize;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.is_empty() {
            return Err(BadSize::Empty);
        }
        if !digits.chars().all(|c| c.is_ascii_digit()) {
            return Err(BadSize::NotANumber);
        }

        digits
            .parse::<u32>()
            .map_err(|_| BadSize::OutOfRange)?
            .try_into()
    }
}

impl TryFrom<u32> for Gigabytes {
    type Error = BadSize;

    fn try_from(size: u32) -> Result<Self, Self::Error> {
        (1..=100_000)
            .contains(&size)
            .then_some(Self(size))
            .ok_or(BadSize::OutOfRange)
    }
}

impl From<Gigabytes> for u32 {
    fn from(size: Gigabytes) -> Self {
        size.0
    }
}

impl fmt::Display for Gigabytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
