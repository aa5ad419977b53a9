//! The practice cloud: an OpenStack, a Cloudflare, machines and a registry that only pretend, at the program's two seams.
//!
//! It keeps the rules of the real ones (states, quotas, refusals, who reaches what), so that practising is worth it.
//! A [`World`] is all of it; nothing runs in the background, and time is `tokio::time`.

mod address;
mod ask;
mod clock;
mod cloud;
mod cloudflare;
mod compute;
mod console;
mod designate;
mod faults;
mod group;
mod hostkey;
mod hub;
mod identity;
mod image;
mod inventory;
mod key;
mod latency;
mod life;
mod list;
mod machine;
mod names;
mod network;
mod port;
mod preset;
mod quota;
mod reach;
mod rule;
mod server;
mod site;
mod state;
mod store;
mod volume;
mod web;

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

pub use clock::Speed;
pub use faults::{Break, Failure, Faults, Story, When};
pub use reach::CLIENT;

use crate::http::{BoxFuture, CallError, Method, Net, Request, Response, Wire};
use crate::plan::cloud::Preset;
use state::State;

/// The practice user: shown to people, no secret.
pub const USER: &str = "practice";
/// The practice user's password: shown to people, no secret.
pub const PASSWORD: &str = "practice";
/// The domain of user and projects.
pub const DOMAIN: &str = "Default";
/// The token of the practice Cloudflare: shown to people, no secret.
pub const CLOUDFLARE_TOKEN: &str = "practice-token-of-no-worth-0123456789abc";

/// Where people sign in to a practice cloud.
pub fn auth_url(preset: Preset) -> String {
    site::Site::new(preset).auth_url()
}

/// The project that the practice user works in.
pub const fn project(preset: Preset) -> &'static str {
    match preset {
        Preset::Campus => "def-neuro-lab",
        Preset::Harbour => "harbour-genomics",
    }
}

/// Who logs in to the machines of the cluster.
pub const fn node_user(preset: Preset) -> &'static str {
    match preset {
        Preset::Campus => "ubuntu",
        Preset::Harbour => "debian",
    }
}

/// The key pair whose private half the practice user has: its name and its public line.
pub fn own_key(preset: Preset) -> (&'static str, String) {
    let name = match preset {
        Preset::Campus => "neuro-lab",
        Preset::Harbour => "harbour",
    };

    (name, public_key(name))
}

fn public_key(name: &str) -> String {
    format!("{} {name}", hostkey::keys(name)[0].line())
}

/// A practice cloud. Clones are the same cloud.
#[derive(Clone)]
pub struct World {
    state: Arc<Mutex<State>>,
    log: Arc<Mutex<Vec<Call>>>,
    jobs: Arc<Mutex<Vec<Visited>>>,
}

/// One call, for tests and measurements. Times count from the beginning of the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub method: Method,
    pub path: String,
    /// None while it is under way, or where no answer came.
    pub status: Option<u16>,
    pub begin: Duration,
    pub end: Option<Duration>,
}

/// One job on a machine (or a look at its host keys), for tests and measurements.
#[derive(Debug, Clone, PartialEq)]
pub struct Visited {
    pub job: &'static str,
    pub host: String,
    /// None while it is under way.
    pub well: Option<bool>,
    pub begin: Duration,
    pub end: Option<Duration>,
}

/// Something that took time by itself, between calls: a server that was built, a disk that came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub what: &'static str,
    /// Of what: the name of the server, the id of the volume.
    pub name: String,
    pub begin: Duration,
    pub end: Duration,
}

impl World {
    pub fn new(preset: Preset) -> Self {
        Self {
            state: Arc::new(Mutex::new(preset::state(preset))),
            log: Arc::default(),
            jobs: Arc::default(),
        }
    }

    /// How fast it is from now on.
    #[must_use]
    pub fn speed(self, speed: Speed) -> Self {
        self.lock().clock.speed = speed;
        self
    }

    /// Which time its calendar says it is now.
    #[must_use]
    pub fn dated(self, now: jiff::Timestamp) -> Self {
        self.lock().clock.set(now);
        self
    }

    /// What goes wrong from now on.
    #[must_use]
    pub fn faults(self, faults: Faults) -> Self {
        self.lock().faults = faults;
        self
    }

    /// How long a token lives; four hours where nothing is said.
    #[must_use]
    pub fn token_life(self, life: Duration) -> Self {
        self.lock().identity.token_life = life;
        self
    }

