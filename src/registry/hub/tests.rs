//! The client against Docker Hub's answers as they are documented and seen, and against registries that answer wrongly.

use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::*;
use crate::http::Kind;
use crate::http::script::Script;
use crate::registry::digest;

const REPOSITORY: &str = "/v2/library/registry";
const INDEX: &str = "GET /v2/library/registry/manifests/2.8.3";
const LAYER_KIND: &str = "application/vnd.docker.image.rootfs.diff.tar.gzip";

/// An image as a registry has it.
struct Image {
    config: Bytes,
    layers: Vec<Bytes>,
    manifest: Bytes,
    index: Bytes,
}

impl Image {
    fn new(layers: &[Vec<u8>]) -> Self {
        let layers: Vec<Bytes> = layers.iter().cloned().map(Bytes::from).collect();
        let ids: Vec<String> = layers.iter().map(|layer| digest(layer)).collect();
        let config = json!({
            "architecture": "amd64", "os": "linux", "config": { "Cmd": ["/etc/docker/registry/config.yml"] },
            "rootfs": { "type": "layers", "diff_ids": ids },
        });
        let config = Bytes::from(config.to_string());
        let pieces: Vec<Value> = layers
            .iter()
            .map(|layer| piece(LAYER_KIND, layer))
            .collect();
        let manifest = json!({
            "schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
            "config": piece("application/vnd.docker.container.image.v1+json", &config),
            "layers": pieces,
        });
        let manifest = Bytes::from(manifest.to_string());
        let mut index = json!({ "schemaVersion": 2, "manifests": [] });
        for (architecture, os) in [
            ("arm64", "linux"),
            ("amd64", "windows"),
            ("amd64", "linux"),
            ("unknown", "unknown"),
        ] {
            let mut entry = match (architecture, os) {
                ("amd64", "linux") => {
                    piece("application/vnd.oci.image.manifest.v1+json", &manifest)
                }
                _ => piece(
                    "application/vnd.oci.image.manifest.v1+json",
                    architecture.as_bytes(),
                ),
            };
            entry["platform"] = json!({ "architecture": architecture, "os": os });
            index["manifests"].as_array_mut().unwrap().push(entry);
        }

        Self {
            config,
            layers,
            manifest,
            index: Bytes::from(index.to_string()),
        }
    }

    /// Docker Hub with this image, but for the index and the layers.
    fn hub(&self) -> Script {
        let config = digest(&self.config);
        let manifest = digest(&self.manifest);
        let place = |name: &str| format!("https://cdn.example/{name}?signature=x");

        Script::default()
            .on(
                "GET /token?service=registry.docker.io&scope=repository%3Alibrary%2Fregistry%3Apull",
                Response::json(200, &json!({ "token": "abc", "access_token": "abc", "expires_in": 300 })),
            )
            .on(&format!("GET {REPOSITORY}/manifests/{manifest}"), with(200, &self.manifest))
            .on(
                &format!("GET {REPOSITORY}/blobs/{config}"),
                Response::new(307).with("Location", place("config")),
            )
            .on("GET /config", with(200, &self.config))
    }

    fn layer(&self, number: usize) -> String {
        format!("GET {REPOSITORY}/blobs/{}", digest(&self.layers[number]))
    }
}

fn piece(kind: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": kind, "digest": digest(bytes), "size": bytes.len() })
}

fn with(status: u16, body: &Bytes) -> Response {
    let mut response = Response::new(status);
    response.body = body.clone();
    response
}

fn challenge() -> Response {
    Response::json(
        401,
        &json!({ "errors": [{ "code": "UNAUTHORIZED", "message": "authentication required", "detail": [
            { "Type": "repository", "Class": "", "Name": "library/registry", "Action": "pull" },
        ] }] }),
    )
    .with(
        "www-authenticate",
        "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:library/registry:pull\"",
    )
}

struct Got {
    net: Arc<Script>,
    place: tempfile::TempDir,
    told: Mutex<Vec<(u64, u64)>>,
    result: Result<Fetched, Failure>,
}

impl Got {
    async fn from(script: Script) -> Self {
        Self::of(script, "registry:2.8.3").await
    }

