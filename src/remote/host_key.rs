//! Is the machine that answers the machine that was made? Its first start prints the host keys on the console,
//! which the cloud shows over its own, trusted interface; they are compared with those that SSH shows.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest, Sha256};

use super::HostKey;

/// What the comparison says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The console vouches for these keys; they may be believed from now on.
    Verified(Vec<HostKey>),
    /// The console says nothing (yet, or not at all: some images and some clouds print none). A person must
    /// compare these fingerprints, or wait.
    NotInConsole { shown: Vec<String> },
    /// Another machine answers, or somebody in between.
    Mismatch {
        expected: Vec<String>,
        shown: Vec<String>,
    },
}

/// Compares what SSH shows with what the console log says.
pub fn compare(console: &str, shown: &[HostKey]) -> Verdict {
    let fingerprints = |keys: &[HostKey]| keys.iter().filter_map(fingerprint).collect::<Vec<_>>();
    let printed = Printed::in_log(console);
    if printed.fingerprints.is_empty() {
        return Verdict::NotInConsole {
            shown: fingerprints(shown),
        };
    }

    let vouched = |key: &&HostKey| {
        fingerprint(key).is_some_and(|shown| printed.fingerprints.contains(&shown))
    };
    let mut verified: Vec<HostKey> = shown.iter().filter(vouched).cloned().collect();
    if verified.is_empty() {
        return Verdict::Mismatch {
            expected: printed.fingerprints,
            shown: fingerprints(shown),
        };
    }

    // The others that were printed are as good; a later ssh may prefer one of them.
    for key in printed.keys {
        if !verified.contains(&key) {
            verified.push(key);
        }
    }
    Verdict::Verified(verified)
}

/// The fingerprint as `ssh` shows it; `None` if the key is none.
pub fn fingerprint(key: &HostKey) -> Option<String> {
    let blob = key.0.split_whitespace().nth(1)?;
    let blob = STANDARD.decode(blob).ok()?;

    Some(format!(
        "SHA256:{}",
        STANDARD_NO_PAD.encode(Sha256::digest(blob))
    ))
}

/// The key of a line in which one stands somewhere: of a `known_hosts` file, of the console (which may put a
/// time in front). A comment behind it is dropped.
pub(super) fn key_in(line: &str) -> Option<HostKey> {
    let mut words = line.split_whitespace();
    let kind = words.find(|word| {
        word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-") || word.starts_with("sk-")
    })?;
    let blob = words.next()?;
    let key = HostKey(format!("{kind} {blob}"));

    (blob.starts_with("AAAA") && fingerprint(&key).is_some()).then_some(key)
}

/// What cloud-init has printed.
struct Printed {
    keys: Vec<HostKey>,
    fingerprints: Vec<String>,
}

impl Printed {
    fn in_log(log: &str) -> Self {
        let keys: Vec<HostKey> = block(log, "SSH HOST KEY KEYS").filter_map(key_in).collect();
        let mut fingerprints: Vec<String> = block(log, "SSH HOST KEY FINGERPRINTS")
            .flat_map(str::split_whitespace)
            .filter(|word| word.starts_with("SHA256:"))
            .map(str::to_owned)
            .collect();
        for print in keys.iter().filter_map(fingerprint) {
            if !fingerprints.contains(&print) {
                fingerprints.push(print);
            }
        }

        Self { keys, fingerprints }
    }
}

/// The lines of the last block of this name: a rebuilt machine prints another one. The end may be missing, for
/// the log is read while it is written; the beginning may not, for then it is unknown what the lines are.
fn block<'a>(log: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!("BEGIN {name}");
    let end = format!("END {name}");
    let inside = log.rfind(&begin).map_or("", |at| &log[at + begin.len()..]);
    let inside = inside.find(&end).map_or(inside, |at| &inside[..at]);

    inside.lines()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONSOLE: &str = include_str!("host_key/console.log");

    const ED25519: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEtyxLi3YfzC8qblFQ2I5oIs6/g0WbdOzPlWgUnrLDAY";
    const OTHER: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGGGGGG3YfzC8qblFQ2I5oIs6/g0WbdOzPlWgUnrLDAY";

    fn key(text: &str) -> HostKey {
        HostKey(text.to_owned())
    }

    #[test]
    fn a_fingerprint_is_what_ssh_prints() {
        assert_eq!(
            fingerprint(&key(ED25519)).as_deref(),
            Some("SHA256:wXl1vWO1N1fCNpTNKcb4qPDZNxzbzqOnBe5+gyXniZ8")
        );
        assert_eq!(fingerprint(&key("ssh-ed25519 nonsense!")), None);
    }

    #[test]
    fn the_console_vouches() {
        let Verdict::Verified(keys) = compare(CONSOLE, &[key(ED25519)]) else {
            panic!("not verified");
        };

        assert_eq!(keys[0], key(ED25519));
        assert_eq!(keys.len(), 3, "the other printed keys are believed too");
    }

    #[test]
    fn fingerprints_alone_are_enough() {
        let only_prints = CONSOLE
            .split("-----BEGIN SSH HOST KEY KEYS")
            .next()
            .unwrap();

        assert_eq!(
            compare(only_prints, &[key(ED25519)]),
            Verdict::Verified(vec![key(ED25519)])
        );
    }

    #[test]
    fn another_key_is_a_mismatch() {
        assert!(matches!(
            compare(CONSOLE, &[key(OTHER)]),
            Verdict::Mismatch { expected, shown } if expected.len() == 4 && shown.len() == 1
        ));
    }

    #[test]
    fn a_silent_console_leaves_it_to_a_person() {
        for console in [
            "",
            "[    0.000000] Linux version 6.1.0",
            "ci-info: no authorized SSH keys",
        ] {
            assert!(matches!(
                compare(console, &[key(ED25519)]),
                Verdict::NotInConsole { shown } if shown.len() == 1
            ));
        }
    }

    #[test]
    fn the_last_block_counts() {
        let rebuilt =
            format!("{CONSOLE}\n-----BEGIN SSH HOST KEY KEYS-----\n{OTHER} root@registry\n");
        assert!(matches!(
            compare(&rebuilt, &[key(OTHER)]),
            Verdict::Verified(keys) if keys == vec![key(OTHER)]
        ));
    }

    #[test]
    fn keys_are_found_behind_a_time() {
        let line = format!("[   31.4] cloud-init[612]: {ED25519} root@registry");
        assert_eq!(key_in(&line), Some(key(ED25519)));
        assert_eq!(key_in("ssh-rsa is a kind of key"), None);
    }
}
