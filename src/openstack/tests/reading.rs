//! What is read out of the captured answers.

use super::super::compute::{self, IpKind};
use super::super::quota::{self, Quota};
use super::super::{ServerId, VolumeId, image, network, volume, wait};
use super::*;
use crate::http::error::Resource;
use crate::http::{Kind, Response};
use crate::plan::firewall::Opening;

fn id_in(capture: &Capture) -> String {
    let url = capture.url().split('?').next().unwrap();
    let parts: Vec<&str> = url.split('/').collect();

    parts[5].to_owned()
}

#[tokio::test]
async fn flavors_images_key_pairs_and_zones() {
    for release in RELEASES {
        let captures = [
            "028-images-list",
            "029-flavors-detail",
            "052-keypair-list",
            "042-availability-zones",
        ];
        let (cloud, _) = cloud(script(release, &captures)).await;

        let flavors = compute::flavors(&cloud).await.unwrap();
        let flavor = flavors
            .iter()
            .find(|flavor| flavor.name == "c8-30gb-186")
            .unwrap();
        assert_eq!(
            (flavor.cores, flavor.memory, flavor.ephemeral),
            (8, 30720, 186)
        );
        assert!(flavors.is_sorted_by_key(|flavor| flavor.cores));
        let images = image::images(&cloud).await.unwrap();
        assert_eq!(images[0].distro.as_deref(), Some("debian"));
        assert_eq!(images[0].disk_bus.as_deref(), Some("virtio"));
        assert_eq!(images[0].visibility, image::Visibility::Public);
        let pairs = compute::key_pairs(&cloud).await.unwrap();
        assert_eq!(pairs[0].name, "wire-key");
        assert_eq!(compute::zones(&cloud).await.unwrap(), ["nova"]);
    }
}

#[tokio::test]
async fn servers_in_all_their_states() {
    for (release, capture, word) in [
        ("2026.2", "069-server-get-building", "scheduling"),
        ("zed", "071-server-get-active", ""),
        ("2026.2", "072-server-get-active-2.1", ""),
        ("zed", "098-server-get-with-volumes", ""),
        ("libvirt", "110-server-nohost-fault", "fault"),
    ] {
        let captured = Capture::read(release, capture);
        let (cloud, _) = cloud(script(release, &[capture])).await;
        let server = compute::server(&cloud, &ServerId::new(id_in(&captured)))
            .await
            .unwrap();

        match wait::started(server) {
            wait::Observation::NotYet(now) => assert_eq!(now, word),
            wait::Observation::Ready(server) => {
                assert_eq!(server.addresses[0].kind, IpKind::Fixed);
                assert!(server.fixed_address().is_some() && server.image.is_some());
                assert_eq!(!server.attached.is_empty(), capture.contains("volumes"));
            }
            wait::Observation::Failed(why) => {
                assert_eq!(word, "fault");
                assert_eq!(why, "No valid host was found.");
            }
        }
    }
}

#[tokio::test]
async fn what_is_gone_is_none() {
    let captures = [
        "113-server-get-deleted-404",
        "100-volume-404",
        "103-keypair-404",
    ];
    for release in RELEASES {
        let (cloud, _) = cloud(script(release, &captures)).await;
        let server = ServerId::new(id_in(&Capture::read(release, captures[0])));

        assert_eq!(compute::server(&cloud, &server).await, Ok(None));
        let nil = VolumeId::new("00000000-0000-0000-0000-000000000000");
        assert_eq!(volume::volume(&cloud, &nil).await, Ok(None));
        assert_eq!(compute::key_pair(&cloud, "nope").await, Ok(None));
    }
}

#[tokio::test]
async fn a_console_that_is_not_there_yet_is_none() {
    for (release, name, expected) in [
        ("2026.2", "070-server-console-while-building", None),
        (
            "2026.2",
            "074-server-console-output-no-length",
            Some("FAKE CONSOLE"),
        ),
        ("libvirt", "073-server-console-output", None),
    ] {
        let captured = Capture::read(release, name);
        let (cloud, _) = cloud(script(release, &[name])).await;
        let console = compute::console(&cloud, &ServerId::new(id_in(&captured)))
            .await
            .unwrap();

        match expected {
            None => assert_eq!(console, None),
            Some(start) => assert!(console.unwrap().starts_with(start)),
        }
    }
}

#[tokio::test]
async fn networks_routers_and_the_pools_behind_them() {
    let captures = ["030-networks-list", "033-subnets-list", "034-routers-list"];
    for release in RELEASES {
        let ports = Capture::read(release, "080-ports-of-server").response();
        let mut inner: serde_json::Value = ports.read("").unwrap();
        let routers: serde_json::Value = Capture::read(release, captures[2])
            .response()
            .read("")
            .unwrap();
        inner["ports"][0]["device_id"] = routers["routers"][0]["id"].clone();
        let script = script(release, &captures).on("GET /v2.0/ports", Response::json(200, &inner));
        let (cloud, net) = cloud(script).await;

        let networks = network::networks(&cloud).await.unwrap();
        let external: Vec<_> = networks
            .iter()
            .filter(|network| network.external)
            .cloned()
            .collect();
        let own = networks
            .iter()
            .find(|network| network.name == "def-lab-network")
            .unwrap();
        assert_eq!((own.mtu, external.len()), (Some(1450), 1));
        let subnets = network::subnets(&cloud).await.unwrap();
        assert!(subnets.iter().any(|subnet| subnet.network == own.id));
        let routers = network::routers(&cloud).await.unwrap();
        assert!(routers[0].networks.contains(&own.id));
        assert_eq!(network::pools(&own.id, &routers, &external).len(), 1);
        assert!(network::pools(&own.id, &routers, &[]).is_empty());
        assert!(
            net.calls()
                .iter()
                .any(|call| call.contains("/routers?project_id="))
        );
    }
}

