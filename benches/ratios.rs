//! How near the program is to what the cloud allows: ratios, not times, so that a busy machine tells little lies only.
//!
//! `cargo run --example ratios [SPEED]` (20 times as fast as life where it is left out) prints, for one run on the
//! practice cloud:
//! - the wall time of the run over the longest path through the steps' own durations (aim: at most 1.1);
//! - the wall time of the run over the time in which the cloud or a machine was at work (1 means: never idle);
//! - sign-in to filled forms over authentication plus the slowest single answer (aim: at most 1.2);
//! - `update`, `view` and layout of every page over the sixtieth of a second that a frame has.
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use iced::{Pixels, Size};
use iced_test::core::renderer::Headless;
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use quayside::deploy::store::Memory;
use quayside::deploy::suggest::{self, Facts, LocalKey};
use quayside::deploy::{Job, Journal, Only, Status, Step, StepId, Stop, What, run, steps};
use quayside::keychain::Vault;
use quayside::openstack::inventory::survey;
use quayside::paths::Paths;
use quayside::plan::cloud::{Cloud, Preset, SignIn};
use quayside::plan::name::Keeper;
use quayside::plan::{Plan, SecretRef};
use quayside::practice::{Speed, World};
use quayside::session::{Desk, Doors};
use quayside::ui::app::Message;
use quayside::ui::page::PageId;
use quayside::ui::shots::load_fonts;
use quayside::ui::style;
use quayside::ui::tour::Tour;
use quayside::words::Language;
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    cloud().await;
    pages().await;
}

async fn cloud() {
    let speed = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(20.0);
    let world = World::new(Preset::Campus).speed(Speed::Lifelike(speed));
    let desk = Desk::new(
        Paths::below(&std::env::temp_dir().join("quayside-ratios")),
        Vault::memory(),
    );
    let doors = Doors::practice(world.clone());
    let cloud = Cloud {
        region: None,
        sign_in: SignIn::Practice {
            preset: Preset::Campus,
        },
    };

    let began = Instant::now();
    let session = desk.sign_in(&doors, &cloud).await.unwrap();
    let authenticated = began.elapsed();
    let inventory = survey(&session).await;
    let filled = began.elapsed();
    let slowest = world
        .calls()
        .iter()
        .skip(1)
        .filter_map(|call| Some(call.end? - call.begin))
        .max()
        .unwrap();
    println!(
        "sign-in to filled forms / (authentication + slowest answer)  {:.2}",
        ratio(filled, authenticated + slowest)
    );

    let plan = suggest::plan(&inventory, facts(cloud)).unwrap();
    let services = desk
        .services(&doors, session, &plan, Only::Everything)
        .await
        .unwrap();
    let journal =
        Journal::begin(Arc::new(Memory::default()), "ratios-00000000", plan.clone()).unwrap();
    let begun = Instant::now();
    let offset = began.elapsed();
    let journal = run(Job {
        journal,
        services,
        stop: Stop::new(),
        only: Only::Everything,
    })
    .await
    .unwrap();
    let wall = begun.elapsed();
    println!(
        "run / longest path of its steps                               {:.2}",
        ratio(wall, longest(&plan, &journal))
    );
    println!(
        "run / time in which cloud or machines were at work            {:.2}",
        ratio(wall, busy(&world, offset))
    );
    println!(
        "run, seconds of a cloud {speed} times as fast as life           {:.2}",
        wall.as_secs_f64()
    );
}

/// What a keystroke costs on each page: the program's answer, the new view and its layout, not the painting.
async fn pages() {
    const ROUNDS: u32 = 40;
    const FRAME: Duration = Duration::from_micros(16_667);
    load_fonts();
    let mut renderer =
        <iced::Renderer as Headless>::new(style::REGULAR, Pixels(14.0), Some("tiny-skia"))
            .await
            .unwrap();
    let mut tour = Tour::new(Language::English);
    for page in PageId::ALL {
        if !tour.go_on_to(page).await {
            continue;
        }
        let begun = Instant::now();
        let mut cache = Cache::default();
        for _ in 0..ROUNDS {
            tour.send(Message::SystemTheme(iced::theme::Mode::Light));
            let size = Size::new(1366.0, 768.0);
            let shown: UserInterface<'_, Message, iced::Theme, iced::Renderer> =
                UserInterface::build(tour.app().view(), size, cache, &mut renderer);
            cache = shown.into_cache();
        }
        let each = begun.elapsed() / ROUNDS;
        println!(
            "{:<12} update, view and layout / a frame at 60 Hz        {:.2}",
            page.slug(),
            ratio(each, FRAME)
        );
    }
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn facts(cloud: Cloud) -> Facts {
    Facts {
        cloud,
        host: "registry.example.org".parse().unwrap(),
        keeper: Keeper::Cloudflare {
            zone: "example.org".parse().unwrap(),
            proxied: false,
            token: SecretRef::Keychain("token".into()),
        },
        password: SecretRef::Keychain("password".into()),
        local_keys: Vec::<LocalKey>::new(),
    }
}

/// The longest path through the steps, each as long as the journal says.
fn longest(plan: &Plan, journal: &Journal) -> Duration {
    let mut begun: BTreeMap<StepId, jiff::Timestamp> = BTreeMap::new();
    let mut took: BTreeMap<StepId, Duration> = BTreeMap::new();
    for entry in journal.entries() {
        match entry.what {
            What::Started => {
                let _ = begun.insert(entry.step.clone(), entry.at);
            }
            _ => {
                let step = entry.at.duration_since(begun[&entry.step]).unsigned_abs();
                let _ = took.insert(entry.step.clone(), step);
            }
        }
    }
    assert!(
        journal
            .header()
            .steps
            .iter()
            .all(|step| matches!(journal.status(step), Status::Done(_)))
    );
    let mut ends: BTreeMap<Step, Duration> = BTreeMap::new();
    for step in steps(plan) {
        let start = step
            .needs(plan)
            .iter()
            .map(|need| ends[need])
            .max()
            .unwrap_or_default();
        let _ = ends.insert(step, start + took[&step.id()]);
    }

    ends.into_values().max().unwrap()
}

/// The time in which at least one call, job or work of the cloud itself was under way, from `offset` on.
fn busy(world: &World, offset: Duration) -> Duration {
    let calls = world
        .calls()
        .into_iter()
        .filter_map(|call| Some((call.begin, call.end?)));
    let jobs = world
        .jobs()
        .into_iter()
        .filter_map(|job| Some((job.begin, job.end?)));
    let spans = world.spans().into_iter().map(|span| (span.begin, span.end));
    let mut pieces: Vec<(Duration, Duration)> = calls
        .chain(jobs)
        .chain(spans)
        .filter(|(begin, _)| *begin >= offset)
        .collect();
    pieces.sort();
    let (mut sum, mut reached) = (Duration::ZERO, Duration::ZERO);
    for (begin, end) in pieces {
        sum += end.saturating_sub(begin.max(reached));
        reached = reached.max(end);
    }

    sum
}