    async fn of(script: Script, image: &str) -> Self {
        let net = script.net();
        let place = tempfile::tempdir().unwrap();
        let told: Mutex<Vec<(u64, u64)>> = Mutex::default();
        let wire: Net = net.clone();
        let tell = |got, whole| told.lock().unwrap().push((got, whole));
        let path = place.path().join("image.tar");
        let image = image.parse().unwrap();
        let result = fetch(&wire, &image, Processor::Amd64, &path, &tell).await;

        Self {
            net,
            place,
            told,
            result,
        }
    }

    /// What `tar` finds in the file under that name.
    fn member(&self, name: &str) -> Vec<u8> {
        let file = self.place.path().join("image.tar");
        let read = Command::new("tar")
            .arg("-xOf")
            .arg(file)
            .arg(name)
            .output()
            .unwrap();
        assert!(read.status.success(), "{name}: {read:?}");

        read.stdout
    }

    fn failure(&self) -> &Failure {
        self.result.as_ref().unwrap_err()
    }
}

#[tokio::test]
async fn the_whole_way_from_docker_hub() {
    let portion = usize::try_from(PORTION).unwrap();
    let image = Image::new(&[vec![1; 1_000], vec![2; portion + 5]]);
    let stored =
        |name: &str| Response::new(307).with("Location", format!("https://cdn.example/{name}"));
    let script = image
        .hub()
        .on(INDEX, challenge())
        .on(INDEX, with(200, &image.index))
        .on(&image.layer(0), stored("one"))
        .on("GET /one", with(200, &image.layers[0]))
        .on(&image.layer(1), stored("two"))
        .on("GET /two", with(206, &image.layers[1].slice(..portion)))
        .on("GET /two", with(206, &image.layers[1].slice(portion..)));
    let got = Got::from(script).await;

    let fetched = got.result.as_ref().unwrap();
    assert_eq!(fetched.name, "registry:2.8.3");
    assert_eq!(fetched.id, digest(&image.config));
    assert_eq!(fetched.layers.len(), 2);
    let length = std::fs::metadata(got.place.path().join("image.tar"))
        .unwrap()
        .len();
    assert_eq!(fetched.bytes, length);

    let table: Value = serde_json::from_slice(&got.member("manifest.json")).unwrap();
    assert_eq!(table[0]["RepoTags"], json!(["registry:2.8.3"]));
    assert_eq!(
        got.member(table[0]["Config"].as_str().unwrap()),
        image.config
    );
    for (number, layer) in image.layers.iter().enumerate() {
        let name = table[0]["Layers"][number].as_str().unwrap();
        assert!(got.member(name) == *layer, "{name}");
    }

    let whole = (image.config.len() + 1_000 + portion + 5) as u64;
    assert_eq!(got.told.lock().unwrap().last(), Some(&(whole, whole)));
    // The token is for the registry, and not for where it keeps things.
    let bearer = |call: &str| got.net.last(call).get("Authorization").map(str::to_owned);
    assert_eq!(bearer(&image.layer(1)).as_deref(), Some("Bearer abc"));
    assert_eq!(bearer("GET /two"), None);
    let range = format!("bytes={PORTION}-{}", PORTION + 4);
    assert_eq!(got.net.last("GET /two").get("Range"), Some(range.as_str()));
}

#[tokio::test]
async fn a_registry_without_tokens_and_portions() {
    let image = Image::new(&[vec![3; 5_000]]);
    let script = image
        .hub()
        .on(INDEX, with(200, &image.manifest))
        .on(&image.layer(0), with(200, &image.layers[0]));
    let got = Got::from(script).await;

    assert!(got.result.is_ok(), "{:?}", got.result);
}

#[tokio::test]
async fn what_comes_is_what_was_named() {
    let image = Image::new(&[vec![4; 5_000]]);
    let script = || image.hub().on(INDEX, with(200, &image.index));
    let other = with(206, &Bytes::from(vec![5; 5_000]));
    let changed = Got::from(script().on(&image.layer(0), other)).await;
    assert!(matches!(changed.failure(), Failure::Digest { .. }));

    let short = with(206, &image.layers[0].slice(1..));
    let short = Got::from(script().on(&image.layer(0), short)).await;
    assert!(matches!(short.failure(), Failure::Unreadable(_)));

    // An image that is named by its digest is that one and no other.
    let named = format!("registry:2.8.3@{}", digest(b"another"));
    let call = format!("GET {REPOSITORY}/manifests/{}", digest(b"another"));
    let got = Got::of(image.hub().on(&call, with(200, &image.index)), &named).await;
    assert!(matches!(got.failure(), Failure::Digest { .. }));
}

