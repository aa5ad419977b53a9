//! What the cloud made broken is taken away before a run goes on: waiting longer would not mend it.
//!
//! Only what nobody can have used: a server that never started, a volume that was never attached, a record
//! that was never seen.

use super::run::Work;
use super::{Failure, Made, Problem, Status, Step, What, steps};

/// Takes away what came broken, so that the run makes it anew.
pub(super) async fn mend(work: &mut Work) -> Result<(), Failure> {
    let mut stuck = Vec::new();
    for (maker, made) in suspects(work) {
        let id = maker.id();
        let cx = work.context(maker);
        let taken = match maker.is_broken(&cx, &made).await {
            Ok(false) => continue,
            Ok(true) => {
                work.note(&id, What::UndoStarted).await?;
                let taken = maker.revert(&cx, &made).await;
                let what = taken.as_ref().map_or_else(failed, |()| What::Undone);
                work.note(&id, what).await?;
                taken
            }
            Err(problem) => Err(problem),
        };
        stuck.extend(taken.err().map(|problem| (id, problem)));
    }

    if stuck.is_empty() {
        Ok(())
    } else {
        Err(Failure::Steps(stuck))
    }
}

fn failed(problem: &Problem) -> What {
    What::UndoFailed(problem.clone())
}

/// What stands, and whose first use did not come to its end.
fn suspects(work: &Work) -> Vec<(Step, Made)> {
    let journal = &work.journal;
    let first_use = |maker: Step| match maker {
        Step::Record => Some(Step::NameSeen),
        Step::Server => Some(Step::ServerReady),
        Step::Volume(number) => Some(Step::Attach(number)),
        _ => None,
    };
    let is_unused = |user: Step| {
        let id = user.id();
        let mut entries = journal.entries().iter();
        let was_done = entries.any(|entry| entry.step == id && matches!(entry.what, What::Done(_)));

        !was_done && matches!(journal.status(&id), Status::Started | Status::Failed(_))
    };
    let suspect = |maker: Step| {
        let made = journal.status(&maker.id()).made().cloned()?;

        is_unused(first_use(maker)?).then_some((maker, made))
    };

    steps(journal.plan())
        .into_iter()
        .filter_map(suspect)
        .collect()
}
