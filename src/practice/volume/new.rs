//! Cinder makes a volume, if the quota lets it.

use serde_json::{Value, json};

use super::{Status, Volume, volume_json};
use crate::http::Response;
use crate::practice::ask::{Ask, Reply, text};
use crate::practice::clock::new_id;
use crate::practice::server::new::metadata;
use crate::practice::state::State;

pub(super) fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let asked = ask.inner("volume")?;
    let size = size(ask, &asked)?;
    let kind = match text(&asked, "volume_type") {
        None => state.usual_volume_type(),
        Some(kind) if state.volume_types.iter().any(|one| one.name == kind) => kind.to_owned(),
        Some(kind) => {
            let message = format!("Volume type with name {kind} could not be found.");
            return Err(ask.error(404, &message));
        }
    };
    let zone = match text(&asked, "availability_zone") {
        None => state.zones.first().copied().unwrap_or("nova").to_owned(),
        Some(zone) if state.zones.contains(&zone) => zone.to_owned(),
        Some(zone) => {
            let message = format!("Availability zone '{zone}' is invalid.");
            return Err(ask.error(400, &format!("Invalid input received: {message}")));
        }
    };
    let image = text(&asked, "imageRef").map(str::to_owned);
    if let Some(image) = image
        .as_ref()
        .filter(|id| !state.images.iter().any(|one| one.id == **id))
    {
        return Err(ask.error(
            400,
            &format!("Invalid image identifier or unable to access requested image {image}."),
        ));
    }
    quota_left(state, ask, size)?;

    let id = new_id();
    let name = text(&asked, "name").unwrap_or_default();
    let ready = ask.now + state.span("volume create", name, 2.0, ask.now);
    let mut volume = Volume::new(&id, &ask.who.project, size, ask.now);
    name.clone_into(&mut volume.name);
    volume.description = text(&asked, "description").map(str::to_owned);
    volume.kind = kind;
    volume.zone = zone;
    volume.metadata = metadata(&asked);
    volume.image = image;
    volume.status = Status::Creating {
        ready,
        fails: state.faults.volume_fails(),
    };
    let body = json!({ "volume": volume_json(state, ask, &volume) });
    state.volumes.push(volume);

    Ok(Response::json(202, &body))
}

fn size(ask: &Ask<'_>, asked: &Value) -> Result<u32, Response> {
    let (shown, parsed) = match asked.get("size") {
        Some(Value::String(text)) => (text.clone(), text.parse::<u32>().ok()),
        Some(other) => {
            let number = other.as_u64().and_then(|number| u32::try_from(number).ok());
            (other.to_string(), number)
        }
        None => ("None".to_owned(), None),
    };

    parsed.filter(|size| *size > 0).ok_or_else(|| {
        let message = format!(
            "Invalid input for field/attribute size. Value: {shown}. '{shown}' does not match \
             '^[0-9]+$'"
        );
        ask.error(400, &message)
    })
}

fn quota_left(state: &State, ask: &Ask<'_>, size: u32) -> Result<(), Response> {
    let limits = state.limits(&ask.who.project);
    let (volumes, used) = state.volume_use(&ask.who.project);
    let message = if limits.gigabytes >= 0 && used + i64::from(size) > limits.gigabytes {
        format!(
            "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed \
             gigabytes quota. Requested {size}G, quota is {}G and {used}G has been consumed.",
            limits.gigabytes
        )
    } else if limits.volumes >= 0 && volumes >= limits.volumes {
        format!(
            "VolumeLimitExceeded: Maximum number of volumes allowed ({}) exceeded for quota \
             'volumes'.",
            limits.volumes
        )
    } else {
        return Ok(());
    };
    let body = json!({ "overLimit": { "code": 413, "message": message, "retryAfter": "0" } });

    Err(Response::json(413, &body).with("Retry-After", "0"))
}
