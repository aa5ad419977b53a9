//! Who is it, and who may come in: host keys, jump hosts, passphrases, login users.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use quayside::plan::instance::Jump;
use quayside::remote::host_key::{Verdict, compare, fingerprint};
use quayside::remote::ssh::OpenSsh;
use quayside::remote::user::{Image, candidates};
use quayside::remote::{Job, Report, Shell as _, Target, Trouble, TroubleKind};
use quayside::words::{Language, Text, trouble};

use crate::world::{Machine, keygen, state};

/// As a program that was started just now: no connection is there yet.
async fn look(target: &Target) -> Result<Report, Trouble> {
    let shell = OpenSsh::new().expect("a shell");
    shell.carry_out(target, &Job::Look, &|_| {}).await
}

async fn shown(target: &Target) -> Vec<quayside::remote::HostKey> {
    let shell = OpenSsh::new().expect("a shell");
    shell.host_keys(target).await.expect("host keys")
}

/// As somebody makes a machine anew under the same address.
fn give_another_host_key(machine: &Machine) {
    let _ = machine.root(
        "rm /etc/ssh/ssh_host_*; ssh-keygen -q -t ed25519 -N \"\" -f /etc/ssh/ssh_host_ed25519_key; systemctl restart ssh",
    );
}

#[tokio::test]
#[ignore = "needs a real machine"]
async fn the_console_vouches_for_the_host_key() {
    let machine = Machine::up("keys", "booted").await;
    let target = Target {
        known: Vec::new(),
        ..machine.target.clone()
    };
    let own = machine.says("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d \" \" -f 2");

    let seen = shown(&target).await;
    let Verdict::Verified(known) = compare(&machine.console(), &seen) else {
        panic!("the console does not vouch: {}", machine.console());
    };
    assert!(
        known
            .iter()
            .any(|key| fingerprint(key).as_deref() == Some(own.as_str()))
    );

    // A silent console: the person is shown what the machine itself says.
    let silent = machine.console().replace("SSH HOST KEY", "");
    assert_eq!(
        compare(&silent, &seen),
        Verdict::NotInConsole {
            shown: vec![own.clone()]
        }
    );

    let believed = Target {
        known,
        ..target.clone()
    };
    assert!(
        matches!(look(&believed).await, Ok(Report::Look { system, version, .. }) if system == "debian" && version == "12")
    );

    give_another_host_key(&machine);
    let other =
        machine.says("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d \" \" -f 2");
    assert_ne!(own, other);
    let refused = look(&believed).await.expect_err("another key");
    let words = trouble::explain(&Text::new(Language::English), &refused);
    assert!(
        matches!(refused.kind, TroubleKind::HostKey { .. }),
        "{refused:?}"
    );
    for fingerprint in [&own, &other] {
        assert!(
            words.happened.contains(fingerprint.as_str()),
            "{}",
            words.happened
        );
    }
    let seen = shown(&target).await;
    assert!(matches!(
        compare(&machine.console(), &seen),
        Verdict::Mismatch { .. }
    ));

    users_are_found(&machine, &seen).await;
    passphrase(&machine, &seen).await;
}

/// Each image's user is the first that is tried, and the machine lets in nobody else.
async fn users_are_found(machine: &Machine, known: &[quayside::remote::HostKey]) {
    for (name, distribution, login) in [
        ("Debian 12", None, None),
        ("our-golden-image", Some("rocky"), None),
        ("our-golden-image", Some("ubuntu"), None),
        ("our-golden-image", Some("debian"), Some("captain")),
    ] {
        let image = Image {
            name,
            distribution,
            login,
        };
        let users = candidates(&image);
        let user = users[0];
        if user != "debian" {
            let _ = machine.root(&format!(
                "useradd -m -s /bin/sh {user}; cp -r /home/debian/.ssh /home/{user}/; chown -R {user}: /home/{user}; \
                 echo \"{user} ALL=(ALL) NOPASSWD:ALL\" >/etc/sudoers.d/{user}"
            ));
        }
        let target = |user: &str| Target {
            user: user.to_owned(),
            known: known.to_vec(),
            ..machine.target.clone()
        };
        let looked = look(&target(user)).await;
        assert!(
            matches!(looked, Ok(Report::Look { .. })),
            "{user}: {looked:?}"
        );

        let stranger = look(&target("nobody"))
            .await
            .map_err(|trouble| trouble.kind);
        assert_eq!(stranger, Err(TroubleKind::Denied));
    }
}

