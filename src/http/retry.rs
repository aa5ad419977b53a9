//! Which answers are tried again, and when: a pure function of what happened; and the loop around it.
//!
//! A POST or PATCH whose fate is not known is never sent twice. Every request is logged with method, path,
//! status, time and request id; headers and bodies never are.

use std::time::{Duration, Instant};

use super::{CallError, Kind, Method, Request, Response, Wire};

/// How often a request is sent at most.
const ATTEMPTS: u32 = 5;
/// How often at most where nothing answers at all: a person waits for the verdict.
const SILENT_ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// A service that asks for more patience than this is reported, not waited for.
const LONGEST_WISH: Duration = Duration::from_secs(120);

/// What came of an attempt, as far as trying again is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// An answer, and what it says in `Retry-After`.
    Answer(u16, Option<&'a str>),
    Failure(&'a Kind),
}

/// How long to pause before the next attempt; `None` where this outcome is the last word.
/// `attempt` counts from 1; `chance` is between 0 and 1 and spreads clients that failed together.
pub fn pause(method: Method, attempt: u32, outcome: &Outcome<'_>, chance: f64) -> Option<Duration> {
    let most = match outcome {
        Outcome::Answer(429, _) => ATTEMPTS,
        Outcome::Answer(502..=504, _) if method.is_idempotent() => ATTEMPTS,
        Outcome::Failure(Kind::Timeout | Kind::Unreachable) if method.is_idempotent() => {
            SILENT_ATTEMPTS
        }
        Outcome::Answer(..) | Outcome::Failure(_) => return None,
    };
    if attempt >= most {
        return None;
    }

    match outcome {
        Outcome::Answer(_, Some(wish)) => match wish.trim().parse().map(Duration::from_secs) {
            Ok(wish) => (wish <= LONGEST_WISH).then(|| wish.max(backoff(1, chance))),
            // A date, in practice never sent by these services.
            Err(_) => Some(backoff(attempt, chance)),
        },
        _ => Some(backoff(attempt, chance)),
    }
}

/// Doubles with each attempt; between half and all of that, by `chance`.
fn backoff(attempt: u32, chance: f64) -> Duration {
    let full = FIRST_PAUSE
        .saturating_mul(1 << attempt.saturating_sub(1).min(16))
        .min(LONGEST_PAUSE);

    full.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
}

/// Sends the request, again where the policy allows it, and logs every attempt.
/// An answer of any status is an `Ok`: what it means is the caller's business.
pub async fn send(net: &dyn Wire, request: Request) -> Result<Response, CallError> {
    let mut attempt = 1;
    loop {
        let began = Instant::now();
        let result = net.send(request.clone()).await;
        log(&request, &result, began.elapsed());
        let outcome = match &result {
            Ok(response) => Outcome::Answer(response.status, response.header("retry-after")),
            Err(error) => Outcome::Failure(&error.kind),
        };
        let Some(pause) = pause(request.method, attempt, &outcome, rand::random()) else {
            return result;
        };
        tracing::debug!(call = request.name(), attempt, ?pause, "trying again");
        tokio::time::sleep(pause).await;
        attempt += 1;
    }
}

fn log(request: &Request, result: &Result<Response, CallError>, took: Duration) {
    let call = request.name();
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match result {
        Ok(response) => {
            let id = super::error::request_id(response).unwrap_or_default();
            tracing::info!(call, status = response.status, ms, id, "answered");
        }
        Err(error) => {
            tracing::warn!(call, kind = ?error.kind, ms, message = error.message, "failed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::script::Script;

    fn asked(status: u16, wish: &str) -> Outcome<'_> {
        Outcome::Answer(status, Some(wish))
    }

    #[test]
    fn too_many_requests_waits_as_asked_whatever_the_method() {
        let pause = |outcome| pause(Method::Post, 1, &outcome, 0.5);

        assert_eq!(pause(asked(429, "7")), Some(Duration::from_secs(7)));
        assert_eq!(pause(asked(429, "3600")), None);
        assert!(pause(asked(429, "0")) >= Some(FIRST_PAUSE / 2));
        assert!(pause(Outcome::Answer(429, None)).is_some());
    }

    #[test]
    fn a_creation_is_not_repeated() {
        for method in [Method::Post, Method::Patch] {
            assert_eq!(pause(method, 1, &Outcome::Answer(503, None), 0.5), None);
            assert_eq!(
                pause(method, 1, &Outcome::Failure(&Kind::Timeout), 0.5),
                None
            );
            assert_eq!(
                pause(method, 1, &Outcome::Failure(&Kind::Unreachable), 0.5),
                None
            );
        }
        assert!(pause(Method::Put, 1, &Outcome::Failure(&Kind::Timeout), 0.5).is_some());
    }

    #[test]
    fn everything_ends() {
        for status in [429, 502, 503, 504] {
            assert_eq!(
                pause(Method::Get, ATTEMPTS, &Outcome::Answer(status, None), 0.5),
                None
            );
        }
        assert_eq!(
            pause(Method::Get, 3, &Outcome::Failure(&Kind::Timeout), 0.5),
            None
        );
        assert_eq!(
            pause(Method::Get, 1, &Outcome::Failure(&Kind::Tls), 0.5),
            None
        );
        for status in [200, 401, 404, 409, 500] {
            assert_eq!(
                pause(Method::Get, 1, &Outcome::Answer(status, None), 0.5),
                None
            );
        }
    }

    #[test]
    fn pauses_grow_and_are_spread() {
        assert_eq!(backoff(1, 1.0), FIRST_PAUSE);
        assert_eq!(backoff(1, 0.0), FIRST_PAUSE / 2);
        assert_eq!(backoff(3, 1.0), FIRST_PAUSE * 4);
        assert_eq!(backoff(40, 1.0), LONGEST_PAUSE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_service_in_maintenance_is_waited_for_but_not_for_a_creation() {
        let script = || {
            Script::default()
                .failing("GET /a", CallError::new(Kind::Timeout, "GET /a", "late"))
                .on("GET /a", Response::new(503))
                .on("GET /a", Response::new(429).with("Retry-After", "30"))
                .on("GET /a", Response::new(200))
                .on("POST /a", Response::new(503))
                .on("POST /b", Response::new(429))
                .on("POST /b", Response::new(201))
        };
        let net = script();
        let send = async |method, path: &str| {
            let request = Request::new(method, format!("http://host{path}"));
            send(&net, request).await.unwrap().status
        };
        let began = tokio::time::Instant::now();

        assert_eq!(send(Method::Get, "/a").await, 200);
        assert!(began.elapsed() > Duration::from_secs(30));
        assert_eq!(net.calls().len(), 4);
        assert_eq!(send(Method::Post, "/a").await, 503);
        assert_eq!(net.calls().len(), 5);
        assert_eq!(send(Method::Post, "/b").await, 201);
    }

    #[tokio::test(start_paused = true)]
    async fn a_creation_without_an_answer_is_sent_once() {
        let late = CallError::new(Kind::Timeout, "POST /a", "late");
        let net = Script::default().failing("POST /a", late);

        let result = send(&net, Request::new(Method::Post, "http://host/a")).await;

        assert!(result.is_err());
        assert_eq!(net.calls().len(), 1);
    }
}
