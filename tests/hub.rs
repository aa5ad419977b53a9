//! An image that only this computer can fetch, on a real machine: the engine's own steps from the machine's first look
//! to a registry that runs, with a death in the middle of the sending.
//!
//! Ignored unless asked for, by `tests/real/hub.sh`, which says where things are: `QUAYSIDE_MACHINE` (user@address),
//! `QUAYSIDE_MACHINE_KEY` (private key file), `QUAYSIDE_MACHINE_DISK` (the id of an attached volume) and `QUAYSIDE_HUB`
//! (the address of what plays Docker Hub for this computer). The cloud half of the journal is written by hand.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says where it fails, and what it heard"
)]

use std::env::var;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use quayside::deploy::store::Memory;
use quayside::deploy::suggest::{self, Facts};
use quayside::deploy::{
    Event, Job, Journal, Made, Materials, Only, Services, Status, Step, Stop, Wait, What, run,
    steps,
};
use quayside::http::net::Network;
use quayside::http::{BoxFuture, CallError, Kind, Net, Request, Response, Wire};
use quayside::openstack::{Cloud, inventory};
use quayside::plan::certificate::Certificate;
use quayside::plan::cloud::{self, Preset, SignIn};
use quayside::plan::name::Keeper;
use quayside::plan::volume::Purpose;
use quayside::plan::{Address, Named, Plan};
use quayside::practice::{self, World};
use quayside::remote::ssh::OpenSsh;
use quayside::remote::{HostKey, Shell as _, Target, Wait as Remote};
use quayside::secret::Secret;
use quayside::session::practice_user;
use sipper::Sipper as _;

