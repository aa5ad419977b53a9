//! Signing in, signing in again, and lists that come in pages.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::super::{APART, inventory, or_gone};
use super::capture::covers;
use super::*;
use crate::http::{CallError, Kind, Response};

const SERVERS: &str = "/v2.1/servers/detail";

#[tokio::test]
async fn a_password_signs_in_to_the_project() {
    for release in RELEASES {
        let (cloud, net) = cloud(script(release, &[])).await;
        let captured = Capture::read(release, "014-auth-password-201");

        assert!(covers(&net.body("POST /v3/auth/tokens"), captured.body()));
        assert_eq!(cloud.project().unwrap().name, "def-lab");
        assert_eq!(cloud.user().name, "labuser");
        assert_eq!(cloud.regions(), ["RegionOne"]);
        assert!(cloud.has(Service::Volume));
    }
}

#[tokio::test]
async fn a_wrong_password_is_not_tried_at_another_address() {
    let refused = Capture::read("zed", "011-auth-password-wrong-401").response();
    let net = Script::default().on("POST /v3/auth/tokens", refused).net();

    let error = Cloud::sign_in(net.clone(), credentials())
        .await
        .unwrap_err();

    assert_eq!(error.kind, Kind::Unauthorized);
    assert_eq!(net.calls().len(), 1);
}

#[tokio::test]
async fn keystone_is_found_under_identity_or_reported_missing() {
    let token = Capture::read("zed", "014-auth-password-201").response();
    let net = Script::default()
        .on("POST /v3/auth/tokens", Response::new(404))
        .on("POST /identity/v3/auth/tokens", token)
        .net();
    assert!(Cloud::sign_in(net, credentials()).await.is_ok());

    let net = Script::default()
        .on("POST /v3/auth/tokens", Response::new(405))
        .on(
            "POST /identity/v3/auth/tokens",
            Response::new(302).with("Location", "/login"),
        )
        .net();
    let error = Cloud::sign_in(net, credentials()).await.unwrap_err();
    assert_eq!(
        error.kind,
        Kind::Missing {
            service: "identity".to_owned()
        }
    );
}

#[tokio::test]
async fn an_application_credential_asks_for_no_scope() {
    let token = Capture::read("2026.2", "023-auth-appcred-201");
    let net = Script::default()
        .on("POST /v3/auth/tokens", token.response())
        .net();
    let mut credentials = credentials();
    let captured = &token.body()["auth"]["identity"]["application_credential"];
    credentials.method = Method::ApplicationCredential {
        id: captured["id"].as_str().unwrap().to_owned(),
        secret: Secret::new(captured["secret"].as_str().unwrap()),
    };

    let cloud = Cloud::sign_in(net.clone(), credentials).await.unwrap();

    assert_eq!(&net.body("POST /v3/auth/tokens"), token.body());
    assert_eq!(cloud.project().unwrap().name, "def-lab");
}

#[tokio::test]
async fn a_user_without_a_project_lists_the_projects() {
    let captured = Capture::read("zed", "013-auth-unscoped-201").response();
    // The user of the capture has a default project, which Keystone then takes by itself.
    let mut body: Value = captured.read("").unwrap();
    let token = body["token"].as_object_mut().unwrap();
    let _ = (token.remove("project"), token.remove("catalog"));
    let unscoped = Response::json(201, &body).with("X-Subject-Token", "unscoped");
    let projects = Capture::read("zed", "016-auth-projects").response();
    let net = Script::default()
        .on("POST /v3/auth/tokens", unscoped)
        .on("GET /v3/auth/projects", projects)
        .net();
    let cloud = Cloud::sign_in(net, credentials()).await.unwrap();

    let projects = cloud.projects().await.unwrap();

    assert!(cloud.project().is_none());
    assert!(
        projects.iter().any(|project| project.name == "def-lab"),
        "{projects:?}"
    );
    let error = super::super::compute::flavors(&cloud).await.unwrap_err();
    assert_eq!(
        error.kind,
        Kind::Missing {
            service: "compute".to_owned()
        }
    );
}

fn token(text: &str) -> Response {
    let mut response = Capture::read("2026.2", "014-auth-password-201").response();
    response
        .headers
        .retain(|(name, _)| !name.eq_ignore_ascii_case("x-subject-token"));

    response.with("X-Subject-Token", text)
}

fn refused() -> Response {
    Capture::read("2026.2", "018-auth-bad-token-401").response()
}

#[tokio::test(start_paused = true)]
async fn a_token_given_in_the_second_of_a_revocation_is_void_too() {
    let script = Script::default()
        .on("POST /v3/auth/tokens", token("first"))
        .on("POST /v3/auth/tokens", token("second"))
        .on("POST /v3/auth/tokens", token("third"))
        .on("GET /v2.1/servers/detail", refused())
        .on("GET /v2.1/servers/detail", refused())
        .on(
            &format!("GET {SERVERS}"),
            Response::json(200, &json!({ "servers": [] })),
        );
    let (cloud, net) = cloud(script).await;

    assert_eq!(super::super::compute::servers(&cloud).await, Ok(Vec::new()));
    let sign_ins = net.calls();
    let sign_ins = sign_ins.iter().filter(|call| call.contains("auth/tokens"));
    assert_eq!(sign_ins.count(), 3);
}

