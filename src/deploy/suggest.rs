//! What to fill in: the procedure's values where the cloud has them, otherwise what fits this cloud best.
//!
//! Pure functions of the cloud's own answers. Window and terminal suggest the same.

mod flavor;
mod image;
mod network;
mod volume;

use ipnet::IpNet;

pub use flavor::{FlavorChoice, WhyNot, flavors};
pub use image::{ImageChoice, Support, images};
pub use network::{AddressChoices, NetworkChoice, addresses, networks};
pub use volume::{space_left, volumes};

use crate::openstack::compute::{Flavor, KeyPair};
use crate::openstack::image::Image;
use crate::openstack::{Inventory, dns};
use crate::plan::certificate::Certificate;
use crate::plan::cloud::Cloud;
use crate::plan::firewall::{Firewall, Network, Opening, Rule};
use crate::plan::instance::{Boot, Instance, Login};
use crate::plan::name::{Keeper, Name};
use crate::plan::place::FilePath;
use crate::plan::registry::{ImageName, Registry};
use crate::plan::size::Gigabytes;
use crate::plan::text::{Hostname, Label, Title, UserName};
use crate::plan::{Named, Plan, SecretRef, instance};

/// What the instance is called where nobody says otherwise.
pub const NAME: &str = "neuro-registry";
/// The registry of the Distribution project that is suggested: the last of the 2.8 line, which every client knows.
pub const REGISTRY: &str = "registry:2.8.3";
pub const REALM: &str = "Registry";
/// Who logs in to it.
pub const USER: &str = "neuro";
/// The least that a boot volume should have, in gigabytes: system, Docker and logs.
const BOOT: u32 = 20;

/// A public key of this computer, and the file of its private half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalKey {
    pub private: FilePath,
    /// In OpenSSH's form, with or without a comment.
    pub public: String,
}

/// A key pair of the cloud, with the private half where this computer has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChoice {
    pub name: String,
    pub file: Option<FilePath>,
}

/// Key pairs of the cloud; those whose private half is on this computer first.
pub fn keys(inventory: &Inventory, local: &[LocalKey]) -> Vec<KeyChoice> {
    let pairs: &[KeyPair] = inventory.key_pairs.as_deref().unwrap_or_default();
    let mut keys: Vec<KeyChoice> = pairs
        .iter()
        .map(|pair| KeyChoice {
            name: pair.name.clone(),
            file: local
                .iter()
                .find(|key| {
                    blob(&key.public).is_some() && blob(&key.public) == blob(&pair.public_key)
                })
                .map(|key| key.private.clone()),
        })
        .collect();
    keys.sort_by_key(|key| key.file.is_none());

    keys
}

/// The key itself, without its kind and comment.
fn blob(key: &str) -> Option<&str> {
    key.split_whitespace().nth(1)
}

/// The procedure's rules: everything of IPv4 from the local network, and 22, 80 and 443 from everybody.
pub fn rules(local: Option<IpNet>) -> Vec<Rule> {
    let everyone = |port| {
        let from = "0.0.0.0/0".parse::<Network>().ok()?;

        Some(Rule {
            from,
            to: Opening::tcp(port),
        })
    };
    let inside = local
        .filter(|net| matches!(net, IpNet::V4(_)))
        .map(|net| Rule {
            from: Network::new(net.trunc()),
            to: Opening::Any,
        });

    inside
        .into_iter()
        .chain([22, 80, 443].into_iter().filter_map(everyone))
        .collect()
}

/// What the instance starts from: a volume where the flavor has no disk, or too small a one for the image.
pub fn boot(flavor: &Flavor, image: Option<&Image>) -> Boot {
    let needs = image.map_or(0, |image| image.min_disk);
    if flavor.disk > 0 && flavor.disk >= needs {
        return Boot::Image;
    }
    let size = Gigabytes::try_from(needs.max(BOOT));

    size.map_or(Boot::Image, |size| Boot::Volume {
        size,
        volume_type: None,
    })
}

/// A name for the registry in the first zone that the cloud's own DNS service has for the project.
pub fn host(inventory: &Inventory) -> Option<Hostname> {
    let zones = inventory.dns_zones.as_deref().unwrap_or_default();

    format!("registry.{}", zones.first()?.name).parse().ok()
}

