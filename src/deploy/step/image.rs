//! The images that run on the instance. It fetches them itself; what it does not get is fetched here and sent to it.
//!
//! Nothing of this is asked of anybody, and nothing has to be remembered: a run that goes on finds an image that has
//! arrived, and sends one that has not.

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::machine::unreadable;
use super::visit::carry_out;
use crate::deploy::{Context, Problem, Wait};
use crate::registry::hub::{self, Failure, Fetched, Processor, Reference};
use crate::remote::{self, Job, Report, Target, Trouble, TroubleKind};

const MEGABYTE: u64 = 1_000_000;

/// An image that was sent from this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// What it is called on the instance.
    pub image: String,
    pub id: String,
    pub bytes: u64,
}

/// Carries out a job that runs `image`; if the machine cannot fetch it, sends it there and does the job then.
pub(super) async fn carry_out_with(
    cx: &Context,
    target: &Target,
    image: &str,
    job: &(dyn Fn(&str) -> Job + Send + Sync),
) -> Result<(Report, Option<Sent>), Problem> {
    let refused = match carry_out(cx, target, &job(image)).await {
        Err(Problem::Machine(trouble)) if is_out_of_reach(&trouble.kind) => trouble,
        ended => return ended.map(|report| (report, None)),
    };
    // Minutes on a slow line, and harmless to leave: half an image is none.
    let sent = tokio::select! {
        biased;
        () = cx.stop.cancelled() => return Err(Problem::Stopped),
        sent = bring(cx, target, image, refused) => sent?,
    };
    let report = carry_out(cx, target, &job(&sent.image)).await?;

    Ok((report, Some(sent)))
}

/// An image that the machine does not get may be had from elsewhere; one that is not there may not.
const fn is_out_of_reach(kind: &TroubleKind) -> bool {
    matches!(
        kind,
        TroubleKind::ImageLimit | TroubleKind::ImageUnreachable
    )
}

async fn bring(
    cx: &Context,
    target: &Target,
    image: &str,
    refused: Trouble,
) -> Result<Sent, Problem> {
    let Report::Look { architecture, .. } = carry_out(cx, target, &Job::Look).await? else {
        return Err(unreadable(target));
    };
    // Gone with this value, whatever happens.
    let (file, fetched) =
        fetch(cx, image, &architecture)
            .await
            .map_err(|here| Problem::ImageNowhere {
                image: image.to_owned(),
                machine: refused.into(),
                here: here.into(),
            })?;
    let job = Job::Image(remote::Image {
        name: fetched.name.clone(),
        id: fetched.id.clone(),
        layers: fetched.layers,
        archive: file.path().to_owned(),
        bytes: fetched.bytes,
    });
    match carry_out(cx, target, &job).await? {
        Report::Image { .. } => Ok(Sent {
            image: fetched.name,
            id: fetched.id,
            bytes: fetched.bytes,
        }),
        _ => Err(unreadable(target)),
    }
}

async fn fetch(
    cx: &Context,
    image: &str,
    architecture: &str,
) -> Result<(NamedTempFile, Fetched), Failure> {
    let reference: Reference = image
        .parse()
        .map_err(|error: hub::BadReference| Failure::Unreadable(error.to_string()))?;
    let processor = Processor::of_machine(architecture)
        .ok_or_else(|| Failure::Unreadable(architecture.to_owned()))?;
    let file = NamedTempFile::with_prefix("quayside-image-")?;
    let told = |got: u64, whole: u64| {
        cx.waits(Wait::Image {
            image: image.to_owned(),
            got: got / MEGABYTE,
            whole: whole.div_ceil(MEGABYTE),
        });
    };
    let fetched = hub::fetch(&cx.services.net, &reference, processor, file.path(), &told).await?;

    Ok((file, fetched))
}
