//! A cloud unlike the procedure's: public addresses without NAT, flavors that start from volumes, SCSI disks.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::{ImageKind, Old, add_server, add_volume, bare, flavor, image, key_pair};
use crate::plan::cloud::Preset;
use crate::practice::clock::fixed_id;
use crate::practice::designate::{Designate, RecordSet, Zone};
use crate::practice::group::Group;
use crate::practice::network::{Network, Subnet};
use crate::practice::quota::Limits;
use crate::practice::rule::Rule;
use crate::practice::state::State;
use crate::practice::volume::VolumeType;

const NAME: Preset = Preset::Harbour;
const PUBLIC: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 0);

const IMAGES: [(&str, &str, &str, u32); 9] = [
    ("Debian 13", "debian", "13", 3),
    ("Debian 12", "debian", "12", 3),
    ("Debian 11", "debian", "11", 3),
    ("Ubuntu 24.04", "ubuntu", "24.04", 4),
    ("Ubuntu 22.04", "ubuntu", "22.04", 4),
    ("Ubuntu 18.04", "ubuntu", "18.04", 4),
    ("Rocky Linux 9", "rocky", "9.6", 10),
    ("AlmaLinux 9", "almalinux", "9.6", 10),
    ("Fedora 43", "fedora", "43", 5),
];

pub(super) fn state() -> State {
    let limits = Limits {
        cores: 20,
        instances: 8,
        memory: 65_536,
        key_pairs: 20,
        floating: 0,
        groups: 10,
        rules: 100,
        ports: 50,
        volumes: 10,
        gigabytes: 2000,
    };
    let mut state = bare(NAME, &[("harbour-genomics", limits)]);
    state.zones = vec!["harbour-a", "harbour-b", "harbour-c"];
    state.images = IMAGES
        .into_iter()
        .map(|(name, distribution, version, disk)| {
            let kind = ImageKind {
                name,
                release: (distribution, version),
                // Whatever the system, this cloud's images have the same user.
                user: "debian",
                disk,
            };
            image(NAME, &kind)
        })
        .collect();
    state.flavors = [
        ("b1.small", (1, 2048, 0, 0)),
        ("b1.medium", (2, 4096, 0, 0)),
        ("b1.large", (4, 8192, 0, 0)),
        ("b1.xlarge", (8, 16_384, 0, 0)),
        ("b1.2xlarge", (16, 65_536, 0, 0)),
        ("d1.medium", (2, 4096, 40, 0)),
    ]
    .into_iter()
    .map(|(name, size)| flavor(NAME, name, size))
    .collect();
    state.volume_types = [
        ("classic", Some("Spinning disks, three copies")),
        ("fast", Some("Solid state, three copies")),
        ("__DEFAULT__", Some("Default Volume Type")),
    ]
    .into_iter()
    .map(|(name, description)| VolumeType { name, description })
    .collect();
    let now = state.clock.began();
    state.keys = vec![key_pair("harbour", now)];
    network(&mut state);
    machines(&mut state);
    names(&mut state);

    state
}

/// The project's zone, and one that the people who run the cloud let everybody use.
fn names(state: &mut State) {
    let now = state.clock.began();
    let project = state.identity.user.project.clone();
    let zone = |name: &str, project: &str, shared_with: Vec<String>| Zone {
        id: id(&format!("zone {name}")),
        name: name.to_owned(),
        project: project.to_owned(),
        shared_with,
        made: now,
        most: 50,
    };
    let set = |kind: &str, name: &str, record: &str| RecordSet {
        id: id(&format!("record {kind} {name}")),
        zone: id("zone harbour.example."),
        name: name.to_owned(),
        kind: kind.to_owned(),
        records: vec![record.to_owned()],
        ttl: None,
        description: None,
        made: now,
        written: now,
        served: true,
        leaves: None,
    };
    state.designate = Designate {
        zones: vec![
            zone("harbour.example.", &project, Vec::new()),
            zone(
                "people.harbour-cloud.example.",
                &state.operator,
                vec![project.clone()],
            ),
        ],
        sets: vec![
            set("A", "binder.harbour.example.", "198.51.100.31"),
            set("CNAME", "www.harbour.example.", "binder.harbour.example."),
            set("MX", "harbour.example.", "10 mail.harbour.example."),
        ],
    };
}

fn id(what: &str) -> String {
    fixed_id(&format!("{NAME:?} {what}"))
}

fn network(state: &mut State) {
    let host = |last: u32| Ipv4Addr::from(u32::from(PUBLIC) + last);
    // Servers stand on it directly; nothing is tied to anything.
    state.networks = vec![Network {
        id: id("network Ext-Net"),
        name: "Ext-Net",
        project: state.operator.clone(),
        external: false,
        shared: true,
        mtu: 1500,
    }];
    state.subnets = vec![Subnet {
        id: id("subnet Ext-Net"),
        name: "Ext-Subnet",
        network: id("network Ext-Net"),
        project: state.operator.clone(),
        cidr: Ipv4Net::new(PUBLIC, 24).unwrap_or_default(),
        gateway: host(1),
        pool: (host(40), host(200)),
    }];
}

fn machines(state: &mut State) {
    let now = state.clock.began();
    let project = state.identity.user.project.clone();
    let mut group = Group::new("ssh", "Log in from anywhere", &project, now);
    group.id = id("group ssh");
    let mut rule = Rule::outgoing("IPv4", now);
    rule.direction = "ingress";
    rule.protocol = Some("tcp".to_owned());
    rule.ports = Some((22, 22));
    rule.description = Some(String::new());
    group.rules.push(rule);
    let groups = [group.id.clone()];
    state.groups.push(group);
    for (name, last) in [("node-1", 31), ("node-2", 32), ("node-3", 33)] {
        let old = Old {
            name,
            flavor: "d1.medium",
            image: "Debian 12",
            key: "harbour",
            ip: Ipv4Addr::from(u32::from(PUBLIC) + last),
        };
        add_server(state, &old, &id("network Ext-Net"), &groups);
    }
    add_volume(state, "genomes", 400, Some("node-1"));
}
