//! Carrying a plan out: `practice`, `apply` and `resume`. They differ in where the journal comes from.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use sipper::{Sipper as _, Straw};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::console::Console;
use super::find::{self, Stand};
use super::live::Live;
use super::{End, Run, ask, check, describe, plan, summary};
use crate::deploy::store::Disk;
use crate::deploy::{
    self, Event, Failure, Job, Journal, Only, Problem, Services, StepId, Stop, Wait,
};
use crate::openstack::Cloud;
use crate::plan::cloud::{Preset, SignIn};
use crate::plan::{Plan, SecretRef};
use crate::practice::{Speed, World};
use crate::remote::TroubleKind;
use crate::session::{Closed, Desk, Doors};
use crate::words::closed as words;

/// The default plan on a practice cloud, from nothing to a registry that works.
pub async fn practice(desk: &Desk, console: &Console, preset: Preset, speed: f64) -> End {
    let doors = Doors::practice(World::new(preset).speed(times(speed)));
    let plan = match plan::of_practice(desk, console, &doors, preset).await {
        Ok(plan) => plan,
        Err(end) => return end,
    };
    console.say(&console.text.get("cli-practice-begins"));
    let run = Run {
        only: Only::Everything,
        trust: Vec::new(),
        speed,
    };

    begin(desk, console, &doors, plan, &run).await
}

fn times(speed: f64) -> Speed {
    if speed.is_finite() && speed > 0.0 {
        Speed::Lifelike(speed)
    } else {
        Speed::Instant
    }
}

pub async fn apply(desk: &Desk, console: &Console, file: &Path, run: &Run) -> End {
    let plan = match check::sound(console, file) {
        Ok(plan) => plan,
        Err(end) => return end,
    };
    // To begin another one would make everything twice.
    if let Some(id) = find::of_plan(&desk.paths, &plan, Stand::goes_on) {
        let sentence = console.text.with("cli-half-done", &[("id", id.into())]);
        return console.refuse("half_done", &[sentence]);
    }
    describe::describe(console, &plan);
    if console.asks() && !ask::agree(console, &console.text.get("cli-apply-agree")) {
        console.say(&console.text.get("cli-nothing-done"));
        return End::Stopped;
    }
    let doors = match Doors::of(&plan.cloud.sign_in, times(run.speed)) {
        Ok(doors) => doors,
        Err(closed) => return refused(console, &closed),
    };

    begin(desk, console, &doors, plan, run).await
}

