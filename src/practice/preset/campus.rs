//! A cloud like the procedure's: a project network behind a router, floating addresses, flavors with a second disk.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::json;

use super::{ImageKind, Old, add_server, add_volume, bare, flavor, image, key_pair};
use crate::plan::cloud::Preset;
use crate::practice::CLOUDFLARE_TOKEN;
use crate::practice::address::{Floating, Tie};
use crate::practice::clock::{digest, fixed_id, hex};
use crate::practice::cloudflare::{Dns, Record, Zone};
use crate::practice::group::Group;
use crate::practice::network::{Network, Router, Subnet};
use crate::practice::port::Port;
use crate::practice::quota::Limits;
use crate::practice::rule::Rule;
use crate::practice::state::State;
use crate::practice::volume::VolumeType;

const NAME: Preset = Preset::Campus;
const PRIVATE: Ipv4Addr = Ipv4Addr::new(192, 168, 73, 0);
const TEACHING: Ipv4Addr = Ipv4Addr::new(192, 168, 74, 0);
const PUBLIC: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 0);

/// Images: what people find first is what is still supported.
const IMAGES: [ImageKind; 16] = [
    kind(
        "Ubuntu-24.04-Noble-x64-2026-10",
        "ubuntu",
        "24.04",
        "ubuntu",
        8,
    ),
    kind(
        "Ubuntu-22.04-Jammy-x64-2026-10",
        "ubuntu",
        "22.04",
        "ubuntu",
        8,
    ),
    kind(
        "Ubuntu-20.04-Focal-x64-2025-05",
        "ubuntu",
        "20.04",
        "ubuntu",
        8,
    ),
    kind("Bionic-x64-2023-05", "ubuntu", "18.04", "ubuntu", 8),
    kind("Debian-13-Trixie-x64-2026-09", "debian", "13", "debian", 3),
    kind(
        "Debian-12-Bookworm-x64-2026-09",
        "debian",
        "12",
        "debian",
        3,
    ),
    kind(
        "Debian-11-Bullseye-x64-2024-08",
        "debian",
        "11",
        "debian",
        3,
    ),
    kind("Rocky-9.6-x64-2026-06", "rocky", "9.6", "rocky", 10),
    kind("Rocky-8.10-x64-2026-06", "rocky", "8.10", "rocky", 10),
    kind(
        "AlmaLinux-9.6-x64-2026-06",
        "almalinux",
        "9.6",
        "almalinux",
        10,
    ),
    kind("CentOS-7-x64-2024-06", "centos", "7", "centos", 8),
    kind("Fedora-Cloud-43-x64", "fedora", "43", "fedora", 5),
    kind("openSUSE-Leap-15.6-x64", "opensuse", "15.6", "opensuse", 10),
    kind("FreeBSD-14.3-x64", "freebsd", "14.3", "freebsd", 6),
    kind(
        "Windows-Server-2022",
        "windows",
        "2022",
        "Administrator",
        40,
    ),
    kind("cirros-0.6.3", "cirros", "0.6.3", "cirros", 0),
];

const fn kind(
    name: &'static str,
    distribution: &'static str,
    version: &'static str,
    user: &'static str,
    disk: u32,
) -> ImageKind {
    ImageKind {
        name,
        release: (distribution, version),
        user,
        disk,
    }
}

pub(super) fn state() -> State {
    let mut state = bare(
        NAME,
        &[
            ("def-neuro-lab", limits()),
            ("def-neuro-teaching", Limits::SMALL),
        ],
    );
    state.zones = vec!["nova"];
    state.images = IMAGES.iter().map(|kind| image(NAME, kind)).collect();
    state.flavors = [
        ("p1-1.5gb", (1, 1536, 20, 0)),
        ("p2-3gb", (2, 3072, 20, 0)),
        ("c2-7.5gb-31", (2, 7680, 20, 31)),
        ("c4-15gb-83", (4, 15_360, 20, 83)),
        ("c8-30gb-186", (8, 30_720, 20, 186)),
        ("c16-60gb-392", (16, 61_440, 20, 392)),
        ("c32-120gb-780", (32, 122_880, 20, 780)),
    ]
    .into_iter()
    .map(|(name, size)| flavor(NAME, name, size))
    .collect();
    state.volume_types = vec![
        VolumeType {
            name: "Standard",
            description: None,
        },
        VolumeType {
            name: "__DEFAULT__",
            description: Some("Default Volume Type"),
        },
    ];
    let now = state.clock.began();
    state.keys = vec![key_pair("neuro-lab", now), key_pair("old-laptop", now)];
    networks(&mut state);
    cluster(&mut state);
    names(&mut state);

    state
}

fn limits() -> Limits {
    Limits {
        cores: 32,
        instances: 10,
        memory: 122_880,
        key_pairs: 100,
        floating: 2,
        groups: 10,
        rules: 100,
        ports: 100,
        volumes: 12,
        gigabytes: 5000,
    }
}

fn id(what: &str) -> String {
    fixed_id(&format!("{NAME:?} {what}"))
}

