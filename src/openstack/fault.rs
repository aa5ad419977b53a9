//! What the services mean by an answer that is not a success: each has its own way of saying it.
//!
//! Texts are read here and only here; everybody else looks at the [`Kind`].

use serde_json::Value;

use super::catalog::Service;
use crate::http::error::{Count, Resource};
use crate::http::{CallError, Kind, Response};

/// What a thing that came broken suffers from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ailment {
    /// No host has room for the server.
    NoRoom,
    /// Any other trouble with a server.
    Server,
    /// The storage could not do it.
    Volume,
}

/// What the words of a [`Kind::Fault`] tell.
pub fn ailment(error: &CallError) -> Ailment {
    if error.call == "volume" {
        return Ailment::Volume;
    }
    // Nova's scheduler, and what its conductor makes of it after several hosts refused.
    let no_room = ["No valid host", "Exceeded maximum number of retries"];

    if no_room.iter().any(|words| error.message.contains(words)) {
        Ailment::NoRoom
    } else {
        Ailment::Server
    }
}

/// The error that the answer stands for.
pub(super) fn error(service: Service, call: &str, response: &Response) -> CallError {
    let (name, message) = said(response);

    CallError::new(
        kind(service, response.status, &name, &message),
        call,
        message,
    )
    .of(response)
}

fn kind(service: Service, status: u16, name: &str, message: &str) -> Kind {
    match status {
        401 => Kind::Unauthorized,
        403 | 409 | 413 if is_quota(status, name, message) => quota(message),
        403 => Kind::Forbidden,
        // A microversion that the service does not have.
        406 => Kind::Missing {
            service: service.as_str().to_owned(),
        },
        // Keystone's way of saying that the credential was withdrawn.
        404 if message.starts_with("Could not find Application Credential") => Kind::Unauthorized,
        404 | 410 => Kind::NotFound,
        // Designate's word for a name that an alias has, or an alias for a name that is there.
        400 if name == "invalid_recordset_location" && message.contains("CNAME") => Kind::Conflict,
        409 => Kind::Conflict,
        429 | 502..=504 => Kind::Busy,
        400..=499 => Kind::Invalid,
        500..=599 => Kind::Server,
        // A redirect is not followed; a success that came here did not mean what it should.
        _ => Kind::Unreadable,
    }
}

/// Nova says 403, Neutron 409 with the type `OverQuota`, Cinder and Designate 413; limits of rate say "quota" nowhere.
fn is_quota(status: u16, name: &str, message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    let exceeded = message.contains("exceed") || message.contains("too many");

    name == "OverQuota"
        || (message.contains("quota") && exceeded)
        || (message.contains("maximum number of") && exceeded)
        || (status == 413 && message.contains("limitexceeded"))
}

/// Which quota a message speaks of, and its numbers where it has them.
fn quota(message: &str) -> Kind {
    if let Some((resource, count)) = nova(message) {
        return Kind::Quota { resource, count };
    }

    Kind::Quota {
        resource: resource(message),
        count: cinder(message),
    }
}

fn resource(message: &str) -> Resource {
    let message = message.to_ascii_lowercase();
    // The longer names come first: a group's rules name the group too.
    const NAMES: [(&str, Resource); 18] = [
        ("zone_record", Resource::Records),
        ("recordset_records", Resource::Records),
        ("security_group_rule", Resource::SecurityGroupRules),
        ("security group rule", Resource::SecurityGroupRules),
        ("security_group", Resource::SecurityGroups),
        ("security group", Resource::SecurityGroups),
        ("floatingip", Resource::FloatingAddresses),
        ("floating ip", Resource::FloatingAddresses),
        ("key pair", Resource::KeyPairs),
        ("keypair", Resource::KeyPairs),
        ("gigabytes", Resource::VolumeGigabytes),
        ("volume", Resource::Volumes),
        ("port", Resource::Ports),
        ("instance", Resource::Instances),
        ("server_groups", Resource::Other),
        ("cores", Resource::Cores),
        ("vcpu", Resource::Cores),
        ("ram", Resource::MemoryMegabytes),
    ];

    NAMES
        .iter()
        .find(|(name, _)| message.contains(name))
        .map_or(Resource::Other, |(_, resource)| *resource)
}

/// "Quota exceeded for cores, instances, ram: Requested 8, 1, 30720, but already used 2, 1, 7680 of 2, 1, 8192
/// cores, instances, ram": the first one that does not fit.
fn nova(message: &str) -> Option<(Resource, Option<Count>)> {
    let rest = message.strip_prefix("Quota exceeded for ")?;
    let (names, rest) = rest.split_once(": Requested ")?;
    let (requested, rest) = rest.split_once(", but already used ")?;
    let (used, rest) = rest.split_once(" of ")?;
    let names: Vec<&str> = names.split(", ").collect();
    let numbers = |text: &str| -> Vec<i64> {
        text.split([',', ' '])
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect()
    };
    let (requested, used, limits) = (numbers(requested), numbers(used), numbers(rest));
    let too_much = |at: &usize| match (requested.get(*at), used.get(*at), limits.get(*at)) {
        (Some(requested), Some(used), Some(limit)) => *limit >= 0 && used + requested > *limit,
        _ => false,
    };
    let at = (0..names.len()).find(too_much).unwrap_or(0);
    let number = |of: &[i64]| u64::try_from(*of.get(at)?).ok();
    let count = || {
        Some(Count {
            limit: number(&limits)?,
            used: number(&used)?,
            needed: number(&requested)?,
        })
    };
    let resource = match *names.get(at)? {
        "cores" => Resource::Cores,
        "instances" => Resource::Instances,
        "key_pairs" => Resource::KeyPairs,
        "ram" => Resource::MemoryMegabytes,
        _ => Resource::Other,
    };

    Some((resource, count()))
}

