//! Nova's servers: what they are, how they are found, their end.

pub(super) mod action;
pub(super) mod attach;
mod boot;
pub(super) mod new;
mod show;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::compute::{Flavor, links};
use super::list::{self, Paging};
use super::port::Port;
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Server {
    pub id: String,
    pub name: String,
    pub project: String,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub metadata: Map<String, Value>,
    /// The image it was made from; none where it starts from a volume.
    pub image: Option<String>,
    /// The image whose system runs on it.
    pub system: Option<String>,
    pub flavor: Flavor,
    pub key: Option<String>,
    pub zone: String,
    pub config_drive: bool,
    pub scsi: bool,
    pub nics: Vec<Nic>,
    pub attached: Vec<Attachment>,
    pub phase: Phase,
    /// What makes it end in an error instead of running.
    pub fault: Option<String>,
    pub made: Instant,
    pub changed: Instant,
    /// When its ports are made, when it runs, when it answers SSH, when its first start is over.
    pub wired: Instant,
    pub active: Instant,
    pub up: Instant,
    pub booted: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Building,
    Wired,
    Active,
    Error,
    /// Gone at this time.
    Deleting(Instant),
    /// Gone already, and still shown until this time.
    Deleted(Instant),
}

/// A network or a port that a server is to have.
#[derive(Debug, Clone)]
pub(super) enum Nic {
    Network { id: String, groups: Vec<String> },
    Port(String),
}

/// A volume on a server.
#[derive(Debug, Clone)]
pub(super) struct Attachment {
    pub id: String,
    pub bdm: String,
    pub volume: String,
    pub device: String,
    pub tag: Option<String>,
    pub ends_with_server: bool,
    /// When the machine begins to take it; until then it is only reserved.
    pub taken: Instant,
    /// When it is on the machine.
    pub done: Instant,
    /// When it is off again.
    pub leaves: Option<Instant>,
}

impl Server {
    /// The name of the next disk that comes in.
    pub fn next_device(&self) -> String {
        let prefix = if self.scsi { "sd" } else { "vd" };
        let taken = |name: &str| self.attached.iter().any(|one| one.device == name);
        let own = if self.flavor.ephemeral > 0 {
            b'c'
        } else {
            b'b'
        };

        (own..=b'z')
            .map(|letter| format!("/dev/{prefix}{}", char::from(letter)))
            .find(|name| !taken(name))
            .unwrap_or_default()
    }

    pub fn root_device(&self) -> &'static str {
        if self.scsi { "/dev/sda" } else { "/dev/vda" }
    }
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    match (ask.method(), rest) {
        (Method::Get, []) => servers(state, ask, false),
        (Method::Get, ["detail"]) => servers(state, ask, true),
        (Method::Get, [id]) => {
            let server = find(state, ask, id)?;
            Ok(Response::json(
                200,
                &json!({ "server": show::server_json(state, ask, server, true) }),
            ))
        }
        (Method::Put, [id]) => update(state, ask, id),
        (Method::Delete, [id]) => delete(state, ask, id),
        (Method::Post, [id, "action"]) => action::answer(state, ask, id),
        (Method::Get, [id, "os-interface"]) => {
            let server = find(state, ask, id)?;
            Ok(show::interfaces(state, ask, server))
        }
        (Method::Get, [id, "os-instance-actions"]) => {
            let server = find(state, ask, id)?;
            Ok(show::actions(state, ask, server))
        }
        (Method::Post, [id, "remote-consoles"]) => {
            let _ = find(state, ask, id)?;
            Err(ask.error(400, "Unavailable console type novnc."))
        }
        _ => Err(ask.no_such_path()),
    }
}

pub(super) fn find<'s>(state: &'s State, ask: &Ask<'_>, id: &str) -> Result<&'s Server, Response> {
    state
        .servers
        .iter()
        .find(|server| server.id == id && server.project == ask.who.project)
        .ok_or_else(|| ask.error(404, &format!("Instance {id} could not be found.")))
}

fn servers(state: &State, ask: &Ask<'_>, detail: bool) -> Reply {
    let name = ask.param("name").map(Pattern::new);
    let status = ask.param("status").map(str::to_uppercase);
    let mut servers: Vec<&Server> = state
        .servers
        .iter()
        .filter(|server| server.project == ask.who.project)
        .filter(|server| name.as_ref().is_none_or(|name| name.fits(&server.name)))
        .filter(|server| {
            status
                .as_deref()
                .is_none_or(|status| status_of(server) == status)
        })
        .collect();
    // The newest first.
    servers.reverse();
    let shown = servers
        .into_iter()
        .map(|server| {
            if detail {
                show::server_json(state, ask, server, false)
            } else {
                json!({
                    "id": server.id,
                    "name": server.name,
                    "links": links(ask, "servers", &server.id),
                })
            }
        })
        .collect();
    let path = format!("/{}", ask.path.join("/"));

    list::page(
        ask,
        shown,
        &Paging {
            key: "servers",
            mark: "id",
            path,
        },
    )
}

/// As much of a regular expression as people ask with: literal text, perhaps anchored.
struct Pattern {
    text: String,
    start: bool,
    end: bool,
}

impl Pattern {
    fn new(pattern: &str) -> Self {
        let (rest, start) = match pattern.strip_prefix('^') {
            Some(rest) => (rest, true),
            None => (pattern, false),
        };
        let (rest, end) = match rest.strip_suffix('$') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };

        Self {
            text: rest.replace('\\', ""),
            start,
            end,
        }
    }

    fn fits(&self, name: &str) -> bool {
        match (self.start, self.end) {
            (true, true) => name == self.text,
            (true, false) => name.starts_with(&self.text),
            (false, true) => name.ends_with(&self.text),
            (false, false) => name.contains(&self.text),
        }
    }
}

fn status_of(server: &Server) -> &'static str {
    match server.phase {
        Phase::Building | Phase::Wired => "BUILD",
        Phase::Deleting(_) if server.fault.is_some() => "ERROR",
        Phase::Active | Phase::Deleting(_) => "ACTIVE",
        Phase::Error => "ERROR",
        Phase::Deleted(_) => "DELETED",
    }
}

fn ports<'s>(state: &'s State, server: &Server) -> impl Iterator<Item = &'s Port> {
    state.ports.iter().filter({
        let id = server.id.clone();
        move |port| port.device == id
    })
}

fn update(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let asked = ask.inner("server")?;
    let _ = find(state, ask, id)?;
    if let Some(server) = state.servers.iter_mut().find(|server| server.id == id) {
        if let Some(name) = text(&asked, "name") {
            name.clone_into(&mut server.name);
        }
        if let Some(description) = text(&asked, "description") {
            server.description = Some(description.to_owned());
        }
    }
    let server = find(state, ask, id)?;

    Ok(Response::json(
        200,
        &json!({ "server": show::server_json(state, ask, server, true) }),
    ))
}

fn delete(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let _ = find(state, ask, id)?;
    let gone = ask.now + state.span("server delete", id, 6.0, ask.now);
    if let Some(server) = state.servers.iter_mut().find(|server| server.id == id) {
        // Asked twice, it is deleted once.
        if !matches!(server.phase, Phase::Deleting(_) | Phase::Deleted(_)) {
            server.phase = Phase::Deleting(gone);
        }
    }

    Ok(Response::new(204).with("Content-Type", "application/json"))
}
