//! Designate, OpenStack's own DNS service: zones, and the records that a deployment makes in them.
//!
//! A record set is all records of one name and type; ours carries the deployment's mark as its description. The
//! service writes names with a dot at their end; outside of this file they have none.

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::json;

use super::quota::Quota;
use super::wait::Observation;
use super::{Call, Cloud, RecordId, Service, ZoneId, or_default, project_id, query};
use crate::http::{CallError, Method};
use crate::plan::name::in_the_way;

/// Seconds for which others may remember an answer: short, because the address may be another one after a rebuild.
const TTL: u32 = 300;

/// A zone of the project, or one that another project shares with it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Zone {
    pub id: ZoneId,
    pub name: String,
    #[serde(rename = "project_id", default)]
    pub project: Option<String>,
    /// A secondary zone is a copy of one that is kept elsewhere: nothing can be written into it.
    #[serde(rename = "type", default = "primary")]
    kind: String,
    /// Records that it has and may have; known to an inventory only.
    #[serde(skip)]
    pub quota: Option<Quota>,
}

/// All records of one name and type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Record {
    pub id: RecordId,
    pub name: String,
    /// `A`, `AAAA`, `CNAME`, `TXT` …
    #[serde(rename = "type")]
    pub kind: String,
    /// What the name stands for: one or more addresses, names or texts.
    #[serde(default)]
    pub records: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
    /// `ACTIVE` once the zone's name servers have it; `PENDING`, `ERROR`.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// `CREATE`, `UPDATE`, `DELETE`, `NONE`: what the status is of.
    #[serde(default, deserialize_with = "or_default")]
    pub action: String,
}

/// A record to be made: an A or an AAAA record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// The whole name, for example `registry.example.org`.
    pub name: String,
    pub address: IpAddr,
    /// The deployment's mark; at most 160 characters.
    pub description: String,
}

impl Record {
    /// Whether it is on its way out: older services keep it until the name servers have forgotten it.
    pub fn is_leaving(&self) -> bool {
        self.action == "DELETE"
    }

    /// What it says, as a person would write it into a list of records.
    pub fn words(&self) -> String {
        let records: Vec<&str> = self
            .records
            .iter()
            .map(|record| record.trim_end_matches('.'))
            .collect();

        format!("{} {}", self.kind, records.join(" "))
    }
}

/// `GET /zones`: those that the project can write into, by name; its own before those shared with it.
pub async fn zones(cloud: &Cloud) -> Result<Vec<Zone>, CallError> {
    let zones: Vec<Zone> = cloud.list(Service::Dns, "/zones", "zones").await?;
    let mut zones: Vec<Zone> = zones
        .into_iter()
        .filter(|zone| zone.kind == "PRIMARY")
        .map(|zone| Zone {
            name: undotted(&zone.name),
            ..zone
        })
        .collect();
    let own = cloud.project().map(|project| project.id);
    zones.sort_by_key(|zone| (zone.project != own, zone.name.clone()));

    Ok(zones)
}

/// `GET /zones?name=…`: the zone of exactly this name.
pub async fn zone(cloud: &Cloud, name: &str) -> Result<Option<Zone>, CallError> {
    let path = format!("/zones?name={}", query(&dotted(name)));
    let zones: Vec<Zone> = cloud.list(Service::Dns, &path, "zones").await?;

    Ok(zones
        .into_iter()
        .find(|zone| undotted(&zone.name).eq_ignore_ascii_case(&undotted(name))))
}

/// `GET /quotas/PROJECT`: how many record sets each zone may have; `None`: as many as one likes.
pub async fn record_limit(cloud: &Cloud) -> Result<Option<u64>, CallError> {
    #[derive(Deserialize)]
    struct Quotas {
        zone_recordsets: i64,
    }
    let project = project_id(cloud);
    let path = format!("/quotas/{project}");
    let quotas: Quotas = cloud.get(Service::Dns, &path).await?;

    Ok(u64::try_from(quotas.zone_recordsets).ok())
}

