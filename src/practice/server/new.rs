//! Nova makes a server: everything that it checks before it says 202, in its order.

use serde_json::{Map, Value, json};

use super::boot::boot;
use super::{Nic, Phase, Server};
use crate::http::Response;
use crate::practice::ask::{Ask, Reply, text};
use crate::practice::clock::new_id;
use crate::practice::compute::{Flavor, links, must_be_text};
use crate::practice::state::State;

pub(in crate::practice) fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let asked = ask.inner("server")?;
    let name = must_be_text(ask, &asked, "name")?.to_owned();
    let flavor = flavor(state, ask, &asked)?;
    let boot = boot(state, ask, &asked, &flavor)?;
    let key = key(state, ask, &asked)?;
    let zone = zone(state, ask, &asked)?;
    let groups = groups(state, ask, &asked)?;
    let nics = nics(state, ask, &asked, &groups)?;
    quota(state, ask, &flavor)?;

    let id = new_id();
    let wired = ask.now + state.span("server wiring", &name, 2.5, ask.now);
    let active = ask.now + state.span("server build", &name, 25.0, ask.now);
    let up = active + state.span("boot to SSH", &name, 18.0, active);
    let booted = up + state.span("first start", &name, 22.0, up);
    let scsi = state
        .images
        .iter()
        .any(|image| boot.system.as_ref() == Some(&image.id) && image.scsi);
    let mut server = Server {
        id: id.clone(),
        name,
        project: ask.who.project.clone(),
        description: text(&asked, "description").map(str::to_owned),
        tags: strings(&asked, "tags"),
        metadata: metadata(&asked),
        image: boot.image.clone(),
        system: boot.system.clone(),
        flavor,
        key,
        zone,
        config_drive: asked.get("config_drive").and_then(Value::as_bool) == Some(true)
            || state.is_new(),
        scsi,
        nics,
        attached: Vec::new(),
        phase: Phase::Building,
        fault: state.faults.server_fault(),
        made: ask.now,
        changed: ask.now,
        wired,
        active,
        up,
        booted,
    };
    boot.attach(state, ask, &mut server);
    let names: Vec<Value> = groups
        .iter()
        .map(|group| json!({ "name": group.1 }))
        .collect();
    let body = json!({ "server": {
        "id": id,
        "links": links(ask, "servers", &id),
        "OS-DCF:diskConfig": "MANUAL",
        "security_groups": names,
        "adminPass": new_id().replace('-', "").chars().take(12).collect::<String>(),
    } });
    state.servers.push(server);

    Ok(Response::json(202, &body).with("location", format!("{}/v2.1/servers/{id}", ask.root)))
}

fn strings(value: &Value, name: &str) -> Vec<String> {
    let list = value.get(name).and_then(Value::as_array);

    list.map(|list| {
        list.iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    })
    .unwrap_or_default()
}

