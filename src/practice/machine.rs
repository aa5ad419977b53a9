//! The machines: getting onto them as SSH does, and what is on them.

mod disk;
mod docker;
mod image;
mod node;
mod pem;
mod registry;
mod tls;

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::time::Instant;

use super::faults::{Failure, job_name};
use super::hostkey;
use super::reach::{CLIENT, From};
use super::server::{Phase, Server};
use super::state::State;
use super::{World, life, wait};
use crate::http::BoxFuture;
use crate::plan::node::Engine;
use crate::remote::{
    Heard, HostKey, Job, NodeLogin, Registry, Report, Shell, Target, Trouble, TroubleKind, Wait,
};

/// What is on a machine beside its disks.
#[derive(Debug, Clone, Default)]
pub(super) struct Machine {
    /// Volumes by where they are mounted.
    pub mounts: BTreeMap<String, String>,
    pub docker: bool,
    /// What Docker has to run, by the names of the images.
    pub images: BTreeSet<String>,
    pub registry: Option<Registry>,
    /// The certificate that is shown on port 443.
    pub door: Option<Door>,
    /// Logins of registries, by their names.
    pub logins: BTreeMap<String, NodeLogin>,
    /// The hosts file.
    pub hosts: BTreeMap<String, Ipv4Addr>,
}

/// A certificate with its door.
#[derive(Debug, Clone)]
pub(super) struct Door {
    pub host: String,
    pub issuer: String,
    pub not_after: String,
    /// Whether everybody's programs believe it; otherwise they need its root.
    pub public: bool,
}

impl State {
    /// The volume that is mounted there, if it is on the machine at all.
    pub fn mounted(&self, server: &Server, path: &str) -> Option<&str> {
        let volume = self.machines.get(&server.id)?.mounts.get(path)?;
        let attached = server.attached.iter().any(|one| one.volume == *volume);

        attached.then_some(volume.as_str())
    }

    pub fn machine_mut(&mut self, server: &str) -> &mut Machine {
        self.machines.entry(server.to_owned()).or_default()
    }
}

/// One job on one machine.
struct Visit<'a> {
    world: &'a World,
    server: String,
    host: &'a str,
    heard: &'a (dyn Fn(Heard) + Send + Sync),
}

impl Visit<'_> {
    fn say(&self, line: impl Into<String>) {
        (self.heard)(Heard::Line(line.into()));
    }

    /// Says what is waited for, and waits.
    async fn takes(&self, what: Wait, seconds: f64) {
        (self.heard)(Heard::Wait(what));
        self.lasts(seconds).await;
    }

    async fn lasts(&self, seconds: f64) {
        let name = format!("{} {seconds}", self.server);
        let length = self.world.lock().clock.span(seconds, &name);
        wait(length).await;
    }

    async fn until(&self, what: Wait, at: Instant) {
        if at > Instant::now() {
            (self.heard)(Heard::Wait(what));
            tokio::time::sleep_until(at).await;
        }
    }

    fn trouble(&self, kind: TroubleKind, message: impl Into<String>) -> Trouble {
        Trouble {
            kind,
            machine: self.host.to_owned(),
            message: message.into(),
        }
    }

    /// A look at the world as it is now; the machine may be gone by now.
    fn with<T>(
        &self,
        act: impl FnOnce(&mut State, &Server) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let mut state = self.world.lock();
        life::settle(&mut state, Instant::now());
        match state.server(&self.server).cloned() {
            Some(server) => act(&mut state, &server),
            None => Err(self.trouble(TroubleKind::Unreachable, "Connection closed by remote host")),
        }
    }

    async fn carry_out(&self, job: &Job) -> Result<Report, Trouble> {
        match job {
            Job::Disk(disk) => self.disk(disk).await,
            Job::Docker => self.docker().await,
            Job::Image(image) => self.image(image).await,
            Job::Look => self.look().await,
            Job::NodeLogin(login) => self.node_login(login).await,
            Job::NodeLogout { host } => self.node_logout(host).await,
            Job::NodeProof(proof) => self.node_proof(proof).await,
            Job::Registry(registry) => self.registry(registry).await,
            Job::Tls(tls) => self.tls(tls).await,
        }
    }

    async fn look(&self) -> Result<Report, Trouble> {
        let booted = self.with(|_, server| Ok(server.booted))?;
        self.until(Wait::CloudInit, booted).await;
        self.lasts(0.8).await;
        self.with(|state, server| {
            let image = server
                .system
                .as_ref()
                .and_then(|id| state.images.iter().find(|image| image.id == *id));
            let (system, version) = image.map_or(("linux", ""), |image| image.release);
            if matches!(system, "windows" | "freebsd") {
                return Err(self.trouble(TroubleKind::Unsupported, system));
            }
            self.say(format!("{system} {version}, x86_64"));

            Ok(Report::Look {
                system: system.to_owned(),
                version: version.to_owned(),
                architecture: "x86_64".to_owned(),
            })
        })
    }
}

