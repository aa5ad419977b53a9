//! The security group and its rules. The rules go with the group.

use super::Made;
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step};
use crate::http::Kind;
use crate::openstack::network::{self, GroupRule};
use crate::openstack::{GroupId, mark, or_gone};
use crate::plan::Firewall;

/// How often the rules are looked at again because somebody made one of them at the same time.
const TRIES: u32 = 5;

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    let marked = network::groups_marked(cx.cloud(), &mark(&cx.deployment)).await?;

    Ok(marked.into_iter().next().map(|group| Made::Group {
        id: group.id.to_string(),
    }))
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let Firewall::New { name, .. } = &cx.plan.firewall else {
        return Err(lost(Step::Group));
    };
    let id = network::create_group(cx.cloud(), name.as_ref(), &mark(&cx.deployment)).await?;

    Ok(Made::Group { id: id.to_string() })
}

/// Makes the rules that are not there yet, all in one request. A new group is not looked at first: it has none of ours.
/// One that somebody else makes meanwhile has them all refused: then it is one of those that are there.
pub async fn rules(cx: &Context) -> Result<Made, Problem> {
    let Some(Made::Group { id }) = cx.made(Step::Group) else {
        return Err(lost(Step::Rules));
    };
    let group = id.as_str().into();
    let mut there = if cx.is_first {
        Vec::new()
    } else {
        network::rules(cx.cloud(), &group).await?
    };
    let mut tries = TRIES;
    loop {
        tries -= 1;
        match add(cx, &group, &there).await {
            Err(Problem::Call(error)) if error.kind == Kind::Conflict && tries > 0 => {
                there = network::rules(cx.cloud(), &group).await?;
            }
            added => return added,
        }
    }
}

/// Adds the plan's rules that are not among those that are there.
async fn add(cx: &Context, group: &GroupId, there: &[GroupRule]) -> Result<Made, Problem> {
    let Firewall::New { rules, .. } = &cx.plan.firewall else {
        return Err(lost(Step::Rules));
    };
    let missing = network::missing(rules, there);
    let _ = network::create_rules(cx.cloud(), group, &missing, &mark(&cx.deployment)).await?;

    Ok(Made::Rules)
}

pub async fn delete(cx: &Context, id: &str) -> Result<(), Problem> {
    Ok(or_gone(
        network::delete_group(cx.cloud(), &id.into()).await,
    )?)
}

/// The group that the instance is in: ours, or the one that was there.
pub fn id(cx: &Context) -> Result<String, Problem> {
    match (&cx.plan.firewall, cx.made(Step::Group)) {
        (Firewall::Existing { group }, _) => Ok(group.id.clone()),
        (Firewall::New { .. }, Some(Made::Group { id })) => Ok(id.clone()),
        (Firewall::New { .. }, _) => Err(lost(Step::Group)),
    }
}
