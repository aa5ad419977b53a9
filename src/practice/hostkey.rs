//! The host keys of the practice cloud's machines: real keys, always the same for the same machine.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest, Sha256};
use ssh_key::private::Ed25519Keypair;

use super::clock::digest;
use crate::remote::HostKey;

/// A host key and how it is named.
pub(super) struct Key {
    pub bits: u16,
    pub kind: &'static str,
    blob: Vec<u8>,
    name: &'static str,
}

impl Key {
    pub fn line(&self) -> String {
        format!("{} {}", self.kind, STANDARD.encode(&self.blob))
    }

    /// As `ssh-keygen -l` writes it.
    pub fn fingerprint(&self) -> String {
        format!(
            "SHA256:{}",
            STANDARD_NO_PAD.encode(Sha256::digest(&self.blob))
        )
    }

    /// The last word of a line of `ssh-keygen -l`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    pub fn host_key(&self) -> HostKey {
        HostKey(self.line())
    }
}

/// The keys of the machine `id`.
pub(super) fn keys(id: &str) -> [Key; 2] {
    let pair = Ed25519Keypair::from_seed(&digest(&format!("{id} host key")));
    let mut ed25519 = Vec::new();
    push(&mut ed25519, b"ssh-ed25519");
    push(&mut ed25519, &pair.public.0);

    // Nobody checks a signature here, so any odd number of the right length is as good as a product of primes.
    let mut modulus = vec![0];
    for part in 0..12 {
        modulus.extend(digest(&format!("{id} modulus {part}")));
    }
    modulus[1] |= 0x80;
    if let Some(last) = modulus.last_mut() {
        *last |= 1;
    }
    let mut rsa = Vec::new();
    push(&mut rsa, b"ssh-rsa");
    push(&mut rsa, &[1, 0, 1]);
    push(&mut rsa, &modulus);

    [
        Key {
            bits: 256,
            kind: "ssh-ed25519",
            blob: ed25519,
            name: "ED25519",
        },
        Key {
            bits: 3072,
            kind: "ssh-rsa",
            blob: rsa,
            name: "RSA",
        },
    ]
}

fn push(blob: &mut Vec<u8>, part: &[u8]) {
    blob.extend(u32::try_from(part.len()).unwrap_or_default().to_be_bytes());
    blob.extend(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_keys_that_openssh_reads() {
        for key in keys("a machine") {
            let parsed = ssh_key::PublicKey::from_openssh(&key.line()).unwrap();
            let fingerprint = parsed.fingerprint(ssh_key::HashAlg::Sha256).to_string();

            assert_eq!(fingerprint, key.fingerprint());
        }
        assert_ne!(keys("one")[0].line(), keys("other")[0].line());
    }
}
