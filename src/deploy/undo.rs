//! Taking away what a deployment made, from its journal alone: dependents first, and only what we made.

use std::collections::BTreeSet;
use std::time::Duration;

use sipper::{Sender, Straw, sipper};

use super::run::{Work, look_for};
use super::{
    Context, Event, Failure, Job, Journal, Made, Problem, Status, Step, StepId, What, steps,
};
use crate::plan::Plan;

/// Undoes everything but the volumes that are not in `volumes`; those are kept.
pub fn undo(job: Job, volumes: BTreeSet<StepId>) -> impl Straw<Journal, Event, Failure> {
    sipper(async move |events: Sender<Event>| {
        if !job.journal.is_ours()
            && job
                .journal
                .header()
                .steps
                .iter()
                .any(|id| find_step(&job.journal, id).is_none())
        {
            return Err(Failure::NotOurs);
        }
        let mut work = Work::new(job, events);
        let mut stuck = look_for_strays(&mut work).await?;
        let mut left: Vec<Step> = steps(work.journal.plan());
        left.retain(|step| touched(&work.journal, *step));

        loop {
            while let Some(at) = next(&work, &left) {
                let step = left.remove(at);
                if !stays(step, &work.journal) {
                    take_away(&mut work, step, &volumes).await?;
                }
            }
            let Some((step, outcome)) = work.next().await else {
                if left.is_empty() {
                    break;
                }
                continue;
            };
            match outcome {
                Ok(_) => work.note(&step.id(), What::Undone).await?,
                Err(problem) => {
                    work.note(&step.id(), What::UndoFailed(problem.clone()))
                        .await?;
                    stuck.push((step.id(), problem));
                }
            }
        }

        if stuck.is_empty() {
            Ok(work.journal)
        } else {
            Err(Failure::Steps(stuck))
        }
    })
}

fn find_step(journal: &Journal, id: &StepId) -> Option<Step> {
    steps(journal.plan())
        .into_iter()
        .find(|step| step.id() == *id)
}

fn touched(journal: &Journal, step: Step) -> bool {
    !matches!(journal.status(&step.id()), Status::Waiting | Status::Undone)
}

/// A step that started and has no result may have made something: it is looked for, so that undo sees it.
async fn look_for_strays(work: &mut Work) -> Result<Vec<(StepId, Problem)>, Failure> {
    let mut stuck = Vec::new();
    for step in steps(work.journal.plan()) {
        let status = work.journal.status(&step.id());
        if matches!(status, Status::Started | Status::Failed(_)) {
            let cx = work.context(step);
            let in_flight = work.in_flight(step);
            work.push(step, Box::pin(stray(step, status, in_flight, cx)));
        }
    }
    while let Some((step, outcome)) = work.next().await {
        let id = step.id();
        match outcome {
            Ok(made) if made.stands() => {
                if !matches!(work.journal.status(&id), Status::Started) {
                    work.note(&id, What::Started).await?;
                }
                work.note(&id, What::Done(made)).await?;
            }
            Ok(_) => work.note(&id, What::Undone).await?,
            Err(problem) => stuck.push((id, problem)),
        }
    }

    Ok(stuck)
}

/// What a step without a result left behind; something that does not stand where it left nothing.
async fn stray(
    step: Step,
    status: Status,
    in_flight: Duration,
    cx: Context,
) -> Result<Made, Problem> {
    if !matches!(step, Step::NodeLogin(_)) {
        let found = look_for(step, in_flight, &cx).await?;
        return Ok(found.unwrap_or(Made::ServerReady));
    }
    // A node has no list of logins to look in, but a logout does no harm where there is none.
    let made = Made::NodeLogin {
        files: Vec::new(),
        registries: None,
    };
    match (step.revert(&cx, &made).await, status) {
        (Err(problem), Status::Started) => Err(problem),
        // It did not let us in: what cannot be reached now could hardly be changed then.
        _ => Ok(Made::ServerReady),
    }
}

/// The next step of `left` on which nothing that is left, or being undone, depends.
fn next(work: &Work, left: &[Step]) -> Option<usize> {
    let plan = work.journal.plan();
    let holds = |step: &Step| {
        let is_busy = matches!(work.journal.status(&step.id()), Status::Undoing(_));
        is_busy || left.contains(step)
    };

    left.iter().rposition(|step| {
        !steps(plan)
            .iter()
            .any(|other| other != step && holds(other) && keeps(*other, *step, plan))
    })
}

/// Whether `step` cannot be undone before `other` is.
fn keeps(other: Step, step: Step, plan: &Plan) -> bool {
    // The server lets its volumes go with its end; to look at them meanwhile would take long for nothing.
    let lets_go = matches!((other, step), (Step::Server, Step::Volume(_)));

    lets_go || other.needs(plan).contains(&step)
}

/// Whether the cloud refuses to give the step's thing back, because something stands that could not be taken away: by
/// now all that keeps it has been tried. Trying it would only hide the cause, or wait for what does not come.
fn stays(step: Step, journal: &Journal) -> bool {
    match step {
        Step::Group => touched(journal, Step::Port),
        Step::Port => touched(journal, Step::Server),
        Step::Volume(number) => {
            touched(journal, Step::Server) || touched(journal, Step::Attach(number))
        }
        _ => false,
    }
}

async fn take_away(work: &mut Work, step: Step, volumes: &BTreeSet<StepId>) -> Result<(), Failure> {
    let id = step.id();
    let status = work.journal.status(&id);
    let Some(made) = status.made().cloned() else {
        // Looked for above, and the look itself failed: it is in the list of what is stuck.
        return Ok(());
    };
    if !made.stands() {
        work.note(&id, What::Undone).await?;
        return Ok(());
    }
    if matches!(made, Made::Volume { .. }) && !volumes.contains(&id) {
        if !matches!(status, Status::Kept(_)) {
            work.note(&id, What::Kept).await?;
        }
        return Ok(());
    }
    work.note(&id, What::UndoStarted).await?;
    let cx = work.context(step);
    work.push(
        step,
        Box::pin(async move { step.revert(&cx, &made).await.map(|()| made) }),
    );

    Ok(())
}
