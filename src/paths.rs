//! Where things live on this computer: the only place that asks the environment for directories.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The directories of the person who runs the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub home: PathBuf,
    /// Where other programs keep their settings too, such as `~/.config`.
    pub config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this person has no home directory")]
pub struct Homeless;

impl Paths {
    pub fn find() -> Result<Self, Homeless> {
        let base = etcetera::choose_base_strategy().map_err(|_| Homeless)?;
        let data = base.data_dir().join("quayside");

        Ok(Self {
            home: base.home_dir().to_owned(),
            config: base.config_dir(),
            state: base
                .state_dir()
                .map_or_else(|| data.clone(), |state| state.join("quayside")),
            data,
        })
    }

    /// Everything below one directory: for tests and previews.
    pub fn below(directory: &Path) -> Self {
        Self {
            home: directory.join("home"),
            config: directory.join("config"),
            data: directory.join("data"),
            state: directory.join("state"),
        }
    }

    /// One directory for each deployment, named by its id.
    pub fn deployments(&self) -> PathBuf {
        self.data.join("deployments")
    }

    pub fn deployment(&self, id: &str) -> PathBuf {
        self.deployments().join(id)
    }

    pub fn logs(&self) -> PathBuf {
        self.state.join("logs")
    }

    /// The public keys in `~/.ssh` whose private half lies beside them: the private file and the public line.
    pub fn ssh_keys(&self) -> Vec<(PathBuf, String)> {
        let Ok(entries) = fs::read_dir(self.home.join(".ssh")) else {
            return Vec::new();
        };
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut keys: Vec<(PathBuf, String)> = files
            .filter(|file| file.extension().is_some_and(|ending| ending == "pub"))
            .filter_map(|public| {
                let private = public.with_extension("");
                let line = fs::read_to_string(&public)
                    .ok()?
                    .lines()
                    .next()?
                    .trim()
                    .to_owned();
                private.is_file().then_some((private, line))
            })
            .collect();
        // The kind that servers have accepted longest without doubt stands first.
        keys.sort_by_key(|(file, line)| (!line.starts_with("ssh-ed25519 "), file.clone()));

        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_with_both_halves_count() {
        let directory = tempfile::tempdir().unwrap();
        let paths = Paths::below(directory.path());
        assert_eq!(paths.ssh_keys(), []);

        let ssh = paths.home.join(".ssh");
        fs::create_dir_all(&ssh).unwrap();
        let files = [
            ("id_rsa", ""),
            ("id_rsa.pub", "ssh-rsa AAAA me\n"),
            ("key", ""),
            ("key.pub", "ssh-ed25519 BBBB me\n"),
            ("lost.pub", "ssh-ed25519 CCCC me\n"),
            ("empty", ""),
            ("empty.pub", ""),
        ];
        for (name, text) in files {
            fs::write(ssh.join(name), text).unwrap();
        }
        let expected = [
            (ssh.join("key"), "ssh-ed25519 BBBB me".to_owned()),
            (ssh.join("id_rsa"), "ssh-rsa AAAA me".to_owned()),
        ];
        assert_eq!(paths.ssh_keys(), expected);
    }
}
