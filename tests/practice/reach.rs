//! Who reaches whom.

use quayside::plan::cloud::Preset;
use quayside::plan::instance::Jump;
use quayside::practice::World;
use quayside::remote::{Job, Report, TroubleKind};

use super::person::{Person, target};

#[tokio::test(start_paused = true)]
async fn a_node_behind_another_machine() {
    let me = Person::on(World::new(Preset::Campus), Preset::Campus).await;
    let mut node = target("192.168.73.12", Vec::new());
    let direct = me.job(&node, &Job::Look).await.unwrap_err();
    assert_eq!(direct.kind, TroubleKind::Unreachable);

    node.jump = Some(Jump {
        host: "203.0.113.17".parse().unwrap(),
        port: 22,
        user: "ubuntu".parse().unwrap(),
    });
    let looked = me.job(&node, &Job::Look).await.unwrap();
    assert!(matches!(looked, Report::Look { version, .. } if version == "22.04"));
}

#[tokio::test(start_paused = true)]
async fn names_that_nobody_knows() {
    let me = Person::on(World::new(Preset::Campus).no_colleague(), Preset::Campus).await;
    let there = target("node-9", Vec::new());
    let trouble = me.job(&there, &Job::Look).await.unwrap_err();
    assert!(
        trouble.message.contains("Could not resolve hostname"),
        "{trouble}"
    );
}
