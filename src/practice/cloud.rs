//! From a request to the service that it is for, and the headers that each service adds to its answers.

use tokio::time::Instant;

use super::ask::{Ask, Reply};
use super::site::Service;
use super::state::State;
use super::{cloudflare, compute, designate, hub, identity, image, life, network, volume, web};
use crate::http::{CallError, Method, Request, Response};

/// What the world answers to `request`, now.
pub(super) fn answer(
    state: &mut State,
    request: &Request,
    now: Instant,
) -> Result<Response, CallError> {
    catch_up(state, now);

    arrive(state, request, now)
}

/// Everything that has happened by now, calls that were long on their way among it.
pub(super) fn catch_up(state: &mut State, now: Instant) {
    state.late.sort_by_key(|(at, _)| *at);
    while state.late.first().is_some_and(|(at, _)| *at <= now) {
        let (at, request) = state.late.remove(0);
        life::settle(state, at);
        let _ = arrive(state, &request, at);
    }
    life::settle(state, now);
}

fn arrive(state: &mut State, request: &Request, now: Instant) -> Result<Response, CallError> {
    if let Some(rest) = request.url.strip_prefix(cloudflare::BASE) {
        return Ok(cloudflare::answer(state, request, rest, now));
    }
    if let Some(response) = hub::answer(request) {
        return Ok(response);
    }
    let Some(mut ask) = Ask::new(request, &state.site, now) else {
        return web::answer(state, &web::Call::of_client(request, now));
    };
    let reply = open(state, &ask).map_or_else(|| signed_in(state, &mut ask), Ok);
    let response = reply.unwrap_or_else(|refusal| refusal);

    Ok(dress(&ask, response))
}

/// What is told without a token.
fn open(state: &State, ask: &Ask<'_>) -> Option<Response> {
    if ask.method() != Method::Get {
        return None;
    }
    match (ask.service, ask.parts().as_slice()) {
        (Service::Compute, []) => Some(compute::versions(state, ask)),
        (Service::Compute, ["v2.1"]) => Some(Response::json(
            200,
            &serde_json::json!({ "version": compute::version(state, ask, true) }),
        )),
        (Service::Network, []) => Some(network::versions(ask)),
        (Service::Volume, []) => Some(volume::versions(state, ask, 300)),
        (Service::Image, []) => Some(image::versions(ask, 300)),
        (Service::Image, ["versions"]) => Some(image::versions(ask, 200)),
        _ => None,
    }
}

fn signed_in(state: &mut State, ask: &mut Ask<'_>) -> Reply {
    if ask.service == Service::Identity {
        return identity::answer(state, ask);
    }
    ask.who = state
        .identity
        .who(ask)
        .ok_or_else(|| ask.unauthorized(&state.site))?;
    match ask.service {
        Service::Compute => {
            let range = ((2, 1), state.site.compute);
            ask.version = compute::asked_version(ask, "compute", range)?;
            compute::answer(state, ask)
        }
        Service::Volume => {
            let range = ((3, 0), state.site.volume);
            ask.version = compute::asked_version(ask, "volume", range)?;
            volume::answer(state, ask)
        }
        Service::Dns => designate::answer(state, ask),
        Service::Network => network::answer(state, ask),
        Service::Image => image::answer(state, ask),
        Service::Identity => Err(ask.no_such_path()),
    }
}

fn dress(ask: &Ask<'_>, mut response: Response) -> Response {
    let version = version_header(ask);
    let known_path = response.status != 401 && !is_bare_404(&response);
    response = match ask.service {
        Service::Identity => response.with("Vary", "X-Auth-Token"),
        Service::Compute if known_path && !ask.path.is_empty() => response
            .with("OpenStack-API-Version", format!("compute {version}"))
            .with("X-OpenStack-Nova-API-Version", version)
            .with(
                "Vary",
                "OpenStack-API-Version | X-OpenStack-Nova-API-Version",
            ),
        Service::Volume if known_path => response
            .with("OpenStack-API-Version", format!("volume {version}"))
            .with("Vary", "OpenStack-API-Version"),
        _ => response,
    };
    if has_old_request_id(ask, &response) {
        response = response.with("x-compute-request-id", ask.id.clone());
    }
    let silent = match ask.service {
        Service::Compute | Service::Network => ask.path.is_empty(),
        Service::Image => ask.path.len() < 2 || response.status == 401,
        Service::Dns | Service::Identity | Service::Volume => false,
    };
    if !silent {
        response = response.with("x-openstack-request-id", ask.id.clone());
    }

    response
}

/// Nova's own name for the request id, which Cinder took over; neither everywhere.
fn has_old_request_id(ask: &Ask<'_>, response: &Response) -> bool {
    match ask.service {
        Service::Compute => !ask.path.is_empty(),
        Service::Volume => response.status != 401 && !response.body.is_empty(),
        _ => false,
    }
}

fn is_bare_404(response: &Response) -> bool {
    response.status == 404 && response.body.starts_with(b"{\"code\":\"404")
}

/// The version that the answer names: the one asked for, even where it is refused.
fn version_header(ask: &Ask<'_>) -> String {
    let asked = ask
        .request
        .get("OpenStack-API-Version")
        .and_then(|header| header.split_once(' '))
        .map(|(_, version)| version);
    match (asked, ask.version, ask.service) {
        (_, (major, minor), _) if major > 0 => format!("{major}.{minor}"),
        (Some(asked), _, _) => asked.to_owned(),
        (None, _, Service::Volume) => "3.0".to_owned(),
        (None, _, _) => "2.1".to_owned(),
    }
}
