//! The crash matrix: the process dies before and after every call, and before, in and after every line of the
//! journal; or a call that changes something arrives after the death. Then somebody goes on, or undoes. What stands
//! in the end is what stands without a crash.

use std::time::Duration;

use quayside::deploy::Only;
use quayside::http::{Net, Request};
use quayside::plan::cloud::Preset;
use quayside::practice::{Faults, Story, When};
use quayside::remote::TroubleKind;

use super::bomb::{Bomb, Happening, Side};
use super::harness::{Ended, RUN, Site, Task};

/// How long a call may be under way.
const LATE: Duration = Duration::from_secs(8);

/// A case whose end is another one than without a crash.
#[derive(Debug)]
#[expect(dead_code, reason = "all of it is shown where a test fails")]
pub struct Flaw {
    case: String,
    ended: Ended,
    pub more: Vec<String>,
    less: Vec<String>,
}

/// Every point in time at which a process can die that does what `happened`.
fn deaths(happened: &[Happening]) -> Vec<(usize, Side)> {
    let sides = |at: usize, what: Happening| {
        let more = match what {
            Happening::Call => None,
            Happening::Change => Some(Side::Late),
            Happening::Write => Some(Side::Torn),
        };
        let sides = [Side::Before, Side::After].into_iter().chain(more);

        sides.map(move |side| (at, side))
    };

    let all = happened.iter().enumerate();
    all.flat_map(|(at, what)| sides(at, *what)).collect()
}

/// How what stands on `site` differs from what should.
fn compare(site: &Site, case: String, ended: Ended, expected: &[String]) -> Option<Flaw> {
    let standing = site.standing();
    let is_well = matches!(ended, Ended::Well);
    if is_well && standing == expected {
        return None;
    }

    Some(Flaw {
        case,
        ended,
        more: without(&standing, expected),
        less: without(expected, &standing),
    })
}

/// What `these` have that `those` have not, or less often.
fn without(these: &[String], those: &[String]) -> Vec<String> {
    let mut left = those.to_vec();
    let mut more = these.to_vec();
    more.retain(|line| match left.iter().position(|other| other == line) {
        Some(at) => {
            let _ = left.remove(at);
            false
        }
        None => true,
    });

    more
}

/// What was sent before the death comes in while somebody else is at work already.
async fn arrive(net: Net, call: Option<Request>) {
    if let Some(call) = call {
        tokio::time::sleep(LATE).await;
        let _ = net.send(call).await;
    }
}

/// Dies in `dying` at every point, then does each of `then`, which should end as told.
async fn matrix(start: &Site, dying: Task, then: &[(Task, Vec<String>)]) {
    let clean = start.fork();
    let happened = clean.ends(dying.clone()).await.happened();
    let deaths = deaths(&happened);
    let mut flaws = Vec::new();
    for (at, side) in &deaths {
        let crashed = start.fork();
        let bomb = Bomb::new(*at, *side);
        let ended = crashed.dies(dying.clone(), &bomb).await;
        assert!(matches!(ended, Ended::Died), "{at} {side:?}: {ended:?}");
        for (task, expected) in then {
            let site = crashed.fork();
            let late = tokio::spawn(arrive(site.world.net(), bomb.late()));
            let ended = site.does(task.clone()).await;
            late.await.unwrap();
            let case = format!("{at} {side:?}, then {task:?}");
            flaws.extend(compare(&site, case, ended, expected));
        }
    }

    println!(
        "{:?}: {} calls and writes, {} deaths in {dying:?}, {} cases",
        start.preset(),
        happened.len(),
        deaths.len(),
        deaths.len() * then.len()
    );
    assert!(deaths.len() > 2 * happened.len());
    assert!(flaws.is_empty(), "{} flaws: {flaws:#?}", flaws.len());
}

