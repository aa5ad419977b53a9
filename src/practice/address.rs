//! Neutron's floating addresses: taken from a pool, tied to a port, given back.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::clock::new_id;
use super::group::known_only;
use super::network::list_of;
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Floating {
    pub id: String,
    pub ip: Ipv4Addr,
    pub network: String,
    pub project: String,
    pub description: String,
    pub tied: Option<Tie>,
    pub made: Instant,
    pub changed: Instant,
    pub revision: u32,
}

/// What a floating address is tied to.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub port: String,
    pub router: String,
    /// From when on packets come through.
    pub works: Instant,
}

const KNOWN: [&str; 8] = [
    "floating_network_id",
    "port_id",
    "fixed_ip_address",
    "floating_ip_address",
    "subnet_id",
    "description",
    "project_id",
    "tenant_id",
];

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    match (ask.method(), rest) {
        (Method::Get, []) => {
            let shown = state
                .addresses
                .iter()
                .filter(|address| address.project == ask.who.project)
                .map(|address| address_json(state, ask, address))
                .collect();
            list_of(ask, "floatingips", shown)
        }
        (Method::Get, [id]) => {
            let address = find(state, ask, id)?;
            Ok(Response::json(
                200,
                &json!({ "floatingip": address_json(state, ask, address) }),
            ))
        }
        (Method::Post, []) => create(state, ask),
        (Method::Put, [id]) => update(state, ask, id),
        (Method::Delete, [id]) => {
            let _ = find(state, ask, id)?;
            state.addresses.retain(|address| address.id != *id);
            Ok(Response::new(204))
        }
        _ => Err(ask.no_such_path()),
    }
}

fn find<'s>(state: &'s State, ask: &Ask<'_>, id: &str) -> Result<&'s Floating, Response> {
    state
        .addresses
        .iter()
        .find(|address| address.id == id && address.project == ask.who.project)
        .ok_or_else(|| {
            ask.neutron(
                404,
                "FloatingIPNotFound",
                &format!("Floating IP {id} could not be found"),
            )
        })
}

fn address_json(state: &State, ask: &Ask<'_>, address: &Floating) -> Value {
    let port = address
        .tied
        .as_ref()
        .and_then(|tie| state.ports.iter().find(|port| port.id == tie.port));
    let details = port.map(|port| {
        json!({
            "name": port.name,
            "network_id": port.network,
            "mac_address": port.mac(),
            "admin_state_up": true,
            "status": port.status(),
            "device_id": port.device,
            "device_owner": port.owner,
        })
    });
    let works = address
        .tied
        .as_ref()
        .is_some_and(|tie| tie.works <= ask.now);

    json!({
        "id": address.id,
        "tenant_id": address.project,
        "project_id": address.project,
        "floating_ip_address": address.ip,
        "floating_network_id": address.network,
        "router_id": address.tied.as_ref().map(|tie| &tie.router),
        "port_id": address.tied.as_ref().map(|tie| &tie.port),
        "fixed_ip_address": port.map(|port| port.ip),
        "status": if works { "ACTIVE" } else { "DOWN" },
        "description": address.description,
        "port_details": details,
        "tags": [],
        "created_at": state.clock.stamp(address.made),
        "updated_at": state.clock.stamp(address.changed),
        "revision_number": address.revision,
    })
}

fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let asked = ask.inner("floatingip")?;
    known_only(ask, &asked, &KNOWN)?;
    let pool = text(&asked, "floating_network_id").unwrap_or_default();
    if state.network(pool).is_none_or(|network| !network.external) {
        let message =
            format!("Bad floatingip request: Network {pool} is not a valid external network.");
        return Err(ask.neutron(400, "BadRequest", &message));
    }
    if asked
        .get("floating_ip_address")
        .is_some_and(|wish| !wish.is_null())
    {
        let message = "(rule:create_floatingip and (rule:create_floatingip:floating_ip_address)) \
                       is disallowed by policy";
        return Err(ask.neutron(403, "PolicyNotAuthorized", message));
    }
    let (used, limit) = state.network_use("floatingip", &ask.who.project);
    if limit >= 0 && used >= limit {
        let message = "Quota exceeded for resources: ['floatingip'].";
        return Err(ask.neutron(409, "OverQuota", message));
    }
    let subnet = state
        .subnets
        .iter()
        .find(|subnet| subnet.network == pool)
        .cloned();
    let Some(ip) = subnet.and_then(|subnet| state.free_address(&subnet)) else {
        let message = format!("No more IP addresses available on network {pool}.");
        return Err(ask.neutron(409, "IpAddressGenerationFailure", &message));
    };
    let mut address = Floating {
        id: new_id(),
        ip,
        network: pool.to_owned(),
        project: ask.who.project.clone(),
        description: text(&asked, "description").unwrap_or_default().to_owned(),
        tied: None,
        made: ask.now,
        changed: ask.now,
        revision: 0,
    };
    if let Some(port) = text(&asked, "port_id") {
        address.tied = Some(tie(state, ask, &address, port)?);
    }
    let body = json!({ "floatingip": address_json(state, ask, &address) });
    state.addresses.push(address);

    Ok(Response::json(201, &body))
}

fn update(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let asked = ask.inner("floatingip")?;
    let mut address = find(state, ask, id)?.clone();
    match asked.get("port_id") {
        Some(Value::String(port)) => address.tied = Some(tie(state, ask, &address, port)?),
        Some(Value::Null) => address.tied = None,
        _ => {}
    }
    if let Some(description) = text(&asked, "description") {
        description.clone_into(&mut address.description);
    }
    address.changed = ask.now;
    address.revision += 1;
    let body = json!({ "floatingip": address_json(state, ask, &address) });
    if let Some(there) = state.addresses.iter_mut().find(|there| there.id == id) {
        *there = address;
    }

    Ok(Response::json(200, &body))
}

/// Ties `address` to a port, if a router leads from its subnet to the pool.
fn tie(state: &State, ask: &Ask<'_>, address: &Floating, id: &str) -> Result<Tie, Response> {
    let port = state
        .ports
        .iter()
        .find(|port| port.id == id && port.project == ask.who.project)
        .ok_or_else(|| {
            ask.neutron(
                404,
                "PortNotFound",
                &format!("Port {id} could not be found."),
            )
        })?;
    let taken = state.addresses.iter().any(|other| {
        other.id != address.id && other.tied.as_ref().is_some_and(|tie| tie.port == id)
    });
    if taken {
        let message = format!(
            "Cannot associate floating IP {} ({}) with port {id} using fixed IP {}, as that fixed \
             IP already has a floating IP on external network {}.",
            address.ip, address.id, port.ip, address.network
        );
        return Err(ask.neutron(409, "FloatingIPPortAlreadyAssociated", &message));
    }
    let router = state.routers.iter().find(|router| {
        router.gateway.0 == address.network && router.subnets.contains(&port.subnet)
    });
    let Some(router) = router else {
        let message = format!(
            "External network {} is not reachable from subnet {}.  Therefore, cannot associate \
             Port {id} with a Floating IP.",
            address.network, port.subnet
        );
        return Err(ask.neutron(404, "ExternalGatewayForFloatingIPNotFound", &message));
    };

    Ok(Tie {
        port: id.to_owned(),
        router: router.id.clone(),
        works: ask.now + state.clock.span(1.5, &address.id),
    })
}
