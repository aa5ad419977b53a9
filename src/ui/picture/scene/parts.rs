//! What a plan, finished or not, looks like before anything is made: every part is planned or to come.

use super::{Disk, Facts, Gate, Node, Piece, Pulls, Scene, State, Wall, Words, Yard};
use crate::plan::draft::Draft;
use crate::plan::firewall::{Opening, Rule};
use crate::plan::name::Keeper;
use crate::plan::volume::{Purpose, Source};
use crate::plan::{Address, Certificate, Firewall, Instance, Name, Volume, node};
use crate::words::Text;
use std::net::IpAddr;

/// No more disks and no more nodes find room.
pub(super) const MOST: usize = 3;
/// What a registry opens when nobody has said otherwise.
const USUAL: [u16; 3] = [443, 80, 22];

pub(super) fn parts(draft: &Draft, facts: &Facts, text: &Text) -> Scene {
    let nodes = nodes(draft.nodes.as_deref(), text);
    let pulls = nodes
        .iter()
        .map(|node| node.state)
        .chain([registry(draft, text).state]);
    let pulls = pulls
        .min_by_key(|state| state.is_solid())
        .unwrap_or_default();
    let public = draft.address == Some(Address::Own);
    let yard = if public {
        text.get("picture-yard-public")
    } else {
        text.get("picture-yard")
    };
    let certificate = draft.certificate.as_ref();
    Scene {
        heading: String::new(),
        progress: String::new(),
        people: Words {
            title: text.get("picture-people"),
            detail: text.get("picture-people-do"),
        },
        name: name(draft.name.as_ref(), text),
        address: address(draft.address.as_ref(), text),
        wall: wall(draft.firewall.as_ref(), facts, text),
        yard: Yard {
            name: yard,
            cidr: facts.network.clone().unwrap_or_default(),
        },
        instance: instance(draft.instance.as_ref(), facts, text),
        registry: registry(draft, text),
        certificate: certificate
            .filter(|certificate| **certificate != Certificate::CloudflareProxy)
            .map(|_| State::Planned),
        disks: disks(draft.volumes.as_deref(), facts, text),
        nodes,
        pulls: Pulls {
            state: pulls,
            words: if public {
                String::new()
            } else {
                text.get("picture-pulls")
            },
        },
        legend: Vec::new(),
    }
}

fn planned(title: String, detail: String) -> Piece {
    Piece {
        state: State::Planned,
        title,
        mono: false,
        detail,
    }
}

fn to_come(title: String, text: &Text) -> Piece {
    Piece {
        state: State::ToCome,
        title,
        mono: false,
        detail: text.get("state-to-come"),
    }
}

fn name(name: Option<&Name>, text: &Text) -> Piece {
    let Some(name) = name else {
        return to_come(text.get("picture-name"), text);
    };
    let keeper = match name.keeper {
        Keeper::Cloudflare { proxied: false, .. } => text.get("picture-name-cloudflare"),
        Keeper::Cloudflare { proxied: true, .. } => text.get("picture-name-proxied"),
        Keeper::Designate { .. } => text.get("picture-name-designate"),
        Keeper::Hand => text.get("picture-name-hand"),
    };
    Piece {
        mono: true,
        ..planned(name.host.to_string(), keeper)
    }
}

fn address(address: Option<&Address>, text: &Text) -> Piece {
    match address {
        None => to_come(text.get("picture-address"), text),
        Some(Address::New { pool }) => {
            let from = text.with(
                "picture-address-new-from",
                &[("pool", pool.name.as_str().into())],
            );
            planned(text.get("picture-address-new"), from)
        }
        Some(Address::Existing { ip, .. }) => floating(*ip, text),
        Some(Address::Own) => Piece {
            state: State::Skipped,
            title: text.get("picture-address"),
            mono: false,
            detail: text.get("picture-address-own"),
        },
    }
}

/// A floating address that is known.
pub(super) fn floating(ip: IpAddr, text: &Text) -> Piece {
    Piece {
        mono: true,
        ..planned(ip.to_string(), text.get("picture-address-floating"))
    }
}

fn wall(firewall: Option<&Firewall>, facts: &Facts, text: &Text) -> Wall {
    let rules = match firewall {
        None => None,
        Some(Firewall::New { rules, .. }) => Some(rules),
        Some(Firewall::Existing { .. }) => Some(&facts.group_rules),
    };
    let usual = || {
        USUAL
            .map(|port| Gate {
                label: port.to_string(),
                amber: false,
            })
            .to_vec()
    };
    Wall {
        state: if firewall.is_some() {
            State::Planned
        } else {
            State::ToCome
        },
        word: text.get("picture-firewall"),
        gates: rules.map_or_else(usual, |rules| gates(rules, text)),
    }
}

