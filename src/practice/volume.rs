//! Cinder: volumes, their types, their states. What is on a volume stays on it when it moves.

mod new;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::clock::fixed_id;
use super::list::{self, Paging};
use super::quota;
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct VolumeType {
    pub name: &'static str,
    pub description: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub(super) struct Volume {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub project: String,
    /// Gigabytes.
    pub size: u32,
    pub kind: String,
    pub zone: String,
    pub metadata: Map<String, Value>,
    pub status: Status,
    /// The image that it was made from.
    pub image: Option<String>,
    pub made: Instant,
    pub content: Content,
}

/// What is on a volume.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Content {
    #[default]
    Empty,
    /// A filesystem that a job made.
    Ours { label: String },
    /// Somebody's data, as it is found.
    Foreign(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Ready at this time; well or not.
    Creating {
        ready: Instant,
        fails: bool,
    },
    Available,
    Reserved,
    Attaching,
    InUse,
    Detaching,
    /// Gone at this time.
    Deleting(Instant),
    Error,
}

impl Status {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Creating { .. } => "creating",
            Self::Available => "available",
            Self::Reserved => "reserved",
            Self::Attaching => "attaching",
            Self::InUse => "in-use",
            Self::Detaching => "detaching",
            Self::Deleting(_) => "deleting",
            Self::Error => "error",
        }
    }
}

impl Volume {
    /// An empty volume without a name.
    pub fn new(id: &str, project: &str, size: u32, now: Instant) -> Self {
        Self {
            id: id.to_owned(),
            name: String::new(),
            description: None,
            project: project.to_owned(),
            size,
            kind: String::new(),
            zone: String::new(),
            metadata: Map::new(),
            status: Status::Available,
            image: None,
            made: now,
            content: Content::default(),
        }
    }
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>) -> Reply {
    let parts = ask.parts();
    // `v3/PROJECT/…` and, since Yoga, `v3/…` too.
    let rest = match parts.as_slice() {
        ["v3", project, rest @ ..] if *project == ask.who.project => rest,
        ["v3", rest @ ..] => rest,
        _ => return Err(ask.no_such_path()),
    };
    match (ask.method(), rest) {
        (Method::Get, []) => Ok(versions(state, ask, 200)),
        (Method::Get, ["volumes"]) => volumes(state, ask, false),
        (Method::Get, ["volumes", "detail"]) => volumes(state, ask, true),
        (Method::Post, ["volumes"]) => new::create(state, ask),
        (Method::Get, ["volumes", id]) => {
            let volume = find(state, ask, id)?;
            let shown = with_owner(volume, volume_json(state, ask, volume));
            Ok(Response::json(200, &json!({ "volume": shown })))
        }
        (Method::Put, ["volumes", id]) => update(state, ask, id),
        (Method::Delete, ["volumes", id]) => delete(state, ask, id),
        (Method::Get, ["types"]) => Ok(types(state)),
        (Method::Get, ["limits"]) => Ok(Response::json(
            200,
            &quota::volume_limits(state, &ask.who.project),
        )),
        (Method::Get, ["os-quota-sets", project, ..]) => {
            let usage = ask
                .param("usage")
                .is_some_and(|usage| usage.eq_ignore_ascii_case("true"));
            Ok(Response::json(200, &quota::volume(state, project, usage)))
        }
        (Method::Get, ["os-availability-zone"]) => {
            let zone = |zone| json!({ "zoneName": zone, "zoneState": { "available": true } });
            let zones: Vec<Value> = state.zones.iter().map(zone).collect();
            Ok(Response::json(
                200,
                &json!({ "availabilityZoneInfo": zones }),
            ))
        }
        _ => Err(ask.no_such_path()),
    }
}

/// The version document; with 300 at the root, which asks for no token.
pub(super) fn versions(state: &State, ask: &Ask<'_>, status: u16) -> Response {
    let (major, minor) = state.site.volume;

    Response::json(
        status,
        &json!({ "versions": [{
            "id": "v3.0",
            "status": "CURRENT",
            "version": format!("{major}.{minor}"),
            "min_version": "3.0",
            "updated": "2023-08-31T00:00:00Z",
            "links": [
                { "rel": "describedby", "type": "text/html", "href": "https://docs.openstack.org/" },
                { "rel": "self", "href": format!("{}/v3/", ask.root) },
            ],
            "media-types": [{
                "base": "application/json",
                "type": "application/vnd.openstack.volume+json;version=3",
            }],
        }] }),
    )
}

fn find<'s>(state: &'s State, ask: &Ask<'_>, id: &str) -> Result<&'s Volume, Response> {
    state
        .volumes
        .iter()
        .find(|volume| volume.id == id && volume.project == ask.who.project)
        .ok_or_else(|| ask.error(404, &format!("Volume {id} could not be found.")))
}