pub(in crate::practice) fn metadata(asked: &Value) -> Map<String, Value> {
    asked
        .get("metadata")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

fn flavor(state: &State, ask: &Ask<'_>, asked: &Value) -> Result<Flavor, Response> {
    let wanted = text(asked, "flavorRef").unwrap_or_default();
    let wanted = wanted.rsplit('/').next().unwrap_or_default();

    state
        .flavors
        .iter()
        .find(|flavor| flavor.id == wanted)
        .cloned()
        .ok_or_else(|| ask.error(400, &format!("Flavor {wanted} could not be found.")))
}

fn key(state: &State, ask: &Ask<'_>, asked: &Value) -> Result<Option<String>, Response> {
    match text(asked, "key_name") {
        None => Ok(None),
        Some(name) if state.keys.iter().any(|key| key.name == name) => Ok(Some(name.to_owned())),
        Some(_) => Err(ask.error(400, "Invalid key_name provided.")),
    }
}

fn zone(state: &State, ask: &Ask<'_>, asked: &Value) -> Result<String, Response> {
    let first = state.zones.first().copied().unwrap_or("nova");
    match text(asked, "availability_zone") {
        None => Ok(first.to_owned()),
        Some(zone) if state.zones.contains(&zone) => Ok(zone.to_owned()),
        Some(_) => Err(ask.error(400, "The requested availability zone is not available")),
    }
}

/// Ids and names of the groups that are asked for; the default one where none is.
fn groups(state: &State, ask: &Ask<'_>, asked: &Value) -> Result<Vec<(String, String)>, Response> {
    let names: Vec<&str> = asked
        .get("security_groups")
        .and_then(Value::as_array)
        .map(|list| list.iter().filter_map(|one| text(one, "name")).collect())
        .unwrap_or_default();
    let names = if names.is_empty() {
        vec!["default"]
    } else {
        names
    };

    names
        .into_iter()
        .map(|name| {
            let found: Vec<_> = state
                .groups
                .iter()
                .filter(|group| {
                    group.project == ask.who.project && (group.id == name || group.name == name)
                })
                .collect();
            match found.as_slice() {
                [group] => Ok((group.id.clone(), name.to_owned())),
                [] => Err(ask.error(
                    400,
                    &format!("Unable to find security_group with name or id '{name}'"),
                )),
                _ => Err(ask.error(
                    409,
                    &format!(
                        "Multiple security_group matches found for name '{name}', use an ID to be \
                         more specific."
                    ),
                )),
            }
        })
        .collect()
}

fn nics(
    state: &State,
    ask: &Ask<'_>,
    asked: &Value,
    groups: &[(String, String)],
) -> Result<Vec<Nic>, Response> {
    let groups: Vec<String> = groups.iter().map(|(id, _)| id.clone()).collect();
    let mine: Vec<String> = state
        .networks
        .iter()
        .filter(|network| network.shows_to(&ask.who.project) && !network.external)
        .map(|network| network.id.clone())
        .collect();
    let on = |id: String| Nic::Network {
        id,
        groups: groups.clone(),
    };
    match asked.get("networks") {
        Some(Value::String(word)) if word == "none" => Ok(Vec::new()),
        Some(Value::Array(list)) => list.iter().map(|one| nic(state, ask, one, &on)).collect(),
        None if ask.at_least(2, 37) => Err(ask.error(
            400,
            "Invalid input for field/attribute server. 'networks' is a required property",
        )),
        _ => match mine.as_slice() {
            [] => Ok(Vec::new()),
            [one] => Ok(vec![on(one.clone())]),
            _ => Err(ask.error(
                409,
                "Multiple possible networks found, use a Network ID to be more specific.",
            )),
        },
    }
}

fn nic(
    state: &State,
    ask: &Ask<'_>,
    asked: &Value,
    on: &dyn Fn(String) -> Nic,
) -> Result<Nic, Response> {
    if let Some(id) = text(asked, "port") {
        let port = state.ports.iter().find(|port| port.id == id);
        return match port {
            None => Err(ask.error(400, &format!("Port id {id} could not be found."))),
            Some(port) if !port.device.is_empty() || state.is_promised(id) => {
                Err(ask.error(409, &format!("Port {id} is still in use.")))
            }
            Some(_) => Ok(Nic::Port(id.to_owned())),
        };
    }
    let id = text(asked, "uuid").unwrap_or_default();
    match state.network(id) {
        Some(network) if network.external && !network.shared => Err(ask.error(
            403,
            &format!("It is not allowed to create an interface on external network {id}"),
        )),
        Some(network) if network.shows_to(&ask.who.project) => Ok(on(id.to_owned())),
        _ => Err(ask.error(400, &format!("Network {id} could not be found."))),
    }
}

/// What a quota counts, what is asked for, what is used, what there may be.
struct Count(&'static str, i64, i64, i64);

fn quota(state: &State, ask: &Ask<'_>, flavor: &Flavor) -> Result<(), Response> {
    let limits = state.limits(&ask.who.project);
    let (instances, cores, memory) = state.compute_use(&ask.who.project);
    let (vcpus, ram) = (i64::from(flavor.vcpus), i64::from(flavor.ram));
    let all = [
        Count("cores", vcpus, cores, limits.cores),
        Count("instances", 1, instances, limits.instances),
        Count("ram", ram, memory, limits.memory),
    ];
    let is_broken = |count: &&Count| count.3 >= 0 && count.2 + count.1 > count.3;
    let broken: Vec<&Count> = all.iter().filter(is_broken).collect();
    if broken.is_empty() {
        return Ok(());
    }
    let list = |pick: fn(&Count) -> String| {
        let texts: Vec<String> = broken.iter().map(|count| pick(count)).collect();
        texts.join(", ")
    };
    let names = list(|count| count.0.to_owned());

    Err(ask.error(
        403,
        &format!(
            "Quota exceeded for {names}: Requested {}, but already used {} of {} {names}",
            list(|count| count.1.to_string()),
            list(|count| count.2.to_string()),
            list(|count| count.3.to_string()),
        ),
    ))
}
