//! The registry's name: its record made, and seen to lead to the address.
//!
//! Somebody may rely on what is there under the name already: it is shown, never overwritten.

mod cloudflare;
mod designate;
mod seen;

pub use seen::seen;

use super::Made;
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step};
use crate::plan::name::Keeper;

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    match &cx.plan.name.keeper {
        Keeper::Cloudflare { zone, token, .. } => {
            let cloudflare = cloudflare::client(cx, token)?;
            cloudflare::find(cx, &cloudflare, zone).await
        }
        Keeper::Designate { zone } => designate::find(cx, zone).await,
        Keeper::Hand => Err(lost(Step::Record)),
    }
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    match &cx.plan.name.keeper {
        Keeper::Cloudflare {
            zone,
            token,
            proxied,
        } => {
            let cloudflare = cloudflare::client(cx, token)?;
            cloudflare::execute(cx, &cloudflare, zone, *proxied).await
        }
        Keeper::Designate { zone } => designate::execute(cx, zone).await,
        Keeper::Hand => Err(lost(Step::Record)),
    }
}

pub async fn delete(cx: &Context, zone: &str, id: &str) -> Result<(), Problem> {
    match &cx.plan.name.keeper {
        Keeper::Cloudflare { token, .. } => {
            let cloudflare = cloudflare::client(cx, token)?;
            cloudflare::delete(&cloudflare, zone, id).await
        }
        Keeper::Designate { .. } => designate::delete(cx, zone, id).await,
        Keeper::Hand => Err(lost(Step::Record)),
    }
}

/// Whether the cloud could not write it, or has it no more. Cloudflare writes at once or not at all.
pub async fn is_broken(cx: &Context, zone: &str, id: &str) -> Result<bool, Problem> {
    match &cx.plan.name.keeper {
        Keeper::Designate { .. } => designate::is_broken(cx, zone, id).await,
        Keeper::Cloudflare { .. } | Keeper::Hand => Ok(false),
    }
}
