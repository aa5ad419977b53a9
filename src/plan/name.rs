//! The registry's name, and who keeps it in the DNS.

use serde::{Deserialize, Serialize};

use super::SecretRef;
use super::text::Hostname;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub host: Hostname,
    pub keeper: Keeper,
}

impl Keeper {
    /// The zone into which Quayside writes by itself.
    pub fn zone(&self) -> Option<&Hostname> {
        match self {
            Self::Cloudflare { zone, .. } | Self::Designate { zone } => Some(zone),
            Self::Hand => None,
        }
    }
}

/// Of the records under a name, those that stand in the way of an address: other addresses, an alias (it stands alone,
/// RFC 1034 §3.6.2), and name servers to which the name is given away. A zone's own name has name servers beside its SOA,
/// and there they are in nobody's way; nor are a mail server or a text anywhere.
pub fn in_the_way<R>(mut records: Vec<R>, kind: impl Fn(&R) -> &str) -> Vec<R> {
    let is_apex = records.iter().any(|record| kind(record) == "SOA");
    records.retain(|record| match kind(record) {
        "A" | "AAAA" | "CNAME" => true,
        "NS" => !is_apex,
        _ => false,
    });

    records
}

/// Who makes the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", deny_unknown_fields)]
pub enum Keeper {
    Cloudflare {
        /// The zone, for example `example.org`; its id is asked for by name.
        zone: Hostname,
        /// Whether Cloudflare stands in front (100 MB a layer on its free plan) or only answers the name.
        proxied: bool,
        token: SecretRef,
    },
    /// The cloud's own DNS service (Designate); it lets in whom the cloud lets in.
    Designate {
        /// A zone of the project, or one shared with it, for example `lab.example.org`; its id is asked for by name.
        zone: Hostname,
    },
    /// Somebody makes the record by hand; Quayside says which, and waits for it.
    Hand,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_stand_beside_an_address_is_in_its_way() {
        let kept = |kinds: &[&'static str]| in_the_way(kinds.to_vec(), |kind| kind);

        assert_eq!(kept(&["A", "AAAA", "TXT", "MX"]), ["A", "AAAA"]);
        assert_eq!(kept(&["CNAME"]), ["CNAME"]);
        assert_eq!(kept(&["NS", "TXT"]), ["NS"]);
        assert_eq!(kept(&["SOA", "NS", "MX"]), [""; 0]);
    }
}
