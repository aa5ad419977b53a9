//! Waiting for what the cloud does in its own time: pure decisions, and the loop around them.
//!
//! Looks become rarer as time goes by: small clouds are quick, and each look takes something of their strength. What is
//! ready waits a sixth longer at most than it took.

use std::time::Duration;

use tokio::time::Instant;

use super::compute::{self, Server};
use super::volume::{self, Volume};
use crate::http::{CallError, Kind};

const LONGEST: Duration = Duration::from_secs(2);

/// How long something takes, as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first look.
    first: Duration,
    /// To look again before this is in vain: no cloud is that quick.
    least: Duration,
    /// After this nobody believes in it any more.
    most: Duration,
}

impl Span {
    /// Looked at once for the first time: it may be there already.
    pub const fn of(least: Duration, most: Duration) -> Self {
        Self {
            first: Duration::ZERO,
            least,
            most,
        }
    }

    /// The same, for what was asked for just now.
    pub const fn from_now(self) -> Self {
        Self {
            first: self.least,
            ..self
        }
    }
}

/// What was seen of a thing that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observation<T> {
    /// It went wrong, in the cloud's words.
    Failed(String),
    /// Not yet; what it does now, in the cloud's words.
    NotYet(String),
    Ready(T),
}

/// What follows from an observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<T> {
    Done(T),
    Fail(CallError),
    /// Look again after this long.
    Look(Duration),
}

/// Looks until it is ready, for the span's time at most. `heard` is told what it does whenever that changes.
///
/// Errors: [`Kind::Fault`] with the cloud's words, [`Kind::Timeout`] when patience is at its end. A service that
/// does not answer for a moment does not end the wait.
pub async fn until<T, F>(
    what: &str,
    span: Span,
    mut look: impl FnMut() -> F,
    heard: impl Fn(&str),
) -> Result<T, CallError>
where
    F: Future<Output = Result<Observation<T>, CallError>>,
{
    let began = Instant::now();
    let mut last = String::new();
    tokio::time::sleep(span.first).await;
    loop {
        let seen = look().await;
        if let Ok(Observation::NotYet(now)) = &seen
            && *now != last
        {
            heard(now);
            last.clone_from(now);
        }
        match decide(what, seen, began.elapsed(), span) {
            Decision::Done(thing) => return Ok(thing),
            Decision::Fail(error) => return Err(error),
            Decision::Look(pause) => tokio::time::sleep(pause).await,
        }
    }
}

/// `waited` is the time since the wait began.
pub fn decide<T>(
    what: &str,
    seen: Result<Observation<T>, CallError>,
    waited: Duration,
    span: Span,
) -> Decision<T> {
    let late = match seen {
        Ok(Observation::Ready(thing)) => return Decision::Done(thing),
        Ok(Observation::Failed(words)) => {
            return Decision::Fail(CallError::new(Kind::Fault, what, words));
        }
        Ok(Observation::NotYet(now)) => CallError::new(Kind::Timeout, what, now),
        Err(error) if is_passing(&error.kind) => error,
        Err(error) => return Decision::Fail(error),
    };

    if waited >= span.most {
        Decision::Fail(late)
    } else {
        Decision::Look(pause(waited, span).min(span.most - waited))
    }
}

/// A sixth of what was waited already, up to two seconds.
fn pause(waited: Duration, span: Span) -> Duration {
    (waited / 6).min(LONGEST).max(span.least)
}

fn is_passing(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Busy | Kind::Server | Kind::Timeout | Kind::Unreachable
    )
}

/// A server that is to start.
pub fn started(server: Option<Server>) -> Observation<Server> {
    let Some(server) = server else {
        return Observation::Failed("the server is gone".to_owned());
    };
    match &server.status {
        compute::Status::Active => Observation::Ready(server),
        compute::Status::Error => Observation::Failed(
            server
                .fault
                .unwrap_or_else(|| "the server is in an error state".to_owned()),
        ),
        compute::Status::Deleted => Observation::Failed("the server is deleted".to_owned()),
        compute::Status::Build | compute::Status::Shutoff | compute::Status::Other(_) => {
            let word = server.status.as_str().to_owned();
            Observation::NotYet(server.task_state.unwrap_or(word))
        }
    }
}

/// A server that is to go away.
pub fn server_gone(server: Option<Server>) -> Observation<()> {
    match server {
        None => Observation::Ready(()),
        Some(server) => match server.status {
            compute::Status::Deleted => Observation::Ready(()),
            // A server in an error state can be deleted too; while that goes on, its task says so.
            compute::Status::Error if server.task_state.is_none() => Observation::Failed(
                server
                    .fault
                    .unwrap_or_else(|| "the server is in an error state".to_owned()),
            ),
            status => Observation::NotYet(
                server
                    .task_state
                    .unwrap_or_else(|| status.as_str().to_owned()),
            ),
        },
    }
}

/// A volume that is to become free: made, or detached.
pub fn available(volume: Option<Volume>) -> Observation<Volume> {
    reaches(volume, &volume::Status::Available)
}

/// A volume that is to be attached.
pub fn attached(volume: Option<Volume>) -> Observation<Volume> {
    reaches(volume, &volume::Status::InUse)
}

fn reaches(volume: Option<Volume>, wanted: &volume::Status) -> Observation<Volume> {
    let Some(volume) = volume else {
        return Observation::Failed("the volume is gone".to_owned());
    };
    match &volume.status {
        status if status == wanted => Observation::Ready(volume),
        volume::Status::Error(word) => {
            Observation::Failed(format!("the volume's status is {word}"))
        }
        status => Observation::NotYet(status.as_str().to_owned()),
    }
}

/// A volume that is to go away.
pub fn volume_gone(volume: Option<Volume>) -> Observation<()> {
    match volume.map(|volume| volume.status) {
        None => Observation::Ready(()),
        Some(volume::Status::Error(word)) => {
            Observation::Failed(format!("the volume's status is {word}"))
        }
        Some(status) => Observation::NotYet(status.as_str().to_owned()),
    }
}
