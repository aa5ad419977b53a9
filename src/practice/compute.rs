//! Nova: microversions, flavors, key pairs, zones; and the way to the rest of the service.

use serde_json::{Value, json};

use super::ask::{Ask, Reply, text};
use super::list::{self, Paging};
use super::server::{self, attach, new};
use super::state::State;
use super::{key, quota};
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Flavor {
    pub id: String,
    pub name: &'static str,
    pub vcpus: u32,
    /// Megabytes.
    pub ram: u32,
    /// Gigabytes; none for flavors that start from a volume only.
    pub disk: u32,
    pub ephemeral: u32,
}

#[derive(Debug, Clone)]
pub(super) struct KeyPair {
    pub name: String,
    pub public: String,
    pub made: tokio::time::Instant,
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>) -> Reply {
    let parts = ask.parts();
    let Some(("v2.1", rest)) = parts.split_first().map(|(first, rest)| (*first, rest)) else {
        return Err(ask.no_such_path());
    };
    match (ask.method(), rest) {
        (Method::Get, []) => Ok(Response::json(
            200,
            &json!({ "version": version(state, ask, true) }),
        )),
        (Method::Get, ["flavors"]) => flavors(state, ask, false),
        (Method::Get, ["flavors", "detail"]) => flavors(state, ask, true),
        (Method::Post, ["flavors"]) => Err(ask.error(
            403,
            "Policy doesn't allow os_compute_api:os-flavor-manage:create to be performed.",
        )),
        (Method::Get, ["flavors", id]) => {
            match state.flavors.iter().find(|flavor| flavor.id == *id) {
                Some(flavor) => Ok(Response::json(
                    200,
                    &json!({ "flavor": flavor_json(ask, flavor, true) }),
                )),
                None => Err(ask.error(404, &format!("Flavor {id} could not be found."))),
            }
        }
        (Method::Get, ["limits"]) => Ok(Response::json(
            200,
            &quota::compute_limits(state, &ask.who.project),
        )),
        (Method::Get, ["os-quota-sets", project, rest @ ..]) => {
            let detail = rest == ["detail"];
            Ok(Response::json(200, &quota::compute(state, project, detail)))
        }
        (Method::Get, ["os-availability-zone"]) => Ok(zones(state)),
        (_, ["os-keypairs", rest @ ..]) => key::answer(state, ask, rest),
        (_, ["servers", _, "os-volume_attachments", rest @ ..]) => attach::answer(state, ask, rest),
        (Method::Post, ["servers"]) => new::create(state, ask),
        (_, ["servers", rest @ ..]) => server::answer(state, ask, rest),
        _ => Err(ask.no_such_path()),
    }
}

/// The microversion that a request asks of Nova or Cinder.
pub(super) fn asked_version(
    ask: &Ask<'_>,
    name: &str,
    range: ((u16, u16), (u16, u16)),
) -> Result<(u16, u16), Response> {
    let (lowest, highest) = range;
    let header = ask.request.get("OpenStack-API-Version");
    let asked = header
        .and_then(|header| header.strip_prefix(name))
        .or_else(|| ask.request.get("X-OpenStack-Nova-API-Version"))
        .map(str::trim);
    let asked = match asked {
        None => return Ok(lowest),
        Some("latest") => return Ok(highest),
        Some(asked) => asked,
    };
    let parsed = asked
        .split_once('.')
        .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    match parsed {
        Some(version) if (lowest..=highest).contains(&version) => Ok(version),
        Some(_) => Err(ask.error(
            406,
            &format!(
                "Version {asked} is not supported by the API. Minimum is {}.{} and maximum is {}.{}.",
                lowest.0, lowest.1, highest.0, highest.1
            ),
        )),
        None => Err(ask.error(
            400,
            &format!("API Version String {asked} is of invalid format. Must be of format MajorNum.MinorNum."),
        )),
    }
}

/// The root, which tells the versions without a token.
pub(super) fn versions(state: &State, ask: &Ask<'_>) -> Response {
    let old = json!({
        "id": "v2.0",
        "status": if state.is_new() { "DEPRECATED" } else { "SUPPORTED" },
        "version": "",
        "min_version": "",
        "updated": "2011-01-21T11:33:21Z",
        "links": [{ "rel": "self", "href": format!("{}/v2/", ask.root) }],
    });

    Response::json(
        200,
        &json!({ "versions": [old, version(state, ask, false)] }),
    )
}

