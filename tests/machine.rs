//! The whole of what is done on a machine, on a real one: disk, Docker, registry, certificate, node.
//!
//! Ignored unless asked for, and then told where the machine is:
//! `QUAYSIDE_MACHINE` (user@address), `QUAYSIDE_MACHINE_KEY` (private key file), `QUAYSIDE_MACHINE_DISK` (the id of
//! an empty attached volume) and, for the certificate, `QUAYSIDE_MACHINE_NAME`, `QUAYSIDE_MACHINE_ACME` (directory)
//! and `QUAYSIDE_MACHINE_ACME_ROOT` (PEM file of the directory's own authority). The machine is changed for good.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says where it fails, and what it heard"
)]

use std::env::var;
use std::time::Instant;

use quayside::plan::node::Engine;
use quayside::plan::volume::Filesystem;
use quayside::remote::ssh::OpenSsh;
use quayside::remote::{
    Disk, Heard, Job, NodeLogin, Registry, Report, Shell as _, Target, Tls, TlsFrom, Trouble,
    TroubleKind,
};
use quayside::secret::Secret;

const MOUNT: &str = "/docker-registry";
const DEPLOYMENT: &str = "0193abcd-0000-7000-8000-000000000000";

struct Machine {
    shell: OpenSsh,
    target: Target,
}

impl Machine {
    async fn found() -> Self {
        let place = var("QUAYSIDE_MACHINE").expect("QUAYSIDE_MACHINE");
        let (user, host) = place.split_once('@').expect("user@address");
        let shell = OpenSsh::new().expect("a shell");
        let mut target = Target {
            host: host.to_owned(),
            port: 22,
            user: user.to_owned(),
            key_file: Some(
                var("QUAYSIDE_MACHINE_KEY")
                    .expect("QUAYSIDE_MACHINE_KEY")
                    .into(),
            ),
            jump: None,
            known: Vec::new(),
        };
        target.known = shell.host_keys(&target).await.expect("host keys");

        Self { shell, target }
    }

    async fn does(&self, name: &str, job: &Job) -> Result<Report, Trouble> {
        let begun = Instant::now();
        let hear = |heard: Heard| {
            println!("{:7.1} {heard:?}", begun.elapsed().as_secs_f32());
        };
        let ended = self.shell.carry_out(&self.target, job, &hear).await;
        println!("{:7.1} {name}: {ended:?}", begun.elapsed().as_secs_f32());
        ended
    }
}

fn disk() -> Job {
    Job::Disk(Disk {
        volume: var("QUAYSIDE_MACHINE_DISK").expect("QUAYSIDE_MACHINE_DISK"),
        mount: MOUNT.to_owned(),
        label: "quayside-reg".to_owned(),
        deployment: DEPLOYMENT.to_owned(),
        filesystem: Filesystem::Ext4,
        fresh: false,
        open: false,
    })
}

fn registry(host: &str) -> Job {
    Job::Registry(Registry {
        deployment: DEPLOYMENT.to_owned(),
        image: "registry:2.8.3".to_owned(),
        htpasswd: Secret::new(format!(
            "ann:{}",
            bcrypt::hash("it's $ecret", 6).expect("a hash")
        )),
        realm: "Lab's registry".to_owned(),
        deletion: true,
        host: host.to_owned(),
        mount: MOUNT.to_owned(),
        plain: false,
    })
}

fn tls(host: &str) -> Job {
    let root = var("QUAYSIDE_MACHINE_ACME_ROOT").expect("QUAYSIDE_MACHINE_ACME_ROOT");
    Job::Tls(Tls {
        deployment: DEPLOYMENT.to_owned(),
        host: host.to_owned(),
        mount: MOUNT.to_owned(),
        from: TlsFrom::Acme {
            email: Some("ops@example.org".to_owned()),
            directory: var("QUAYSIDE_MACHINE_ACME").ok(),
            root: Some(std::fs::read_to_string(root).expect("a PEM file")),
        },
    })
}

fn login(host: &str) -> Job {
    Job::NodeLogin(NodeLogin {
        host: host.to_owned(),
        user: "ann".to_owned(),
        password: Secret::new("it's $ecret"),
        engine: Engine::Find,
        private: Some("127.0.0.1".to_owned()),
    })
}

#[tokio::test]
#[ignore = "needs a machine that may be changed"]
async fn a_machine_becomes_a_registry() {
    let machine = Machine::found().await;
    let host = var("QUAYSIDE_MACHINE_NAME").unwrap_or_else(|_| "registry.example.org".to_owned());

    assert!(matches!(
        machine.does("look", &Job::Look).await,
        Ok(Report::Look { .. })
    ));
    assert!(matches!(
        machine.does("disk", &disk()).await,
        Ok(Report::Disk { made: true, .. })
    ));
    assert!(matches!(
        machine.does("disk again", &disk()).await,
        Ok(Report::Disk { made: false, .. })
    ));
    assert!(matches!(
        machine.does("docker", &Job::Docker).await,
        Ok(Report::Docker { .. })
    ));
    assert!(matches!(
        machine.does("docker again", &Job::Docker).await,
        Ok(Report::Docker {
            installed: false,
            ..
        })
    ));
    assert!(matches!(
        machine.does("registry", &registry(&host)).await,
        Ok(Report::Registry { created: true, .. })
    ));
    // Another salt, another line: read at once, without a new container.
    assert!(matches!(
        machine.does("registry again", &registry(&host)).await,
        Ok(Report::Registry { created: false, .. })
    ));
    if var("QUAYSIDE_MACHINE_ACME").is_ok() {
        assert!(matches!(
            machine.does("tls", &tls(&host)).await,
            Ok(Report::Tls { .. })
        ));
    }

    assert!(matches!(
        machine.does("login", &login(&host)).await,
        Ok(Report::NodeLogin { files, .. }) if !files.is_empty()
    ));
    let proof = Job::NodeProof {
        host: host.clone(),
        engine: Engine::Find,
        image: "no-such-image:1".to_owned(),
    };
    let unproven = machine.does("proof", &proof).await;
    assert!(matches!(
        unproven,
        Err(Trouble {
            kind: TroubleKind::Failed { .. },
            ..
        })
    ));
    assert_eq!(
        machine.does("logout", &Job::NodeLogout { host }).await,
        Ok(Report::NodeLogout)
    );
}
