//! Every request that was captured on real clouds is made again on the practice cloud: the same status, the same keys,
//! the same types. Ids are learned from the answers as they come; what differs on purpose is named below.

mod alike;
mod designate;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use quayside::http::{Method, Request, Response, Wire as _};
use quayside::plan::cloud::Preset;
use quayside::practice::{self, Speed, World};
use serde_json::Value;

use alike::{is_free, is_id, pause, without_ids};

/// One captured pair of request and answer.
struct Pair {
    name: String,
    request: Value,
    response: Value,
}

fn pairs(folder: &str) -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();

    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut pair: Value = serde_json::from_str(&text).unwrap();
            Pair {
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                request: pair["request"].take(),
                response: pair["response"].take(),
            }
        })
        .collect()
}

/// The replay of one folder on one world.
struct Replay {
    world: World,
    /// What was said there, and what is said here.
    words: BTreeMap<String, String>,
    /// Things of lists that stand for each other by their names.
    names: Vec<(&'static str, &'static str)>,
    token: String,
    /// The token of the application credential.
    second: String,
    complaints: Vec<String>,
}

impl Replay {
    fn new(preset: Preset, ports: &[(&str, &str)]) -> Self {
        let mut words = BTreeMap::new();
        for (there, here) in ports {
            let _ = words.insert(format!("http://127.0.0.1:{there}"), (*here).to_owned());
        }
        let mut learn = |there: &str, here: &str| {
            let _ = words.insert(there.to_owned(), here.to_owned());
        };
        learn("labuser", practice::USER);
        learn("labsecret", practice::PASSWORD);
        learn("\"def-lab\"", &format!("\"{}\"", practice::project(preset)));

        Self {
            world: World::new(preset).speed(Speed::Lifelike(1.0)),
            words,
            names: Vec::new(),
            token: String::new(),
            second: String::new(),
            complaints: Vec::new(),
        }
    }

    /// `text` with everything that is known to differ put right.
    fn translate(&self, text: &str) -> String {
        self.words
            .iter()
            .fold(text.to_owned(), |text, (there, here)| {
                text.replace(there, here)
            })
    }

    fn request(&self, pair: &Pair) -> Request {
        let method = match pair.request["method"].as_str().unwrap() {
            "DELETE" => Method::Delete,
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            other => panic!("{other}"),
        };
        let url = self.translate(pair.request["url"].as_str().unwrap());
        let mut request = Request::new(method, url);
        if !pair.request["body"].is_null() {
            let body = self.translate(&pair.request["body"].to_string());
            request = request.body(Bytes::from(body), "application/json");
        }
        for (name, value) in pair.request["headers"].as_object().unwrap() {
            let value = value.as_str().unwrap();
            match name.as_str() {
                "X-Auth-Token" if value == "<token>" => {
                    let with_second = ["restricted", "deleted-token"];
                    let second = with_second.iter().any(|part| pair.name.contains(part));
                    let token = if second { &self.second } else { &self.token };
                    request = request.header("X-Auth-Token", token.clone());
                }
                "X-Auth-Token" => request = request.header("X-Auth-Token", value),
                "OpenStack-API-Version" => {
                    request = request.header("OpenStack-API-Version", value);
                }
                _ => {}
            }
        }

        request
    }

    async fn play(&mut self, pair: &Pair) {
        let request = self.request(pair);
        let response = self.world.send(request).await.unwrap();
        match (
            response.header("X-Subject-Token"),
            pair.name.contains("appcred"),
        ) {
            (Some(token), false) => token.clone_into(&mut self.token),
            (Some(token), true) => token.clone_into(&mut self.second),
            (None, _) => {}
        }
        let status = u16::try_from(pair.response["status"].as_u64().unwrap()).unwrap();
        if response.status != status {
            let said = String::from_utf8_lossy(&response.body).into_owned();
            self.complain(
                pair,
                format!("{} instead of {status}: {said}", response.status),
            );
            return;
        }
        self.compare_headers(pair, &response);
        let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        self.learn(&pair.response["body"], &body);
        self.compare(pair, "", &pair.response["body"], &body);
        if status >= 400 {
            let there = self.translate(&pair.response["body"].to_string());
            if without_ids(&there) != without_ids(&body.to_string()) {
                self.complain(pair, format!("says\n  {body}\ninstead of\n  {there}"));
            }
        }
    }