async fn passphrase(machine: &Machine, known: &[quayside::remote::HostKey]) {
    let directory = tempfile::tempdir().expect("a directory");
    let key = keygen(directory.path(), "correct horse");
    let public = fs::read_to_string(key.with_extension("pub")).expect("a key");
    let target = Target {
        key_file: Some(key.clone()),
        known: known.to_vec(),
        ..machine.target.clone()
    };

    let _ = machine.says(&format!("echo {} >>.ssh/authorized_keys", public.trim()));
    let locked = look(&target).await.expect_err("locked");
    let file = key.display().to_string();
    assert_eq!(locked.kind, TroubleKind::KeyLocked { file: file.clone() });
    let words = trouble::explain(&Text::new(Language::English), &locked);
    assert!(
        words.advice.contains("ssh-add") && words.advice.contains(&file),
        "{}",
        words.advice
    );

    // What the words tell to do.
    let asked = directory.path().join("ask");
    fs::write(&asked, "#!/bin/sh\necho correct horse\n").expect("a file");
    fs::set_permissions(&asked, fs::Permissions::from_mode(0o700)).expect("mode");
    let added = Command::new("ssh-add")
        .arg(&key)
        .env("SSH_ASKPASS", &asked)
        .env("SSH_ASKPASS_REQUIRE", "force")
        .stdin(Stdio::null())
        .status()
        .expect("ssh-add");
    assert!(added.success(), "this runs under ssh-agent");
    assert!(matches!(look(&target).await, Ok(Report::Look { .. })));

    // Now the passphrase is not what is wrong.
    let _ = machine.says("sed -i \\$d .ssh/authorized_keys");
    let denied = look(&target).await.map_err(|trouble| trouble.kind);
    assert_eq!(denied, Err(TroubleKind::Denied));
}

#[tokio::test]
#[ignore = "needs a real machine"]
async fn a_machine_behind_a_jump_host_is_reached_through_it() {
    let behind = Machine::up("behind", "booted").await;
    let jump = Machine::up("jump", "booted").await;
    give_another_host_key(&behind);
    // A name that only the jump host can read, as with private addresses.
    let _ = jump.root(&format!(
        "echo {} machine.internal >>/etc/hosts; echo behind >/etc/hostname",
        behind.target.host
    ));
    let mut target = Target {
        host: "machine.internal".to_owned(),
        jump: Some(Jump {
            host: jump.target.host.parse().expect("a host"),
            port: 22,
            user: "debian".parse().expect("a user"),
        }),
        known: Vec::new(),
        ..behind.target.clone()
    };

    // Nobody has been on the jump host yet: whose key it shows is for the person to say.
    let home = state().join("home/.ssh");
    let known_hosts = home.join("known_hosts");
    let _ = fs::remove_file(&known_hosts);
    let unknown = jump.shell.host_keys(&target).await.expect_err("unknown");
    assert_eq!(unknown.machine, jump.target.host, "{unknown:?}");
    assert!(
        matches!(&unknown.kind, TroubleKind::JumpHostKey { changed: false, command } if command.ends_with(&unknown.machine)),
        "{unknown:?}"
    );

    let line = format!("{} {}\n", jump.target.host, jump.target.known[0]);
    fs::create_dir_all(&home).expect("a directory");
    fs::write(&known_hosts, line).expect("a file");
    target.known = shown(&target).await;
    assert_ne!(target.known, jump.target.known);
    let own = behind.says("cat /etc/ssh/ssh_host_ed25519_key.pub | cut -d \" \" -f 1,2");
    assert_eq!(target.known[0].to_string(), own);
    let looked = look(&target).await;
    assert!(matches!(looked, Ok(Report::Look { .. })), "{looked:?}");

    // Another machine takes the jump host's place.
    give_another_host_key(&jump);
    let refused = look(&target).await.expect_err("another jump host");
    assert_eq!(refused.machine, jump.target.host, "{refused:?}");
    assert!(
        matches!(refused.kind, TroubleKind::JumpHostKey { changed: true, .. }),
        "{refused:?}"
    );
}
