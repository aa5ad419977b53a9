//! What is suggested on clouds of different kinds.

use serde_json::{Value, json};

use super::*;
use crate::http::error::Resource;
use crate::http::{CallError, Kind};
use crate::openstack::Inventory;
use crate::openstack::network::Router;
use crate::openstack::quota::{Quota, Quotas};
use crate::plan::address::Address;
use crate::plan::cloud::{Preset, SignIn};
use crate::plan::instance::KeyPair;
use crate::plan::volume::Source;

fn list<T: serde::de::DeserializeOwned>(values: Value) -> Result<Vec<T>, CallError> {
    Ok(serde_json::from_value(values).unwrap())
}

fn image(name: &str) -> Value {
    json!({ "id": name, "name": name, "disk_format": "qcow2", "container_format": "bare" })
}

fn flavor(name: &str, cores: u32, gb: u64, disk: u32) -> Value {
    json!({ "id": name, "name": name, "vcpus": cores, "ram": gb * 1024, "disk": disk })
}

fn quotas(limits: &[(Resource, u64, u64)]) -> Quotas {
    let quota = |(resource, used, limit): &(Resource, u64, u64)| {
        let (used, limit) = (*used, Some(*limit));
        (*resource, Quota { used, limit })
    };

    limits.iter().map(quota).collect()
}

/// The procedure's cloud: a project network behind a router, a pool of floating addresses.
fn campus() -> Inventory {
    Inventory {
        dns_zones: Ok(Vec::new()),
        flavors: list(json!([
            flavor("p1-1gb", 1, 1, 20),
            flavor("c8-30gb-186", 8, 30, 20),
            flavor("p2-4gb", 2, 4, 20),
            flavor("c16-60gb-392", 16, 60, 20),
        ])),
        floatings: Ok(Vec::new()),
        groups: Ok(Vec::new()),
        images: list(json!([
            image("Bionic-x64"),
            image("Ubuntu-22.04.5-Jammy-x64"),
            image("Ubuntu-24.04.3-Noble-x64")
        ])),
        key_pairs: list(json!([
            { "name": "colleague", "public_key": "ssh-ed25519 CCCC", "fingerprint": "" },
            { "name": "mine", "public_key": "ssh-ed25519 AAAA me@lab", "fingerprint": "" },
        ])),
        networks: list(json!([
            { "id": "ext", "name": "public", "router:external": true, "subnets": ["s0"] },
            { "id": "lost", "name": "lost", "subnets": ["s2"] },
            { "id": "net", "name": "neuro-network", "subnets": ["s1"] },
        ])),
        pools: list(json!([{ "id": "ext", "name": "public", "router:external": true }])),
        quotas: quotas(&[
            (Resource::Cores, 10, 100),
            (Resource::VolumeGigabytes, 200, 10_000),
        ]),
        routers: Ok(vec![Router {
            id: "r".to_owned(),
            name: "router".to_owned(),
            external: Some("ext".to_owned()),
            networks: ["net".to_owned()].into(),
        }]),
        servers: Ok(Vec::new()),
        subnets: list(json!([
            { "id": "s1", "network_id": "net", "cidr": "192.168.73.0/24" },
            { "id": "s2", "network_id": "lost", "cidr": "10.0.0.0/24" },
        ])),
        volume_types: Ok(Vec::new()),
        volume_zones: Ok(Vec::new()),
        volumes: Ok(Vec::new()),
        zones: Ok(Vec::new()),
    }
}

/// Public addresses, flavors without a disk, no routers.
fn harbour() -> Inventory {
    Inventory {
        dns_zones: list(json!([
            { "id": "z1", "name": "harbour.example" }, { "id": "z2", "name": "lab.harbour.example" },
        ])),
        flavors: list(json!([flavor("b2-7", 2, 7, 0), flavor("b2-15", 4, 15, 0)])),
        images: list(json!([
            image("Debian 12"),
            image("Debian 13"),
            image("Windows Server 2022")
        ])),
        networks: list(json!([
            { "id": "ext", "name": "Ext-Net", "router:external": true, "shared": true, "subnets": ["s"] },
        ])),
        pools: list(json!([{ "id": "ext", "name": "Ext-Net", "router:external": true }])),
        subnets: list(json!([{ "id": "s", "network_id": "ext", "cidr": "51.210.4.0/22" }])),
        routers: Ok(Vec::new()),
        ..campus()
    }
}

