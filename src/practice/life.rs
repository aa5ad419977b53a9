//! What became of things since somebody last looked: deadlines that passed, all in one place.
//!
//! Nothing runs in the background; every request settles the world first.

use std::time::Duration;

use tokio::time::Instant;

use super::port::{self, Wish};
use super::server::{Nic, Phase, Server};
use super::state::State;
use super::volume::Status;
use super::{Span, console};

impl State {
    /// How long something takes that nobody waits for in a call; written down for those who measure.
    pub fn span(
        &mut self,
        what: &'static str,
        name: &str,
        seconds: f64,
        from: Instant,
    ) -> Duration {
        let length = self.clock.span(seconds, &format!("{what} {name}"));
        let begin = self.clock.since(from);
        self.spans.push(Span {
            what,
            name: name.to_owned(),
            begin,
            end: begin + length,
        });

        length
    }

    /// Whether a server that is being built was promised the port.
    pub fn is_promised(&self, port: &str) -> bool {
        self.servers.iter().any(|server| {
            server.phase == Phase::Building
                && server
                    .nics
                    .iter()
                    .any(|nic| matches!(nic, Nic::Port(id) if id == port))
        })
    }

    /// The type that a volume has where none is asked for.
    pub fn usual_volume_type(&self) -> String {
        self.volume_types
            .first()
            .map_or_else(String::new, |kind| kind.name.to_owned())
    }

    /// The last `lines` of what a server's console shows.
    pub fn console(&self, id: &str, now: Instant, lines: Option<usize>) -> String {
        let text = self
            .server(id)
            .map_or_else(String::new, |server| console::text(self, server, now));
        let all: Vec<&str> = text.lines().collect();
        let from = lines.map_or(0, |lines| all.len().saturating_sub(lines));

        all[from..].join("\n")
    }

    /// The server starts again.
    pub fn restart(&mut self, id: &str, now: Instant) {
        let length = self.span("restart", id, 20.0, now);
        if let Some(server) = self.servers.iter_mut().find(|server| server.id == id) {
            server.up = now + length;
            server.booted = server.up;
        }
    }
}

pub(super) fn settle(state: &mut State, now: Instant) {
    state.designate.settle(now);
    settle_volumes(state, now);
    let ids: Vec<String> = state
        .servers
        .iter()
        .map(|server| server.id.clone())
        .collect();
    for id in ids {
        settle_server(state, &id, now);
    }
    // What went with a server may be gone by now, too.
    settle_volumes(state, now);
}

fn settle_volumes(state: &mut State, now: Instant) {
    for volume in &mut state.volumes {
        if let Status::Creating { ready, fails } = volume.status
            && ready <= now
        {
            volume.status = if fails {
                Status::Error
            } else {
                Status::Available
            };
        }
    }
    state
        .volumes
        .retain(|volume| !matches!(volume.status, Status::Deleting(gone) if gone <= now));
    let volumes = &state.volumes;
    state
        .stores
        .retain(|id, _| volumes.iter().any(|volume| volume.id == *id));
}

fn settle_server(state: &mut State, id: &str, now: Instant) {
    let Some(at) = state.servers.iter().position(|server| server.id == id) else {
        return;
    };
    let mut server = state.servers[at].clone();
    if server.phase == Phase::Building && server.fault.is_none() && server.wired <= now {
        wire(state, &server);
        server.phase = Phase::Wired;
    }
    // A fault is found by the scheduler, long before the machine would run.
    if server.phase == Phase::Building && server.fault.is_some() && server.wired <= now {
        server.phase = Phase::Error;
        server.changed = server.wired;
    }
    if server.phase == Phase::Wired && server.active <= now {
        server.phase = Phase::Active;
        server.changed = server.active;
    }
    settle_attached(state, &mut server, now);
    if let Phase::Deleting(gone) = server.phase
        && gone <= now
    {
        end(state, &server, gone);
        // Nova says so for a moment before it knows the server no more.
        server.phase = Phase::Deleted(gone + state.clock.span(0.4, id));
        server.attached.clear();
        server.changed = gone;
    }
    if let Phase::Deleted(until) = server.phase
        && until <= now
    {
        state.servers.retain(|one| one.id != id);
        return;
    }
    state.servers[at] = server;
}

/// The server gets its ports: those that were made for it, and new ones.
fn wire(state: &mut State, server: &Server) {
    for nic in &server.nics {
        let id = match nic {
            Nic::Port(id) => id.clone(),
            Nic::Network { id, groups } => {
                let wish = Wish {
                    name: String::new(),
                    description: String::new(),
                    network: id.clone(),
                    project: server.project.clone(),
                    ip: None,
                    groups: groups.clone(),
                };
                let Some(port) = port::make(state, wish, server.wired) else {
                    continue;
                };
                if let Some(port) = state.ports.iter_mut().find(|one| one.id == port.id) {
                    port.by_nova = true;
                }
                port.id
            }
        };
        if let Some(port) = state.ports.iter_mut().find(|port| port.id == id) {
            server.id.clone_into(&mut port.device);
            port.owner = "compute:nova";
            port.revision += 3;
        }
    }
}

fn settle_attached(state: &mut State, server: &mut Server, now: Instant) {
    for one in &server.attached {
        let Some(volume) = state.volume_mut(&one.volume) else {
            continue;
        };
        if volume.status == Status::Reserved && one.taken <= now {
            volume.status = Status::Attaching;
        }
        if volume.status == Status::Attaching && one.done <= now {
            volume.status = Status::InUse;
        }
        if one.leaves.is_some_and(|leaves| leaves <= now) {
            volume.status = Status::Available;
        }
    }
    server
        .attached
        .retain(|one| one.leaves.is_none_or(|leaves| leaves > now));
}

/// The server is gone: its volumes are free, Nova's ports end, those made beforehand stay.
fn end(state: &mut State, server: &Server, gone: Instant) {
    for one in &server.attached {
        if let Some(volume) = state.volume_mut(&one.volume) {
            volume.status = if one.ends_with_server {
                Status::Deleting(gone)
            } else {
                Status::Available
            };
        }
    }
    let ports: Vec<(String, bool)> = state
        .ports
        .iter()
        .filter(|port| port.device == server.id)
        .map(|port| (port.id.clone(), port.by_nova))
        .collect();
    for (id, by_nova) in ports {
        if by_nova {
            state.remove_port(&id);
        } else if let Some(port) = state.ports.iter_mut().find(|port| port.id == id) {
            port.device.clear();
            port.owner = "";
            port.revision += 1;
        }
    }
    let _ = state.machines.remove(&server.id);
}