fn told(name: &str) -> String {
    var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

/// The network, in which Docker Hub is the one that was made for this, and nothing else is.
struct Hub(Network);

impl Wire for Hub {
    fn send(&self, mut request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        match request.url.strip_prefix("https://registry-1.docker.io") {
            Some(rest) => {
                request.url = format!("{}{rest}", told("QUAYSIDE_HUB"));
                self.0.send(request)
            }
            None => {
                let gone = CallError::new(Kind::Tls, request.name(), "not in this test");
                Box::pin(async move { Err(gone) })
            }
        }
    }
}

async fn practice_cloud() -> Cloud {
    let credentials = practice_user(Preset::Campus, practice::project(Preset::Campus));

    Cloud::sign_in(World::new(Preset::Campus).net(), credentials)
        .await
        .expect("the practice cloud")
}

/// A plan for the machine that is there: one volume, no certificate, no nodes.
async fn plan(cloud: &Cloud, user: &str) -> Plan {
    let inventory = inventory::survey(cloud).await;
    let facts = Facts {
        cloud: cloud::Cloud {
            region: None,
            sign_in: SignIn::Practice {
                preset: Preset::Campus,
            },
        },
        host: "registry.lab.test".parse().expect("a host"),
        keeper: Keeper::Hand,
        password: "env:PASSWORD".parse().expect("a secret's name"),
        local_keys: Vec::new(),
    };
    let mut plan = suggest::plan(&inventory, facts).expect("a plan");
    plan.address = Address::New {
        pool: Named::new("pool".to_owned(), "pool".to_owned()),
    };
    plan.certificate = Certificate::CloudflareProxy;
    plan.volumes
        .retain(|volume| volume.purpose == Purpose::Images);
    plan.instance.login.user = Some(user.parse().expect("a user"));
    plan.instance.login.key_file = Some(told("QUAYSIDE_MACHINE_KEY").parse().expect("a path"));
    plan.instance.login.jump = None;

    plan
}

/// What the cloud half would have made.
fn made(step: Step, ip: IpAddr, keys: &[HostKey]) -> Option<Made> {
    let id = || "id".to_owned();
    let volume = || told("QUAYSIDE_MACHINE_DISK");
    Some(match step {
        Step::Group => Made::Group { id: id() },
        Step::Rules => Made::Rules,
        Step::Port => Made::Port { id: id(), ip },
        Step::Volume(_) => Made::Volume { id: volume() },
        Step::Server => Made::Server { id: id() },
        Step::Address => Made::Floating { id: id(), ip },
        Step::ServerReady => Made::ServerReady,
        Step::Attach(_) => Made::Attachment {
            server: id(),
            volume: volume(),
        },
        Step::NameSeen => Made::NameSeen {
            addresses: vec![ip],
        },
        Step::HostKey => Made::HostKeys {
            keys: keys.to_vec(),
            by_console: false,
        },
        _ => return None,
    })
}

async fn shown_keys(user: &str, ip: IpAddr) -> Vec<HostKey> {
    let target = Target {
        host: ip.to_string(),
        port: 22,
        user: user.to_owned(),
        key_file: None,
        jump: None,
        known: Vec::new(),
    };
    let shell = OpenSsh::new().expect("a shell");

    shell.host_keys(&target).await.expect("host keys")
}

/// A process with the journal in `store`, until the registry is done or something happens that `ends` it.
async fn process(cloud: &Cloud, store: &Memory, ends: impl Fn(&Event) -> bool) -> Vec<Event> {
    let stop = Stop::new();
    let job = Job {
        journal: Journal::open(Arc::new(store.clone())).expect("a journal"),
        services: Services {
            cloud: cloud.clone(),
            net: Arc::new(Hub(Network::new())) as Net,
            names: Arc::new(World::new(Preset::Campus)),
            shell: Arc::new(OpenSsh::new().expect("a shell")),
            materials: Materials {
                registry_password: Secret::new("correct horse battery"),
                hash_cost: 4,
                ..Materials::default()
            },
        },
        stop: stop.clone(),
        only: Only::Everything,
    };
    let begun = Instant::now();
    let mut events = Vec::new();
    let mut run = Box::pin(run(job));
    while let Some(event) = run.sip().await {
        println!("{:7.1} {event:?}", begun.elapsed().as_secs_f32());
        let is_over = ends(&event);
        // What comes behind the registry is not there.
        if matches!(&event, Event::Moved { step, status: Status::Done(_), .. } if *step == Step::Registry.id())
        {
            stop.cancel();
        }
        events.push(event);
        if is_over {
            break;
        }
    }

    events
}

fn sent(event: &Event) -> Option<u64> {
    match event {
        Event::Waits {
            wait: Wait::Machine(Remote::Upload { sent, .. }),
            ..
        } => Some(*sent),
        _ => None,
    }
}

#[tokio::test]
#[ignore = "needs a machine that may be changed"]
async fn an_image_that_only_this_computer_gets() {
    let place = told("QUAYSIDE_MACHINE");
    let (user, host) = place.split_once('@').expect("user@address");
    let ip: IpAddr = host.parse().expect("an address");
    let cloud = practice_cloud().await;
    let plan = plan(&cloud, user).await;
    let image = plan.registry.image.to_string();
    let keys = shown_keys(user, ip).await;
    let store = Memory::default();
    let mut journal =
        Journal::begin(Arc::new(store.clone()), "test-0badcafe", plan.clone()).expect("begun");
    for step in steps(&plan) {
        if let Some(made) = made(step, ip, &keys) {
            for what in [What::Started, What::Done(made)] {
                let _ = journal.write(&step.id(), what).expect("written");
            }
        }
    }

    // Lost in the middle: the machine is left with nothing of the image.
    let events = process(&cloud, &store, |event| sent(event) >= Some(3)).await;
    assert_eq!(events.last().and_then(sent), Some(3));

    // Another process: from the beginning, to the end.
    let events = process(&cloud, &store, |_| false).await;
    assert_eq!(events.iter().find_map(sent), Some(0));
    let journal = Journal::open(Arc::new(store.clone())).expect("a journal");
    let done = journal.made();
    let Some(Made::Registry {
        sent: Some(came), ..
    }) = done.get(&Step::Registry.id())
    else {
        panic!("{:?}", journal.status(&Step::Registry.id()));
    };
    assert_eq!(came.image, image);
}
