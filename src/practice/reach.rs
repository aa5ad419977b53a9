//! Who reaches whom: addresses, names, floating addresses, and what the security groups let through.

use std::net::{IpAddr, Ipv4Addr};

use tokio::time::Instant;

use super::server::Server;
use super::state::State;

/// Where the person with the program sits, as the practice clouds see them.
pub const CLIENT: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 77);

/// Who knocks.
#[derive(Debug, Clone)]
pub(super) enum From {
    /// Somebody outside with this address.
    World(Ipv4Addr),
    /// A machine of the cloud, by its server's id.
    Server(String),
}

impl State {
    /// The server behind an address, for somebody who knocks from `from`.
    pub fn behind(&self, ip: Ipv4Addr, from: &From, now: Instant) -> Option<&Server> {
        let floating = self.addresses.iter().find(|address| address.ip == ip);
        let tied = floating
            .and_then(|address| address.tied.as_ref())
            .filter(|tie| tie.works <= now)
            .and_then(|tie| self.ports.iter().find(|port| port.id == tie.port));
        let own = self.ports.iter().find(|port| {
            port.ip == ip && (self.is_public(&port.network) || self.shares(from, &port.network))
        });
        let port = tied.or(own)?;

        self.server(&port.device)
    }

    /// Whether servers stand on the network with addresses of the world.
    fn is_public(&self, network: &str) -> bool {
        self.network(network)
            .is_some_and(|network| network.external || network.shared)
    }

    /// Whether the one who knocks has a port on the network.
    fn shares(&self, from: &From, network: &str) -> bool {
        match from {
            From::World(_) => false,
            From::Server(id) => self
                .ports
                .iter()
                .any(|port| port.device == *id && port.network == network),
        }
    }

    /// Whether the groups of `server` let a TCP connection in.
    pub fn lets_in(&self, server: &Server, from: &From, port: u16) -> bool {
        let (address, groups) = match from {
            From::World(address) => (*address, Vec::new()),
            From::Server(id) => self.sender(id),
        };
        let groups_of_server = self
            .ports
            .iter()
            .filter(|one| one.device == server.id)
            .flat_map(|one| &one.groups);

        groups_of_server
            .filter_map(|id| self.groups.iter().find(|group| group.id == *id))
            .flat_map(|group| &group.rules)
            .any(|rule| rule.lets_in(address, &groups, port))
    }

    /// Address and groups of a server that knocks itself.
    fn sender(&self, id: &str) -> (Ipv4Addr, Vec<String>) {
        self.ports
            .iter()
            .find(|port| port.device == id)
            .map_or((Ipv4Addr::UNSPECIFIED, Vec::new()), |port| {
                (port.ip, port.groups.clone())
            })
    }

    /// The addresses under which the world reaches a server.
    pub fn public_addresses(&self, server: &Server) -> Vec<Ipv4Addr> {
        let ports: Vec<_> = self
            .ports
            .iter()
            .filter(|port| port.device == server.id)
            .collect();
        let own = ports
            .iter()
            .filter(|port| self.is_public(&port.network))
            .map(|port| port.ip);
        let floating = self.addresses.iter().filter(|address| {
            address
                .tied
                .as_ref()
                .is_some_and(|tie| ports.iter().any(|port| port.id == tie.port))
        });

        own.chain(floating.map(|address| address.ip)).collect()
    }

    /// What the DNS says of `host`, an address being its own name.
    pub fn addresses_of(&self, host: &str) -> Vec<Ipv4Addr> {
        match host.parse::<IpAddr>() {
            Ok(IpAddr::V4(ip)) => vec![ip],
            Ok(IpAddr::V6(_)) => Vec::new(),
            Err(_) => self.look_up(host).0,
        }
    }
}
