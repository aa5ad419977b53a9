//! Which flavor: the procedure's where it fits, otherwise the smallest that is enough.

use crate::http::error::Resource;
use crate::openstack::Inventory;
use crate::openstack::compute::Flavor;
use crate::openstack::image::Image;

/// The flavor that the procedure names.
const PROCEDURE: &str = "c8-30gb-186";
/// Enough for a registry with Docker and Caddy: cores, mebibytes.
const ENOUGH: (u32, u64) = (2, 3_500);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlavorChoice {
    pub flavor: Flavor,
    /// Why it cannot be chosen.
    pub why_not: Option<WhyNot>,
    pub suggested: bool,
}

/// What stands against a flavor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    Cores {
        needs: u64,
        left: u64,
    },
    Disabled,
    Instances,
    /// Megabytes.
    Memory {
        needs: u64,
        left: u64,
    },
    /// The image needs more memory, in megabytes.
    TooSmall {
        needs: u64,
    },
}

/// All flavors from small to large, at most one of them suggested.
pub fn flavors(inventory: &Inventory, image: Option<&Image>) -> Vec<FlavorChoice> {
    let flavors: &[Flavor] = inventory.flavors.as_deref().unwrap_or_default();
    let mut choices: Vec<FlavorChoice> = flavors
        .iter()
        .map(|flavor| FlavorChoice {
            flavor: flavor.clone(),
            why_not: why_not(inventory, flavor, image),
            suggested: false,
        })
        .collect();
    choices.sort_by(|left, right| {
        let size = |choice: &FlavorChoice| (choice.flavor.cores, choice.flavor.memory);
        size(left)
            .cmp(&size(right))
            .then_with(|| left.flavor.name.cmp(&right.flavor.name))
    });
    let fits = |choice: &FlavorChoice| choice.why_not.is_none();
    let is_enough =
        |choice: &FlavorChoice| choice.flavor.cores >= ENOUGH.0 && choice.flavor.memory >= ENOUGH.1;
    let best = choices
        .iter()
        .position(|choice| fits(choice) && choice.flavor.name == PROCEDURE)
        .or_else(|| {
            choices
                .iter()
                .position(|choice| fits(choice) && is_enough(choice))
        })
        // Where none is enough, the largest that fits.
        .or_else(|| choices.iter().rposition(fits));
    if let Some(best) = best.and_then(|at| choices.get_mut(at)) {
        best.suggested = true;
    }

    choices
}

fn why_not(inventory: &Inventory, flavor: &Flavor, image: Option<&Image>) -> Option<WhyNot> {
    let quota = |resource| inventory.quotas.get(resource);
    let over = |resource, needs: u64| {
        quota(resource)
            .filter(|quota| !quota.fits(needs))
            .map(|quota| quota.left().unwrap_or_default())
    };
    if flavor.disabled {
        return Some(WhyNot::Disabled);
    }
    if over(Resource::Instances, 1).is_some() {
        return Some(WhyNot::Instances);
    }
    let cores = u64::from(flavor.cores);
    if let Some(left) = over(Resource::Cores, cores) {
        return Some(WhyNot::Cores { needs: cores, left });
    }
    if let Some(left) = over(Resource::MemoryMegabytes, flavor.memory) {
        return Some(WhyNot::Memory {
            needs: flavor.memory,
            left,
        });
    }
    let needs = image.map_or(0, |image| image.min_ram);

    (flavor.memory < needs).then_some(WhyNot::TooSmall { needs })
}
