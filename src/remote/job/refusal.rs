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
        let message = if detail.is_empty() {
            kind.to_owned()
        } else {
            detail.clone()
        };
        return Err(answers.trouble(refusal(kind, detail), message));
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

/// The scripts' words for refusals. A word that is not here is a defect, and shows as `Failed`.
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
        "image-unknown" | "no-image" => TroubleKind::Image,
        "mount-busy" => TroubleKind::Mount { found: detail },
        "no-disk" => TroubleKind::DiskMissing { seen: detail },
        "missing-tool" | "no-package" | "unsupported" => TroubleKind::Unsupported,
        "not-mounted" => TroubleKind::NotMounted,
        "not-root" => TroubleKind::NoSudo,
        "packages-busy" => TroubleKind::AptBusy,
        "port-taken" => TroubleKind::PortTaken { by: detail },
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
