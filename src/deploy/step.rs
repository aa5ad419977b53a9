//! The closed list of what a run does, and in which order it may be done.
//!
//! Steps are derived from the plan, never saved; what they made is. A new step must be given words, a picture and
//! a test before the program compiles.

mod address;
mod attach;
mod group;
mod image;
mod key_pair;
mod machine;
mod made;
mod name;
mod node;
mod port;
mod proof;
mod server;
mod visit;
mod volume;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use image::Sent;
pub use made::Made;

use super::{Context, Problem};
use crate::plan::Plan;
use crate::plan::address::Address;
use crate::plan::certificate::Certificate;
use crate::plan::firewall::Firewall;
use crate::plan::instance::KeyPair;
use crate::plan::name::Keeper;
use crate::plan::volume::{Purpose, Source};

/// One thing to do. It makes at most one thing outside, so that its id is on disk as soon as it exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    KeyPair,
    Group,
    Rules,
    Port,
    Volume(usize),
    Server,
    Address,
    Record,
    ServerReady,
    Attach(usize),
    NameSeen,
    HostKey,
    Machine,
    Disk(usize),
    Docker,
    Registry,
    Certificate,
    Proof,
    NodeLogin(usize),
    NodeProof(usize),
}

/// A step's name in the journal: it never changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(String);

/// The steps that make volumes, which outlive a deployment unless they are named.
pub fn volumes(plan: &Plan) -> BTreeSet<StepId> {
    steps(plan)
        .into_iter()
        .filter(|step| matches!(step, Step::Volume(_)))
        .map(Step::id)
        .collect()
}

/// The steps of a plan. Pure: the same plan always gives the same steps, those that are needed first.
pub fn steps(plan: &Plan) -> Vec<Step> {
    let all = |make: fn(usize) -> Step, count: usize| (0..count).map(make);
    let made = (0..plan.volumes.len())
        .filter(|number| matches!(plan.volumes[*number].source, Source::New { .. }))
        .map(Step::Volume);
    let firewall_is_new = matches!(plan.firewall, Firewall::New { .. });
    let import = matches!(plan.instance.login.key_pair, KeyPair::Import { .. });
    let own_address = matches!(plan.address, Address::Own);
    let record = !matches!(plan.name.keeper, Keeper::Hand);
    let certificate = !matches!(plan.certificate, Certificate::CloudflareProxy);
    let when = |is: bool, step: Step| is.then_some(step);

    when(import, Step::KeyPair)
        .into_iter()
        .chain(when(firewall_is_new, Step::Group))
        .chain(when(firewall_is_new, Step::Rules))
        .chain([Step::Port])
        .chain(made)
        .chain([Step::Server])
        .chain(when(!own_address, Step::Address))
        .chain(when(record, Step::Record))
        .chain([Step::ServerReady])
        .chain(all(Step::Attach, plan.volumes.len()))
        .chain([Step::NameSeen, Step::HostKey, Step::Machine])
        .chain(all(Step::Disk, plan.volumes.len()))
        .chain([Step::Docker, Step::Registry])
        .chain(when(certificate, Step::Certificate))
        .chain([Step::Proof])
        .chain(all(Step::NodeLogin, plan.nodes.len()))
        .chain(all(Step::NodeProof, plan.nodes.len()))
        .collect()
}

impl Step {
    pub fn id(self) -> StepId {
        StepId(match self {
            Self::Address => "address".to_owned(),
            Self::Attach(number) => format!("attach/{number}"),
            Self::Certificate => "certificate".to_owned(),
            Self::Disk(number) => format!("disk/{number}"),
            Self::Docker => "docker".to_owned(),
            Self::Group => "group".to_owned(),
            Self::HostKey => "host-key".to_owned(),
            Self::KeyPair => "key-pair".to_owned(),
            Self::Machine => "machine".to_owned(),
            Self::NameSeen => "name-seen".to_owned(),
            Self::NodeLogin(number) => format!("node-login/{number}"),
            Self::NodeProof(number) => format!("node-proof/{number}"),
            Self::Port => "port".to_owned(),
            Self::Proof => "proof".to_owned(),
            Self::Record => "record".to_owned(),
            Self::Registry => "registry".to_owned(),
            Self::Rules => "rules".to_owned(),
            Self::Server => "server".to_owned(),
            Self::ServerReady => "server-ready".to_owned(),
            Self::Volume(number) => format!("volume/{number}"),
        })
    }

    /// What must be done before this may start; steps that the plan has not are left out.
    pub fn needs(self, plan: &Plan) -> Vec<Self> {
        let there = steps(plan);
        let mut needs = self.all_needs(plan);
        needs.retain(|step| there.contains(step));
        needs
    }

    fn all_needs(self, plan: &Plan) -> Vec<Self> {
        let images = plan
            .volumes
            .iter()
            .position(|volume| volume.purpose == Purpose::Images);
        let images = images.map(Self::Disk);
        match self {
            Self::KeyPair | Self::Group | Self::Volume(_) => vec![],
            Self::Rules | Self::Port => vec![Self::Group],
            Self::Server => vec![Self::KeyPair, Self::Port],
            Self::Address => vec![Self::Port],
            Self::Record => vec![Self::Port, Self::Address],
            Self::ServerReady => vec![Self::Server],
            Self::Attach(number) => vec![Self::ServerReady, Self::Volume(number)],
            Self::NameSeen => vec![Self::Port, Self::Address, Self::Record],
            Self::HostKey => vec![Self::ServerReady, Self::Address, Self::Rules],
            Self::Machine => vec![Self::HostKey],
            Self::Disk(number) => vec![Self::Machine, Self::Attach(number)],
            Self::Docker => vec![Self::Machine],
            Self::Registry => [Self::Docker].into_iter().chain(images).collect(),
            Self::Certificate => [Self::Docker, Self::NameSeen]
                .into_iter()
                .chain(images)
                .collect(),
            Self::Proof => vec![Self::Registry, Self::Certificate, Self::NameSeen],
            Self::NodeLogin(_) => vec![Self::Proof],
            Self::NodeProof(number) => vec![Self::NodeLogin(number)],
        }
    }

