//! How a text ended: its answers, or one of the troubles that the program knows what to say about.

use crate::remote::{Trouble, TroubleKind};

use super::answers::Answers;

/// The exit code of a refusal; its kind and detail are among the answers.
const REFUSED: i32 = 3;

/// What the answers and the exit code amount to. `last` is what the machine said last, for an end nobody foresaw.
pub(in crate::remote) fn outcome(
    answers: Answers,
    code: i32,
    last: &str,
) -> Result<Answers, Trouble> {
    if code == 0 {
        return Ok(answers);
    }

    let detail = answers.get("detail").unwrap_or_default().to_owned();
    if code == REFUSED
        && let Some(kind) = answers.get("refused")
    {
        let said = kind.to_owned();
        let kind = refusal(&said, detail.clone());
        // The program has words of its own for what it knows; of the rest the script's word is all there is.
        let message = match (&kind, detail.as_str()) {
            (_, "") => said,
            (TroubleKind::Failed { .. }, _) => format!("{said}: {detail}"),
            _ => detail,
        };
        return Err(answers.trouble(kind, message));
    }

    // sudo ends before the text begins: it wants a password, a terminal, or has never heard of the user.
    let kind = if code == 1 && last.contains("sudo") {
        TroubleKind::NoSudo
    } else {
        TroubleKind::Failed { code }
    };

    Err(answers.trouble(kind, last))
}

pub(in crate::remote) fn trouble(kind: TroubleKind, machine: &str, message: &str) -> Trouble {
    Trouble {
        kind,
        machine: machine.to_owned(),
        message: message.to_owned(),
    }
}

/// The scripts' words for refusals.
fn refusal(kind: &str, detail: String) -> TroubleKind {
    match kind {
        "another-run" => TroubleKind::Busy,
        "ambiguous-disk" | "disk-in-use" | "disk-not-empty" | "other-volume" | "read-only" => {
            TroubleKind::Disk { found: detail }
        }
        "certificate" => TroubleKind::Certificate,
        "certificate-limit" => TroubleKind::CertificateLimit,
        "certificate-unreachable" | "no-mirror" => TroubleKind::NoInternet,
        "cloud-init" => TroubleKind::Timeout,
        "image-limit" => TroubleKind::ImageLimit,
        "image-unknown" => TroubleKind::Image,
        "mount-busy" => TroubleKind::Mount { found: detail },
        "no-image" => TroubleKind::ImageUnreachable,
        "no-disk" => TroubleKind::DiskMissing { seen: detail },
        "missing-tool" | "no-package" | "unsupported" => TroubleKind::Unsupported,
        "not-mounted" => TroubleKind::NotMounted,
        "not-root" => TroubleKind::NoSudo,
        "packages-busy" => TroubleKind::AptBusy,
        "port-taken" => TroubleKind::PortTaken { by: detail },
        // Ends that only the words of the program that failed explain.
        "changed-meanwhile" | "container-failed" | "docker-start" | "format-failed"
        | "hosts-taken" | "image-load" | "mount-failed" | "not-ours" | "package-failed"
        | "partition-failed" | "pull" | "write" => TroubleKind::Failed { code: REFUSED },
        // A word that a test would have found.
        _ => TroubleKind::Failed { code: REFUSED },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(answers: &[(&str, &str)], code: i32, last: &str) -> Result<Answers, TroubleKind> {
        let mut given = Answers::new("registry");
        for (key, value) in answers {
            given.give(key, value);
        }

        outcome(given, code, last).map_err(|trouble| trouble.kind)
    }

    #[test]
    fn refusals_are_typed() {
        assert_eq!(
            ended(
                &[("refused", "disk-not-empty"), ("detail", "TYPE=ext4")],
                3,
                ""
            ),
            Err(TroubleKind::Disk {
                found: "TYPE=ext4".to_owned()
            })
        );
        assert_eq!(
            ended(&[("refused", "packages-busy")], 3, ""),
            Err(TroubleKind::AptBusy)
        );
    }

    #[test]
    fn every_refusal_of_the_scripts_is_known() {
        let here = include_str!("refusal.rs");
        for script in [
            include_str!("../scripts/certificate.sh"),
            include_str!("../scripts/common.sh"),
            include_str!("../scripts/container.sh"),
            include_str!("../scripts/disk.sh"),
            include_str!("../scripts/docker.sh"),
            include_str!("../scripts/image.sh"),
            include_str!("../scripts/look.sh"),
            include_str!("../scripts/node-proof.sh"),
            include_str!("../scripts/node-write.sh"),
            include_str!("../scripts/registry.sh"),
        ] {
            for (_, after) in script
                .match_indices("refuse ")
                .map(|(at, word)| script.split_at(at + word.len()))
            {
                let kind = after.split_whitespace().next().unwrap_or_default();
                assert!(here.contains(&format!("\"{kind}\"")), "{kind}");
            }
        }
    }

    #[test]
    fn other_ends_keep_what_was_said() {
        assert_eq!(
            ended(&[], 1, "sudo: a password is required"),
            Err(TroubleKind::NoSudo)
        );
        assert_eq!(
            ended(&[], 2, "sh: syntax error"),
            Err(TroubleKind::Failed { code: 2 })
        );
        assert!(ended(&[], 0, "").is_ok());
    }
}