/// Dies after every call of a run, and then goes on as `task` without looking for what there is: what came of it.
pub async fn after_every_call(start: &Site, task: Task) -> Vec<Flaw> {
    let clean = start.fork();
    let happened = clean.ends(RUN).await.happened();
    let expected = match task {
        Task::Run(_) => clean.standing(),
        Task::Undo(_) => start.standing(),
    };
    let mut flaws = Vec::new();
    for (at, _) in happened.iter().enumerate() {
        let site = start.fork();
        let _ = site.dies(RUN, &Bomb::new(at, Side::After)).await;
        let ended = site.does_blindly(task.clone()).await;
        flaws.extend(compare(&site, format!("{at}"), ended, &expected));
    }

    flaws
}

async fn dying_in_a_run(preset: Preset) {
    let site = Site::new(preset).await;
    let done = site.fork();
    let _ = done.ends(RUN).await;
    let undo = (Task::Undo(true), site.standing());

    matrix(&site, RUN, &[(RUN, done.standing()), undo]).await;
}

async fn dying_in_an_undo(preset: Preset, all: bool) {
    let site = Site::new(preset).await;
    let _ = site.ends(RUN).await;
    let undone = site.fork();
    let _ = undone.ends(Task::Undo(all)).await;
    let again = (Task::Undo(all), undone.standing());

    matrix(&site, Task::Undo(all), &[again, (RUN, site.standing())]).await;
}

#[tokio::test(start_paused = true)]
async fn dying_in_a_run_at_campus() {
    dying_in_a_run(Preset::Campus).await;
}

#[tokio::test(start_paused = true)]
async fn dying_in_a_run_at_harbour() {
    dying_in_a_run(Preset::Harbour).await;
}

#[tokio::test(start_paused = true)]
async fn dying_in_an_undo_at_campus() {
    dying_in_an_undo(Preset::Campus, true).await;
}

#[tokio::test(start_paused = true)]
async fn dying_in_an_undo_at_harbour() {
    dying_in_an_undo(Preset::Harbour, true).await;
}

#[tokio::test(start_paused = true)]
async fn dying_in_an_undo_that_keeps_the_volumes() {
    for preset in Preset::ALL {
        dying_in_an_undo(preset, false).await;
    }
}

#[tokio::test(start_paused = true)]
async fn dying_in_the_cloud_half_alone() {
    let site = Site::new(Preset::Campus).await;
    let cloud = Task::Run(Only::Cloud);
    let half = site.fork();
    let _ = half.ends(cloud.clone()).await;
    let whole = site.fork();
    let _ = whole.ends(RUN).await;
    let then = [
        (cloud.clone(), half.standing()),
        (RUN, whole.standing()),
        (Task::Undo(true), site.standing()),
    ];

    matrix(&site, cloud, &then).await;
}

#[tokio::test(start_paused = true)]
async fn dying_while_what_came_broken_is_made_anew() {
    let site = Site::new(Preset::Campus).await;
    let done = site.fork();
    let _ = done.ends(RUN).await;
    let then = [(RUN, done.standing()), (Task::Undo(true), site.standing())];
    for story in [Story::NoHost, Story::VolumeError] {
        let broken = site.fork();
        let _ = broken.world.clone().faults(Faults::story(story));
        let ended = broken.does(RUN).await;
        assert!(matches!(ended, Ended::Failed(_)), "{ended:?}");

        matrix(&broken, RUN, &then).await;
    }
}

#[tokio::test(start_paused = true)]
async fn dying_while_an_image_is_fetched_and_sent() {
    let site = Site::new(Preset::Campus).await;
    let done = site.fork();
    let _ = done.ends(RUN).await;
    let then = [(RUN, done.standing()), (Task::Undo(true), site.standing())];
    // Up to the two steps that need one.
    let lost = |job: &str| (When::job(job), TroubleKind::Unreachable, "No route to host");
    let faults = ["registry", "tls"]
        .map(lost)
        .into_iter()
        .fold(Faults::new(), |faults, (when, kind, message)| {
            faults.job(when, kind, message)
        });
    let _ = site.world.clone().faults(faults);
    let ended = site.does(RUN).await;
    assert!(matches!(ended, Ended::Failed(_)), "{ended:?}");
    let _ = site.world.clone().faults(Faults::story(Story::HubAway));

    matrix(&site, RUN, &then).await;
}
