//! On somebody's own cloud: `QUAYSIDE_REAL_CLOUD=NAME cargo nextest run --profile real`.
//!
//! Before and after each scenario the project holds the same; what an interrupted run left is taken back first.

use std::panic::{AssertUnwindSafe, resume_unwind};

use futures::FutureExt as _;

use super::exchange::exchanges;
use super::site::Site;
use super::{compare, leftovers, listing, recorded, scenario};

const CLOUD: &str = "QUAYSIDE_REAL_CLOUD";

/// The name of the cloud; without one there is nothing to do, which is a failure only where it was asked for.
fn asked() -> Option<String> {
    let name = std::env::var(CLOUD).ok().filter(|name| !name.is_empty());
    let profile = std::env::var("NEXTEST_PROFILE").unwrap_or_default();
    assert!(
        name.is_some() || profile != "real",
        "{CLOUD} is not set. It names the cloud of your clouds.yaml on which the tests may work: \
         {CLOUD}=NAME cargo nextest run --profile real"
    );
    if name.is_none() {
        println!("left out: {CLOUD} does not name a cloud");
    }

    name
}

/// Does the work between two looks at the project, which have to be the same.
fn on_the_cloud(work: impl AsyncFnOnce(&Site)) {
    let Some(name) = asked() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let site = Site::real(&name);
        leftovers::take_back(&site).await;
        let before = listing::of(&site).await;
        let ended = AssertUnwindSafe(work(&site)).catch_unwind().await;
        leftovers::take_back(&site).await;
        if let Err(panic) = ended {
            resume_unwind(panic);
        }
        let after = listing::of(&site).await;
        assert_eq!(
            after, before,
            "the project does not hold what it held before"
        );
        println!(
            "the project holds what it held before: {} things",
            after.len()
        );
    });
}

/// Runs before the others, and makes nothing.
#[test]
fn what_will_be_made() {
    on_the_cloud(async |site| {
        let cloud = site.sign_in().await;
        let (plan, inventory) = site.plan(&cloud).await;
        listing::tell(site, &cloud, &plan, &inventory);
    });
}

/// Takes back what an interrupted run left, and does nothing else.
#[test]
fn clean_up() {
    on_the_cloud(async |_| {});
}

#[test]
fn dropped_in_the_middle_and_resumed() {
    on_the_cloud(scenario::dropped_and_resumed);
}

/// Made, looked at, undone; adopted; refused: and the practice cloud does all of it alike.
#[test]
fn the_practice_cloud_answers_alike() {
    on_the_cloud(async |site| {
        scenario::all(site).await;
        let real = exchanges(&site.recorder.record());
        if let Ok(name) = std::env::var("QUAYSIDE_RECORD") {
            assert!(
                site.small.is_some(),
                "a recording needs QUAYSIDE_REAL_SMALL too"
            );
            let lines: Vec<String> = real
                .iter()
                .map(|exchange| serde_json::to_string(exchange).unwrap() + "\n")
                .collect();
            std::fs::create_dir_all(recorded::folder()).unwrap();
            let file = recorded::folder().join(format!("{name}.jsonl"));
            std::fs::write(file, lines.concat()).unwrap();
        }
        let practice = recorded::on_the_practice_cloud(site.small.is_some());
        let (told, _) = compare::differences(&real, &practice);
        println!("{} kinds of requests and answers were compared", real.len());
        assert!(
            told.is_empty(),
            "{} differences:\n{}",
            told.len(),
            told.join("\n")
        );
    });
}
