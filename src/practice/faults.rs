//! What goes wrong in a practice cloud, on purpose: each fault says when it strikes, and what happens then.

use std::time::Duration;

use serde_json::{Value, json};

use crate::http::{CallError, Kind, Method, Request, Response};
use crate::remote::{Job, TroubleKind};

/// A list of faults; the first that fits strikes.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    calls: Vec<(When, Break)>,
    jobs: Vec<(When, Failure)>,
    servers: Vec<String>,
    volumes: usize,
    hub_is_away: bool,
}

/// Which calls or jobs a fault strikes.
#[derive(Debug, Clone)]
pub struct When {
    method: Option<Method>,
    part: String,
    /// How many are let through before it strikes, and how often it does; `None` is always.
    pass: usize,
    times: Option<usize>,
}

/// What happens to a call.
#[derive(Debug, Clone)]
pub enum Break {
    /// This answer comes instead; nothing was done.
    Answer {
        status: u16,
        body: Value,
        headers: Vec<(String, String)>,
    },
    /// It comes later than usual.
    Delay(Duration),
    /// It never arrives.
    LostBefore,
    /// No answer comes; it is done so much later, perhaps when nobody expects it any more.
    Late(Duration),
    /// It is done, and the answer is lost.
    LostAfter,
    /// The token has run out when it arrives.
    TokenEnded,
}

/// What happens to a job on a machine.
#[derive(Debug, Clone)]
pub struct Failure {
    pub kind: TroubleKind,
    pub message: String,
    /// Whether the job was done all the same, and only its answer is lost.
    pub done: bool,
}

/// Things that go wrong in real life, ready to be practised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Story {
    /// Another program holds the package manager.
    AptBusy,
    /// The certificate authority refuses once.
    CertificateRefused,
    /// The machine shows another host key than its console did.
    HostKeyMismatch,
    /// The machines do not reach Docker Hub; the program does.
    HubAway,
    /// The cloud finds no room for the instance.
    NoHost,
    /// Somebody else took the last floating address meanwhile.
    QuotaGone,
    /// A volume ends in an error.
    VolumeError,
}

impl Story {
    pub const ALL: [Self; 7] = [
        Self::AptBusy,
        Self::CertificateRefused,
        Self::HostKeyMismatch,
        Self::HubAway,
        Self::NoHost,
        Self::QuotaGone,
        Self::VolumeError,
    ];
}

impl When {
    /// Requests with `method` whose address contains `part`; the next one only.
    pub fn call(method: Method, part: &str) -> Self {
        Self {
            method: Some(method),
            part: part.to_owned(),
            pass: 0,
            times: Some(1),
        }
    }

    /// Jobs by their name (`disk`, `docker`, `image`, `look`, `registry`, `tls`, `node-login`, `node-logout`, `node-proof`,
    /// `host-keys`) or part of `name host`; the next one only.
    pub fn job(part: &str) -> Self {
        Self {
            method: None,
            part: part.to_owned(),
            pass: 0,
            times: Some(1),
        }
    }

    /// Not the next one but the `nth`, counted from 1.
    #[must_use]
    pub fn nth(mut self, nth: usize) -> Self {
        self.pass = nth.saturating_sub(1);
        self
    }

    /// This often.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Whether it strikes; counts.
    fn strikes(&mut self, method: Option<Method>, text: &str) -> bool {
        if self.method != method || !text.contains(&self.part) || self.times == Some(0) {
            return false;
        }
        if self.pass > 0 {
            self.pass -= 1;
            return false;
        }
        if let Some(times) = &mut self.times {
            *times -= 1;
        }

        true
    }
}

impl Break {
    pub fn answer(status: u16, body: Value) -> Self {
        Self::Answer {
            status,
            body,
            headers: Vec::new(),
        }
    }

    /// Too many requests, or a service that is being mended; with `Retry-After`.
    pub fn busy(status: u16, seconds: u64) -> Self {
        Self::Answer {
            status,
            body: json!({ "message": "busy" }),
            headers: vec![("Retry-After".to_owned(), seconds.to_string())],
        }
    }
}

impl Faults {
    pub fn new() -> Self {
        Self::default()
    }

