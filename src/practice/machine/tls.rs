//! The certificate: an authority gives it only to the machine that the name leads to.

use jiff::SignedDuration;
use tokio::time::Instant;

use super::{Door, Visit, pem};
use crate::practice::reach::From;
use crate::practice::server::Server;
use crate::practice::state::State;
use crate::remote::{CADDY, Report, Tls, TlsFrom, Trouble, TroubleKind, Wait};

/// Where the practice authority knocks from.
const AUTHORITY: std::net::Ipv4Addr = std::net::Ipv4Addr::new(198, 18, 0, 9);
/// Ninety days.
const LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);

impl Visit<'_> {
    pub(super) async fn tls(&self, job: &Tls) -> Result<Report, Trouble> {
        self.ready(&job.mount)?;
        let there = self.with(|state, server| {
            let door = state.machine_mut(&server.id).door.clone();
            Ok(door.filter(|door| door.host == job.host))
        })?;
        let door = match (&job.from, there) {
            (TlsFrom::Acme { .. }, Some(door)) => {
                self.lasts(1.0).await;
                door
            }
            (
                TlsFrom::Acme {
                    directory, root, ..
                },
                None,
            ) => {
                self.pull(CADDY, 4.0).await?;
                self.takes(Wait::Certificate, 8.0).await;
                self.with(|state, server| {
                    self.name_leads_here(state, server, &job.host)?;
                    Ok(issue(state, job, directory.as_deref(), root.is_none()))
                })?
            }
            (TlsFrom::Files { certificate, .. }, _) => {
                self.pull(CADDY, 4.0).await?;
                self.takes(Wait::Container, 3.0).await;
                self.of_files(&job.host, certificate)?
            }
        };
        self.with(|state, server| {
            state.machine_mut(&server.id).door = Some(door.clone());
            Ok(())
        })?;
        self.say(format!(
            "{} shows a certificate of {}",
            door.host, door.issuer
        ));

        Ok(Report::Tls {
            issuer: door.issuer,
            not_after: door.not_after,
        })
    }

    /// What the authority finds when it follows the name.
    fn name_leads_here(&self, state: &State, server: &Server, host: &str) -> Result<(), Trouble> {
        let refuse = |words: String| Err(self.trouble(TroubleKind::Certificate, words));
        let (addresses, proxied) = state.look_up(host);
        let Some(address) = addresses.first() else {
            return refuse(format!(
                "urn:ietf:params:acme:error:dns: DNS problem: NXDOMAIN looking up A for {host}"
            ));
        };
        let from = From::World(AUTHORITY);
        let found = state.behind(*address, &from, Instant::now());
        let open = [80, 443]
            .iter()
            .any(|port| state.lets_in(server, &from, *port));
        if proxied {
            return refuse(format!(
                "urn:ietf:params:acme:error:unauthorized: 104.21.9.9: Invalid response from \
                 https://{host}/.well-known/acme-challenge/: 525"
            ));
        }
        if found.is_none_or(|found| found.id != server.id) || !open {
            return refuse(format!(
                "urn:ietf:params:acme:error:connection: {address}: Fetching \
                 http://{host}/.well-known/acme-challenge/: Timeout during connect (likely \
                 firewall problem)"
            ));
        }

        Ok(())
    }

    fn of_files(&self, host: &str, text: &str) -> Result<Door, Trouble> {
        let refuse = |words: &str| Err(self.trouble(TroubleKind::Certificate, words));
        let Some(certificate) = pem::Certificate::read(text) else {
            return refuse("the file has no certificate in it");
        };
        if !certificate.names(host) {
            return refuse(&format!("the certificate is not for {host}"));
        }

        Ok(Door {
            host: host.to_owned(),
            issuer: certificate.issuer().unwrap_or_default(),
            not_after: certificate.not_after().unwrap_or_default(),
            public: false,
        })
    }
}

fn issue(state: &State, job: &Tls, directory: Option<&str>, public: bool) -> Door {
    let now = state.clock.date(Instant::now());
    let end = now.checked_add(LIFE).unwrap_or(now);
    let issuer = match directory {
        None => "Let's Encrypt E7".to_owned(),
        Some(directory) => {
            let host = url::Url::parse(directory)
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned));
            host.unwrap_or_else(|| directory.to_owned())
        }
    };

    Door {
        host: job.host.clone(),
        issuer,
        not_after: end.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        public,
    }
}
