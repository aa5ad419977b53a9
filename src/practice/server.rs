//! Nova's servers: what they are, how they are shown, their console, their end.

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::clock::{digest, hex};
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
    /// When it is on the machine.
    pub done: Instant,
    /// When it is off again.
    pub leaves: Option<Instant>,
}

impl Server {
    /// Whether the server is on a machine that runs.
    pub fn runs(&self) -> bool {
        matches!(self.phase, Phase::Active | Phase::Deleting(_)) && self.fault.is_none()
    }

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
                &json!({ "server": server_json(state, ask, server, true) }),
            ))
        }
        (Method::Put, [id]) => update(state, ask, id),
        (Method::Delete, [id]) => delete(state, ask, id),
        (Method::Post, [id, "action"]) => super::action::answer(state, ask, id),
        (Method::Get, [id, "os-interface"]) => {
            let server = find(state, ask, id)?;
            Ok(interfaces(state, ask, server))
        }
        (Method::Get, [id, "os-instance-actions"]) => {
            let server = find(state, ask, id)?;
            Ok(actions(state, ask, server))
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
                server_json(state, ask, server, false)
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
    }
}

fn ports<'s>(state: &'s State, server: &Server) -> impl Iterator<Item = &'s Port> {
    state.ports.iter().filter({
        let id = server.id.clone();
        move |port| port.device == id
    })
}

fn addresses(state: &State, server: &Server) -> Value {
    let mut nets = Map::new();
    for port in ports(state, server) {
        let name = state
            .network(&port.network)
            .map_or("", |network| network.name);
        let fixed = json!({
            "version": 4,
            "addr": port.ip,
            "OS-EXT-IPS:type": "fixed",
            "OS-EXT-IPS-MAC:mac_addr": port.mac(),
        });
        let mut list = vec![fixed];
        let tied = state
            .addresses
            .iter()
            .filter(|address| address.tied.as_ref().is_some_and(|tie| tie.port == port.id));
        list.extend(tied.map(|address| {
            json!({
                "version": 4,
                "addr": address.ip,
                "OS-EXT-IPS:type": "floating",
                "OS-EXT-IPS-MAC:mac_addr": port.mac(),
            })
        }));
        match nets.get_mut(name).and_then(Value::as_array_mut) {
            Some(there) => there.extend(list),
            None => {
                let _ = nets.insert(name.to_owned(), Value::Array(list));
            }
        }
    }

    Value::Object(nets)
}

fn group_names(state: &State, server: &Server) -> Vec<Value> {
    let ids = ports(state, server).flat_map(|port| port.groups.clone());

    ids.filter_map(|id| state.groups.iter().find(|group| group.id == id))
        .map(|group| json!({ "name": group.name }))
        .collect()
}

fn flavor_json(ask: &Ask<'_>, flavor: &Flavor) -> Value {
    if !ask.at_least(2, 47) {
        let link = format!("{}/flavors/{}", ask.root, flavor.id);
        return json!({ "id": flavor.id, "links": [{ "rel": "bookmark", "href": link }] });
    }

    json!({
        "vcpus": flavor.vcpus,
        "ram": flavor.ram,
        "disk": flavor.disk,
        "ephemeral": flavor.ephemeral,
        "swap": 0,
        "original_name": flavor.name,
        "extra_specs": {},
    })
}

