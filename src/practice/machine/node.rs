//! A node of the cluster: the registry's login in its files, and a pull made with it.

use std::net::Ipv4Addr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::time::Instant;

use super::{Visit, engine_of};
use crate::http::{Method, Request};
use crate::plan::node::Engine;
use crate::practice::reach::From;
use crate::practice::web;
use crate::remote::lan::{Fetch, Lan};
use crate::remote::{NodeLogin, NodeProof, Report, Trouble, TroubleKind, Wait};

impl Visit<'_> {
    pub(super) async fn node_login(&self, login: &NodeLogin) -> Result<Report, Trouble> {
        self.lasts(5.0).await;
        let (engine, user) = self.with(|state, server| {
            let engine = engine_of(server);
            if login.engine != Engine::Find && login.engine != engine {
                let message = format!("{}: command not found", engine_name(login.engine));
                return Err(self.trouble(TroubleKind::Failed { code: 127 }, message));
            }
            let image = server
                .system
                .as_ref()
                .and_then(|id| state.images.iter().find(|image| image.id == *id));
            let user = image.map_or("root", |image| image.user);
            let private = login
                .private
                .as_ref()
                .and_then(|ip| ip.parse::<Ipv4Addr>().ok());
            let machine = state.machine_mut(&server.id);
            let _ = machine.logins.insert(login.host.clone(), login.clone());
            if let Some(private) = private {
                let _ = machine.hosts.insert(login.host.clone(), private);
            }

            Ok((engine, user))
        })?;
        let files = vec![
            format!("/home/{user}/.docker/config.json"),
            "/root/.docker/config.json".to_owned(),
            "/var/lib/kubelet/config.json".to_owned(),
        ];
        for file in &files {
            self.say(format!("{file}: {} added, mode 600", login.host));
        }

        Ok(Report::NodeLogin {
            engine,
            files,
            registries: None,
        })
    }

    pub(super) async fn node_logout(&self, host: &str) -> Result<Report, Trouble> {
        self.lasts(2.0).await;
        self.with(|state, server| {
            let machine = state.machine_mut(&server.id);
            let _ = machine.logins.remove(host);
            let _ = machine.hosts.remove(host);
            Ok(())
        })?;

        Ok(Report::NodeLogout)
    }

    pub(super) async fn node_proof(&self, proof: &NodeProof) -> Result<Report, Trouble> {
        let NodeProof { host, image, .. } = proof;
        self.takes(Wait::Download, 3.0).await;
        let (repository, tag) = image.rsplit_once(':').unwrap_or((image.as_str(), "latest"));
        let url = format!("https://{host}/v2/{repository}/manifests/{tag}");
        let (by, address) = self.with(|state, server| {
            let engine = engine_of(server);
            let machine = state.machine_mut(&server.id).clone();
            let address = machine.hosts.get(host).copied();
            let Some(login) = machine.logins.get(host) else {
                let message = format!("/var/lib/kubelet/config.json: no login for {host}");
                return Err(self.trouble(TroubleKind::Unreadable, message));
            };
            let password = login.password.expose();
            let auth = STANDARD.encode(format!("{}:{password}", login.user));
            let request =
                Request::new(Method::Get, &url).header("Authorization", format!("Basic {auth}"));
            let from = From::Server(server.id.clone());
            let call = web::Call {
                request: &request,
                from,
                // What the machine believes, and not the person's computer.
                at: address,
                roots: false,
                now: Instant::now(),
            };
            let failed = |words: String| {
                Err(self.trouble(TroubleKind::Failed { code: 1 }, format!("{image}: {words}")))
            };
            match web::answer(state, &call) {
                Ok(response) if response.status == 200 => {}
                Ok(response) => return failed(format!("HTTP {}", response.status)),
                Err(error) => return failed(error.message),
            }
            let by = match engine {
                Engine::Containerd => format!("GET https://{host}/v2/{repository}"),
                Engine::Docker | Engine::Find => format!("docker pull {host}/{image}"),
            };
            let seen = address.or_else(|| state.addresses_of(host).first().copied());

            Ok((by, seen.map_or_else(|| "?".to_owned(), |ip| ip.to_string())))
        })?;
        let lan = match &proof.ways {
            Some(ways) => Some(self.compare(ways.bytes).await),
            None => None,
        };

        Ok(Report::NodeProof {
            proof: format!("{by} (/var/lib/kubelet/config.json, {address})"),
            address: Some(address),
            lan,
        })
    }

    /// A network of ten gigabits inside, a router's share of one outside.
    async fn compare(&self, bytes: u64) -> Lan {
        let [private, public] = [800, 95].map(|speed| Fetch {
            bytes,
            micros: bytes / speed,
        });
        self.lasts(0.4).await;

        Lan::Measured { private, public }
    }
}

const fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Containerd => "containerd",
        Engine::Docker | Engine::Find => "docker",
    }
}
