//! Is a private key of no use because nobody has said its passphrase? ssh only says that it was not let in.

use std::path::Path;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::process::Command;

use crate::remote::{Target, Trouble, TroubleKind};

/// A machine that lets nobody in, or rather: a key that nobody can use.
pub(super) async fn or_locked(found: Trouble, target: &Target) -> Trouble {
    match &target.key_file {
        Some(file) if found.kind == TroubleKind::Denied && is_locked(file).await => Trouble {
            kind: TroubleKind::KeyLocked {
                file: file.display().to_string(),
            },
            ..found
        },
        _ => found,
    }
}

/// The private key in `file` has a passphrase, and no agent holds it.
async fn is_locked(file: &Path) -> bool {
    let Ok(text) = tokio::fs::read_to_string(file).await else {
        return false;
    };

    match lock(&text) {
        Lock::None => false,
        Lock::Passphrase { public } => match public {
            Some(public) => !agent_lists().await.contains(&public),
            None => true,
        },
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Lock {
    None,
    /// `public` is the public half in base64; the older forms do not tell it.
    Passphrase {
        public: Option<String>,
    },
}

fn lock(text: &str) -> Lock {
    if text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED") {
        return Lock::Passphrase { public: None };
    }

    let body: String = text
        .lines()
        .skip_while(|line| !line.contains("BEGIN OPENSSH PRIVATE KEY"))
        .skip(1)
        .take_while(|line| !line.starts_with('-'))
        .collect();
    let blob = STANDARD.decode(body).unwrap_or_default();
    openssh(&blob).unwrap_or(Lock::None)
}

/// The form of OpenSSH: a mark, the names of the cipher and of the way from passphrase to key, what that way needs,
/// the number of keys, the public half. Read by hand: libraries read the kinds of key they were built for only.
fn openssh(blob: &[u8]) -> Option<Lock> {
    let (cipher, rest) = field(blob.strip_prefix(b"openssh-key-v1\0")?)?;
    if cipher == b"none" {
        return Some(Lock::None);
    }
    let (_way, rest) = field(rest)?;
    let (_needs, rest) = field(rest)?;
    let (public, _) = field(rest.get(4..)?)?;

    Some(Lock::Passphrase {
        public: Some(STANDARD.encode(public)),
    })
}

fn field(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;

    rest.split_at_checked(length)
}

/// Nothing where there is no agent.
async fn agent_lists() -> String {
    let listed = Command::new("ssh-add")
        .arg("-L")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await;

    listed.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: &str, passphrase: &str) -> (String, String) {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("key");
        let made = std::process::Command::new("ssh-keygen")
            .args(["-q", "-t", kind, "-C", "test", "-N", passphrase, "-f"])
            .arg(&file)
            .status()
            .unwrap();
        assert!(made.success());
        let public = std::fs::read_to_string(file.with_extension("pub")).unwrap();
        let blob = public.split_whitespace().nth(1).unwrap().to_owned();
        (std::fs::read_to_string(file).unwrap(), blob)
    }

    #[test]
    fn a_passphrase_is_seen_and_the_public_half_read() {
        for kind in ["ed25519", "ecdsa", "rsa"] {
            let (open, _) = made(kind, "");
            assert_eq!(lock(&open), Lock::None, "{kind}");

            let (locked, public) = made(kind, "a passphrase");
            let public = Some(public);
            assert_eq!(lock(&locked), Lock::Passphrase { public }, "{kind}");
        }
    }

    #[test]
    fn older_forms_are_known() {
        for text in [
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF\n",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
        ] {
            assert_eq!(lock(text), Lock::Passphrase { public: None });
        }
        assert_eq!(lock("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n"), Lock::None);
        assert_eq!(lock("nonsense"), Lock::None);
    }
}
