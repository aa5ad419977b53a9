//! The registry's name: its record made, and seen to lead to the address.

use std::net::IpAddr;
use std::time::Duration;

use super::Made;
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step, Wait};
use crate::dns::cloudflare::{Cloudflare, NewRecord};
use crate::openstack::{mark, or_gone};
use crate::plan::name::Keeper;

/// How long a record of ours may take to be seen, and one that a person makes by hand.
const BY_US: Duration = Duration::from_secs(10 * 60);
const BY_HAND: Duration = Duration::from_secs(24 * 60 * 60);
const LOOK_AGAIN: Duration = Duration::from_secs(3);

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    let cloudflare = cloudflare(cx)?;
    let zone = zone(cx, &cloudflare).await?;
    let records = cloudflare
        .records(&zone, cx.plan.name.host.as_ref())
        .await?;
    let ours = mark(&cx.deployment);

    Ok(records
        .into_iter()
        .find(|record| record.comment.as_deref() == Some(&ours))
        .map(|record| Made::Record {
            zone,
            id: record.id,
        }))
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let Keeper::Cloudflare { proxied, .. } = &cx.plan.name.keeper else {
        return Err(lost(Step::Record));
    };
    let cloudflare = cloudflare(cx)?;
    let zone = zone(cx, &cloudflare).await?;
    let host = cx.plan.name.host.to_string();
    // Somebody may rely on a record of this name: it is shown, never overwritten.
    let there = cloudflare.records(&zone, &host).await?;
    if !there.is_empty() {
        let records = there
            .iter()
            .map(|record| format!("{} {}", record.kind, record.content));
        return Err(Problem::NameTaken {
            host,
            records: records.collect(),
        });
    }
    let new = NewRecord {
        name: host,
        address: cx.address()?,
        proxied: *proxied,
        comment: mark(&cx.deployment),
    };
    let record = cloudflare.create(&zone, &new).await?;

    Ok(Made::Record {
        zone,
        id: record.id,
    })
}

pub async fn delete(cx: &Context, zone: &str, id: &str) -> Result<(), Problem> {
    Ok(or_gone(cloudflare(cx)?.delete(zone, id).await)?)
}

/// Waits until the name leads to the address.
pub async fn seen(cx: &Context) -> Result<Made, Problem> {
    let host = cx.plan.name.host.to_string();
    let expected = cx.address()?;
    let (patience, proxied) = match &cx.plan.name.keeper {
        Keeper::Cloudflare { proxied, .. } => (BY_US, *proxied),
        Keeper::Hand => (BY_HAND, false),
    };
    let begun = tokio::time::Instant::now();
    loop {
        let seen = cx.services.names.addresses(&host).await.unwrap_or_default();
        // Behind the proxy the name leads to Cloudflare's own addresses.
        if seen.contains(&expected) || (proxied && !seen.is_empty()) {
            return Ok(Made::NameSeen { addresses: seen });
        }
        if begun.elapsed() > patience {
            return Err(Problem::NameElsewhere {
                host,
                expected,
                seen,
            });
        }
        cx.waits(wait(cx, &host, expected));
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

fn wait(cx: &Context, host: &str, expected: IpAddr) -> Wait {
    let host = host.to_owned();
    match cx.plan.name.keeper {
        Keeper::Cloudflare { .. } => Wait::Name { host, expected },
        Keeper::Hand => Wait::RecordByHand { host, expected },
    }
}

fn cloudflare(cx: &Context) -> Result<Cloudflare, Problem> {
    let Keeper::Cloudflare { token, .. } = &cx.plan.name.keeper else {
        return Err(lost(Step::Record));
    };
    let secret = cx.services.materials.cloudflare_token.clone();
    let secret = secret.ok_or_else(|| Problem::SecretMissing {
        name: token.to_string(),
    })?;

    Ok(Cloudflare::new(cx.services.net.clone(), secret))
}

async fn zone(cx: &Context, cloudflare: &Cloudflare) -> Result<String, Problem> {
    let Keeper::Cloudflare { zone, .. } = &cx.plan.name.keeper else {
        return Err(lost(Step::Record));
    };

    let found = cloudflare.zone(zone.as_ref()).await?;

    found.map(|zone| zone.id).ok_or_else(|| Problem::NoZone {
        zone: zone.to_string(),
    })
}
