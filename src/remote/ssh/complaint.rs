//! What `ssh` says when it does not get there, as kinds of trouble.

use crate::remote::host_key::fingerprint;
use crate::remote::job;
use crate::remote::{HostKey, Trouble, TroubleKind};

/// All that the error knows, the innermost last.
pub(super) fn text(error: &openssh::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        source = inner.source();
    }

    text
}

pub(super) fn trouble(machine: &str, said: &str) -> Trouble {
    job::trouble(kind(said), machine, &tidy(said))
}

/// A machine that is there, and did not get to its first words or to the end: busy, or starting.
const BROKEN: [&str; 4] = [
    "banner exchange",
    "kex_exchange_identification",
    "Connection reset",
    "Connection closed",
];

fn kind(said: &str) -> TroubleKind {
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));

    if says(&["Permission denied", "Too many authentication failures"]) {
        TroubleKind::Denied
    } else if says(&BROKEN) && !is_of_the_jump_host(said) {
        TroubleKind::Lost
    } else {
        TroubleKind::Unreachable
    }
}

pub(super) fn is_of_the_host_key(said: &str) -> bool {
    said.contains("Host key verification failed") || is_of_a_changed_key(said)
}

pub(super) fn is_of_a_changed_key(said: &str) -> bool {
    said.contains("HOST IDENTIFICATION HAS CHANGED")
}

/// Behind a jump host, the real reason is lost: its connection only breaks.
pub(super) fn is_of_the_jump_host(said: &str) -> bool {
    said.contains("UNKNOWN port 65535") || said.contains("stdio forwarding failed")
}

pub(super) fn host_key(known: &[HostKey], shown: &[HostKey]) -> TroubleKind {
    let fingerprints = |keys: &[HostKey]| keys.iter().filter_map(fingerprint).collect::<Vec<_>>();
    if known.is_empty() {
        TroubleKind::HostKeyUnknown {
            shown: fingerprints(shown),
        }
    } else {
        TroubleKind::HostKey {
            expected: fingerprints(known),
            shown: fingerprints(shown),
        }
    }
}

/// One line without the wall of @ that ssh puts around a changed key.
fn tidy(said: &str) -> String {
    said.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('@'))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_are_told_apart() {
        for (said, expected) in [
            (
                "ubuntu@h: Permission denied (publickey).",
                TroubleKind::Denied,
            ),
            (
                "ssh: connect to host h port 22: Connection timed out",
                TroubleKind::Unreachable,
            ),
            (
                "ssh: connect to host h port 22: Connection refused",
                TroubleKind::Unreachable,
            ),
            (
                "Connection timed out during banner exchange",
                TroubleKind::Lost,
            ),
            (
                "kex_exchange_identification: Connection closed by remote host",
                TroubleKind::Lost,
            ),
            (
                "Connection closed by UNKNOWN port 65535",
                TroubleKind::Unreachable,
            ),
            (
                "ssh: Could not resolve hostname h",
                TroubleKind::Unreachable,
            ),
        ] {
            assert_eq!(trouble("h", said).kind, expected, "{said}");
        }
    }

    #[test]
    fn a_changed_key_is_shown_with_both_fingerprints() {
        let key = |blob: &str| HostKey(format!("ssh-ed25519 {blob}"));
        assert!(matches!(
            host_key(&[key("AAAA")], &[key("AAAB")]),
            TroubleKind::HostKey { expected, shown } if expected != shown
        ));
        assert!(matches!(
            host_key(&[], &[key("AAAB")]),
            TroubleKind::HostKeyUnknown { shown } if shown.len() == 1
        ));
    }

    #[test]
    fn the_wall_is_left_out() {
        let said = "@@@@@\r\n@ WARNING @\r\n@@@@@\r\nHost key verification failed.\r\n";
        assert_eq!(trouble("h", said).message, "Host key verification failed.");
    }
}
