//! What goes wrong outside: each ends with the problem that it is; when its cause is gone, `run` goes on to the end.

use std::time::Duration;

use quayside::deploy::{Failure, Made, Problem, Status, Step, Stop};
use quayside::http::error::Resource;
use quayside::http::{Kind, Method};
use quayside::plan::cloud::Preset;
use quayside::practice::{Break, Faults, Speed, Story, When};
use quayside::registry::hub;
use quayside::remote::TroubleKind;
use serde_json::json;

use super::bomb::Bomb;
use super::harness::{Ended, RUN, Site, Task};

/// A run that meets the faults; the steps that did not work, and why.
async fn fails(site: &Site, faults: Faults) -> Vec<(Step, Problem)> {
    let _ = site.world.clone().faults(faults);
    let failed = match site.does(RUN).await {
        Ended::Failed(Failure::Steps(failed)) => failed,
        ended => unreachable!("{ended:?}"),
    };
    let steps = quayside::deploy::steps(&site.plan);
    let of = |id: &quayside::deploy::StepId| steps.iter().find(|step| step.id() == *id);

    failed
        .iter()
        .map(|(id, problem)| (*of(id).unwrap(), problem.clone()))
        .collect()
}

/// The same cloud without a fault: the run goes on to what it is without one, and all can be undone.
async fn goes_on(site: &Site) {
    let clean = Site::new(site.preset()).await;
    let before = clean.standing();
    let _ = clean.ends(RUN).await;
    let _ = site.world.clone().faults(Faults::new());
    let undone = site.fork();

    let _ = site.ends(RUN).await;
    assert!(site.journal().is_done());
    assert_eq!(site.standing(), clean.standing());

    // Instead of going on.
    let _ = undone.ends(Task::Undo(true)).await;
    assert_eq!(undone.standing(), before);
}

/// Exactly one step fails, with a call's error.
async fn call_fails(faults: Faults) -> (Site, Step, Kind) {
    let site = Site::new(Preset::Campus).await;
    match fails(&site, faults).await.as_slice() {
        [(step, Problem::Call(error))] => (site, *step, error.kind.clone()),
        failed => unreachable!("{failed:?}"),
    }
}

