//! Glance: the images that a server can start from.

use serde::Deserialize;

use super::{Cloud, Service, or_default, query};
use crate::http::CallError;

/// An image, with the properties that the wizard shows or decides by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Image {
    pub id: String,
    /// Glance allows images without a name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// For example `ubuntu`.
    #[serde(rename = "os_distro", default)]
    pub distro: Option<String>,
    /// For example `24.04`.
    #[serde(rename = "os_version", default)]
    pub version: Option<String>,
    /// The user that the image lets in, where its maker says so.
    #[serde(rename = "os_admin_user", default)]
    pub login: Option<String>,
    /// Gibibytes.
    #[serde(default, deserialize_with = "or_default")]
    pub min_disk: u32,
    /// Mebibytes.
    #[serde(default, deserialize_with = "or_default")]
    pub min_ram: u64,
    /// How disks are shown to the guest: `virtio`, `scsi` …; left out means the cloud's default.
    #[serde(rename = "hw_disk_bus", default)]
    pub disk_bus: Option<String>,
    /// Bytes to download.
    #[serde(default)]
    pub size: Option<u64>,
    #[serde(default)]
    pub visibility: Visibility,
    /// RFC 3339.
    #[serde(default)]
    pub created_at: Option<String>,
    #[serde(default)]
    disk_format: Option<String>,
    #[serde(default)]
    container_format: Option<String>,
    #[serde(rename = "os_hidden", default)]
    hidden: bool,
}

/// Who sees the image.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    Community,
    #[default]
    Private,
    Public,
    Shared,
    #[serde(other)]
    Unknown,
}

impl Image {
    /// Not a kernel or ramdisk, not an installation disc, not a container, not withdrawn.
    fn is_bootable(&self) -> bool {
        let disk = !matches!(
            self.disk_format.as_deref(),
            Some("aki" | "ari" | "ami" | "iso") | None
        );
        let bare = matches!(
            self.container_format.as_deref(),
            Some("bare" | "ovf") | None
        );

        disk && bare && !self.hidden
    }
}

/// `GET /images/ID`; `None` if there is none of the id.
pub async fn image(cloud: &Cloud, id: &str) -> Result<Option<Image>, CallError> {
    let path = format!("/images/{}", query(id));

    cloud.find(Service::Image, &path).await
}

/// `GET /images?status=active…`: those that are ready and can be started, by name.
pub async fn images(cloud: &Cloud) -> Result<Vec<Image>, CallError> {
    // Without a limit Glance sends 25 at a time.
    let path = "/images?status=active&sort=name:asc&limit=200";
    let mut images: Vec<Image> = cloud.list(Service::Image, path, "images").await?;
    images.retain(Image::is_bootable);

    Ok(images)
}
