//! Volumes on servers, as Nova keeps the books. A device name in here is a wish: the guest decides.

use serde::Deserialize;
use serde_json::json;

use crate::http::CallError;
use crate::openstack::{Call, Cloud, ServerId, Service, VolumeId};

/// A volume on a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attachment {
    #[serde(rename = "volumeId")]
    pub volume: VolumeId,
    #[serde(rename = "serverId")]
    pub server: ServerId,
    /// The name that Nova noted, for example `/dev/vdb`; never to be relied on.
    #[serde(default)]
    pub device: Option<String>,
}

#[derive(Deserialize)]
struct Made {
    #[serde(rename = "volumeAttachment")]
    attachment: Attachment,
}

/// `POST /servers/ID/os-volume_attachments`. It is attached when the volume's status says `in-use`.
/// Errors: `Invalid` if it is attached already, `NotFound`, `Conflict` while the server is busy.
pub async fn attach(
    cloud: &Cloud,
    server: &ServerId,
    volume: &VolumeId,
) -> Result<Attachment, CallError> {
    let path = format!("/servers/{server}/os-volume_attachments");
    let body = json!({ "volumeAttachment": { "volumeId": volume } });
    let made: Made = cloud
        .send(Call::post(Service::Compute, &path, body))
        .await?;

    Ok(made.attachment)
}

/// `GET /servers/ID/os-volume_attachments`; empty also for a server that is not there.
pub async fn attachments(cloud: &Cloud, server: &ServerId) -> Result<Vec<Attachment>, CallError> {
    #[derive(Deserialize)]
    struct All {
        #[serde(rename = "volumeAttachments")]
        attachments: Vec<Attachment>,
    }
    let path = format!("/servers/{server}/os-volume_attachments");
    let found: Option<All> = cloud.find(Service::Compute, &path).await?;

    Ok(found.map(|found| found.attachments).unwrap_or_default())
}

/// `DELETE /servers/ID/os-volume_attachments/VOLUME`: asks for it; the volume is `available` when it is done.
/// Errors: `Invalid` if it is being detached already, `NotFound` if it is not attached.
pub async fn detach(cloud: &Cloud, server: &ServerId, volume: &VolumeId) -> Result<(), CallError> {
    let path = format!("/servers/{server}/os-volume_attachments/{volume}");

    cloud.delete(Service::Compute, &path).await
}
