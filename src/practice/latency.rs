//! How long single calls take on a cloud of middle size.

use std::time::Duration;

use super::clock::Clock;
use super::cloudflare;
use crate::http::{Method, Request};

/// The time from sending `request` to its answer; `number` is which call of the world it is.
pub(super) fn of(clock: &Clock, request: &Request, number: usize) -> Duration {
    clock.span(seconds(request), &format!("{} {number}", request.name()))
}

/// What a body of the answer takes beside that; nothing worth waiting for where it is no layer.
pub(super) fn of_bytes(clock: &Clock, bytes: usize) -> Duration {
    if bytes < 100_000 {
        return Duration::ZERO;
    }

    clock.span(megabytes(bytes) / FAST, "answer")
}

/// Megabytes a second.
const FAST: f64 = 100.0;

#[expect(clippy::cast_precision_loss, reason = "a time for people")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn seconds(request: &Request) -> f64 {
    let name = request.name();
    let path = name.split_once(' ').map_or("", |(_, path)| path);
    let ends = |end: &str| path.trim_end_matches('/').ends_with(end);
    if request.url.starts_with(cloudflare::BASE) {
        return 0.25;
    }
    if path.starts_with("/v2/") && !path.starts_with("/v2/images") {
        // The registry: a way there and back, and what the line takes.
        return 0.04 + megabytes(request.body.len()) / FAST;
    }
    match request.method {
        Method::Get | Method::Head if ends("/v2.0/networks") || ends("/flavors/detail") => 0.09,
        Method::Get if ends("/v2/images") => 0.2,
        Method::Get if ends("/servers/detail") => 0.18,
        Method::Get if ends("/details.json") || ends("/detail") => 0.12,
        Method::Get | Method::Head => 0.06,
        Method::Post if ends("/auth/tokens") => 0.06,
        Method::Post if ends("/servers") => 0.6,
        Method::Post if ends("/floatingips") => 0.4,
        Method::Put if path.contains("/floatingips/") => 0.5,
        Method::Post if ends("/os-volume_attachments") => 0.4,
        Method::Delete | Method::Patch | Method::Post | Method::Put => 0.15,
    }
}
