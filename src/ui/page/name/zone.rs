//! The zone of the name: who is asked for it, and what is said of it.

use super::Way;
use crate::plan::text::Hostname;

/// Who is asked for the zone of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Cloud,
    Cloudflare,
}

/// What is said of the zone of the name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Zone {
    #[default]
    Unknown,
    Asked,
    Found {
        zone: Hostname,
        records: Vec<String>,
    },
    NotFound,
    Refused(String),
}

/// Who says what there is about the zone.
pub(super) const fn asked(way: Way) -> Option<Asked> {
    match way {
        Way::Cloudflare | Way::Proxied => Some(Asked::Cloudflare),
        Way::Designate => Some(Asked::Cloud),
        Way::Hand => None,
    }
}
