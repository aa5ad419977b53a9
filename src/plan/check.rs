//! What only the whole plan can tell: parts that are right by themselves and do not fit together.
//!
//! A plan with a [`Severity::Error`] in it cannot end well and is not started.

use super::Plan;
use super::certificate::Certificate;
use super::firewall::{Firewall, Rule};
use super::name::Keeper;
use super::place::MountPath;
use super::text::{Host, Hostname, Title};
use super::volume::{Purpose, Source};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

/// The parts of a plan, in the order in which they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Cloud,
    Instance,
    Address,
    Firewall,
    Name,
    Certificate,
    Volumes,
    Registry,
    Nodes,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The public authority asks at a port that not everybody may reach.
    AcmeClosed {
        port: u16,
    },
    /// The authority's question would end at Cloudflare's proxy.
    AcmeProxied,
    /// The rules let nobody get to the registry.
    ClosedRegistry {
        port: u16,
    },
    /// The rules let nobody get onto the machine, not even Quayside.
    ClosedSsh,
    /// The name is not in its zone.
    HostOutsideZone {
        host: Hostname,
        zone: Hostname,
    },
    /// There must be exactly one volume for the images.
    ImagesVolumes {
        found: usize,
    },
    /// One volume is mounted inside another.
    NestedMounts {
        outer: MountPath,
        inner: MountPath,
    },
    /// Cloudflare's free certificates cover one level below the zone.
    ProxyDepth {
        host: Hostname,
        zone: Hostname,
    },
    /// Cloudflare's proxy refuses layers over 100 MB on its free plan.
    ProxyLimit,
    /// The certificate is the proxy's, and no proxy stands in front.
    ProxyMissing,
    /// Between the proxy and the machine the password travels unencrypted.
    ProxyPlain,
    SameMount {
        mount: MountPath,
    },
    SameNode {
        host: Host,
        port: u16,
    },
    SameRule {
        rule: Rule,
    },
    /// One existing volume cannot be mounted twice.
    SameVolume {
        first: Title,
        second: Title,
    },
    SameVolumeName {
        name: Title,
    },
    /// What the existing group lets through is not in the plan.
    UnknownRules {
        port: u16,
    },
}

impl Finding {
    pub fn severity(&self) -> Severity {
        match self {
            // Port 443 alone is enough for an authority; 80 is its other way, and redirects browsers.
            Self::AcmeClosed { port: 80 }
            | Self::ProxyDepth { .. }
            | Self::ProxyLimit
            | Self::ProxyPlain
            | Self::SameRule { .. }
            | Self::UnknownRules { .. } => Severity::Warning,
            Self::AcmeClosed { .. }
            | Self::AcmeProxied
            | Self::ClosedRegistry { .. }
            | Self::ClosedSsh
            | Self::HostOutsideZone { .. }
            | Self::ImagesVolumes { .. }
            | Self::NestedMounts { .. }
            | Self::ProxyMissing
            | Self::SameMount { .. }
            | Self::SameNode { .. }
            | Self::SameVolume { .. }
            | Self::SameVolumeName { .. } => Severity::Error,
        }
    }

    /// Where it can be mended.
    pub fn part(&self) -> Part {
        match self {
            Self::AcmeClosed { .. }
            | Self::ClosedRegistry { .. }
            | Self::ClosedSsh
            | Self::SameRule { .. }
            | Self::UnknownRules { .. } => Part::Firewall,
            Self::HostOutsideZone { .. } | Self::ProxyDepth { .. } | Self::ProxyLimit => Part::Name,
            Self::AcmeProxied | Self::ProxyMissing | Self::ProxyPlain => Part::Certificate,
            Self::ImagesVolumes { .. }
            | Self::NestedMounts { .. }
            | Self::SameMount { .. }
            | Self::SameVolume { .. }
            | Self::SameVolumeName { .. } => Part::Volumes,
            Self::SameNode { .. } => Part::Nodes,
        }
    }
}

/// Everything in the plan that does not fit together: errors first, then in the order of the parts.
pub fn check(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    firewall(plan, &mut found);
    name(plan, &mut found);
    certificate(plan, &mut found);
    volumes(plan, &mut found);
    nodes(plan, &mut found);
    found.sort_by_key(|finding| (finding.severity(), finding.part()));

    found
}

/// Whether nothing stands against starting.
pub fn is_sound(plan: &Plan) -> bool {
    check(plan)
        .iter()
        .all(|finding| finding.severity() != Severity::Error)
}