fn facts() -> Facts {
    Facts {
        cloud: Cloud {
            region: None,
            sign_in: SignIn::Practice {
                preset: Preset::Campus,
            },
        },
        host: "registry.example.org".parse().unwrap(),
        keeper: Keeper::Hand,
        password: "env:PASSWORD".parse().unwrap(),
        local_keys: vec![LocalKey {
            private: "~/.ssh/id_ed25519".parse().unwrap(),
            public: "ssh-ed25519 AAAA another comment".to_owned(),
        }],
    }
}

#[test]
fn a_zone_of_the_cloud_s_gives_the_name_and_keeps_it() {
    let keeper = |name: &str| keeper(&harbour(), &name.parse().unwrap());
    let designate = |zone: &str| {
        let zone = zone.parse().unwrap();
        Some(Keeper::Designate { zone })
    };

    assert_eq!(
        host(&harbour()).unwrap().as_ref(),
        "registry.harbour.example"
    );
    assert_eq!(keeper("a.harbour.example"), designate("harbour.example"));
    assert_eq!(
        keeper("a.lab.harbour.example"),
        designate("lab.harbour.example")
    );
    assert_eq!(keeper("registry.example.org"), None);
    assert_eq!(host(&campus()), None);
}

#[test]
fn on_the_procedure_s_cloud_its_values_are_taken() {
    let plan = plan(&campus(), facts()).unwrap();
    let Instance {
        image,
        flavor,
        network,
        boot,
        login,
        ..
    } = &plan.instance;
    assert_eq!(image.name, "Ubuntu-24.04.3-Noble-x64");
    assert_eq!(
        (flavor.name.as_str(), network.name.as_str()),
        ("c8-30gb-186", "neuro-network")
    );
    assert_eq!(boot, &Boot::Image);
    assert_eq!(
        login.key_pair,
        KeyPair::Existing {
            name: "mine".to_owned()
        }
    );
    assert_eq!(
        login.key_file.as_ref().unwrap().as_ref(),
        "~/.ssh/id_ed25519"
    );
    assert_eq!(
        plan.address,
        Address::New {
            pool: Named::new("ext", "public")
        }
    );
    let Firewall::New { rules, .. } = &plan.firewall else {
        panic!("a new group is suggested");
    };
    let rules: Vec<String> = rules
        .iter()
        .map(|rule| format!("{} {}", rule.from, rule.to))
        .collect();
    let everyone = ["tcp/22", "tcp/80", "tcp/443"].map(|to| format!("0.0.0.0/0 {to}"));
    assert_eq!(rules[0], "192.168.73.0/24 any");
    assert_eq!(rules[1..], everyone);
    assert_eq!(crate::plan::check::check(&plan), []);
}

#[test]
fn where_addresses_are_public_none_is_added_and_disks_are_made() {
    let plan = plan(&harbour(), facts()).unwrap();
    assert_eq!(plan.address, Address::Own);
    // Nobody is let in only for being on the same public network.
    let Firewall::New { rules, .. } = &plan.firewall else {
        panic!("a new group is suggested");
    };
    assert!(rules.iter().all(|rule| rule.to != Opening::Any));
    assert_eq!(plan.instance.image.name, "Debian 13");
    assert_eq!(plan.instance.flavor.name, "b2-7");
    assert!(matches!(plan.instance.boot, Boot::Volume { size, .. } if size.get() == BOOT));
}

#[test]
fn an_unassigned_address_is_preferred_to_a_new_one() {
    let floating = |id: &str, pool: &str, port: Option<&str>| {
        json!({
            "id": id, "floating_ip_address": "203.0.113.7", "floating_network_id": pool,
            "port_id": port, "status": "DOWN", "description": "",
        })
    };
    let mut cloud = campus();
    cloud.floatings = list(json!([
        floating("busy", "ext", Some("p")),
        floating("far", "other", None)
    ]));
    assert!(matches!(
        plan(&cloud, facts()).unwrap().address,
        Address::New { .. }
    ));

    cloud.floatings = list(json!([
        floating("busy", "ext", Some("p")),
        floating("free", "ext", None)
    ]));
    let address = plan(&cloud, facts()).unwrap().address;
    assert!(matches!(address, Address::Existing { id, .. } if id == "free"));
}