pub async fn resume(desk: &Desk, console: &Console, id: Option<&str>, run: &Run) -> End {
    let held = find::one(&desk.paths, console, id, Stand::goes_on)
        .and_then(|id| find::hold(&desk.paths, console, &id));
    let mut journal = match held {
        Ok(journal) => journal,
        Err(end) => return end,
    };
    let plan = journal.plan().clone();
    let opened = open(desk, console, &plan, run.only, times(run.speed)).await;
    let (doors, services) = match opened {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    if doors.practice.is_some() {
        console.say(&console.text.get("cli-practice-anew"));
        journal = match forget(console, &services, journal).await {
            Ok(journal) => journal,
            Err(end) => return end,
        };
    }

    carry_on(desk, console, &doors, (services, journal), run).await
}

/// A new deployment of the plan, and its run.
async fn begin(desk: &Desk, console: &Console, doors: &Doors, plan: Plan, run: &Run) -> End {
    let services = match services(desk, console, doors, &plan, run.only).await {
        Ok(services) => services,
        Err(end) => return end,
    };
    let id = deploy::new_id(plan.instance.name.as_ref());
    let disk = match Disk::hold(&desk.paths.deployment(&id)) {
        Ok(disk) => disk,
        Err(error) => return console.refuse("held", &[words::not_held(&console.text, &error)]),
    };
    match Journal::begin(Arc::new(disk), &id, plan) {
        Ok(journal) => carry_on(desk, console, doors, (services, journal), run).await,
        Err(error) => console.refuse("journal", &[words::broken(&console.text, &error)]),
    }
}

/// Opens the doors that a plan needs and signs in.
pub async fn open(
    desk: &Desk,
    console: &Console,
    plan: &Plan,
    only: Only,
    speed: Speed,
) -> Result<(Doors, Services), End> {
    let doors =
        Doors::of(&plan.cloud.sign_in, speed).map_err(|closed| refused(console, &closed))?;
    let services = services(desk, console, &doors, plan, only).await?;

    Ok((doors, services))
}

async fn services(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    plan: &Plan,
    only: Only,
) -> Result<Services, End> {
    let cloud = sign_in(desk, console, doors, &plan.cloud).await?;
    loop {
        match desk.services(doors, cloud.clone(), plan, only).await {
            Ok(services) => return Ok(services),
            Err(closed) if typed(desk, console, &closed).await => {}
            Err(closed) => return Err(refused(console, &closed)),
        }
    }
}

/// Signs in, or says why not and ends.
pub async fn sign_in(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    cloud: &crate::plan::Cloud,
) -> Result<Cloud, End> {
    let entered = enter(desk, console, doors, cloud).await;

    entered.map_err(|closed| refused(console, &closed))
}

/// Signs in; a password that is not where the plan says can be typed.
pub async fn enter(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    cloud: &crate::plan::Cloud,
) -> Result<Cloud, Closed> {
    loop {
        match desk.sign_in(doors, cloud).await {
            Ok(cloud) => return Ok(cloud),
            Err(closed) if typed(desk, console, &closed).await => {}
            Err(closed) => return Err(closed),
        }
    }
}

/// Asks for the secret that would open what is closed, if a person sits there and there is one.
async fn typed(desk: &Desk, console: &Console, closed: &Closed) -> bool {
    match closed.secret() {
        Some(reference) if console.asks() => ask_for(desk, console, &reference).await,
        _ => false,
    }
}

fn refused(console: &Console, closed: &Closed) -> End {
    console.refuse("closed", &words::closed(&console.text, closed))
}

/// Asks for a secret; what is typed is remembered for this run. Whether anything was typed.
pub async fn ask_for(desk: &Desk, console: &Console, reference: &SecretRef) -> bool {
    let name = ("name", reference.to_string().into());
    let Some(secret) = ask::secret(&console.text.with("cli-ask-secret", &[name])) else {
        return false;
    };
    desk.typed(reference, &secret).await;

    true
}

/// Runs until it is done, stopped, or nobody can help.
async fn carry_on(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    (mut services, mut journal): (Services, Journal),
    run: &Run,
) -> End {
    let id = journal.deployment().to_owned();
    services.materials.trusted.extend(run.trust.iter().cloned());
    console.event(&json!({ "event": "deployment", "deployment": id }));
    loop {
        let mut live = Live::new(console, &journal);
        let job = Job {
            journal: journal.clone(),
            services: services.clone(),
            stop: Stop::new(),
            only: run.only,
        };
        let stop = job.stop.clone();
        let ended = drive(deploy::run(job), &mut live, &stop, doors).await;
        live.finish();
        let failure = match ended {
            Ok(done) => {
                let file = desk.paths.deployment(&id).join("journal.jsonl");
                summary::tell(console, &done, run.only, &file);
                return End::Done;
            }
            Err(failure) => failure,
        };
        let Some(shown) = unknown_key(&failure).filter(|_| console.asks()) else {
            return ended_early(console, &id, &failure, "cli-failed");
        };
        let shown = shown.join("\n");
        console.complain(
            &console
                .text
                .with("cli-host-key", &[("shown", shown.clone().into())]),
        );
        if !ask::agree(console, &console.text.get("cli-host-key-agree")) {
            return ended_early(console, &id, &failure, "cli-failed");
        }
        services
            .materials
            .trusted
            .extend(shown.lines().map(str::to_owned));
        // The lock is still ours; what the run wrote is read again.
        journal = match journal.reread() {
            Ok(journal) => journal,
            Err(error) => {
                return console.refuse("journal", &[words::broken(&console.text, &error)]);
            }
        };
    }
}

/// Passes on what happens until the run ends. The first Ctrl-C asks it to stop, the second ends the program.
pub async fn drive(
    run: impl Straw<Journal, Event, Failure>,
    live: &mut Live<'_>,
    stop: &Stop,
    doors: &Doors,
) -> Result<Journal, Failure> {
    let mut run = Box::pin(run);
    let mut interrupts = interrupts();
    loop {
        tokio::select! {
            event = run.sip() => match event {
                Some(event) => {
                    point_by_hand(doors, &event);
                    live.happened(event);
                }
                None => break,
            },
            Some(()) = interrupts.recv() => {
                if stop.is_cancelled() {
                    std::process::exit(130);
                }
                stop.cancel();
                live.say_stopping();
            }
        }
    }

    run.await
}

/// Every Ctrl-C, also one that comes while an event is being told.
fn interrupts() -> UnboundedReceiver<()> {
    let (told, interrupts) = unbounded_channel();
    drop(tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() && told.send(()).is_ok() {}
    }));

    interrupts
}

