//! The hand of the scripts in `tests/real`: one job on real machines, or one look at a real registry from here.
//!
//! Ignored unless asked for, and told by variables: `HAND` is the job, `TARGETS` are the machines (`user@address`, all at
//! once), `KEY`, `JUMP`, `HOST`, `USER_NAME`, `PASSWORD` and so on belong to the job. Every result is one line that begins
//! with `==`: what was done, or the kind of trouble with the words that a person would read. Nothing is asserted here.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a script reads what is printed, and a hand that is held wrongly fails"
)]

use std::env::var;
use std::fs::read_to_string;
use std::sync::Arc;

use quayside::deploy::Problem;
use quayside::http::Reach;
use quayside::http::net::Network;
use quayside::plan::file;
use quayside::plan::instance::Jump;
use quayside::plan::node::Engine;
use quayside::plan::volume::Filesystem;
use quayside::registry::{self, probe};
use quayside::remote::lan::Ways;
use quayside::remote::ssh::OpenSsh;
use quayside::remote::{
    Disk, Heard, Job, NodeLogin, NodeProof, Registry, Shell as _, Target, Tls, TlsFrom,
};
use quayside::secret::Secret;
use quayside::words::{Language, Text, problem};

const MOUNT: &str = "/docker-registry";
const DEPLOYMENT: &str = "0193abcd-0000-7000-8000-000000000000";

fn told(name: &str) -> String {
    var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

fn maybe(name: &str) -> Option<String> {
    var(name).ok().filter(|value| !value.is_empty())
}

fn file(name: &str) -> Option<String> {
    maybe(name).map(|path| read_to_string(path).expect("a file"))
}

fn job(name: &str) -> Job {
    let host = || told("HOST");
    let engine = match maybe("ENGINE").as_deref() {
        Some("docker") => Engine::Docker,
        Some("containerd") => Engine::Containerd,
        _ => Engine::Find,
    };
    match name {
        "look" => Job::Look,
        "docker" => Job::Docker,
        "disk" => Job::Disk(Disk {
            volume: told("VOLUME"),
            mount: MOUNT.to_owned(),
            label: "quayside-reg".to_owned(),
            deployment: DEPLOYMENT.to_owned(),
            filesystem: Filesystem::Ext4,
            fresh: true,
            open: false,
        }),
        "registry" => {
            let hash = bcrypt::hash(told("PASSWORD"), 5).expect("a hash");
            Job::Registry(Registry {
                deployment: DEPLOYMENT.to_owned(),
                image: told("IMAGE"),
                htpasswd: Secret::new(format!("{}:{hash}", told("USER_NAME"))),
                realm: "Lab's registry".to_owned(),
                deletion: maybe("DELETION").is_some(),
                host: host(),
                mount: MOUNT.to_owned(),
                plain: false,
            })
        }
        "tls" => Job::Tls(Tls {
            deployment: DEPLOYMENT.to_owned(),
            host: host(),
            mount: MOUNT.to_owned(),
            from: match file("CERTIFICATE") {
                Some(certificate) => TlsFrom::Files {
                    certificate,
                    key: Secret::new(file("PRIVATE_KEY").expect("a key")),
                },
                None => TlsFrom::Acme {
                    email: None,
                    directory: Some(told("DIRECTORY")),
                    root: file("ROOTS"),
                },
            },
        }),
        "login" => Job::NodeLogin(NodeLogin {
            host: host(),
            user: told("USER_NAME"),
            password: Secret::new(told("PASSWORD")),
            engine,
            private: maybe("PRIVATE"),
        }),
        "logout" => Job::NodeLogout { host: host() },
        "proof" => Job::NodeProof(NodeProof {
            host: host(),
            engine,
            image: told("PROBE"),
            ways: maybe("PUBLIC").map(|public| Ways {
                private: told("PRIVATE"),
                public,
                blob: told("BLOB"),
                bytes: 32_000_000,
            }),
        }),
        other => panic!("HAND={other}?"),
    }
}

async fn target(shell: &OpenSsh, place: &str) -> Target {
    let (user, host) = place.split_once('@').expect("user@address");
    let mut target = Target {
        host: host.to_owned(),
        port: 22,
        user: user.to_owned(),
        key_file: Some(told("KEY").into()),
        jump: None,
        known: Vec::new(),
    };
    // A machine that is not there shows none.
    target.known = shell.host_keys(&target).await.unwrap_or_default();
    target.jump = maybe("JUMP").map(|jump| {
        let (user, host) = jump.split_once('@').expect("user@address");
        Jump {
            host: host.parse().expect("a host"),
            port: 22,
            user: user.parse().expect("a user"),
        }
    });

    target
}

fn trouble(place: &str, problem: &Problem) {
    let text = Text::new(Language::English);
    let plan = file::read(include_str!("plans/v1/procedure.toml")).expect("a plan");
    let explained = problem::explain(&text, &plan, problem);
    println!(
        "== {place} {problem:?} | {} {} {}",
        explained.happened, explained.probably, explained.advice
    );
}

async fn on_machines(name: &str) {
    let shell = OpenSsh::new().expect("a shell");
    let targets = told("TARGETS");
    let all = targets.split_whitespace().map(async |place| {
        let heard = |heard: Heard| {
            if let Heard::Line(line) = heard {
                println!("{place}: {line}");
            }
        };
        let target = target(&shell, place).await;
        match shell.carry_out(&target, &job(name), &heard).await {
            Ok(report) => println!("== {place} {report:?}"),
            Err(error) => trouble(place, &Problem::Machine(error)),
        }
    });
    let _ = futures::future::join_all(all).await;
}

/// The registry from here, as the proof sees it: its door, and a layer there and back.
async fn from_here() {
    let reach = Reach {
        address: maybe("ADDRESS").map(|address| address.parse().expect("an address")),
        roots: file("ROOTS"),
    };
    let base = format!("https://{}", told("HOST"));
    let password = Secret::new(told("PASSWORD"));
    let registry =
        registry::Registry::new(Arc::new(Network::new()), base, &told("USER_NAME"), password)
            .reach(Some(Arc::new(reach)));
    match registry.check().await {
        Ok(door) => println!("== door {door:?}"),
        Err(error) => return trouble("door", &Problem::from(error)),
    }
    let Some(megabytes) = maybe("MEGABYTES") else {
        return;
    };
    let megabytes = megabytes.parse().expect("a number");
    match probe::probe(&registry, megabytes, maybe("LEAVE").is_some()).await {
        Ok(measure) => println!(
            "== layer {} pushed at {:.1} MB/s, pulled at {:.1} MB/s",
            measure.digest,
            measure.push_speed(),
            measure.pull_speed()
        ),
        Err(failure) => trouble("layer", &Problem::from(failure)),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "tests/real/registry.sh holds it"]
async fn carries_out() {
    match told("HAND").as_str() {
        "here" => from_here().await,
        name => on_machines(name).await,
    }
}
