//! The machines: started for one test, ended with it. What is done to them goes through `machine.sh`, what the
//! product does on them through its own shell.

use std::env::var;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use quayside::plan::volume::Filesystem;
use quayside::remote::ssh::OpenSsh;
use quayside::remote::{Disk, Heard, Job, Report, Shell as _, Target, Trouble, TroubleKind, Wait};
use sha2::{Digest as _, Sha256};

pub const DEPLOYMENT: &str = "0193abcd-0000-7000-8000-000000000000";
pub const IMAGES: &str = "/docker-registry";
pub const DATA: &str = "/neuro";

pub struct Machine {
    name: &'static str,
    pub shell: OpenSsh,
    pub target: Target,
    waits: Mutex<Vec<Wait>>,
}

/// The directory of the machines' things.
pub fn state() -> PathBuf {
    let state = var("STATE").expect("this runs inside `tests/real/machine.sh run …`");
    PathBuf::from(state)
}

/// `machine.sh` with these words; what it says, when it succeeds.
pub fn script(words: &[&str]) -> String {
    script_fed(words, "")
}

fn script_fed(words: &[&str], input: &str) -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/real/machine.sh");
    let mut child = Command::new(file)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("machine.sh");
    // Dropped at once: that is the end of the input. What does not read it does not matter.
    let _ = child
        .stdin
        .take()
        .map(|mut pipe| pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("machine.sh");
    assert!(
        output.status.success(),
        "{words:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );

    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// What lies on a volume, to the last bit.
pub fn bits(volume: &str) -> String {
    let file = state().join("volumes").join(format!("{volume}.raw"));
    let bytes = std::fs::read(file).expect("a volume");

    format!("{:x?}", Sha256::digest(bytes))
}

/// A job for the volume; `fresh` as if this deployment had just created it.
pub fn disk(volume: &str, mount: &str, fresh: bool) -> Job {
    Job::Disk(Disk {
        volume: volume.to_owned(),
        mount: mount.to_owned(),
        label: mount.trim_start_matches('/').chars().take(12).collect(),
        deployment: DEPLOYMENT.to_owned(),
        filesystem: Filesystem::Ext4,
        fresh,
        open: false,
    })
}

/// What was found on a disk that is refused.
pub fn refused(ended: Result<Report, Trouble>) -> String {
    match ended.expect_err("a refusal").kind {
        TroubleKind::Disk { found } => found,
        other => panic!("{other:?}"),
    }
}

impl Machine {
    /// Its host key is believed as it comes; `keys` is about what is believed.
    pub async fn up(name: &'static str, saved: &str) -> Self {
        println!("{}", script(&["up", name, saved]));
        let shell = OpenSsh::new().expect("a shell");
        let mut target = Target {
            host: script(&["address", name]),
            port: 22,
            user: "debian".to_owned(),
            key_file: Some(state().join("key")),
            jump: None,
            known: Vec::new(),
        };
        target.known = shell.host_keys(&target).await.expect("host keys");

        Self {
            name,
            shell,
            target,
            waits: Mutex::default(),
        }
    }

    pub fn attach(&self, volume: &str, size: &str, bus: &str) {
        let _ = script(&["attach", self.name, volume, size, bus]);
    }

    /// A power cut; then it starts with these volumes, in this order.
    pub fn reset(&self, volumes: &[&str]) {
        let words = [&["reset", self.name], volumes].concat();
        println!("{}", script(&words));
    }

    /// What a shell on the machine says to this, as its own user.
    pub fn says(&self, command: &str) -> String {
        script(&["ssh", self.name, command])
    }

    /// As root. The text goes to standard input: a test that looks for secrets must not put them on a command line.
    pub fn root(&self, text: &str) -> String {
        script_fed(
            &["ssh", self.name, "sudo sh -eus"],
            &format!("{{\n{text}\n}} </dev/null\n"),
        )
    }

    pub fn console(&self) -> String {
        script(&["console", self.name])
    }

    pub async fn does(&self, job: &Job) -> Result<Report, Trouble> {
        self.does_and(job, |_| {}).await
    }

    /// Tells each wait as it begins.
    pub async fn does_and(
        &self,
        job: &Job,
        on_wait: impl Fn(Wait) + Send + Sync,
    ) -> Result<Report, Trouble> {
        let begun = Instant::now();
        let hear = |heard: Heard| {
            println!("{:7.1} {heard:?}", begun.elapsed().as_secs_f32());
            if let Heard::Wait(wait) = heard {
                self.waits.lock().expect("unpoisoned").push(wait);
                on_wait(wait);
            }
        };
        let ended = self.shell.carry_out(&self.target, job, &hear).await;
        println!("{:7.1} {ended:?}", begun.elapsed().as_secs_f32());
        ended
    }

    /// What the jobs have waited for until now.
    pub fn waited_for(&self) -> Vec<Wait> {
        self.waits.lock().expect("unpoisoned").clone()
    }

    /// The device that a volume is on the machine.
    pub fn device(&self, volume: &str) -> String {
        let (twenty, _) = volume.split_at(20);
        self.says(&format!(
            "for link in /dev/disk/by-id/virtio-{twenty} /dev/disk/by-id/scsi-*_{volume}; do \
             [ ! -e $link ] || readlink -f $link; done"
        ))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = script(&["down", self.name]);
    }
}

/// A key pair of its own in `directory`.
pub fn keygen(directory: &Path, passphrase: &str) -> PathBuf {
    let file = directory.join("key");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-C", "test", "-N", passphrase, "-f"])
        .arg(&file)
        .status()
        .expect("ssh-keygen");
    assert!(made.success());

    file
}