#[test]
fn the_quota_decides_among_flavors() {
    let cases = [
        // What is left of cores, and the flavor that is suggested.
        (90, Some("c8-30gb-186")),
        (7, Some("p2-4gb")),
        (1, Some("p1-1gb")),
        (0, None),
    ];
    for (left, suggested) in cases {
        let mut cloud = campus();
        cloud.quotas = quotas(&[(Resource::Cores, 100 - left, 100)]);
        let choices = flavors(&cloud, None);
        let found = choices.iter().find(|choice| choice.suggested);
        assert_eq!(
            found.map(|choice| choice.flavor.name.as_str()),
            suggested,
            "{left} left"
        );
        let largest = choices.last().unwrap();
        let why_not = (left < 16).then_some(WhyNot::Cores { needs: 16, left });
        assert_eq!(largest.why_not, why_not);
    }
}

#[test]
fn images_are_told_apart_by_their_support() {
    let system = |name: &str| {
        let mut cloud = campus();
        cloud.images = list(json!([image(name)]));
        let choice = images(&cloud).remove(0);
        (choice.system, choice.support)
    };
    let cases = [
        ("Bionic-x64", "Ubuntu 18.04 LTS", Support::Ended(2023)),
        (
            "ubuntu-20.04-server",
            "Ubuntu 20.04 LTS",
            Support::Ended(2025),
        ),
        ("Noble (x64)", "Ubuntu 24.04 LTS", Support::Until(2029)),
        (
            "debian-12-genericcloud-amd64",
            "Debian 12",
            Support::Until(2028),
        ),
        (
            "Rocky-9.4-x64-2024-06",
            "Rocky Linux 9",
            Support::Until(2032),
        ),
        ("cirros-0.6.2", "cirros-0.6.2", Support::Unknown),
    ];
    for (name, people_say, support) in cases {
        assert_eq!(system(name), (people_say.to_owned(), support), "{name}");
    }
}

#[test]
fn properties_of_an_image_count_as_much_as_its_name() {
    let mut cloud = campus();
    for (distro, version, people_say) in [
        ("ubuntu", "24.04", "Ubuntu 24.04 LTS"),
        ("ubuntu", "24.04.1", "Ubuntu 24.04 LTS"),
        ("debian", "12.5", "Debian 12"),
        ("rocky", "9", "Rocky Linux 9"),
    ] {
        let mut one = image("base");
        one["os_distro"] = distro.into();
        one["os_version"] = version.into();
        cloud.images = list(json!([one]));
        assert_eq!(images(&cloud)[0].system, people_say, "{distro} {version}");
    }
}

#[test]
fn what_a_cloud_lacks_is_said() {
    let mut cloud = campus();
    cloud.images = Err(CallError::new(Kind::Forbidden, "GET /v2/images", "no"));
    assert_eq!(plan(&cloud, facts()).unwrap_err(), Lacking::Image);
    let mut cloud = campus();
    cloud.networks = Ok(Vec::new());
    assert_eq!(plan(&cloud, facts()).unwrap_err(), Lacking::Network);
    let mut cloud = campus();
    cloud.quotas = quotas(&[(Resource::FloatingAddresses, 2, 2)]);
    assert_eq!(plan(&cloud, facts()).unwrap_err(), Lacking::Address);
    let mut cloud = campus();
    cloud.quotas = quotas(&[(Resource::Instances, 3, 3)]);
    assert_eq!(plan(&cloud, facts()).unwrap_err(), Lacking::Flavor);
    let mut cloud = campus();
    cloud.key_pairs = Ok(Vec::new());
    let nobody = Facts {
        local_keys: Vec::new(),
        ..facts()
    };
    assert_eq!(plan(&cloud, nobody).unwrap_err(), Lacking::Key);
}

#[test]
fn a_key_of_this_computer_is_given_to_a_cloud_that_has_none_of_ours() {
    let mut cloud = campus();
    cloud.key_pairs =
        list(json!([{ "name": "colleague", "public_key": "ssh-ed25519 CCCC", "fingerprint": "" }]));
    let login = plan(&cloud, facts()).unwrap().instance.login;
    assert!(matches!(login.key_pair, KeyPair::Import { .. }));
    assert!(login.key_file.is_some());
}

#[test]
fn volumes_shrink_to_what_the_quota_leaves() {
    for (left, expected) in [(10_000, [500, 1000]), (1_000, [250, 500]), (90, [20, 40])] {
        let mut cloud = campus();
        cloud.quotas = quotas(&[(Resource::VolumeGigabytes, 0, left)]);
        let sizes = plan(&cloud, facts()).unwrap().volumes;
        let sizes = sizes.into_iter().map(|volume| match volume.source {
            Source::New { size, .. } => size.get(),
            Source::Existing { .. } => 0,
        });
        assert_eq!(sizes.collect::<Vec<u32>>(), expected, "{left} left");
    }
}
