//! Whole runs and whole undoings, without anything going wrong.

use quayside::deploy::{Failure, Only, Status, Step, Stop, Summary, What, steps};
use quayside::openstack::{compute, network, volume};
use quayside::plan::cloud::Preset;
use quayside::plan::volume::Source;
use quayside::plan::{Address, Firewall, Named};

use super::bomb::Bomb;
use super::harness::{RUN, Site, Task, sign_in};

#[tokio::test(start_paused = true)]
async fn a_run_comes_to_its_end_and_undo_leaves_what_was_there_before() {
    for preset in Preset::ALL {
        let site = Site::new(preset).await;
        let before = site.standing();

        let _ = site.ends(RUN).await;
        let journal = site.journal();
        assert!(journal.is_done());
        assert_ne!(site.standing(), before);
        let summary = Summary::of(&journal);
        assert_eq!(summary.disks.len(), 2);
        assert!(summary.ssh.is_some());
        // Where the instance's own address is the public one, there are not two ways to compare.
        let ways = usize::from(preset == Preset::Campus);
        assert_eq!(summary.proofs.len(), 6 + ways);

        let _ = site.ends(Task::Undo(true)).await;
        assert!(site.journal().is_undone());
        assert_eq!(site.standing(), before);
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_done_does_nothing_more() {
    let site = Site::new(Preset::Campus).await;
    let _ = site.ends(RUN).await;
    let (standing, entries) = (site.standing(), site.journal().entries().len());

    let _ = site.ends(RUN).await;

    assert_eq!(site.standing(), standing);
    assert_eq!(site.journal().entries().len(), entries);
}

#[tokio::test(start_paused = true)]
async fn volumes_are_kept_unless_they_are_named() {
    let site = Site::new(Preset::Campus).await;
    let before = site.standing();
    let _ = site.ends(RUN).await;

    let _ = site.ends(Task::Undo(false)).await;
    let kept = site.standing();
    let more: Vec<_> = kept.iter().filter(|line| !before.contains(line)).collect();
    let is_of_a_volume =
        |line: &&&String| line.starts_with("volume ") || line.starts_with("image ");
    assert_eq!(
        more.iter()
            .filter(|line| line.starts_with("volume "))
            .count(),
        2
    );
    assert!(more.iter().all(|line| is_of_a_volume(&line)), "{more:#?}");
    assert!(site.journal().is_undone());
    assert!(matches!(
        site.journal().status(&Step::Volume(0).id()),
        Status::Kept(_)
    ));

    let _ = site.ends(Task::Undo(true)).await;
    assert_eq!(site.standing(), before);
    // There is nothing left to do: nothing is done.
    let _ = site.ends(Task::Undo(true)).await;
    assert_eq!(site.standing(), before);
}

/// The server lets them go with its end: no question is asked about them before.
#[tokio::test(start_paused = true)]
async fn volumes_are_taken_away_after_the_server() {
    let site = Site::new(Preset::Campus).await;
    let _ = site.ends(RUN).await;
    let before = site.world.requests().len();

    let _ = site.ends(Task::Undo(true)).await;

    let requests = site.world.requests().split_off(before);
    let first = |part| requests.iter().position(|request| request.contains(part));
    let last = |part| requests.iter().rposition(|request| request.contains(part));
    assert!(last("/servers/").unwrap() < first("/volumes/").unwrap());
}

#[tokio::test(start_paused = true)]
async fn kept_volumes_are_used_again_with_what_is_on_them() {
    let site = Site::new(Preset::Harbour).await;
    let _ = site.ends(RUN).await;
    let done = site.standing();

    let _ = site.ends(Task::Undo(false)).await;
    let _ = site.ends(RUN).await;

    assert_eq!(site.standing(), done);
}

#[tokio::test(start_paused = true)]
async fn the_cloud_half_alone_then_the_rest() {
    let site = Site::new(Preset::Campus).await;
    let whole = site.fork();
    let _ = whole.ends(RUN).await;

    let _ = site.ends(Task::Run(Only::Cloud)).await;
    let journal = site.journal();
    for step in steps(&site.plan) {
        let is_done = matches!(journal.status(&step.id()), Status::Done(_));
        assert_eq!(is_done, step.is_cloud(), "{step:?}");
    }
    assert!(site.world.jobs().is_empty());

    let _ = site.ends(RUN).await;
    assert_eq!(site.standing(), whole.standing());
}

#[tokio::test(start_paused = true)]
async fn a_run_stops_when_it_is_asked_to_and_goes_on() {
    let site = Site::new(Preset::Campus).await;
    let whole = site.fork();
    let _ = whole.ends(RUN).await;
    let world = site
        .world
        .clone()
        .speed(quayside::practice::Speed::Lifelike(1.0));
    let stop = Stop::new();
    let asked = async {
        tokio::time::sleep(std::time::Duration::from_secs(15)).await;
        stop.cancel();
        std::future::pending::<()>().await;
    };

    let dud = Bomb::dud();
    let stopped = tokio::select! {
        ended = site.work(RUN, &dud, world.net(), stop.clone()) => ended,
        () = asked => unreachable!(),
    };
    assert!(matches!(stopped, Err(Failure::Stopped)), "{stopped:?}");
    let journal = site.journal();
    assert!(!journal.is_done());
    assert!(matches!(
        journal.status(&Step::Server.id()),
        Status::Done(_)
    ));
    assert!(
        journal
            .entries()
            .iter()
            .any(|entry| entry.what == What::Stopped)
    );
    assert!(!journal.made().is_empty());

    let _ = site.ends(RUN).await;
    assert_eq!(site.standing(), whole.standing());
}

#[tokio::test(start_paused = true)]
async fn what_was_there_before_is_used_and_never_taken_away() {
    let site = Site::new(Preset::Campus).await;
    let cloud = sign_in(site.world.net(), Preset::Campus).await;
    let Address::New { pool } = site.plan.address.clone() else {
        unreachable!()
    };
    let floating = network::NewFloating {
        pool: pool.id,
        port: None,
        description: "for the registry".to_owned(),
    };
    let floating = network::create_floating(&cloud, &floating).await.unwrap();
    let group = network::create_group(&cloud, "web", "doors").await.unwrap();
    let Firewall::New { rules, .. } = site.plan.firewall.clone() else {
        unreachable!()
    };
    let _ = network::create_rules(&cloud, &group, &rules, "doors")
        .await
        .unwrap();
    let volumes = volume::volumes(&cloud).await.unwrap();
    let scratch = volumes
        .into_iter()
        .find(|volume| volume.name == "scratch-2024")
        .unwrap();
    let pairs = compute::key_pairs(&cloud).await.unwrap();
    let site = site.with_plan(|plan| {
        plan.address = Address::Existing {
            id: floating.id.to_string(),
            ip: floating.address,
        };
        plan.firewall = Firewall::Existing {
            group: Named::new(group.to_string(), "web"),
        };
        plan.volumes[0].source = Source::Existing {
            id: scratch.id.to_string(),
        };
        plan.instance.login.key_pair = quayside::plan::instance::KeyPair::Existing {
            name: pairs[0].name.clone(),
        };
    });
    let before = site.standing();

    let _ = site.ends(RUN).await;
    assert!(site.journal().is_done());
    let _ = site.ends(Task::Undo(true)).await;

    let volume = |line: &&String| !line.starts_with("volume scratch-2024");
    let but_for_it = |lines: &[String]| lines.iter().filter(volume).cloned().collect::<Vec<_>>();
    let after = site.standing();
    assert_eq!(but_for_it(&after), but_for_it(&before));
    // It has a filesystem now.
    assert_eq!(after.len(), before.len());
}
