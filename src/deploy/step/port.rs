//! Where the instance is plugged into its network. Made before the server, so that the address need not wait for it.

use std::net::IpAddr;

use super::{Made, group};
use crate::deploy::{Context, Problem};
use crate::openstack::network::{self, NewPort, Port};
use crate::openstack::{mark, or_gone};

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    let marked = network::ports_marked(cx.cloud(), &mark(&cx.deployment)).await?;

    marked.into_iter().next().map(made).transpose()
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let group = group::id(cx)?;
    let port = NewPort {
        name: cx.plan.instance.name.to_string(),
        network: cx.plan.instance.network.id.clone(),
        groups: vec![group.as_str().into()],
        description: mark(&cx.deployment),
    };

    made(network::create_port(cx.cloud(), &port).await?)
}

pub async fn delete(cx: &Context, id: &str) -> Result<(), Problem> {
    Ok(or_gone(network::delete_port(cx.cloud(), &id.into()).await)?)
}

/// The procedure's world is IPv4: its first address is the one that is used.
fn made(port: Port) -> Result<Made, Problem> {
    let ip = port
        .addresses
        .iter()
        .copied()
        .find(IpAddr::is_ipv4)
        .or(port.addresses.first().copied());

    Ok(Made::Port {
        id: port.id.to_string(),
        ip: ip.ok_or(Problem::NoAddress)?,
    })
}
