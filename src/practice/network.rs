//! Neutron: networks, subnets and routers, which are there already; and the way to the rest of the service.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::{Value, json};

use super::ask::{Ask, Reply};
use super::list::{self, Paging};
use super::state::State;
use super::{address, group, port, quota, rule};
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Network {
    pub id: String,
    pub name: &'static str,
    pub project: String,
    pub external: bool,
    pub shared: bool,
    pub mtu: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Subnet {
    pub id: String,
    pub name: &'static str,
    pub network: String,
    pub project: String,
    pub cidr: Ipv4Net,
    pub gateway: Ipv4Addr,
    pub pool: (Ipv4Addr, Ipv4Addr),
}

#[derive(Debug, Clone)]
pub(super) struct Router {
    pub id: String,
    pub name: &'static str,
    pub project: String,
    /// The external network, its subnet, and the router's own address there.
    pub gateway: (String, String, Ipv4Addr),
    /// Subnets that it joins.
    pub subnets: Vec<String>,
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>) -> Reply {
    let method = ask.method();
    let parts = ask.parts();
    let Some(("v2.0", rest)) = parts.split_first().map(|(first, rest)| (*first, rest)) else {
        return Err(ask.no_such_path());
    };
    match (method, rest) {
        (Method::Get, ["networks"]) => list_of(ask, "networks", networks(state, ask)),
        (Method::Get, ["subnets"]) => list_of(ask, "subnets", subnets(state, ask)),
        (Method::Get, ["routers"]) => list_of(ask, "routers", routers(state, ask)),
        (Method::Get, ["networks", id]) => one_of(ask, "Network", id, networks(state, ask)),
        (Method::Get, ["subnets", id]) => one_of(ask, "Subnet", id, subnets(state, ask)),
        (Method::Get, ["routers", id]) => one_of(ask, "Router", id, routers(state, ask)),
        (Method::Get, ["extensions"]) => Ok(extensions()),
        (Method::Get, ["availability_zones"]) => {
            Ok(Response::json(200, &json!({ "availability_zones": [] })))
        }
        (Method::Get, ["quotas", project, ..]) => Ok(quota::network(state, project)),
        (_, ["ports", ..]) => port::answer(state, ask, &rest[1..]),
        (_, ["floatingips", ..]) => address::answer(state, ask, &rest[1..]),
        (_, ["security-groups", ..]) => group::answer(state, ask, &rest[1..]),
        (_, ["security-group-rules", ..]) => rule::answer(state, ask, &rest[1..]),
        (_, ["networks" | "subnets" | "routers", ..]) => {
            // People of a project use what is there; the practice cloud's policy is a strict one.
            let kind = rest.first().map_or("", |kind| kind.trim_end_matches('s'));
            let doing = match method {
                Method::Post => "create",
                Method::Delete => "delete",
                _ => "update",
            };
            let message = format!("rule:{doing}_{kind} is disallowed by policy");
            Err(ask.neutron(403, "PolicyNotAuthorized", &message))
        }
        _ => Err(ask.no_such_path()),
    }
}

/// Filters, fields and pages of one of Neutron's lists.
pub(super) fn list_of(ask: &Ask<'_>, key: &'static str, items: Vec<Value>) -> Reply {
    let path = format!("/v2.0/{}", ask.path.get(1).map_or(key, String::as_str));
    let items = list::fields(ask, list::filter(ask, items, &[]));

    list::page(
        ask,
        items,
        &Paging {
            key,
            mark: "id",
            path,
        },
    )
}

/// One thing of a list, wrapped in its own name.
pub(super) fn one_of(ask: &Ask<'_>, kind: &str, id: &str, items: Vec<Value>) -> Reply {
    let found = items
        .into_iter()
        .find(|item| super::ask::text(item, "id") == Some(id));
    match found {
        Some(item) => Ok(Response::json(200, &json!({ kind.to_lowercase(): item }))),
        None => Err(ask.neutron(
            404,
            &format!("{kind}NotFound"),
            &format!("{kind} {id} could not be found."),
        )),
    }
}

impl Network {
    /// Whether people of `project` see it.
    pub fn shows_to(&self, project: &str) -> bool {
        self.project == project || self.external || self.shared
    }
}

fn networks(state: &State, ask: &Ask<'_>) -> Vec<Value> {
    let made = state.clock.stamp(state.clock.began());

    state
        .networks
        .iter()
        .filter(|network| network.shows_to(&ask.who.project))
        .map(|network| {
            let subnets: Vec<&str> = state
                .subnets
                .iter()
                .filter(|subnet| subnet.network == network.id)
                .map(|subnet| subnet.id.as_str())
                .collect();
            let mut shown = json!({
                "id": network.id,
                "name": network.name,
                "tenant_id": network.project,
                "project_id": network.project,
                "admin_state_up": true,
                "mtu": network.mtu,
                "status": "ACTIVE",
                "subnets": subnets,
                "shared": network.shared,
                "availability_zone_hints": [],
                "availability_zones": [],
                "ipv4_address_scope": null,
                "ipv6_address_scope": null,
                "router:external": network.external,
                "description": "",
                "port_security_enabled": true,
                "tags": [],
                "created_at": made,
                "updated_at": made,
                "revision_number": 2,
            });
            if let Some(object) = shown.as_object_mut() {
                if network.external {
                    let _ = object.insert("is_default".to_owned(), json!(false));
                }
                if state.is_new() {
                    let _ = object.insert("qinq".to_owned(), json!(false));
                    let _ = object.insert("vlan_transparent".to_owned(), json!(false));
                }
            }
            shown
        })
        .collect()
}

fn subnets(state: &State, ask: &Ask<'_>) -> Vec<Value> {
    let made = state.clock.stamp(state.clock.began());
    let seen = |subnet: &&Subnet| {
        state
            .network(&subnet.network)
            .is_some_and(|network| network.shows_to(&ask.who.project))
    };

    state
        .subnets
        .iter()
        .filter(seen)
        .map(|subnet| {
            let external = state
                .network(&subnet.network)
                .is_some_and(|network| network.external);
            let mut shown = json!({
                "id": subnet.id,
                "name": subnet.name,
                "project_id": subnet.project,
                "tenant_id": subnet.project,
                "network_id": subnet.network,
                "ip_version": 4,
                "subnetpool_id": null,
                "enable_dhcp": !external,
                "ipv6_ra_mode": null,
                "ipv6_address_mode": null,
                "gateway_ip": subnet.gateway,
                "cidr": subnet.cidr.to_string(),
                "allocation_pools": [{ "start": subnet.pool.0, "end": subnet.pool.1 }],
                "host_routes": [],
                "dns_nameservers": [],
                "description": "",
                "service_types": [],
                "tags": [],
                "created_at": made,
                "updated_at": made,
                "revision_number": 0,
            });
            if let (true, Some(object)) = (state.is_new(), shown.as_object_mut()) {
                let _ = object.insert("router:external".to_owned(), json!(external));
            }
            shown
        })
        .collect()
}

fn routers(state: &State, ask: &Ask<'_>) -> Vec<Value> {
    let made = state.clock.stamp(state.clock.began());

    state
        .routers
        .iter()
        .filter(|router| router.project == ask.who.project)
        .map(|router| {
            let (network, subnet, address) = &router.gateway;
            json!({
                "id": router.id,
                "name": router.name,
                "project_id": router.project,
                "tenant_id": router.project,
                "admin_state_up": true,
                "status": "ACTIVE",
                "external_gateway_info": {
                    "network_id": network,
                    "external_fixed_ips": [{ "subnet_id": subnet, "ip_address": address }],
                    "enable_snat": true,
                },
                "description": "",
                "availability_zones": [],
                "availability_zone_hints": [],
                "routes": [],
                "flavor_id": null,
                "tags": [],
                "created_at": made,
                "updated_at": made,
                "revision_number": 3,
            })
        })
        .collect()
}

/// The version document of Neutron's root.
pub(super) fn versions(ask: &Ask<'_>) -> Response {
    Response::json(
        200,
        &json!({ "versions": [{
            "id": "v2.0",
            "status": "CURRENT",
            "links": [{ "rel": "self", "href": format!("{}/v2.0/", ask.root) }],
        }] }),
    )
}

fn extensions() -> Response {
    let known = [
        ("Neutron L3 Router", "router"),
        ("security-group", "security-group"),
        ("Quota management support", "quotas"),
        ("Quota details management support", "quota_details"),
        ("standard-attr-description", "standard-attr-description"),
        (
            "Tag support for resources with standard attribute: port",
            "standard-attr-tag",
        ),
        ("Port Security", "port-security"),
        ("Pagination support", "pagination"),
        ("Sorting support", "sorting"),
    ];
    let extensions: Vec<Value> = known
        .into_iter()
        .map(|(name, alias)| {
            json!({
                "name": name,
                "alias": alias,
                "description": name,
                "updated": "2020-04-01T00:00:00-00:00",
                "links": [],
            })
        })
        .collect();

    Response::json(200, &json!({ "extensions": extensions }))
}