fn server_json(state: &State, ask: &Ask<'_>, server: &Server, alone: bool) -> Value {
    let status = status_of(server);
    let running = status == "ACTIVE";
    let (task, vm, power) = match server.phase {
        Phase::Building => (json!("scheduling"), "building", 0),
        Phase::Wired => (json!("spawning"), "building", 0),
        Phase::Active => (Value::Null, "active", 1),
        Phase::Error => (Value::Null, "error", 0),
        Phase::Deleting(_) if running => (json!("deleting"), "active", 1),
        Phase::Deleting(_) => (json!("deleting"), "error", 0),
    };
    let image = match &server.image {
        Some(id) => json!({
            "id": id,
            "links": [{ "rel": "bookmark", "href": format!("{}/images/{id}", ask.root) }],
        }),
        None => json!(""),
    };
    let host = if running {
        hex(&digest(&server.project)[..28])
    } else {
        String::new()
    };
    let launched = format!(
        "{}.000000",
        state.clock.stamp(server.active).trim_end_matches('Z')
    );
    let mut shown = json!({
        "accessIPv4": "",
        "accessIPv6": "",
        "addresses": addresses(state, server),
        "created": state.clock.stamp(server.made),
        "flavor": flavor_json(ask, &server.flavor),
        "hostId": host,
        "id": server.id,
        "image": image,
        "links": links(ask, "servers", &server.id),
        "metadata": server.metadata,
        "name": server.name,
        "status": status,
        "tenant_id": server.project,
        "user_id": ask.who.user,
        "updated": state.clock.stamp(server.changed),
        "OS-DCF:diskConfig": "MANUAL",
        "OS-EXT-AZ:availability_zone": if running { server.zone.as_str() } else { "" },
        "config_drive": if server.config_drive { "True" } else { "" },
        "key_name": server.key,
        "OS-SRV-USG:launched_at": running.then_some(launched),
        "OS-SRV-USG:terminated_at": null,
        "OS-EXT-STS:task_state": task,
        "OS-EXT-STS:vm_state": vm,
        "OS-EXT-STS:power_state": power,
        "os-extended-volumes:volumes_attached": attached(ask, server),
    });
    if let Some(object) = shown.as_object_mut() {
        if running {
            let _ = object.insert(
                "security_groups".to_owned(),
                group_names(state, server).into(),
            );
        }
        if status == "ERROR" {
            let fault = json!({
                "code": 500,
                "created": state.clock.stamp(server.changed),
                "message": server.fault.as_deref().unwrap_or_default(),
            });
            let _ = object.insert("fault".to_owned(), fault);
        } else {
            let _ = object.insert("progress".to_owned(), json!(0));
        }
        by_version(ask, server, object, alone);
    }

    shown
}

/// What later microversions tell.
fn by_version(ask: &Ask<'_>, server: &Server, shown: &mut Map<String, Value>, alone: bool) {
    let mut add = |minor: u16, name: &str, value: Value| {
        if ask.at_least(2, minor) {
            let _ = shown.insert(name.to_owned(), value);
        }
    };
    add(9, "locked", json!(false));
    add(19, "description", json!(server.description));
    add(26, "tags", json!(server.tags));
    add(63, "trusted_image_certificates", Value::Null);
    if alone {
        add(71, "server_groups", json!([]));
    }
    add(73, "locked_reason", Value::Null);
    add(
        90,
        "OS-EXT-SRV-ATTR:hostname",
        json!(server.name.to_lowercase()),
    );
    add(96, "pinned_availability_zone", Value::Null);
}

fn attached(ask: &Ask<'_>, server: &Server) -> Vec<Value> {
    server
        .attached
        .iter()
        .map(|one| {
            if ask.at_least(2, 3) {
                json!({ "id": one.volume, "delete_on_termination": one.ends_with_server })
            } else {
                json!({ "id": one.volume })
            }
        })
        .collect()
}

fn interfaces(state: &State, ask: &Ask<'_>, server: &Server) -> Response {
    let shown: Vec<Value> = ports(state, server)
        .map(|port| {
            let mut shown = json!({
                "net_id": port.network,
                "port_id": port.id,
                "mac_addr": port.mac(),
                "port_state": port.status(),
                "fixed_ips": [{ "subnet_id": port.subnet, "ip_address": port.ip }],
            });
            if let (true, Some(object)) = (ask.at_least(2, 70), shown.as_object_mut()) {
                let _ = object.insert("tag".to_owned(), Value::Null);
            }
            shown
        })
        .collect();

    Response::json(200, &json!({ "interfaceAttachments": shown }))
}

fn actions(state: &State, ask: &Ask<'_>, server: &Server) -> Response {
    let micro = |at| format!("{}.000000", state.clock.stamp(at).trim_end_matches('Z'));

    Response::json(
        200,
        &json!({ "instanceActions": [{
            "action": "create",
            "instance_uuid": server.id,
            "request_id": format!("req-{}", super::clock::fixed_id(&server.id)),
            "user_id": ask.who.user,
            "project_id": server.project,
            "start_time": micro(server.made),
            "message": server.fault.as_ref().map(|_| "Error"),
            "updated_at": micro(server.active),
        }] }),
    )
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
        &json!({ "server": server_json(state, ask, server, true) }),
    ))
}

fn delete(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let _ = find(state, ask, id)?;
    let gone = ask.now + state.span("server delete", id, 6.0, ask.now);
    if let Some(server) = state.servers.iter_mut().find(|server| server.id == id) {
        // Asked twice, it is deleted once.
        if !matches!(server.phase, Phase::Deleting(_)) {
            server.phase = Phase::Deleting(gone);
        }
    }

    Ok(Response::new(204).with("Content-Type", "application/json"))
}
