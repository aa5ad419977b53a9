//! The bodies that are sent, held against those that real clouds took.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::compute::{self, BootVolume, NewServer, Plug};
use super::super::network::{self, NewFloating, NewPort};
use super::super::volume::{self, NewVolume};
use super::super::{FloatingId, GroupId, PortId, ServerId, VolumeId, mark};
use super::capture::covers;
use super::*;
use crate::http::Response;

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn new_server() -> NewServer {
    NewServer {
        name: "registry".to_owned(),
        image: "image".to_owned(),
        flavor: "flavor".to_owned(),
        key_name: Some("key".to_owned()),
        plug: Plug::Port(PortId::new("port")),
        zone: None,
        boot_volume: None,
        metadata: BTreeMap::new(),
    }
}

#[tokio::test]
async fn a_server_as_captured() {
    for release in RELEASES {
        let captured = Capture::read(release, "068-server-create-202");
        let (cloud, net) = cloud(script(release, &["068-server-create-202"])).await;
        let body = &captured.body()["server"];
        let new = NewServer {
            name: text(&body["name"]),
            image: text(&body["imageRef"]),
            flavor: text(&body["flavorRef"]),
            key_name: Some(text(&body["key_name"])),
            plug: Plug::Network {
                id: text(&body["networks"][0]["uuid"]),
                groups: vec![text(&body["security_groups"][0]["name"])],
            },
            ..new_server()
        };

        let id = compute::create_server(&cloud, &new).await.unwrap();

        assert!(covers(&net.body("POST /v2.1/servers"), captured.body()));
        assert_eq!(
            net.last("POST /v2.1/servers").get("OpenStack-API-Version"),
            None
        );
        assert_eq!(id.as_str().len(), 36);
    }
}

#[tokio::test]
async fn a_boot_volume_of_a_type_needs_a_newer_version() {
    let (cloud, net) = cloud(script("zed", &["068-server-create-202"])).await;
    let mut new = new_server();
    let _ = new.metadata.insert("quayside".to_owned(), "id".to_owned());
    new.boot_volume = Some(BootVolume {
        size: 20,
        volume_type: Some("fast".to_owned()),
    });

    let _ = compute::create_server(&cloud, &new).await.unwrap();

    let sent = net.last("POST /v2.1/servers");
    assert_eq!(sent.get("OpenStack-API-Version"), Some("compute 2.67"));
    assert_eq!(
        net.body("POST /v2.1/servers"),
        json!({ "server": {
            "name": "registry", "flavorRef": "flavor", "key_name": "key",
            "metadata": { "quayside": "id" }, "networks": [{ "port": "port" }],
            "block_device_mapping_v2": [{
                "boot_index": 0, "source_type": "image", "uuid": "image", "destination_type": "volume",
                "volume_size": 20, "delete_on_termination": true, "volume_type": "fast",
            }],
        } })
    );
}

#[tokio::test]
async fn keys_groups_and_rules_as_captured() {
    let captures = [
        "050-keypair-import-2.92",
        "053-secgroup-create-201",
        "061-sgrule-bulk-201",
    ];
    for release in RELEASES {
        let (cloud, net) = cloud(script(release, &captures)).await;
        let [key, group, rules] = captures.map(|name| Capture::read(release, name));

        let pair = &key.body()["keypair"];
        let made =
            compute::import_key_pair(&cloud, &text(&pair["name"]), &text(&pair["public_key"]))
                .await
                .unwrap();
        // From 2.92 on a type is sent too; before, a key is one for SSH.
        let sent = net.body(&key.call());
        assert_eq!(sent["keypair"]["public_key"], pair["public_key"]);
        assert!(made.fingerprint.contains(':'));

        let id = network::create_group(&cloud, "wire-sg", "").await.unwrap();
        assert_eq!(&net.body(&group.call()), group.body());

        let wanted: Vec<crate::plan::firewall::Rule> = ["tcp/80", "tcp/443"]
            .iter()
            .map(|opening| crate::plan::firewall::Rule {
                from: "0.0.0.0/0".parse().unwrap(),
                to: opening.parse().unwrap(),
            })
            .collect();
        let made = network::create_rules(&cloud, &id, &wanted, &mark("d"))
            .await
            .unwrap();
        assert!(covers(&net.body(&rules.call()), rules.body()));
        assert_eq!(made.len(), 2);
    }
}

