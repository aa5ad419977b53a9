//! From a plan to the text of its file, in the order of the work: machine, address, firewall, name, disks, registry, nodes.
//!
//! Every struct is taken apart completely: a new field that is not written does not compile.

use std::fmt::Display;

use crate::plan::address::Address;
use crate::plan::certificate::Certificate;
use crate::plan::cloud::{Cloud, Preset, SignIn};
use crate::plan::firewall::{Firewall, Rule};
use crate::plan::instance::{Boot, Instance, Jump, KeyPair, Login};
use crate::plan::name::{Keeper, Name};
use crate::plan::node::{Engine, Node};
use crate::plan::registry::Registry;
use crate::plan::volume::{Purpose, Source, Volume};
use crate::plan::{Named, Plan};

const HEAD: &str = "\
# A plan of Quayside: a container registry on an OpenStack cloud.
#   quayside plan check FILE   tells what is wrong with it
#   quayside apply FILE        builds it
# There are no secrets here, only where they are kept: \"keychain:NAME\" or \"env:NAME\".
";

/// The text of a plan's file. Reading it gives the same plan.
pub fn write(plan: &Plan) -> String {
    let Plan {
        cloud,
        instance,
        address,
        firewall,
        name,
        certificate,
        registry,
        volumes,
        nodes,
    } = plan;
    let mut out = format!("{HEAD}\nversion = {}\n", super::VERSION);
    let mut table = |head: &str, keys: Keys| {
        if keys.0.is_empty() {
            return;
        }
        out.push_str(&format!("\n{head}\n"));
        for (key, value) in keys.0 {
            out.push_str(&format!("{key} = {value}\n"));
        }
    };
    table("[cloud]", cloud_region(cloud));
    table("[cloud.sign_in]", sign_in(&cloud.sign_in));
    table("[instance]", instance_itself(instance));
    table("[instance.login]", login(&instance.login));
    table("[address]", address_keys(address));
    table("[firewall]", firewall_keys(firewall));
    table("[name]", name_keys(name));
    table("[certificate]", certificate_keys(certificate));
    for each in volumes {
        table("[[volumes]]", volume(each));
    }
    table("[registry]", registry_keys(registry));
    for each in nodes {
        table("[[nodes]]", node(each));
    }

    out
}

