//! What a server starts from: an image, or a volume that is there or is made of one.

use serde_json::Value;

use super::{Attachment, Server};
use crate::http::Response;
use crate::practice::ask::{Ask, text};
use crate::practice::clock::new_id;
use crate::practice::compute::Flavor;
use crate::practice::state::State;
use crate::practice::volume::{Status, Volume};

/// What the server starts from.
pub(super) struct Boot {
    pub image: Option<String>,
    pub system: Option<String>,
    /// A volume that is made for it: size and type.
    new: Option<(u32, String)>,
    /// A volume that is there already.
    volume: Option<String>,
    ends_with_server: bool,
}

pub(super) fn boot(
    state: &State,
    ask: &Ask<'_>,
    asked: &Value,
    flavor: &Flavor,
) -> Result<Boot, Response> {
    if let Some(device) = first_device(asked) {
        return from_device(state, ask, device, flavor);
    }
    let Some(image) = text(asked, "imageRef").filter(|image| !image.is_empty()) else {
        return Err(ask.error(400, "Invalid imageRef provided."));
    };
    fits(state, ask, image, flavor, flavor.disk)?;

    Ok(Boot {
        image: Some(image.to_owned()),
        system: Some(image.to_owned()),
        new: None,
        volume: None,
        ends_with_server: false,
    })
}

/// The block device that the server is to start from.
fn first_device(asked: &Value) -> Option<&Value> {
    let devices = asked.get("block_device_mapping_v2")?.as_array()?;

    devices.iter().find(|one| {
        one.get("boot_index")
            .is_some_and(|index| index.as_u64() == Some(0) || index == "0")
    })
}

fn from_device(
    state: &State,
    ask: &Ask<'_>,
    device: &Value,
    flavor: &Flavor,
) -> Result<Boot, Response> {
    let source = text(device, "uuid").unwrap_or_default();
    let ends = device.get("delete_on_termination").and_then(Value::as_bool);
    let mut boot = Boot {
        image: None,
        system: None,
        new: None,
        volume: None,
        ends_with_server: ends == Some(true),
    };
    let kinds = (
        text(device, "source_type"),
        text(device, "destination_type"),
    );
    match kinds {
        (Some("image"), Some("volume")) => {
            let size = size(ask, device)?;
            fits(state, ask, source, flavor, size)?;
            let kind = text(device, "volume_type").map(str::to_owned);
            let kind = kind.unwrap_or_else(|| state.usual_volume_type());
            boot.system = Some(source.to_owned());
            boot.new = Some((size, kind));
        }
        (Some("volume"), _) => {
            let volume = state.volumes.iter().find(|volume| volume.id == source);
            let Some(volume) = volume.filter(|volume| volume.status == Status::Available) else {
                let message =
                    format!("Block Device Mapping is Invalid: failed to get volume {source}.");
                return Err(ask.error(400, &message));
            };
            boot.system.clone_from(&volume.image);
            boot.volume = Some(source.to_owned());
        }
        _ => return Err(ask.error(400, "Block Device Mapping is Invalid.")),
    }

    Ok(boot)
}

fn size(ask: &Ask<'_>, device: &Value) -> Result<u32, Response> {
    let size = device
        .get("volume_size")
        .and_then(|size| size.as_u64().or_else(|| size.as_str()?.parse().ok()))
        .and_then(|size| u32::try_from(size).ok());

    size.filter(|size| *size > 0).ok_or_else(|| {
        let message = "Volume size must be a positive integer and not zero.";
        ask.error(400, &format!("Block Device Mapping is Invalid: {message}"))
    })
}

/// Whether the image is there and fits the flavor and the disk.
fn fits(
    state: &State,
    ask: &Ask<'_>,
    image: &str,
    flavor: &Flavor,
    disk: u32,
) -> Result<(), Response> {
    let Some(image) = state.images.iter().find(|one| one.id == image) else {
        return Err(ask.error(400, "Can not find requested image"));
    };
    if flavor.ram < image.min_ram {
        return Err(ask.error(400, "Flavor's memory is too small for requested image."));
    }
    if disk == 0 {
        let message = "Only volume-backed servers are allowed for flavors with zero disk.";
        return Err(ask.error(403, message));
    }
    if disk < image.min_disk {
        let bytes = |gigabytes: u32| u64::from(gigabytes) << 30;
        let message = format!(
            "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor \
             disk is {} bytes, minimum size is {} bytes.",
            bytes(disk),
            bytes(image.min_disk)
        );
        return Err(ask.error(400, &message));
    }

    Ok(())
}

impl Boot {
    /// Puts the volume that the server starts from onto it.
    pub fn attach(self, state: &mut State, ask: &Ask<'_>, server: &mut Server) {
        let id = match (self.volume, self.new) {
            (Some(id), _) => id,
            (None, Some((size, kind))) => {
                let id = new_id();
                let mut volume = Volume::new(&id, &server.project, size, ask.now);
                volume.kind = kind;
                volume.zone.clone_from(&server.zone);
                volume.image = self.system;
                state.volumes.push(volume);
                id
            }
            (None, None) => return,
        };
        if let Some(volume) = state.volume_mut(&id) {
            volume.status = Status::Reserved;
        }
        server.attached.push(Attachment {
            id: new_id(),
            bdm: new_id(),
            volume: id,
            device: server.root_device().to_owned(),
            tag: None,
            ends_with_server: self.ends_with_server,
            taken: server.wired,
            done: server.wired,
            leaves: None,
        });
    }
}
