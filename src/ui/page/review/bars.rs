//! The quotas on the review: what is in use, what this plan takes, what is left.

use iced::Element;
use iced::widget::column;

use super::Message;
use crate::http::error::Resource;
use crate::plan::instance::Boot;
use crate::plan::volume::Source;
use crate::plan::{Address, Plan};
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::{Quota, quota_change};
use crate::words::Text;

pub(super) fn all<'a>(plan: &Plan, known: &Known, text: &Text) -> Element<'a, Message> {
    let takes = takes(plan, known, text).into_iter();
    let bars = takes.filter_map(|(resource, name, takes)| {
        let bar = bar(known, resource, (name, takes), text)?;
        Some(quota_change(&bar, text))
    });

    column(bars).spacing(style::S8).into()
}

/// What the plan takes of each.
fn takes(plan: &Plan, known: &Known, text: &Text) -> [(Resource, String, u64); 6] {
    let flavors = known.inventory.flavors.as_deref().unwrap_or_default();
    let flavor = flavors
        .iter()
        .find(|flavor| flavor.id == plan.instance.flavor.id);
    let cores = flavor.map_or(0, |flavor| u64::from(flavor.cores));
    let memory = flavor.map_or(0, |flavor| flavor.memory);
    let boot = match plan.instance.boot {
        Boot::Volume { size, .. } => Some(size),
        Boot::Image => None,
    };
    let new = plan
        .volumes
        .iter()
        .filter_map(|volume| match volume.source {
            Source::New { size, .. } => Some(size),
            Source::Existing { .. } => None,
        });
    let sizes: Vec<u64> = new.chain(boot).map(|size| u64::from(size.get())).collect();
    let address = u64::from(matches!(plan.address, Address::New { .. }));

    [
        (Resource::Instances, text.get("instance-instances"), 1),
        (Resource::Cores, text.get("instance-cores"), cores),
        (
            Resource::MemoryMegabytes,
            text.get("instance-memory"),
            memory,
        ),
        (
            Resource::FloatingAddresses,
            text.get("address-quota"),
            address,
        ),
        (
            Resource::VolumeGigabytes,
            text.get("volumes-storage"),
            sizes.iter().sum(),
        ),
        (
            Resource::Volumes,
            text.get("volumes-count"),
            sizes.len() as u64,
        ),
    ]
}

/// `None` where the cloud does not tell its quota.
fn bar(known: &Known, resource: Resource, takes: (String, u64), text: &Text) -> Option<Quota> {
    let (divisor, unit) = match resource {
        Resource::MemoryMegabytes => (1024, text.get("unit-gb")),
        Resource::VolumeGigabytes => (1, text.get("unit-gb")),
        _ => (1, String::new()),
    };
    let known = known.inventory.quotas.get(resource)?;
    let (name, plan) = takes;

    Some(Quota {
        name,
        used: known.used / divisor,
        plan: plan / divisor,
        limit: known.limit.map(|limit| limit / divisor),
        unit,
    })
}