/// `v2.1/` tells its version without a token too.
pub(super) fn version(state: &State, ask: &Ask<'_>, full: bool) -> Value {
    let mut links = vec![json!({ "rel": "self", "href": format!("{}/v2.1/", ask.root) })];
    if full {
        links.push(json!({
            "rel": "describedby", "type": "text/html", "href": "http://docs.openstack.org/",
        }));
    }
    let mut shown = json!({
        "id": "v2.1",
        "status": "CURRENT",
        "version": format!("{}.{}", state.site.compute.0, state.site.compute.1),
        "min_version": "2.1",
        "updated": "2013-07-23T11:33:21Z",
        "links": links,
    });
    if let (true, Some(object)) = (full, shown.as_object_mut()) {
        let media = json!([{
            "base": "application/json",
            "type": "application/vnd.openstack.compute+json;version=2.1",
        }]);
        let _ = object.insert("media-types".to_owned(), media);
    }

    shown
}

fn flavors(state: &State, ask: &Ask<'_>, detail: bool) -> Reply {
    let least = |name| ask.number(name).unwrap_or(0);
    let (disk, memory) = (least("minDisk"), least("minRam"));
    let mut flavors: Vec<&Flavor> = state
        .flavors
        .iter()
        .filter(|flavor| flavor.disk as usize >= disk && flavor.ram as usize >= memory)
        .collect();
    flavors.sort_by(|one, other| one.id.cmp(&other.id));
    let shown = flavors
        .into_iter()
        .map(|flavor| flavor_json(ask, flavor, detail))
        .collect();
    let path = format!("/{}", ask.path.join("/"));

    list::page(
        ask,
        shown,
        &Paging {
            key: "flavors",
            mark: "id",
            path,
        },
    )
}

fn flavor_json(ask: &Ask<'_>, flavor: &Flavor, detail: bool) -> Value {
    let links = links(ask, "flavors", &flavor.id);
    if !detail {
        let mut shown = json!({ "id": flavor.id, "name": flavor.name, "links": links });
        if let (true, Some(object)) = (ask.at_least(2, 55), shown.as_object_mut()) {
            let _ = object.insert("description".to_owned(), Value::Null);
        }
        return shown;
    }
    // An empty text is how Nova says that there is no swap, up to 2.74.
    let swap = if ask.at_least(2, 75) {
        json!(0)
    } else {
        json!("")
    };
    let mut shown = json!({
        "id": flavor.id,
        "name": flavor.name,
        "ram": flavor.ram,
        "disk": flavor.disk,
        "swap": swap,
        "OS-FLV-EXT-DATA:ephemeral": flavor.ephemeral,
        "OS-FLV-DISABLED:disabled": false,
        "vcpus": flavor.vcpus,
        "os-flavor-access:is_public": true,
        "rxtx_factor": 1.0,
        "links": links,
    });
    if let Some(object) = shown.as_object_mut() {
        if ask.at_least(2, 55) {
            let _ = object.insert("description".to_owned(), Value::Null);
        }
        if ask.at_least(2, 61) {
            let _ = object.insert("extra_specs".to_owned(), json!({}));
        }
    }

    shown
}

pub(super) fn links(ask: &Ask<'_>, kind: &str, id: &str) -> Value {
    json!([
        { "rel": "self", "href": format!("{}/v2.1/{kind}/{id}", ask.root) },
        { "rel": "bookmark", "href": format!("{}/{kind}/{id}", ask.root) },
    ])
}

fn zones(state: &State) -> Response {
    let zones: Vec<Value> = state
        .zones
        .iter()
        .map(|zone| json!({ "zoneName": zone, "zoneState": { "available": true }, "hosts": null }))
        .collect();

    Response::json(200, &json!({ "availabilityZoneInfo": zones }))
}

/// The text that a body must have under `name`, or Nova's complaint.
pub(super) fn must_be_text<'v>(
    ask: &Ask<'_>,
    value: &'v Value,
    name: &str,
) -> Result<&'v str, Response> {
    match value.get(name) {
        Some(Value::String(_)) => Ok(text(value, name).unwrap_or_default()),
        Some(other) => Err(ask.error(
            400,
            &format!(
                "Invalid input for field/attribute {name}. Value: {other}. {other} is not of type \
                 'string'"
            ),
        )),
        None => Err(ask.error(
            400,
            &format!("Invalid input for field/attribute server. '{name}' is a required property"),
        )),
    }
}