impl World {
    async fn visit<'a>(
        &'a self,
        target: &'a Target,
        job: &'a Job,
        heard: &'a (dyn Fn(Heard) + Send + Sync),
    ) -> Result<Report, Trouble> {
        let name = job_name(job);
        let at = self.begin_job(name, &target.host);
        let result = self.try_visit(target, job, heard).await;
        self.end_job(at, result.is_ok());

        result
    }

    async fn try_visit<'a>(
        &'a self,
        target: &'a Target,
        job: &'a Job,
        heard: &'a (dyn Fn(Heard) + Send + Sync),
    ) -> Result<Report, Trouble> {
        wait(self.ssh_latency(target)).await;
        let server = {
            let mut state = self.lock();
            life::settle(&mut state, Instant::now());
            log_in(&state, target, Instant::now())?
        };
        let visit = Visit {
            world: self,
            server,
            host: &target.host,
            heard,
        };
        let failure = self.lock().faults.strike_job(job_name(job), &target.host);
        match failure {
            None => visit.carry_out(job).await,
            Some(failure) => {
                if failure.done {
                    let _ = visit.carry_out(job).await?;
                } else {
                    visit.lasts(2.0).await;
                }
                visit.say(failure.message.clone());
                Err(visit.trouble(failure.kind, failure.message))
            }
        }
    }

    async fn keys(&self, target: &Target) -> Result<Vec<HostKey>, Trouble> {
        let at = self.begin_job("host-keys", &target.host);
        wait(self.ssh_latency(target)).await;
        let result = self.shown_keys(target);
        self.end_job(at, result.is_ok());

        result
    }

    fn shown_keys(&self, target: &Target) -> Result<Vec<HostKey>, Trouble> {
        let mut state = self.lock();
        let now = Instant::now();
        life::settle(&mut state, now);
        let server = knock(&state, target, now)?.id.clone();
        match state.faults.strike_job("host-keys", &target.host) {
            // Somebody in between, or a machine that was made anew.
            Some(Failure {
                kind: TroubleKind::HostKey { .. },
                ..
            }) => Ok(shown("somebody else")),
            Some(failure) => Err(trouble(target, failure.kind, &failure.message)),
            None => Ok(shown(&server)),
        }
    }

    fn ssh_latency(&self, target: &Target) -> Duration {
        let jump = if target.jump.is_some() { 0.3 } else { 0.0 };

        self.lock().clock.span(0.4 + jump, &target.host)
    }
}

impl Shell for World {
    fn host_keys<'a>(&'a self, target: &'a Target) -> BoxFuture<'a, Result<Vec<HostKey>, Trouble>> {
        Box::pin(self.keys(target))
    }

    fn carry_out<'a>(
        &'a self,
        target: &'a Target,
        job: &'a Job,
        heard: &'a (dyn Fn(Heard) + Send + Sync),
    ) -> BoxFuture<'a, Result<Report, Trouble>> {
        Box::pin(self.visit(target, job, heard))
    }
}

