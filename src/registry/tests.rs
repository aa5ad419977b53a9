//! The client against a scripted registry.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::http::script::Script;

const UPLOADS: &str = "POST /v2/quayside-probe/blobs/uploads/";

fn registry(script: Script) -> (Registry, Arc<Script>) {
    let net = script.net();
    let registry = Registry::new(
        net.clone(),
        "https://r.example.org/",
        "ann",
        Secret::new("pw"),
    );

    (registry, net)
}

fn closed() -> Response {
    let errors =
        json!({ "errors": [{ "code": "UNAUTHORIZED", "message": "authentication required" }] });

    Response::json(401, &errors)
        .with("Docker-Distribution-Api-Version", "registry/2.0")
        .with("WWW-Authenticate", "Basic realm=\"Registry\"")
}

fn open() -> Response {
    Response::json(200, &json!({})).with("Docker-Distribution-Api-Version", "registry/2.0")
}

#[tokio::test]
async fn a_door_is_guarded_open_or_no_door() {
    let check = async |answers: Vec<Response>| {
        let script = answers
            .into_iter()
            .fold(Script::default(), |script, answer| {
                script.on("GET /v2/", answer)
            });
        let (registry, net) = registry(script);
        (registry.check().await, net)
    };

    let (door, net) = check(vec![closed(), open()]).await;
    assert_eq!(door, Ok(Door::Guarded));
    assert_eq!(
        net.last("GET /v2/").get("Authorization"),
        Some("Basic YW5uOnB3")
    );
    assert_eq!(check(vec![open()]).await.0, Ok(Door::Open));
    assert_eq!(check(vec![closed()]).await.0, Ok(Door::Refused));
    let nginx = check(vec![Response::new(404)]).await.0.unwrap_err();
    assert_eq!(nginx.kind, Kind::Unreadable);
    let page = check(vec![Response::new(200)]).await.0.unwrap_err();
    assert_eq!(page.kind, Kind::Unreadable);
}

#[tokio::test]
async fn a_layer_is_pushed_to_the_place_that_is_named() {
    let layer = Bytes::from_static(b"layer");
    let digest = digest(&layer);
    for place in [
        "/v2/x/blobs/uploads/1?_state=s",
        "https://r.example.org/v2/x/blobs/uploads/1?_state=s",
    ] {
        let (registry, net) = registry(
            Script::default()
                .on(UPLOADS, Response::new(202).with("Location", place))
                .on("PUT /v2/x/blobs/uploads/1", Response::new(201)),
        );

        let pushed = registry.push_layer("quayside-probe", layer.clone()).await;

        assert_eq!(pushed.as_ref(), Ok(&digest));
        let sent = net.last("PUT /v2/x/blobs/uploads/1");
        assert!(sent.url.ends_with(&format!("?_state=s&digest={digest}")));
        assert_eq!(&sent.body[..], b"layer");
    }
}

#[tokio::test]
async fn credentials_follow_an_upload_nowhere_else() {
    let push = async |place: &str| {
        let script = Script::default().on(UPLOADS, Response::new(202).with("Location", place));
        let (registry, net) = registry(script);
        let failure = registry
            .push_layer("quayside-probe", Bytes::new())
            .await
            .unwrap_err();
        assert_eq!(net.calls().len(), 1, "{place}");
        failure
    };

    let down = push("http://r.example.org/v2/x?_state=secret").await;
    assert_eq!(
        down,
        Failure::Downgraded {
            to: "http://r.example.org/v2/x".to_owned()
        }
    );
    for place in [
        "https://evil.example/v2/x",
        "https://r.example.org:8443/v2/x",
        "//evil.example/x",
        "nonsense",
    ] {
        assert!(
            matches!(push(place).await, Failure::Elsewhere { .. }),
            "{place}"
        );
    }
}

