//! The practice clouds as they are found: what is in them before anybody makes anything.

mod campus;
mod harbour;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::Map;
use tokio::time::Instant;

use super::clock::{Clock, digest, fixed_id, hex};
use super::cloudflare::Dns;
use super::compute::{Flavor, KeyPair};
use super::designate::Designate;
use super::group::Group;
use super::identity::{Identity, Project, User};
use super::image::Image;
use super::port::Port;
use super::quota::Limits;
use super::rule::Rule;
use super::server::{Attachment, Phase, Server};
use super::site::Site;
use super::state::State;
use super::volume::{Status, Volume};
use super::{PASSWORD, USER};
use crate::plan::cloud::Preset;

pub(super) fn state(preset: Preset) -> State {
    match preset {
        Preset::Campus => campus::state(),
        Preset::Harbour => harbour::state(),
    }
}

/// A cloud with people in it and nothing else.
fn bare(preset: Preset, projects: &[(&str, Limits)]) -> State {
    let key = |kind: &str, name: &str| hex(&digest(&format!("{preset:?} {kind} {name}"))[..16]);
    let made: Vec<Project> = projects
        .iter()
        .map(|(name, _)| Project {
            id: key("project", name),
            name: (*name).to_owned(),
        })
        .collect();
    let limits: BTreeMap<String, Limits> = made
        .iter()
        .zip(projects)
        .map(|(project, (_, limits))| (project.id.clone(), limits.clone()))
        .collect();
    let operator = key("project", "admin");
    let identity = identity(key("user", USER), made.clone());
    let clock = Clock::start();
    let groups = made
        .iter()
        .map(|project| default_group(&project.id, clock.began()))
        .collect();
    State {
        preset,
        site: Site::new(preset),
        clock,
        faults: super::Faults::new(),
        spans: Vec::new(),
        operator,
        identity,
        limits,
        images: Vec::new(),
        flavors: Vec::new(),
        keys: Vec::new(),
        zones: Vec::new(),
        networks: Vec::new(),
        subnets: Vec::new(),
        routers: Vec::new(),
        ports: Vec::new(),
        addresses: Vec::new(),
        groups,
        volume_types: Vec::new(),
        volumes: Vec::new(),
        servers: Vec::new(),
        dns: Dns::default(),
        designate: Designate::default(),
        machines: BTreeMap::new(),
        stores: BTreeMap::new(),
        late: Vec::new(),
        colleague: true,
    }
}

/// The person, in all projects; the first is their own.
fn identity(id: String, projects: Vec<Project>) -> Identity {
    let own = projects.first().map(|project| project.id.clone());

    Identity {
        user: User {
            id,
            name: USER.to_owned(),
            password: PASSWORD.to_owned(),
            project: own.unwrap_or_default(),
        },
        projects,
        credentials: Vec::new(),
        tokens: Vec::new(),
        token_life: Duration::from_secs(4 * 3600),
    }
}

/// The group that every project has: its members reach each other.
fn default_group(project: &str, now: Instant) -> Group {
    let mut group = Group::new("default", "Default security group", project, now);
    group.id = fixed_id(&format!("{project} default"));
    for ethertype in ["IPv4", "IPv6"] {
        let mut rule = Rule::outgoing(ethertype, now);
        rule.direction = "ingress";
        rule.remote_group = Some(group.id.clone());
        group.rules.push(rule);
    }

    group
}

fn flavor(preset: Preset, name: &'static str, size: (u32, u32, u32, u32)) -> Flavor {
    let (vcpus, ram, disk, ephemeral) = size;

    Flavor {
        id: fixed_id(&format!("{preset:?} flavor {name}")),
        name,
        vcpus,
        ram,
        disk,
        ephemeral,
    }
}

fn key_pair(name: &str, now: Instant) -> KeyPair {
    KeyPair {
        name: name.to_owned(),
        public: super::public_key(name),
        made: now,
    }
}

/// An instance that somebody has been using for long.
struct Old<'a> {
    name: &'a str,
    flavor: &'a str,
    image: &'a str,
    key: &'a str,
    ip: Ipv4Addr,
}

/// Puts an instance into the cloud as if it had been there for long.
fn add_server(state: &mut State, old: &Old<'_>, network: &str, groups: &[String]) {
    let now = state.clock.began();
    let project = state.identity.user.project.clone();
    let id = fixed_id(&format!("{:?} server {}", state.preset, old.name));
    let flavor = state.flavors.iter().find(|one| one.name == old.flavor);
    let image = state.images.iter().find(|one| one.name == old.image);
    let subnet = state.subnets.iter().find(|one| one.network == network);
    let (Some(flavor), Some(image), Some(subnet)) = (flavor.cloned(), image, subnet) else {
        return;
    };
    state.ports.push(Port {
        id: fixed_id(&format!("{id} port")),
        name: String::new(),
        description: String::new(),
        network: network.to_owned(),
        project: project.clone(),
        device: id.clone(),
        owner: "compute:nova",
        subnet: subnet.id.clone(),
        ip: old.ip,
        groups: groups.to_vec(),
        made: now,
        revision: 4,
        by_nova: true,
    });
    state.servers.push(Server {
        id,
        name: old.name.to_owned(),
        project,
        description: None,
        tags: Vec::new(),
        metadata: Map::new(),
        image: Some(image.id.clone()),
        system: Some(image.id.clone()),
        flavor,
        key: Some(old.key.to_owned()),
        zone: state.zones.first().copied().unwrap_or("nova").to_owned(),
        config_drive: true,
        scsi: image.scsi,
        nics: Vec::new(),
        attached: Vec::new(),
        phase: Phase::Active,
        fault: None,
        made: now,
        changed: now,
        wired: now,
        active: now,
        up: now,
        booted: now,
    });
}

/// A volume that has been there for long, perhaps on an instance.
fn add_volume(state: &mut State, name: &str, size: u32, on: Option<&str>) {
    let now = state.clock.began();
    let id = fixed_id(&format!("{:?} volume {name}", state.preset));
    let project = state.identity.user.project.clone();
    let mut volume = Volume::new(&id, &project, size, now);
    name.clone_into(&mut volume.name);
    volume.kind = state.usual_volume_type();
    volume.zone = state.zones.first().copied().unwrap_or("nova").to_owned();
    if let Some(server) = state
        .servers
        .iter_mut()
        .find(|server| Some(server.name.as_str()) == on)
    {
        volume.status = Status::InUse;
        let device = server.next_device();
        server.attached.push(Attachment {
            id: fixed_id(&format!("{id} attachment")),
            bdm: fixed_id(&format!("{id} bdm")),
            volume: id,
            device,
            tag: None,
            ends_with_server: false,
            taken: now,
            done: now,
            leaves: None,
        });
    }
    state.volumes.push(volume);
}

struct ImageKind {
    name: &'static str,
    release: (&'static str, &'static str),
    user: &'static str,
    disk: u32,
}

fn image(preset: Preset, kind: &ImageKind) -> Image {
    Image {
        id: fixed_id(&format!("{preset:?} image {}", kind.name)),
        name: kind.name,
        system: Some(kind.release),
        release: kind.release,
        user: kind.user,
        min_disk: kind.disk,
        min_ram: 0,
        bytes: u64::from(kind.disk.max(1)) * 220_000_000,
        scsi: preset == Preset::Harbour,
        tells_user: preset == Preset::Harbour,
    }
}
