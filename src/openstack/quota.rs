//! What the project may have and has, from the three services that keep count.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Cloud, Service, project_id};
use crate::http::CallError;
use crate::http::error::Resource;

/// One quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub used: u64,
    /// `None`: as many as one likes.
    pub limit: Option<u64>,
}

impl Quota {
    fn new(limit: i64, used: i64) -> Self {
        Self {
            // Usage lags and may even be negative for a while.
            used: u64::try_from(used).unwrap_or_default(),
            limit: u64::try_from(limit).ok(),
        }
    }

    /// How many more are possible; `None`: as many as one likes.
    pub fn left(&self) -> Option<u64> {
        self.limit.map(|limit| limit.saturating_sub(self.used))
    }

    pub fn fits(&self, more: u64) -> bool {
        self.left().is_none_or(|left| more <= left)
    }
}

/// The quotas that are known; a service that does not tell leaves its ones out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotas {
    known: BTreeMap<Resource, Quota>,
    /// Services that did not tell, and why.
    pub untold: Vec<CallError>,
}

impl Quotas {
    pub fn get(&self, resource: Resource) -> Option<Quota> {
        self.known.get(&resource).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = (Resource, Quota)> + '_ {
        self.known
            .iter()
            .map(|(resource, quota)| (*resource, *quota))
    }

    pub(super) fn set(&mut self, resource: Resource, quota: Quota) {
        let _ = self.known.insert(resource, quota);
    }

    pub(super) fn take_in(&mut self, told: Result<Vec<(Resource, Quota)>, CallError>) {
        match told {
            Ok(quotas) => self.known.extend(quotas),
            Err(error) => self.untold.push(error),
        }
    }
}

impl FromIterator<(Resource, Quota)> for Quotas {
    fn from_iter<I: IntoIterator<Item = (Resource, Quota)>>(quotas: I) -> Self {
        Self {
            known: quotas.into_iter().collect(),
            untold: Vec::new(),
        }
    }
}

/// Asks all three services at a time.
pub async fn quotas(cloud: &Cloud) -> Quotas {
    let (compute, network, volume) = tokio::join!(compute(cloud), network(cloud), volume(cloud));
    let mut quotas = Quotas::default();
    quotas.take_in(compute);
    quotas.take_in(network);
    quotas.take_in(volume);

    quotas
}

/// One quota, asked of the service that keeps it; `None` for one that this program does not know by name.
pub async fn of(cloud: &Cloud, resource: Resource) -> Result<Option<Quota>, CallError> {
    let all = match resource {
        Resource::Cores | Resource::Instances | Resource::KeyPairs | Resource::MemoryMegabytes => {
            compute(cloud).await?
        }
        Resource::FloatingAddresses
        | Resource::Ports
        | Resource::SecurityGroupRules
        | Resource::SecurityGroups => network(cloud).await?,
        Resource::VolumeGigabytes | Resource::Volumes => volume(cloud).await?,
        Resource::Records | Resource::Other => Vec::new(),
    };
    let found = all.into_iter().find(|(kind, _)| *kind == resource);
    let Some((_, mut quota)) = found else {
        return Ok(None);
    };
    if resource == Resource::KeyPairs {
        quota.used = super::compute::key_pairs(cloud).await?.len() as u64;
    }

    Ok(Some(quota))
}

/// `GET /limits` of Nova: cores, instances, memory; of key pairs the limit only (used is 0 here: they are the
/// user's, not the project's).
pub async fn compute(cloud: &Cloud) -> Result<Vec<(Resource, Quota)>, CallError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Absolute {
        max_total_cores: i64,
        total_cores_used: i64,
        max_total_instances: i64,
        total_instances_used: i64,
        #[serde(rename = "maxTotalRAMSize")]
        max_ram: i64,
        #[serde(rename = "totalRAMUsed")]
        ram_used: i64,
        max_total_keypairs: Option<i64>,
    }
    let limits: Limits<Absolute> = cloud.get(Service::Compute, "/limits").await?;
    let limits = limits.limits.absolute;
    let mut quotas = vec![
        (
            Resource::Cores,
            Quota::new(limits.max_total_cores, limits.total_cores_used),
        ),
        (
            Resource::Instances,
            Quota::new(limits.max_total_instances, limits.total_instances_used),
        ),
        (
            Resource::MemoryMegabytes,
            Quota::new(limits.max_ram, limits.ram_used),
        ),
    ];
    if let Some(most) = limits.max_total_keypairs {
        quotas.push((Resource::KeyPairs, Quota::new(most, 0)));
    }

    Ok(quotas)
}

/// `GET /limits` of Cinder: volumes and their gibibytes.
pub async fn volume(cloud: &Cloud) -> Result<Vec<(Resource, Quota)>, CallError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Absolute {
        max_total_volumes: i64,
        total_volumes_used: i64,
        max_total_volume_gigabytes: i64,
        total_gigabytes_used: i64,
    }
    let limits: Limits<Absolute> = cloud.get(Service::Volume, "/limits").await?;
    let limits = limits.limits.absolute;

    Ok(vec![
        (
            Resource::Volumes,
            Quota::new(limits.max_total_volumes, limits.total_volumes_used),
        ),
        (
            Resource::VolumeGigabytes,
            Quota::new(
                limits.max_total_volume_gigabytes,
                limits.total_gigabytes_used,
            ),
        ),
    ])
}

/// `GET /quotas/PROJECT/details.json` of Neutron: floating addresses, groups, rules, ports. What is reserved counts.
pub async fn network(cloud: &Cloud) -> Result<Vec<(Resource, Quota)>, CallError> {
    #[derive(Deserialize)]
    struct Detail {
        limit: i64,
        #[serde(default)]
        used: i64,
        #[serde(default)]
        reserved: i64,
    }
    #[derive(Deserialize)]
    struct Details {
        quota: BTreeMap<String, Detail>,
    }
    let project = project_id(cloud);
    let path = format!("/quotas/{project}/details.json");
    let details: Details = cloud.get(Service::Network, &path).await?;
    let names = [
        ("floatingip", Resource::FloatingAddresses),
        ("port", Resource::Ports),
        ("security_group", Resource::SecurityGroups),
        ("security_group_rule", Resource::SecurityGroupRules),
    ];

    Ok(names
        .iter()
        .filter_map(|(name, resource)| {
            let detail = details.quota.get(*name)?;
            Some((
                *resource,
                Quota::new(detail.limit, detail.used + detail.reserved),
            ))
        })
        .collect())
}

#[derive(Deserialize)]
struct Limits<T> {
    limits: Inner<T>,
}

#[derive(Deserialize)]
struct Inner<T> {
    absolute: T,
}
