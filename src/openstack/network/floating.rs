//! Floating addresses: public ones that are brought to a server's port. They are scarce.

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::json;

use super::of_project;
use crate::http::{CallError, Method};
use crate::openstack::{Call, Cloud, FloatingId, PortId, Service, or_default, query};

/// A floating address to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFloating {
    /// The id of the external network that it comes from.
    pub pool: String,
    /// Brought to this port at once.
    pub port: Option<PortId>,
    pub description: String,
}

/// A floating address as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Floating {
    pub id: FloatingId,
    #[serde(rename = "floating_ip_address")]
    pub address: IpAddr,
    #[serde(rename = "floating_network_id")]
    pub pool: String,
    /// The port that it is brought to.
    #[serde(rename = "port_id", default)]
    pub port: Option<PortId>,
    /// The port's own address.
    #[serde(rename = "fixed_ip_address", default)]
    pub fixed: Option<IpAddr>,
    /// `ACTIVE`, `DOWN`, `ERROR`; `DOWN` may stay for a while after it works.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
}

#[derive(Deserialize)]
struct One {
    floatingip: Floating,
}

/// `POST /floatingips`. Errors: `Quota`; `Conflict` if the pool is empty or the port has one already;
/// `NotFound` if no router leads from the pool to the port; `Invalid` if the network is no pool.
pub async fn create_floating(cloud: &Cloud, new: &NewFloating) -> Result<Floating, CallError> {
    let mut floating = json!({
        "floating_network_id": new.pool,
        "description": new.description,
    });
    if let Some(port) = &new.port {
        floating["port_id"] = port.as_str().into();
    }
    let body = json!({ "floatingip": floating });
    let made: One = cloud
        .send(Call::post(Service::Network, "/floatingips", body))
        .await?;

    Ok(made.floatingip)
}

/// `GET /floatingips/ID`; `None` if there is none, or no more.
pub async fn floating(cloud: &Cloud, id: &FloatingId) -> Result<Option<Floating>, CallError> {
    let found: Option<One> = cloud
        .find(Service::Network, &format!("/floatingips/{id}"))
        .await?;

    Ok(found.map(|found| found.floatingip))
}

/// `GET /floatingips`: the project's.
pub async fn floatings(cloud: &Cloud) -> Result<Vec<Floating>, CallError> {
    let path = format!("/floatingips{}", of_project(cloud, '?'));

    cloud.list(Service::Network, &path, "floatingips").await
}

/// `GET /floatingips?description=…`: those that were made with the description.
pub async fn floatings_marked(
    cloud: &Cloud,
    description: &str,
) -> Result<Vec<Floating>, CallError> {
    let path = format!("/floatingips?description={}", query(description));

    cloud.list(Service::Network, &path, "floatingips").await
}

/// `PUT /floatingips/ID`: brings it to the port, or away from any with `None`.
/// Errors: `Conflict` if the port has another one of the pool.
pub async fn associate(
    cloud: &Cloud,
    id: &FloatingId,
    port: Option<&PortId>,
) -> Result<Floating, CallError> {
    let path = format!("/floatingips/{id}");
    let mut call = Call::new(Method::Put, Service::Network, &path);
    call.body = Some(json!({ "floatingip": { "port_id": port } }));
    let changed: One = cloud.send(call).await?;

    Ok(changed.floatingip)
}

/// `DELETE /floatingips/ID`: gives it back to the pool. It may never be had again.
pub async fn delete_floating(cloud: &Cloud, id: &FloatingId) -> Result<(), CallError> {
    cloud
        .delete(Service::Network, &format!("/floatingips/{id}"))
        .await
}