/// The cloud's own DNS service, where it has a zone that holds the name.
pub fn keeper(inventory: &Inventory, host: &Hostname) -> Option<Keeper> {
    let zones = inventory.dns_zones.as_deref().unwrap_or_default();
    let zone = dns::holder(zones, host.as_ref())?;

    Some(Keeper::Designate {
        zone: zone.name.parse().ok()?,
    })
}

/// A user name made of what a person or group is called; `None` where nothing is left of it.
pub fn user(called: &str) -> Option<UserName> {
    let plain: String = called
        .to_ascii_lowercase()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .take(32)
        .collect();

    plain.parse().ok()
}

/// What a person has to say themselves, because no cloud can tell it.
#[derive(Debug, Clone)]
pub struct Facts {
    pub cloud: Cloud,
    pub host: Hostname,
    pub keeper: Keeper,
    pub password: SecretRef,
    pub local_keys: Vec<LocalKey>,
}

/// What the cloud has not, so that no plan can be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Lacking {
    #[error(
        "no way to reach an instance from outside: neither a public network nor a pool of floating addresses"
    )]
    Address,
    #[error("no flavor that fits the project's quota")]
    Flavor,
    #[error("no image that can be started")]
    Image,
    #[error("no key pair, and no public key on this computer to make one from")]
    Key,
    #[error("no network with addresses")]
    Network,
}

/// The whole plan with every default taken.
pub fn plan(inventory: &Inventory, facts: Facts) -> Result<Plan, Lacking> {
    let images = images(inventory);
    let image = images.first().ok_or(Lacking::Image)?;
    let flavors = flavors(inventory, Some(&image.image));
    let flavor = flavors
        .iter()
        .find(|flavor| flavor.suggested)
        .ok_or(Lacking::Flavor)?;
    let networks = networks(inventory);
    let network = networks.first().ok_or(Lacking::Network)?;
    let name: Label = NAME.parse().map_err(|_| Lacking::Image)?;
    let title: Title = NAME.parse().map_err(|_| Lacking::Image)?;
    let address = addresses(inventory, network)
        .suggested
        .ok_or(Lacking::Address)?;
    let (key_pair, key_file) = key(inventory, &facts.local_keys).ok_or(Lacking::Key)?;

    Ok(Plan {
        instance: Instance {
            image: Named::new(&image.image.id, &image.image.name),
            flavor: Named::new(&flavor.flavor.id, &flavor.flavor.name),
            network: Named::new(&network.network.id, &network.network.name),
            zone: None,
            boot: boot(&flavor.flavor, Some(&image.image)),
            login: Login {
                key_pair,
                key_file,
                user: None,
                jump: None,
            },
            name,
        },
        address,
        firewall: Firewall::New {
            name: title,
            rules: rules(network.local()),
        },
        certificate: certificate(&facts.keeper),
        volumes: volumes(inventory, "neuro"),
        registry: Registry {
            image: REGISTRY.parse::<ImageName>().map_err(|_| Lacking::Image)?,
            user: USER.parse().map_err(|_| Lacking::Image)?,
            password: facts.password,
            realm: REALM.parse().map_err(|_| Lacking::Image)?,
            deletion: true,
        },
        nodes: Vec::new(),
        name: Name {
            host: facts.host,
            keeper: facts.keeper,
        },
        cloud: facts.cloud,
    })
}

/// Cloudflare's own where its proxy stands in front, else one that the instance asks for itself.
fn certificate(keeper: &Keeper) -> Certificate {
    if matches!(keeper, Keeper::Cloudflare { proxied: true, .. }) {
        return Certificate::CloudflareProxy;
    }

    Certificate::LetsEncrypt {
        email: None,
        directory: None,
        root: None,
    }
}

/// A key pair that this computer can use, else one made from a key of this computer, else any.
fn key(inventory: &Inventory, local: &[LocalKey]) -> Option<(instance::KeyPair, Option<FilePath>)> {
    let pairs = keys(inventory, local);
    let existing = |key: &KeyChoice| {
        let pair = instance::KeyPair::Existing {
            name: key.name.clone(),
        };
        (pair, key.file.clone())
    };
    let here = pairs.iter().find(|key| key.file.is_some()).map(existing);
    let import = || {
        local.first().map(|key| {
            let pair = instance::KeyPair::Import {
                public_key: key.public.clone(),
            };
            (pair, Some(key.private.clone()))
        })
    };

    here.or_else(import).or_else(|| pairs.first().map(existing))
}

#[cfg(test)]
mod tests;