    fn complain(&mut self, pair: &Pair, what: String) {
        self.complaints.push(format!("{}: {what}", pair.name));
    }

    fn compare_headers(&mut self, pair: &Pair, response: &Response) {
        const OF_THE_SERVER: [&str; 4] = ["connection", "content-length", "date", "server"];
        let there: Vec<String> = pair.response["headers"]
            .as_object()
            .unwrap()
            .keys()
            .map(|name| name.to_lowercase())
            .filter(|name| !OF_THE_SERVER.contains(&name.as_str()))
            .collect();
        let here: Vec<String> = response
            .headers
            .iter()
            .map(|(name, _)| name.to_lowercase())
            .collect();
        for name in there.iter().filter(|name| !here.contains(name)) {
            self.complain(pair, format!("the header {name} is missing"));
        }
        for name in here.iter().filter(|name| !there.contains(name)) {
            self.complain(pair, format!("the header {name} is too much"));
        }
    }

    /// Learns which id here is which id there.
    fn learn(&mut self, there: &Value, here: &Value) {
        match (there, here) {
            (Value::Object(there), Value::Object(here)) => {
                for (key, value) in there {
                    match (value, here.get(key)) {
                        (Value::String(one), Some(Value::String(other))) if key == "secret" => {
                            let _ = self.words.insert(one.clone(), other.clone());
                        }
                        (_, Some(other)) => self.learn(value, other),
                        (_, None) => {}
                    }
                }
            }
            (Value::Array(there), Value::Array(here)) => {
                for (at, value) in there.iter().enumerate() {
                    let name = value["name"].as_str().unwrap_or_default();
                    let known = self.names.iter().find(|(there, _)| *there == name);
                    let wanted = known.map_or(name, |(_, here)| *here);
                    let named = here.iter().find(|one| one["name"].as_str() == Some(wanted));
                    let same = match (known, named) {
                        (Some(_), found) => found,
                        (None, Some(found)) if !name.is_empty() => Some(found),
                        _ => here.get(at),
                    };
                    if let Some(other) = same {
                        self.learn(value, other);
                    }
                }
            }
            (Value::String(there), Value::String(here)) if there != here && is_id(there) => {
                let _ = self
                    .words
                    .entry(there.clone())
                    .or_insert_with(|| here.clone());
            }
            _ => {}
        }
    }

    fn compare(&mut self, pair: &Pair, path: &str, there: &Value, here: &Value) {
        match (there, here) {
            (Value::Object(there), Value::Object(here)) => {
                let there: BTreeMap<String, &Value> = there
                    .iter()
                    .map(|(key, value)| (self.translate(key), value))
                    .collect();
                for (key, value) in &there {
                    match here.get(key) {
                        Some(other) => self.compare(pair, &format!("{path}/{key}"), value, other),
                        None if is_free(path, key) => {}
                        None => self.complain(pair, format!("{path}/{key} is missing")),
                    }
                }
                for key in here.keys().filter(|key| !there.contains_key(*key)) {
                    if !is_free(path, key) {
                        self.complain(pair, format!("{path}/{key} is too much"));
                    }
                }
            }
            (Value::Array(there), Value::Array(here)) => {
                if let (Some(value), Some(first)) = (there.first(), here.first()) {
                    let id = self.translate(value["id"].as_str().unwrap_or_default());
                    let same = here.iter().find(|one| one["id"].as_str() == Some(&id));
                    let other = same.unwrap_or(first);
                    self.compare(pair, &format!("{path}[]"), value, other);
                }
                if there.is_empty() != here.is_empty() && !is_free(path, "") {
                    let words = format!("{path} has {} things, not {}", here.len(), there.len());
                    self.complain(pair, words);
                }
            }
            _ => {
                let same = std::mem::discriminant(there) == std::mem::discriminant(here);
                if !same && !is_free(path, "") {
                    self.complain(pair, format!("{path} is {here}, not {there}"));
                }
            }
        }
    }
}

/// Takes back the floating address that the practice project has, so that there is room for two.
async fn make_room(replay: &Replay) {
    let root = CAMPUS[2].1;
    let get = Request::new(Method::Get, format!("{root}/v2.0/floatingips"));
    let list = get.header("X-Auth-Token", replay.token.clone());
    let list: Value = replay
        .world
        .send(list)
        .await
        .unwrap()
        .read("floatingips")
        .unwrap();
    for address in list["floatingips"].as_array().unwrap() {
        let id = address["id"].as_str().unwrap();
        let gone = Request::new(Method::Delete, format!("{root}/v2.0/floatingips/{id}"));
        let gone = gone.header("X-Auth-Token", replay.token.clone());
        assert_eq!(replay.world.send(gone).await.unwrap().status, 204);
    }
}

