//! Which key does a machine show? `ssh` itself is asked, for `ssh-keyscan` knows no jump hosts: it writes the key
//! to an empty `known_hosts` before it has told the machine anything about us.

use std::path::Path;
use std::process::{Output, Stdio};

use tokio::process::Command;

use crate::plan::instance::Jump;
use crate::remote::host_key::key_in;
use crate::remote::{HostKey, Target, Trouble, TroubleKind};

use super::complaint;
use super::config::{ALIAS, text};

/// The kinds in the order of preference; the machine shows the first that it has.
const KINDS: &str = "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,\
    rsa-sha2-512,rsa-sha2-256";

pub(super) async fn shown(directory: &Path, target: &Target) -> Result<Vec<HostKey>, Trouble> {
    let failed = |message: String| Trouble {
        kind: TroubleKind::Unreachable,
        machine: target.host.clone(),
        message,
    };
    let scratch = tempfile::tempdir_in(directory).map_err(|error| failed(error.to_string()))?;
    let found = scratch.path().join("found");
    let config = scratch.path().join("config");
    std::fs::write(&config, text(target)).map_err(|error| failed(error.to_string()))?;

    let output = ask(target, &config, &found)
        .await
        .map_err(|error| failed(error.to_string()))?;
    let keys: Vec<HostKey> = std::fs::read_to_string(&found)
        .unwrap_or_default()
        .lines()
        .filter_map(key_in)
        .collect();

    if keys.is_empty() {
        let said = String::from_utf8_lossy(&output.stderr);
        if let Some(jump) = &target.jump
            && complaint::is_of_the_jump_host(&said)
        {
            let behind = complaint::trouble(&target.host, &said);
            return Err(trouble_at(jump, &config, behind).await);
        }
        return Err(complaint::trouble(&target.host, &said));
    }
    Ok(keys)
}

/// Connects, looks at the key, offers no way of logging in and is sent away.
async fn ask(target: &Target, config: &Path, found: &Path) -> std::io::Result<Output> {
    ssh(config)
        .arg("-o")
        .arg(format!("UserKnownHostsFile={}", found.display()))
        .args(["-o", "StrictHostKeyChecking=accept-new"])
        .args(["-o", "GlobalKnownHostsFile=/dev/null"])
        .args(["-o", "HashKnownHosts=no"])
        .args(["-o", "PreferredAuthentications=none"])
        .args(["-o", "PubkeyAuthentication=no"])
        .args(["-o", &format!("HostKeyAlias={ALIAS}")])
        .args(["-o", &format!("HostKeyAlgorithms={KINDS}")])
        .args(["-p", &target.port.to_string()])
        .args(["-l", &target.user])
        .arg("--")
        .arg(&target.host)
        .arg("true")
        .output()
        .await
}

/// What the jump host itself says to us; if it lets us in, the trouble is the one `behind` it. Whether it is the
/// right one, the person's own `known_hosts` tell.
pub(super) async fn trouble_at(jump: &Jump, config: &Path, behind: Trouble) -> Trouble {
    let asked = ssh(config)
        .arg("--")
        .arg(jump.host.to_string())
        .arg("true")
        .output()
        .await;

    let said = match asked {
        Ok(output) if output.status.success() => return behind,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    let found = complaint::trouble(jump.host.as_ref(), &said);
    if !complaint::is_of_the_host_key(&said) {
        return found;
    }

    let port = if jump.port == 22 {
        String::new()
    } else {
        format!(" -p {}", jump.port)
    };
    Trouble {
        kind: TroubleKind::JumpHostKey {
            changed: complaint::is_of_a_changed_key(&said),
            command: format!("ssh{port} {}@{}", jump.user, jump.host),
        },
        ..found
    }
}

fn ssh(config: &Path) -> Command {
    let mut command = Command::new("ssh");
    let _ = command
        .arg("-F")
        .arg(config)
        .args(["-o", "BatchMode=yes"])
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}
