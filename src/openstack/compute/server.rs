//! Servers: made, looked at, found again, deleted; and what they print on their console.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::{CallError, Kind};
use crate::openstack::{Call, Cloud, MARK, PortId, ServerId, Service, VolumeId, or_default};

/// The first version that takes a volume type for the boot volume.
const VOLUME_TYPE: &str = "2.67";

/// A server to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewServer {
    pub name: String,
    /// The image's id: what the server (or its boot volume) is made from.
    pub image: String,
    /// The flavor's id.
    pub flavor: String,
    pub key_name: Option<String>,
    pub plug: Plug,
    /// Availability zone; the cloud chooses where it is left out.
    pub zone: Option<String>,
    /// Starts from a new volume instead of the flavor's disk.
    pub boot_volume: Option<BootVolume>,
    /// Each value has at most 255 characters.
    pub metadata: BTreeMap<String, String>,
}

/// What a server is plugged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plug {
    /// A port that is there already; its security groups are the server's.
    Port(PortId),
    /// A network by its id, with security groups by id or name.
    Network { id: String, groups: Vec<String> },
}

/// A volume that is made with the server from its image, and goes away with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BootVolume {
    /// Gibibytes.
    pub size: u32,
    pub volume_type: Option<String>,
}

/// A server as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Server {
    pub id: ServerId,
    #[serde(default)]
    pub name: String,
    pub status: Status,
    /// What the cloud does with it just now, in Nova's words, for example `spawning`.
    #[serde(rename = "OS-EXT-STS:task_state", default)]
    pub task_state: Option<String>,
    /// Why the last action failed: only with [`Status::Error`] and some deletions.
    #[serde(default, deserialize_with = "fault")]
    pub fault: Option<String>,
    #[serde(default, deserialize_with = "addresses")]
    pub addresses: Vec<ServerAddress>,
    /// Volumes that are attached, the boot volume among them.
    #[serde(
        rename = "os-extended-volumes:volumes_attached",
        default,
        deserialize_with = "ids"
    )]
    pub attached: Vec<VolumeId>,
    #[serde(default, deserialize_with = "or_default")]
    pub metadata: BTreeMap<String, String>,
    /// The image's id; `None` for a server that starts from a volume.
    #[serde(default, deserialize_with = "reference")]
    pub image: Option<String>,
    /// The flavor's id; newer versions of Nova leave it out.
    #[serde(default, deserialize_with = "reference")]
    pub flavor: Option<String>,
    #[serde(default)]
    pub key_name: Option<String>,
    #[serde(rename = "OS-EXT-AZ:availability_zone", default)]
    pub zone: Option<String>,
}

/// An address of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    /// The network's name.
    pub network: String,
    pub address: IpAddr,
    pub kind: IpKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IpKind {
    Fixed,
    Floating,
}

/// The state of a server, as far as we tell states apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Status {
    Active,
    Build,
    /// Also soft-deleted: to us it is gone.
    Deleted,
    Error,
    Shutoff,
    /// Any other, in Nova's words.
    Other(String),
}

#[derive(Deserialize)]
struct One<T> {
    server: T,
}

#[derive(Deserialize)]
struct Made {
    id: ServerId,
}

/// `POST /servers`. Errors: `Quota`, `Invalid` (an id or a name in it that is not there), `Forbidden`.
/// That there is no room for it shows later, as [`Server::fault`].
pub async fn create_server(cloud: &Cloud, new: &NewServer) -> Result<ServerId, CallError> {
    let mut call = Call::post(Service::Compute, "/servers", new.body());
    let typed = |volume: &BootVolume| volume.volume_type.is_some();
    call.microversion = new
        .boot_volume
        .as_ref()
        .is_some_and(typed)
        .then_some(VOLUME_TYPE);
    let made: One<Made> = cloud.send(call).await?;

    Ok(made.server.id)
}

/// `GET /servers/ID`; `None` if there is none, or no more.
pub async fn server(cloud: &Cloud, id: &ServerId) -> Result<Option<Server>, CallError> {
    let found: Option<One<Server>> = cloud
        .find(Service::Compute, &format!("/servers/{id}"))
        .await?;

    Ok(found.map(|found| found.server))
}

/// `GET /servers/detail`: the project's servers.
pub async fn servers(cloud: &Cloud) -> Result<Vec<Server>, CallError> {
    cloud
        .list(Service::Compute, "/servers/detail", "servers")
        .await
}

/// The servers that the deployment made. Nova does not filter by metadata for ordinary users: we do.
pub async fn servers_marked(cloud: &Cloud, deployment: &str) -> Result<Vec<Server>, CallError> {
    let mut servers = servers(cloud).await?;
    servers.retain(|server| {
        server.status != Status::Deleted
            && server.metadata.get(MARK).is_some_and(|id| id == deployment)
    });

    Ok(servers)
}