fn firewall(plan: &Plan, found: &mut Vec<Finding>) {
    let port = match plan.certificate {
        Certificate::CloudflareProxy => 80,
        Certificate::Files { .. } | Certificate::LetsEncrypt { .. } => 443,
    };
    let rules = match &plan.firewall {
        Firewall::Existing { .. } => {
            found.push(Finding::UnknownRules { port });
            return;
        }
        Firewall::New { rules, .. } => rules,
    };
    let open = |port: u16| rules.iter().filter(move |rule| rule.to.lets_tcp(port));
    let open_to_all = |port| open(port).any(|rule| rule.from.is_everyone() && rule.from.is_v4());
    if open(port).next().is_none() {
        found.push(Finding::ClosedRegistry { port });
    } else if let Certificate::LetsEncrypt {
        directory: None, ..
    } = plan.certificate
    {
        let closed = [443, 80].into_iter().filter(|port| !open_to_all(*port));
        found.extend(closed.map(|port| Finding::AcmeClosed { port }));
    }
    if open(22).next().is_none() {
        found.push(Finding::ClosedSsh);
    }
    for rule in twice(rules, |rule| rule) {
        found.push(Finding::SameRule { rule: rule.clone() });
    }
}

fn name(plan: &Plan, found: &mut Vec<Finding>) {
    let proxied = matches!(plan.name.keeper, Keeper::Cloudflare { proxied: true, .. });
    let Some(zone) = plan.name.keeper.zone() else {
        return;
    };
    let (host, zone) = (plan.name.host.clone(), zone.clone());
    if proxied {
        found.push(Finding::ProxyLimit);
    }
    let Some(label) = label_in(&host, &zone) else {
        return found.push(Finding::HostOutsideZone { host, zone });
    };
    if proxied && label.contains('.') {
        found.push(Finding::ProxyDepth { host, zone });
    }
}

/// What stands before the zone in the name; empty for the zone's own name.
fn label_in<'a>(host: &'a Hostname, zone: &Hostname) -> Option<&'a str> {
    let before = host.as_ref().strip_suffix(zone.as_ref())?;
    if before.is_empty() {
        return Some("");
    }
    before.strip_suffix('.')
}

fn certificate(plan: &Plan, found: &mut Vec<Finding>) {
    let proxied = matches!(plan.name.keeper, Keeper::Cloudflare { proxied: true, .. });
    match &plan.certificate {
        Certificate::CloudflareProxy if proxied => found.push(Finding::ProxyPlain),
        Certificate::CloudflareProxy => found.push(Finding::ProxyMissing),
        Certificate::LetsEncrypt { .. } if proxied => found.push(Finding::AcmeProxied),
        Certificate::Files { .. } | Certificate::LetsEncrypt { .. } => {}
    }
}

fn volumes(plan: &Plan, found: &mut Vec<Finding>) {
    let volumes = &plan.volumes;
    let images = volumes
        .iter()
        .filter(|volume| volume.purpose == Purpose::Images)
        .count();
    if images != 1 {
        found.push(Finding::ImagesVolumes { found: images });
    }
    for volume in twice(volumes, |volume| volume.name.as_ref()) {
        let name = volume.name.clone();
        found.push(Finding::SameVolumeName { name });
    }
    for volume in twice(volumes, |volume| volume.mount.as_ref()) {
        let mount = volume.mount.clone();
        found.push(Finding::SameMount { mount });
    }
    for (number, second) in volumes.iter().enumerate() {
        for first in &volumes[..number] {
            match (&first.source, &second.source) {
                (Source::Existing { id: one }, Source::Existing { id: other }) if one == other => {
                    found.push(Finding::SameVolume {
                        first: first.name.clone(),
                        second: second.name.clone(),
                    });
                }
                _ => {}
            }
            for (outer, inner) in [(first, second), (second, first)] {
                if is_inside(&inner.mount, &outer.mount) {
                    found.push(Finding::NestedMounts {
                        outer: outer.mount.clone(),
                        inner: inner.mount.clone(),
                    });
                }
            }
        }
    }
}

fn is_inside(inner: &MountPath, outer: &MountPath) -> bool {
    inner
        .as_ref()
        .strip_prefix(outer.as_ref())
        .is_some_and(|rest| rest.starts_with('/'))
}

fn nodes(plan: &Plan, found: &mut Vec<Finding>) {
    // Machines behind different jump hosts may have the same name.
    for node in twice(&plan.nodes, |node| (&node.host, node.port, &node.jump)) {
        found.push(Finding::SameNode {
            host: node.host.clone(),
            port: node.port,
        });
    }
}

/// The items that are equal to an earlier one, by `key`; each once.
fn twice<'a, T, K: PartialEq>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<&'a T> {
    let is_second = |(number, item): &(usize, &'a T)| {
        let before = items[..*number].iter().filter(|one| key(one) == key(item));
        before.count() == 1
    };

    items
        .iter()
        .enumerate()
        .filter(is_second)
        .map(|(_, item)| item)
        .collect()
}

#[cfg(test)]
mod tests;
