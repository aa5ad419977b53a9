//! The record in a zone of the cloud's own DNS service.

use std::time::Duration;

use super::Made;
use crate::deploy::{Context, Problem, Wait};
use crate::openstack::dns::{self, NewRecord, Record};
use crate::openstack::wait::{self, Observation, Span};
use crate::openstack::{RecordId, ZoneId, mark, or_gone};
use crate::plan::text::Hostname;

/// How long a cloud may take until its name servers have heard of a change.
const SPAN: Span = Span::of(Duration::from_millis(300), Duration::from_secs(10 * 60));

pub async fn find(cx: &Context, zone: &Hostname) -> Result<Option<Made>, Problem> {
    let zone = id_of(cx, zone).await?;
    let ours = mark(&cx.deployment);

    Ok(there(cx, &zone)
        .await?
        .into_iter()
        .find(|record| record.description == ours)
        .map(|record| made(zone, record)))
}

pub async fn execute(cx: &Context, zone: &Hostname) -> Result<Made, Problem> {
    let zone = id_of(cx, zone).await?;
    let host = cx.plan.name.host.to_string();
    let there = there(cx, &zone).await?;
    if !there.is_empty() {
        let records = there.iter().map(Record::words).collect();
        return Err(Problem::NameTaken { host, records });
    }
    let new = NewRecord {
        name: host,
        address: cx.address()?,
        description: mark(&cx.deployment),
    };
    let record = dns::create(cx.cloud(), &zone, &new).await?;

    Ok(made(zone, record))
}

/// Deletes the record, and waits until the service has forgotten it: only then the name is free again.
pub async fn delete(cx: &Context, zone: &str, id: &str) -> Result<(), Problem> {
    let (zone, id) = (zone.into(), id.into());
    or_gone(dns::delete(cx.cloud(), &zone, &id).await)?;

    until(cx, &zone, &id, dns::gone).await
}

/// Waits until the zone's name servers have the record, as the service says.
pub async fn written(cx: &Context, zone: &str, id: &str) -> Result<(), Problem> {
    until(cx, &zone.into(), &id.into(), dns::written).await
}

pub async fn is_broken(cx: &Context, zone: &str, id: &str) -> Result<bool, Problem> {
    let record = dns::record(cx.cloud(), &zone.into(), &id.into()).await?;

    Ok(record.is_none_or(|record| record.status == "ERROR"))
}

/// What the zone has under the name, once all that is on its way out is gone.
async fn there(cx: &Context, zone: &ZoneId) -> Result<Vec<Record>, Problem> {
    let records = dns::records(cx.cloud(), zone, cx.plan.name.host.as_ref()).await?;
    let (leaving, there): (Vec<Record>, Vec<Record>) =
        records.into_iter().partition(Record::is_leaving);
    for record in leaving {
        until(cx, zone, &record.id, dns::gone).await?;
    }

    Ok(there)
}

/// Looks at the record until it is as `judge` wants it.
async fn until(
    cx: &Context,
    zone: &ZoneId,
    id: &RecordId,
    judge: impl Fn(Option<Record>) -> Observation<()>,
) -> Result<(), Problem> {
    let look = || async { Ok(judge(dns::record(cx.cloud(), zone, id).await?)) };

    Ok(wait::until("record", SPAN, look, |now| {
        cx.waits(Wait::Record(now.to_owned()));
    })
    .await?)
}

async fn id_of(cx: &Context, zone: &Hostname) -> Result<ZoneId, Problem> {
    let found = dns::zone(cx.cloud(), zone.as_ref()).await?;

    found
        .map(|zone| zone.id)
        .ok_or_else(|| Problem::NoProjectZone {
            zone: zone.to_string(),
        })
}

fn made(zone: ZoneId, record: Record) -> Made {
    Made::Record {
        zone: zone.to_string(),
        id: record.id.to_string(),
    }
}