/// Keys and values of one table, in their order.
#[derive(Default)]
struct Keys(Vec<(&'static str, String)>);

impl Keys {
    fn text(self, key: &'static str, value: impl Display) -> Self {
        self.raw(key, quoted(&value.to_string()))
    }

    fn text_or_none(self, key: &'static str, value: Option<&impl Display>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    fn raw(mut self, key: &'static str, value: impl Display) -> Self {
        self.0.push((key, value.to_string()));
        self
    }

    fn inline(self, key: &'static str, value: Keys) -> Self {
        self.raw(key, value.in_a_line())
    }

    fn in_a_line(self) -> String {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();

        format!("{{ {} }}", pairs.join(", "))
    }
}

fn quoted(text: &str) -> String {
    // A line break inside a text is written as \n: a value stays on its line.
    if text.contains(char::is_control) {
        return serde_json::Value::from(text).to_string();
    }
    toml::Value::from(text).to_string()
}

fn named(Named { id, name }: &Named) -> Keys {
    Keys::default().text("id", id).text("name", name)
}

fn cloud_region(Cloud { region, sign_in: _ }: &Cloud) -> Keys {
    Keys::default().text_or_none("region", region.as_ref())
}

fn sign_in(sign_in: &SignIn) -> Keys {
    let keys = Keys::default();
    match sign_in {
        SignIn::ApplicationCredential {
            auth_url,
            id,
            secret,
            ca_file,
        } => keys
            .text("by", "application_credential")
            .text("auth_url", auth_url)
            .text("id", id)
            .text("secret", secret)
            .text_or_none("ca_file", ca_file.as_ref()),
        SignIn::CloudsYaml { cloud } => keys.text("by", "clouds_yaml").text("cloud", cloud),
        SignIn::Password {
            auth_url,
            user,
            user_domain,
            project,
            project_domain,
            project_id,
            password,
            ca_file,
        } => keys
            .text("by", "password")
            .text("auth_url", auth_url)
            .text("user", user)
            .text("user_domain", user_domain)
            .text("project", project)
            .text("project_domain", project_domain)
            .text_or_none("project_id", project_id.as_ref())
            .text("password", password)
            .text_or_none("ca_file", ca_file.as_ref()),
        SignIn::Practice { preset } => keys.text("by", "practice").text(
            "preset",
            match preset {
                Preset::Campus => "campus",
                Preset::Harbour => "harbour",
            },
        ),
    }
}

fn instance_itself(instance: &Instance) -> Keys {
    let Instance {
        name,
        image,
        flavor,
        network,
        zone,
        boot,
        login: _,
    } = instance;
    let boot = match boot {
        Boot::Image => Keys::default().text("from", "image"),
        Boot::Volume { size, volume_type } => Keys::default()
            .text("from", "volume")
            .raw("size", size)
            .text_or_none("volume_type", volume_type.as_ref()),
    };

    Keys::default()
        .text("name", name)
        .inline("image", named(image))
        .inline("flavor", named(flavor))
        .inline("network", named(network))
        .text_or_none("zone", zone.as_ref())
        .inline("boot", boot)
}

fn login(login: &Login) -> Keys {
    let Login {
        key_pair,
        key_file,
        user,
        jump,
    } = login;
    let key_pair = match key_pair {
        KeyPair::Existing { name } => Keys::default().text("use", "existing").text("name", name),
        KeyPair::Import { public_key } => Keys::default()
            .text("use", "import")
            .text("public_key", public_key),
    };
    let keys = Keys::default()
        .inline("key_pair", key_pair)
        .text_or_none("key_file", key_file.as_ref())
        .text_or_none("user", user.as_ref());

    with_jump(keys, jump.as_ref())
}

fn with_jump(keys: Keys, jump: Option<&Jump>) -> Keys {
    let Some(Jump { host, port, user }) = jump else {
        return keys;
    };
    let jump = Keys::default()
        .text("host", host)
        .raw("port", port)
        .text("user", user);

    keys.inline("jump", jump)
}

fn address_keys(address: &Address) -> Keys {
    let keys = Keys::default();
    match address {
        Address::Existing { id, ip } => keys.text("use", "existing").text("id", id).text("ip", ip),
        Address::New { pool } => keys.text("use", "new").inline("pool", named(pool)),
        Address::Own => keys.text("use", "own"),
    }
}

fn firewall_keys(firewall: &Firewall) -> Keys {
    let keys = Keys::default();
    match firewall {
        Firewall::Existing { group } => keys.text("use", "existing").inline("group", named(group)),
        Firewall::New { name, rules } => {
            let lines = rules.iter().map(|Rule { from, to }| {
                let rule = Keys::default().text("from", from).text("to", to);
                format!("    {},\n", rule.in_a_line())
            });
            let lines: String = lines.collect();
            let rules = if lines.is_empty() {
                "[]".to_owned()
            } else {
                format!("[\n{lines}]")
            };
            keys.text("use", "new")
                .text("name", name)
                .raw("rules", rules)
        }
    }
}

fn name_keys(Name { host, keeper }: &Name) -> Keys {
    let keeper = match keeper {
        Keeper::Cloudflare {
            zone,
            proxied,
            token,
        } => Keys::default()
            .text("by", "cloudflare")
            .text("zone", zone)
            .raw("proxied", proxied)
            .text("token", token),
        Keeper::Designate { zone } => Keys::default().text("by", "designate").text("zone", zone),
        Keeper::Hand => Keys::default().text("by", "hand"),
    };

    Keys::default().text("host", host).inline("keeper", keeper)
}

fn certificate_keys(certificate: &Certificate) -> Keys {
    let keys = Keys::default();
    match certificate {
        Certificate::CloudflareProxy => keys.text("by", "cloudflare_proxy"),
        Certificate::Files { certificate, key } => keys
            .text("by", "files")
            .text("certificate", certificate)
            .text("key", key),
        Certificate::LetsEncrypt {
            email,
            directory,
            root,
        } => keys
            .text("by", "lets_encrypt")
            .text_or_none("email", email.as_ref())
            .text_or_none("directory", directory.as_ref())
            .text_or_none("root", root.as_ref()),
    }
}

fn volume(volume: &Volume) -> Keys {
    let Volume {
        name,
        mount,
        purpose,
        filesystem,
        source,
    } = volume;
    let purpose = match purpose {
        Purpose::Data => "data",
        Purpose::Images => "images",
    };
    let source = match source {
        Source::Existing { id } => Keys::default().text("use", "existing").text("id", id),
        Source::New {
            size,
            volume_type,
            zone,
        } => Keys::default()
            .text("use", "new")
            .raw("size", size)
            .text_or_none("volume_type", volume_type.as_ref())
            .text_or_none("zone", zone.as_ref()),
    };

    Keys::default()
        .text("name", name)
        .text("mount", mount)
        .text("purpose", purpose)
        .text("filesystem", filesystem)
        .inline("source", source)
}

fn registry_keys(registry: &Registry) -> Keys {
    let Registry {
        image,
        user,
        password,
        realm,
        deletion,
    } = registry;

    Keys::default()
        .text("image", image)
        .text("user", user)
        .text("password", password)
        .text("realm", realm)
        .raw("deletion", deletion)
}

fn node(node: &Node) -> Keys {
    let Node {
        host,
        port,
        user,
        key_file,
        jump,
        engine,
    } = node;
    let engine = match engine {
        Engine::Containerd => "containerd",
        Engine::Docker => "docker",
        Engine::Find => "find",
    };
    let keys = Keys::default()
        .text("host", host)
        .raw("port", port)
        .text("user", user)
        .text_or_none("key_file", key_file.as_ref());

    with_jump(keys, jump.as_ref()).text("engine", engine)
}
