//! Passwords and tokens between runs: in the operating system's keychain, or for this session only.
//!
//! The system's keychain blocks, sometimes until a person has unlocked it: every call has a thread of its own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::plan::SecretRef;
use crate::secret::Secret;

/// The name under which the keychain's own window shows our entries.
const SERVICE: &str = "quayside";

/// Where secrets are kept. Clones share what they keep.
#[derive(Debug, Clone)]
pub enum Vault {
    /// For as long as the program runs.
    Memory(Arc<Mutex<BTreeMap<String, Secret>>>),
    /// The operating system's: Secret Service, Keychain Services, Credential Manager.
    Os,
}

/// Why the keychain cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    #[error("the keychain stays locked")]
    Locked,
    #[error("there is no keychain in this session")]
    NoKeychain,
    /// What it holds under this name is no text.
    #[error("what the keychain holds is not a text")]
    NotText,
    #[error("the keychain does not take it")]
    Refused,
}

impl Vault {
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Whether it can be used at all; asks nobody for anything.
    pub async fn check(&self) -> Result<(), Unavailable> {
        match self {
            Self::Memory(_) => Ok(()),
            Self::Os => {
                aside(|| match keyring::v1::Entry::store_status() {
                    Ok(()) => Ok(()),
                    Err(error) => Err(reason(error)),
                })
                .await
            }
        }
    }

    /// The secret of the name, if there is one.
    pub async fn get(&self, name: &str) -> Result<Option<Secret>, Unavailable> {
        match self {
            Self::Memory(kept) => Ok(lock(kept).get(name).cloned()),
            Self::Os => {
                let name = name.to_owned();
                aside(move || {
                    match keyring::v1::Entry::new(SERVICE, &name)
                        .and_then(|entry| entry.get_password())
                    {
                        Ok(text) => Ok(Some(Secret::new(text))),
                        Err(keyring::v1::Error::NoEntry) => Ok(None),
                        Err(error) => Err(reason(&error)),
                    }
                })
                .await
            }
        }
    }

    /// Keeps the secret; one of the same name is replaced.
    pub async fn set(&self, name: &str, secret: &Secret) -> Result<(), Unavailable> {
        match self {
            Self::Memory(kept) => {
                let _ = lock(kept).insert(name.to_owned(), secret.clone());
                Ok(())
            }
            Self::Os => {
                let (name, secret) = (name.to_owned(), secret.clone());
                aside(move || {
                    keyring::v1::Entry::new(SERVICE, &name)
                        .and_then(|entry| entry.set_password(secret.expose()))
                        .map_err(|error| reason(&error))
                })
                .await
            }
        }
    }

    /// Forgets the secret; one that is not there is forgotten already.
    pub async fn delete(&self, name: &str) -> Result<(), Unavailable> {
        match self {
            Self::Memory(kept) => {
                let _ = lock(kept).remove(name);
                Ok(())
            }
            Self::Os => {
                let name = name.to_owned();
                aside(move || {
                    let deleted = keyring::v1::Entry::new(SERVICE, &name)
                        .and_then(|entry| entry.delete_credential());
                    match deleted {
                        Ok(()) | Err(keyring::v1::Error::NoEntry) => Ok(()),
                        Err(error) => Err(reason(&error)),
                    }
                })
                .await
            }
        }
    }

    /// The secret that a plan names. `environment` looks a variable up.
    pub async fn resolve(
        &self,
        reference: &SecretRef,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Secret>, Unavailable> {
        match reference {
            SecretRef::Env(name) => Ok(environment(name)
                .filter(|text| !text.is_empty())
                .map(Secret::new)),
            SecretRef::Keychain(name) => self.get(name).await,
        }
    }
}

fn lock(
    kept: &Mutex<BTreeMap<String, Secret>>,
) -> std::sync::MutexGuard<'_, BTreeMap<String, Secret>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unavailable> + Send + 'static,
) -> Result<T, Unavailable> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(Unavailable::NoKeychain))
}

/// The keychain's own words are not kept: they may have the secret in them.
fn reason(error: &keyring::v1::Error) -> Unavailable {
    use keyring::v1::Error;

    match error {
        Error::NoStorageAccess(_) => Unavailable::Locked,
        Error::NoDefaultStore | Error::PlatformFailure(_) => Unavailable::NoKeychain,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => Unavailable::NotText,
        _ => Unavailable::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_session_remembers_until_told_otherwise() {
        let vault = Vault::memory();
        let secret = Secret::new("hunter2");
        assert_eq!(vault.get("registry").await, Ok(None));

        vault.clone().set("registry", &secret).await.unwrap();
        assert_eq!(vault.get("registry").await, Ok(Some(secret)));
        assert!(!format!("{vault:?}").contains("hunter"));

        vault.delete("registry").await.unwrap();
        vault.delete("registry").await.unwrap();
        assert_eq!(vault.get("registry").await, Ok(None));
    }

    #[tokio::test]
    async fn plans_name_secrets_of_both_kinds() {
        let vault = Vault::memory();
        vault.set("token", &Secret::new("kept")).await.unwrap();
        let environment = |name: &str| match name {
            "TOKEN" => Some("given".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        };
        let cases = [
            ("keychain:token", Some("kept")),
            ("keychain:other", None),
            ("env:TOKEN", Some("given")),
            ("env:EMPTY", None),
            ("env:OTHER", None),
        ];
        for (reference, found) in cases {
            let reference = reference.parse().unwrap();
            let secret = vault.resolve(&reference, environment).await.unwrap();
            assert_eq!(secret, found.map(Secret::new), "{reference}");
        }
    }
}
