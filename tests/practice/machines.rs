//! Machines, the registry on one, and the nodes that pull from it.

use std::time::Duration;

use bytes::Bytes;
use quayside::dns::Names as _;
use quayside::http::{Kind, Method, Request, Wire as _};
use quayside::plan::cloud::Preset;
use quayside::plan::node::Engine;
use quayside::practice::{Speed, World};
use quayside::remote::host_key::{self, Verdict};
use quayside::remote::{Heard, HostKey, Job, Report, Shell as _, Target, TroubleKind, Wait};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::time::sleep;

use super::person::{HOST, Person, acme, disk, node_login, node_proof, reaching, registry, target};

/// A registry's machine on Campus that has everything but its jobs done.
struct Site {
    me: Person,
    server: String,
    images: String,
    group: String,
    ip: String,
    machine: Target,
}

async fn site(speed: Speed, ports: &[u16]) -> Site {
    let world = World::new(Preset::Campus).speed(speed);
    let me = Person::on(world, Preset::Campus).await;
    let group = me.group(ports).await;
    let (port, server) = me.server(&group, "c8-30gb-186").await;
    let images = me.volume("images", 1000).await;
    let (_, ip) = me.floating(&port).await;
    sleep(Duration::from_secs(120)).await;
    assert_eq!(me.attach(&server, &images).await, "/dev/vdc");
    let keys = me.world.host_keys(&target(&ip, Vec::new())).await;
    let machine = target(&ip, keys.unwrap_or_default());

    Site {
        me,
        server,
        images,
        group,
        ip,
        machine,
    }
}

impl Site {
    async fn job(&self, job: &Job) -> Report {
        self.me.job(&self.machine, job).await.unwrap()
    }

    async fn fails(&self, job: &Job) -> TroubleKind {
        self.me.job(&self.machine, job).await.unwrap_err().kind
    }

    async fn all_jobs(&self) {
        let _ = self.job(&disk(&self.images, "/docker-registry")).await;
        let _ = self.job(&Job::Docker).await;
        let _ = self.job(&registry(false)).await;
        let _ = self.job(&acme()).await;
    }
}

#[tokio::test(start_paused = true)]
async fn from_an_empty_machine_to_a_pull() {
    let site = site(Speed::Lifelike(1.0), &[22, 80, 443]).await;
    let (me, machine) = (&site.me, &site.machine);
    let _ = me.record(&site.ip, false).await;

    let (looked, heard) = me.heard(machine, &Job::Look).await;
    assert!(matches!(looked, Ok(Report::Look { system, .. }) if system == "ubuntu"));
    assert!(
        !heard.contains(&Heard::Wait(Wait::CloudInit)),
        "it was up long ago"
    );
    let made = site.job(&disk(&site.images, "/docker-registry")).await;
    assert!(matches!(made, Report::Disk { device, made: true, .. } if device == "/dev/vdc1"));
    let again = site.job(&disk(&site.images, "/docker-registry")).await;
    assert!(matches!(again, Report::Disk { made: false, .. }));
    assert!(matches!(
        site.job(&Job::Docker).await,
        Report::Docker {
            installed: true,
            ..
        }
    ));
    assert!(matches!(
        site.job(&registry(false)).await,
        Report::Registry { created: true, .. }
    ));
    assert!(matches!(
        site.job(&registry(false)).await,
        Report::Registry { created: true, .. }
    ));
    let closed = me
        .world
        .send(Request::new(Method::Get, format!("https://{HOST}/v2/")))
        .await;
    assert_eq!(
        closed.unwrap_err().kind,
        Kind::Unreachable,
        "nothing listens there yet"
    );
    let shown = site.job(&acme()).await;
    assert!(matches!(shown, Report::Tls { issuer, .. } if issuer.contains("Let's Encrypt")));

    push_and_pull(me).await;
    nodes(me, &site).await;
}

