//! A quota that is used up is told with its numbers: Neutron and Cinder name it, but say few of them or none.
//!
//! Asked for when a step was refused, and kept in the journal with the refusal.

use super::{Context, Problem, Step};
use crate::http::Kind;
use crate::http::error::{Count, Resource};
use crate::openstack::quota::{self, Quota};
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
    {
        *count = short(quota, needed(step, cx, *resource));
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
