//! Failed calls in words: what happened, why probably, what to do, and the buttons that do it.

use super::Text;
use crate::http::error::{Count, Resource};
use crate::http::{CallError, Kind};
use crate::openstack::fault::{self, Ailment};
use crate::plan::check::Part;

/// A failure, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub happened: String,
    pub probably: String,
    pub advice: String,
    /// What the other side said in its own words, and how its support finds it again.
    pub original: String,
    pub remedies: Vec<Remedy>,
}

/// What a person can do about a failure with one press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Go to the page of a part of the plan and change it.
    Change(Part),
    /// Say that the machine's key, as shown, is the right one.
    ConfirmHostKey,
    SignIn,
    TryAgain,
    Undo,
}

/// The words on the button of a remedy.
pub fn remedy(text: &Text, remedy: Remedy) -> String {
    match remedy {
        Remedy::Change(part) => {
            let part = super::mistake::part(text, part);
            text.with("remedy-change", &[("page", part.into())])
        }
        Remedy::ConfirmHostKey => text.get("remedy-host-key"),
        Remedy::SignIn => text.get("remedy-sign-in"),
        Remedy::TryAgain => text.get("remedy-try-again"),
        Remedy::Undo => text.get("remedy-undo"),
    }
}

/// Explains a failed call.
pub fn explain(text: &Text, error: &CallError) -> Explained {
    if error.kind == Kind::Fault {
        return broken(text, error);
    }

    Explained {
        happened: happened(text, &error.kind),
        probably: probably(text, &error.kind),
        advice: advice(text, &error.kind),
        original: original(text, error),
        remedies: remedies(&error.kind),
    }
}

/// A thing that the cloud began to make and could not finish.
fn broken(text: &Text, error: &CallError) -> Explained {
    let (happened, probably, advice, part) = match fault::ailment(error) {
        Ailment::NoRoom => (
            text.get("error-no-room"),
            text.get("error-no-room-why"),
            text.get("error-no-room-do"),
            Part::Instance,
        ),
        Ailment::Server => (
            happened(text, &error.kind),
            probably(text, &error.kind),
            advice(text, &error.kind),
            Part::Instance,
        ),
        Ailment::Volume => (
            text.get("error-volume"),
            text.get("error-volume-why"),
            text.get("error-volume-do"),
            Part::Volumes,
        ),
    };

    Explained {
        happened,
        probably,
        advice,
        original: original(text, error),
        remedies: vec![Remedy::TryAgain, Remedy::Change(part)],
    }
}

fn happened(text: &Text, kind: &Kind) -> String {
    match kind {
        Kind::Busy => text.get("error-busy"),
        Kind::Conflict => text.get("error-conflict"),
        Kind::Fault => text.get("error-fault"),
        Kind::Forbidden => text.get("error-forbidden"),
        Kind::Invalid => text.get("error-invalid"),
        Kind::Missing { service } => {
            text.with("error-missing", &[("service", service.as_str().into())])
        }
        Kind::NotFound => text.get("error-not-found"),
        Kind::Quota { resource, count } => quota(text, *resource, *count),
        Kind::Server => text.get("error-server"),
        Kind::Timeout => text.get("error-timeout"),
        Kind::Tls => text.get("error-tls"),
        Kind::Unauthorized => text.get("error-unauthorized"),
        Kind::Unreachable => text.get("error-unreachable"),
        Kind::Unreadable => text.get("error-unreadable"),
    }
}

fn probably(text: &Text, kind: &Kind) -> String {
    match kind {
        Kind::Busy => text.get("error-busy-why"),
        Kind::Conflict => text.get("error-conflict-why"),
        Kind::Fault => text.get("error-fault-why"),
        Kind::Forbidden => text.get("error-forbidden-why"),
        Kind::Invalid => text.get("error-invalid-why"),
        Kind::Missing { .. } => text.get("error-missing-why"),
        Kind::NotFound => text.get("error-not-found-why"),
        Kind::Quota { .. } => text.get("error-quota-why"),
        Kind::Server => text.get("error-server-why"),
        Kind::Timeout => text.get("error-timeout-why"),
        Kind::Tls => text.get("error-tls-why"),
        Kind::Unauthorized => text.get("error-unauthorized-why"),
        Kind::Unreachable => text.get("error-unreachable-why"),
        Kind::Unreadable => text.get("error-unreadable-why"),
    }
}

