//! What a step may use: the plan, the services, what earlier steps made, and a way to tell how it goes.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use super::{Made, Problem, Step, StepId};
use crate::dns::Names;
use crate::http::Net;
use crate::openstack::Cloud;
use crate::plan::Plan;
use crate::registry::htpasswd;
use crate::remote::Shell;
use crate::secret::Secret;

/// Asks a run to stop at the next safe point; nothing is cut in the middle.
pub type Stop = CancellationToken;

/// The doors to the outside. The same for a run on a real cloud and on the practice cloud.
#[derive(Clone)]
pub struct Services {
    pub cloud: Cloud,
    pub net: Net,
    pub names: Arc<dyn Names>,
    pub shell: Arc<dyn Shell>,
    pub materials: Materials,
}

/// Secrets and files that the plan only names, fetched before the run.
#[derive(Debug, Clone)]
pub struct Materials {
    pub registry_password: Secret,
    pub cloudflare_token: Option<Secret>,
    /// The operator's own certificate and key (PEM).
    pub certificate: Option<(String, Secret)>,
    /// The root (PEM) of a private certificate authority.
    pub authority: Option<String>,
    /// Where `~/` leads.
    pub home: PathBuf,
    /// Fingerprints of host keys that a person looked at and accepted.
    pub trusted: Vec<String>,
    /// Megabytes of the layer that proves the registry.
    pub proof_megabytes: u32,
    /// bcrypt's cost of the registry's password.
    pub hash_cost: u32,
}

impl Default for Materials {
    fn default() -> Self {
        Self {
            registry_password: Secret::default(),
            cloudflare_token: None,
            certificate: None,
            authority: None,
            home: PathBuf::new(),
            trusted: Vec::new(),
            proof_megabytes: 0,
            hash_cost: htpasswd::COST,
        }
    }
}

/// What a step waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// The console log has not shown the machine's host keys yet.
    Console,
    /// The program died while the cloud was asked: what was asked for may still appear.
    Late,
    /// This computer fetches an image that the machine cannot fetch: so many megabytes of so many.
    Image { image: String, got: u64, whole: u64 },
    /// The machine says what it waits for.
    Machine(crate::remote::Wait),
    /// The name does not lead to the address yet.
    Name { host: String, expected: IpAddr },
    /// The name leads to the instance, and elsewhere too.
    NameAlso { host: String, others: Vec<IpAddr> },
    /// The cloud writes the record, or forgets it; its status, in the cloud's words.
    Record(String),
    /// The connection to the machine broke; it and the job are tried again.
    Reconnect {
        host: String,
        attempt: usize,
        most: usize,
    },
    /// Somebody has to make this record by hand.
    RecordByHand { host: String, expected: IpAddr },
    /// The cloud builds or deletes the server; what it does now, in the cloud's words.
    Server(String),
    /// The machine does not answer on its SSH port yet.
    Ssh { host: String },
    /// The volume's status, in the cloud's words.
    Volume(String),
}

/// What a step tells while it works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tell {
    Line(String),
    Wait(Wait),
}

#[derive(Clone)]
pub struct Context {
    pub plan: Arc<Plan>,
    pub deployment: Arc<str>,
    pub services: Arc<Services>,
    pub stop: Stop,
    /// The step was never begun before: what it makes cannot be there yet.
    pub(super) is_first: bool,
    pub(super) step: StepId,
    pub(super) made: Arc<BTreeMap<StepId, Made>>,
    pub(super) tell: UnboundedSender<(StepId, Tell)>,
}

impl Context {
    /// Says what the step waits for. Nobody may be listening: that is no error.
    pub fn waits(&self, wait: Wait) {
        let _ = self.tell.send((self.step.clone(), Tell::Wait(wait)));
    }

    /// Adds a line to the step's log.
    pub fn says(&self, line: impl Into<String>) {
        let _ = self.tell.send((self.step.clone(), Tell::Line(line.into())));
    }

    /// What an earlier step made, where the plan has that step and it is done.
    pub fn made(&self, step: Step) -> Option<&Made> {
        self.made.get(&step.id())
    }

    pub fn server(&self) -> Result<&str, Problem> {
        match self.made(Step::Server) {
            Some(Made::Server { id }) => Ok(id),
            _ => Err(lost(Step::Server)),
        }
    }

    /// The port's id and the instance's own address.
    pub fn port(&self) -> Result<(&str, IpAddr), Problem> {
        match self.made(Step::Port) {
            Some(Made::Port { id, ip }) => Ok((id, *ip)),
            _ => Err(lost(Step::Port)),
        }
    }

    /// The address under which the world reaches the instance.
    pub fn address(&self) -> Result<IpAddr, Problem> {
        match self.made(Step::Address) {
            Some(Made::Floating { ip, .. } | Made::Association { ip, .. }) => Ok(*ip),
            _ if matches!(self.plan.address, crate::plan::Address::Own) => Ok(self.port()?.1),
            _ => Err(lost(Step::Address)),
        }
    }

    /// The volume with this number in the plan: made by us, or there before.
    pub fn volume(&self, number: usize) -> Result<&str, Problem> {
        use crate::plan::volume::Source;

        match self.plan.volumes.get(number).map(|volume| &volume.source) {
            Some(Source::Existing { id }) => Ok(id),
            _ => match self.made(Step::Volume(number)) {
                Some(Made::Volume { id }) => Ok(id),
                _ => Err(lost(Step::Volume(number))),
            },
        }
    }

    pub fn cloud(&self) -> &Cloud {
        &self.services.cloud
    }
}

pub(super) fn lost(step: Step) -> Problem {
    Problem::Lost { step: step.id() }
}