/// One gate for each opening, the registry's first, then the usual ones, then by number. What a
/// private network is let through to everything is no gate: that network lies behind the wall.
fn gates(rules: &[Rule], text: &Text) -> Vec<Gate> {
    let mut gates: Vec<(usize, u16, Gate)> = Vec::new();
    for rule in rules {
        let (label, first) = match rule.to {
            Opening::Any if rule.from.is_everyone() => (text.get("picture-gate-any"), 0),
            Opening::Any | Opening::Icmp => continue,
            Opening::Tcp { from, to } => (ports(from, to), from),
            Opening::Udp { from, to } => (format!("udp {}", ports(from, to)), from),
        };
        let must = matches!(rule.to, Opening::Tcp { .. }) && matches!(first, 80 | 443);
        let amber = rule.from.is_everyone() && !must;
        let place = USUAL
            .iter()
            .position(|port| *port == first)
            .unwrap_or(USUAL.len());
        match gates.iter_mut().find(|(_, _, gate)| gate.label == label) {
            Some((_, _, gate)) => gate.amber |= amber,
            None => gates.push((place, first, Gate { label, amber })),
        }
    }
    gates.sort_by_key(|(place, first, _)| (*place, *first));
    gates.into_iter().map(|(_, _, gate)| gate).collect()
}

fn ports(from: u16, to: u16) -> String {
    if from == to {
        from.to_string()
    } else {
        format!("{from}–{to}")
    }
}

fn instance(instance: Option<&Instance>, facts: &Facts, text: &Text) -> Piece {
    let Some(instance) = instance else {
        return to_come(text.get("picture-instance"), text);
    };
    let image = facts.system.as_ref().unwrap_or(&instance.image.name);
    let detail = text.with(
        "picture-instance-detail",
        &[
            ("flavor", instance.flavor.name.as_str().into()),
            ("image", image.as_str().into()),
        ],
    );
    planned(instance.name.to_string(), detail)
}

fn registry(draft: &Draft, text: &Text) -> Piece {
    let title = text.get("picture-registry");
    match draft.registry {
        None => to_come(title, text),
        Some(_) => planned(title, text.get("picture-registry-https")),
    }
}

fn disks(volumes: Option<&[Volume]>, facts: &Facts, text: &Text) -> Vec<Disk> {
    let Some(volumes) = volumes else {
        let empty = |path: &str, feeds_registry| Disk {
            state: State::ToCome,
            path: path.to_owned(),
            title: text.get("picture-volume"),
            name: String::new(),
            feeds_registry,
        };
        return vec![empty("/DATA", false), empty("/docker-registry", true)];
    };
    let mut disks: Vec<Disk> = volumes
        .iter()
        .map(|volume| disk(volume, facts, text))
        .collect();
    let feeds_registry = disks.iter().skip(MOST - 1).any(|disk| disk.feeds_registry);
    if let Some(title) = fold(&mut disks, text) {
        disks.push(Disk {
            state: State::Planned,
            title,
            feeds_registry,
            ..Disk::default()
        });
    }
    disks
}

fn disk(volume: &Volume, facts: &Facts, text: &Text) -> Disk {
    let size = match &volume.source {
        Source::New { size, .. } => Some(size.get()),
        Source::Existing { id } => facts.volumes.get(id).copied(),
    };
    Disk {
        state: State::Planned,
        path: volume.mount.to_string(),
        title: match size {
            Some(size) => text.with("size-gb", &[("number", size.into())]),
            None => text.get("picture-volume"),
        },
        name: volume.name.to_string(),
        feeds_registry: volume.purpose == Purpose::Images,
    }
}

fn nodes(nodes: Option<&[node::Node]>, text: &Text) -> Vec<Node> {
    let empty = |label: String| {
        vec![
            Node {
                label,
                ..Node::default()
            };
            MOST
        ]
    };
    match nodes {
        None => empty(text.get("picture-node")),
        Some([]) => empty(text.get("picture-node-later")),
        Some(nodes) => {
            let mut nodes: Vec<Node> = nodes.iter().map(node).collect();
            if let Some(rest) = fold(&mut nodes, text) {
                nodes.push(Node {
                    state: State::Planned,
                    label: rest,
                    mono: false,
                });
            }
            nodes
        }
    }
}

fn node(node: &node::Node) -> Node {
    Node {
        state: State::Planned,
        label: short(node.host.as_ref()),
        mono: true,
    }
}

/// The first label of a name; an address stays whole.
fn short(host: &str) -> String {
    let label = host
        .split('.')
        .next()
        .filter(|_| host.parse::<IpAddr>().is_err());
    label.unwrap_or(host).to_owned()
}

/// Leaves room for one more where there are too many; answers how many went.
fn fold<T>(all: &mut Vec<T>, text: &Text) -> Option<String> {
    let rest = all
        .len()
        .checked_sub(MOST - 1)
        .filter(|_| all.len() > MOST)?;
    all.truncate(MOST - 1);
    Some(text.with("picture-more", &[("count", rest.into())]))
}
