//! Somebody with a token who makes things, for the tests: as short as `openstack` on a command line.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use quayside::http::{Method, Reach, Request, Response, Wire as _};
use quayside::plan::cloud::Preset;
use quayside::plan::node::Engine;
use quayside::plan::volume::Filesystem;
use quayside::practice::{self, World};
use quayside::remote::{self, Heard, HostKey, Job, Report, Shell as _, Target, Trouble};
use quayside::secret::Secret;
use serde_json::{Value, json};

pub const HOST: &str = "registry.example.org";
pub const LOGIN: (&str, &str) = ("neuro", "correct horse");

pub struct Person {
    pub world: World,
    pub token: String,
    pub project: String,
    roots: [&'static str; 5],
}

impl Person {
    pub async fn signed_in(world: World, preset: Preset, project: &str) -> Self {
        let roots = match preset {
            Preset::Campus => [
                "https://compute.practice.example:8774/v2.1",
                "https://network.practice.example:9696/v2.0",
                "https://volume.practice.example:8776/v3",
                "https://image.practice.example:9292/v2",
                "https://api.cloudflare.com/client/v4",
            ],
            Preset::Harbour => [
                "https://harbour.practice.example/compute/v2.1",
                "https://harbour.practice.example/networking/v2.0",
                "https://harbour.practice.example/volume/v3",
                "https://harbour.practice.example/image/v2",
                "https://api.cloudflare.com/client/v4",
            ],
        };
        let url = format!("{}/auth/tokens", practice::auth_url(preset));
        let domain = json!({ "name": practice::DOMAIN });
        let auth = json!({ "auth": {
            "identity": { "methods": ["password"], "password": { "user": {
                "name": practice::USER, "domain": domain, "password": practice::PASSWORD,
            } } },
            "scope": { "project": { "name": project, "domain": domain } },
        } });
        let response = world
            .send(Request::new(Method::Post, url).json(&auth))
            .await
            .unwrap();
        assert_eq!(response.status, 201);
        let body: Value = response.read("token").unwrap();

        Self {
            token: response.header("X-Subject-Token").unwrap().to_owned(),
            project: body["token"]["project"]["id"].as_str().unwrap().to_owned(),
            world,
            roots,
        }
    }

    pub async fn on(world: World, preset: Preset) -> Self {
        Self::signed_in(world, preset, practice::project(preset)).await
    }

    /// `compute/servers`, `network/ports`, `volume/volumes`, `image/images`, `cloudflare/zones` …
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let (service, rest) = path.split_once('/').unwrap();
        let names = ["compute", "network", "volume", "image", "cloudflare"];
        let at = names.iter().position(|name| *name == service).unwrap();
        let project = if service == "volume" {
            format!("/{}", self.project)
        } else {
            String::new()
        };
        let url = format!("{}{project}/{rest}", self.roots[at]);
        let mut request = Request::new(method, url);
        request = match service {
            "cloudflare" => request.header(
                "Authorization",
                format!("Bearer {}", practice::CLOUDFLARE_TOKEN),
            ),
            "compute" => request
                .header("X-Auth-Token", self.token.clone())
                .header("OpenStack-API-Version", "compute 2.90"),
            _ => request.header("X-Auth-Token", self.token.clone()),
        };
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = self.world.send(request).await.unwrap();