async fn replay(mut replay: Replay, folder: &str, skip: &[&str]) {
    for pair in pairs(folder) {
        if skip.iter().any(|part| pair.name.contains(part)) {
            continue;
        }
        tokio::time::sleep(Duration::from_secs(pause(&pair.name))).await;
        if pair.name.contains("fip-create-201") {
            make_room(&replay).await;
        }
        replay.play(&pair).await;
    }

    assert!(
        replay.complaints.is_empty(),
        "{} complaints:\n{}",
        replay.complaints.len(),
        replay.complaints.join("\n")
    );
}

const CAMPUS: [(&str, &str); 5] = [
    ("35000", "https://identity.practice.example:5000"),
    ("38774", "https://compute.practice.example:8774"),
    ("39696", "https://network.practice.example:9696"),
    ("38776", "https://volume.practice.example:8776"),
    ("39292", "https://image.practice.example:9292"),
];

/// The second project's quotas, tried by name in `tests/practice.rs`.
const QUOTAS: [&str; 8] = [
    "-quota-instance",
    "-quota-cores",
    "-quota-volume-413",
    "-quota-keypair",
    "-quota-floatingip-409",
    "-quota-secgroup",
    "-quota-sgrule",
    // Nova's fake driver counts devices in its own way.
    "attach-2-2.1-with-device-409",
];

fn campus(ports: &[(&str, &str)]) -> Replay {
    let mut replay = Replay::new(Preset::Campus, ports);
    replay.names = vec![
        ("Debian-12-lab", "Debian-12-Bookworm-x64-2026-09"),
        ("Public-Network", "public"),
        ("def-lab-network", "neuro-net"),
        ("c2-7.5gb-31", "p2-3gb"),
        ("p1-0.75gb", "p1-1.5gb"),
    ];
    let _ = replay
        .words
        .insert("def-lab-network".to_owned(), "neuro-net".to_owned());

    replay
}

#[tokio::test(start_paused = true)]
async fn a_new_openstack() {
    let mut skip = QUOTAS.to_vec();
    skip.push("attach-2-2.1-with-device");
    replay(campus(&CAMPUS), "tests/wire", &skip).await;
}

#[tokio::test(start_paused = true)]
async fn a_new_openstack_with_guests() {
    let ports: Vec<(&str, &str)> = CAMPUS
        .iter()
        .zip(["35100", "38874", "39796", "38876", "39392"])
        .map(|((_, root), port)| (port, *root))
        .collect();
    let mut skip = QUOTAS.to_vec();
    // A real guest's console, and a cloud without room: tried by name.
    skip.push("-nohost-");
    replay(campus(&ports), "tests/wire/libvirt", &skip).await;
}

#[tokio::test(start_paused = true)]
async fn an_old_openstack() {
    let root = |path: &str| format!("https://harbour.practice.example/{path}");
    let roots = ["identity", "compute", "networking", "volume", "image"].map(root);
    let ports: Vec<(&str, &str)> = ["35200", "38974", "39896", "38976", "39492"]
        .into_iter()
        .zip(roots.iter().map(String::as_str))
        .collect();
    let mut replayed = Replay::new(Preset::Harbour, &ports);
    replayed.names = vec![
        ("Debian-12-lab", "Debian 12"),
        ("Public-Network", "no such network"),
        ("def-lab-network", "Ext-Net"),
        ("c2-7.5gb-31", "d1.medium"),
        ("p1-0.75gb", "b1.small"),
    ];
    let _ = replayed
        .words
        .insert("def-lab-network".to_owned(), "Ext-Net".to_owned());
    let mut skip = QUOTAS.to_vec();
    // This cloud has neither external networks nor routers nor floating addresses.
    skip.extend([
        "networks-external",
        "networks-list",
        "routers-list",
        "fip",
        // Nova's fake driver has a console before there is a machine.
        "console-while-building",
        "attach-2-2.1-with-device",
    ]);
    replay(replayed, "tests/wire/zed", &skip).await;
}
