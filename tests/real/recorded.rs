//! The practice cloud against what was recorded on real ones, without any of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use quayside::openstack::{Cloud, network};
use quayside::plan::cloud::Preset;

use super::exchange::{Exchange, exchanges};
use super::site::Site;
use super::{compare, scenario, tolerated};

/// Where recordings are kept: one line for each request with its answer.
pub fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/recorded"))
}

/// The same work on the practice cloud, in its own time.
pub fn on_the_practice_cloud(with_small: bool) -> Vec<Exchange> {
    let work = move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        let mut site = Site::practice(Preset::Campus);
        site.small = site.small.filter(|_| with_small);
        runtime.block_on(async {
            make_room(&site).await;
            tokio::select! {
                () = scenario::all(&site) => {}
                () = site.recorder.watch(Duration::from_millis(50)) => {}
            }
        });

        exchanges(&site.recorder.record())
    };

    // There may be a runtime here already, whose time is the real one.
    std::thread::spawn(work).join().unwrap()
}

/// Gives the floating address back that the practice project has, so that a second one is a question of the port
/// and not of the quota.
async fn make_room(site: &Site) {
    let cloud = Cloud::sign_in(site.net.clone(), site.credentials.clone());
    let cloud = cloud.await.unwrap();
    for floating in network::floatings(&cloud).await.unwrap() {
        network::delete_floating(&cloud, &floating.id)
            .await
            .unwrap();
    }
}

#[test]
fn the_practice_cloud_answers_like_the_recordings() {
    let practice = on_the_practice_cloud(true);
    let mut used = BTreeSet::new();
    let mut told = Vec::new();
    let mut files = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let real: Vec<Exchange> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let (differences, tolerances) = compare::differences(&real, &practice);
        told.extend(
            differences
                .into_iter()
                .map(|line| format!("{name}: {line}")),
        );
        used.extend(tolerances);
        files += 1;
    }
    assert!(files > 0, "there are no recordings");
    assert!(
        told.is_empty(),
        "{} differences:\n{}",
        told.len(),
        told.join("\n")
    );

    let idle: Vec<_> = tolerated::TOLERATED
        .iter()
        .enumerate()
        .filter(|(at, _)| !used.contains(at))
        .collect();
    assert!(idle.is_empty(), "no recording needs these: {idle:#?}");
}
