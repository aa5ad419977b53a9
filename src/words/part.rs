//! What the parts of a run are called, what they wait for and what comes before them.

use crate::deploy::progress::{Part, Progress, State};
use crate::deploy::{Made, Step, Wait};
use crate::plan::{Firewall, Plan};
use crate::words::{Text, problem, trouble};

/// A row's words: the thing, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub detail: String,
}

/// The part as a person would say it, in the tense of its state.
pub fn row(part: Part, state: State, plan: &Plan, progress: &Progress, text: &Text) -> Row {
    let working = state == State::Working;
    let named = |name: String, detail: String| Row { name, detail };
    let plain = |name: String| Row {
        name,
        detail: String::new(),
    };
    let tense = |working_key: &str, key: &str| text.get(if working { working_key } else { key });
    match part {
        Part::KeyPair => plain(text.get("part-key-pair")),
        Part::Firewall => match &plan.firewall {
            Firewall::New { name, rules } => named(
                text.with("part-firewall", &[("name", name.to_string().into())]),
                text.with("part-firewall-rules", &[("count", rules.len().into())]),
            ),
            Firewall::Existing { group } => {
                plain(text.with("part-firewall", &[("name", group.name.clone().into())]))
            }
        },
        Part::Instance => plain(text.with(
            "part-instance",
            &[("name", plan.instance.name.to_string().into())],
        )),
        Part::Address => plain(match progress.made(Step::Address) {
            Some(Made::Floating { ip, .. } | Made::Association { ip, .. }) => {
                text.with("part-address-is", &[("ip", ip.to_string().into())])
            }
            _ => text.get("part-address"),
        }),
        Part::Volumes => {
            let names: Vec<String> = plan
                .volumes
                .iter()
                .map(|volume| volume.name.to_string())
                .collect();
            named(text.get("part-volumes"), names.join(", "))
        }
        Part::Name => plain(text.with("part-name", &[("host", plan.name.host.to_string().into())])),
        Part::Machine => {
            let by_console = matches!(
                progress.made(Step::HostKey),
                Some(Made::HostKeys {
                    by_console: true,
                    ..
                })
            );
            let detail = if by_console {
                text.get("part-machine-console")
            } else {
                String::new()
            };
            named(tense("part-machine-working", "part-machine"), detail)
        }
        Part::Disk(number) => {
            let mount = plan
                .volumes
                .get(number)
                .map_or_else(String::new, |volume| volume.mount.to_string());
            let mount = [("mount", mount.into())];
            plain(if working {
                text.with("part-disk-working", &mount)
            } else if state == State::Done {
                text.with("part-disk-done", &mount)
            } else {
                text.with("part-disk", &mount)
            })
        }
        Part::Docker => plain(tense("part-docker-working", "part-docker")),
        Part::Registry => named(
            tense("part-registry-working", "part-registry"),
            sent(progress, Step::Registry, text),
        ),
        Part::Certificate => named(
            tense("part-certificate-working", "part-certificate"),
            sent(progress, Step::Certificate, text),
        ),
        Part::Proof => plain(tense("part-proof-working", "part-proof")),
        Part::Node(number) => {
            let host = plan
                .nodes
                .get(number)
                .map_or_else(String::new, |node| node.host.to_string());
            let host = [("host", host.into())];
            plain(if working {
                text.with("part-node-working", &host)
            } else {
                text.with("part-node", &host)
            })
        }
    }
}

/// "caddy:2 sent from this computer", where the instance did not get it by itself.
fn sent(progress: &Progress, step: Step, text: &Text) -> String {
    match progress.made(step) {
        Some(
            Made::Registry {
                sent: Some(sent), ..
            }
            | Made::Certificate {
                sent: Some(sent), ..
            },
        ) => text.with("part-image-sent", &[("image", sent.image.clone().into())]),
        _ => String::new(),
    }
}

/// "after the certificate": the first part that this one still waits for.
pub fn after(part: Part, plan: &Plan, progress: &Progress, text: &Text) -> String {
    let missing = progress
        .of_part(part)
        .flat_map(|stand| stand.step.needs(plan))
        .map(Step::part)
        .find(|need| *need != part && progress.state(*need, false) != State::Done);
    let Some(need) = missing else {
        return String::new();
    };
    let noun = match need {
        Part::KeyPair => text.get("noun-key-pair"),
        Part::Firewall => text.get("noun-firewall"),
        Part::Instance => text.get("noun-instance"),
        Part::Address => text.get("noun-address"),
        Part::Volumes => text.get("noun-volumes"),
        Part::Name => text.get("noun-name"),
        Part::Machine => text.get("noun-machine"),
        Part::Disk(number) => plan
            .volumes
            .get(number)
            .map_or_else(String::new, |volume| volume.mount.to_string()),
        Part::Docker => text.get("noun-docker"),
        Part::Registry => text.get("noun-registry"),
        Part::Certificate => text.get("noun-certificate"),
        Part::Proof => text.get("noun-proof"),
        Part::Node(_) => text.get("noun-node"),
    };

    text.with("part-after", &[("what", noun.into())])
}

/// "Waiting for …", in full.
pub fn wait(wait: &Wait, text: &Text) -> String {
    match wait {
        Wait::Console => text.get("wait-console"),
        Wait::Late => text.get("wait-late"),
        Wait::Image { image, got, whole } => text.with(
            "wait-image",
            &[
                ("image", image.clone().into()),
                ("got", (*got).into()),
                ("whole", (*whole).into()),
            ],
        ),
        Wait::Machine(wait) => trouble::wait(text, *wait),
        Wait::Name { host, expected } => text.with(
            "wait-name",
            &[
                ("host", host.clone().into()),
                ("address", expected.to_string().into()),
            ],
        ),
        Wait::NameAlso { host, others } => text.with(
            "wait-name-also",
            &[
                ("host", host.clone().into()),
                ("others", problem::addresses(others).into()),
            ],
        ),
        Wait::Record(now) => text.with("wait-record-written", &[("now", now.clone().into())]),
        Wait::Reconnect {
            host,
            attempt,
            most,
        } => text.with(
            "wait-reconnect",
            &[
                ("host", host.clone().into()),
                ("attempt", (*attempt).into()),
                ("most", (*most).into()),
            ],
        ),
        Wait::RecordByHand { host, expected } => text.with(
            "wait-record",
            &[
                ("host", host.clone().into()),
                ("address", expected.to_string().into()),
            ],
        ),
        Wait::Server(now) => text.with("wait-server", &[("now", now.clone().into())]),
        Wait::Ssh { host } => text.with("wait-ssh", &[("host", host.clone().into())]),
        Wait::Volume(now) => text.with("wait-volume", &[("now", now.clone().into())]),
    }
}
