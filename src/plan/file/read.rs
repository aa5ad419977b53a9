//! From the tables of a file to the parts of a plan. Every part is read to its end, so that all mistakes are told at once.

mod cloud;

use std::net::IpAddr;

use super::Wrong;
use super::table::Part;
use crate::plan::address::Address;
use crate::plan::certificate::Certificate;
use crate::plan::firewall::{Firewall, Rule};
use crate::plan::instance::{Boot, Instance, Jump, KeyPair, Login, ssh_port};
use crate::plan::name::{Keeper, Name};
use crate::plan::node::{Engine, Node};
use crate::plan::registry::Registry;
use crate::plan::volume::{Filesystem, Purpose, Source, Volume};
use crate::plan::{Named, Plan};

pub fn plan(root: &Part<'_>) -> Option<Plan> {
    let cloud = root.part("cloud").and_then(|part| cloud::cloud(&part));
    let instance = root.part("instance").and_then(|part| instance(&part));
    let address = root.part("address").and_then(|part| address(&part));
    let firewall = root.part("firewall").and_then(|part| firewall(&part));
    let name = root.part("name").and_then(|part| name(&part));
    let certificate = root.part("certificate").and_then(|part| certificate(&part));
    let registry = root.part("registry").and_then(|part| registry(&part));
    let volumes = root.parts("volumes").and_then(|parts| all(&parts, volume));
    let nodes = root.parts("nodes").and_then(|parts| all(&parts, node));
    root.close();

    Some(Plan {
        cloud: cloud?,
        instance: instance?,
        address: address?,
        firewall: firewall?,
        name: name?,
        certificate: certificate?,
        registry: registry?,
        volumes: volumes?,
        nodes: nodes?,
    })
}

fn all<'a, T>(parts: &[Part<'a>], read: fn(&Part<'a>) -> Option<T>) -> Option<Vec<T>> {
    // Each is read, even if one before it is wrong.
    let read: Vec<Option<T>> = parts.iter().map(read).collect();

    read.into_iter().collect()
}

fn named(part: &Part<'_>) -> Option<Named> {
    let (id, name) = (part.string("id"), part.string("name"));
    part.close();

    Some(Named {
        id: id?,
        name: name?,
    })
}

fn instance(part: &Part<'_>) -> Option<Instance> {
    let name = part.text("name");
    let image = part.part("image").and_then(|part| named(&part));
    let flavor = part.part("flavor").and_then(|part| named(&part));
    let network = part.part("network").and_then(|part| named(&part));
    let zone = part.string_or_none("zone");
    let boot = match part.part_or_none("boot") {
        Some(Some(part)) => boot(&part),
        Some(None) => Some(Boot::default()),
        None => None,
    };
    let login = part.part("login").and_then(|part| login(&part));
    part.close();

    Some(Instance {
        name: name?,
        image: image?,
        flavor: flavor?,
        network: network?,
        zone: zone?,
        boot: boot?,
        login: login?,
    })
}

fn boot(part: &Part<'_>) -> Option<Boot> {
    let boot = if part.choice("from", &[("image", false), ("volume", true)])? {
        let (size, volume_type) = (part.number("size"), part.string_or_none("volume_type"));
        Boot::Volume {
            size: size?,
            volume_type: volume_type?,
        }
    } else {
        Boot::Image
    };
    part.close();

    Some(boot)
}

fn login(part: &Part<'_>) -> Option<Login> {
    let key_pair = part.part("key_pair").and_then(|part| key_pair(&part));
    let key_file = part.text_or_none("key_file");
    let user = part.text_or_none("user");
    let jump = jump(part);
    part.close();

    Some(Login {
        key_pair: key_pair?,
        key_file: key_file?,
        user: user?,
        jump: jump?,
    })
}

fn key_pair(part: &Part<'_>) -> Option<KeyPair> {
    let key_pair = if part.choice("use", &[("existing", false), ("import", true)])? {
        KeyPair::Import {
            public_key: part.string("public_key")?,
        }
    } else {
        KeyPair::Existing {
            name: part.string("name")?,
        }
    };
    part.close();

    Some(key_pair)
}

fn jump(part: &Part<'_>) -> Option<Option<Jump>> {
    let Some(part) = part.part_or_none("jump")? else {
        return Some(None);
    };
    let (host, user) = (part.text("host"), part.text("user"));
    let port = part.port("port", ssh_port());
    part.close();

    Some(Some(Jump {
        host: host?,
        port: port?,
        user: user?,
    }))
}

fn address(part: &Part<'_>) -> Option<Address> {
    let address = match part.choice("use", &[("existing", 0), ("new", 1), ("own", 2)])? {
        0 => {
            let (id, ip) = (part.string("id"), part.text::<IpAddr>("ip"));
            Address::Existing { id: id?, ip: ip? }
        }
        1 => Address::New {
            pool: part.part("pool").and_then(|part| named(&part))?,
        },
        _ => Address::Own,
    };
    part.close();

    Some(address)
}

