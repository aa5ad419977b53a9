//! The rules of the cloud's services, one by one.

use std::time::Duration;

use quayside::deploy::count::exceeded;
use quayside::deploy::suggest::{self, Facts};
use quayside::http::Method;
use quayside::http::error::{Count, Resource};
use quayside::openstack::Cloud;
use quayside::openstack::dns::{self, NewRecord};
use quayside::openstack::inventory::survey;
use quayside::openstack::quota::Quota;
use quayside::plan;
use quayside::plan::cloud::{Preset, SignIn};
use quayside::practice::{self, Speed, World};
use quayside::session;
use serde_json::json;
use tokio::time::sleep;

use super::person::Person;

fn lifelike(preset: Preset) -> World {
    World::new(preset).speed(Speed::Lifelike(1.0))
}

async fn campus() -> Person {
    Person::on(lifelike(Preset::Campus), Preset::Campus).await
}

#[tokio::test(start_paused = true)]
async fn what_is_made_and_deleted_leaves_nothing() {
    let me = campus().await;
    let before = me.world.inventory();
    let group = me.group(&[22, 80, 443]).await;
    let (port, server) = me.server(&group, "c8-30gb-186").await;
    let (address, _) = me.floating(&port).await;
    let volume = me.volume("images", 100).await;
    sleep(Duration::from_secs(60)).await;
    // Behind the flavor's second disk, the first volume is what the procedure says.
    assert_eq!(me.attach(&server, &volume).await, "/dev/vdc");
    sleep(Duration::from_secs(10)).await;

    let busy = format!("network/security-groups/{group}");
    assert_eq!(me.delete(&busy).await, 409);
    assert_eq!(me.delete(&format!("volume/volumes/{volume}")).await, 400);
    assert_eq!(me.delete(&format!("compute/servers/{server}")).await, 204);
    let shown = me.get(&format!("compute/servers/{server}")).await;
    assert_eq!(shown["server"]["OS-EXT-STS:task_state"], "deleting");
    sleep(Duration::from_secs(20)).await;
    let gone = format!("compute/servers/{server}");
    assert_eq!(me.call(Method::Get, &gone, None).await.0, 404);

    // The port was there before the server and stays behind it, with its floating address.
    let left = me.get(&format!("network/ports/{port}")).await;
    assert_eq!(left["port"]["device_id"], "");
    let floating = me.get(&format!("network/floatingips/{address}")).await;
    assert_eq!(floating["floatingip"]["port_id"], port.as_str());
    let free = me.get(&format!("volume/volumes/{volume}")).await;
    assert_eq!(free["volume"]["status"], "available");

    assert_eq!(
        me.delete(&format!("network/floatingips/{address}")).await,
        204
    );
    assert_eq!(me.delete(&format!("network/ports/{port}")).await, 204);
    assert_eq!(me.delete(&busy).await, 204);
    assert_eq!(me.delete(&format!("volume/volumes/{volume}")).await, 202);
    sleep(Duration::from_secs(10)).await;
    assert_eq!(me.world.inventory(), before);
}

#[tokio::test(start_paused = true)]
async fn a_server_has_no_world_until_it_has_an_address() {
    let me = campus().await;
    let group = me.group(&[22]).await;
    let (port, server) = me.server(&group, "p2-3gb").await;
    sleep(Duration::from_secs(60)).await;
    let kinds = |shown: serde_json::Value| -> Vec<String> {
        shown["server"]["addresses"]["neuro-net"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["OS-EXT-IPS:type"].as_str().unwrap().to_owned())
            .collect()
    };
    let path = format!("compute/servers/{server}");
    assert_eq!(kinds(me.get(&path).await), ["fixed"]);
    let _ = me.floating(&port).await;
    assert_eq!(kinds(me.get(&path).await), ["fixed", "floating"]);
}