    /// The faults of a story.
    pub fn story(story: Story) -> Self {
        let faults = Self::new();
        match story {
            Story::AptBusy => faults.job(
                When::job("docker"),
                TroubleKind::AptBusy,
                "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1432 \
                 (unattended-upgr)",
            ),
            Story::CertificateRefused => faults.job(
                When::job("tls"),
                TroubleKind::Certificate,
                "urn:ietf:params:acme:error:connection: Timeout during connect (likely firewall \
                 problem)",
            ),
            Story::HostKeyMismatch => faults.job(
                When::job("host-keys"),
                TroubleKind::HostKey {
                    expected: Vec::new(),
                    shown: Vec::new(),
                },
                "REMOTE HOST IDENTIFICATION HAS CHANGED",
            ),
            Story::HubAway => faults.hub_away(),
            Story::NoHost => faults.server_error("No valid host was found. "),
            Story::QuotaGone => faults.call(
                When::call(Method::Post, "/v2.0/floatingips"),
                Break::answer(
                    409,
                    json!({ "NeutronError": {
                        "type": "OverQuota",
                        "message": "Quota exceeded for resources: ['floatingip'].",
                        "detail": "",
                    } }),
                ),
            ),
            Story::VolumeError => faults.volume_error(),
        }
    }

    #[must_use]
    pub fn call(mut self, when: When, what: Break) -> Self {
        self.calls.push((when, what));
        self
    }

    /// A job that is not done.
    #[must_use]
    pub fn job(mut self, when: When, kind: TroubleKind, message: &str) -> Self {
        let failure = Failure {
            kind,
            message: message.to_owned(),
            done: false,
        };
        self.jobs.push((when, failure));
        self
    }

    /// A job that is done, though its answer never comes.
    #[must_use]
    pub fn job_lost(mut self, when: When) -> Self {
        let failure = Failure {
            kind: TroubleKind::Lost,
            message: "Connection closed by remote host".to_owned(),
            done: true,
        };
        self.jobs.push((when, failure));
        self
    }

    /// The machines do not reach Docker Hub.
    #[must_use]
    pub fn hub_away(mut self) -> Self {
        self.hub_is_away = true;
        self
    }

    /// The next server that is made ends in an error with this message.
    #[must_use]
    pub fn server_error(mut self, message: &str) -> Self {
        self.servers.push(message.to_owned());
        self
    }

    /// The next volume that is made ends in an error.
    #[must_use]
    pub fn volume_error(mut self) -> Self {
        self.volumes += 1;
        self
    }

    pub(super) fn strike_call(&mut self, request: &Request) -> Option<Break> {
        self.calls.iter_mut().find_map(|(when, what)| {
            when.strikes(Some(request.method), &request.url)
                .then(|| what.clone())
        })
    }

    pub(super) fn strike_job(&mut self, name: &str, host: &str) -> Option<Failure> {
        let text = format!("{name} {host}");

        self.jobs
            .iter_mut()
            .find_map(|(when, what)| when.strikes(None, &text).then(|| what.clone()))
    }

    pub(super) fn server_fault(&mut self) -> Option<String> {
        (!self.servers.is_empty()).then(|| self.servers.remove(0))
    }

    pub(super) const fn hub_is_away(&self) -> bool {
        self.hub_is_away
    }

    pub(super) fn volume_fails(&mut self) -> bool {
        let fails = self.volumes > 0;
        self.volumes = self.volumes.saturating_sub(1);

        fails
    }
}

impl Break {
    /// The error of a call that is lost on its way.
    pub(super) fn lost(call: &Request) -> CallError {
        CallError::new(
            Kind::Timeout,
            call.name(),
            "connection closed before message completed",
        )
    }

    pub(super) fn response(status: u16, body: &Value, headers: &[(String, String)]) -> Response {
        headers
            .iter()
            .fold(Response::json(status, body), |response, (name, value)| {
                response.with(name, value.clone())
            })
    }
}

/// The name of a job for faults, logs and measurements.
pub(super) const fn job_name(job: &Job) -> &'static str {
    match job {
        Job::Disk(_) => "disk",
        Job::Docker => "docker",
        Job::Image(_) => "image",
        Job::Look => "look",
        Job::NodeLogin(_) => "node-login",
        Job::NodeLogout { .. } => "node-logout",
        Job::NodeProof(_) => "node-proof",
        Job::Registry(_) => "registry",
        Job::Tls(_) => "tls",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_the_nth_call_and_only_that() {
        let when = When::call(Method::Post, "/servers").nth(2);
        let mut faults = Faults::new().call(when, Break::LostAfter);
        let request = Request::new(Method::Post, "https://cloud.example/servers");
        let mut struck = || faults.strike_call(&request).is_some();

        assert_eq!([struck(), struck(), struck()], [false, true, false]);
    }
}
