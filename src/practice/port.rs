//! Neutron's ports: where a machine meets a network. A port that was made beforehand survives its machine.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::clock::{digest, new_id};
use super::network::{list_of, one_of};
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Port {
    pub id: String,
    pub name: String,
    pub description: String,
    pub network: String,
    pub project: String,
    pub device: String,
    pub owner: &'static str,
    pub subnet: String,
    pub ip: Ipv4Addr,
    pub groups: Vec<String>,
    pub made: Instant,
    pub revision: u32,
    /// Made by Nova, which takes it away again with the machine.
    pub by_nova: bool,
}

impl Port {
    pub fn mac(&self) -> String {
        let bytes = digest(&self.id);

        format!(
            "fa:16:3e:{:02x}:{:02x}:{:02x}",
            bytes[0], bytes[1], bytes[2]
        )
    }

    pub fn status(&self) -> &'static str {
        if self.device.is_empty() {
            "DOWN"
        } else {
            "ACTIVE"
        }
    }
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    match (ask.method(), rest) {
        (Method::Get, []) => list_of(ask, "ports", ports(state, ask)),
        (Method::Get, [id]) => one_of(ask, "Port", id, ports(state, ask)),
        (Method::Post, []) => create(state, ask),
        (Method::Put, [id]) => update(state, ask, id),
        (Method::Delete, [id]) => delete(state, ask, id),
        _ => Err(ask.no_such_path()),
    }
}

fn ports(state: &State, ask: &Ask<'_>) -> Vec<Value> {
    state
        .ports
        .iter()
        .filter(|port| port.project == ask.who.project)
        .map(|port| port_json(state, port))
        .collect()
}

fn port_json(state: &State, port: &Port) -> Value {
    json!({
        "id": port.id,
        "name": port.name,
        "network_id": port.network,
        "project_id": port.project,
        "tenant_id": port.project,
        "mac_address": port.mac(),
        "admin_state_up": true,
        "status": port.status(),
        "device_id": port.device,
        "device_owner": port.owner,
        "fixed_ips": [{ "subnet_id": port.subnet, "ip_address": port.ip }],
        "allowed_address_pairs": [],
        "extra_dhcp_opts": [],
        "security_groups": port.groups,
        "description": port.description,
        "binding:vnic_type": "normal",
        "port_security_enabled": true,
        "tags": [],
        "created_at": state.clock.stamp(port.made),
        "updated_at": state.clock.stamp(port.made),
        "revision_number": port.revision,
    })
}

/// What a new port is to be.
pub(super) struct Wish {
    pub name: String,
    pub description: String,
    pub network: String,
    pub project: String,
    pub ip: Option<Ipv4Addr>,
    pub groups: Vec<String>,
}

/// Makes a port with the next free address.
pub(super) fn make(state: &mut State, wish: Wish, now: Instant) -> Option<Port> {
    let subnet = state
        .subnets
        .iter()
        .find(|subnet| subnet.network == wish.network)?
        .clone();
    let ip = match wish.ip {
        Some(ip) => ip,
        None => state.free_address(&subnet)?,
    };
    let port = Port {
        id: new_id(),
        name: wish.name,
        description: wish.description,
        network: wish.network,
        project: wish.project,
        device: String::new(),
        owner: "",
        subnet: subnet.id,
        ip,
        groups: wish.groups,
        made: now,
        revision: 1,
        by_nova: false,
    };
    state.ports.push(port.clone());

    Some(port)
}

fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let asked = ask.inner("port")?;
    let network = text(&asked, "network_id").unwrap_or_default();
    let Some(network) = state
        .network(network)
        .filter(|network| network.shows_to(&ask.who.project))
        .map(|network| network.id.clone())
    else {
        let message = format!("Network {network} could not be found.");
        return Err(ask.neutron(404, "NetworkNotFound", &message));
    };
    let (used, limit) = state.network_use("port", &ask.who.project);
    if limit >= 0 && used >= limit {
        return Err(ask.neutron(409, "OverQuota", "Quota exceeded for resources: ['port']."));
    }
    let groups = groups_of(state, ask, &asked)?.unwrap_or_else(|| {
        state
            .default_group(&ask.who.project)
            .map(|group| vec![group])
            .unwrap_or_default()
    });
    let ip = wanted_address(ask, &asked)?;
    if let Some(taken) = ip.filter(|ip| state.is_taken(*ip)) {
        let message = format!("IP address {taken} already allocated in subnet.");
        return Err(ask.neutron(409, "IpAddressAlreadyAllocated", &message));
    }
    let wish = Wish {
        name: text(&asked, "name").unwrap_or_default().to_owned(),
        description: text(&asked, "description").unwrap_or_default().to_owned(),
        network: network.clone(),
        project: ask.who.project.clone(),
        ip,
        groups,
    };
    match make(state, wish, ask.now) {
        Some(port) => Ok(Response::json(
            201,
            &json!({ "port": port_json(state, &port) }),
        )),
        None => {
            let message = format!("No more IP addresses available on network {network}.");
            Err(ask.neutron(409, "IpAddressGenerationFailure", &message))
        }
    }
}

fn wanted_address(ask: &Ask<'_>, asked: &Value) -> Result<Option<Ipv4Addr>, Response> {
    let wanted = asked
        .get("fixed_ips")
        .and_then(Value::as_array)
        .and_then(|list| list.first())
        .and_then(|one| text(one, "ip_address"));

    wanted
        .map(|wanted| {
            wanted.parse().map_err(|_| {
                let message = format!("'{wanted}' is not a valid IP address");
                ask.neutron(400, "HTTPBadRequest", &message)
            })
        })
        .transpose()
}

/// The groups that are asked for, checked.
fn groups_of(state: &State, ask: &Ask<'_>, asked: &Value) -> Result<Option<Vec<String>>, Response> {
    let Some(list) = asked.get("security_groups").and_then(Value::as_array) else {
        return Ok(None);
    };
    let groups: Vec<String> = list
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    match groups
        .iter()
        .find(|id| !state.groups.iter().any(|group| group.id == **id))
    {
        Some(unknown) => Err(ask.neutron(
            404,
            "SecurityGroupNotFound",
            &format!("Security group {unknown} does not exist"),
        )),
        None => Ok(Some(groups)),
    }
}

fn not_found(ask: &Ask<'_>, id: &str) -> Response {
    ask.neutron(
        404,
        "PortNotFound",
        &format!("Port {id} could not be found."),
    )
}

fn update(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let asked = ask.inner("port")?;
    let groups = groups_of(state, ask, &asked)?;
    let port = state
        .ports
        .iter_mut()
        .find(|port| port.id == id && port.project == ask.who.project)
        .ok_or_else(|| not_found(ask, id))?;
    if let Some(groups) = groups {
        port.groups = groups;
    }
    if let Some(name) = text(&asked, "name") {
        name.clone_into(&mut port.name);
    }
    if let Some(description) = text(&asked, "description") {
        description.clone_into(&mut port.description);
    }
    port.revision += 1;
    let port = port.clone();

    Ok(Response::json(
        200,
        &json!({ "port": port_json(state, &port) }),
    ))
}

fn delete(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let port = state
        .ports
        .iter()
        .find(|port| port.id == id && port.project == ask.who.project)
        .ok_or_else(|| not_found(ask, id))?;
    if port.owner.starts_with("network:router") {
        let message = format!(
            "Port {id} cannot be deleted directly via the port API: has device owner {}.",
            port.owner
        );
        return Err(ask.neutron(409, "ServicePortInUse", &message));
    }
    state.remove_port(id);

    Ok(Response::new(204))
}
