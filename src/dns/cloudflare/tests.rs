//! The client against a scripted API, in the envelope that Cloudflare documents.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::http::Response;
use crate::http::script::Script;

fn result(value: &Value) -> Response {
    Response::json(
        200,
        &json!({ "success": true, "errors": [], "messages": [], "result": value }),
    )
}

fn client(script: Script) -> (Cloudflare, Arc<Script>) {
    let net = script.net();

    (Cloudflare::new(net.clone(), Secret::new("token")), net)
}

#[tokio::test]
async fn the_longest_zone_holds_the_name() {
    let zone =
        json!([{ "id": "z", "name": "lab.example.org", "status": "active", "type": "full" }]);
    let script = Script::default()
        .on("GET /client/v4/zones?name=lab.example.org", result(&zone))
        .on("GET /client/v4/zones", result(&json!([])));
    let (client, net) = client(script);

    let found = client.zone_of("registry.lab.example.org").await.unwrap();

    assert_eq!(found, Some(Named::new("z", "lab.example.org")));
    assert_eq!(net.calls().len(), 2, "the name itself, then its parent");
    let sent = net.last("GET /client/v4/zones");
    assert_eq!(sent.get("authorization"), Some("Bearer token"));

    assert_eq!(client.zone_of("registry.example.com").await, Ok(None));
}

#[tokio::test]
async fn a_record_is_made_and_found_by_its_mark() {
    let path = "/client/v4/zones/z/dns_records";
    let record = json!({
        "id": "r", "name": "registry.example.org", "type": "A", "content": "203.0.113.9",
        "proxied": false, "comment": "quayside d", "ttl": 1, "tags": [], "settings": {},
    });
    let caa =
        json!({ "id": "c", "name": "registry.example.org", "type": "CAA", "data": { "flags": 0 } });
    let script = Script::default()
        .on(&format!("POST {path}"), result(&record))
        .on(&format!("GET {path}"), result(&json!([record, caa])))
        .on(&format!("DELETE {path}/r"), result(&json!({ "id": "r" })));
    let (client, net) = client(script);

    let new = NewRecord {
        name: "registry.example.org".to_owned(),
        address: "203.0.113.9".parse().unwrap(),
        proxied: false,
        comment: "quayside d".to_owned(),
    };
    let made = client.create("z", &new).await.unwrap();
    assert_eq!(made.id, "r");
    assert_eq!(
        net.body(&format!("POST {path}")),
        json!({
            "type": "A", "name": "registry.example.org", "content": "203.0.113.9",
            "ttl": 1, "proxied": false, "comment": "quayside d",
        })
    );
    let all = client.records("z", "registry.example.org").await.unwrap();
    assert_eq!(
        all,
        std::slice::from_ref(&made),
        "a CAA record is in nobody's way"
    );
    let marked = client.records_marked("z", "quayside d").await.unwrap();
    assert_eq!(marked, [made]);
    assert!(
        net.calls()
            .last()
            .unwrap()
            .contains("comment.exact=quayside%20d")
    );
    assert_eq!(client.delete("z", "r").await, Ok(()));
}

#[tokio::test]
async fn a_success_of_http_may_be_a_failure() {
    let failure = json!({
        "success": false, "result": null,
        "errors": [{ "code": 81057, "message": "The record already exists." }],
    });
    let (client, _) = client(
        Script::default()
            .on(
                "DELETE /client/v4/zones/z/dns_records/r",
                Response::json(200, &failure),
            )
            .on(
                "GET /client/v4/zones/z/dns_records/r",
                Response::new(404).with("CF-Ray", "ray"),
            ),
    );

    let error = client.delete("z", "r").await.unwrap_err();
    assert_eq!(error.kind, Kind::Conflict);
    assert_eq!(client.record("z", "r").await, Ok(None));
}

#[tokio::test]
async fn all_pages_are_read() {
    let page = |name: &str| {
        Response::json(
            200,
            &json!({
                "success": true, "result": [{ "id": name, "name": name }],
                "result_info": { "page": 1, "per_page": 1, "total_pages": 2, "count": 1 },
            }),
        )
    };
    let script = Script::default()
        .on("GET /client/v4/zones?per_page=50", page("a.org"))
        .on("GET /client/v4/zones?per_page=50&page=2", page("b.org"));
    let (client, _) = client(script);

    assert_eq!(client.zones().await.unwrap().len(), 2);
}
