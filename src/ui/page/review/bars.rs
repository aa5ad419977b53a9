//! The quotas on the review: what is in use, what this plan takes, what is left.

use iced::Element;
use iced::widget::column;

use super::Message;
use crate::deploy::count;
use crate::http::error::Resource;
use crate::plan::Plan;
use crate::ui::known::{self, Known};
use crate::ui::style;
use crate::ui::widget::quota_change;
use crate::words::Text;

/// Those of which a project has few; records only where the plan makes one.
const SHOWN: [Resource; 7] = [
    Resource::Instances,
    Resource::Cores,
    Resource::MemoryMegabytes,
    Resource::FloatingAddresses,
    Resource::VolumeGigabytes,
    Resource::Volumes,
    Resource::Records,
];

pub(super) fn all<'a>(plan: &Plan, known: &Known, text: &Text) -> Element<'a, Message> {
    let flavors = known.inventory.flavors.as_deref().unwrap_or_default();
    let takes = count::takes(plan, flavors);
    let bars = SHOWN.into_iter().filter_map(|resource| {
        let quota = count::quota(resource, plan, &known.inventory)?;
        let takes = takes.get(&resource).copied().unwrap_or_default();
        let bar = known::bar(resource, quota, takes, text);
        Some(quota_change(&bar, text))
    });

    column(bars).spacing(style::S8).into()
}