/// On a practice cloud nobody sits at a DNS provider: the record that the run waits for is made at once.
fn point_by_hand(doors: &Doors, event: &Event) {
    if let Some(world) = &doors.practice
        && let Event::Waits {
            wait: Wait::RecordByHand { host, expected },
            ..
        } = event
    {
        world.point(host, *expected);
    }
}

/// A practice cloud lives as long as its program: what an earlier one had is gone, and the journal is told so.
async fn forget(console: &Console, services: &Services, journal: Journal) -> Result<Journal, End> {
    let volumes: BTreeSet<StepId> = deploy::steps(journal.plan())
        .into_iter()
        .map(deploy::Step::id)
        .collect();
    let job = Job {
        journal,
        services: services.clone(),
        stop: Stop::new(),
        only: Only::Everything,
    };

    deploy::undo(job, volumes)
        .await
        .map_err(|failure| console.refuse("undo", &[failure.to_string()]))
}

fn unknown_key(failure: &Failure) -> Option<&Vec<String>> {
    let Failure::Steps(failed) = failure else {
        return None;
    };
    failed.iter().find_map(|(_, problem)| match problem {
        Problem::Machine(trouble) => match &trouble.kind {
            TroubleKind::HostKeyUnknown { shown } => Some(shown),
            _ => None,
        },
        _ => None,
    })
}

/// What there is to say when a run or an undo did not get to its end; `failed` is its sentence about steps.
pub fn ended_early(console: &Console, id: &str, failure: &Failure, failed: &str) -> End {
    let text = &console.text;
    let id_value = ("id", id.into());
    let (end, reason, sentence) = match failure {
        Failure::Journal(error) => (End::Failed, "journal", words::broken(text, error)),
        Failure::NotOurs => (
            End::Failed,
            "other_version",
            text.with("cli-not-ours", &[id_value]),
        ),
        Failure::Steps(_) => (End::Failed, "steps", text.with(failed, &[id_value])),
        Failure::Stopped => (
            End::Stopped,
            "stopped",
            text.with("cli-stopped", &[id_value]),
        ),
    };
    let failures = match failure {
        Failure::Steps(failed) => json!(failed),
        _ => json!([]),
    };
    console.complain("");
    console.complain(&sentence);
    console.end(
        end,
        json!({ "deployment": id, "reason": reason, "failures": failures, "messages": [sentence] }),
    );

    end
}

/// Whether the plan is for a practice cloud.
pub fn is_practice(plan: &Plan) -> bool {
    matches!(plan.cloud.sign_in, SignIn::Practice { .. })
}
