//! What there is at the end of a run: addresses, login lines, mounts, what was verified, and where all of it is written.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::End;
use super::console::Console;
use crate::deploy::summary::{Disk, Proof};
use crate::deploy::{Journal, Only, Summary};
use crate::words::{self, Text};

/// Tells the summary of a run that is done.
pub fn tell(console: &Console, journal: &Journal, only: Only, file: &Path) {
    let summary = Summary::of(journal);
    let mut event = as_json(journal, &summary, only);
    event["journal"] = json!(file);
    console.end(End::Done, event);
    let text = &console.text;
    let took = Duration::try_from(summary.took).unwrap_or_default();
    let took = ("took", text.duration(took).into());
    let host = ("host", journal.plan().name.host.as_ref().into());
    console.say("");
    if only == Only::Cloud {
        console.say(&text.with("cli-done-cloud", &[took]));
        console.say(&text.with(
            "cli-done-cloud-next",
            &[("id", journal.deployment().into())],
        ));
        return;
    }
    console.say(&text.with("cli-done", &[host, took]));
    console.say("");
    line(console, &text.get("cli-sum-address"), &summary.url);
    if let Some(ssh) = &summary.ssh {
        line(console, &text.get("cli-sum-ssh"), ssh);
    }
    line(console, &text.get("cli-sum-login"), &summary.login);
    for Disk { mount, volume, .. } in &summary.disks {
        let from = text.with("cli-sum-volume", &[("volume", volume.as_str().into())]);
        line(
            console,
            &text.get("cli-sum-mount"),
            &format!("{mount} ({from})"),
        );
    }
    console.say("");
    prove(console, &summary);
    console.say("");
    console.say(&text.with(
        "cli-journal-at",
        &[("file", file.display().to_string().into())],
    ));
    let id = ("id", journal.deployment().into());
    console.say(&text.with("cli-done-status", &[id]));
}

fn line(console: &Console, name: &str, value: &str) {
    console.say(&format!("{name:<16} {value}"));
}

/// What was tried, line by line.
pub fn prove(console: &Console, summary: &Summary) {
    for proof in &summary.proofs {
        let mark = if proof.is_open() { "·" } else { "✓" };
        console.say(&format!("{mark} {}", proven(console, proof)));
    }
}

fn proven(console: &Console, proof: &Proof) -> String {
    let text = &console.text;
    match proof {
        Proof::Password => text.get("cli-proof-password"),
        Proof::Layer {
            megabytes,
            push_ms,
            pull_ms,
        } => text.with(
            "cli-proof-layer",
            &[
                ("megabytes", (*megabytes).into()),
                ("push", speed(*megabytes, *push_ms).into()),
                ("pull", speed(*megabytes, *pull_ms).into()),
            ],
        ),
        Proof::HostKey { by_console: true } => text.get("cli-proof-host-key-console"),
        Proof::HostKey { by_console: false } => text.get("cli-proof-host-key-person"),
        Proof::Certificate { issuer, not_after } => text.with(
            "cli-proof-certificate",
            &[
                ("issuer", issuer.as_str().into()),
                // The day is enough.
                (
                    "until",
                    not_after.chars().take(10).collect::<String>().into(),
                ),
            ],
        ),
        Proof::Disks { mounts } => {
            text.with("cli-proof-disks", &[("mounts", mounts.join(", ").into())])
        }
        Proof::Nodes { hosts, private } => {
            let named = ("hosts", hosts.join(", ").into());
            match *private {
                0 => text.with("cli-proof-nodes", &[named]),
                some if some == hosts.len() => text.with("cli-proof-nodes-private", &[named]),
                some => text.with(
                    "cli-proof-nodes-some",
                    &[
                        named,
                        ("private", some.into()),
                        ("count", hosts.len().into()),
                    ],
                ),
            }
        }
        Proof::Registries { hosts, theirs } => {
            pair(text, words::lan::registries(text, hosts, *theirs))
        }
        Proof::Lan { host, lan } => pair(text, words::lan::lan(text, host, lan)),
    }
}

fn pair(text: &Text, (name, value): (String, String)) -> String {
    text.with(
        "cli-proof-pair",
        &[("name", name.into()), ("value", value.into())],
    )
}

/// Megabytes in a second, with one decimal.
fn speed(megabytes: u32, ms: u64) -> f64 {
    let seconds = ms.max(1) as f64 / 1000.0;

    (f64::from(megabytes) / seconds * 10.0).round() / 10.0
}

fn as_json(journal: &Journal, summary: &Summary, only: Only) -> Value {
    let disks: Vec<Value> = summary
        .disks
        .iter()
        .map(|disk| json!({ "mount": disk.mount, "volume": disk.volume, "uuid": disk.uuid }))
        .collect();
    let proofs: Vec<&str> = summary.proofs.iter().map(name).collect();

    json!({
        "deployment": journal.deployment(),
        "only": if only == Only::Cloud { "cloud" } else { "everything" },
        "url": summary.url,
        "login": summary.login,
        "ssh": summary.ssh,
        "disks": disks,
        "proofs": proofs,
        "seconds": summary.took.as_secs_f64(),
    })
}

fn name(proof: &Proof) -> &'static str {
    match proof {
        Proof::Password => "password",
        Proof::Layer { .. } => "layer",
        Proof::HostKey { .. } => "host_key",
        Proof::Certificate { .. } => "certificate",
        Proof::Disks { .. } => "disks",
        Proof::Nodes { .. } => "nodes",
        Proof::Registries { .. } => "registries",
        Proof::Lan { .. } => "lan",
    }
}
