//! What is done on both clouds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use quayside::deploy::{Event, Journal, Made, Status, StepId, run, steps};
use quayside::http::{CallError, Kind};
use quayside::openstack::credentials::{Credentials, Method, Project};
use quayside::openstack::network::{self, NewFloating};
use quayside::openstack::volume::{self, NewVolume};
use quayside::openstack::wait::{self, Span};
use quayside::openstack::{Cloud, FloatingId, GroupId, PortId, ServerId, VolumeId, compute, mark};
use quayside::plan::volume::Source;
use quayside::plan::{Address, Firewall, Named, Plan};
use quayside::secret::Secret;
use sipper::Sipper as _;

use super::leftovers;
use super::site::{KEY, Site};

/// All that is compared.
pub async fn all(site: &Site) {
    made_and_undone(site).await;
    adopted(site).await;
    not_let_in(site).await;
    if let Some(small) = site.small.clone() {
        used_up(site, small).await;
    }
}

/// Signed in, planned, made, looked at, and taken away.
pub async fn made_and_undone(site: &Site) {
    let cloud = site.sign_in().await;
    let (plan, _) = site.plan(&cloud).await;
    let journal = site.begin(plan);
    let journal = site.apply(&cloud, journal).await.unwrap();
    stands(&journal);
    refused_beside(&cloud, &journal).await;
    let made = journal.made();
    let journal = site.undo(&cloud, journal).await.unwrap();
    assert!(journal.is_undone());
    gone(&cloud, &made).await;
}

/// The run is dropped in the middle, as it is when a program is killed, and taken up again.
pub async fn dropped_and_resumed(site: &Site) {
    let cloud = site.sign_in().await;
    let (plan, _) = site.plan(&cloud).await;
    for after in [3, 11] {
        let journal = site.begin(plan.clone());
        let id = journal.deployment().to_owned();
        let mut running = Box::pin(run(site.job(&cloud, journal).await));
        let mut moved = 0;
        while moved < after {
            match running.sip().await.unwrap() {
                Event::Moved { .. } => moved += 1,
                Event::Said { .. } | Event::Waits { .. } => {}
            }
        }
        drop(running);

        let journal = site.apply(&cloud, site.held(&id)).await.unwrap();
        stands(&journal);
        once(&cloud, &journal).await;
        let journal = site.undo(&cloud, journal).await.unwrap();
        assert!(journal.is_undone());
    }
}

/// An address, a group and a volume that the project has already are used, and stay.
pub async fn adopted(site: &Site) {
    let cloud = site.sign_in().await;
    let (mut plan, _) = site.plan(&cloud).await;
    let mark = leftovers::new_mark(site);
    let Address::New { pool } = plan.address.clone() else {
        panic!("this cloud has no floating addresses");
    };
    let new = floating(&pool.id, &mark, None);
    let floating = network::create_floating(&cloud, &new).await.unwrap();
    let group = network::create_group(&cloud, &mark, &mark).await.unwrap();
    let Firewall::New { rules, .. } = plan.firewall.clone() else {
        panic!("a new group is suggested");
    };
    let made = network::create_rules(&cloud, &group, &rules, &mark).await;
    assert_eq!(made.unwrap().len(), rules.len());
    let own = volume::create(&cloud, &small_volume(&mark)).await.unwrap();
    available(&cloud, &own.id).await;

    plan.address = Address::Existing {
        id: floating.id.to_string(),
        ip: floating.address,
    };
    plan.firewall = Firewall::Existing {
        group: Named::new(group.to_string(), mark.as_str()),
    };
    plan.volumes.truncate(1);
    plan.volumes[0].source = Source::Existing {
        id: own.id.to_string(),
    };
    let journal = site.begin(plan);
    let journal = site.apply(&cloud, journal).await.unwrap();
    stands(&journal);
    let journal = site.undo(&cloud, journal).await.unwrap();
    assert!(journal.is_undone());

    let after = network::floating(&cloud, &floating.id).await.unwrap();
    assert_eq!(after.unwrap().port, None);
    let after = network::groups_marked(&cloud, &mark).await.unwrap();
    assert_eq!(after.len(), 1);
    available(&cloud, &own.id).await;
    network::delete_floating(&cloud, &floating.id)
        .await
        .unwrap();
    network::delete_group(&cloud, &group).await.unwrap();
    volume::delete(&cloud, &own.id).await.unwrap();
}

