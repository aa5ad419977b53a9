//! How Nova shows a server: more of it with every microversion.

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::{Phase, Server, ports, status_of};
use crate::http::Response;
use crate::practice::ask::Ask;
use crate::practice::clock::{digest, fixed_id, hex};
use crate::practice::compute::{Flavor, links};
use crate::practice::state::State;

fn addresses(state: &State, server: &Server) -> Value {
    let mut nets = Map::new();
    for port in ports(state, server) {
        let name = state
            .network(&port.network)
            .map_or("", |network| network.name);
        let fixed = json!({
            "version": 4,
            "addr": port.ip,
            "OS-EXT-IPS:type": "fixed",
            "OS-EXT-IPS-MAC:mac_addr": port.mac(),
        });
        let mut list = vec![fixed];
        let tied = state
            .addresses
            .iter()
            .filter(|address| address.tied.as_ref().is_some_and(|tie| tie.port == port.id));
        list.extend(tied.map(|address| {
            json!({
                "version": 4,
                "addr": address.ip,
                "OS-EXT-IPS:type": "floating",
                "OS-EXT-IPS-MAC:mac_addr": port.mac(),
            })
        }));
        match nets.get_mut(name).and_then(Value::as_array_mut) {
            Some(there) => there.extend(list),
            None => {
                let _ = nets.insert(name.to_owned(), Value::Array(list));
            }
        }
    }

    Value::Object(nets)
}

fn group_names(state: &State, server: &Server) -> Vec<Value> {
    let ids = ports(state, server).flat_map(|port| port.groups.clone());

    ids.filter_map(|id| state.groups.iter().find(|group| group.id == id))
        .map(|group| json!({ "name": group.name }))
        .collect()
}

fn flavor_json(ask: &Ask<'_>, flavor: &Flavor) -> Value {
    if !ask.at_least(2, 47) {
        let link = format!("{}/flavors/{}", ask.root, flavor.id);
        return json!({ "id": flavor.id, "links": [{ "rel": "bookmark", "href": link }] });
    }

    json!({
        "vcpus": flavor.vcpus,
        "ram": flavor.ram,
        "disk": flavor.disk,
        "ephemeral": flavor.ephemeral,
        "swap": 0,
        "original_name": flavor.name,
        "extra_specs": {},
    })
}

/// What Nova is doing with it, in the order of its own steps.
fn task(server: &Server, now: Instant) -> Option<&'static str> {
    let part =
        |from: Instant, to: Instant, part: u32| now < from + to.duration_since(from) * part / 4;
    match server.phase {
        Phase::Building if part(server.made, server.wired, 3) => Some("scheduling"),
        // The host has it, and has not begun.
        Phase::Building => None,
        Phase::Wired if part(server.wired, server.active, 1) => Some("networking"),
        Phase::Wired if part(server.wired, server.active, 2) => Some("block_device_mapping"),
        Phase::Wired => Some("spawning"),
        Phase::Deleting(_) => Some("deleting"),
        Phase::Active | Phase::Error | Phase::Deleted(_) => None,
    }
}

pub(super) fn server_json(state: &State, ask: &Ask<'_>, server: &Server, alone: bool) -> Value {
    let status = status_of(server);
    let running = status == "ACTIVE";
    let task = task(server, ask.now);
    let (vm, power) = match server.phase {
        Phase::Building | Phase::Wired => ("building", 0),
        Phase::Active => ("active", 1),
        Phase::Error => ("error", 0),
        Phase::Deleting(_) if running => ("active", 1),
        Phase::Deleting(_) => ("error", 0),
        Phase::Deleted(_) => ("deleted", 0),
    };
    let micro = |at| format!("{}.000000", state.clock.stamp(at).trim_end_matches('Z'));
    let terminated = matches!(server.phase, Phase::Deleted(_)).then(|| micro(server.changed));
    let image = match &server.image {
        Some(id) => json!({
            "id": id,
            "links": [{ "rel": "bookmark", "href": format!("{}/images/{id}", ask.root) }],
        }),
        None => json!(""),
    };
    let host = if running {
        hex(&digest(&server.project)[..28])
    } else {
        String::new()
    };
    let launched = micro(server.active);
    let mut shown = json!({
        "accessIPv4": "",
        "accessIPv6": "",
        "addresses": addresses(state, server),
        "created": state.clock.stamp(server.made),
        "flavor": flavor_json(ask, &server.flavor),
        "hostId": host,
        "id": server.id,
        "image": image,
        "links": links(ask, "servers", &server.id),
        "metadata": server.metadata,
        "name": server.name,
        "status": status,
        "tenant_id": server.project,
        "user_id": ask.who.user,
        "updated": state.clock.stamp(server.changed),
        "OS-DCF:diskConfig": "MANUAL",
        "OS-EXT-AZ:availability_zone": if running { server.zone.as_str() } else { "" },
        "config_drive": if server.config_drive { "True" } else { "" },
        "key_name": server.key,
        "OS-SRV-USG:launched_at": running.then_some(launched),
        "OS-SRV-USG:terminated_at": terminated,
        "OS-EXT-STS:task_state": task,
        "OS-EXT-STS:vm_state": vm,
        "OS-EXT-STS:power_state": power,
        "os-extended-volumes:volumes_attached": attached(ask, server),
    });
    if let Some(object) = shown.as_object_mut() {
        by_status(state, server, status, object);
        by_version(ask, server, object, alone);
    }

    shown
}

