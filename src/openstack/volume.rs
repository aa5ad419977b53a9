//! Cinder: volumes, their types and zones. Version 3.0 has all that is needed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Cloud, MARK, ServerId, Service, VolumeId, or_default, yes};
use crate::http::CallError;

/// A volume to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVolume {
    pub name: String,
    pub description: String,
    /// Gibibytes.
    pub size: u32,
    /// The cloud's default where it is left out.
    pub volume_type: Option<String>,
    pub zone: Option<String>,
    /// The image's id that it is filled from.
    pub image: Option<String>,
    pub metadata: BTreeMap<String, String>,
}

/// A volume as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Volume {
    pub id: VolumeId,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
    /// Gibibytes.
    pub size: u32,
    pub status: Status,
    #[serde(default)]
    pub volume_type: Option<String>,
    #[serde(rename = "availability_zone", default)]
    pub zone: Option<String>,
    #[serde(default, deserialize_with = "truth")]
    pub bootable: bool,
    /// Whether several servers may have it at a time.
    #[serde(default, deserialize_with = "or_default")]
    pub multiattach: bool,
    #[serde(default, deserialize_with = "or_default")]
    pub encrypted: bool,
    #[serde(rename = "attachments", default, deserialize_with = "servers")]
    pub attached_to: Vec<ServerId>,
    #[serde(default, deserialize_with = "or_default")]
    pub metadata: BTreeMap<String, String>,
}

/// The state of a volume, as far as we tell states apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Status {
    Attaching,
    Available,
    Creating,
    Deleting,
    Detaching,
    /// Filled from an image.
    Downloading,
    /// `error` and all that begins with it, such as `error_attaching`.
    Error(String),
    InUse,
    /// Any other, in Cinder's words.
    Other(String),
    Reserved,
}

/// A kind of storage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct VolumeType {
    pub id: String,
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
    #[serde(default = "yes")]
    pub is_public: bool,
}

#[derive(Deserialize)]
struct One {
    volume: Volume,
}

/// `POST /volumes`. Errors: `Quota` (of volumes or gigabytes), `Invalid` (a type or zone that is not there).
pub async fn create(cloud: &Cloud, new: &NewVolume) -> Result<Volume, CallError> {
    let made: One = cloud
        .send(Call::post(Service::Volume, "/volumes", new.body()))
        .await?;

    Ok(made.volume)
}

/// `GET /volumes/ID`; `None` if there is none, or no more.
pub async fn volume(cloud: &Cloud, id: &VolumeId) -> Result<Option<Volume>, CallError> {
    let found: Option<One> = cloud
        .find(Service::Volume, &format!("/volumes/{id}"))
        .await?;

    Ok(found.map(|found| found.volume))
}

/// `GET /volumes/detail`: the project's volumes.
pub async fn volumes(cloud: &Cloud) -> Result<Vec<Volume>, CallError> {
    cloud
        .list(Service::Volume, "/volumes/detail", "volumes")
        .await
}

/// The volumes that the deployment made.
pub async fn volumes_marked(cloud: &Cloud, deployment: &str) -> Result<Vec<Volume>, CallError> {
    let mut volumes = volumes(cloud).await?;
    volumes.retain(|volume| volume.metadata.get(MARK).is_some_and(|id| id == deployment));

    Ok(volumes)
}

/// `DELETE /volumes/ID`: asks for it; the volume is gone when [`volume`] says `None`.
/// Errors: `Invalid` while it is attached.
pub async fn delete(cloud: &Cloud, id: &VolumeId) -> Result<(), CallError> {
    cloud
        .delete(Service::Volume, &format!("/volumes/{id}"))
        .await
}

/// `GET /types`, without Cinder's own placeholder where the cloud has real ones.
pub async fn types(cloud: &Cloud) -> Result<Vec<VolumeType>, CallError> {
    let mut types: Vec<VolumeType> = cloud
        .list(Service::Volume, "/types", "volume_types")
        .await?;
    if types.len() > 1 {
        types.retain(|kind| kind.name != "__DEFAULT__");
    }

    Ok(types)
}

/// `GET /os-availability-zone`: names of the zones that volumes can be made in. They may differ from Nova's.
pub async fn zones(cloud: &Cloud) -> Result<Vec<String>, CallError> {
    super::available_zones(cloud, Service::Volume).await
}

impl NewVolume {
    fn body(&self) -> Value {
        let mut volume = json!({
            "name": self.name,
            "description": self.description,
            "size": self.size,
            "metadata": self.metadata,
        });
        let optional = [
            ("volume_type", &self.volume_type),
            ("availability_zone", &self.zone),
            ("imageRef", &self.image),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                volume[key] = value.as_str().into();
            }
        }

        json!({ "volume": volume })
    }
}

impl From<String> for Status {
    fn from(text: String) -> Self {
        match text.as_str() {
            "attaching" => Self::Attaching,
            "available" => Self::Available,
            "creating" => Self::Creating,
            "deleting" => Self::Deleting,
            "detaching" => Self::Detaching,
            "downloading" => Self::Downloading,
            "in-use" => Self::InUse,
            "reserved" => Self::Reserved,
            _ if text.starts_with("error") => Self::Error(text),
            _ => Self::Other(text),
        }
    }
}

impl Status {
    /// Cinder's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Attaching => "attaching",
            Self::Available => "available",
            Self::Creating => "creating",
            Self::Deleting => "deleting",
            Self::Detaching => "detaching",
            Self::Downloading => "downloading",
            Self::Error(text) | Self::Other(text) => text,
            Self::InUse => "in-use",
            Self::Reserved => "reserved",
        }
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.as_str().to_owned()
    }
}

/// Cinder writes truth as a text.
fn truth<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let value = Value::deserialize(deserializer)?;

    Ok(value == Value::Bool(true) || value.as_str() == Some("true"))
}

fn servers<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<ServerId>, D::Error> {
    #[derive(Deserialize)]
    struct Attachment {
        #[serde(default)]
        server_id: Option<ServerId>,
    }
    let attachments = Vec::<Attachment>::deserialize(deserializer)?;

    Ok(attachments
        .into_iter()
        .filter_map(|attachment| attachment.server_id)
        .collect())
}
