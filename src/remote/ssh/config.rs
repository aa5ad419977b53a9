//! The files that tell `ssh` how to get to a machine.
//!
//! A machine made here is known by its own `known_hosts` file under a name of its own, so that an address that
//! belonged to another machine yesterday does not matter. For any other machine the person's settings count.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::remote::{HostKey, Target};

/// The name under which the machine's keys stand in the generated `known_hosts`.
pub(super) const ALIAS: &str = "quayside";

#[derive(Debug)]
pub(super) struct Config {
    /// For `ssh -F`; it replaces the person's and the system's settings. `None`: these count.
    pub file: Option<PathBuf>,
    pub known_hosts: Option<PathBuf>,
}

/// One name a way of getting somewhere: the same target gives the same name, another key another one.
pub(super) fn name(target: &Target) -> String {
    let mut hasher = DefaultHasher::new();
    target.host.hash(&mut hasher);
    target.port.hash(&mut hasher);
    target.user.hash(&mut hasher);
    target.key_file.hash(&mut hasher);
    target.known.hash(&mut hasher);
    if let Some(jump) = &target.jump {
        jump.host.as_ref().hash(&mut hasher);
        jump.port.hash(&mut hasher);
        jump.user.as_ref().hash(&mut hasher);
    }

    format!("{:016x}", hasher.finish())
}

impl Config {
    pub fn write(directory: &Path, target: &Target) -> io::Result<Self> {
        let name = name(target);
        let known_hosts = if target.known.is_empty() {
            None
        } else {
            let path = directory.join(format!("{name}.known"));
            put(&path, &known_hosts(&target.known))?;
            Some(path)
        };
        let file = if target.known.is_empty() && target.jump.is_none() {
            None
        } else {
            let path = directory.join(format!("{name}.config"));
            put(&path, &text(target))?;
            Some(path)
        };

        Ok(Self { file, known_hosts })
    }
}

/// Steps connect to one machine at the same time: no `ssh` may read half of a file that another is about to use.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(text.as_bytes())?;
    let _ = file.persist(path)?;

    Ok(())
}

fn known_hosts(keys: &[HostKey]) -> String {
    keys.iter().map(|key| format!("{ALIAS} {key}\n")).collect()
}

/// The jump host first: for each setting `ssh` takes the first value it meets.
pub(super) fn text(target: &Target) -> String {
    let mut text = String::new();

    if let Some(jump) = &target.jump {
        let _ = writeln!(text, "Host {}", jump.host);
        let _ = writeln!(text, "  User {}\n  Port {}", jump.user, jump.port);
        if let Some(key_file) = &target.key_file {
            let _ = writeln!(text, "  IdentityFile \"{}\"", key_file.display());
        }
        let _ = writeln!(text, "  StrictHostKeyChecking yes");
        // The same address on both ends would send ssh through itself for ever.
        let _ = writeln!(text, "Host * !{}", jump.host);
        let _ = writeln!(text, "  ProxyJump {}", jump.host);
    }
    if !target.known.is_empty() {
        let others = target
            .jump
            .as_ref()
            .map(|jump| format!(" !{}", jump.host))
            .unwrap_or_default();
        let _ = writeln!(text, "Host *{others}");
        let _ = writeln!(
            text,
            "  HostKeyAlias {ALIAS}\n  GlobalKnownHostsFile /dev/null"
        );
    }
    let _ = writeln!(text, "Host *");
    text.push_str("  UpdateHostKeys no\n  ForwardAgent no\n  ForwardX11 no\n  LogLevel INFO\n");
    let _ = writeln!(text, "  ConnectTimeout {}", super::CONNECT.as_secs());

    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(known: &[&str], jump: Option<&str>) -> Target {
        Target {
            host: "203.0.113.7".to_owned(),
            port: 22,
            user: "ubuntu".to_owned(),
            key_file: Some("/home/ann/.ssh/id_ed25519".into()),
            jump: jump.map(|host| crate::plan::instance::Jump {
                host: host.parse().unwrap(),
                port: 2222,
                user: "ann".parse().unwrap(),
            }),
            known: known.iter().map(|key| HostKey((*key).to_owned())).collect(),
        }
    }

    #[test]
    fn a_machine_made_here_is_known_by_its_own_file() {
        let directory = tempfile::tempdir().unwrap();
        let config = Config::write(directory.path(), &target(&["ssh-ed25519 AAAA"], None)).unwrap();

        let known = std::fs::read_to_string(config.known_hosts.unwrap()).unwrap();
        assert_eq!(known, "quayside ssh-ed25519 AAAA\n");
        assert!(
            std::fs::read_to_string(config.file.unwrap())
                .unwrap()
                .contains("HostKeyAlias quayside")
        );
    }

    #[test]
    fn whoever_reads_while_another_step_connects_reads_the_whole_file() {
        let directory = tempfile::tempdir().unwrap();
        let target = target(&["ssh-ed25519 AAAA"], None);
        let known = Config::write(directory.path(), &target).unwrap();
        let known = known.known_hosts.unwrap();

        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for _ in 0..300 {
                    let _ = Config::write(directory.path(), &target).unwrap();
                }
            });
            while !writer.is_finished() {
                let read = std::fs::read_to_string(&known).unwrap();
                assert_eq!(read, "quayside ssh-ed25519 AAAA\n");
            }
        });
    }

    #[test]
    fn for_other_machines_the_persons_settings_count() {
        let directory = tempfile::tempdir().unwrap();
        let config = Config::write(directory.path(), &target(&[], None)).unwrap();

        assert_eq!(config.file, None);
        assert_eq!(config.known_hosts, None);
    }

    #[test]
    fn a_jump_host_has_its_own_section() {
        insta::assert_snapshot!(text(&target(
            &["ssh-ed25519 AAAA"],
            Some("bastion.example.org")
        )));
    }

    #[test]
    fn another_known_key_is_another_connection() {
        assert_eq!(name(&target(&["a"], None)), name(&target(&["a"], None)));
        assert_ne!(name(&target(&["a"], None)), name(&target(&["b"], None)));
        assert_ne!(
            name(&target(&["a"], None)),
            name(&target(&["a"], Some("j")))
        );
    }
}