    /// Another world that begins as this one stands: what happens in one of them does not happen in the other.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            state: Arc::new(Mutex::new(self.lock().clone())),
            log: Arc::new(Mutex::new(self.calls())),
            jobs: Arc::new(Mutex::new(self.jobs())),
        }
    }

    pub fn net(&self) -> Net {
        Arc::new(self.clone())
    }

    /// Somebody makes a record by hand, in a zone that no API keeps.
    pub fn point(&self, name: &str, to: IpAddr) {
        self.lock().dns.by_hand.push((name.to_owned(), to));
    }

    /// Nobody makes records by hand, however long one waits for them.
    #[must_use]
    pub fn no_colleague(self) -> Self {
        self.lock().colleague = false;
        self
    }

    /// Puts something foreign onto a volume: what is found there when it is looked at, such as `TYPE=ext4`.
    pub fn fill_volume(&self, name: &str, found: &str) {
        for volume in &mut self.lock().volumes {
            if volume.name == name {
                volume.content = volume::Content::Foreign(found.to_owned());
            }
        }
    }

    /// Everything in it, one sorted line each, without ids.
    pub fn inventory(&self) -> Vec<String> {
        let mut state = self.lock();
        cloud::catch_up(&mut state, Instant::now());

        inventory::lines(&state)
    }

    /// Every call since the beginning, in the order in which they went out.
    pub fn calls(&self) -> Vec<Call> {
        self.log().clone()
    }

    /// Method and path of every call since the beginning.
    pub fn requests(&self) -> Vec<String> {
        let name = |call: &Call| format!("{} {}", call.method.as_str(), call.path);

        self.log().iter().map(name).collect()
    }

    /// Every job on machines since the beginning.
    pub fn jobs(&self) -> Vec<Visited> {
        self.visited().clone()
    }

    /// What took time by itself.
    pub fn spans(&self) -> Vec<Span> {
        self.lock().spans.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> MutexGuard<'_, Vec<Call>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn visited(&self) -> MutexGuard<'_, Vec<Visited>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin_job(&self, job: &'static str, host: &str) -> usize {
        let begin = self.lock().clock.since(Instant::now());
        let mut jobs = self.visited();
        jobs.push(Visited {
            job,
            host: host.to_owned(),
            well: None,
            begin,
            end: None,
        });

        jobs.len() - 1
    }

    fn end_job(&self, at: usize, well: bool) {
        let end = self.lock().clock.since(Instant::now());
        if let Some(visited) = self.visited().get_mut(at) {
            visited.end = Some(end);
            visited.well = Some(well);
        }
    }

    async fn carry(&self, request: Request) -> Result<Response, CallError> {
        let at = self.begin(&request);
        let (fault, latency) = {
            let mut state = self.lock();
            let fault = state.faults.strike_call(&request);
            (fault, latency::of(&state.clock, &request, at))
        };
        // Half of the way there, half of the way back: a call that is dropped early was not done.
        wait(latency / 2).await;
        let result = match &fault {
            Some(Break::Answer {
                status,
                body,
                headers,
            }) => Ok(Break::response(*status, body, headers)),
            Some(Break::LostBefore) => Err(Break::lost(&request)),
            Some(Break::Delay(more)) => {
                wait(*more).await;
                self.answer(&request)
            }
            Some(Break::Late(after)) => {
                let at = Instant::now() + *after;
                self.lock().late.push((at, request.clone()));
                Err(Break::lost(&request))
            }
            Some(Break::TokenEnded) => {
                self.lock().identity.tokens.clear();
                self.answer(&request)
            }
            Some(Break::LostAfter) => {
                let _ = self.answer(&request);
                Err(Break::lost(&request))
            }
            None => self.answer(&request),
        };
        let back = result.as_ref().map_or(0, |response| response.body.len());
        let more = latency::of_bytes(&self.lock().clock, back);
        wait(latency / 2 + more).await;
        self.end(at, result.as_ref().ok().map(|response| response.status));

        result
    }

    fn answer(&self, request: &Request) -> Result<Response, CallError> {
        cloud::answer(&mut self.lock(), request, Instant::now())
    }

    fn begin(&self, request: &Request) -> usize {
        let begin = self.lock().clock.since(Instant::now());
        let name = request.name();
        let path = name.split_once(' ').map_or("", |(_, path)| path);
        let mut log = self.log();
        log.push(Call {
            method: request.method,
            path: path.to_owned(),
            status: None,
            begin,
            end: None,
        });

        log.len() - 1
    }

    fn end(&self, at: usize, status: Option<u16>) {
        let end = self.lock().clock.since(Instant::now());
        if let Some(call) = self.log().get_mut(at) {
            call.end = Some(end);
            call.status = status;
        }
    }
}

impl Wire for World {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        Box::pin(self.carry(request))
    }
}

/// Nothing at all where there is nothing to wait for: not even a turn of the executor.
async fn wait(length: Duration) {
    if !length.is_zero() {
        sleep(length).await;
    }
}
