//! Ports: made before the server, so that its address is known and the port's groups are its own.

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::json;

use crate::http::CallError;
use crate::openstack::{Call, Cloud, GroupId, PortId, ServerId, Service, or_default, query};

/// A port to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPort {
    pub name: String,
    /// The network's id.
    pub network: String,
    pub groups: Vec<GroupId>,
    pub description: String,
}

/// A port as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Port {
    pub id: PortId,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(rename = "network_id")]
    pub network: String,
    #[serde(rename = "fixed_ips", default, deserialize_with = "addresses")]
    pub addresses: Vec<IpAddr>,
    /// The server or router that it belongs to.
    #[serde(rename = "device_id", default, deserialize_with = "filled")]
    pub device: Option<String>,
    #[serde(rename = "security_groups", default)]
    pub groups: Vec<GroupId>,
    /// `ACTIVE`, `BUILD`, `DOWN`, `N/A`.
    #[serde(default)]
    pub status: String,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
}

#[derive(Deserialize)]
struct One {
    port: Port,
}

/// `POST /ports`. Errors: `Quota`, `NotFound` (the network or a group), `Conflict` (no address is left).
pub async fn create_port(cloud: &Cloud, new: &NewPort) -> Result<Port, CallError> {
    let body = json!({ "port": {
        "name": new.name,
        "network_id": new.network,
        "security_groups": new.groups,
        "description": new.description,
    } });
    let made: One = cloud
        .send(Call::post(Service::Network, "/ports", body))
        .await?;

    Ok(made.port)
}

/// `GET /ports/ID`; `None` if there is none, or no more.
pub async fn port(cloud: &Cloud, id: &PortId) -> Result<Option<Port>, CallError> {
    let found: Option<One> = cloud
        .find(Service::Network, &format!("/ports/{id}"))
        .await?;

    Ok(found.map(|found| found.port))
}

/// `GET /ports?description=…`: those that were made with the description.
pub async fn ports_marked(cloud: &Cloud, description: &str) -> Result<Vec<Port>, CallError> {
    let path = format!("/ports?description={}", query(description));

    cloud.list(Service::Network, &path, "ports").await
}

/// `GET /ports?device_id=…`: the ports of a server.
pub async fn ports_of(cloud: &Cloud, server: &ServerId) -> Result<Vec<Port>, CallError> {
    let path = format!("/ports?device_id={server}");

    cloud.list(Service::Network, &path, "ports").await
}

/// `GET /ports?device_owner=…`: the inner sides of routers, of all three kinds that Neutron has.
pub async fn router_ports(cloud: &Cloud) -> Result<Vec<Port>, CallError> {
    let path = "/ports?device_owner=network:router_interface\
                &device_owner=network:router_interface_distributed\
                &device_owner=network:ha_router_replicated_interface";

    cloud.list(Service::Network, path, "ports").await
}

/// `DELETE /ports/ID`.
pub async fn delete_port(cloud: &Cloud, id: &PortId) -> Result<(), CallError> {
    cloud
        .delete(Service::Network, &format!("/ports/{id}"))
        .await
}

fn addresses<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<IpAddr>, D::Error> {
    #[derive(Deserialize)]
    struct Fixed {
        ip_address: IpAddr,
    }
    let fixed = Vec::<Fixed>::deserialize(deserializer)?;

    Ok(fixed.into_iter().map(|fixed| fixed.ip_address).collect())
}

/// Neutron writes an empty text where there is nothing.
fn filled<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()))
}
