//! Carrying a plan out, from wherever its journal left it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use jiff::Timestamp;
use sipper::{Sender, Straw, sipper};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep};

use super::context::Tell;
use super::count::counted;
use super::mend::mend;
use super::{
    Broken, Context, Journal, Made, Problem, Services, Status, Step, StepId, Stop, Wait, What,
    steps,
};
use crate::http::BoxFuture;

/// How many steps are under way at once; a cloud's API is shared with others.
const AT_ONCE: usize = 12;

/// How long a call that was under way when the program died may still arrive: a cloud works on after its caller
/// is gone, and what it makes then would be missed by one look.
const IN_FLIGHT: Duration = Duration::from_secs(20);

/// Everything a run needs.
#[derive(Clone)]
pub struct Job {
    pub journal: Journal,
    pub services: Services,
    pub stop: Stop,
    pub only: Only,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Job({})", self.journal.deployment())
    }
}

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    #[default]
    Everything,
    /// To the last step that is a call of OpenStack's or the DNS's API.
    Cloud,
}

/// What happened to a step. The journal knew it before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It went to another status.
    Moved {
        step: StepId,
        status: Status,
        at: Timestamp,
    },
    /// It said something for its log.
    Said {
        step: StepId,
        line: String,
        at: Timestamp,
    },
    /// It waits for something.
    Waits { step: StepId, wait: Wait },
}

/// Why a run or an undo ended early.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Journal(#[from] Broken),
    #[error("the journal is of another version of this program; it can be undone only")]
    NotOurs,
    #[error("{} steps did not work", .0.len())]
    Steps(Vec<(StepId, Problem)>),
    #[error("stopped on request")]
    Stopped,
}

/// Carries the plan out. Ends with the journal, or with why not; either way the journal has all of it.
pub fn run(job: Job) -> impl Straw<Journal, Event, Failure> {
    sipper(async move |events: Sender<Event>| {
        if !job.journal.is_ours() {
            return Err(Failure::NotOurs);
        }
        let only = job.only;
        let mut work = Work::new(job, events);
        mend(&mut work).await?;
        let mut failed = Vec::new();

        loop {
            while work.under_way() < AT_ONCE
                && let Some(step) = work.ready(only, &failed)
            {
                work.start(step).await?;
            }
            let Some((step, outcome)) = work.next().await else {
                break;
            };
            match outcome {
                Ok(made) => work.note(&step.id(), What::Done(made)).await?,
                Err(Problem::Stopped) => work.note(&step.id(), What::Stopped).await?,
                Err(problem) => {
                    work.note(&step.id(), What::Failed(problem.clone())).await?;
                    failed.push((step.id(), problem));
                }
            }
        }

        if !failed.is_empty() {
            return Err(Failure::Steps(failed));
        }
        if work.stop.is_cancelled() && !work.is_finished(only) {
            return Err(Failure::Stopped);
        }

        Ok(work.journal)
    })
}

/// What run and undo share: the journal, its one writer, and the steps under way.
pub(super) struct Work {
    pub journal: Journal,
    pub stop: Stop,
    services: Arc<Services>,
    events: Sender<Event>,
    tell: UnboundedSender<(StepId, Tell)>,
    told: UnboundedReceiver<(StepId, Tell)>,
    running: FuturesUnordered<BoxFuture<'static, (Step, Result<Made, Problem>)>>,
    started: BTreeSet<Step>,
    /// What steps wait for, as it was logged last: they say so again and again.
    waits: BTreeMap<StepId, Wait>,
}

impl Work {
    pub fn new(job: Job, events: Sender<Event>) -> Self {
        let (tell, told) = unbounded_channel();

        Self {
            journal: job.journal,
            stop: job.stop,
            services: Arc::new(job.services),
            events,
            tell,
            told,
            running: FuturesUnordered::new(),
            started: BTreeSet::new(),
            waits: BTreeMap::new(),
        }
    }

    pub fn under_way(&self) -> usize {
        self.running.len()
    }

    /// Writes down what happened, then tells it.
    pub async fn note(&mut self, step: &StepId, what: What) -> Result<(), Broken> {
        let entry = self.journal.write(step, what)?;
        let status = self.journal.status(step);
        tracing::info!(%step, what = name(&entry.what), "journal");
        self.events
            .send(Event::Moved {
                step: step.clone(),
                status,
                at: entry.at,
            })
            .await;

        Ok(())
    }

    /// Puts a step's work among those under way.
    pub fn push(&mut self, step: Step, work: BoxFuture<'static, Result<Made, Problem>>) {
        let _ = self.started.insert(step);
        self.running
            .push(Box::pin(async move { (step, work.await) }));
    }

    /// The next outcome, once there is one; meanwhile what the steps tell is passed on.
    pub async fn next(&mut self) -> Option<(Step, Result<Made, Problem>)> {
        loop {
            tokio::select! {
                biased;
                Some((step, tell)) = self.told.recv() => self.pass_on(step, tell).await,
                outcome = self.running.next() => return outcome,
            }
        }
    }

