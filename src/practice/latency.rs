//! How long single calls take on a cloud of middle size.

use std::time::Duration;

use super::clock::Clock;
use super::cloudflare;
use crate::http::{Method, Request};

/// The time from sending `request` to its answer; `number` is which call of the world it is.
pub(super) fn of(clock: &Clock, request: &Request, number: usize) -> Duration {
    clock.span(seconds(request), &format!("{} {number}", request.name()))
}

#[expect(clippy::cast_precision_loss, reason = "a time for people")]
fn megabytes(request: &Request) -> f64 {
    request.body.len() as f64 / 1e6
}

fn seconds(request: &Request) -> f64 {
    let name = request.name();
    let path = name.split_once(' ').map_or("", |(_, path)| path);
    let ends = |end: &str| path.trim_end_matches('/').ends_with(end);
    if request.url.starts_with(cloudflare::BASE) {
        return 0.25;
    }
    if path.starts_with("/v2/") && !path.starts_with("/v2/images") {
        // The registry: a way there and back, and a hundred megabytes a second.
        return 0.04 + megabytes(request) / 100.0;
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
