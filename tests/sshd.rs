//! The SSH half against a real `sshd` on this computer, started for each test with keys of its own.
//!
//! Ignored unless asked for: they need root, OpenSSH's server and util-linux. Nothing is changed on the computer:
//! the jobs used here only look, or wait for a disk that does not exist.

#![expect(clippy::expect_used, reason = "a test says where it fails")]

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use quayside::plan::volume::Filesystem;
use quayside::remote::host_key::{Verdict, compare, fingerprint};
use quayside::remote::ssh::OpenSsh;
use quayside::remote::{
    Disk, Heard, HostKey, Job, Report, Shell as _, Target, Trouble, TroubleKind, Wait,
};

struct Sshd {
    directory: tempfile::TempDir,
    server: Child,
    port: u16,
}

impl Sshd {
    fn start() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path();
        for name in ["host", "user", "other"] {
            keygen(&path.join(name));
        }
        let _ = fs::copy(path.join("user.pub"), path.join("authorized")).expect("copied");
        // sshd refuses directories that others may write.
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).expect("mode");
        let _ = fs::create_dir_all("/run/sshd");

        let port = free_port();
        let server = Command::new("/usr/sbin/sshd")
            .args(["-D", "-e", "-f", "/dev/null", "-p", &port.to_string()])
            .args([
                "-o",
                "ListenAddress=127.0.0.1",
                "-o",
                "UsePAM=no",
                "-o",
                "PidFile=none",
            ])
            .args([
                "-o",
                "PermitRootLogin=prohibit-password",
                "-o",
                "StrictModes=no",
            ])
            .arg("-h")
            .arg(path.join("host"))
            .arg("-o")
            .arg(format!(
                "AuthorizedKeysFile={}",
                path.join("authorized").display()
            ))
            .stderr(Stdio::null())
            .spawn()
            .expect("/usr/sbin/sshd");
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }

        Self {
            directory,
            server,
            port,
        }
    }

    fn target(&self, key: &str, known: Vec<HostKey>) -> Target {
        Target {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            user: "root".to_owned(),
            key_file: Some(self.directory.path().join(key)),
            jump: None,
            known,
        }
    }

    fn host_key(&self) -> HostKey {
        let text = fs::read_to_string(self.directory.path().join("host.pub")).expect("a key");
        let words: Vec<&str> = text.split_whitespace().take(2).collect();
        HostKey(words.join(" "))
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn keygen(path: &Path) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"])
        .arg(path)
        .status()
        .expect("ssh-keygen");
    assert!(made.success());
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn missing_disk() -> Job {
    Job::Disk(Disk {
        volume: "00000000-dead-4bad-8000-000000000000".to_owned(),
        mount: "/nonexistent-quayside-test".to_owned(),
        label: "quayside-test".to_owned(),
        deployment: "00000000".to_owned(),
        filesystem: Filesystem::Ext4,
        fresh: false,
        open: false,
    })
}

/// A line to the machine: it begins late, and can be cut.
struct Line {
    port: u16,
    ends: Arc<Mutex<Vec<TcpStream>>>,
}

impl Line {
    fn to(port: u16, late: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let line = Self {
            port: listener.local_addr().expect("an address").port(),
            ends: Arc::default(),
        };
        let ends = line.ends.clone();
        drop(std::thread::spawn(move || {
            for here in listener.incoming().flatten() {
                std::thread::sleep(late);
                let there = TcpStream::connect(("127.0.0.1", port)).expect("sshd");
                for (from, to) in [(&here, &there), (&there, &here)] {
                    let mut from = from.try_clone().expect("a clone");
                    let mut to = to.try_clone().expect("a clone");
                    drop(std::thread::spawn(move || {
                        std::io::copy(&mut from, &mut to)
                    }));
                }
                ends.lock().expect("unpoisoned").extend([here, there]);
            }
        }));

        line
    }

    fn cut(&self) {
        for end in self.ends.lock().expect("unpoisoned").drain(..) {
            let _ = end.shutdown(std::net::Shutdown::Both);
        }
    }
}

async fn look(shell: &OpenSsh, target: &Target) -> Result<Report, Trouble> {
    shell.carry_out(target, &Job::Look, &|_| {}).await
}

#[tokio::test]
#[ignore = "needs root and sshd"]
async fn a_machine_with_the_believed_key_is_looked_at() {
    let sshd = Sshd::start();
    let shell = OpenSsh::new().expect("a shell");

    let shown = shell
        .host_keys(&sshd.target("user", Vec::new()))
        .await
        .expect("keys");
    assert_eq!(shown, vec![sshd.host_key()]);

    let console = format!(
        "-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 {} root@h (ED25519)\n",
        fingerprint(&sshd.host_key()).expect("a fingerprint")
    );
    let Verdict::Verified(known) = compare(&console, &shown) else {
        panic!("not verified");
    };

    let target = sshd.target("user", known);
    for _ in 0..2 {
        let report = look(&shell, &target).await.expect("a report");
        assert!(matches!(report, Report::Look { system, .. } if !system.is_empty()));
    }
}

#[tokio::test]
#[ignore = "needs root and sshd"]
async fn another_host_key_is_a_typed_trouble_with_both_fingerprints() {
    let sshd = Sshd::start();
    let shell = OpenSsh::new().expect("a shell");
    let other = fs::read_to_string(sshd.directory.path().join("other.pub")).expect("a key");
    let other = HostKey(other.trim().trim_end_matches(" test").to_owned());

    let trouble = look(&shell, &sshd.target("user", vec![other.clone()]))
        .await
        .expect_err("refused");

    assert_eq!(
        trouble.kind,
        TroubleKind::HostKey {
            expected: vec![fingerprint(&other).expect("a fingerprint")],
            shown: vec![fingerprint(&sshd.host_key()).expect("a fingerprint")],
        }
    );
}

#[tokio::test]
#[ignore = "needs root and sshd"]
async fn a_key_that_is_not_accepted_is_told_from_a_machine_that_is_not_there() {
    let sshd = Sshd::start();
    let shell = OpenSsh::new().expect("a shell");

    let denied = look(&shell, &sshd.target("other", vec![sshd.host_key()])).await;
    assert_eq!(
        denied.map_err(|trouble| trouble.kind),
        Err(TroubleKind::Denied)
    );

    let mut nobody = sshd.target("user", vec![sshd.host_key()]);
    nobody.port = free_port();
    let refused = look(&shell, &nobody).await;
    assert_eq!(
        refused.map_err(|trouble| trouble.kind),
        Err(TroubleKind::Unreachable)
    );
}

#[tokio::test]
#[ignore = "needs root and sshd"]
async fn a_busy_machine_is_waited_for() {
    let sshd = Sshd::start();
    let line = Line::to(sshd.port, Duration::from_secs(20));
    let shell = OpenSsh::new().expect("a shell");
    let mut target = sshd.target("user", vec![sshd.host_key()]);
    target.port = line.port;

    let report = look(&shell, &target).await;
    assert!(matches!(report, Ok(Report::Look { .. })), "{report:?}");
}

#[tokio::test]
#[ignore = "needs root and sshd"]
async fn a_line_that_breaks_is_told_from_a_machine_that_is_not_there() {
    let sshd = Sshd::start();
    let line = Line::to(sshd.port, Duration::ZERO);
    let shell = OpenSsh::new().expect("a shell");
    let mut target = sshd.target("user", vec![sshd.host_key()]);
    target.port = line.port;

    let cuts = |heard: Heard| {
        if heard == Heard::Wait(Wait::Disk) {
            line.cut();
        }
    };
    let broken = shell.carry_out(&target, &missing_disk(), &cuts).await;
    assert_eq!(
        broken.map_err(|trouble| trouble.kind),
        Err(TroubleKind::Lost)
    );
    let again = look(&shell, &target).await;
    assert!(matches!(again, Ok(Report::Look { .. })), "{again:?}");
}

#[tokio::test]
#[ignore = "needs root and sshd"]
async fn what_runs_on_the_machine_ends_with_us() {
    let sshd = Sshd::start();
    let shell = OpenSsh::new().expect("a shell");
    let target = sshd.target("user", vec![sshd.host_key()]);
    let waits = Mutex::new(Vec::new());
    let hear = |heard: Heard| {
        if let Heard::Wait(wait) = heard {
            waits.lock().expect("unpoisoned").push(wait);
        }
    };

    // Were the first one still there, it would hold the lock, and the second one would wait for that.
    for _ in 0..2 {
        let job = missing_disk();
        let run = shell.carry_out(&target, &job, &hear);
        let stopped = tokio::time::timeout(Duration::from_secs(4), run).await;
        assert!(stopped.is_err(), "{stopped:?}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    assert_eq!(*waits.lock().expect("unpoisoned"), [Wait::Disk, Wait::Disk]);
}
