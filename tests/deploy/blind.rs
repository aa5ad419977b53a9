//! A program that does not look for what it may have made already: the crash matrix has to notice.

use quayside::http::{BoxFuture, CallError, Method, Net, Request, Response, Wire};
use quayside::plan::cloud::Preset;
use serde_json::Value;

use super::harness::{RUN, Site, Task};
use super::matrix::{Flaw, after_every_call};

/// Every look-up by mark brings an empty list.
pub struct Blind(pub Net);

impl Wire for Blind {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        Box::pin(async move {
            let looks_up = is_look_up(&request);
            let mut response = self.0.send(request).await?;
            if looks_up {
                empty(&mut response);
            }

            Ok(response)
        })
    }
}

fn is_look_up(request: &Request) -> bool {
    let marks = [
        "?description=",
        "/servers/detail",
        "/volumes/detail",
        "/dns_records?",
        "/recordsets?",
    ];

    request.method == Method::Get && marks.iter().any(|mark| request.url.contains(mark))
}

fn empty(response: &mut Response) {
    let Ok(Value::Object(mut body)) = serde_json::from_slice(&response.body) else {
        return;
    };
    for list in body.values_mut().filter(|value| value.is_array()) {
        *list = Value::Array(Vec::new());
    }
    response.body = Value::Object(body).to_string().into();
}

#[tokio::test(start_paused = true)]
async fn without_the_look_up_the_matrix_finds_something_twice() {
    let site = Site::new(Preset::Campus).await;
    let flaws = after_every_call(&site, RUN).await;
    let twice = flaws.iter().filter(|flaw| has_more(flaw, "server "));
    let twice = twice.count()
        + flaws
            .iter()
            .filter(|flaw| has_more(flaw, "volume "))
            .count();

    println!("going on blindly: {} cases caught", flaws.len());
    assert!(twice > 0, "{flaws:#?}");
}

#[tokio::test(start_paused = true)]
async fn without_the_look_up_the_matrix_finds_something_left() {
    let addressed: &[&str] = &["server ", "volume ", "floating address ", "record "];
    for (preset, left) in [
        (Preset::Campus, addressed),
        (Preset::Harbour, &["server ", "record "]),
    ] {
        let site = Site::new(preset).await;
        let flaws = after_every_call(&site, Task::Undo(true)).await;

        println!("undoing blindly: {} cases caught", flaws.len());
        for what in left {
            assert!(flaws.iter().any(|flaw| has_more(flaw, what)), "{what}");
        }
    }
}

fn has_more(flaw: &Flaw, what: &str) -> bool {
    flaw.more.iter().any(|line| line.starts_with(what))
}