fn networks(state: &mut State) {
    let project = state.identity.user.project.clone();
    let operator = state.operator.clone();
    let host = |net: Ipv4Addr, last: u32| Ipv4Addr::from(u32::from(net) + last);
    let net = |address: Ipv4Addr| Ipv4Net::new(address, 24).unwrap_or_default();
    state.networks = vec![
        Network {
            id: id("network public"),
            name: "public",
            project: operator.clone(),
            external: true,
            shared: false,
            mtu: 1500,
        },
        Network {
            id: id("network neuro-net"),
            name: "neuro-net",
            project: project.clone(),
            external: false,
            shared: false,
            mtu: 1450,
        },
    ];
    state.subnets = vec![
        Subnet {
            id: id("subnet public"),
            name: "public-subnet",
            network: id("network public"),
            project: operator,
            cidr: net(PUBLIC),
            gateway: host(PUBLIC, 1),
            pool: (host(PUBLIC, 17), host(PUBLIC, 99)),
        },
        Subnet {
            id: id("subnet neuro-net"),
            name: "neuro-subnet",
            network: id("network neuro-net"),
            project,
            cidr: net(PRIVATE),
            gateway: host(PRIVATE, 1),
            pool: (host(PRIVATE, 21), host(PRIVATE, 254)),
        },
    ];
    router(state);
    teaching(state);
}

/// The second project has a network too, with nothing on it.
fn teaching(state: &mut State) {
    let Some(project) = state.identity.projects.get(1) else {
        return;
    };
    let project = project.id.clone();
    let host = |last: u32| Ipv4Addr::from(u32::from(TEACHING) + last);
    state.networks.push(Network {
        id: id("network teaching-net"),
        name: "teaching-net",
        project: project.clone(),
        external: false,
        shared: false,
        mtu: 1450,
    });
    state.subnets.push(Subnet {
        id: id("subnet teaching-net"),
        name: "teaching-subnet",
        network: id("network teaching-net"),
        project,
        cidr: Ipv4Net::new(TEACHING, 24).unwrap_or_default(),
        gateway: host(1),
        pool: (host(21), host(254)),
    });
}

/// The way from the project's network to the world.
fn router(state: &mut State) {
    let project = state.identity.user.project.clone();
    let host = |net: Ipv4Addr, last: u32| Ipv4Addr::from(u32::from(net) + last);
    let router = id("router neuro-router");
    state.routers = vec![Router {
        id: router.clone(),
        name: "neuro-router",
        project: project.clone(),
        gateway: (id("network public"), id("subnet public"), host(PUBLIC, 18)),
        subnets: vec![id("subnet neuro-net")],
    }];
    state.ports.push(Port {
        id: id("router port"),
        name: String::new(),
        description: String::new(),
        network: id("network neuro-net"),
        project,
        device: router,
        owner: "network:router_interface",
        subnet: id("subnet neuro-net"),
        ip: host(PRIVATE, 1),
        groups: Vec::new(),
        made: state.clock.began(),
        revision: 2,
        by_nova: false,
    });
}

/// The BinderHub's three nodes; the first is where people log in.
fn cluster(state: &mut State) {
    let now = state.clock.began();
    let project = state.identity.user.project.clone();
    let mut group = Group::new("binderhub", "Nodes of the BinderHub", &project, now);
    group.id = id("group binderhub");
    for (ports, prefix) in [(Some((22, 22)), "0.0.0.0/0"), (None, "192.168.73.0/24")] {
        let mut rule = Rule::outgoing("IPv4", now);
        rule.direction = "ingress";
        rule.protocol = ports.map(|_| "tcp".to_owned());
        rule.ports = ports;
        rule.prefix = prefix.parse().ok();
        rule.description = Some(String::new());
        group.rules.push(rule);
    }
    let groups = [group.id.clone()];
    state.groups.push(group);
    for (name, last) in [("node-1", 11), ("node-2", 12), ("node-3", 13)] {
        let old = Old {
            name,
            flavor: "c4-15gb-83",
            image: "Ubuntu-22.04-Jammy-x64-2026-10",
            key: "neuro-lab",
            ip: Ipv4Addr::from(u32::from(PRIVATE) + last),
        };
        add_server(state, &old, &id("network neuro-net"), &groups);
    }
    add_volume(state, "binderhub-home", 1000, Some("node-1"));
    add_volume(state, "scratch-2024", 200, None);

    let port = state.ports.iter().find(|port| {
        state
            .servers
            .iter()
            .any(|server| server.id == port.device && server.name == "node-1")
    });
    let tied = port.map(|port| Tie {
        port: port.id.clone(),
        router: id("router neuro-router"),
        works: now,
    });
    state.addresses.push(Floating {
        id: id("floating node-1"),
        ip: Ipv4Addr::from(u32::from(PUBLIC) + 17),
        network: id("network public"),
        project,
        description: "binderhub".to_owned(),
        tied,
        made: now,
        changed: now,
        revision: 1,
    });
}

fn names(state: &mut State) {
    let key = |what: &str| hex(&digest(&format!("{NAME:?} {what}"))[..16]);
    let zone = |name: &str| Zone {
        id: key(name),
        name: name.to_owned(),
        ssl: "flexible".to_owned(),
    };
    let record = |kind: &str, name: &str, content: &str, proxied| Record {
        id: key(&format!("record {kind} {name}")),
        zone: key("example.org"),
        kind: kind.to_owned(),
        name: name.to_owned(),
        content: content.to_owned(),
        proxied,
        ttl: 1,
        comment: None,
        made: state.clock.began(),
    };
    let records = vec![
        record("A", "example.org", "203.0.113.4", true),
        record("CNAME", "www.example.org", "example.org", true),
        record("A", "binder.neuro.example.org", "203.0.113.17", false),
        record("MX", "example.org", "mail.example.org", false),
        record(
            "TXT",
            "example.org",
            &json!("v=spf1 -all").to_string(),
            false,
        ),
    ];
    state.dns = Dns {
        token: CLOUDFLARE_TOKEN.to_owned(),
        zones: vec![zone("example.org")],
        records,
        by_hand: Vec::new(),
        asked: std::collections::BTreeMap::new(),
    };
}
