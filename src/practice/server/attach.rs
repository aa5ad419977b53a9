//! Nova puts volumes onto servers and takes them off again.

use serde_json::{Value, json};

use super::{Attachment, Phase, Server, find};
use crate::http::{Method, Response};
use crate::practice::ask::{Ask, Reply, text};
use crate::practice::clock::new_id;
use crate::practice::state::State;
use crate::practice::volume::Status;

pub(in crate::practice) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    let id = ask.path.get(2).cloned().unwrap_or_default();
    let server = find(state, ask, &id)?;
    match (ask.method(), rest) {
        (Method::Get, []) => {
            let shown: Vec<Value> = server
                .attached
                .iter()
                .map(|one| attachment_json(ask, server, one, false))
                .collect();
            Ok(Response::json(200, &json!({ "volumeAttachments": shown })))
        }
        (Method::Get, [volume]) => {
            let one = server.attached.iter().find(|one| one.volume == *volume);
            let one = one.ok_or_else(|| not_attached(ask, &id, volume))?;
            let shown = attachment_json(ask, server, one, false);
            Ok(Response::json(200, &json!({ "volumeAttachment": shown })))
        }
        (Method::Post, []) => create(state, ask, &id),
        (Method::Delete, [volume]) => delete(state, ask, &id, volume),
        _ => Err(ask.no_such_path()),
    }
}

fn not_attached(ask: &Ask<'_>, server: &str, volume: &str) -> Response {
    let message = format!("volume_id not found: {volume} is not attached to the instance {server}");

    ask.error(404, &message)
}

fn attachment_json(ask: &Ask<'_>, server: &Server, one: &Attachment, new: bool) -> Value {
    let mut shown = json!({
        "serverId": server.id,
        "volumeId": one.volume,
        "device": one.device,
    });
    if let Some(object) = shown.as_object_mut() {
        // The id was the volume's; since 2.89 a list has two ids of its own instead.
        if new || !ask.at_least(2, 89) {
            let _ = object.insert("id".to_owned(), json!(one.volume));
        } else {
            let _ = object.insert("attachment_id".to_owned(), json!(one.id));
            let _ = object.insert("bdm_uuid".to_owned(), json!(one.bdm));
        }
        if ask.at_least(2, 70) {
            let _ = object.insert("tag".to_owned(), json!(one.tag));
        }
        if ask.at_least(2, 79) {
            let ends = json!(one.ends_with_server);
            let _ = object.insert("delete_on_termination".to_owned(), ends);
        }
    }

    shown
}

fn create(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let asked = ask.inner("volumeAttachment")?;
    let wanted = text(&asked, "volumeId").unwrap_or_default().to_owned();
    let device = fits(state, ask, id, &wanted)?.next_device();
    let length = state.span("volume attach", &wanted, 4.0, ask.now);
    let one = Attachment {
        id: new_id(),
        bdm: new_id(),
        volume: wanted.clone(),
        device,
        tag: text(&asked, "tag").map(str::to_owned),
        ends_with_server: asked.get("delete_on_termination").and_then(Value::as_bool) == Some(true),
        taken: ask.now + length / 4,
        done: ask.now + length,
        leaves: None,
    };
    if let Some(volume) = state.volume_mut(&wanted) {
        volume.status = Status::Reserved;
    }
    let Some(server) = state.servers.iter_mut().find(|server| server.id == id) else {
        return Err(ask.no_such_path());
    };
    server.attached.push(one.clone());
    let shown = attachment_json(ask, server, &one, true);

    Ok(Response::json(200, &json!({ "volumeAttachment": shown })))
}

/// The server, if the volume can come onto it now.
fn fits<'s>(
    state: &'s State,
    ask: &Ask<'_>,
    id: &str,
    wanted: &str,
) -> Result<&'s Server, Response> {
    let server = find(state, ask, id)?;
    let volume = state
        .volumes
        .iter()
        .find(|volume| volume.id == wanted && volume.project == ask.who.project)
        .ok_or_else(|| ask.error(404, &format!("Volume {wanted} could not be found.")))?;
    if server.phase != Phase::Active {
        let (action, vm) = match server.phase {
            Phase::Error => ("attach_volume", "error"),
            _ => ("attach_volume", "building"),
        };
        let message = format!("Cannot '{action}' instance {id} while it is in vm_state {vm}");
        return Err(ask.error(409, &message));
    }
    let holder = state
        .servers
        .iter()
        .find(|server| server.attached.iter().any(|one| one.volume == wanted));
    if let Some(holder) = holder {
        let message = format!(
            "Invalid volume: volume {wanted} is already attached to instances: {}",
            holder.id
        );
        return Err(ask.error(400, &message));
    }
    if volume.status != Status::Available {
        let message = format!(
            "Invalid volume: Invalid input received: Invalid volume: Volume {wanted} status must \
             be available or downloading to reserve, but the current status is {}. (HTTP 400) \
             (Request-ID: {})",
            volume.status.as_str(),
            ask.id
        );
        return Err(ask.error(400, &message));
    }
    if volume.zone != server.zone {
        let message = format!(
            "Invalid volume: Instance {id} and volume {wanted} are not in the same \
             availability_zone. Instance is in {}. Volume is in {}",
            server.zone, volume.zone
        );
        return Err(ask.error(400, &message));
    }

    Ok(server)
}

fn delete(state: &mut State, ask: &Ask<'_>, id: &str, volume: &str) -> Reply {
    let server = find(state, ask, id)?;
    let root = server.root_device();
    let known = state.volumes.iter().any(|one| one.id == volume);
    let one = server.attached.iter().find(|one| one.volume == volume);
    let leaves = match one {
        None if known => return Err(not_detachable(ask)),
        None => return Err(ask.error(404, &format!("Volume {volume} could not be found."))),
        Some(one) if one.leaves.is_some() || one.done > ask.now => return Err(not_detachable(ask)),
        Some(one) if one.device == root => {
            return Err(ask.error(403, "Can't detach root device volume"));
        }
        Some(_) => ask.now + state.span("volume detach", volume, 3.0, ask.now),
    };
    let server = state.servers.iter_mut().find(|server| server.id == id);
    let one = server.and_then(|server| server.attached.iter_mut().find(|one| one.volume == volume));
    if let Some(one) = one {
        one.leaves = Some(leaves);
    }
    if let Some(volume) = state.volume_mut(volume) {
        volume.status = Status::Detaching;
    }

    Ok(Response::new(202).with("Content-Type", "application/json"))
}

fn not_detachable(ask: &Ask<'_>) -> Response {
    let message = format!(
        "Invalid volume: Invalid input received: Invalid volume: Unable to detach volume. Volume \
         status must be 'in-use' and attach_status must be 'attached' to detach. (HTTP 400) \
         (Request-ID: {})",
        ask.id
    );

    ask.error(400, &message)
}
