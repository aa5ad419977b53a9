//! The registry on its volumes: everything twice, power cuts, letters that change, a volume that is away.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quayside::plan::node::Engine;
use quayside::remote::{Job, NodeLogin, Registry, Report, Tls, TlsFrom, TroubleKind};
use quayside::secret::Secret;

use crate::traces;
use crate::world::{DATA, DEPLOYMENT, IMAGES, Machine, disk};

const HOST: &str = "registry.example.org";
const PASSWORD: &str = "canary-of-the-registry";
const KEPT: &str = "11111111-1b7c-4d58-9aaa-000000000001";
const OTHER: &str = "22222222-1b7c-4d58-9aaa-000000000002";

/// Everything that the jobs make or touch.
const MADE: &str = "find /etc/quayside /etc/docker /etc/systemd/system/docker.service.d -type f -exec sha256sum {} + | sort; \
    sha256sum /etc/fstab /etc/hosts /etc/systemd/system/quayside-registry.service /root/.docker/config.json /home/debian/.docker/config.json; \
    docker inspect -f \"{{.Name}} {{.Id}} {{.State.StartedAt}}\" quayside-registry quayside-caddy; \
    lsblk -no NAME,PTUUID,UUID,PARTLABEL,MOUNTPOINT; systemctl show -p MainPID docker";

/// A certificate of the operator's own, and its key.
fn certificate() -> (String, String) {
    let directory = tempfile::tempdir().expect("a directory");
    let (key, certificate) = (directory.path().join("key"), directory.path().join("pem"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
        ])
        .args(["-days", "30", "-subj", "/CN=Test", "-addext"])
        .arg(format!("subjectAltName=DNS:{HOST}"))
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .expect("openssl");
    assert!(made.status.success());
    let read = |file| std::fs::read_to_string(file).expect("a PEM file");

    (read(&certificate), read(&key))
}

fn jobs(hash: &str, certificate: &str, key: &str) -> Vec<Job> {
    vec![
        Job::Look,
        disk(KEPT, IMAGES, true),
        disk(OTHER, DATA, true),
        Job::Docker,
        Job::Registry(Registry {
            deployment: DEPLOYMENT.to_owned(),
            image: "registry:2.8.2".to_owned(),
            htpasswd: Secret::new(format!("ann:{hash}")),
            realm: "Lab's registry".to_owned(),
            deletion: true,
            host: HOST.to_owned(),
            mount: IMAGES.to_owned(),
            plain: false,
        }),
        Job::Tls(Tls {
            deployment: DEPLOYMENT.to_owned(),
            host: HOST.to_owned(),
            mount: IMAGES.to_owned(),
            from: TlsFrom::Files {
                certificate: certificate.to_owned(),
                key: Secret::new(key),
            },
        }),
        Job::NodeLogin(NodeLogin {
            host: HOST.to_owned(),
            user: "ann".to_owned(),
            password: Secret::new(PASSWORD),
            engine: Engine::Find,
            private: Some("127.0.0.1".to_owned()),
        }),
    ]
}

/// What the registry says to a stranger, once it says anything.
fn asks_for_password(machine: &Machine) -> bool {
    let status = machine.says(
        "for n in $(seq 120); do s=$(curl -so /dev/null -m 5 -w %{http_code} http://127.0.0.1:5000/v2/ || true); \
         [ \"$s\" = 000 ] || break; sleep 0.5; done; echo $s",
    );
    status == "401"
}

#[tokio::test]
#[ignore = "needs a real machine"]
async fn a_registry_comes_back_with_its_volume_and_not_without() {
    let machine = Machine::up("restart", "booted").await;
    machine.attach(KEPT, "2G", "virtio");
    machine.attach(OTHER, "1G", "virtio");
    let hash = bcrypt::hash(PASSWORD, 6).expect("a hash");
    let (certificate, key) = certificate();
    let jobs = jobs(&hash, &certificate, &key);

    traces::begin(&machine);
    for job in &jobs {
        let _ = machine.does(job).await.expect("done");
    }
    assert!(asks_for_password(&machine));
    let made = machine.root(MADE);
    for job in &jobs {
        let again = machine.does(job).await.expect("done again");
        assert!(!changed(&again), "{again:?}");
    }
    assert_eq!(machine.root(MADE), made);
    secrets_are_where_they_belong(&machine, &hash, &key);

    let _ = machine.root("echo kept >/docker-registry/data/marker; sync");
    swapped(&machine);
    without_its_volume(&machine).await;
}

const fn changed(report: &Report) -> bool {
    matches!(
        report,
        Report::Disk { made: true, .. }
            | Report::Docker {
                installed: true,
                ..
            }
            | Report::Registry { created: true, .. }
    )
}

fn secrets_are_where_they_belong(machine: &Machine, hash: &str, key: &str) {
    let line = key.lines().nth(1).expect("a key of several lines");
    let login = STANDARD.encode(format!("ann:{PASSWORD}"));
    let found = traces::found(machine, &[PASSWORD, &login, hash, line]);
    assert_eq!(found, Vec::<String>::new());

    // There they are, for root alone.
    let kept = machine.root(&format!(
        "grep -cF \"{login}\" /root/.docker/config.json; grep -cF \"{line}\" /etc/quayside/caddy/key.pem; \
         cut -d : -f 2 /etc/quayside/registry/htpasswd"
    ));
    assert_eq!(kept, format!("1\n1\n{hash}"));
}

/// After the power cut each disk has the other's letter.
fn swapped(machine: &Machine) {
    let device = |mount: &str| machine.says(&format!("findmnt -rno SOURCE -M {mount}"));
    let before = [device(IMAGES), device(DATA)];

    machine.reset(&[OTHER, KEPT]);
    assert!(asks_for_password(machine));
    assert_ne!([device(IMAGES), device(DATA)], before);
    assert!(device(IMAGES) > device(DATA));
    assert_eq!(machine.says("cat /docker-registry/data/marker"), "kept");
}

async fn without_its_volume(machine: &Machine) {
    machine.reset(&[OTHER]);
    // Docker is up, the other volume is there, and nothing has been put in the place of the one that is away.
    let _ = machine.root("systemctl is-system-running --wait || true; systemctl start docker");
    assert_eq!(
        machine.root("docker inspect -f {{.State.Running}} quayside-registry"),
        "false"
    );
    assert_eq!(machine.says("findmnt -rno TARGET -M /neuro"), DATA);
    assert_eq!(machine.root("ls -A /docker-registry"), "");
    let ended = machine.does(&the_registry()).await.expect_err("no volume");
    assert_eq!(ended.kind, TroubleKind::NotMounted);
    assert_eq!(machine.root("ls -A /docker-registry"), "");

    // It comes back while the machine runs.
    machine.attach(KEPT, "2G", "virtio");
    let mounted = machine.does(&disk(KEPT, IMAGES, false)).await;
    assert!(
        matches!(mounted, Ok(Report::Disk { made: false, .. })),
        "{mounted:?}"
    );
    assert!(asks_for_password(machine));
    assert_eq!(machine.says("cat /docker-registry/data/marker"), "kept");
}

fn the_registry() -> Job {
    jobs("$2b$06$", "", "")
        .into_iter()
        .find(|job| matches!(job, Job::Registry(_)))
        .expect("a registry")
}
