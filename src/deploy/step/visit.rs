//! A job on a machine, as steps carry it out: what the machine says is passed on, a connection that breaks is made again,
//! and what may take for ever can be left.

use std::time::Duration;

use tokio::sync::watch;

use crate::deploy::{Context, Problem, Wait};
use crate::remote::{Heard, Job, Report, Target, TroubleKind};

/// Before the job is tried again, each time longer: a machine that starts anew needs a minute.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(45),
];

/// Carries the job out, passing on what the machine says. Every job may be done twice, so one whose connection breaks is.
pub(super) async fn carry_out(cx: &Context, target: &Target, job: &Job) -> Result<Report, Problem> {
    for (tried, pause) in PAUSES.into_iter().enumerate() {
        let trouble = match visit(cx, target, job).await {
            Err(Problem::Machine(trouble)) if may_pass(&trouble.kind, tried) => trouble,
            ended => return ended,
        };
        cx.says(trouble.to_string());
        cx.waits(Wait::Reconnect {
            host: target.host.clone(),
            attempt: tried + 1,
            most: PAUSES.len(),
        });
        tokio::select! {
            biased;
            () = cx.stop.cancelled() => return Err(trouble.into()),
            () = tokio::time::sleep(pause) => {}
        }
    }

    visit(cx, target, job).await
}

/// A machine that does not answer at all is told at once, unless it has just answered.
fn may_pass(kind: &TroubleKind, tried: usize) -> bool {
    match kind {
        TroubleKind::Lost => true,
        TroubleKind::Unreachable => tried > 0,
        _ => false,
    }
}

async fn visit(cx: &Context, target: &Target, job: &Job) -> Result<Report, Problem> {
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
