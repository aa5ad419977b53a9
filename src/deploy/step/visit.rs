//! A job on a machine, as steps carry it out: what the machine says is passed on, and what may take for ever can be left.

use tokio::sync::watch;

use crate::deploy::{Context, Problem, Wait};
use crate::remote::{Heard, Job, Report, Target};

/// Carries the job out, passing on what the machine says.
pub(super) async fn carry_out(cx: &Context, target: &Target, job: &Job) -> Result<Report, Problem> {
    let (fetches, mut fetching) = watch::channel(false);
    let heard = |heard: Heard| match heard {
        Heard::Line(line) => cx.says(line),
        Heard::Wait(wait) => {
            let _ = fetches.send_replace(wait.is_download());
            cx.waits(Wait::Machine(wait));
        }
    };
    // A slow download has no end of its own, and half of one does no harm. Nothing else is cut in the middle.
    let left = async {
        cx.stop.cancelled().await;
        let _ = fetching.wait_for(|fetching| *fetching).await;
    };

    tokio::select! {
        biased;
        ended = cx.services.shell.carry_out(target, job, &heard) => Ok(ended?),
        () = left => Err(Problem::Stopped),
    }
}
