//! What nodes have to tell beside a pull, in words: how the private way to the registry compares with the public
//! one, and what became of the files of k3s and RKE2.

use super::Text;
use crate::remote::lan::{Lan, Way};

/// What is known, and the values that it is known from.
pub fn lan(text: &Text, host: &str, lan: &Lan) -> (String, String) {
    let named = ("host", host.into());
    match lan {
        Lan::Measured { private, public } => {
            let times = private.speed() / public.speed().max(f64::MIN_POSITIVE);
            let name = match times {
                // Networks are never twice the same.
                times if times > 1.15 => {
                    text.with("lan-faster", &[("times", rounded(times).into())])
                }
                times if times > 0.87 => text.get("lan-same"),
                _ => text.get("lan-slower"),
            };
            let values = [
                ("private", rounded(private.speed()).into()),
                ("public", rounded(public.speed()).into()),
                named,
            ];

            (name, text.with("lan-value", &values))
        }
        Lan::NoTool => (text.get("lan-unknown"), text.with("lan-no-tool", &[named])),
        Lan::Silent { way, said } => {
            let said = ("said", said.as_str().into());
            let value = match way {
                Way::Private => text.with("lan-silent-private", &[named, said]),
                Way::Public => text.with("lan-silent-public", &[named, said]),
            };

            (text.get("lan-unknown"), value)
        }
    }
}

/// What became of the file that k3s and RKE2 read, on these nodes.
pub fn registries(text: &Text, hosts: &[String], theirs: bool) -> (String, String) {
    let hosts = [("hosts", hosts.join(", ").into())];
    if theirs {
        (
            text.get("registries-theirs"),
            text.with("registries-theirs-value", &hosts),
        )
    } else {
        (
            text.get("registries-written"),
            text.with("registries-written-value", &hosts),
        )
    }
}

/// One decimal below ten, none above: nobody reads more.
pub fn rounded(number: f64) -> f64 {
    if number >= 10.0 {
        number.round()
    } else {
        (number * 10.0).round() / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;
    use crate::remote::lan::Fetch;

    fn told(private: u64, public: u64) -> String {
        let fetch = |micros| Fetch {
            bytes: 32_000_000,
            micros,
        };
        let measured = Lan::Measured {
            private: fetch(private),
            public: fetch(public),
        };

        let (name, value) = lan(&Text::new(Language::English), "node-1", &measured);
        format!("{name}: {value}")
    }

    #[test]
    fn faster_is_said_only_where_it_is() {
        assert_eq!(
            told(40_000, 336_000),
            "The private network is 8.4 times as fast as the public address: 800 MB/s against 95, on node-1"
        );
        assert!(told(100_000, 110_000).starts_with("The private network is as fast as"));
        assert!(told(200_000, 100_000).starts_with("The private network is slower"));
    }
}
