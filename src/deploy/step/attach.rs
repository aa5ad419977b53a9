//! Attaching volumes to the server. What a disk is called there does not matter: it is found by its serial number.

use super::{Made, volume};
use crate::deploy::{Context, Problem, Step};
use crate::openstack::{compute, or_gone, wait};

pub async fn find(cx: &Context, number: usize) -> Result<Option<Made>, Problem> {
    // An undo may have taken one of them away already.
    let (Ok(server), Ok(wanted)) = (cx.server(), cx.volume(number)) else {
        return Ok(None);
    };
    let attached = compute::attachments(cx.cloud(), &server.into()).await?;
    if !attached
        .iter()
        .any(|attachment| attachment.volume.as_str() == wanted)
    {
        return Ok(None);
    }
    let _ = volume::until(cx, wanted, volume::SPAN, wait::attached).await?;

    Ok(Some(made(server, wanted)))
}

pub async fn execute(cx: &Context, number: usize) -> Result<Made, Problem> {
    let server = cx.server()?;
    let wanted = cx.volume(number)?;
    let _ = volume::until(cx, wanted, volume::SPAN, wait::available).await?;
    let _ = compute::attach(cx.cloud(), &server.into(), &wanted.into()).await?;
    let _ = volume::until(cx, wanted, volume::SPAN.from_now(), wait::attached).await?;

    Ok(made(server, wanted))
}

/// A server of ours is deleted anyway, and lets its volumes go then: detaching first would only take longer.
pub async fn detach(cx: &Context, server: &str, volume: &str) -> Result<(), Problem> {
    if matches!(cx.made(Step::Server), Some(Made::Server { id }) if id == server) {
        return Ok(());
    }

    Ok(or_gone(
        compute::detach(cx.cloud(), &server.into(), &volume.into()).await,
    )?)
}

fn made(server: &str, volume: &str) -> Made {
    Made::Attachment {
        server: server.to_owned(),
        volume: volume.to_owned(),
    }
}
