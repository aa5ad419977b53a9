//! Everything that a form offers for choosing, asked for at once.

use super::compute::{self, Flavor, KeyPair, Server};
use super::image::{self, Image};
use super::network::{self, Floating, Group, Network, Router, Subnet};
use super::quota::{self, Quota, Quotas};
use super::volume::{self, Volume, VolumeType};
use super::{Cloud, Service, dns};
use crate::http::CallError;
use crate::http::error::Resource;

/// A list, or why it could not be had: one list that is forbidden does not spoil the others.
pub type List<T> = Result<Vec<T>, CallError>;

/// What a project has and may use.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// Zones of the DNS that the project can write into; none where the cloud has no such service.
    pub dns_zones: List<dns::Zone>,
    pub flavors: List<Flavor>,
    pub floatings: List<Floating>,
    pub groups: List<Group>,
    pub images: List<Image>,
    pub key_pairs: List<KeyPair>,
    /// Those of the project, shared and external ones.
    pub networks: List<Network>,
    /// External networks: the pools of floating addresses.
    pub pools: List<Network>,
    pub quotas: Quotas,
    pub routers: List<Router>,
    pub servers: List<Server>,
    pub subnets: List<Subnet>,
    pub volume_types: List<VolumeType>,
    pub volume_zones: List<String>,
    pub volumes: List<Volume>,
    pub zones: List<String>,
}

impl Inventory {
    /// The quota of records in the zone of the DNS service, where it is told.
    pub fn records(&self, zone: &str) -> Option<Quota> {
        let mut zones = self.dns_zones.iter().flatten();

        zones.find(|one| one.name == zone)?.quota
    }
}

/// Asks every service for every list, all at a time.
pub async fn survey(cloud: &Cloud) -> Inventory {
    let compute = async {
        tokio::join!(
            compute::flavors(cloud),
            compute::key_pairs(cloud),
            compute::servers(cloud),
            compute::zones(cloud),
        )
    };
    let network = async {
        tokio::join!(
            network::floatings(cloud),
            network::groups(cloud),
            network::networks(cloud),
            network::external_networks(cloud),
            network::routers(cloud),
            network::subnets(cloud),
        )
    };
    let volume = async {
        tokio::join!(
            volume::types(cloud),
            volume::zones(cloud),
            volume::volumes(cloud)
        )
    };
    let (compute, network, volume, others) = tokio::join!(compute, network, volume, others(cloud));
    let (flavors, key_pairs, servers, zones) = compute;
    let (floatings, groups, networks, pools, routers, subnets) = network;
    let (volume_types, volume_zones, volumes) = volume;
    let (dns_zones, images, mut quotas) = others;
    if let (Ok(pairs), Some(quota)) = (&key_pairs, quotas.get(Resource::KeyPairs)) {
        let used = pairs.len() as u64;
        quotas.set(Resource::KeyPairs, Quota { used, ..quota });
    }

    Inventory {
        dns_zones,
        flavors,
        floatings,
        groups,
        images,
        key_pairs,
        networks,
        pools,
        quotas,
        routers,
        servers,
        subnets,
        volume_types,
        volume_zones,
        volumes,
        zones,
    }
}

/// What is neither Nova's, Neutron's nor Cinder's alone.
async fn others(cloud: &Cloud) -> (List<dns::Zone>, List<Image>, Quotas) {
    tokio::join!(names(cloud), image::images(cloud), quota::quotas(cloud))
}

/// Zones of the DNS, where the cloud has a service for them.
async fn names(cloud: &Cloud) -> List<dns::Zone> {
    if !cloud.has(Service::Dns) {
        return Ok(Vec::new());
    }
    let mut zones = dns::zones(cloud).await?;
    // What a zone may have is shown where it is told, and missed by nobody elsewhere.
    if !zones.is_empty() {
        let counts = zones.iter().map(|zone| dns::count(cloud, &zone.id));
        let counts = futures::future::join_all(counts);
        let (limit, counts) = tokio::join!(dns::record_limit(cloud), counts);
        for (zone, count) in zones.iter_mut().zip(counts) {
            let told = count.ok().zip(limit.as_ref().ok());
            zone.quota = told.map(|(used, limit)| Quota {
                used,
                limit: *limit,
            });
        }
    }

    Ok(zones)
}