#[tokio::test(start_paused = true)]
async fn a_zone_tells_how_many_records_it_has_and_may_have() {
    let preset = Preset::Harbour;
    let user = session::practice_user(preset, practice::project(preset));
    let cloud = Cloud::sign_in(lifelike(preset).net(), user).await.unwrap();
    let mut inventory = survey(&cloud).await;
    let before = inventory.records("harbour.example").unwrap();
    assert_eq!(before.limit, Some(50));
    let zones = inventory.dns_zones.as_mut().unwrap();
    let zone = zones.iter_mut().find(|zone| zone.name == "harbour.example");
    let zone = zone.unwrap();
    let new = NewRecord {
        name: "registry.harbour.example".to_owned(),
        address: [198, 51, 100, 40].into(),
        description: String::new(),
    };
    let _ = dns::create(&cloud, &zone.id, &new).await.unwrap();
    assert_eq!(dns::count(&cloud, &zone.id).await, Ok(before.used + 1));

    zone.quota = Some(Quota {
        used: 50,
        limit: Some(50),
    });
    let host = "registry.harbour.example".parse().unwrap();
    let sign_in = SignIn::Practice { preset };
    let facts = Facts {
        cloud: plan::Cloud {
            region: None,
            sign_in,
        },
        keeper: suggest::keeper(&inventory, &host).unwrap(),
        host,
        password: plan::SecretRef::Env("PASSWORD".to_owned()),
        local_keys: Vec::new(),
    };
    let plan = suggest::plan(&inventory, facts).unwrap();
    let full = Count {
        limit: 50,
        used: 50,
        needed: 1,
    };
    assert_eq!(exceeded(&plan, &inventory), [(Resource::Records, full)]);
}

#[tokio::test(start_paused = true)]
async fn quotas_are_told_as_nova_cinder_and_neutron_tell_them() {
    let world = lifelike(Preset::Campus);
    let me = Person::signed_in(world, Preset::Campus, "def-neuro-teaching").await;
    let flavors = me.get("compute/flavors/detail").await;
    let flavor = |name: &str| {
        let all = flavors["flavors"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name).unwrap()["id"].clone()
    };
    let image = me
        .get("image/images?name=Ubuntu-24.04-Noble-x64-2026-10")
        .await;
    let server = |flavor| {
        json!({ "server": {
            "name": "q", "imageRef": image["images"][0]["id"], "flavorRef": flavor,
            "networks": "none",
        } })
    };
    let _ = me
        .post("compute/servers", server(flavor("c2-7.5gb-31")))
        .await;
    let (status, body) = me
        .call(
            Method::Post,
            "compute/servers",
            Some(server(flavor("c2-7.5gb-31"))),
        )
        .await;
    assert_eq!(status, 403);
    assert_eq!(
        body["forbidden"]["message"],
        "Quota exceeded for cores, instances, ram: Requested 2, 1, 7680, but already used 2, 1, \
         7680 of 2, 1, 8192 cores, instances, ram"
    );

    let _ = me.volume("one", 10).await;
    let volume = |size: u32| Some(json!({ "volume": { "size": size } }));
    let (status, body) = me.call(Method::Post, "volume/volumes", volume(1)).await;
    assert_eq!(status, 413);
    assert_eq!(
        body["overLimit"]["message"],
        "VolumeLimitExceeded: Maximum number of volumes allowed (1) exceeded for quota 'volumes'."
    );
    let (status, body) = me.call(Method::Post, "volume/volumes", volume(60)).await;
    assert_eq!(status, 413);
    let said = body["overLimit"]["message"].as_str().unwrap();
    assert!(
        said.contains("Requested 60G, quota is 50G and 10G has been consumed"),
        "{said}"
    );

    let pool = me.id("network/networks", "networks", "public").await;
    let wish = json!({ "floatingip": { "floating_network_id": pool } });
    let _ = me.post("network/floatingips", wish.clone()).await;
    let (status, body) = me
        .call(Method::Post, "network/floatingips", Some(wish))
        .await;
    assert_eq!(
        (status, body["NeutronError"]["type"].as_str()),
        (409, Some("OverQuota"))
    );

    let group = json!({ "security_group": { "name": "more" } });
    let _ = me.post("network/security-groups", group.clone()).await;
    let (status, body) = me
        .call(Method::Post, "network/security-groups", Some(group))
        .await;
    assert_eq!(status, 409);
    assert_eq!(
        body["NeutronError"]["message"],
        "Quota exceeded for resources: ['security_group']."
    );
}

#[tokio::test(start_paused = true)]
async fn tokens_run_out() {
    let world = lifelike(Preset::Campus).token_life(Duration::from_secs(60));
    let me = Person::on(world, Preset::Campus).await;
    assert_eq!(me.call(Method::Get, "compute/servers", None).await.0, 200);
    sleep(Duration::from_secs(61)).await;
    assert_eq!(me.call(Method::Get, "compute/servers", None).await.0, 401);
}

