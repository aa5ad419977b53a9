//! The volumes. They hold people's data: deleted only when somebody named them.

use std::time::Duration;

use super::Made;
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step, Wait};
use crate::openstack::or_gone;
use crate::openstack::volume::{self, NewVolume, Status, Volume};
use crate::openstack::wait::{self, Observation, Span};
use crate::plan::volume::Source;

/// How long a cloud may take over a volume.
pub(super) const SPAN: Span = Span::of(Duration::from_millis(100), Duration::from_secs(10 * 60));
/// Which of the plan's volumes it is, among those with the deployment's mark.
const STEP: &str = "quayside-step";

pub async fn find(cx: &Context, number: usize) -> Result<Option<Made>, Problem> {
    let step = Step::Volume(number).id();
    let marked = volume::volumes_marked(cx.cloud(), &cx.deployment).await?;
    let ours = marked
        .into_iter()
        .filter(|volume| volume.metadata.get(STEP).map(String::as_str) == Some(step.as_str()));
    for volume in ours {
        let id = volume.id.to_string();
        if volume.status != Status::Deleting {
            return Ok(Some(Made::Volume { id }));
        }
        // On its way out: nothing to build on.
        until(cx, &id, SPAN, wait::volume_gone).await?;
    }

    Ok(None)
}

pub async fn execute(cx: &Context, number: usize) -> Result<Made, Problem> {
    let Some((
        plan,
        Source::New {
            size,
            volume_type,
            zone,
        },
    )) = cx.plan.volumes.get(number).map(|plan| (plan, &plan.source))
    else {
        return Err(lost(Step::Volume(number)));
    };
    let new = NewVolume {
        name: plan.name.to_string(),
        size: size.get(),
        image: None,
        volume_type: volume_type.clone(),
        zone: zone.clone(),
        description: format!("{} of {}", plan.mount, cx.plan.instance.name),
        metadata: [
            ("quayside".to_owned(), cx.deployment.to_string()),
            (STEP.to_owned(), Step::Volume(number).id().to_string()),
        ]
        .into(),
    };
    let volume = volume::create(cx.cloud(), &new).await?;

    Ok(Made::Volume {
        id: volume.id.to_string(),
    })
}

/// Waits until nothing uses the volume any more, deletes it, and waits until it is gone.
pub async fn delete(cx: &Context, id: &str) -> Result<(), Problem> {
    let is_there = until(cx, id, SPAN, |volume| match volume {
        None => Observation::Ready(false),
        Some(Volume {
            status: Status::Available | Status::Error(_),
            ..
        }) => Observation::Ready(true),
        Some(volume) => Observation::NotYet(volume.status.as_str().to_owned()),
    })
    .await?;
    if is_there {
        or_gone(volume::delete(cx.cloud(), &id.into()).await)?;
        until(cx, id, SPAN.from_now(), wait::volume_gone).await?;
    }

    Ok(())
}

/// Whether it could not be made; trouble of later days has other words.
pub async fn is_broken(cx: &Context, id: &str) -> Result<bool, Problem> {
    let volume = volume::volume(cx.cloud(), &id.into()).await?;

    Ok(volume.is_none_or(|volume| volume.status == Status::Error("error".to_owned())))
}

/// Looks at the volume until it is as `judge` wants it.
pub(super) async fn until<T>(
    cx: &Context,
    id: &str,
    span: Span,
    judge: impl Fn(Option<Volume>) -> Observation<T>,
) -> Result<T, Problem> {
    let id = id.into();
    let look = || async { Ok(judge(volume::volume(cx.cloud(), &id).await?)) };

    Ok(wait::until("volume", span, look, |now| {
        cx.waits(Wait::Volume(now.to_owned()));
    })
    .await?)
}