#[tokio::test]
async fn rules_of_every_kind() {
    let answer = Response::json(201, &json!({ "security_group_rules": [] }));
    let (cloud, net) =
        cloud(script("zed", &[]).on("POST /v2.0/security-group-rules", answer)).await;
    let wanted: Vec<crate::plan::firewall::Rule> = [
        ("10.0.0.0/8", "any"),
        ("::/0", "icmp"),
        ("10.0.0.0/8", "icmp"),
        ("::/0", "udp/5000-5010"),
    ]
    .iter()
    .map(|(from, to)| crate::plan::firewall::Rule {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    })
    .collect();

    let _ = network::create_rules(&cloud, &GroupId::new("g"), &wanted, "quayside d")
        .await
        .unwrap();

    let rule = |from: &str, kind: &str| {
        json!({
            "security_group_id": "g", "direction": "ingress", "ethertype": kind,
            "remote_ip_prefix": from, "description": "quayside d",
        })
    };
    let mut icmp6 = rule("::/0", "IPv6");
    icmp6["protocol"] = "ipv6-icmp".into();
    let mut icmp4 = rule("10.0.0.0/8", "IPv4");
    icmp4["protocol"] = "icmp".into();
    let mut udp = rule("::/0", "IPv6");
    udp["protocol"] = "udp".into();
    udp["port_range_min"] = 5000.into();
    udp["port_range_max"] = 5010.into();
    assert_eq!(
        net.body("POST /v2.0/security-group-rules"),
        json!({ "security_group_rules": [rule("10.0.0.0/8", "IPv4"), icmp6, icmp4, udp] })
    );
}

#[tokio::test]
async fn ports_and_addresses() {
    for release in RELEASES {
        let captures = ["081-fip-create-201", "082-fip-associate-200"];
        let [created, associated] = captures.map(|name| Capture::read(release, name));
        let ports: serde_json::Value = Capture::read(release, "080-ports-of-server")
            .response()
            .read("")
            .unwrap();
        let port = json!({ "port": ports["ports"][0] });
        let script = script(release, &captures).on("POST /v2.0/ports", Response::json(201, &port));
        let (cloud, net) = cloud(script).await;

        let port = network::create_port(
            &cloud,
            &NewPort {
                name: "p".to_owned(),
                network: "n".to_owned(),
                groups: vec![GroupId::new("g")],
                description: mark("d"),
            },
        )
        .await
        .unwrap();
        assert_eq!(
            net.body("POST /v2.0/ports"),
            json!({ "port": {
                "name": "p", "network_id": "n", "security_groups": ["g"], "description": "quayside d",
            } })
        );
        assert_eq!((port.addresses.len(), port.status.as_str()), (1, "ACTIVE"));

        let pool = text(&created.body()["floatingip"]["floating_network_id"]);
        let new = NewFloating {
            pool,
            port: None,
            description: mark("d"),
        };
        let floating = network::create_floating(&cloud, &new).await.unwrap();
        assert!(covers(&net.body("POST /v2.0/floatingips"), created.body()));
        assert_eq!((&floating.port, floating.fixed), (&None, None));

        let port = PortId::new(text(&associated.body()["floatingip"]["port_id"]));
        let id: FloatingId = floating.id.clone();
        let floating = network::associate(&cloud, &id, Some(&port)).await.unwrap();
        assert_eq!(&net.body(&associated.call()), associated.body());
        assert_eq!(floating.port, Some(port));
        let _ = network::associate(&cloud, &id, None).await.unwrap();
        assert_eq!(
            net.body(&associated.call()),
            json!({ "floatingip": { "port_id": null } })
        );
    }
}

#[tokio::test]
async fn volumes_and_attachments_as_captured() {
    for release in RELEASES {
        let captures = ["087-volume-create-1-202", "090-attach-1-2.96"];
        let [created, attached] = captures.map(|name| Capture::read(release, name));
        let (cloud, net) = cloud(script(release, &captures)).await;

        let new = NewVolume {
            name: "wire-vol1".to_owned(),
            description: "the images".to_owned(),
            size: 10,
            volume_type: None,
            zone: None,
            image: None,
            metadata: BTreeMap::from([("quayside".to_owned(), "d".to_owned())]),
        };
        let made = volume::create(&cloud, &new).await.unwrap();
        assert!(covers(&net.body(&created.call()), created.body()));
        assert_eq!(made.status, volume::Status::Creating);

        let server = attached.call().split('/').nth(3).unwrap().to_owned();
        let id = VolumeId::new(text(&attached.body()["volumeAttachment"]["volumeId"]));
        let attachment = compute::attach(&cloud, &ServerId::new(server), &id)
            .await
            .unwrap();
        assert_eq!(&net.body(&attached.call()), attached.body());
        assert_eq!(attachment.volume, id);
    }
}

#[tokio::test]
async fn what_was_made_is_found_by_its_mark() {
    let group = json!({ "id": "g", "name": "n", "description": "quayside d" });
    let server = |id: &str, mark: &str| json!({ "id": id, "status": "ACTIVE", "metadata": { "quayside": mark } });
    let script = script("zed", &[])
        .on(
            "GET /v2.0/security-groups?description=quayside%20d",
            Response::json(200, &json!({ "security_groups": [group] })),
        )
        .on(
            "GET /v2.1/servers/detail",
            Response::json(
                200,
                &json!({ "servers": [server("ours", "d"), server("theirs", "e")] }),
            ),
        );
    let (cloud, _) = cloud(script).await;

    let groups = network::groups_marked(&cloud, &mark("d")).await.unwrap();
    let servers = compute::servers_marked(&cloud, "d").await.unwrap();

    assert_eq!(groups[0].id.as_str(), "g");
    assert_eq!(servers.len(), 1);
    assert_eq!(servers[0].id.as_str(), "ours");
}
