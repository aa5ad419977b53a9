//! Credentials that people have already: `clouds.yaml` with `secure.yaml`, and `openrc.sh`.
//!
//! Found where the official clients look; read, never executed, and never quoted: a line that cannot be
//! understood may be the one with the password.

mod entry;
mod openrc;
mod yaml;

use std::path::{Path, PathBuf};

pub use openrc::openrc;
pub use yaml::{BadYaml, clouds};

use super::credentials::{Credentials, Method};

/// Credentials that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The cloud's name in the file; of an `openrc.sh` the project's.
    pub name: String,
    /// The password or secret is empty where it has to be asked for.
    pub credentials: Credentials,
    /// Certificates of authorities (PEM) to be trusted: the caller reads the file into the credentials' `reach`.
    pub ca_file: Option<PathBuf>,
    pub warnings: Vec<Warning>,
}

/// What of the file is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A certificate that the client shows.
    ClientCertificate,
    /// A value that only a shell could work out; it is left out.
    NotExecuted { variable: String },
    /// Certificates are always checked.
    Unverified,
}

/// Why an entry cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// A way of signing in that this program does not have.
    #[error("signing in by {0} is not possible here")]
    AuthType(String),
    #[error("the address of the cloud (auth_url) is missing")]
    NoAuthUrl,
    #[error("neither a user nor an application credential is named")]
    NobodyNamed,
    /// The address is in a profile that comes with the official client.
    #[error("the address of the cloud is in the profile {0}, which is not known here")]
    Profile(String),
}

impl Found {
    /// Whether the password or secret has to be asked for.
    pub fn asks(&self) -> bool {
        match &self.credentials.method {
            Method::ApplicationCredential { secret, .. }
            | Method::ApplicationCredentialByName { secret, .. }
            | Method::Password {
                password: secret, ..
            } => secret.is_empty(),
        }
    }
}

/// The directories in which clouds are looked for, given from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// What `OS_CLIENT_CONFIG_FILE` names.
    pub clouds_file: Option<PathBuf>,
    /// What `OS_CLIENT_SECURE_FILE` names.
    pub secure_file: Option<PathBuf>,
    /// The working directory.
    pub here: Option<PathBuf>,
    /// The user's directory of configuration, such as `~/.config`.
    pub config: Option<PathBuf>,
    /// The machine's, such as `/etc`.
    pub system: Option<PathBuf>,
}

impl Places {
    /// Files that may hold clouds: the first that is there counts.
    pub fn clouds(&self) -> Vec<PathBuf> {
        self.files(self.clouds_file.as_deref(), "clouds")
    }

    /// Files that may hold their secrets: the first that is there counts.
    pub fn secure(&self) -> Vec<PathBuf> {
        self.files(self.secure_file.as_deref(), "secure")
    }

    fn files(&self, named: Option<&Path>, stem: &str) -> Vec<PathBuf> {
        let openstack = |directory: &Option<PathBuf>| {
            directory
                .as_ref()
                .map(|directory| directory.join("openstack"))
        };
        let directories = [
            self.here.clone(),
            openstack(&self.config),
            openstack(&self.system),
        ];
        let found = directories.into_iter().flatten().flat_map(|directory| {
            ["yaml", "yml", "json"].map(|ending| directory.join(format!("{stem}.{ending}")))
        });

        named
            .map(Path::to_path_buf)
            .into_iter()
            .chain(found)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_looked_for_where_the_official_clients_look() {
        let places = Places {
            clouds_file: Some("/x/my.yaml".into()),
            secure_file: None,
            here: Some("/here".into()),
            config: Some("/home/ann/.config".into()),
            system: Some("/etc".into()),
        };

        let files: Vec<String> = places
            .clouds()
            .iter()
            .map(|path| path.display().to_string())
            .filter(|path| path.ends_with(".yaml"))
            .collect();
        assert_eq!(
            files,
            [
                "/x/my.yaml",
                "/here/clouds.yaml",
                "/home/ann/.config/openstack/clouds.yaml",
                "/etc/openstack/clouds.yaml",
            ]
        );
        assert_eq!(places.secure().len(), 9);
    }
}
