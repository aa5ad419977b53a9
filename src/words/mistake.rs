//! What is wrong with a plan: with its text, line by line, and with how its parts fit together.

use super::Text;
use super::invalid::Invalid;
use crate::plan::check::{Finding, Part, Severity};
use crate::plan::file::{Flaw, Type, Unreadable, VERSION, Wrong};

/// One sentence for each thing that is wrong with the text of a plan, with its place.
pub fn unreadable(text: &Text, error: &Unreadable) -> Vec<String> {
    match error {
        Unreadable::Flaws(flaws) => flaws.iter().map(|flaw| self::flaw(text, flaw)).collect(),
        Unreadable::Syntax { at, message } => vec![text.with(
            "plan-syntax",
            &[
                ("line", at.line.to_string().into()),
                ("column", at.column.to_string().into()),
                ("message", message.as_str().into()),
            ],
        )],
        Unreadable::Version { at, found } => {
            let ours = ("ours", VERSION.to_string().into());
            vec![match found {
                Some(found) => {
                    let line = ("line", at.line.to_string().into());
                    text.with(
                        "plan-version",
                        &[line, ours, ("found", found.to_string().into())],
                    )
                }
                None => text.with("plan-no-version", &[ours]),
            }]
        }
    }
}

fn flaw(text: &Text, flaw: &Flaw) -> String {
    text.with(
        "plan-flaw",
        &[
            ("line", flaw.at.line.to_string().into()),
            ("column", flaw.at.column.to_string().into()),
            ("key", flaw.key.as_str().into()),
            ("complaint", wrong(text, &flaw.wrong).into()),
        ],
    )
}

/// What is wrong with the value of a key.
pub fn wrong(text: &Text, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Address => text.get("plan-address"),
        Wrong::Choice(known) => text.with("plan-choice", &[("known", known.join(", ").into())]),
        Wrong::Email(bad) => bad.words(text),
        Wrong::Empty => text.get("plan-empty"),
        Wrong::FilePath(bad) => bad.words(text),
        Wrong::Host(bad) => bad.words(text),
        Wrong::Hostname(bad) => bad.words(text),
        Wrong::ImageName(bad) => bad.words(text),
        Wrong::Label(bad) => bad.words(text),
        Wrong::Missing => text.get("plan-missing"),
        Wrong::MountPath(bad) => bad.words(text),
        Wrong::Network(bad) => bad.words(text),
        Wrong::Opening(bad) => bad.words(text),
        Wrong::Port => text.get("invalid-port"),
        Wrong::Secret(bad) => bad.words(text),
        Wrong::Size(bad) => bad.words(text),
        Wrong::Title(bad) => bad.words(text),
        Wrong::Type(Type::Flag) => text.get("plan-type-flag"),
        Wrong::Type(Type::List) => text.get("plan-type-list"),
        Wrong::Type(Type::Number) => text.get("plan-type-number"),
        Wrong::Type(Type::Table) => text.get("plan-type-table"),
        Wrong::Type(Type::Text) => text.get("plan-type-text"),
        Wrong::Unknown { near: Some(near) } => {
            text.with("plan-unknown-near", &[("near", (*near).into())])
        }
        Wrong::Unknown { near: None } => text.get("plan-unknown"),
        Wrong::UserName(bad) => bad.words(text),
        Wrong::WebAddress(bad) => bad.words(text),
    }
}

/// What does not fit together in a plan, and how to mend it.
pub fn finding(text: &Text, finding: &Finding) -> String {
    match finding {
        Finding::AcmeClosed { port } => {
            text.with("finding-acme-closed", &[("port", port.to_string().into())])
        }
        Finding::AcmeProxied => text.get("finding-acme-proxied"),
        Finding::ClosedRegistry { port } => text.with(
            "finding-closed-registry",
            &[("port", port.to_string().into())],
        ),
        Finding::ClosedSsh => text.get("finding-closed-ssh"),
        Finding::HostOutsideZone { host, zone } => {
            let values = [
                ("host", host.as_ref().into()),
                ("zone", zone.as_ref().into()),
            ];
            text.with("finding-outside-zone", &values)
        }
        Finding::ImagesVolumes { found: 0 } => text.get("finding-no-images-volume"),
        Finding::ImagesVolumes { found } => {
            text.with("finding-images-volumes", &[("found", (*found).into())])
        }
        Finding::NestedMounts { outer, inner } => {
            let values = [
                ("outer", outer.as_ref().into()),
                ("inner", inner.as_ref().into()),
            ];
            text.with("finding-nested-mounts", &values)
        }
        Finding::ProxyDepth { host, zone } => {
            let values = [
                ("host", host.as_ref().into()),
                ("zone", zone.as_ref().into()),
            ];
            text.with("finding-proxy-depth", &values)
        }
        Finding::ProxyLimit => text.get("finding-proxy-limit"),
        Finding::ProxyMissing => text.get("finding-proxy-missing"),
        Finding::ProxyPlain => text.get("finding-proxy-plain"),
        Finding::SameMount { mount } => {
            text.with("finding-same-mount", &[("mount", mount.as_ref().into())])
        }
        Finding::SameNode { host, port } => {
            let port = ("port", port.to_string().into());
            text.with("finding-same-node", &[("host", host.as_ref().into()), port])
        }
        Finding::SameRule { rule } => {
            let from = ("from", rule.from.to_string().into());
            text.with(
                "finding-same-rule",
                &[from, ("to", rule.to.to_string().into())],
            )
        }
        Finding::SameVolume { first, second } => {
            let values = [
                ("first", first.as_ref().into()),
                ("second", second.as_ref().into()),
            ];
            text.with("finding-same-volume", &values)
        }
        Finding::SameVolumeName { name } => text.with(
            "finding-same-volume-name",
            &[("name", name.as_ref().into())],
        ),
        Finding::UnknownRules { port } => text.with(
            "finding-unknown-rules",
            &[("port", port.to_string().into())],
        ),
    }
}

pub fn severity(text: &Text, severity: Severity) -> String {
    match severity {
        Severity::Error => text.get("severity-error"),
        Severity::Warning => text.get("severity-warning"),
    }
}

/// The name of the page on which a part of the plan is asked for.
pub fn part(text: &Text, part: Part) -> String {
    match part {
        Part::Cloud => text.get("rail-sign-in"),
        Part::Instance => text.get("rail-instance"),
        Part::Address => text.get("rail-address"),
        Part::Firewall => text.get("rail-firewall"),
        Part::Name | Part::Certificate => text.get("rail-names"),
        Part::Volumes => text.get("rail-volumes"),
        Part::Registry => text.get("rail-registry"),
        Part::Nodes => text.get("rail-nodes"),
    }
}