async fn machine_fails(faults: Faults) -> (Site, Step, TroubleKind) {
    let site = Site::new(Preset::Campus).await;
    match fails(&site, faults).await.as_slice() {
        [(step, Problem::Machine(trouble))] => (site, *step, trouble.kind.clone()),
        failed => unreachable!("{failed:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_address_is_gone() {
    let (site, step, kind) = call_fails(Faults::story(Story::QuotaGone)).await;

    let resource = Resource::FloatingAddresses;
    // The cloud refuses once, and has one left when it is asked: its numbers would explain nothing.
    let count = None;
    assert_eq!(
        (step, kind),
        (Step::Address, Kind::Quota { resource, count })
    );
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn the_cloud_has_no_room() {
    let site = Site::new(Preset::Campus).await;
    let failed = fails(&site, Faults::story(Story::NoHost)).await;

    let [(Step::ServerReady, Problem::Call(error))] = failed.as_slice() else {
        unreachable!("{failed:?}")
    };
    assert_eq!(error.kind, Kind::Fault);
    assert!(error.message.contains("No valid host"), "{error:?}");
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn a_volume_ends_in_an_error() {
    let site = Site::new(Preset::Campus).await;
    let failed = fails(&site, Faults::story(Story::VolumeError)).await;

    let [(Step::Attach(0), Problem::Call(error))] = failed.as_slice() else {
        unreachable!("{failed:?}")
    };
    assert_eq!(error.kind, Kind::Fault);
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn somebody_makes_the_same_rule_at_the_same_time() {
    let conflict = json!({ "NeutronError": {
        "type": "SecurityGroupRuleExists",
        "message": "Security group rule already exists.",
        "detail": "",
    } });
    let refused = |times| {
        let when = When::call(Method::Post, "/v2.0/security-group-rules").times(times);
        Faults::new().call(when, Break::answer(409, conflict.clone()))
    };
    let looks = async |faults| {
        let site = Site::new(Preset::Campus).await;
        let before = site.world.requests().len();
        let _ = site.world.clone().faults(faults);
        let _ = site.ends(RUN).await;
        assert!(site.journal().is_done());
        let since = site.world.requests().split_off(before);
        let at_rules = |request: &&String| {
            request.starts_with("GET ") && request.contains("/security-group-rules")
        };

        since.iter().filter(at_rules).count()
    };

    // A new group is not looked at; where there is something all the same, what is missing is added.
    assert_eq!(looks(Faults::new()).await, 0);
    assert_eq!(looks(refused(1)).await, 1);
    assert_eq!(looks(refused(4)).await, 4);

    let (site, step, kind) = call_fails(refused(6)).await;
    assert_eq!((step, kind), (Step::Rules, Kind::Conflict));
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn the_certificate_is_refused() {
    let (site, step, kind) = machine_fails(Faults::story(Story::CertificateRefused)).await;

    assert_eq!((step, kind), (Step::Certificate, TroubleKind::Certificate));
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn the_machine_is_another_one() {
    let (site, step, kind) = machine_fails(Faults::story(Story::HostKeyMismatch)).await;

    assert_eq!(step, Step::HostKey);
    assert!(matches!(kind, TroubleKind::HostKey { .. }));
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn one_node_is_down_and_the_others_go_on() {
    let when = When::job("node-login node-1").always();
    let faults = Faults::new().job(when, TroubleKind::Unreachable, "No route to host");
    let (site, step, kind) = machine_fails(faults).await;

    assert_eq!((step, kind), (Step::NodeLogin(0), TroubleKind::Unreachable));
    let journal = site.journal();
    let other = journal.status(&Step::NodeProof(1).id());
    assert!(matches!(other, Status::Done(_)), "{other:?}");
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn a_node_that_stays_away_does_not_hold_up_an_undo() {
    let site = Site::new(Preset::Campus).await;
    let before = site.standing();
    let away = || When::job("node-log").always();
    let faults = Faults::new().job(away(), TroubleKind::Unreachable, "No route to host");
    let failed = fails(&site, faults).await;
    assert_eq!(failed.len(), 2, "{failed:?}");

    let _ = site.ends(Task::Undo(true)).await;

    assert_eq!(site.standing(), before);
}

#[tokio::test(start_paused = true)]
async fn a_name_in_use_is_told_and_left_as_it_is() {
    for (preset, host, there) in [
        (Preset::Campus, "binder.neuro.example.org", "A 203.0.113.17"),
        (Preset::Campus, "www.example.org", "CNAME example.org"),
        (Preset::Harbour, "binder.harbour.example", "A 198.51.100.31"),
        (
            Preset::Harbour,
            "www.harbour.example",
            "CNAME binder.harbour.example",
        ),
    ] {
        let site = Site::new(preset)
            .await
            .with_plan(|plan| plan.name.host = host.parse().unwrap());
        let before = site.standing();
        let failed = fails(&site, Faults::new()).await;

        let taken = Problem::NameTaken {
            host: host.to_owned(),
            records: vec![there.to_owned()],
        };
        assert_eq!(failed, [(Step::Record, taken)]);
        let _ = site.ends(Task::Undo(true)).await;
        assert_eq!(site.standing(), before);
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_that_leads_elsewhere_too_is_not_good_enough() {
    let site = Site::new(Preset::Harbour).await;
    let other: std::net::IpAddr = "2001:db8::4".parse().unwrap();
    site.world.point("registry.harbour.example", other);
    let failed = fails(&site, Faults::new()).await;

    let also = Problem::NameAlso {
        host: "registry.harbour.example".to_owned(),
        others: vec![other],
    };
    assert_eq!(failed, [(Step::NameSeen, also)]);
}

#[tokio::test(start_paused = true)]
async fn the_cloud_cannot_write_the_record() {
    let broken =
        json!({ "id": "r", "name": "registry.harbour.example.", "type": "A", "status": "ERROR" });
    let when = When::call(Method::Get, "/recordsets/").always();
    let site = Site::new(Preset::Harbour).await;
    let failed = fails(&site, Faults::new().call(when, Break::answer(200, broken))).await;

    let [(Step::NameSeen, Problem::Call(error))] = failed.as_slice() else {
        unreachable!("{failed:?}")
    };
    assert_eq!(error.kind, Kind::Fault);
    goes_on(&site).await;
}

#[tokio::test(start_paused = true)]
async fn the_zone_is_another_project_s() {
    let site = Site::new(Preset::Harbour).await.with_plan(|plan| {
        plan.name.keeper = quayside::plan::name::Keeper::Designate {
            zone: "other.example".parse().unwrap(),
        };
    });
    let failed = fails(&site, Faults::new()).await;

    let zone = "other.example".to_owned();
    assert_eq!(failed, [(Step::Record, Problem::NoProjectZone { zone })]);
}

/// Whatever is made: it was done, and nobody heard of it.
#[tokio::test(start_paused = true)]
async fn lost_answers() {
    let calls = [
        (Step::KeyPair, "/os-keypairs"),
        (Step::Group, "/security-groups"),
        (Step::Rules, "/security-group-rules"),
        (Step::Port, "/ports"),
        (Step::Server, "/servers"),
        (Step::Address, "/floatingips"),
        (Step::Record, "/dns_records"),
        (Step::Attach(0), "/os-volume_attachments"),
        (Step::Volume(0), "/volumes"),
    ];
    for (step, part) in calls {
        let when = When::call(Method::Post, part);
        let (site, failed, kind) = call_fails(Faults::new().call(when, Break::LostAfter)).await;

        assert_eq!((failed, kind), (step, Kind::Timeout));
        goes_on(&site).await;
    }

    let site = Site::new(Preset::Harbour).await;
    let when = When::call(Method::Post, "/recordsets");
    let failed = fails(&site, Faults::new().call(when, Break::LostAfter)).await;
    assert!(
        matches!(failed[..], [(Step::Record, Problem::Call(_))]),
        "{failed:?}"
    );
    goes_on(&site).await;
}

/// A connection that breaks is made again; one that does so again and again is told in the end.
#[tokio::test(start_paused = true)]
async fn lost_machines() {
    let clean = Site::new(Preset::Campus).await;
    let _ = clean.ends(RUN).await;
    for job in ["disk", "docker", "registry", "tls", "node-login node-2"] {
        let site = Site::new(Preset::Campus).await;
        let faults = Faults::new().job_lost(When::job(job).times(3));
        let _ = site.world.clone().faults(faults);
        let _ = site.ends(RUN).await;
        assert_eq!(site.standing(), clean.standing(), "{job}");

        let site = Site::new(Preset::Campus).await;
        let faults = Faults::new().job_lost(When::job(job).always());
        let failed = fails(&site, faults).await;
        let lost = |problem: &Problem| matches!(problem, Problem::Machine(trouble) if trouble.kind == TroubleKind::Lost);
        assert!(
            failed.iter().all(|(_, problem)| lost(problem)),
            "{failed:?}"
        );
        goes_on(&site).await;
    }
}

/// The machine's way to Docker Hub is closed, this computer's is not.
#[tokio::test(start_paused = true)]
async fn images_that_the_machine_does_not_get_are_sent() {
    let site = Site::new(Preset::Campus).await;
    let clean = site.fork();
    let _ = clean.ends(RUN).await;
    let _ = site.world.clone().faults(Faults::story(Story::HubAway));

    let _ = site.ends(RUN).await;

    let made = site.journal().made();
    let sent = |step: Step| match made.get(&step.id()) {
        Some(Made::Registry { sent, .. } | Made::Certificate { sent, .. }) => {
            sent.clone().map(|sent| sent.image)
        }
        made => unreachable!("{made:?}"),
    };
    assert_eq!(sent(Step::Registry).as_deref(), Some("registry:2.8.3"));
    assert_eq!(sent(Step::Certificate).as_deref(), Some("caddy:2"));
    assert_eq!(site.standing(), clean.standing());
}

#[tokio::test(start_paused = true)]
async fn images_that_nobody_gets() {
    let site = Site::new(Preset::Harbour).await;
    let hub = When::call(Method::Get, "registry-1.docker.io").always();
    let faults = Faults::story(Story::HubAway).call(hub, Break::LostBefore);
    let failed = fails(&site, faults).await;

    for (step, image) in [
        (Step::Registry, "registry:2.8.3"),
        (Step::Certificate, "caddy:2"),
    ] {
        let problem = failed.iter().find(|(failed, _)| *failed == step);
        let Some((
            _,
            Problem::ImageNowhere {
                image: named,
                machine,
                here,
            },
        )) = problem
        else {
            unreachable!("{failed:?}")
        };
        assert_eq!(named, image);
        assert_eq!(machine.kind, TroubleKind::ImageUnreachable);
        assert!(matches!(**here, hub::Failure::Call(_)), "{here:?}");
    }
    goes_on(&site).await;
}

/// Somebody who asks to stop does not wait for the end of a long way; what has arrived is not sent again.
#[tokio::test(start_paused = true)]
async fn fetching_and_sending_are_left_when_the_run_is_asked_to_stop() {
    for (name, faults) in [
        ("registry", Faults::new()),
        ("image", Faults::story(Story::HubAway)),
    ] {
        let site = Site::new(Preset::Campus).await;
        let world = site.world.clone().speed(Speed::Lifelike(1.0));
        let _ = world.faults(faults);
        let stop = Stop::new();
        let bomb = Bomb::dud();
        let work = site.work(RUN, &bomb, site.world.net(), stop.clone());
        let asks = async {
            let has_begun = || site.world.jobs().iter().any(|job| job.job == name);
            while !has_begun() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            stop.cancel();
        };
        let (ended, ()) = tokio::join!(work, asks);

        assert!(matches!(ended, Err(Failure::Stopped)), "{ended:?}");
        let jobs = site.world.jobs();
        let half = jobs.iter().find(|job| job.job == name).unwrap();
        assert_eq!(half.well, None);
        goes_on(&site).await;
    }
}
