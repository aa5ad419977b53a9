//! What answers on the web addresses of the machines: TLS, Cloudflare in front, Caddy, the registry.

use std::net::{IpAddr, Ipv4Addr};

use tokio::time::Instant;
use url::Url;

use super::reach::From;
use super::server::{Phase, Server};
use super::state::State;
use super::store;
use crate::http::{CallError, Kind, Request, Response};

/// What Cloudflare lets through on its free plan.
const MOST_BYTES: usize = 100_000_000;
/// Cloudflare's own addresses, as the world and as origins see them.
pub(super) const EDGE: Ipv4Addr = Ipv4Addr::new(104, 21, 9, 9);

/// A request to a machine.
pub(super) struct Call<'a> {
    pub request: &'a Request,
    pub from: From,
    /// Where to go, whatever the DNS says.
    pub at: Option<Ipv4Addr>,
    /// Whether the one who asks brings roots of authorities of their own.
    pub roots: bool,
    pub now: Instant,
}

impl<'a> Call<'a> {
    /// A call of the program itself.
    pub fn of_client(request: &'a Request, now: Instant) -> Self {
        let reach = request.reach.as_ref();
        let at = reach.and_then(|reach| match reach.address {
            Some(IpAddr::V4(ip)) => Some(ip),
            _ => None,
        });

        Self {
            request,
            from: From::World(super::CLIENT),
            at,
            roots: reach.is_some_and(|reach| reach.roots.is_some()),
            now,
        }
    }

    fn fail(&self, kind: Kind, message: impl Into<String>) -> CallError {
        CallError::new(kind, self.request.name(), message)
    }
}

pub(super) fn answer(state: &mut State, call: &Call<'_>) -> Result<Response, CallError> {
    let url = Url::parse(&call.request.url)
        .map_err(|error| call.fail(Kind::Unreachable, error.to_string()))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let secure = url.scheme() == "https";
    let port = url.port_or_known_default().unwrap_or(443);
    let (addresses, proxied) = state.look_up(&host);
    let Some(address) = call
        .at
        .or_else(|| host.parse().ok())
        .or_else(|| addresses.first().copied())
    else {
        let message = format!("dns error: failed to lookup address information: {host}");
        return Err(call.fail(Kind::Unreachable, message));
    };
    if proxied && (call.at.is_none() || call.at == Some(EDGE)) {
        return through_cloudflare(state, call, &host, address, secure);
    }

    let server = knock(state, call, address, port)?;
    match (secure, port) {
        (true, 443) => {
            let door = state
                .machines
                .get(&server.id)
                .and_then(|machine| machine.door.clone());
            let Some(door) = door else {
                return Err(call.fail(Kind::Unreachable, "tcp connect error: Connection refused"));
            };
            if door.host != host {
                let message = format!("invalid peer certificate: not valid for name {host:?}");
                return Err(call.fail(Kind::Tls, message));
            }
            if !door.public && !call.roots {
                let message = "invalid peer certificate: UnknownIssuer";
                return Err(call.fail(Kind::Tls, message));
            }
            Ok(behind_caddy(state, call, &server))
        }
        (false, 80) => plain(state, call, &server, &host),
        _ => Err(call.fail(Kind::Unreachable, "tcp connect error: Connection refused")),
    }
}

/// The machine behind the address, if it lets the call in and runs.
fn knock(
    state: &State,
    call: &Call<'_>,
    address: Ipv4Addr,
    port: u16,
) -> Result<Server, CallError> {
    let server = state.behind(address, &call.from, call.now);
    let Some(server) = server.filter(|server| state.lets_in(server, &call.from, port)) else {
        return Err(call.fail(Kind::Unreachable, "tcp connect error: operation timed out"));
    };
    if server.phase != Phase::Active || server.up > call.now {
        return Err(call.fail(Kind::Unreachable, "tcp connect error: No route to host"));
    }

    Ok(server.clone())
}

fn behind_caddy(state: &mut State, call: &Call<'_>, server: &Server) -> Response {
    match store::of(state, server) {
        Some(place) => store::answer(state, call, &place),
        // Caddy runs, and what is behind it does not.
        None => Response::new(502).with("Server", "Caddy"),
    }
}

fn plain(
    state: &mut State,
    call: &Call<'_>,
    server: &Server,
    host: &str,
) -> Result<Response, CallError> {
    let place = store::of(state, server);
    match place {
        Some(place) if place.plain => Ok(store::answer(state, call, &place)),
        _ if state
            .machines
            .get(&server.id)
            .is_some_and(|machine| machine.door.is_some()) =>
        {
            Ok(Response::new(308)
                .with("Location", format!("https://{host}/"))
                .with("Server", "Caddy"))
        }
        _ => Err(call.fail(Kind::Unreachable, "tcp connect error: Connection refused")),
    }
}

/// Cloudflare shows its own certificate, and asks the machine itself.
fn through_cloudflare(
    state: &mut State,
    call: &Call<'_>,
    host: &str,
    origin: Ipv4Addr,
    secure: bool,
) -> Result<Response, CallError> {
    let zone = state
        .dns
        .zones
        .iter()
        .find(|zone| host == zone.name || host.ends_with(&format!(".{}", zone.name)))
        .cloned();
    let Some(zone) = zone else {
        return Err(call.fail(Kind::Unreachable, "tcp connect error: Connection refused"));
    };
    // Universal SSL has the zone itself and one level below it.
    let below = host.trim_end_matches(&zone.name).trim_end_matches('.');
    if secure && below.contains('.') {
        let message = "received fatal alert: HandshakeFailure";
        return Err(call.fail(Kind::Tls, message));
    }
    let page = |status: u16| Response::new(status).with("Server", "cloudflare");
    if call.request.body.len() > MOST_BYTES {
        return Ok(page(413));
    }
    let inner = Call {
        request: call.request,
        from: From::World(EDGE),
        at: Some(origin),
        roots: true,
        now: call.now,
    };
    let port = match zone.ssl.as_str() {
        "off" | "flexible" => 80,
        _ => 443,
    };
    let Ok(server) = knock(state, &inner, origin, port) else {
        return Ok(page(522));
    };
    let machine = state.machines.get(&server.id);
    let door = machine.and_then(|machine| machine.door.clone());
    match (port, zone.ssl.as_str(), door) {
        (80, ..) => Ok(plain(state, &inner, &server, host).unwrap_or_else(|_| page(521))),
        (_, _, None) => Ok(page(521)),
        (_, "strict", Some(door)) if door.host != host || !door.public => Ok(page(526)),
        (_, _, Some(_)) => Ok(behind_caddy(state, &inner, &server)),
    }
}
