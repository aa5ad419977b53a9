//! Designate, captured on a real one and made again at Harbour.

use quayside::http::{Method, Request, Wire as _};
use quayside::plan::cloud::Preset;
use quayside::practice;
use serde_json::json;

use super::{Replay, replay};

/// What Harbour, which is older, does in its own way: a record that is deleted is seen for a while. And what needs a
/// second project.
const OTHERWISE: [&str; 5] = [
    "-deleting-",
    "create-while-deleting",
    "delete-again",
    "foreign-zone",
    "over-quota",
];

#[tokio::test(start_paused = true)]
async fn a_dns_service() {
    let root = ("28511", "https://harbour.practice.example/dns");
    let mut replayed = Replay::new(Preset::Harbour, &[root]);
    for (there, here) in [
        ("lab.test", "harbour.example"),
        ("taken.harbour.example", "binder.harbour.example"),
    ] {
        let _ = replayed.words.insert(there.to_owned(), here.to_owned());
    }
    replayed.names = vec![
        ("lab.test.", "harbour.example."),
        ("taken.lab.test.", "binder.harbour.example."),
        ("www.lab.test.", "www.harbour.example."),
    ];
    replayed.token = token(&replayed).await;
    replay(replayed, "tests/wire/designate", &OTHERWISE).await;
}

async fn token(replay: &Replay) -> String {
    let url = format!("{}/auth/tokens", practice::auth_url(Preset::Harbour));
    let domain = json!({ "name": practice::DOMAIN });
    let project = practice::project(Preset::Harbour);
    let auth = json!({ "auth": {
        "identity": { "methods": ["password"], "password": { "user": {
            "name": practice::USER, "domain": domain, "password": practice::PASSWORD,
        } } },
        "scope": { "project": { "name": project, "domain": domain } },
    } });
    let request = Request::new(Method::Post, url).json(&auth);
    let response = replay.world.send(request).await.unwrap();

    response.header("X-Subject-Token").unwrap().to_owned()
}
