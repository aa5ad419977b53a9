//! Nova: key pairs, flavors, zones; servers and their volumes are in the modules below.
//!
//! Everything is asked for in version 2.1, the oldest, whose answers have all that is needed. Two calls ask for
//! more where they must: a volume type for the boot volume is known from 2.67 on.

pub mod attachment;
pub mod server;

use serde::Deserialize;
use serde_json::json;

pub use attachment::{Attachment, attach, attachments, detach};
pub use server::{
    BootVolume, IpKind, NewServer, Plug, Server, ServerAddress, Status, console, create_server,
    delete_server, server, servers, servers_marked,
};

use super::{Call, Cloud, Service, or_default, query};
use crate::http::CallError;

/// A size of servers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Flavor {
    pub id: String,
    pub name: String,
    #[serde(rename = "vcpus")]
    pub cores: u32,
    /// Mebibytes.
    #[serde(rename = "ram")]
    pub memory: u64,
    /// Gibibytes; 0 means that the flavor starts from a volume only (or that the image's size counts).
    pub disk: u32,
    /// Gibibytes of a second disk, which goes away with the server and takes a device name.
    #[serde(
        rename = "OS-FLV-EXT-DATA:ephemeral",
        default,
        deserialize_with = "or_default"
    )]
    pub ephemeral: u32,
    #[serde(rename = "OS-FLV-DISABLED:disabled", default)]
    pub disabled: bool,
}

/// A public key that the cloud knows. It belongs to the user, not to the project.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KeyPair {
    pub name: String,
    pub public_key: String,
    /// MD5 of the key's blob, as pairs of hexadecimal digits with colons.
    pub fingerprint: String,
}

#[derive(Deserialize)]
struct OneKeyPair {
    keypair: KeyPair,
}

/// `POST /os-keypairs`. Errors: [`Kind::Conflict`](crate::http::Kind) if the name is taken, `Invalid` if the key is
/// not one, `Quota`.
pub async fn import_key_pair(
    cloud: &Cloud,
    name: &str,
    public_key: &str,
) -> Result<KeyPair, CallError> {
    let body = json!({ "keypair": { "name": name, "public_key": public_key } });
    let made: OneKeyPair = cloud
        .send(Call::post(Service::Compute, "/os-keypairs", body))
        .await?;

    Ok(made.keypair)
}

/// `GET /os-keypairs`: those of the user.
pub async fn key_pairs(cloud: &Cloud) -> Result<Vec<KeyPair>, CallError> {
    let pairs: Vec<OneKeyPair> = cloud
        .list(Service::Compute, "/os-keypairs", "keypairs")
        .await?;

    Ok(pairs.into_iter().map(|pair| pair.keypair).collect())
}

/// `GET /os-keypairs/NAME`; `None` if there is none of the name.
pub async fn key_pair(cloud: &Cloud, name: &str) -> Result<Option<KeyPair>, CallError> {
    let path = format!("/os-keypairs/{}", query(name));
    let found: Option<OneKeyPair> = cloud.find(Service::Compute, &path).await?;

    Ok(found.map(|found| found.keypair))
}

/// `DELETE /os-keypairs/NAME`.
pub async fn delete_key_pair(cloud: &Cloud, name: &str) -> Result<(), CallError> {
    let path = format!("/os-keypairs/{}", query(name));

    cloud.delete(Service::Compute, &path).await
}

/// `GET /flavors/detail`, without those that are switched off; the smallest first.
pub async fn flavors(cloud: &Cloud) -> Result<Vec<Flavor>, CallError> {
    let mut flavors: Vec<Flavor> = cloud
        .list(Service::Compute, "/flavors/detail", "flavors")
        .await?;
    flavors.retain(|flavor| !flavor.disabled);
    flavors.sort_by(|a, b| (a.cores, a.memory, &a.name).cmp(&(b.cores, b.memory, &b.name)));

    Ok(flavors)
}

/// `GET /os-availability-zone`: names of the zones that servers can be made in.
pub async fn zones(cloud: &Cloud) -> Result<Vec<String>, CallError> {
    super::available_zones(cloud, Service::Compute).await
}
