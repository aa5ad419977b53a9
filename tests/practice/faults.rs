//! Faults strike where they are told to, and what was done stays done.

use std::time::Duration;

use quayside::http::{Kind, Method, Request, Wire as _};
use quayside::plan::cloud::Preset;
use quayside::practice::{self, Break, Faults, Speed, Story, When, World};
use quayside::remote::{Job, TroubleKind};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

use super::person::{Person, target};

async fn campus(faults: Faults) -> Person {
    let me = Person::on(World::new(Preset::Campus), Preset::Campus).await;
    let _ = me.world.clone().faults(faults);

    me
}

async fn volume(me: &Person) -> Result<u16, Kind> {
    let url = format!(
        "https://volume.practice.example:8776/v3/{}/volumes",
        me.project
    );
    let request = Request::new(Method::Post, url)
        .header("X-Auth-Token", me.token.clone())
        .json(&json!({ "volume": { "size": 1 } }));

    let sent = me.world.send(request).await;
    sent.map(|response| response.status)
        .map_err(|error| error.kind)
}

async fn volumes(me: &Person) -> usize {
    me.get("volume/volumes").await["volumes"]
        .as_array()
        .unwrap()
        .len()
}

#[tokio::test(start_paused = true)]
async fn calls_are_lost_before_and_after_they_are_done() {
    let posts = || When::call(Method::Post, "/volumes");
    let faults = Faults::new()
        .call(posts(), Break::LostBefore)
        .call(posts(), Break::LostAfter)
        .call(posts(), Break::busy(503, 2))
        .call(posts(), Break::TokenEnded);
    let me = campus(faults).await;
    let before = volumes(&me).await;

    assert_eq!(volume(&me).await, Err(Kind::Timeout));
    assert_eq!(volumes(&me).await, before);
    assert_eq!(volume(&me).await, Err(Kind::Timeout));
    assert_eq!(volumes(&me).await, before + 1);
    assert_eq!(volume(&me).await, Ok(503));
    assert_eq!(volume(&me).await, Ok(401));
    assert_eq!(me.call(Method::Get, "volume/volumes", None).await.0, 401);
}

#[tokio::test(start_paused = true)]
async fn a_call_may_be_done_long_after() {
    let late = Break::Late(Duration::from_secs(30));
    let me = campus(Faults::new().call(When::call(Method::Post, "/volumes"), late)).await;
    let before = volumes(&me).await;
    assert_eq!(volume(&me).await, Err(Kind::Timeout));
    assert_eq!(volumes(&me).await, before);
    sleep(Duration::from_secs(31)).await;
    assert_eq!(volumes(&me).await, before + 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_on_its_way_was_not_done() {
    let world = World::new(Preset::Campus).speed(Speed::Lifelike(1.0));
    let me = Person::on(world, Preset::Campus).await;
    let before = volumes(&me).await;
    assert!(
        timeout(Duration::from_millis(10), volume(&me))
            .await
            .is_err()
    );
    assert_eq!(volumes(&me).await, before);
}

#[tokio::test(start_paused = true)]
async fn stories() {
    let me = campus(Faults::story(Story::NoHost)).await;
    let group = me.group(&[22]).await;
    let (_, server) = me.server(&group, "p2-3gb").await;
    let shown = me.get(&format!("compute/servers/{server}")).await;
    assert_eq!(shown["server"]["status"], "ERROR");
    assert_eq!(
        shown["server"]["fault"]["message"],
        "No valid host was found. "
    );
    assert_eq!(me.delete(&format!("compute/servers/{server}")).await, 204);

    let me = campus(Faults::story(Story::VolumeError)).await;
    let id = me.volume("data", 10).await;
    let shown = me.get(&format!("volume/volumes/{id}")).await;
    assert_eq!(shown["volume"]["status"], "error");

    let me = campus(Faults::story(Story::AptBusy)).await;
    let node = target("node-1", Vec::new());
    let busy = me.job(&node, &Job::Docker).await.unwrap_err();
    assert_eq!(busy.kind, TroubleKind::AptBusy);
    assert!(me.job(&node, &Job::Docker).await.is_ok());

    let me = campus(Faults::story(Story::QuotaGone)).await;
    let pool = me.id("network/networks", "networks", "public").await;
    let wish = json!({ "floatingip": { "floating_network_id": pool } });
    let (status, _) = me
        .call(Method::Post, "network/floatingips", Some(wish))
        .await;
    assert_eq!(status, 409);
}

#[tokio::test(start_paused = true)]
async fn calls_and_spans_are_written_down() {
    let world = World::new(Preset::Campus).speed(Speed::Lifelike(2.0));
    let began = Instant::now();
    let me = Person::on(world, Preset::Campus).await;
    let group = me.group(&[22]).await;
    let _ = me.server(&group, "p2-3gb").await;
    sleep(Duration::from_secs(60)).await;

    let calls = me.world.calls();
    assert!(
        calls
            .iter()
            .all(|call| call.end.is_some_and(|end| end > call.begin))
    );
    assert!(calls.last().unwrap().end.unwrap() < began.elapsed());
    let spans = me.world.spans();
    let build = spans
        .iter()
        .find(|span| span.what == "server build")
        .unwrap();
    let length = build.end - build.begin;
    assert!(
        length > Duration::from_secs(10) && length < Duration::from_secs(15),
        "{length:?}"
    );
    let first = me.world.requests()[0].clone();
    assert_eq!(first, "POST /v3/auth/tokens");
    assert!(practice::auth_url(Preset::Harbour).ends_with("/identity/v3"));
}