#[tokio::test]
async fn a_limit_on_the_way_is_told_apart() {
    let (registry, _) = registry(
        Script::default()
            .on(UPLOADS, Response::new(202).with("Location", "/v2/x"))
            .on("PUT /v2/x", Response::new(413)),
    );

    let failure = registry
        .push_layer("quayside-probe", Bytes::from_static(b"abc"))
        .await;

    assert!(
        matches!(failure, Err(Failure::TooLarge { bytes: 3, .. })),
        "{failure:?}"
    );
}

#[tokio::test]
async fn a_full_disk_is_known_by_what_the_registry_says() {
    // As registry 2.8.2 answers, first to the upload that fills the disk, then to the next one that begins.
    let said = json!({ "errors": [{ "code": "UNKNOWN", "message": "unknown error",
        "detail": "write /var/lib/registry/docker/x/_uploads/1/data: no space left on device" }] });
    let full = || Response::json(500, &said);
    let begun = Script::default().on(UPLOADS, Response::new(202).with("Location", "/v2/x"));
    for script in [
        begun.on("PUT /v2/x", full()),
        Script::default().on(UPLOADS, full()),
    ] {
        let (registry, _) = registry(script);
        let failure = registry
            .push_layer("quayside-probe", Bytes::from_static(b"abc"))
            .await;

        assert!(
            matches!(failure, Err(Failure::Full { bytes: 3, .. })),
            "{failure:?}"
        );
    }
}

#[tokio::test]
async fn the_catalog_comes_in_pages() {
    let page = |names: &[&str]| Response::json(200, &json!({ "repositories": names }));
    let (registry, net) = registry(
        Script::default()
            .on(
                "GET /v2/_catalog?n=200",
                page(&["a"]).with("Link", "<http://in/v2/_catalog?last=a&n=200>; rel=\"next\""),
            )
            .on(
                "GET /v2/_catalog?last=a&n=200",
                Response::json(200, &json!({ "repositories": null })),
            ),
    );

    assert_eq!(registry.catalog().await.unwrap(), ["a"]);
    assert!(
        net.last("GET /v2/_catalog")
            .url
            .starts_with("https://r.example.org/")
    );
}

#[tokio::test]
async fn a_manifest_is_there_or_not() {
    let missing =
        json!({ "errors": [{ "code": "MANIFEST_UNKNOWN", "message": "manifest unknown" }] });
    let (registry, _) = registry(
        Script::default()
            .on("GET /v2/a/manifests/1", Response::json(404, &missing))
            .on("PUT /v2/a/manifests/1", Response::new(201))
            .on("DELETE /v2/a/manifests/sha256:0", Response::json(405, &json!({ "errors": [{ "code": "UNSUPPORTED", "message": "The operation is unsupported." }] }))),
    );

    assert_eq!(registry.manifest("a", "1").await, Ok(None));
    let put = registry
        .put_manifest("a", "1", Bytes::from_static(b"{}"))
        .await
        .unwrap();
    assert_eq!(put, digest(b"{}"));
    let error = registry.delete_manifest("a", "sha256:0").await.unwrap_err();
    assert_eq!((error.status, error.kind), (Some(405), Kind::Invalid));
    assert_eq!(error.message, "The operation is unsupported. (UNSUPPORTED)");
}

#[tokio::test]
async fn a_probe_compares_what_comes_back() {
    let script = Script::default().on(UPLOADS, Response::new(202).with("Location", "/v2/x"));
    let (registry, net) = registry(script.on("PUT /v2/x", Response::new(201)));

    // The script knows no blob: the pull fails, and still the layer is unlinked.
    let failure = probe::probe(&registry, 1, true).await.unwrap_err();

    assert!(matches!(failure, Failure::Call(_)), "{failure}");
    assert_eq!(net.last("PUT /v2/x").body.len(), 1_000_000);
    assert!(
        net.calls()
            .last()
            .unwrap()
            .starts_with("DELETE /v2/quayside-probe/blobs/sha256:")
    );
}