/// `GET /zones/ZONE/recordsets?limit=1`: how many record sets the zone has, the two that it begins with among them.
pub async fn count(cloud: &Cloud, zone: &ZoneId) -> Result<u64, CallError> {
    #[derive(Deserialize)]
    struct List {
        metadata: Metadata,
    }
    #[derive(Deserialize)]
    struct Metadata {
        total_count: u64,
    }
    let path = format!("/zones/{zone}/recordsets?limit=1");
    let list: List = cloud.get(Service::Dns, &path).await?;

    Ok(list.metadata.total_count)
}

/// Of these zones the one that holds the name: the one with the longest name.
pub fn holder<'a>(zones: &'a [Zone], host: &str) -> Option<&'a Zone> {
    let holds = |zone: &&Zone| {
        let before = host.strip_suffix(zone.name.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };

    zones
        .iter()
        .filter(holds)
        .max_by_key(|zone| zone.name.len())
}

/// `GET /zones/ZONE/recordsets?name=…`: what stands in the way of an address for exactly this name.
pub async fn records(cloud: &Cloud, zone: &ZoneId, name: &str) -> Result<Vec<Record>, CallError> {
    let path = format!("/zones/{zone}/recordsets?name={}", query(&dotted(name)));
    let records: Vec<Record> = cloud.list(Service::Dns, &path, "recordsets").await?;

    Ok(in_the_way(records, |record| &record.kind))
}

/// What the zone has under the name, in the words of a list of records.
pub async fn words_at(cloud: &Cloud, zone: &ZoneId, name: &str) -> Result<Vec<String>, CallError> {
    let mut records = records(cloud, zone, name).await?;
    records.retain(|record| !record.is_leaving());

    Ok(records.iter().map(Record::words).collect())
}

/// `GET /zones/ZONE/recordsets/ID`; `None` if there is none, or no more.
pub async fn record(
    cloud: &Cloud,
    zone: &ZoneId,
    id: &RecordId,
) -> Result<Option<Record>, CallError> {
    let path = format!("/zones/{zone}/recordsets/{id}");

    cloud.find(Service::Dns, &path).await
}

/// `POST /zones/ZONE/recordsets`. Errors: `Conflict` if a record of the name stands in the way; `Quota`.
pub async fn create(cloud: &Cloud, zone: &ZoneId, new: &NewRecord) -> Result<Record, CallError> {
    let path = format!("/zones/{zone}/recordsets");
    let body = json!({
        "name": dotted(&new.name),
        "type": if new.address.is_ipv4() { "A" } else { "AAAA" },
        "ttl": TTL,
        "records": [new.address],
        "description": new.description,
    });

    cloud.send(Call::post(Service::Dns, &path, body)).await
}

/// `DELETE /zones/ZONE/recordsets/ID`. It may be seen for a while with the action `DELETE`.
pub async fn delete(cloud: &Cloud, zone: &ZoneId, id: &RecordId) -> Result<(), CallError> {
    let path = format!("/zones/{zone}/recordsets/{id}");

    cloud
        .call(Call::new(Method::Delete, Service::Dns, &path))
        .await
        .map(drop)
}

/// A record that the zone's name servers are to have.
pub fn written(record: Option<Record>) -> Observation<()> {
    match record {
        None => Observation::Failed("the record is gone".to_owned()),
        Some(record) => match record.status.as_str() {
            "ACTIVE" => Observation::Ready(()),
            "ERROR" => Observation::Failed("the record's status is ERROR".to_owned()),
            _ => Observation::NotYet(record.status),
        },
    }
}

/// A record that is to go away.
pub fn gone(record: Option<Record>) -> Observation<()> {
    match record {
        None => Observation::Ready(()),
        Some(record) if record.status == "ERROR" => {
            Observation::Failed("the record's status is ERROR".to_owned())
        }
        Some(record) => Observation::NotYet(record.status),
    }
}

fn dotted(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

fn undotted(name: &str) -> String {
    name.trim_end_matches('.').to_owned()
}

fn primary() -> String {
    "PRIMARY".to_owned()
}