/// Sign-ins that are refused. One wrong word each: repeated ones lock accounts.
pub async fn not_let_in(site: &Site) {
    let mut wrong = site.credentials.clone();
    match &mut wrong.method {
        Method::ApplicationCredential { secret, .. }
        | Method::ApplicationCredentialByName { secret, .. }
        | Method::Password {
            password: secret, ..
        } => *secret = Secret::new("not-the-password"),
    }
    refused_sign_in(site, wrong).await;

    let mut elsewhere = site.credentials.clone();
    if let Method::Password {
        project: Some(Project::Name { name, .. }),
        ..
    } = &mut elsewhere.method
    {
        "no-such-project".clone_into(name);
        refused_sign_in(site, elsewhere).await;
    }

    let mut withdrawn = site.credentials.clone();
    withdrawn.method = Method::ApplicationCredential {
        id: "0123456789abcdef0123456789abcdef".to_owned(),
        secret: Secret::new("not-the-secret"),
    };
    refused_sign_in(site, withdrawn).await;
}

async fn refused_sign_in(site: &Site, credentials: Credentials) {
    let net = Arc::new(site.recorder.clone());
    let error = Cloud::sign_in(net, credentials).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unauthorized, "{error}");
}

/// Every quota of the small project, told for what it is.
pub async fn used_up(site: &Site, small: Credentials) {
    let net = Arc::new(site.recorder.clone());
    let cloud = Cloud::sign_in(net, small).await.unwrap();
    let mark = leftovers::new_mark(site);
    let flavors = compute::flavors(&cloud).await.unwrap();
    let large = flavors.iter().max_by_key(|flavor| flavor.cores).unwrap();
    let images = quayside::openstack::image::images(&cloud).await.unwrap();
    let mut networks = network::networks(&cloud).await.unwrap();
    networks.retain(|network| !network.external);
    let pools = network::external_networks(&cloud).await.unwrap();
    let server = compute::NewServer {
        name: mark.clone(),
        image: images[0].id.clone(),
        flavor: large.id.clone(),
        key_name: None,
        plug: compute::Plug::Network {
            id: networks[0].id.clone(),
            groups: Vec::new(),
        },
        zone: None,
        boot_volume: None,
        metadata: BTreeMap::new(),
    };
    is_quota(compute::create_server(&cloud, &server).await);

    let key = |n: usize| format!("{mark}-{n}");
    until_quota(async |n| {
        compute::import_key_pair(&cloud, &key(n), KEY)
            .await
            .map(drop)
    })
    .await;
    let new = floating(&pools[0].id, &mark, None);
    until_quota(async |_| network::create_floating(&cloud, &new).await.map(drop)).await;
    until_quota(async |n| {
        network::create_group(&cloud, &key(n), &mark)
            .await
            .map(drop)
    })
    .await;
    let groups = network::groups_marked(&cloud, &mark).await.unwrap();
    let many = |n: u16| format!("10.{n}.0.0/16").parse().unwrap();
    let rules: Vec<_> = (0..40)
        .map(|n| quayside::plan::firewall::Rule {
            from: many(n),
            to: quayside::plan::firewall::Opening::tcp(443),
        })
        .collect();
    is_quota(network::create_rules(&cloud, &groups[0].id, &rules, &mark).await);

    let mut volume = small_volume(&mark);
    volume.size = 100_000;
    is_quota(volume::create(&cloud, &volume).await);
    volume.size = 1;
    until_quota(async |_| volume::create(&cloud, &volume).await.map(drop)).await;
    leftovers::take_back_marked(&cloud, &mark).await;
}

fn is_quota<T: std::fmt::Debug>(result: Result<T, CallError>) {
    let error = result.unwrap_err();
    assert!(matches!(error.kind, Kind::Quota { .. }), "{error:?}");
}

/// Makes one more until the project may not have another.
async fn until_quota(mut make: impl AsyncFnMut(usize) -> Result<(), CallError>) {
    for n in 0..30 {
        if let Err(error) = make(n).await {
            return is_quota::<()>(Err(error));
        }
    }
    panic!("there is no limit");
}

/// What the cloud refuses while the plan's things stand.
async fn refused_beside(cloud: &Cloud, journal: &Journal) {
    let (plan, made) = (journal.plan(), journal.made());
    let ids = Ids::of(&made);
    let kind = |result: Result<(), CallError>| result.unwrap_err().kind;

    let group = GroupId::new(ids.group);
    assert_eq!(
        kind(network::delete_group(cloud, &group).await),
        Kind::Conflict
    );
    let Firewall::New { rules, .. } = &plan.firewall else {
        panic!("a new group is suggested");
    };
    let mark = mark(journal.deployment());
    let again = network::create_rules(cloud, &group, &rules[..1], &mark).await;
    assert_eq!(kind(again.map(drop)), Kind::Conflict);
    if let Some(name) = ids.key_pair {
        let again = compute::import_key_pair(cloud, name, KEY).await;
        assert_eq!(kind(again.map(drop)), Kind::Conflict);
    }
    let volume = VolumeId::new(ids.volume);
    assert_eq!(kind(volume::delete(cloud, &volume).await), Kind::Invalid);
    let server = ServerId::new(ids.server);
    let again = compute::attach(cloud, &server, &volume).await;
    assert_eq!(kind(again.map(drop)), Kind::Invalid);
    if let Address::New { pool } = &plan.address {
        let port = Some(PortId::new(ids.port));
        let second = floating(&pool.id, &mark, port);
        let second = network::create_floating(cloud, &second).await;
        assert_eq!(kind(second.map(drop)), Kind::Conflict);
    }
}