/// What is told only of servers that run, and only of those that do not.
fn by_status(state: &State, server: &Server, status: &str, shown: &mut Map<String, Value>) {
    if status == "ACTIVE" {
        let groups = group_names(state, server).into();
        let _ = shown.insert("security_groups".to_owned(), groups);
    }
    if status == "ERROR" {
        let fault = json!({
            "code": 500,
            "created": state.clock.stamp(server.changed),
            "message": server.fault.as_deref().unwrap_or_default(),
        });
        let _ = shown.insert("fault".to_owned(), fault);
    } else if status != "DELETED" {
        let _ = shown.insert("progress".to_owned(), json!(0));
    }
}

/// What later microversions tell.
fn by_version(ask: &Ask<'_>, server: &Server, shown: &mut Map<String, Value>, alone: bool) {
    let mut add = |minor: u16, name: &str, value: Value| {
        if ask.at_least(2, minor) {
            let _ = shown.insert(name.to_owned(), value);
        }
    };
    add(9, "locked", json!(false));
    add(19, "description", json!(server.description));
    add(26, "tags", json!(server.tags));
    add(63, "trusted_image_certificates", Value::Null);
    if alone {
        add(71, "server_groups", json!([]));
    }
    add(73, "locked_reason", Value::Null);
    add(
        90,
        "OS-EXT-SRV-ATTR:hostname",
        json!(server.name.to_lowercase()),
    );
    add(96, "pinned_availability_zone", Value::Null);
}

fn attached(ask: &Ask<'_>, server: &Server) -> Vec<Value> {
    server
        .attached
        .iter()
        .map(|one| {
            if ask.at_least(2, 3) {
                json!({ "id": one.volume, "delete_on_termination": one.ends_with_server })
            } else {
                json!({ "id": one.volume })
            }
        })
        .collect()
}

pub(super) fn interfaces(state: &State, ask: &Ask<'_>, server: &Server) -> Response {
    let shown: Vec<Value> = ports(state, server)
        .map(|port| {
            let mut shown = json!({
                "net_id": port.network,
                "port_id": port.id,
                "mac_addr": port.mac(),
                "port_state": port.status(),
                "fixed_ips": [{ "subnet_id": port.subnet, "ip_address": port.ip }],
            });
            if let (true, Some(object)) = (ask.at_least(2, 70), shown.as_object_mut()) {
                let _ = object.insert("tag".to_owned(), Value::Null);
            }
            shown
        })
        .collect();

    Response::json(200, &json!({ "interfaceAttachments": shown }))
}

pub(super) fn actions(state: &State, ask: &Ask<'_>, server: &Server) -> Response {
    let micro = |at| format!("{}.000000", state.clock.stamp(at).trim_end_matches('Z'));

    Response::json(
        200,
        &json!({ "instanceActions": [{
            "action": "create",
            "instance_uuid": server.id,
            "request_id": format!("req-{}", fixed_id(&server.id)),
            "user_id": ask.who.user,
            "project_id": server.project,
            "start_time": micro(server.made),
            "message": server.fault.as_ref().map(|_| "Error"),
            "updated_at": micro(server.active),
        }] }),
    )
}