fn advice(text: &Text, kind: &Kind) -> String {
    match kind {
        Kind::Busy => text.get("error-busy-do"),
        Kind::Conflict => text.get("error-conflict-do"),
        Kind::Fault => text.get("error-fault-do"),
        Kind::Forbidden => text.get("error-forbidden-do"),
        Kind::Invalid => text.get("error-invalid-do"),
        Kind::Missing { .. } => text.get("error-missing-do"),
        Kind::NotFound => text.get("error-not-found-do"),
        Kind::Quota { .. } => text.get("error-quota-do"),
        Kind::Server => text.get("error-server-do"),
        Kind::Timeout => text.get("error-timeout-do"),
        Kind::Tls => text.get("error-tls-do"),
        Kind::Unauthorized => text.get("error-unauthorized-do"),
        Kind::Unreachable => text.get("error-unreachable-do"),
        Kind::Unreadable => text.get("error-unreadable-do"),
    }
}

fn remedies(kind: &Kind) -> Vec<Remedy> {
    match kind {
        Kind::Busy
        | Kind::Conflict
        | Kind::NotFound
        | Kind::Server
        | Kind::Timeout
        | Kind::Unreachable => vec![Remedy::TryAgain],
        Kind::Fault => vec![Remedy::TryAgain, Remedy::Change(Part::Instance)],
        Kind::Forbidden | Kind::Missing { .. } | Kind::Tls | Kind::Unauthorized => {
            vec![Remedy::SignIn, Remedy::TryAgain]
        }
        Kind::Invalid | Kind::Unreadable => vec![Remedy::TryAgain, Remedy::Undo],
        Kind::Quota { resource, .. } => vec![Remedy::Change(page(*resource)), Remedy::TryAgain],
    }
}

/// Where less of it can be asked for.
pub fn page(resource: Resource) -> Part {
    match resource {
        Resource::Cores
        | Resource::Instances
        | Resource::KeyPairs
        | Resource::MemoryMegabytes
        | Resource::Other
        | Resource::Ports => Part::Instance,
        Resource::FloatingAddresses => Part::Address,
        Resource::SecurityGroupRules | Resource::SecurityGroups => Part::Firewall,
        Resource::Records => Part::Name,
        Resource::VolumeGigabytes | Resource::Volumes => Part::Volumes,
    }
}

/// A quota that is used up; with its numbers, where they are known.
pub fn quota(text: &Text, resource: Resource, count: Option<Count>) -> String {
    let resource = ("resource", self::resource(text, resource).into());
    let Some(count) = count else {
        return text.with("error-quota", &[resource]);
    };
    let values = [
        resource,
        ("limit", count.limit.into()),
        ("used", count.used.into()),
        ("left", count.limit.saturating_sub(count.used).into()),
        ("needed", count.needed.into()),
    ];

    text.with("error-quota-count", &values)
}

/// What a quota counts.
pub fn resource(text: &Text, resource: Resource) -> String {
    match resource {
        Resource::Cores => text.get("resource-cores"),
        Resource::FloatingAddresses => text.get("resource-addresses"),
        Resource::Instances => text.get("resource-instances"),
        Resource::KeyPairs => text.get("resource-key-pairs"),
        Resource::MemoryMegabytes => text.get("resource-memory"),
        Resource::Other => text.get("resource-other"),
        Resource::Ports => text.get("resource-ports"),
        Resource::Records => text.get("resource-records"),
        Resource::SecurityGroupRules => text.get("resource-rules"),
        Resource::SecurityGroups => text.get("resource-groups"),
        Resource::VolumeGigabytes => text.get("resource-gigabytes"),
        Resource::Volumes => text.get("resource-volumes"),
    }
}

fn original(text: &Text, error: &CallError) -> String {
    let call = ("call", error.call.as_str().into());
    let message = ("message", error.message.as_str().into());
    match &error.request_id {
        Some(id) => text.with(
            "error-original-id",
            &[call, message, ("id", id.as_str().into())],
        ),
        None => text.with("error-original", &[call, message]),
    }
}