    /// Whether it talks to OpenStack's or the DNS's API only: `--only cloud` does these.
    pub const fn is_cloud(self) -> bool {
        matches!(
            self,
            Self::Address
                | Self::Attach(_)
                | Self::Group
                | Self::KeyPair
                | Self::Port
                | Self::Record
                | Self::Rules
                | Self::Server
                | Self::ServerReady
                | Self::Volume(_)
        )
    }

    /// Whether it only waits and looks, so that it can be left at any moment.
    pub const fn only_waits(self) -> bool {
        matches!(self, Self::ServerReady | Self::NameSeen | Self::HostKey)
    }

    /// Whether a failure elsewhere leaves it untouched: one node's trouble is not another's.
    pub const fn goes_on_alone(self) -> bool {
        matches!(self, Self::NodeLogin(_) | Self::NodeProof(_))
    }

    /// Looks outside for what this step makes: after a crash it may be there already.
    pub(super) async fn find(self, cx: &Context) -> Result<Option<Made>, Problem> {
        match self {
            Self::Address => address::find(cx).await,
            Self::Attach(number) => attach::find(cx, number).await,
            Self::Group => group::find(cx).await,
            Self::KeyPair => key_pair::find(cx).await,
            Self::Port => port::find(cx).await,
            Self::Record => name::find(cx).await,
            Self::Server => server::find(cx).await,
            Self::Volume(number) => volume::find(cx, number).await,
            // These look by themselves, or do no harm when they are done twice.
            Self::Certificate
            | Self::Disk(_)
            | Self::Docker
            | Self::HostKey
            | Self::Machine
            | Self::NameSeen
            | Self::NodeLogin(_)
            | Self::NodeProof(_)
            | Self::Proof
            | Self::Registry
            | Self::Rules
            | Self::ServerReady => Ok(None),
        }
    }

    pub(super) async fn execute(self, cx: &Context) -> Result<Made, Problem> {
        match self {
            Self::Address => address::execute(cx).await,
            Self::Attach(number) => attach::execute(cx, number).await,
            Self::Certificate => machine::certificate(cx).await,
            Self::Disk(number) => machine::disk(cx, number).await,
            Self::Docker => machine::docker(cx).await,
            Self::Group => group::execute(cx).await,
            Self::HostKey => machine::host_key(cx).await,
            Self::KeyPair => key_pair::execute(cx).await,
            Self::Machine => machine::look(cx).await,
            Self::NameSeen => name::seen(cx).await,
            Self::NodeLogin(number) => node::login(cx, number).await,
            Self::NodeProof(number) => node::proof(cx, number).await,
            Self::Port => port::execute(cx).await,
            Self::Proof => proof::execute(cx).await,
            Self::Record => name::execute(cx).await,
            Self::Registry => machine::registry(cx).await,
            Self::Rules => group::rules(cx).await,
            Self::Server => server::execute(cx).await,
            Self::ServerReady => server::ready(cx).await,
            Self::Volume(number) => volume::execute(cx, number).await,
        }
    }

    /// Whether the cloud has made it broken, or has it no more.
    pub(super) async fn is_broken(self, cx: &Context, made: &Made) -> Result<bool, Problem> {
        match made {
            Made::Record { zone, id } => name::is_broken(cx, zone, id).await,
            Made::Server { id } => server::is_broken(cx, id).await,
            Made::Volume { id } => volume::is_broken(cx, id).await,
            _ => Ok(false),
        }
    }

    /// Takes away what the step made; what is gone already counts as taken away.
    pub(super) async fn revert(self, cx: &Context, made: &Made) -> Result<(), Problem> {
        match made {
            Made::Association { floating, .. } => address::disassociate(cx, floating).await,
            Made::Floating { id, .. } => address::release(cx, id).await,
            Made::Attachment { server, volume } => attach::detach(cx, server, volume).await,
            Made::Group { id } => group::delete(cx, id).await,
            Made::KeyPair { name } => key_pair::delete(cx, name).await,
            Made::NodeLogin { .. } => node::logout(cx, self).await,
            Made::Port { id, .. } => port::delete(cx, id).await,
            Made::Record { zone, id } => name::delete(cx, zone, id).await,
            Made::Server { id } => server::delete(cx, id).await,
            Made::Volume { id } => volume::delete(cx, id).await,
            Made::Certificate { .. }
            | Made::Disk { .. }
            | Made::Docker { .. }
            | Made::HostKeys { .. }
            | Made::Machine { .. }
            | Made::NameSeen { .. }
            | Made::NodeProof { .. }
            | Made::Proof { .. }
            | Made::Registry { .. }
            | Made::Rules
            | Made::ServerReady => Ok(()),
        }
    }
}

impl StepId {
    /// The number in `volume/0`, if there is one.
    pub fn number(&self) -> Option<usize> {
        self.0
            .split_once('/')
            .and_then(|(_, number)| number.parse().ok())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