/// A call that comes later must not take the next token in the same second: it would be void for those who wait, too.
#[tokio::test(start_paused = true)]
async fn no_call_takes_the_next_token_too_early() {
    let mut script = Script::default();
    for text in ["first", "second", "third"] {
        script = script.on("POST /v3/auth/tokens", token(text));
    }
    for _ in 0..3 {
        script = script.on("GET /v2.1/servers/detail", refused());
    }
    let script = script.on(
        &format!("GET {SERVERS}"),
        Response::json(200, &json!({ "servers": [] })),
    );
    let (cloud, net) = cloud(script).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    let began = Instant::now();
    let later = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let found = super::super::compute::servers(&cloud).await;
        assert!(began.elapsed() >= APART, "{began:?}");
        found
    };

    let (first, second) = tokio::join!(super::super::compute::servers(&cloud), later);

    assert_eq!((first, second), (Ok(Vec::new()), Ok(Vec::new())));
    let last = net.last(&format!("GET {SERVERS}"));
    assert_eq!(last.get("x-auth-token"), Some("third"));
}

#[tokio::test(start_paused = true)]
async fn many_calls_sign_in_again_once() {
    let mut script = Script::default()
        .on("POST /v3/auth/tokens", token("first"))
        .on("POST /v3/auth/tokens", token("second"));
    for _ in 0..10 {
        script = script.on("GET /v2.1/servers/detail", refused());
    }
    let script = script.on(
        &format!("GET {SERVERS}"),
        Response::json(200, &json!({ "servers": [] })),
    );
    let (cloud, net) = cloud(script).await;

    let calls = (0..10).map(|_| super::super::compute::servers(&cloud));
    let results = futures::future::join_all(calls).await;

    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let count = |part: &str| {
        net.calls()
            .iter()
            .filter(|call| call.contains(part))
            .count()
    };
    assert_eq!(count("auth/tokens"), 2);
    assert_eq!(count("servers"), 20);
    let last = net.last(&format!("GET {SERVERS}"));
    assert_eq!(last.get("x-auth-token"), Some("second"));
}

#[tokio::test(start_paused = true)]
async fn a_refused_renewal_is_not_repeated() {
    let wrong = Capture::read("2026.2", "011-auth-password-wrong-401").response();
    let script = Script::default()
        .on("POST /v3/auth/tokens", token("first"))
        .on("POST /v3/auth/tokens", wrong)
        .on(&format!("GET {SERVERS}"), refused());
    let (cloud, net) = cloud(script).await;

    for _ in 0..3 {
        let error = super::super::compute::servers(&cloud).await.unwrap_err();
        assert_eq!(error.kind, Kind::Unauthorized);
    }

    let signed_in = net
        .calls()
        .iter()
        .filter(|call| call.contains("tokens"))
        .count();
    assert_eq!(signed_in, 2);
}

#[tokio::test]
async fn pages_are_asked_for_at_our_own_address() {
    let page = |names: &[&str], next: Option<&str>| {
        let pairs: Vec<Value> = names
            .iter()
            .map(|name| json!({ "keypair": { "name": name, "public_key": "k", "fingerprint": "f" } }))
            .collect();
        let links: Vec<Value> = next
            .map(|href| json!({ "rel": "next", "href": href }))
            .into_iter()
            .collect();
        Response::json(200, &json!({ "keypairs": pairs, "keypairs_links": links }))
    };
    let script = script("zed", &[])
        .on(
            "GET /v2.1/os-keypairs",
            page(&["a", "b"], Some("http://inside/v2.1/os-keypairs?marker=b")),
        )
        .on(
            "GET /v2.1/os-keypairs?marker=b",
            page(&["c"], Some("https://other/?marker=c")),
        )
        .on("GET /v2.1/os-keypairs?marker=c", page(&[], None));
    let (cloud, net) = cloud(script).await;

    let pairs = super::super::compute::key_pairs(&cloud).await.unwrap();

    assert_eq!(pairs.len(), 3);
    let requests = net.calls();
    assert_eq!(
        requests[1..],
        [
            "GET /v2.1/os-keypairs",
            "GET /v2.1/os-keypairs?marker=b",
            "GET /v2.1/os-keypairs?marker=c",
        ]
    );
    assert!(
        net.last("GET /v2.1/os-keypairs")
            .url
            .starts_with("http://127.0.0.1:38974/")
    );
}

#[tokio::test]
async fn pages_that_go_in_a_circle_end() {
    let page = json!({ "images": [], "next": "/v2/images?marker=a" });
    let script = script("zed", &[]).on("GET /v2/images", Response::json(200, &page));
    let (cloud, _) = cloud(script).await;

    let error = super::super::image::images(&cloud).await.unwrap_err();

    assert_eq!(error.kind, Kind::Unreadable);
}

#[tokio::test]
async fn one_list_that_is_forbidden_does_not_spoil_the_others() {
    let captures = [
        "028-images-list",
        "029-flavors-detail",
        "080-ports-of-server",
    ];
    let script = script("2026.2", &captures).on(
        "GET /v2.0/routers",
        Capture::read("2026.2", "045-forbidden-403").response(),
    );
    let (cloud, _) = cloud(script).await;

    let inventory = inventory::survey(&cloud).await;

    assert_eq!(inventory.images.unwrap().len(), 1);
    assert!(!inventory.flavors.unwrap().is_empty());
    assert_eq!(inventory.routers.unwrap_err().kind, Kind::Forbidden);
    assert_eq!(inventory.quotas.untold.len(), 3);
}

#[test]
fn gone_is_done() {
    let error = |kind| Err(CallError::new(kind, "DELETE /servers/x", "m"));

    assert_eq!(or_gone(error(Kind::NotFound)), Ok(()));
    assert!(or_gone(error(Kind::Conflict)).is_err());
}