/// Everything that was made is looked for once more, and deleted once more.
async fn gone(cloud: &Cloud, made: &BTreeMap<StepId, Made>) {
    let ids = Ids::of(made);
    let (server, volume) = (ServerId::new(ids.server), VolumeId::new(ids.volume));
    let (port, group) = (PortId::new(ids.port), GroupId::new(ids.group));
    assert_eq!(compute::server(cloud, &server).await, Ok(None));
    assert_eq!(volume::volume(cloud, &volume).await, Ok(None));
    assert_eq!(network::port(cloud, &port).await, Ok(None));
    let deleted = [
        compute::delete_server(cloud, &server).await,
        compute::detach(cloud, &server, &volume).await,
        volume::delete(cloud, &volume).await,
        network::delete_port(cloud, &port).await,
        network::delete_group(cloud, &group).await,
    ];
    for error in deleted.map(Result::unwrap_err) {
        assert_eq!(error.kind, Kind::NotFound, "{error}");
    }
    if let Some(id) = ids.floating {
        let id = FloatingId::new(id);
        assert_eq!(network::floating(cloud, &id).await, Ok(None));
        let again = network::delete_floating(cloud, &id).await;
        assert_eq!(again.unwrap_err().kind, Kind::NotFound);
    }
    if let Some(name) = ids.key_pair {
        assert_eq!(compute::key_pair(cloud, name).await, Ok(None));
        let again = compute::delete_key_pair(cloud, name).await;
        assert_eq!(again.unwrap_err().kind, Kind::NotFound);
    }
}

/// The ids of what the plan made, one of each kind.
#[derive(Default)]
struct Ids<'a> {
    floating: Option<&'a str>,
    group: &'a str,
    key_pair: Option<&'a str>,
    port: &'a str,
    server: &'a str,
    volume: &'a str,
}

impl<'a> Ids<'a> {
    fn of(made: &'a BTreeMap<StepId, Made>) -> Self {
        let mut ids = Self::default();
        for made in made.values() {
            match made {
                Made::Floating { id, .. } => ids.floating = Some(id),
                Made::Group { id } => ids.group = id,
                Made::KeyPair { name } => ids.key_pair = Some(name),
                Made::Port { id, .. } => ids.port = id,
                Made::Server { id } => ids.server = id,
                Made::Volume { id } => ids.volume = id,
                _ => {}
            }
        }

        ids
    }
}

/// Every step of the cloud half is done, and none of the other.
fn stands(journal: &Journal) {
    for step in steps(journal.plan()) {
        let is_done = matches!(journal.status(&step.id()), Status::Done(_));
        assert_eq!(is_done, step.is_cloud(), "{step:?}");
    }
}

/// Nothing was made twice.
async fn once(cloud: &Cloud, journal: &Journal) {
    let id = journal.deployment();
    let mark = mark(id);
    let servers = compute::servers_marked(cloud, id).await.unwrap().len();
    let volumes = volume::volumes_marked(cloud, id).await.unwrap().len();
    let floatings = network::floatings_marked(cloud, &mark).await.unwrap().len();
    let groups = network::groups_marked(cloud, &mark).await.unwrap().len();
    let ports = network::ports_marked(cloud, &mark).await.unwrap().len();
    let wanted = journal.plan().volumes.len();
    assert_eq!(
        (servers, volumes, floatings, groups, ports),
        (1, wanted, 1, 1, 1)
    );
}

async fn available(cloud: &Cloud, id: &VolumeId) {
    let patience = Span::of(Duration::ZERO, Duration::from_secs(120));
    let look = || async { Ok(wait::available(volume::volume(cloud, id).await?)) };
    let _ = wait::until("the volume", patience, look, |_| {})
        .await
        .unwrap();
}

fn floating(pool: &str, mark: &str, port: Option<PortId>) -> NewFloating {
    NewFloating {
        pool: pool.to_owned(),
        port,
        description: mark.to_owned(),
    }
}

fn small_volume(mark: &str) -> NewVolume {
    NewVolume {
        name: mark.to_owned(),
        description: mark.to_owned(),
        size: 1,
        volume_type: None,
        zone: None,
        image: None,
        metadata: BTreeMap::new(),
    }
}

/// What a plan makes, in words; the sizes as they are asked for.
pub fn takes(plan: &Plan) -> Vec<(String, u64)> {
    plan.volumes
        .iter()
        .filter_map(|volume| match volume.source {
            Source::New { size, .. } => Some((volume.name.to_string(), u64::from(size.get()))),
            Source::Existing { .. } => None,
        })
        .collect()
}
