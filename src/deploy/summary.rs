//! What there is in the end: how to reach it, and what was tried. Only what the journal has is claimed.

use jiff::SignedDuration;

use super::{Journal, Made, Step, steps};
use crate::remote::Registries;
use crate::remote::lan::Lan;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// `https://registry.example.org`
    pub url: String,
    /// The line with which people log in.
    pub login: String,
    /// The line with which an admin gets onto the instance, once its user is known.
    pub ssh: Option<String>,
    /// Values for BinderHub's Helm chart; the password is left to be filled in.
    pub binderhub: String,
    pub disks: Vec<Disk>,
    pub proofs: Vec<Proof>,
    /// From the first step's beginning to the last one's end.
    pub took: SignedDuration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    pub mount: String,
    pub volume: String,
    pub uuid: String,
}

/// Something that was tried, with what came out, or with why it could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// 401 without the password, 200 with it.
    Password,
    /// A layer came back as it was sent.
    Layer {
        megabytes: u32,
        push_ms: u64,
        pull_ms: u64,
    },
    /// The host key agreed with the console log, or a person accepted it.
    HostKey {
        by_console: bool,
    },
    Certificate {
        issuer: String,
        not_after: String,
    },
    /// Every disk is mounted by its own identifier.
    Disks {
        mounts: Vec<String>,
    },
    /// Each of these nodes pulled with exactly the file that was written; so many of them were seen to do it over the
    /// registry's private address.
    Nodes {
        hosts: Vec<String>,
        private: usize,
    },
    /// On these nodes k3s or RKE2 has a file of registries: ours, for its next start, or their own, left as it is.
    Registries {
        hosts: Vec<String>,
        theirs: bool,
    },
    /// The private way to the registry beside the public one, from this node.
    Lan {
        host: String,
        lan: Lan,
    },
}

impl Summary {
    pub fn of(journal: &Journal) -> Self {
        let plan = journal.plan();
        let host = plan.name.host.to_string();
        let made = journal.made();
        let of = |step: Step| made.get(&step.id());
        let ip = match (of(Step::Address), of(Step::Port)) {
            (Some(Made::Floating { ip, .. } | Made::Association { ip, .. }), _) => Some(*ip),
            (_, Some(Made::Port { ip, .. })) => Some(*ip),
            _ => None,
        };
        let ssh = match (of(Step::Machine), ip) {
            (Some(Made::Machine { user, .. }), Some(ip)) => Some(format!("ssh {user}@{ip}")),
            _ => None,
        };
        let disks = plan
            .volumes
            .iter()
            .enumerate()
            .filter_map(|(number, volume)| match of(Step::Disk(number)) {
                Some(Made::Disk { uuid, .. }) => Some(Disk {
                    mount: volume.mount.to_string(),
                    volume: volume.name.to_string(),
                    uuid: uuid.clone(),
                }),
                _ => None,
            });

        Self {
            login: format!("docker login {host} --username {}", plan.registry.user),
            url: format!("https://{host}"),
            ssh,
            binderhub: binderhub(&host, plan.registry.user.as_ref()),
            disks: disks.collect(),
            proofs: proofs(journal),
            took: took(journal),
        }
    }
}

/// The prefix has a level of its own between host and image: without it BinderHub asks for a manifest that is never
/// there, and builds every image again.
fn binderhub(host: &str, user: &str) -> String {
    format!(
        "config:\n  BinderHub:\n    use_registry: true\n    image_prefix: {host}/binder/binder-\n\
         registry:\n  url: https://{host}\n  username: {user}\n  password: \"\"\n"
    )
}

impl Proof {
    /// Whether it is told, and has not been proven.
    pub const fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Registries { theirs: true, .. }
                | Self::Lan {
                    lan: Lan::NoTool | Lan::Silent { .. },
                    ..
                }
        )
    }
}

