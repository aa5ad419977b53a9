//! Whatever is sent, the practice cloud answers: it never falls over, and what is refused changes nothing.

use proptest::prelude::*;
use quayside::http::{Method, Request, Wire as _};
use quayside::plan::cloud::Preset;
use quayside::practice::{self, World};
use serde_json::{Value, json};

use super::person::Person;

const ROOTS: [&str; 7] = [
    "https://compute.practice.example:8774/v2.1",
    "https://network.practice.example:9696/v2.0",
    "https://volume.practice.example:8776/v3",
    "https://image.practice.example:9292/v2",
    "https://identity.practice.example:5000/v3",
    "https://api.cloudflare.com/client/v4",
    "https://registry.example.org/v2",
];

const WORDS: [&str; 32] = [
    "servers",
    "detail",
    "os-keypairs",
    "flavors",
    "limits",
    "os-quota-sets",
    "action",
    "os-volume_attachments",
    "os-interface",
    "networks",
    "subnets",
    "routers",
    "ports",
    "floatingips",
    "security-groups",
    "security-group-rules",
    "quotas",
    "details.json",
    "volumes",
    "types",
    "images",
    "auth",
    "tokens",
    "users",
    "zones",
    "dns_records",
    "settings",
    "ssl",
    "blobs",
    "uploads",
    "manifests",
    "%F0%9F%9A%A2",
];

fn body() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z0-9./:-]{0,12}".prop_map(Value::from),
    ];
    let keys = prop_oneof![
        Just("server"),
        Just("name"),
        Just("volume"),
        Just("size"),
        Just("port"),
        Just("floatingip"),
        Just("security_group_rule"),
        Just("security_group_rules"),
        Just("direction"),
        Just("remote_ip_prefix"),
        Just("port_range_min"),
        Just("keypair"),
        Just("public_key"),
        Just("networks"),
        Just("block_device_mapping_v2"),
        Just("boot_index"),
        Just("auth"),
        Just("identity"),
        Just("methods"),
        Just("content"),
        Just("type"),
    ];

    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys.clone(), inner), 0..5)
                .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

fn request() -> impl Strategy<Value = Request> {
    let method = prop_oneof![
        Just(Method::Get),
        Just(Method::Post),
        Just(Method::Put),
        Just(Method::Delete),
        Just(Method::Patch),
        Just(Method::Head),
    ];
    let path = prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..5);
    let query = "([a-z_.]{1,8}=[a-z0-9:=]{0,6}&){0,3}";

    (
        method,
        prop::sample::select(ROOTS.to_vec()),
        path,
        query,
        body(),
    )
        .prop_map(|(method, root, path, query, body)| {
            let url = format!("{root}/{}?{query}", path.join("/"));
            Request::new(method, url)
                .header("OpenStack-API-Version", "compute 2.90")
                .json(&body)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_makes_it_fall_over(requests in prop::collection::vec(request(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let me = Person::on(World::new(Preset::Campus), Preset::Campus).await;
            for request in requests {
                let cloudflare = request.url.contains("cloudflare");
                let bearer = format!("Bearer {}", practice::CLOUDFLARE_TOKEN);
                let request = request.header("X-Auth-Token", me.token.clone());
                let request = if cloudflare { request.header("Authorization", bearer) } else { request };
                let before = me.world.inventory();
                if let Ok(response) = me.world.send(request).await && response.status >= 400 {
                    assert_eq!(me.world.inventory(), before, "{}", response.status);
                }
            }
        });
    }
}
