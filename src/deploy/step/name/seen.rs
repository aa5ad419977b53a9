//! Waiting until the world sees the name lead to the address, and nowhere else.
//!
//! A second address under the name, such as an old AAAA, would take the certificate authority and half of the
//! clients elsewhere: it is told, and waited out, unless it is the instance's own.

use std::net::IpAddr;
use std::time::Duration;

use super::{Made, designate};
use crate::deploy::{Context, Problem, Step, Wait};
use crate::openstack::network;
use crate::plan::name::Keeper;

/// How long a record of ours may take to be seen, and one that a person makes by hand.
const BY_US: Duration = Duration::from_secs(10 * 60);
const BY_HAND: Duration = Duration::from_secs(24 * 60 * 60);
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// Waits until the name leads to the address.
pub async fn seen(cx: &Context) -> Result<Made, Problem> {
    let host = cx.plan.name.host.to_string();
    let expected = cx.address()?;
    let (patience, proxied) = match &cx.plan.name.keeper {
        Keeper::Cloudflare { proxied, .. } => (BY_US, *proxied),
        Keeper::Designate { .. } => (BY_US, false),
        Keeper::Hand => (BY_HAND, false),
    };
    if let (Keeper::Designate { .. }, Some(Made::Record { zone, id })) =
        (&cx.plan.name.keeper, cx.made(Step::Record))
    {
        designate::written(cx, zone, id).await?;
    }
    let begun = tokio::time::Instant::now();
    loop {
        let seen = cx.services.names.addresses(&host).await.unwrap_or_default();
        // Behind the proxy the name leads to Cloudflare's own addresses.
        if proxied && !seen.is_empty() {
            return Ok(Made::NameSeen { addresses: seen });
        }
        let others = others(cx, expected, &seen).await?;
        let leads_here = seen.contains(&expected);
        if leads_here && others.is_empty() {
            return Ok(Made::NameSeen { addresses: seen });
        }
        if begun.elapsed() > patience {
            return Err(problem(host, expected, seen, others));
        }
        cx.waits(match (&cx.plan.name.keeper, leads_here) {
            (_, true) => Wait::NameAlso {
                host: host.clone(),
                others,
            },
            (Keeper::Hand, false) => Wait::RecordByHand {
                host: host.clone(),
                expected,
            },
            (_, false) => Wait::Name {
                host: host.clone(),
                expected,
            },
        });
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Addresses under the name that are not the instance's. Its own beside the expected one are asked for only where
/// there is something to compare.
async fn others(cx: &Context, expected: IpAddr, seen: &[IpAddr]) -> Result<Vec<IpAddr>, Problem> {
    let mut others: Vec<IpAddr> = seen.iter().copied().filter(|ip| *ip != expected).collect();
    if others.is_empty() {
        return Ok(others);
    }
    let (port, _) = cx.port()?;
    if let Some(port) = network::port(cx.cloud(), &port.into()).await? {
        others.retain(|ip| !port.addresses.contains(ip));
    }

    Ok(others)
}

fn problem(host: String, expected: IpAddr, seen: Vec<IpAddr>, others: Vec<IpAddr>) -> Problem {
    if seen.contains(&expected) {
        return Problem::NameAlso { host, others };
    }

    Problem::NameElsewhere {
        host,
        expected,
        seen,
    }
}
