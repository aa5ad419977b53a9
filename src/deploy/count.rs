//! A quota that is used up is told with its numbers: Neutron and Cinder name it, but say few of them or none.
//!
//! Asked for when a step was refused, and kept in the journal with the refusal.

use super::{Context, Problem, Step};
use crate::http::Kind;
use crate::http::error::{Count, Resource};
use crate::openstack::quota;
use crate::plan::Firewall;
use crate::plan::volume::Source;

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
        && let Ok(Some(quota)) = quota::of(cx.cloud(), *resource).await
        && let Some(limit) = quota.limit
    {
        *count = Some(Count {
            limit,
            used: quota.used,
            needed: needed(step, cx, *resource),
        });
    }

    Problem::Call(error)
}

/// How many the step asks for.
fn needed(step: Step, cx: &Context, resource: Resource) -> u64 {
    match (step, resource) {
        (Step::Rules, _) => match &cx.plan.firewall {
            Firewall::New { rules, .. } => rules.len() as u64,
            Firewall::Existing { .. } => 0,
        },
        // Neutron gives every new group two rules, for what goes out.
        (Step::Group, Resource::SecurityGroupRules) => 2,
        (Step::Volume(number), Resource::VolumeGigabytes) => {
            match cx.plan.volumes.get(number).map(|volume| &volume.source) {
                Some(Source::New { size, .. }) => u64::from(size.get()),
                _ => 0,
            }
        }
        _ => 1,
    }
}