#[tokio::test]
async fn quotas_of_three_services() {
    let captures = [
        "036-limits-compute",
        "037-limits-volume",
        "039-quota-network-details",
    ];
    for release in RELEASES {
        let (cloud, _) = cloud(script(release, &captures)).await;
        let quotas = quota::quotas(&cloud).await;

        assert_eq!(quotas.untold, []);
        assert_eq!(
            quotas.get(Resource::Cores),
            Some(Quota {
                used: 0,
                limit: Some(24)
            })
        );
        assert_eq!(
            quotas.get(Resource::VolumeGigabytes).unwrap().left(),
            Some(1000)
        );
        let floating = quotas.get(Resource::FloatingAddresses).unwrap();
        assert!(floating.fits(4) && !floating.fits(5));
    }
}

#[tokio::test]
async fn volumes_and_their_types() {
    for release in RELEASES {
        let captured = Capture::read(release, "096-volume-get-in-use");
        let captures = ["096-volume-get-in-use", "041-volume-types"];
        let (cloud, _) = cloud(script(release, &captures)).await;
        let id = captured.call().rsplit('/').next().unwrap().to_owned();
        let found = volume::volume(&cloud, &VolumeId::new(id))
            .await
            .unwrap()
            .unwrap();

        assert_eq!(
            (found.size, found.attached_to.len(), found.bootable),
            (10, 1, false)
        );
        assert!(matches!(
            wait::attached(Some(found)),
            wait::Observation::Ready(_)
        ));
        let types = volume::types(&cloud).await.unwrap();
        assert_eq!(types.len(), 1, "{types:?}");
    }
}

#[tokio::test]
async fn attachments_and_rules_in_old_and_new_forms() {
    for release in RELEASES {
        for name in ["094-attachments-list-2.96", "095-attachments-list-2.1"] {
            let server = ServerId::new(id_in(&Capture::read(release, name)));
            let (cloud, _) = cloud(script(release, &[name])).await;
            let attachments = compute::attachments(&cloud, &server).await.unwrap();
            assert_eq!(attachments[0].server, server);
        }
        let group: serde_json::Value = Capture::read(release, "062-secgroup-show")
            .response()
            .read("")
            .unwrap();
        let rules: Vec<network::GroupRule> =
            serde_json::from_value(group["security_group"]["security_group_rules"].clone())
                .unwrap();
        let openings: Vec<_> = rules
            .iter()
            .filter_map(network::GroupRule::opening)
            .collect();
        assert_eq!(
            openings.len() + 2,
            rules.len(),
            "two rules let everything out"
        );
        assert!(openings.iter().any(|rule| rule.to == Opening::tcp(443)));
        assert!(network::missing(&openings, &rules).is_empty());
        assert_eq!(network::missing(&openings, &[]).len(), openings.len());
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_tells_what_happens_and_ends() {
    use std::cell::RefCell;
    use std::time::Duration;

    let minute = wait::Span::of(Duration::from_millis(100), Duration::from_secs(60));
    let seen =
        RefCell::new(vec![Ok("spawning"), Ok("spawning"), Err(Kind::Busy), Ok("")].into_iter());
    let heard = RefCell::new(Vec::new());
    let look = || {
        let next = seen.borrow_mut().next().unwrap();
        async move {
            match next {
                Ok("") => Ok(wait::Observation::Ready(7)),
                Ok(now) => Ok(wait::Observation::NotYet(now.to_owned())),
                Err(kind) => Err(crate::http::CallError::new(kind, "GET /", "m")),
            }
        }
    };
    let note = |now: &str| heard.borrow_mut().push(now.to_owned());
    assert_eq!(wait::until("server", minute, look, note).await, Ok(7));
    assert_eq!(*heard.borrow(), ["spawning"]);

    let began = tokio::time::Instant::now();
    let looks = RefCell::new(Vec::new());
    let never = || async {
        looks.borrow_mut().push(began.elapsed().as_millis());
        Ok(wait::Observation::<()>::NotYet("BUILD".to_owned()))
    };
    let error = wait::until("server", minute.from_now(), never, |_| {})
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str()),
        (Kind::Timeout, "BUILD")
    );
    assert_eq!(began.elapsed().as_secs(), 60);
    // Not at once, then quickly, then more and more rarely.
    let looks = looks.borrow();
    assert_eq!(looks[..6], [100, 200, 300, 400, 500, 600]);
    assert!(
        looks
            .windows(2)
            .all(|pair| pair[1] <= pair[0] * 7 / 6 + 100)
    );
    assert!(looks.len() < 60, "{looks:?}");
}