        (
            response.status,
            serde_json::from_slice(&response.body).unwrap_or_default(),
        )
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::Get, path, None).await;
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::Post, path, Some(body)).await;
        assert!(
            (200..300).contains(&status),
            "POST {path}: {status} {answer}"
        );
        answer
    }

    pub async fn delete(&self, path: &str) -> u16 {
        self.call(Method::Delete, path, None).await.0
    }

    /// The id of the thing with this name in a list.
    pub async fn id(&self, path: &str, key: &str, name: &str) -> String {
        let list = self.get(path).await;
        let found = list[key]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == name);

        found.unwrap_or_else(|| panic!("{name} in {path}"))["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// A group that lets these TCP ports in from everywhere, and everything from the private network.
    pub async fn group(&self, ports: &[u16]) -> String {
        let body = json!({ "security_group": { "name": "registry" } });
        let group = self.post("network/security-groups", body).await;
        let id = group["security_group"]["id"].as_str().unwrap().to_owned();
        let mut rules: Vec<Value> = ports
            .iter()
            .map(|port| {
                json!({
                    "security_group_id": id, "direction": "ingress", "ethertype": "IPv4",
                    "protocol": "tcp", "port_range_min": port, "port_range_max": port,
                    "remote_ip_prefix": "0.0.0.0/0",
                })
            })
            .collect();
        rules.push(json!({
            "security_group_id": id, "direction": "ingress", "ethertype": "IPv4",
            "remote_ip_prefix": "192.168.73.0/24",
        }));
        let _ = self
            .post(
                "network/security-group-rules",
                json!({ "security_group_rules": rules }),
            )
            .await;

        id
    }

    /// A server on a port of its own, on Campus; ids of port and server.
    pub async fn server(&self, group: &str, flavor: &str) -> (String, String) {
        let network = self.id("network/networks", "networks", "neuro-net").await;
        let image = self
            .get("image/images?name=Ubuntu-24.04-Noble-x64-2026-10")
            .await;
        let flavor = self.id("compute/flavors/detail", "flavors", flavor).await;
        let port = json!({ "port": {
            "network_id": network, "name": "registry", "security_groups": [group],
        } });
        let port = self.post("network/ports", port).await;
        let port = port["port"]["id"].as_str().unwrap().to_owned();
        let server = json!({ "server": {
            "name": "registry", "imageRef": image["images"][0]["id"], "flavorRef": flavor,
            "key_name": "neuro-lab", "networks": [{ "port": port }],
        } });
        let server = self.post("compute/servers", server).await;

        (port, server["server"]["id"].as_str().unwrap().to_owned())
    }

    pub async fn volume(&self, name: &str, size: u32) -> String {
        let body = json!({ "volume": { "name": name, "size": size } });
        let volume = self.post("volume/volumes", body).await;

        volume["volume"]["id"].as_str().unwrap().to_owned()
    }

    pub async fn attach(&self, server: &str, volume: &str) -> String {
        let path = format!("compute/servers/{server}/os-volume_attachments");
        let body = json!({ "volumeAttachment": { "volumeId": volume } });
        let made = self.post(&path, body).await;

        made["volumeAttachment"]["device"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// A new floating address on the port: its id and the address.
    pub async fn floating(&self, port: &str) -> (String, String) {
        let pool = self.id("network/networks", "networks", "public").await;
        let body = json!({ "floatingip": { "floating_network_id": pool, "port_id": port } });
        let made = self.post("network/floatingips", body).await;
        let text = |name: &str| made["floatingip"][name].as_str().unwrap().to_owned();

        (text("id"), text("floating_ip_address"))
    }

    pub async fn record(&self, ip: &str, proxied: bool) -> String {
        let zones = self.get("cloudflare/zones?name=example.org").await;
        let zone = zones["result"][0]["id"].as_str().unwrap();
        let body = json!({
            "type": "A", "name": HOST, "content": ip, "proxied": proxied, "ttl": 1,
        });
        let made = self
            .post(&format!("cloudflare/zones/{zone}/dns_records"), body)
            .await;

        format!(
            "cloudflare/zones/{zone}/dns_records/{}",
            made["result"]["id"].as_str().unwrap()
        )
    }

    pub async fn job(&self, target: &Target, job: &Job) -> Result<Report, Trouble> {
        self.heard(target, job).await.0
    }

    /// What a job came to, and what was heard meanwhile.
    pub async fn heard(&self, target: &Target, job: &Job) -> (Result<Report, Trouble>, Vec<Heard>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let listen = {
            let heard = Arc::clone(&heard);
            move |one: Heard| heard.lock().unwrap().push(one)
        };
        let result = self.world.carry_out(target, job, &listen).await;
        let heard = heard.lock().unwrap().clone();

        (result, heard)
    }

    /// A request to the registry with its login.
    pub async fn registry(&self, method: Method, path: &str, body: Bytes) -> Response {
        let login = STANDARD.encode(format!("{}:{}", LOGIN.0, LOGIN.1));
        let request = Request::new(method, format!("https://{HOST}{path}"))
            .body(body, "application/octet-stream")
            .header("Authorization", format!("Basic {login}"));

        self.world.send(request).await.unwrap()
    }
}

pub fn target(host: &str, known: Vec<HostKey>) -> Target {
    Target {
        host: host.to_owned(),
        port: 22,
        user: "ubuntu".to_owned(),
        key_file: None,
        jump: None,
        known,
    }
}

pub fn disk(volume: &str, mount: &str) -> Job {
    Job::Disk(remote::Disk {
        volume: volume.to_owned(),
        mount: mount.to_owned(),
        label: mount.trim_start_matches('/').chars().take(12).collect(),
        deployment: "test".to_owned(),
        filesystem: Filesystem::Ext4,
        fresh: true,
        open: false,
    })
}

pub fn registry(plain: bool) -> Job {
    let hash = bcrypt::hash(LOGIN.1, 4).unwrap();

    Job::Registry(remote::Registry {
        deployment: "test".to_owned(),
        image: "registry:2.8.3".to_owned(),
        htpasswd: Secret::new(format!("{}:{hash}", LOGIN.0)),
        realm: "Neuro lab".to_owned(),
        deletion: true,
        host: HOST.to_owned(),
        mount: "/docker-registry".to_owned(),
        plain,
    })
}

pub fn acme() -> Job {
    Job::Tls(remote::Tls {
        deployment: "test".to_owned(),
        host: HOST.to_owned(),
        mount: "/docker-registry".to_owned(),
        from: remote::TlsFrom::Acme {
            email: None,
            directory: None,
            root: None,
        },
    })
}

pub fn node_login(private: Option<&str>) -> Job {
    Job::NodeLogin(remote::NodeLogin {
        host: HOST.to_owned(),
        user: LOGIN.0.to_owned(),
        password: Secret::new(LOGIN.1),
        engine: Engine::Find,
        private: private.map(str::to_owned),
    })
}

pub fn node_proof(engine: Engine) -> Job {
    Job::NodeProof(remote::NodeProof {
        host: HOST.to_owned(),
        engine,
        image: "quayside-probe:1".to_owned(),
        ways: None,
    })
}

/// A request that is reached in a way of its own.
pub fn reaching(request: Request, ip: &str, roots: Option<&str>) -> Request {
    request.reach(Some(Arc::new(Reach {
        address: ip.parse().ok(),
        roots: roots.map(str::to_owned),
    })))
}