/// `DELETE /servers/ID`: asks for it; the server is gone when [`server`] says `None`.
pub async fn delete_server(cloud: &Cloud, id: &ServerId) -> Result<(), CallError> {
    cloud
        .delete(Service::Compute, &format!("/servers/{id}"))
        .await
}

/// The whole console; `None` while the server is too young to have one, or the cloud keeps none.
pub async fn console(cloud: &Cloud, id: &ServerId) -> Result<Option<String>, CallError> {
    #[derive(Deserialize)]
    struct Output {
        #[serde(default, deserialize_with = "or_default")]
        output: String,
    }
    let path = format!("/servers/{id}/action");
    let body = json!({ "os-getConsoleOutput": {} });
    let result: Result<Output, _> = cloud.send(Call::post(Service::Compute, &path, body)).await;
    match result {
        Ok(console) => Ok(Some(console.output).filter(|output| !output.is_empty())),
        Err(error) if error.kind == Kind::Conflict || error.status == Some(501) => Ok(None),
        Err(error) => Err(error),
    }
}

impl NewServer {
    fn body(&self) -> Value {
        let mut server = json!({
            "name": self.name,
            "flavorRef": self.flavor,
            "metadata": self.metadata,
        });
        if let Some(key) = &self.key_name {
            server["key_name"] = key.as_str().into();
        }
        if let Some(zone) = &self.zone {
            server["availability_zone"] = zone.as_str().into();
        }
        match &self.plug {
            Plug::Port(port) => server["networks"] = json!([{ "port": port }]),
            Plug::Network { id, groups } => {
                server["networks"] = json!([{ "uuid": id }]);
                let groups: Vec<Value> = groups
                    .iter()
                    .map(|group| json!({ "name": group }))
                    .collect();
                if !groups.is_empty() {
                    server["security_groups"] = groups.into();
                }
            }
        }
        match &self.boot_volume {
            None => server["imageRef"] = self.image.as_str().into(),
            Some(volume) => {
                let mut device = json!({
                    "boot_index": 0,
                    "source_type": "image",
                    "uuid": self.image,
                    "destination_type": "volume",
                    "volume_size": volume.size,
                    "delete_on_termination": true,
                });
                if let Some(volume_type) = &volume.volume_type {
                    device["volume_type"] = volume_type.as_str().into();
                }
                server["block_device_mapping_v2"] = json!([device]);
            }
        }

        json!({ "server": server })
    }
}

impl Server {
    /// Its first address of its own, IPv4 before IPv6.
    pub fn fixed_address(&self) -> Option<IpAddr> {
        let fixed = |v4: bool| {
            self.addresses
                .iter()
                .find(|address| address.kind == IpKind::Fixed && address.address.is_ipv4() == v4)
                .map(|address| address.address)
        };

        fixed(true).or_else(|| fixed(false))
    }
}

impl From<String> for Status {
    fn from(text: String) -> Self {
        match text.as_str() {
            "ACTIVE" => Self::Active,
            "BUILD" => Self::Build,
            "DELETED" | "SOFT_DELETED" => Self::Deleted,
            "ERROR" => Self::Error,
            "SHUTOFF" => Self::Shutoff,
            _ => Self::Other(text),
        }
    }
}

impl Status {
    /// Nova's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "ACTIVE",
            Self::Build => "BUILD",
            Self::Deleted => "DELETED",
            Self::Error => "ERROR",
            Self::Shutoff => "SHUTOFF",
            Self::Other(text) => text,
        }
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.as_str().to_owned()
    }
}

fn fault<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Fault {
        #[serde(default)]
        message: String,
    }
    let fault = Option::<Fault>::deserialize(deserializer)?;

    Ok(fault.map(|fault| fault.message.trim().to_owned()))
}

fn ids<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<VolumeId>, D::Error> {
    #[derive(Deserialize)]
    struct Id {
        id: VolumeId,
    }
    let ids = Vec::<Id>::deserialize(deserializer)?;

    Ok(ids.into_iter().map(|id| id.id).collect())
}

/// `{"id": …, "links": …}`, or `""` for none.
fn reference<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let value = Value::deserialize(deserializer)?;

    Ok(value.get("id").and_then(Value::as_str).map(str::to_owned))
}

fn addresses<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<ServerAddress>, D::Error> {
    #[derive(Deserialize)]
    struct One {
        addr: IpAddr,
        #[serde(rename = "OS-EXT-IPS:type", default)]
        kind: Option<String>,
    }
    let networks = BTreeMap::<String, Vec<One>>::deserialize(deserializer)?;
    let mut addresses = Vec::new();
    for (network, found) in networks {
        addresses.extend(found.into_iter().map(|one| ServerAddress {
            network: network.clone(),
            address: one.addr,
            kind: match one.kind.as_deref() {
                Some("floating") => IpKind::Floating,
                _ => IpKind::Fixed,
            },
        }));
    }

    Ok(addresses)
}
