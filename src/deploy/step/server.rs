//! The instance itself: asked for, then waited for.

use std::time::Duration;

use super::{Made, key_pair};
use crate::deploy::{Context, Problem, Wait};
use crate::http::Kind;
use crate::openstack::compute::{self, BootVolume, NewServer, Plug};
use crate::openstack::wait::{self, Span};
use crate::openstack::{ServerId, or_gone};
use crate::plan::instance::Boot;

/// A server takes longer than this, and a look at it costs the cloud more than most questions.
const LEAST: Duration = Duration::from_millis(300);
const BUILD: Span = Span::of(LEAST, Duration::from_secs(30 * 60)).from_now();
const DELETE: Span = Span::of(LEAST, Duration::from_secs(15 * 60)).from_now();

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    for server in compute::servers_marked(cx.cloud(), &cx.deployment).await? {
        if server.task_state.as_deref() != Some("deleting") {
            let id = server.id.to_string();
            return Ok(Some(Made::Server { id }));
        }
        // On its way out: nothing to build on, and its port is not free before it is gone.
        gone(cx, &server.id).await?;
    }

    Ok(None)
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let plan = &cx.plan.instance;
    let boot_volume = match &plan.boot {
        Boot::Image => None,
        Boot::Volume { size, volume_type } => Some(BootVolume {
            size: size.get(),
            volume_type: volume_type.clone(),
        }),
    };
    let new = NewServer {
        name: plan.name.to_string(),
        image: plan.image.id.clone(),
        flavor: plan.flavor.id.clone(),
        key_name: Some(key_pair::name(cx)),
        plug: Plug::Port(cx.port()?.0.into()),
        zone: plan.zone.clone(),
        boot_volume,
        metadata: [("quayside".to_owned(), cx.deployment.to_string())].into(),
    };
    let id = compute::create_server(cx.cloud(), &new).await?;

    Ok(Made::Server { id: id.to_string() })
}

/// Waits until the server runs. A server that failed to be built tells why only now.
pub async fn ready(cx: &Context) -> Result<Made, Problem> {
    let id = cx.server()?.into();
    let look = || async { Ok(wait::started(compute::server(cx.cloud(), &id).await?)) };
    let _ = wait::until("server", BUILD, look, |now| {
        cx.waits(Wait::Server(now.to_owned()));
    })
    .await?;

    Ok(Made::ServerReady)
}

/// Deletes the server and waits until it is gone: only then its port, group and volumes are free.
pub async fn delete(cx: &Context, id: &str) -> Result<(), Problem> {
    let id = id.into();
    or_gone(compute::delete_server(cx.cloud(), &id).await)?;
    match gone(cx, &id).await {
        // A build that the deletion cut short ends in an error, for a moment or for good (seen on a real Nova): once more.
        Err(Problem::Call(error)) if error.kind == Kind::Fault => {}
        ended => return ended,
    }
    or_gone(compute::delete_server(cx.cloud(), &id).await)?;

    gone(cx, &id).await
}

pub async fn is_broken(cx: &Context, id: &str) -> Result<bool, Problem> {
    let server = compute::server(cx.cloud(), &id.into()).await?;

    Ok(server.is_none_or(|server| server.status == compute::Status::Error))
}

async fn gone(cx: &Context, id: &ServerId) -> Result<(), Problem> {
    let look = || async { Ok(wait::server_gone(compute::server(cx.cloud(), id).await?)) };

    Ok(wait::until("server", DELETE, look, |now| {
        cx.waits(Wait::Server(now.to_owned()));
    })
    .await?)
}
