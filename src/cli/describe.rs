//! A plan in a few lines, in the order of the work: what is read before it is agreed to.

use super::console::Console;
use crate::plan::address::Address;
use crate::plan::certificate::Certificate;
use crate::plan::check::Part;
use crate::plan::firewall::Firewall;
use crate::plan::instance::{Boot, KeyPair};
use crate::plan::name::Keeper;
use crate::plan::volume::{Source, Volume};
use crate::plan::{Named, Plan};
use crate::words::{Text, mistake};

/// Letters for the names of the parts.
const WIDTH: usize = 22;

pub fn describe(console: &Console, plan: &Plan) {
    let text = &console.text;
    let host = ("host", plan.name.host.as_ref().into());
    console.say(&text.with("cli-will-be-made", &[host]));
    let line = |part: Part, said: String| {
        console.say(&format!("  {:<WIDTH$} {said}", mistake::part(text, part)));
    };
    let more = |said: String| console.say(&format!("  {:<WIDTH$} {said}", ""));

    let mut machine = machine(text, plan).into_iter();
    line(Part::Instance, machine.next().unwrap_or_default());
    machine.for_each(more);
    line(Part::Address, address(text, &plan.address));
    let mut firewall = firewall(text, &plan.firewall).into_iter();
    line(Part::Firewall, firewall.next().unwrap_or_default());
    firewall.for_each(more);
    line(Part::Name, name(text, plan));
    more(certificate(text, &plan.certificate));
    let mut volumes = plan.volumes.iter().map(|each| volume(text, each));
    line(Part::Volumes, volumes.next().unwrap_or_default());
    volumes.for_each(more);
    let registry = [
        ("image", plan.registry.image.as_ref().into()),
        ("user", plan.registry.user.as_ref().into()),
    ];
    line(Part::Registry, text.with("cli-plan-registry", &registry));
    if !plan.nodes.is_empty() {
        let hosts: Vec<&str> = plan.nodes.iter().map(|node| node.host.as_ref()).collect();
        line(Part::Nodes, hosts.join(", "));
    }
}

fn machine(text: &Text, plan: &Plan) -> Vec<String> {
    let instance = &plan.instance;
    let machine = text.with(
        "cli-plan-machine",
        &[
            ("name", instance.name.as_ref().into()),
            ("image", instance.image.name.as_str().into()),
            ("flavor", instance.flavor.name.as_str().into()),
            ("network", instance.network.name.as_str().into()),
        ],
    );
    let boot = match &instance.boot {
        Boot::Image => None,
        Boot::Volume { size, .. } => {
            Some(text.with("cli-plan-boot", &[("size", size.get().into())]))
        }
    };
    let key = match &instance.login.key_pair {
        KeyPair::Existing { name } => text.with("cli-plan-key", &[("name", name.as_str().into())]),
        KeyPair::Import { .. } => text.get("cli-plan-key-import"),
    };

    [Some(machine), boot, Some(key)]
        .into_iter()
        .flatten()
        .collect()
}

fn address(text: &Text, address: &Address) -> String {
    match address {
        Address::Existing { ip, .. } => {
            text.with("cli-plan-address", &[("ip", ip.to_string().into())])
        }
        Address::New {
            pool: Named { name, .. },
        } => text.with("cli-plan-address-new", &[("pool", name.as_str().into())]),
        Address::Own => text.get("cli-plan-address-own"),
    }
}

fn firewall(text: &Text, firewall: &Firewall) -> Vec<String> {
    match firewall {
        Firewall::Existing { group } => {
            vec![text.with("cli-plan-group", &[("name", group.name.as_str().into())])]
        }
        Firewall::New { name, rules } => {
            let rules = rules.iter().map(|rule| {
                let from = ("from", rule.from.to_string().into());
                text.with("cli-plan-rule", &[("to", rule.to.to_string().into()), from])
            });
            std::iter::once(name.to_string()).chain(rules).collect()
        }
    }
}

fn name(text: &Text, plan: &Plan) -> String {
    let host = ("host", plan.name.host.as_ref().into());
    match &plan.name.keeper {
        Keeper::Cloudflare { proxied: true, .. } => text.with("cli-plan-name-proxied", &[host]),
        Keeper::Cloudflare { .. } => text.with("cli-plan-name-cloudflare", &[host]),
        Keeper::Designate { zone } => text.with(
            "cli-plan-name-designate",
            &[host, ("zone", zone.as_ref().into())],
        ),
        Keeper::Hand => text.with("cli-plan-name-hand", &[host]),
    }
}

fn certificate(text: &Text, certificate: &Certificate) -> String {
    match certificate {
        Certificate::CloudflareProxy => text.get("cli-plan-certificate-proxy"),
        Certificate::Files { .. } => text.get("cli-plan-certificate-files"),
        Certificate::LetsEncrypt {
            directory: Some(directory),
            ..
        } => {
            let authority = ("authority", directory.as_ref().into());
            text.with("cli-plan-certificate-authority", &[authority])
        }
        Certificate::LetsEncrypt { .. } => text.get("cli-plan-certificate-lets-encrypt"),
    }
}

fn volume(text: &Text, volume: &Volume) -> String {
    let (mount, name) = (
        ("mount", volume.mount.as_ref().into()),
        ("name", volume.name.as_ref().into()),
    );
    match &volume.source {
        Source::Existing { .. } => text.with("cli-plan-volume-existing", &[mount, name]),
        Source::New { size, .. } => {
            let filesystem = ("filesystem", volume.filesystem.as_str().into());
            let size = ("size", size.get().into());
            text.with("cli-plan-volume", &[mount, name, size, filesystem])
        }
    }
}