async fn push_and_pull(me: &Person) {
    let bare = Request::new(Method::Get, format!("https://{HOST}/v2/"));
    let refused = me.world.send(bare).await.unwrap();
    assert_eq!(refused.status, 401);
    assert_eq!(
        refused.header("www-authenticate"),
        Some("Basic realm=\"Neuro lab\"")
    );
    let empty = Bytes::new();
    assert_eq!(
        me.registry(Method::Get, "/v2/", empty.clone()).await.status,
        200
    );

    let layer = Bytes::from(vec![7; 100_000]);
    let digest = format!("sha256:{:x}", Sha256Hex(&layer));
    let path = "/v2/quayside-probe/blobs/uploads/";
    let begun = me.registry(Method::Post, path, empty.clone()).await;
    assert_eq!(begun.status, 202);
    let place = begun.header("location").unwrap().to_owned();
    let wrong = format!("{place}?digest=sha256:00");
    assert_eq!(
        me.registry(Method::Put, &wrong, layer.clone()).await.status,
        400
    );
    let right = format!("{place}?digest={digest}");
    assert_eq!(
        me.registry(Method::Put, &right, layer.clone()).await.status,
        201
    );
    let blob = format!("/v2/quayside-probe/blobs/{digest}");
    assert_eq!(
        me.registry(Method::Get, &blob, empty.clone()).await.body,
        layer
    );

    let manifest = json!({
        "schemaVersion": 2, "config": { "digest": digest }, "layers": [{ "digest": digest }],
    });
    let manifest = Bytes::from(manifest.to_string());
    let put = me
        .registry(
            Method::Put,
            "/v2/quayside-probe/manifests/1",
            manifest.clone(),
        )
        .await;
    assert_eq!(put.status, 201);
    let tags = me
        .registry(Method::Get, "/v2/quayside-probe/tags/list", empty.clone())
        .await;
    assert_eq!(tags.body, r#"{"name":"quayside-probe","tags":["1"]}"#);
    let catalog = me
        .registry(Method::Get, "/v2/_catalog", empty.clone())
        .await;
    assert_eq!(catalog.body, r#"{"repositories":["quayside-probe"]}"#);
    assert_eq!(
        me.registry(Method::Delete, "/v2/quayside-probe/manifests/1", empty)
            .await
            .status,
        405
    );
}

/// Lower-case hexadecimal of a digest.
struct Sha256Hex<'a>(&'a [u8]);

impl std::fmt::LowerHex for Sha256Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Sha256::digest(self.0)
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

async fn nodes(me: &Person, site: &Site) {
    let before = me.world.inventory();
    for (name, engine) in [("node-1", Engine::Docker), ("node-2", Engine::Containerd)] {
        let node = target(name, Vec::new());
        let early = me.job(&node, &node_proof(Engine::Find)).await.unwrap_err();
        assert_eq!(early.kind, TroubleKind::Unreadable, "no login yet");
        let private = private_address(me, &site.server).await;
        let login = me.job(&node, &node_login(Some(&private))).await.unwrap();
        let Report::NodeLogin {
            engine: found,
            files,
            ..
        } = login
        else {
            panic!("{login:?}")
        };
        assert_eq!((found, files.len()), (engine, 3));
        let proven = me.job(&node, &node_proof(engine)).await.unwrap();
        let Report::NodeProof { proof, .. } = proven else {
            panic!("{proven:?}")
        };
        assert!(proof.ends_with(&format!("{private})")), "{proof}");
        let away = Job::NodeLogout {
            host: HOST.to_owned(),
        };
        assert_eq!(me.job(&node, &away).await, Ok(Report::NodeLogout));
    }
    assert_eq!(me.world.inventory(), before);
}

async fn private_address(me: &Person, server: &str) -> String {
    let ports = me.get(&format!("network/ports?device_id={server}")).await;

    ports["ports"][0]["fixed_ips"][0]["ip_address"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test(start_paused = true)]
async fn ssh_waits_for_boot_address_and_rule() {
    let world = World::new(Preset::Campus).speed(Speed::Lifelike(1.0));
    let me = Person::on(world, Preset::Campus).await;
    let group = me.group(&[443]).await;
    let (port, server) = me.server(&group, "p2-3gb").await;
    let (_, ip) = me.floating(&port).await;
    let there = target(&ip, Vec::new());
    let keys = || me.world.host_keys(&there);
    assert_eq!(
        keys().await.unwrap_err().kind,
        TroubleKind::Unreachable,
        "it is being built"
    );
    sleep(Duration::from_secs(120)).await;
    let closed = keys().await.unwrap_err();
    assert!(closed.message.ends_with("timed out"), "{closed}");

    let rule = json!({ "security_group_rule": {
        "security_group_id": group, "direction": "ingress", "protocol": "tcp",
        "port_range_min": 22, "port_range_max": 22,
    } });
    let _ = me.post("network/security-group-rules", rule).await;
    let shown = keys().await.unwrap();
    let action = format!("compute/servers/{server}/action");
    let console = me.post(&action, json!({ "os-getConsoleOutput": {} })).await;
    let verdict = host_key::compare(console["output"].as_str().unwrap(), &shown);
    assert!(matches!(verdict, Verdict::Verified(_)), "{verdict:?}");

    let kind = |job| async move { me_job(job).await };
    let unknown = me.job(&there, &Job::Look).await.unwrap_err();
    assert_eq!(kind(unknown).await, "unknown");
    let other = target(&ip, vec![HostKey("ssh-ed25519 AAAA".to_owned())]);
    let other = me.job(&other, &Job::Look).await.unwrap_err();
    assert_eq!(kind(other).await, "mismatch");
    let mut wrong = target(&ip, shown);
    wrong.user = "debian".to_owned();
    let denied = me.job(&wrong, &Job::Look).await.unwrap_err();
    assert_eq!(denied.kind, TroubleKind::Denied);
}

/// The kind of a host key's trouble.
async fn me_job(trouble: quayside::remote::Trouble) -> &'static str {
    match trouble.kind {
        TroubleKind::HostKeyUnknown { .. } => "unknown",
        TroubleKind::HostKey { .. } => "mismatch",
        _ => "other",
    }
}

#[tokio::test(start_paused = true)]
async fn disks_that_are_not_empty_or_not_there_are_left_alone() {
    let site = site(Speed::Lifelike(1.0), &[22]).await;
    let me = &site.me;
    let missing = site
        .fails(&disk("00000000-0000-0000-0000-000000000000", "/DATA"))
        .await;
    let TroubleKind::DiskMissing { seen } = missing else {
        panic!("{missing:?}")
    };
    assert!(seen.contains("vdb 186G"), "{seen}");

    me.world.fill_volume("images", "TYPE=ext4 LABEL=thesis");
    let found = site.fails(&disk(&site.images, "/docker-registry")).await;
    assert!(matches!(found, TroubleKind::Disk { found } if found.contains("thesis")));
    assert_eq!(site.fails(&registry(false)).await, TroubleKind::NotMounted);
}

#[tokio::test(start_paused = true)]
async fn images_stay_on_their_volume() {
    let site = site(Speed::Instant, &[22, 80, 443]).await;
    let me = &site.me;
    let _ = me.record(&site.ip, false).await;
    site.all_jobs().await;
    push_and_pull(me).await;

    let path = format!(
        "compute/servers/{}/os-volume_attachments/{}",
        site.server, site.images
    );
    assert_eq!(me.delete(&path).await, 202);
    assert_eq!(
        me.registry(Method::Get, "/v2/", Bytes::new()).await.status,
        502
    );
    let _ = me.attach(&site.server, &site.images).await;
    let _ = site.job(&disk(&site.images, "/docker-registry")).await;
    let tags = me
        .registry(Method::Get, "/v2/quayside-probe/tags/list", Bytes::new())
        .await;
    assert_eq!(tags.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_certificate_needs_the_name_and_the_ports() {
    let site = site(Speed::Instant, &[22]).await;
    let me = &site.me;
    let _ = site.job(&disk(&site.images, "/docker-registry")).await;
    let _ = site.job(&Job::Docker).await;
    assert_eq!(
        site.fails(&acme()).await,
        TroubleKind::Certificate,
        "no such name"
    );
    let record = me.record("203.0.113.17", false).await;
    assert_eq!(
        site.fails(&acme()).await,
        TroubleKind::Certificate,
        "another machine"
    );
    assert_eq!(me.delete(&record).await, 200);
    let _ = me.record(&site.ip, false).await;
    assert_eq!(
        site.fails(&acme()).await,
        TroubleKind::Certificate,
        "closed ports"
    );
    let rule = json!({ "security_group_rule": {
        "security_group_id": site.group, "direction": "ingress", "protocol": "tcp",
        "port_range_min": 80, "port_range_max": 443,
    } });
    let _ = me.post("network/security-group-rules", rule).await;
    let _ = site.job(&acme()).await;

    let wrong = Request::new(Method::Get, "https://other.example.org/v2/");
    let wrong = me.world.send(reaching(wrong, &site.ip, None)).await;
    assert_eq!(wrong.unwrap_err().kind, Kind::Tls);
}

#[tokio::test(start_paused = true)]
async fn cloudflare_stands_in_front_of_a_plain_registry() {
    let site = site(Speed::Instant, &[22, 80]).await;
    let me = &site.me;
    let _ = me.record(&site.ip, true).await;
    let _ = site.job(&disk(&site.images, "/docker-registry")).await;
    let _ = site.job(&Job::Docker).await;
    let _ = site.job(&registry(true)).await;
    push_and_pull(me).await;
    let addresses = me.world.addresses(HOST).await.unwrap();
    assert_ne!(addresses[0].to_string(), site.ip);

    let large = Bytes::from(vec![0; 100_000_001]);
    let path = "/v2/large/blobs/uploads/";
    assert_eq!(me.registry(Method::Post, path, large).await.status, 413);
}

#[tokio::test(start_paused = true)]
async fn a_colleague_makes_the_record_that_is_waited_for() {
    let site = site(Speed::Lifelike(1.0), &[22]).await;
    let host = "registry.neuro.example.net";
    let names = || site.me.world.addresses(host);
    assert!(names().await.unwrap().is_empty());
    sleep(Duration::from_secs(30)).await;
    assert_eq!(names().await.unwrap()[0].to_string(), site.ip);
    assert!(
        site.me
            .world
            .addresses("nothing.example.org")
            .await
            .unwrap()
            .is_empty()
    );
}