fn shown(server: &str) -> Vec<HostKey> {
    hostkey::keys(server)
        .iter()
        .map(hostkey::Key::host_key)
        .collect()
}

fn trouble(target: &Target, kind: TroubleKind, message: &str) -> Trouble {
    Trouble {
        kind,
        machine: target.host.clone(),
        message: message.to_owned(),
    }
}

/// The machine that answers on the target's SSH port.
fn knock<'s>(state: &'s State, target: &Target, now: Instant) -> Result<&'s Server, Trouble> {
    let host = &target.host;
    let silent = |words: &str| {
        let message = format!("ssh: connect to host {host} port {}: {words}", target.port);
        trouble(target, TroubleKind::Unreachable, &message)
    };
    let from = match &target.jump {
        None => From::World(CLIENT),
        Some(jump) => {
            let through = Target {
                host: jump.host.to_string(),
                port: jump.port,
                jump: None,
                ..target.clone()
            };
            From::Server(knock(state, &through, now)?.id.clone())
        }
    };
    // Nodes are in the person's own SSH configuration by their names, with whatever way leads to them.
    let known = old_server(state, host);
    let server = known.or_else(|| {
        let addresses = state.addresses_of(host);
        addresses
            .iter()
            .find_map(|ip| state.behind(*ip, &from, now))
    });
    let Some(server) = server else {
        return Err(if state.addresses_of(host).is_empty() {
            let message =
                format!("ssh: Could not resolve hostname {host}: Name or service not known");
            trouble(target, TroubleKind::Unreachable, &message)
        } else {
            silent("Connection timed out")
        });
    };
    if known.is_none() && !state.lets_in(server, &from, 22) {
        return Err(silent("Connection timed out"));
    }
    if server.phase != Phase::Active {
        return Err(silent("No route to host"));
    }
    if server.up > now || target.port != 22 {
        return Err(silent("Connection refused"));
    }

    Ok(server)
}

/// A server that was there from the beginning, by its name.
fn old_server<'s>(state: &'s State, name: &str) -> Option<&'s Server> {
    state
        .servers
        .iter()
        .find(|server| server.name == name && server.made == state.clock.began())
}

/// Knocks, compares the host keys, shows the own key; the server's id.
fn log_in(state: &State, target: &Target, now: Instant) -> Result<String, Trouble> {
    let server = knock(state, target, now)?;
    let shown = shown(&server.id);
    let texts = |keys: &[HostKey]| keys.iter().map(|key| key.0.clone()).collect::<Vec<_>>();
    // People have been on the old machines: their own `known_hosts` has the keys.
    let been_there = server.made == state.clock.began();
    if target.known.is_empty() && !been_there {
        let kind = TroubleKind::HostKeyUnknown {
            shown: texts(&shown),
        };
        return Err(trouble(target, kind, "Host key verification failed."));
    }
    if !target.known.is_empty() && !target.known.iter().any(|key| shown.contains(key)) {
        let kind = TroubleKind::HostKey {
            expected: texts(&target.known),
            shown: texts(&shown),
        };
        return Err(trouble(target, kind, "Host key verification failed."));
    }
    let user = server
        .system
        .as_ref()
        .and_then(|id| state.images.iter().find(|image| image.id == *id))
        .map_or("root", |image| image.user);
    if target.user != user || server.key.is_none() {
        let message = format!(
            "{}@{}: Permission denied (publickey).",
            target.user, target.host
        );
        return Err(trouble(target, TroubleKind::Denied, &message));
    }

    Ok(server.id.clone())
}

/// The engine that a node of the practice clouds has: each its own, so that both are practised.
fn engine_of(server: &Server) -> Engine {
    if server.name.ends_with('2') {
        Engine::Containerd
    } else {
        Engine::Docker
    }
}
