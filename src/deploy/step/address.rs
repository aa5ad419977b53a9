//! The floating address: a new one, made with the port it leads to, or one that the project has.

use super::Made;
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step};
use crate::openstack::network::{self, NewFloating};
use crate::openstack::{mark, or_gone};
use crate::plan::Address;

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    match &cx.plan.address {
        Address::New { .. } => {
            let marked = network::floatings_marked(cx.cloud(), &mark(&cx.deployment)).await?;

            Ok(marked.into_iter().next().map(|floating| Made::Floating {
                id: floating.id.to_string(),
                ip: floating.address,
            }))
        }
        Address::Existing { id, ip } => {
            // Without a port of ours it cannot lead there: an undo may have taken it away already.
            let Ok((port, _)) = cx.port() else {
                return Ok(None);
            };
            let floating = network::floating(cx.cloud(), &id.as_str().into()).await?;
            let is_ours = floating
                .is_some_and(|floating| floating.port.is_some_and(|at| at.as_str() == port));

            Ok(is_ours.then(|| Made::Association {
                floating: id.clone(),
                ip: *ip,
            }))
        }
        Address::Own => Ok(None),
    }
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let port = cx.port()?.0.into();
    match &cx.plan.address {
        Address::New { pool } => {
            let new = NewFloating {
                pool: pool.id.clone(),
                port: Some(port),
                description: mark(&cx.deployment),
            };
            let floating = network::create_floating(cx.cloud(), &new).await?;

            Ok(Made::Floating {
                id: floating.id.to_string(),
                ip: floating.address,
            })
        }
        Address::Existing { id, ip } => {
            let floating = id.as_str().into();
            // Another instance may have got it since the page was filled in: it is not taken away from there.
            let taken = network::floating(cx.cloud(), &floating)
                .await?
                .and_then(|floating| floating.port);
            if taken.is_some_and(|at| at != port) {
                return Err(Problem::AddressTaken { ip: *ip });
            }
            let _ = network::associate(cx.cloud(), &floating, Some(&port)).await?;

            Ok(Made::Association {
                floating: id.clone(),
                ip: *ip,
            })
        }
        Address::Own => Err(lost(Step::Address)),
    }
}

pub async fn release(cx: &Context, id: &str) -> Result<(), Problem> {
    Ok(or_gone(
        network::delete_floating(cx.cloud(), &id.into()).await,
    )?)
}

/// Takes the address off our port; if it leads elsewhere by now, it is left alone.
pub async fn disassociate(cx: &Context, id: &str) -> Result<(), Problem> {
    let floating = id.into();
    let ours = cx.port().ok().map(|(port, _)| port.to_owned());
    let leads_to = network::floating(cx.cloud(), &floating)
        .await?
        .and_then(|floating| floating.port);
    if leads_to.is_none() || leads_to.map(|port| port.to_string()) != ours {
        return Ok(());
    }

    Ok(or_gone(
        network::associate(cx.cloud(), &floating, None)
            .await
            .map(drop),
    )?)
}