fn proofs(journal: &Journal) -> Vec<Proof> {
    let plan = journal.plan();
    let mut proofs = Vec::new();
    let mut mounts = Vec::new();
    let mut nodes = Nodes::default();
    let made = journal.made();
    let inside = match made.get(&Step::Port.id()) {
        Some(Made::Port { ip, .. }) => Some(ip.to_string()),
        _ => None,
    };
    for step in steps(plan) {
        let id = step.id();
        let host = || Some(plan.nodes.get(id.number()?)?.host.to_string());
        match made.get(&id) {
            Some(Made::Proof {
                megabytes,
                push_ms,
                pull_ms,
                ..
            }) => {
                proofs.push(Proof::Password);
                proofs.push(Proof::Layer {
                    megabytes: *megabytes,
                    push_ms: *push_ms,
                    pull_ms: *pull_ms,
                });
            }
            Some(Made::HostKeys { by_console, .. }) => proofs.push(Proof::HostKey {
                by_console: *by_console,
            }),
            Some(Made::Certificate {
                issuer, not_after, ..
            }) => proofs.push(Proof::Certificate {
                issuer: issuer.clone(),
                not_after: not_after.clone(),
            }),
            Some(Made::Disk { .. }) => {
                mounts.extend(
                    id.number()
                        .and_then(|number| plan.volumes.get(number))
                        .map(|volume| volume.mount.to_string()),
                );
            }
            Some(Made::NodeLogin {
                registries: Some(registries),
                ..
            }) => {
                let list = match registries {
                    Registries::Written { .. } => &mut nodes.written,
                    Registries::Theirs { .. } => &mut nodes.theirs,
                };
                list.extend(host());
            }
            Some(Made::NodeProof { address, lan, .. }) => {
                if let Some(host) = host() {
                    let private = address.is_some() && *address == inside;
                    nodes.add(host, private, lan.as_ref());
                }
            }
            _ => {}
        }
    }
    if !mounts.is_empty() {
        proofs.push(Proof::Disks { mounts });
    }
    proofs.extend(nodes.proofs());
    proofs.sort_by_key(order);

    proofs
}

/// What the nodes have proven between them.
#[derive(Default)]
struct Nodes {
    hosts: Vec<String>,
    private: usize,
    lan: Option<(String, Lan)>,
    written: Vec<String>,
    theirs: Vec<String>,
}

impl Nodes {
    fn add(&mut self, host: String, private: bool, lan: Option<&Lan>) {
        self.private += usize::from(private);
        // The first that measured speaks for all; else the first that says why it could not.
        let measured = |lan: &Lan| matches!(lan, Lan::Measured { .. });
        let has = self.lan.as_ref().is_some_and(|(_, lan)| measured(lan));
        if let Some(lan) = lan.filter(|lan| self.lan.is_none() || (measured(lan) && !has)) {
            self.lan = Some((host.clone(), lan.clone()));
        }
        self.hosts.push(host);
    }

    fn proofs(self) -> impl Iterator<Item = Proof> {
        let Self {
            hosts,
            private,
            lan,
            written,
            theirs,
        } = self;
        let pulled = (!hosts.is_empty()).then_some(Proof::Nodes { hosts, private });
        let compared = lan.map(|(host, lan)| Proof::Lan { host, lan });

        let files = [(written, false), (theirs, true)]
            .into_iter()
            .filter(|(hosts, _)| !hosts.is_empty())
            .map(|(hosts, theirs)| Proof::Registries { hosts, theirs });

        pulled.into_iter().chain(compared).chain(files)
    }
}

/// What a reader cares about first.
const fn order(proof: &Proof) -> u8 {
    match proof {
        Proof::Password => 0,
        Proof::Layer { .. } => 1,
        Proof::Nodes { .. } => 2,
        Proof::Lan { .. } => 3,
        Proof::Registries { .. } => 4,
        Proof::Certificate { .. } => 5,
        Proof::Disks { .. } => 6,
        Proof::HostKey { .. } => 7,
    }
}

fn took(journal: &Journal) -> SignedDuration {
    match (journal.entries().first(), journal.entries().last()) {
        (Some(first), Some(last)) => last.at.duration_since(first.at),
        _ => SignedDuration::ZERO,
    }
}