#[tokio::test(start_paused = true)]
async fn lists_come_in_pages() {
    let me = campus().await;
    let mut names = Vec::new();
    let mut path = "image/images?limit=5&sort=name:asc".to_owned();
    loop {
        let page = me.get(&path).await;
        let images = page["images"].as_array().unwrap();
        assert!(images.len() <= 5);
        names.extend(images.iter().map(|image| image["name"].clone()));
        match page["next"].as_str() {
            Some(next) => path = next.replacen("/v2", "image", 1),
            None => break,
        }
    }
    assert_eq!(names.len(), 16);

    let first = me.get("compute/servers?limit=2").await;
    assert_eq!(first["servers"].as_array().unwrap().len(), 2);
    let next = first["servers_links"][0]["href"].as_str().unwrap();
    let rest = next.split_once("/v2.1/").unwrap().1;
    let second = me.get(&format!("compute/{rest}")).await;
    assert_eq!(second["servers"].as_array().unwrap().len(), 1);
    assert!(second.get("servers_links").is_none());
}

#[tokio::test(start_paused = true)]
async fn harbour_starts_from_volumes_and_needs_the_same_zone() {
    let me = Person::on(lifelike(Preset::Harbour), Preset::Harbour).await;
    let network = me.id("network/networks", "networks", "Ext-Net").await;
    let image = me.id("image/images", "images", "Debian 13").await;
    let flavor = me.id("compute/flavors/detail", "flavors", "b1.large").await;
    let mut server = json!({ "server": {
        "name": "registry", "imageRef": image, "flavorRef": flavor, "key_name": "harbour",
        "networks": [{ "uuid": network }],
    } });
    let (status, body) = me
        .call(Method::Post, "compute/servers", Some(server.clone()))
        .await;
    assert_eq!(status, 403);
    let said = body["forbidden"]["message"].as_str().unwrap();
    assert!(said.starts_with("Only volume-backed servers"), "{said}");

    server["server"]["imageRef"] = json!("");
    server["server"]["block_device_mapping_v2"] = json!([{
        "boot_index": 0, "uuid": image, "source_type": "image", "destination_type": "volume",
        "volume_size": 20, "delete_on_termination": true,
    }]);
    let made = me.post("compute/servers", server).await;
    let id = made["server"]["id"].as_str().unwrap();
    sleep(Duration::from_secs(60)).await;
    let shown = me.get(&format!("compute/servers/{id}")).await;
    assert_eq!(shown["server"]["status"], "ACTIVE");
    assert_eq!(shown["server"]["image"], "");
    let zone = shown["server"]["OS-EXT-AZ:availability_zone"]
        .as_str()
        .unwrap();
    assert_eq!(zone, "harbour-a");

    let elsewhere = json!({ "volume": { "size": 5, "availability_zone": "harbour-b" } });
    let elsewhere = me.post("volume/volumes", elsewhere).await;
    let here = me.volume("images", 5).await;
    sleep(Duration::from_secs(10)).await;
    let path = format!("compute/servers/{id}/os-volume_attachments");
    let wrong = json!({ "volumeAttachment": { "volumeId": elsewhere["volume"]["id"] } });
    assert_eq!(me.call(Method::Post, &path, Some(wrong)).await.0, 400);
    assert_eq!(me.attach(id, &here).await, "/dev/sdb");

    // The volume that it started from goes with it; the other one stays.
    let count = |list: serde_json::Value| list["volumes"].as_array().unwrap().len();
    let all = count(me.get("volume/volumes").await);
    assert_eq!(me.delete(&format!("compute/servers/{id}")).await, 204);
    sleep(Duration::from_secs(20)).await;
    assert_eq!(count(me.get("volume/volumes").await), all - 1);
}

#[tokio::test(start_paused = true)]
async fn a_port_without_a_router_gets_no_floating_address() {
    let me = campus().await;
    let pool = me.id("network/networks", "networks", "public").await;
    let made = me
        .post(
            "network/floatingips",
            json!({ "floatingip": { "floating_network_id": pool } }),
        )
        .await;
    let id = made["floatingip"]["id"].as_str().unwrap();
    let port = json!({ "port": { "network_id": pool } });
    let port = me.post("network/ports", port).await;
    let tie = json!({ "floatingip": { "port_id": port["port"]["id"] } });
    let path = format!("network/floatingips/{id}");
    let (status, body) = me.call(Method::Put, &path, Some(tie)).await;
    assert_eq!(status, 404);
    assert_eq!(
        body["NeutronError"]["type"],
        "ExternalGatewayForFloatingIPNotFound"
    );
}