fn volumes(state: &State, ask: &Ask<'_>, detail: bool) -> Reply {
    let wish = |name: &str, value: &str| ask.param(name).is_none_or(|wanted| wanted == value);
    let mut volumes: Vec<&Volume> = state
        .volumes
        .iter()
        .filter(|volume| volume.project == ask.who.project)
        .filter(|volume| wish("name", &volume.name) && wish("status", volume.status.as_str()))
        .filter(|volume| wish("availability_zone", &volume.zone))
        .filter(|volume| {
            ask.param("metadata")
                .is_none_or(|wanted| has(volume, wanted))
        })
        .collect();
    // The newest first.
    volumes.reverse();
    let shown = volumes
        .into_iter()
        .map(|volume| {
            if detail {
                with_owner(volume, volume_json(state, ask, volume))
            } else {
                json!({ "id": volume.id, "name": volume.name, "links": links(ask, &volume.id) })
            }
        })
        .collect();
    let path = format!("/{}", ask.path.join("/"));

    list::page(
        ask,
        shown,
        &Paging {
            key: "volumes",
            mark: "id",
            path,
        },
    )
}

/// Cinder's filter `{'key': 'value'}`.
fn has(volume: &Volume, wanted: &str) -> bool {
    let wanted: Result<Map<String, Value>, _> = serde_json::from_str(&wanted.replace('\'', "\""));

    wanted.is_ok_and(|wanted| {
        wanted
            .iter()
            .all(|(key, value)| volume.metadata.get(key) == Some(value))
    })
}

fn links(ask: &Ask<'_>, id: &str) -> Value {
    let project = &ask.who.project;

    json!([
        { "rel": "self", "href": format!("{}/v3/{project}/volumes/{id}", ask.root) },
        { "rel": "bookmark", "href": format!("{}/{project}/volumes/{id}", ask.root) },
    ])
}

fn attachments(state: &State, volume: &Volume) -> Vec<Value> {
    let on = state.servers.iter().flat_map(|server| {
        let here = server.attached.iter().filter(|one| one.volume == volume.id);
        here.map(move |one| (server, one))
    });

    on.filter(|_| matches!(volume.status, Status::InUse | Status::Detaching))
        .map(|(server, one)| {
            json!({
                "id": volume.id,
                "attachment_id": one.id,
                "volume_id": volume.id,
                "server_id": server.id,
                "host_name": null,
                "device": one.device,
                "attached_at": state.clock.micro(one.done),
            })
        })
        .collect()
}

fn volume_json(state: &State, ask: &Ask<'_>, volume: &Volume) -> Value {
    let new = matches!(volume.status, Status::Creating { .. });
    let made = state.clock.micro(volume.made);
    let mut shown = json!({
        "id": volume.id,
        "status": volume.status.as_str(),
        "size": volume.size,
        "availability_zone": volume.zone,
        "created_at": made,
        "updated_at": (!new).then_some(&made),
        "name": volume.name,
        "description": volume.description,
        "volume_type": volume.kind,
        "snapshot_id": null,
        "source_volid": null,
        "metadata": volume.metadata,
        "links": links(ask, &volume.id),
        "user_id": state.identity.user.id,
        "bootable": if volume.image.is_some() { "true" } else { "false" },
        "encrypted": false,
        "replication_status": null,
        "consistencygroup_id": null,
        "multiattach": false,
        "attachments": attachments(state, volume),
    });
    if let Some(object) = shown.as_object_mut() {
        if ask.at_least(3, 13) {
            let _ = object.insert("group_id".to_owned(), Value::Null);
        }
        if ask.at_least(3, 48) {
            let service = (!new).then(|| fixed_id("volume service"));
            let _ = object.insert("shared_targets".to_owned(), json!(new));
            let _ = object.insert("service_uuid".to_owned(), json!(service));
        }
    }

    shown
}

/// What a request that reads (and none that makes) is told besides.
fn with_owner(volume: &Volume, mut shown: Value) -> Value {
    if let Some(object) = shown.as_object_mut() {
        let _ = object.insert(
            "os-vol-tenant-attr:tenant_id".to_owned(),
            json!(volume.project),
        );
    }

    shown
}

fn update(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let asked = ask.inner("volume")?;
    let _ = find(state, ask, id)?;
    if let Some(volume) = state.volume_mut(id) {
        if let Some(name) = text(&asked, "name") {
            name.clone_into(&mut volume.name);
        }
        if let Some(description) = text(&asked, "description") {
            volume.description = Some(description.to_owned());
        }
    }
    let volume = find(state, ask, id)?;

    Ok(Response::json(
        200,
        &json!({ "volume": volume_json(state, ask, volume) }),
    ))
}

fn delete(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let volume = find(state, ask, id)?;
    if !matches!(volume.status, Status::Available | Status::Error) {
        return Err(ask.error(
            400,
            "Invalid volume: Volume status must be available or error or error_restoring or \
             error_extending or error_managing and must not be migrating, attached, belong to a \
             group, have snapshots, awaiting a transfer, or be disassociated from snapshots after \
             volume transfer.",
        ));
    }
    let gone = ask.now + state.span("volume delete", id, 2.0, ask.now);
    if let Some(volume) = state.volume_mut(id) {
        volume.status = Status::Deleting(gone);
    }

    Ok(Response::new(202).with("Content-Type", "text/html; charset=UTF-8"))
}

fn types(state: &State) -> Response {
    let types: Vec<Value> = state
        .volume_types
        .iter()
        .map(|kind| {
            json!({
                "id": fixed_id(kind.name),
                "name": kind.name,
                "is_public": true,
                "description": kind.description,
                "extra_specs": {},
                "os-volume-type-access:is_public": true,
            })
        })
        .collect();

    Response::json(200, &json!({ "volume_types": types }))
}
