//! Machines over SSH: a closed list of jobs, carried out by a [`Shell`], typed in and typed out.
//!
//! [`Shell`] is the second seam of the program: OpenSSH, the practice cloud's machines, or a test that breaks.

pub mod host_key;
mod job;
pub mod lan;
pub mod ssh;
pub mod user;

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::http::BoxFuture;
use crate::plan::instance::Jump;
use crate::plan::node::Engine;
use crate::plan::volume::Filesystem;
use crate::secret::Secret;

use lan::{Lan, Ways};

/// What stands in front of the registry: Caddy in its second version, whose files every later one can read.
pub const CADDY: &str = "caddy:2";

/// What carries jobs out on machines.
pub trait Shell: Send + Sync {
    /// The host keys that the machine shows, before anything is believed or run there.
    fn host_keys<'a>(&'a self, target: &'a Target) -> BoxFuture<'a, Result<Vec<HostKey>, Trouble>>;

    /// Carries `job` out; what the machine says meanwhile goes to `heard`, line by line.
    fn carry_out<'a>(
        &'a self,
        target: &'a Target,
        job: &'a Job,
        heard: &'a (dyn Fn(Heard) + Send + Sync),
    ) -> BoxFuture<'a, Result<Report, Trouble>>;
}

/// A machine, and how to get onto it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub host: String,
    pub port: u16,
    pub user: String,
    pub key_file: Option<PathBuf>,
    pub jump: Option<Jump>,
    /// The keys that are believed; a machine that shows none of them is not talked to.
    /// Empty: the person's own `known_hosts` decides (nodes that they have been on before).
    pub known: Vec<HostKey>,
}

/// A public host key in OpenSSH's form: `ssh-ed25519 AAAA…`, without a comment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HostKey(pub String);

/// What is heard from a machine while a job runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A line for the log.
    Line(String),
    /// What the job waits for now.
    Wait(Wait),
}

/// What a job can be waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wait {
    /// Another job of ours on the same machine, perhaps one that outlived a lost connection.
    AnotherRun,
    /// The certificate authority.
    Certificate,
    /// The machine's own first start.
    CloudInit,
    /// A container that starts.
    Container,
    /// A disk that the cloud has attached and that has not shown itself yet.
    Disk,
    /// Docker, which starts.
    Docker,
    /// A container image that is being fetched.
    Download,
    Format,
    /// The package manager, fetching and unpacking.
    Install,
    /// Another program that holds the package manager.
    Packages,
    Partition,
    /// A container image that has been fetched for so many minutes: slowly, but something keeps coming.
    SlowDownload {
        minutes: u64,
    },
    /// An image that is being sent from here: so many megabytes of so many.
    Upload {
        sent: u64,
        whole: u64,
    },
}

/// Everything that is ever done on a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// A disk found by its serial number gets a filesystem, if it is provably empty, and is mounted for good.
    Disk(Disk),
    Docker,
    /// Brings an image that the machine cannot fetch itself.
    Image(Image),
    /// Waits until the machine has finished its own first start, and tells what it is.
    Look,
    /// Adds the registry's login to a node.
    NodeLogin(NodeLogin),
    /// Takes it away again.
    NodeLogout {
        host: String,
    },
    /// Pulls with exactly what was written.
    NodeProof(NodeProof),
    Registry(Registry),
    Tls(Tls),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// The volume's id; the disk's serial number is it or its first 20 characters.
    pub volume: String,
    pub mount: String,
    /// At most 16 characters (ext4), 12 (xfs).
    pub label: String,
    pub deployment: String,
    pub filesystem: Filesystem,
    /// Whether this deployment has just created the volume. One that it found must also begin and end with zeros
    /// to count as empty: a format that nobody here knows is not nothing.
    pub fresh: bool,
    /// Whether every user of the machine may write there.
    pub open: bool,
}

