//! Everything that there is in a practice cloud, and small questions about it.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::time::Instant;

use super::Span;
use super::address::Floating;
use super::clock::Clock;
use super::cloudflare::Dns;
use super::compute::{Flavor, KeyPair};
use super::designate::Designate;
use super::faults::Faults;
use super::group::Group;
use super::identity::Identity;
use super::image::Image;
use super::machine::Machine;
use super::network::{Network, Router, Subnet};
use super::port::Port;
use super::quota::Limits;
use super::server::Server;
use super::site::Site;
use super::store::Store;
use super::volume::{Volume, VolumeType};
use crate::http::Request;
use crate::plan::cloud::Preset;

#[derive(Debug, Clone)]
pub(super) struct State {
    pub preset: Preset,
    pub site: Site,
    pub clock: Clock,
    pub faults: Faults,
    pub spans: Vec<Span>,
    /// The project of the people who run the cloud: images and external networks are theirs.
    pub operator: String,
    pub identity: Identity,
    pub limits: BTreeMap<String, Limits>,
    pub images: Vec<Image>,
    pub flavors: Vec<Flavor>,
    pub keys: Vec<KeyPair>,
    /// Availability zones of Nova and Cinder alike.
    pub zones: Vec<&'static str>,
    pub networks: Vec<Network>,
    pub subnets: Vec<Subnet>,
    pub routers: Vec<Router>,
    pub ports: Vec<Port>,
    pub addresses: Vec<Floating>,
    pub groups: Vec<Group>,
    pub volume_types: Vec<VolumeType>,
    pub volumes: Vec<Volume>,
    pub servers: Vec<Server>,
    /// Names at Cloudflare, and those that somebody keeps by hand.
    pub dns: Dns,
    /// Names in the cloud's own DNS service.
    pub designate: Designate,
    /// What is on the servers' machines, by the servers' ids.
    pub machines: BTreeMap<String, Machine>,
    /// What registries keep, by the volumes that they keep it on.
    pub stores: BTreeMap<String, Store>,
    /// Requests that are still on their way, and when they arrive.
    pub late: Vec<(Instant, Request)>,
    /// Whether somebody makes records by hand that are waited for.
    pub colleague: bool,
}

impl State {
    /// Whether the services are of this year, or some years old.
    pub fn is_new(&self) -> bool {
        self.preset == Preset::Campus
    }

    /// The IPv4 addresses behind a name, and whether Cloudflare stands in front.
    pub fn look_up(&self, name: &str) -> (Vec<Ipv4Addr>, bool) {
        let (mut found, proxied) = self.dns.look_up(name);
        let kept = self.designate.look_up(name, "A").into_iter();
        found.extend(kept.filter_map(|record| record.parse::<Ipv4Addr>().ok()));

        (found, proxied)
    }

    /// The IPv6 addresses behind a name.
    pub fn look_up_six(&self, name: &str) -> Vec<Ipv6Addr> {
        let kept = self.designate.look_up(name, "AAAA").into_iter();
        let kept = kept.filter_map(|record| record.parse().ok());

        kept.chain(self.dns.look_up_six(name)).collect()
    }

    pub fn network(&self, id: &str) -> Option<&Network> {
        self.networks.iter().find(|network| network.id == id)
    }

    pub fn project_name(&self, id: &str) -> &str {
        self.identity
            .projects
            .iter()
            .find(|project| project.id == id)
            .map_or("", |project| project.name.as_str())
    }

    pub fn default_group(&self, project: &str) -> Option<String> {
        self.groups
            .iter()
            .find(|group| group.project == project && group.name == "default")
            .map(|group| group.id.clone())
    }

    /// Whether a port, a floating address or a router has the address.
    pub fn is_taken(&self, ip: Ipv4Addr) -> bool {
        self.ports.iter().any(|port| port.ip == ip)
            || self.addresses.iter().any(|address| address.ip == ip)
            || self.routers.iter().any(|router| router.gateway.2 == ip)
    }

    /// The next address of a subnet that nothing has.
    pub fn free_address(&self, subnet: &Subnet) -> Option<Ipv4Addr> {
        let (first, last) = (u32::from(subnet.pool.0), u32::from(subnet.pool.1));

        (first..=last)
            .map(Ipv4Addr::from)
            .find(|ip| *ip != subnet.gateway && !self.is_taken(*ip))
    }

    /// Takes a port away; a floating address that was tied to it is free again.
    pub fn remove_port(&mut self, id: &str) {
        self.ports.retain(|port| port.id != id);
        for address in &mut self.addresses {
            if address.tied.as_ref().is_some_and(|tie| tie.port == id) {
                address.tied = None;
                address.revision += 1;
            }
        }
    }

    pub fn server(&self, id: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.id == id)
    }

    pub fn volume_mut(&mut self, id: &str) -> Option<&mut Volume> {
        self.volumes.iter_mut().find(|volume| volume.id == id)
    }
}