impl From<std::net::AddrParseError> for Wrong {
    fn from(_: std::net::AddrParseError) -> Self {
        Self::Address
    }
}

fn firewall(part: &Part<'_>) -> Option<Firewall> {
    let firewall = if part.choice("use", &[("existing", false), ("new", true)])? {
        let name = part.text("name");
        let rules = part.parts("rules").and_then(|parts| all(&parts, rule));
        Firewall::New {
            name: name?,
            rules: rules?,
        }
    } else {
        Firewall::Existing {
            group: part.part("group").and_then(|part| named(&part))?,
        }
    };
    part.close();

    Some(firewall)
}

fn rule(part: &Part<'_>) -> Option<Rule> {
    let (from, to) = (part.text("from"), part.text("to"));
    part.close();

    Some(Rule {
        from: from?,
        to: to?,
    })
}

fn name(part: &Part<'_>) -> Option<Name> {
    let host = part.text("host");
    let keeper = part.part("keeper").and_then(|part| keeper(&part));
    part.close();

    Some(Name {
        host: host?,
        keeper: keeper?,
    })
}

fn keeper(part: &Part<'_>) -> Option<Keeper> {
    let by = [("cloudflare", 0), ("designate", 1), ("hand", 2)];
    let keeper = match part.choice("by", &by)? {
        0 => {
            let (zone, token) = (part.text("zone"), part.text("token"));
            let proxied = part.flag("proxied");
            Keeper::Cloudflare {
                zone: zone?,
                proxied: proxied?,
                token: token?,
            }
        }
        1 => Keeper::Designate {
            zone: part.text("zone")?,
        },
        _ => Keeper::Hand,
    };
    part.close();

    Some(keeper)
}

fn certificate(part: &Part<'_>) -> Option<Certificate> {
    let by = [("cloudflare_proxy", 0), ("files", 1), ("lets_encrypt", 2)];
    let certificate = match part.choice("by", &by)? {
        0 => Certificate::CloudflareProxy,
        1 => {
            let (certificate, key) = (part.text("certificate"), part.text("key"));
            Certificate::Files {
                certificate: certificate?,
                key: key?,
            }
        }
        _ => {
            let (email, root) = (part.text_or_none("email"), part.text_or_none("root"));
            let directory = part.text_or_none("directory");
            Certificate::LetsEncrypt {
                email: email?,
                directory: directory?,
                root: root?,
            }
        }
    };
    part.close();

    Some(certificate)
}

fn registry(part: &Part<'_>) -> Option<Registry> {
    let (image, user) = (part.text("image"), part.text("user"));
    let (password, realm) = (part.text("password"), part.text("realm"));
    let deletion = part.flag("deletion");
    part.close();

    Some(Registry {
        image: image?,
        user: user?,
        password: password?,
        realm: realm?,
        deletion: deletion?,
    })
}

fn volume(part: &Part<'_>) -> Option<Volume> {
    let (name, mount) = (part.text("name"), part.text("mount"));
    let purpose = part.choice(
        "purpose",
        &[("data", Purpose::Data), ("images", Purpose::Images)],
    );
    let filesystem = part.choice_or_default(
        "filesystem",
        &Filesystem::ALL.map(|filesystem| (filesystem.as_str(), filesystem)),
    );
    let source = part.part("source").and_then(|part| source(&part));
    part.close();

    Some(Volume {
        name: name?,
        mount: mount?,
        purpose: purpose?,
        filesystem: filesystem?,
        source: source?,
    })
}

fn source(part: &Part<'_>) -> Option<Source> {
    let source = if part.choice("use", &[("existing", false), ("new", true)])? {
        let (size, zone) = (part.number("size"), part.string_or_none("zone"));
        let volume_type = part.string_or_none("volume_type");
        Source::New {
            size: size?,
            volume_type: volume_type?,
            zone: zone?,
        }
    } else {
        Source::Existing {
            id: part.string("id")?,
        }
    };
    part.close();

    Some(source)
}

fn node(part: &Part<'_>) -> Option<Node> {
    let (host, user) = (part.text("host"), part.text("user"));
    let port = part.port("port", ssh_port());
    let key_file = part.text_or_none("key_file");
    let jump = jump(part);
    let engine = part.choice_or_default(
        "engine",
        &[
            ("containerd", Engine::Containerd),
            ("docker", Engine::Docker),
            ("find", Engine::Find),
        ],
    );
    part.close();

    Some(Node {
        host: host?,
        port: port?,
        user: user?,
        key_file: key_file?,
        jump: jump?,
        engine: engine?,
    })
}