/// An image in a file here, for a machine that cannot fetch it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// What it is called there.
    pub name: String,
    /// The digest of its configuration.
    pub id: String,
    /// Digests of its unpacked layers, the lowest first.
    pub layers: Vec<String>,
    /// A docker-archive of so many bytes.
    pub archive: PathBuf,
    pub bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    pub deployment: String,
    pub image: String,
    /// One line of an htpasswd file: user and bcrypt hash.
    pub htpasswd: Secret,
    pub realm: String,
    pub deletion: bool,
    pub host: String,
    /// Where the images volume is mounted.
    pub mount: String,
    /// Plain HTTP on port 80 for Cloudflare's proxy, instead of the machine's own HTTPS.
    pub plain: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    pub deployment: String,
    pub host: String,
    /// Where the images volume is mounted: certificates are kept there, so that they survive a rebuild.
    pub mount: String,
    pub from: TlsFrom,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TlsFrom {
    Acme {
        email: Option<String>,
        directory: Option<String>,
        root: Option<String>,
    },
    /// PEM texts.
    Files { certificate: String, key: Secret },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeLogin {
    pub host: String,
    pub user: String,
    pub password: Secret,
    pub engine: Engine,
    /// The registry's private address, written to the node's hosts file so that pulls stay on the private network.
    pub private: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeProof {
    pub host: String,
    pub engine: Engine,
    /// A repository of the registry and a tag, `probe:1`.
    pub image: String,
    /// The ways that are compared, if they are.
    pub ways: Option<Ways>,
}

/// The file from which k3s and RKE2 tell their containerd about registries when they start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registries {
    /// Written, for the next start; nothing was restarted.
    Written { path: String },
    /// Somebody's own: left as it is.
    Theirs { path: String },
}

/// What a job found or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    Disk {
        device: String,
        uuid: String,
        made: bool,
    },
    Docker {
        version: String,
        installed: bool,
    },
    /// Whether it had to be sent.
    Image {
        sent: bool,
    },
    Look {
        system: String,
        version: String,
        architecture: String,
    },
    NodeLogin {
        engine: Engine,
        files: Vec<String>,
        registries: Option<Registries>,
    },
    NodeLogout,
    /// What was proven, in one line of the machine's words; the address that the pull was seen to go to.
    NodeProof {
        proof: String,
        address: Option<String>,
        lan: Option<Lan>,
    },
    Registry {
        version: String,
        created: bool,
    },
    /// `not_after` as RFC 3339.
    Tls {
        issuer: String,
        not_after: String,
    },
}

/// Why a job did not get done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{machine}: {message}")]
pub struct Trouble {
    pub kind: TroubleKind,
    pub machine: String,
    /// What ssh or the machine said, in its own words.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// Another program holds the package manager, for longer than we wait.
    AptBusy,
    /// Another job of ours runs on the machine, for longer than we wait.
    Busy,
    /// The certificate authority refused.
    Certificate,
    /// The certificate authority has given out too many lately: trying again soon makes it worse.
    CertificateLimit,
    /// No key is accepted: wrong key or wrong user.
    Denied,
    /// The disk is not provably empty, or in use: `found` says what was seen.
    Disk {
        found: String,
    },
    /// No disk with the volume's serial number has shown itself: `seen` are those that are there.
    DiskMissing {
        seen: String,
    },
    /// The script ended with an error.
    Failed {
        code: i32,
    },
    /// The machine shows another host key than the one that is believed.
    HostKey {
        expected: Vec<String>,
        shown: Vec<String>,
    },
    /// Nothing tells whether the host key is the right one: a person must say.
    HostKeyUnknown {
        shown: Vec<String>,
    },
    /// There is no container image of that name.
    Image,
    /// The machine does not get the image from where it is, or not in time.
    ImageUnreachable,
    /// Docker Hub has served this address too often lately.
    ImageLimit,
    /// The person's own `known_hosts` do not know the jump host, or know another key of it; `command` gets there.
    JumpHostKey {
        changed: bool,
        command: String,
    },
    /// The private key has a passphrase, and no agent holds it.
    KeyLocked {
        file: String,
    },
    /// The connection broke, or the machine did not get to its first words.
    Lost,
    /// Something else is mounted on the directory, or lies in it.
    Mount {
        found: String,
    },
    /// The volume is not mounted where it should be.
    NotMounted,
    /// The machine does not reach the internet.
    NoInternet,
    /// The user may not become root without a password.
    NoSudo,
    /// Another program listens where the registry or its door should.
    PortTaken {
        by: String,
    },
    /// The machine's system is not one that we know how to set up.
    Unsupported,
    Timeout,
    Unreachable,
    /// The script answered something that does not mean what it should.
    Unreadable,
}

impl Wait {
    /// Whether an image is being fetched, however slowly.
    pub const fn is_download(self) -> bool {
        matches!(self, Self::Download | Self::SlowDownload { .. })
    }
}

impl fmt::Display for HostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
