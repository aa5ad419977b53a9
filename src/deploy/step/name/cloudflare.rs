//! The record at Cloudflare.

use super::Made;
use crate::deploy::{Context, Problem};
use crate::dns::cloudflare::{Cloudflare, NewRecord, Record};
use crate::openstack::{mark, or_gone};
use crate::plan::SecretRef;
use crate::plan::text::Hostname;

pub fn client(cx: &Context, token: &SecretRef) -> Result<Cloudflare, Problem> {
    let secret = cx.services.materials.cloudflare_token.clone();
    let secret = secret.ok_or_else(|| Problem::SecretMissing {
        name: token.to_string(),
    })?;

    Ok(Cloudflare::new(cx.services.net.clone(), secret))
}

pub async fn find(
    cx: &Context,
    cloudflare: &Cloudflare,
    zone: &Hostname,
) -> Result<Option<Made>, Problem> {
    let zone = id_of(cloudflare, zone).await?;
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

pub async fn execute(
    cx: &Context,
    cloudflare: &Cloudflare,
    zone: &Hostname,
    proxied: bool,
) -> Result<Made, Problem> {
    let zone = id_of(cloudflare, zone).await?;
    let host = cx.plan.name.host.to_string();
    let there = cloudflare.records(&zone, &host).await?;
    if !there.is_empty() {
        let records = there.iter().map(Record::words).collect();
        return Err(Problem::NameTaken { host, records });
    }
    let new = NewRecord {
        name: host,
        address: cx.address()?,
        proxied,
        comment: mark(&cx.deployment),
    };
    let record = cloudflare.create(&zone, &new).await?;

    Ok(Made::Record {
        zone,
        id: record.id,
    })
}

pub async fn delete(cloudflare: &Cloudflare, zone: &str, id: &str) -> Result<(), Problem> {
    Ok(or_gone(cloudflare.delete(zone, id).await)?)
}

async fn id_of(cloudflare: &Cloudflare, zone: &Hostname) -> Result<String, Problem> {
    let found = cloudflare.zone(zone.as_ref()).await?;

    found.map(|zone| zone.id).ok_or_else(|| Problem::NoZone {
        zone: zone.to_string(),
    })
}
