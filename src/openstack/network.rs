//! Neutron: networks, subnets and routers that are there; groups, ports and floating addresses that we make.
//!
//! What a project lists is asked for by project: an administrator would be shown everybody's.

pub mod floating;
pub mod group;
pub mod port;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;

pub use floating::{
    Floating, NewFloating, associate, create_floating, delete_floating, floating, floatings,
    floatings_marked,
};
pub use group::{
    Group, GroupRule, create_group, create_rules, delete_group, delete_rule, groups, groups_marked,
    missing, rules,
};
pub use port::{
    NewPort, Port, create_port, delete_port, port, ports_marked, ports_of, router_ports,
};

use super::{Cloud, Service, or_default, query, yes};
use crate::http::CallError;

/// A network.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Network {
    pub id: String,
    #[serde(default)]
    pub name: String,
    /// Whether it leads outside: floating addresses come from such a network.
    #[serde(rename = "router:external", default, deserialize_with = "or_default")]
    pub external: bool,
    #[serde(default, deserialize_with = "or_default")]
    pub shared: bool,
    #[serde(rename = "project_id", default)]
    pub project: Option<String>,
    /// Bytes in a packet; below 1500 large pushes may need a hint to Docker.
    #[serde(default)]
    pub mtu: Option<u32>,
    /// Ids; empty where the cloud hides them (external networks) or there are none.
    #[serde(default)]
    pub subnets: Vec<String>,
    /// Without it security groups have no effect.
    #[serde(default = "yes")]
    pub port_security_enabled: bool,
    #[serde(rename = "admin_state_up", default = "yes")]
    pub up: bool,
}

/// A range of addresses of a network.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Subnet {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(rename = "network_id")]
    pub network: String,
    pub cidr: IpNet,
    #[serde(rename = "gateway_ip", default)]
    pub gateway: Option<IpAddr>,
    #[serde(default)]
    pub dns_nameservers: Vec<IpAddr>,
}

/// A router, with the networks that are plugged into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Router {
    pub id: String,
    pub name: String,
    /// The external network behind its gateway.
    pub external: Option<String>,
    /// Networks on its inner side.
    pub networks: BTreeSet<String>,
}

/// `GET /networks`: those that the project can use: its own, shared and external ones.
pub async fn networks(cloud: &Cloud) -> Result<Vec<Network>, CallError> {
    let mut networks: Vec<Network> = cloud
        .list(Service::Network, "/networks", "networks")
        .await?;
    let project = cloud.project().map(|project| project.id);
    networks.retain(|network| network.external || network.shared || network.project == project);

    Ok(networks)
}

/// `GET /networks?router:external=true`: the pools of floating addresses.
pub async fn external_networks(cloud: &Cloud) -> Result<Vec<Network>, CallError> {
    let path = "/networks?router:external=true";

    cloud.list(Service::Network, path, "networks").await
}

/// `GET /subnets`: those that the project may see; external ones are often hidden.
pub async fn subnets(cloud: &Cloud) -> Result<Vec<Subnet>, CallError> {
    cloud.list(Service::Network, "/subnets", "subnets").await
}

/// `GET /routers` and the ports on their inner sides: two requests at a time.
pub async fn routers(cloud: &Cloud) -> Result<Vec<Router>, CallError> {
    #[derive(Deserialize)]
    struct Gateway {
        network_id: String,
    }
    #[derive(Deserialize)]
    struct Bare {
        id: String,
        #[serde(default)]
        name: String,
        #[serde(default)]
        external_gateway_info: Option<Gateway>,
    }
    let path = format!("/routers{}", of_project(cloud, '?'));
    let (routers, ports) = tokio::try_join!(
        cloud.list::<Bare>(Service::Network, &path, "routers"),
        router_ports(cloud),
    )?;
    let mut inner: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for port in ports {
        let networks = inner.entry(port.device.unwrap_or_default()).or_default();
        let _ = networks.insert(port.network);
    }

    Ok(routers
        .into_iter()
        .map(|router| Router {
            networks: inner.remove(&router.id).unwrap_or_default(),
            external: router
                .external_gateway_info
                .map(|gateway| gateway.network_id),
            id: router.id,
            name: router.name,
        })
        .collect())
}

/// The pools whose addresses can be brought to a server of `network`: those behind a router of the network.
/// Where no router of the network can be seen (it may be somebody else's), all of them may do.
pub fn pools<'a>(network: &str, routers: &[Router], external: &'a [Network]) -> Vec<&'a Network> {
    let mut known = routers
        .iter()
        .filter(|router| router.networks.contains(network))
        .peekable();
    if known.peek().is_none() {
        return external.iter().collect();
    }
    let behind: BTreeSet<&str> = known
        .filter_map(|router| router.external.as_deref())
        .collect();

    external
        .iter()
        .filter(|pool| behind.contains(pool.id.as_str()))
        .collect()
}

/// The part of a query that keeps a list to the session's project.
fn of_project(cloud: &Cloud, separator: char) -> String {
    cloud
        .project()
        .map(|project| format!("{separator}project_id={}", query(&project.id)))
        .unwrap_or_default()
}
