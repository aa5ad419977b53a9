//! What a plan and each of its steps take of the project's quotas, and which of these are too small for it.
//!
//! A quota that is used up is told with its numbers: Neutron and Cinder name it, but say few of them or none. They are
//! asked for when a step was refused, and kept in the journal with the refusal.

use std::collections::BTreeMap;

use super::{Context, Problem, Step, steps};
use crate::http::Kind;
use crate::http::error::{Count, Resource};
use crate::openstack::Inventory;
use crate::openstack::compute::Flavor;
use crate::openstack::quota::{Quota, of};
use crate::plan::instance::Boot;
use crate::plan::name::Keeper;
use crate::plan::size::Gigabytes;
use crate::plan::volume::Source;
use crate::plan::{Address, Firewall, Plan};

/// Every new group of Neutron's has two rules, for what goes out.
pub const RULES_OF_A_GROUP: u64 = 2;

/// What the plan takes of each quota. Cores and memory are the flavor's: nothing where it is not among these.
pub fn takes(plan: &Plan, flavors: &[Flavor]) -> BTreeMap<Resource, u64> {
    let flavor = flavors
        .iter()
        .find(|flavor| flavor.id == plan.instance.flavor.id);
    let mut all = BTreeMap::new();
    for (resource, count) in steps(plan)
        .into_iter()
        .flat_map(|step| takes_of(step, plan, flavor))
    {
        *all.entry(resource).or_default() += count;
    }

    all
}

/// The quotas that have too little left for the plan, in the words of a refusal.
pub fn exceeded(plan: &Plan, inventory: &Inventory) -> Vec<(Resource, Count)> {
    let flavors = inventory.flavors.as_deref().unwrap_or_default();
    let takes = takes(plan, flavors).into_iter();

    takes
        .filter_map(|(resource, needed)| {
            let quota = quota(resource, plan, inventory)?;
            Some((resource, short(quota, needed)?))
        })
        .collect()
}

/// The quota that the plan takes from; one of records is its zone's.
pub fn quota(resource: Resource, plan: &Plan, inventory: &Inventory) -> Option<Quota> {
    match (resource, &plan.name.keeper) {
        (Resource::Records, Keeper::Designate { zone }) => inventory.records(zone.as_ref()),
        _ => inventory.quotas.get(resource),
    }
}

/// The same problem; a quota's with its numbers, if the service tells them.
pub(super) async fn counted(step: Step, cx: &Context, problem: Problem) -> Problem {
    let Problem::Call(mut error) = problem else {
        return problem;
    };
    if let Kind::Quota {
        resource,
        count: count @ None,
    } = &mut error.kind
        // What stands in the way is told all the same where this question is not answered.
        && let Ok(Some(quota)) = of(cx.cloud(), *resource).await
    {
        *count = short(quota, needed(step, &cx.plan, *resource));
    }

    Problem::Call(error)
}

/// The numbers, where they explain the refusal: somebody may have given something back since.
fn short(quota: Quota, needed: u64) -> Option<Count> {
    let limit = quota.limit.filter(|_| !quota.fits(needed))?;

    Some(Count {
        limit,
        used: quota.used,
        needed,
    })
}

/// How many of it the step asks for.
fn needed(step: Step, plan: &Plan, resource: Resource) -> u64 {
    let takes = takes_of(step, plan, None);

    takes
        .into_iter()
        .find_map(|(of, count)| (of == resource).then_some(count))
        .unwrap_or(1)
}

/// What one step takes; cores and memory where the flavor is known.
fn takes_of(step: Step, plan: &Plan, flavor: Option<&Flavor>) -> Vec<(Resource, u64)> {
    let volume = |size: Gigabytes| {
        [
            (Resource::Volumes, 1),
            (Resource::VolumeGigabytes, u64::from(size.get())),
        ]
    };
    match step {
        Step::Address if matches!(plan.address, Address::New { .. }) => {
            vec![(Resource::FloatingAddresses, 1)]
        }
        Step::Group => vec![
            (Resource::SecurityGroups, 1),
            (Resource::SecurityGroupRules, RULES_OF_A_GROUP),
        ],
        Step::KeyPair => vec![(Resource::KeyPairs, 1)],
        Step::Port => vec![(Resource::Ports, 1)],
        Step::Record if matches!(plan.name.keeper, Keeper::Designate { .. }) => {
            vec![(Resource::Records, 1)]
        }
        Step::Rules => match &plan.firewall {
            Firewall::New { rules, .. } => vec![(Resource::SecurityGroupRules, rules.len() as u64)],
            Firewall::Existing { .. } => Vec::new(),
        },
        Step::Server => {
            let sizes = flavor.map(|flavor| {
                [
                    (Resource::Cores, u64::from(flavor.cores)),
                    (Resource::MemoryMegabytes, flavor.memory),
                ]
            });
            let boot = match plan.instance.boot {
                Boot::Volume { size, .. } => Some(volume(size)),
                Boot::Image => None,
            };
            std::iter::once((Resource::Instances, 1))
                .chain(sizes.into_iter().flatten())
                .chain(boot.into_iter().flatten())
                .collect()
        }
        Step::Volume(number) => match plan.volumes.get(number).map(|volume| &volume.source) {
            Some(Source::New { size, .. }) => volume(*size).to_vec(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_where_they_explain_the_refusal() {
        let quota = Quota {
            used: 6,
            limit: Some(8),
        };
        let count = Count {
            limit: 8,
            used: 6,
            needed: 4,
        };
        assert_eq!(short(quota, 4), Some(count));
        assert_eq!(short(quota, 2), None);
        assert_eq!(
            short(
                Quota {
                    limit: None,
                    ..quota
                },
                4
            ),
            None
        );
    }
}