#[tokio::test]
async fn an_image_that_is_not_there_or_not_for_everybody() {
    let nothing = Response::json(404, &json!({ "errors": [{ "code": "MANIFEST_UNKNOWN" }] }));
    let image = Image::new(&[]);
    let unknown = image.hub().on(INDEX, challenge()).on(INDEX, nothing);
    assert_eq!(Got::from(unknown).await.failure(), &Failure::Unknown);

    // With a token that is good for nothing, Docker Hub asks for another one.
    let denied = image.hub().on(INDEX, challenge());
    assert_eq!(Got::from(denied).await.failure(), &Failure::Unknown);

    let password = Response::new(401).with("www-authenticate", "Basic realm=\"lab\"");
    let closed = Script::default().on(INDEX, password);
    assert_eq!(Got::from(closed).await.failure(), &Failure::Unknown);
}

#[tokio::test(start_paused = true)]
async fn a_hub_that_counts_and_one_that_is_not_there() {
    let limit = Response::json(
        429,
        &json!({ "errors": [{ "code": "TOOMANYREQUESTS", "message": "You have \
        reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit" }] }),
    );
    let got = Got::from(Script::default().on(INDEX, limit)).await;
    assert_eq!(got.failure(), &Failure::Limit);

    let gone = CallError::new(Kind::Unreachable, INDEX, "dns error");
    let got = Got::from(Script::default().failing(INDEX, gone.clone())).await;
    assert_eq!(got.failure(), &Failure::Call(gone));
}

#[tokio::test]
async fn an_image_for_other_machines() {
    let image = Image::new(&[]);
    let index = json!({ "manifests": [{
        "digest": digest(b"x"), "size": 1, "platform": { "architecture": "s390x", "os": "linux" },
    }] });
    let script = image.hub().on(INDEX, Response::json(200, &index));
    let expected = Failure::Processor {
        wanted: Processor::Amd64,
        there: vec!["linux/s390x".to_owned()],
    };
    assert_eq!(Got::from(script).await.failure(), &expected);

    // One that stands alone says it in its configuration.
    let config =
        Bytes::from(json!({ "architecture": "arm64", "os": "linux", "rootfs": {} }).to_string());
    let manifest = json!({ "config": piece("application/json", &config), "layers": [] });
    let blob = format!("GET {REPOSITORY}/blobs/{}", digest(&config));
    let script = Script::default()
        .on(INDEX, Response::json(200, &manifest))
        .on(&blob, with(200, &config));
    assert!(matches!(
        Got::from(script).await.failure(),
        Failure::Processor { .. }
    ));
}

#[tokio::test]
async fn too_much_and_too_strange() {
    let image = Image::new(&[]);
    let config = piece("application/json", &image.config);
    let manifest = |kind: &str, size: u64| {
        let layer = json!({ "mediaType": kind, "digest": digest(b"x"), "size": size });
        let manifest = json!({ "config": config, "layers": [layer] });
        image.hub().on(INDEX, Response::json(200, &manifest))
    };
    let large = Got::from(manifest(LAYER_KIND, MOST)).await;
    assert!(matches!(large.failure(), Failure::TooLarge { .. }));
    let larger = Got::from(manifest(LAYER_KIND, u64::MAX)).await;
    assert!(matches!(larger.failure(), Failure::TooLarge { .. }));

    let old = json!({ "schemaVersion": 1, "fsLayers": [] });
    let old = Got::from(Script::default().on(INDEX, Response::json(200, &old))).await;
    assert!(matches!(old.failure(), Failure::Unreadable(_)));

    // What goes into addresses and names of files is looked at first.
    let bad = json!({ "config": { "digest": "sha256:../../x", "size": 1 }, "layers": [] });
    let bad = Got::from(Script::default().on(INDEX, Response::json(200, &bad))).await;
    assert!(matches!(bad.failure(), Failure::Unreadable(_)));

    let open = Response::new(307).with("Location", "http://cdn.example/x");
    let open = Got::from(Script::default().on(INDEX, open)).await;
    assert!(matches!(open.failure(), Failure::Unreadable(_)));
}
