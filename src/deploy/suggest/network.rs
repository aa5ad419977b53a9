//! Which network, and which address the world sees.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::http::error::Resource;
use crate::openstack::Inventory;
use crate::openstack::network::{self, Floating, Network, Subnet};
use crate::plan::{Address, Named};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkChoice {
    pub network: Network,
    /// Its first range of IPv4 (else of IPv6); `None` where the cloud hides it.
    pub cidr: Option<IpNet>,
    /// Whether its addresses can be reached from anywhere.
    pub public: bool,
}

impl NetworkChoice {
    /// The range whose machines are the project's own: on a public network the neighbours are strangers.
    pub fn local(&self) -> Option<IpNet> {
        self.cidr.filter(|_| !self.public)
    }
}

/// Networks that an instance can be plugged into, the one to suggest first.
pub fn networks(inventory: &Inventory) -> Vec<NetworkChoice> {
    let networks: &[Network] = inventory.networks.as_deref().unwrap_or_default();
    let subnets: &[Subnet] = inventory.subnets.as_deref().unwrap_or_default();
    let routers = inventory.routers.as_deref().unwrap_or_default();
    let mut choices: Vec<NetworkChoice> = networks
        .iter()
        .filter(|network| network.up && !network.subnets.is_empty())
        // A pool of floating addresses is not for plugging into, unless it is shared with the project.
        .filter(|network| !network.external || network.shared)
        .map(|network| {
            let of = |v4: bool| {
                subnets
                    .iter()
                    .find(|subnet| {
                        subnet.network == network.id && matches!(subnet.cidr, IpNet::V4(_)) == v4
                    })
                    .map(|subnet| subnet.cidr)
            };
            let cidr = of(true).or_else(|| of(false));

            NetworkChoice {
                network: network.clone(),
                public: cidr.is_some_and(|net| is_public(net.network())),
                cidr,
            }
        })
        .collect();
    choices.sort_by_key(|choice| {
        let routed = routers.iter().any(|router| {
            router.external.is_some() && router.networks.contains(&choice.network.id)
        });
        // The project's own network with a way out, then a public one, then the rest.
        match (routed, choice.public) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    });

    choices
}

/// Whether the address is one of the open internet (not of RFC 1918, RFC 6598, RFC 4193 and the like).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);

            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || shared)
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    }
}

/// The ways of reaching an instance on a network from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressChoices {
    /// The instance's own address is public.
    pub own: bool,
    /// Floating addresses of the project that lead nowhere.
    pub free: Vec<Floating>,
    /// Where new ones come from.
    pub pools: Vec<Named>,
    /// How many more the project may have; `None`: as many as it likes, or not told.
    pub left: Option<u64>,
    pub suggested: Option<Address>,
}

pub fn addresses(inventory: &Inventory, choice: &NetworkChoice) -> AddressChoices {
    let external: &[Network] = inventory.pools.as_deref().unwrap_or_default();
    let routers = inventory.routers.as_deref().unwrap_or_default();
    let pools: Vec<&Network> = network::pools(&choice.network.id, routers, external);
    let floatings: &[Floating] = inventory.floatings.as_deref().unwrap_or_default();
    let free: Vec<Floating> = floatings
        .iter()
        .filter(|floating| {
            floating.port.is_none() && pools.iter().any(|pool| pool.id == floating.pool)
        })
        .cloned()
        .collect();
    let left = inventory
        .quotas
        .get(Resource::FloatingAddresses)
        .and_then(|quota| quota.left());
    let existing = || {
        free.first().map(|floating| Address::Existing {
            id: floating.id.to_string(),
            ip: floating.address,
        })
    };
    let new = || {
        pools
            .first()
            .filter(|_| left != Some(0))
            .map(|pool| Address::New {
                pool: Named::new(&pool.id, &pool.name),
            })
    };
    let suggested = if choice.public {
        Some(Address::Own)
    } else {
        existing().or_else(new)
    };

    AddressChoices {
        own: choice.public,
        pools: pools
            .iter()
            .map(|pool| Named::new(&pool.id, &pool.name))
            .collect(),
        free,
        left,
        suggested,
    }
}