    pub fn context(&self, step: Step) -> Context {
        let id = step.id();
        let entries = self.journal.entries().iter();

        Context {
            is_first: entries.filter(|entry| entry.step == id).count() == 1,
            plan: Arc::new(self.journal.plan().clone()),
            deployment: self.journal.deployment().into(),
            services: self.services.clone(),
            stop: self.stop.clone(),
            step: id,
            made: Arc::new(self.journal.made()),
            tell: self.tell.clone(),
        }
    }

    async fn pass_on(&mut self, step: StepId, tell: Tell) {
        let event = match tell {
            Tell::Line(line) => {
                tracing::info!(%step, "{line}");
                Event::Said {
                    step,
                    line,
                    at: Timestamp::now(),
                }
            }
            Tell::Wait(wait) => {
                let before = self.waits.insert(step.clone(), wait.clone());
                if before.as_ref() != Some(&wait) {
                    tracing::info!(%step, ?wait, "waits");
                }
                Event::Waits { step, wait }
            }
        };
        self.events.send(event).await;
    }

    /// The first step that may start now. After a failure only what is nobody else's business goes on.
    fn ready(&self, only: Only, failed: &[(StepId, Problem)]) -> Option<Step> {
        if self.stop.is_cancelled() {
            return None;
        }
        let plan = self.journal.plan();
        let is_done = |step: &Step| matches!(self.journal.status(&step.id()), Status::Done(_));

        steps(plan).into_iter().find(|step| {
            !self.started.contains(step)
                && !is_done(step)
                && (only == Only::Everything || step.is_cloud())
                && (failed.is_empty() || step.goes_on_alone())
                && step.needs(plan).iter().all(is_done)
        })
    }

    async fn start(&mut self, step: Step) -> Result<(), Broken> {
        let before = self.journal.status(&step.id());
        let in_flight = self.in_flight(step);
        self.note(&step.id(), What::Started).await?;
        let cx = self.context(step);
        let work = async move {
            match carry_out(step, before, in_flight, cx.clone()).await {
                Err(problem) => Err(counted(step, &cx, problem).await),
                made => made,
            }
        };
        self.push(step, Box::pin(work));

        Ok(())
    }

    /// How long a call of this step may still be on its way, if the program died in it.
    pub fn in_flight(&self, step: Step) -> Duration {
        let id = step.id();
        let makes = step.is_cloud() && !step.only_waits();
        let status = self.journal.status(&id);
        if !makes || !matches!(status, Status::Started | Status::Undoing(_)) {
            return Duration::ZERO;
        }
        let mut entries = self.journal.entries().iter().rev();
        let since = entries.find(|entry| entry.step == id).map_or(0, |entry| {
            Timestamp::now().duration_since(entry.at).as_secs().max(0)
        });

        IN_FLIGHT.saturating_sub(Duration::from_secs(since.unsigned_abs()))
    }

    fn is_finished(&self, only: Only) -> bool {
        steps(self.journal.plan())
            .into_iter()
            .filter(|step| only == Only::Everything || step.is_cloud())
            .all(|step| matches!(self.journal.status(&step.id()), Status::Done(_)))
    }
}

/// A step that never started cannot be there; any other is looked for before it is made.
async fn carry_out(
    step: Step,
    before: Status,
    in_flight: Duration,
    cx: Context,
) -> Result<Made, Problem> {
    let mut patience = in_flight;
    if matches!(before, Status::Undoing(_)) {
        // A deletion that was sent may still arrive, and take away what was found too early.
        cx.waits(Wait::Late);
        sleep(std::mem::take(&mut patience)).await;
    }
    if before != Status::Waiting
        && let Some(made) = look_for(step, patience, &cx).await?
    {
        return Ok(made);
    }
    if !step.only_waits() {
        return step.execute(&cx).await;
    }
    let stop = cx.stop.clone();

    tokio::select! {
        biased;
        () = stop.cancelled() => Err(Problem::Stopped),
        made = step.execute(&cx) => made,
    }
}

/// Looks for what the step made; again, as long as it may still appear.
pub(super) async fn look_for(
    step: Step,
    in_flight: Duration,
    cx: &Context,
) -> Result<Option<Made>, Problem> {
    let end = Instant::now() + in_flight;
    loop {
        let found = step.find(cx).await?;
        if found.is_some() || Instant::now() >= end {
            return Ok(found);
        }
        cx.waits(Wait::Late);
        sleep(Duration::from_secs(1)).await;
    }
}

/// What happened, in one word for the log: a result may be long.
fn name(what: &What) -> &'static str {
    match what {
        What::Started => "started",
        What::Done(_) => "done",
        What::Failed(_) => "failed",
        What::Stopped => "stopped",
        What::UndoStarted => "undo started",
        What::Undone => "undone",
        What::UndoFailed(_) => "undo failed",
        What::Kept => "kept",
    }
}