/// "Requested 20G, quota is 10G and 0G has been consumed."
fn cinder(message: &str) -> Option<Count> {
    let (_, rest) = message.rsplit_once("Requested ")?;
    let (needed, rest) = rest.split_once("G, quota is ")?;
    let (limit, rest) = rest.split_once("G and ")?;
    let (used, _) = rest.split_once("G has been consumed")?;

    Some(Count {
        limit: limit.parse().ok()?,
        used: used.parse().ok()?,
        needed: needed.parse().ok()?,
    })
}

/// The name of the error, where there is one, and its message in the service's own words.
fn said(response: &Response) -> (String, String) {
    let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
        return (
            String::new(),
            plain(&String::from_utf8_lossy(&response.body), response),
        );
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    // Glance, Designate and the routing layer of all: the message at the top; Designate has a type beside it.
    let kind = body.get("type").and_then(text).unwrap_or_default();
    if let Some(message) = body.get("message").and_then(text) {
        return (kind, plain(&message, response));
    }
    // What is wrong in a body that Designate does not take: each field's trouble by itself.
    if let Some(errors) = body.pointer("/errors/errors").and_then(Value::as_array) {
        let said: Vec<String> = errors
            .iter()
            .filter_map(|one| text(&one["message"]))
            .collect();
        return (kind, plain(&said.join("; "), response));
    }
    // All others: one key, whose name is the error's, around the message.
    let Some((name, inside)) = body.as_object().and_then(|object| object.iter().next()) else {
        return (String::new(), plain("", response));
    };
    let name = inside
        .get("type")
        .and_then(text)
        .unwrap_or_else(|| name.clone());
    let message = inside
        .get("message")
        .and_then(text)
        .or_else(|| text(inside))
        .unwrap_or_default();

    (name, plain(&message, response))
}

/// The text without HTML and runs of spaces, not longer than a paragraph.
fn plain(text: &str, response: &Response) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                out.push(' ');
            }
            _ if !tag => out.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(500).collect();
    match (text.is_empty(), response.header("location")) {
        (false, _) => text,
        (true, Some(location)) if (300..400).contains(&response.status) => {
            let host = location.split(['?', '#']).next().unwrap_or_default();
            format!("status {}: moved to {host}", response.status)
        }
        (true, _) => format!("status {}", response.status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nova_names_the_quota_that_does_not_fit() {
        let of = |message| nova(message).unwrap();
        let count = |limit, used, needed| {
            Some(Count {
                limit,
                used,
                needed,
            })
        };

        assert_eq!(
            of(
                "Quota exceeded for cores, instances, ram: Requested 1, 1, 30720, but already used 1, 1, 768 of 2, 2, 8192 cores, instances, ram"
            ),
            (Resource::MemoryMegabytes, count(8192, 768, 30720))
        );
        assert_eq!(
            of("Quota exceeded for instances: Requested 1, but already used 1 of 1 instances"),
            (Resource::Instances, count(1, 1, 1))
        );
        assert_eq!(nova("Quota exceeded, too many key pairs."), None);
    }

    #[test]
    fn what_came_broken_is_told_apart() {
        let of = |call, message| ailment(&CallError::new(Kind::Fault, call, message));

        let no_room = "No valid host was found. There are not enough hosts available.";
        assert_eq!(of("server", no_room), Ailment::NoRoom);
        assert_eq!(
            of("server", "Build of instance x aborted: no image"),
            Ailment::Server
        );
        assert_eq!(
            of("volume", "the volume's status is error"),
            Ailment::Volume
        );
    }

    #[test]
    fn a_page_of_html_becomes_a_line() {
        let mut response = Response::new(502);
        response.body = "<html><h1>502 Bad Gateway</h1>\n<hr>nginx</html>".into();
        let error = error(Service::Image, "GET /", &response);

        assert_eq!(error.message, "502 Bad Gateway nginx");
        assert_eq!(error.kind, Kind::Busy);
    }

    #[test]
    fn older_neutron_wraps_a_bare_text() {
        let response = Response::json(409, &serde_json::json!({ "NeutronError": "in use" }));
        let error = error(Service::Network, "DELETE /", &response);

        assert_eq!(
            (error.kind, error.message.as_str()),
            (Kind::Conflict, "in use")
        );
    }

    #[test]
    fn cinder_tells_gigabytes_from_volumes() {
        let gigabytes = "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 10G, quota is 5G and 0G has been consumed.";

        assert_eq!(
            kind(Service::Volume, 413, "overLimit", gigabytes),
            Kind::Quota {
                resource: Resource::VolumeGigabytes,
                count: Some(Count {
                    limit: 5,
                    used: 0,
                    needed: 10
                })
            }
        );
        assert_eq!(
            kind(
                Service::Compute,
                403,
                "forbidden",
                "Policy doesn't allow it to be performed."
            ),
            Kind::Forbidden
        );
    }
}
