//! What goes wrong on machines, in words: what happened, why probably, what to do.

use super::error::{Explained, Remedy};
use super::{Text, disk};
use crate::plan::Plan;
use crate::plan::check::Part;
use crate::plan::instance::Jump;
use crate::remote::{Trouble, TroubleKind, Wait};

/// Whose a machine is: what lies near when it cannot be reached differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Instance,
    JumpHost,
    Node,
}

impl Place {
    /// By the name under which the plan reaches it.
    pub fn of(plan: &Plan, machine: &str) -> Self {
        let is = |jump: &Option<Jump>| {
            jump.as_ref()
                .is_some_and(|jump| jump.host.as_ref() == machine)
        };
        let mut nodes = plan.nodes.iter();

        if nodes.any(|node| node.host.as_ref() == machine) {
            Self::Node
        } else if is(&plan.instance.login.jump) || plan.nodes.iter().any(|node| is(&node.jump)) {
            Self::JumpHost
        } else {
            Self::Instance
        }
    }
}

/// Explains why a job on the instance did not get done.
pub fn explain(text: &Text, trouble: &Trouble) -> Explained {
    explain_at(text, trouble, Place::Instance)
}

/// Explains why a job on a machine did not get done.
pub fn explain_at(text: &Text, trouble: &Trouble, place: Place) -> Explained {
    let machine = ("machine", trouble.machine.as_str().into());
    let message = ("message", trouble.message.as_str().into());
    let explained = Explained {
        happened: happened(text, trouble),
        probably: probably(text, &trouble.kind),
        advice: advice(text, &trouble.kind),
        // Of a machine that does not answer there are no words.
        original: if trouble.message.is_empty() {
            String::new()
        } else {
            text.with("trouble-original", &[machine, message])
        },
        remedies: remedies(&trouble.kind),
    };

    match place {
        Place::Instance => explained,
        Place::JumpHost | Place::Node => elsewhere(text, trouble, place, explained),
    }
}

/// Machines that are not made here: nothing in the registry's own firewall helps to reach them.
fn elsewhere(text: &Text, trouble: &Trouble, place: Place, explained: Explained) -> Explained {
    let machine = ("machine", trouble.machine.as_str().into());
    let (probably, advice) = match (&trouble.kind, place) {
        (TroubleKind::Unreachable, Place::JumpHost) => (
            text.get("trouble-unreachable-jump-why"),
            text.with("trouble-unreachable-jump-do", &[machine]),
        ),
        (TroubleKind::Unreachable, _) => (
            text.get("trouble-unreachable-node-why"),
            text.with("trouble-unreachable-node-do", &[machine]),
        ),
        (TroubleKind::Denied, _) => (text.get("trouble-denied-other-why"), explained.advice),
        _ => (explained.probably, explained.advice),
    };
    let page = |remedy| match (remedy, place) {
        (Remedy::Change(Part::Instance | Part::Firewall), Place::Node) => {
            Remedy::Change(Part::Nodes)
        }
        (Remedy::Change(Part::Firewall), _) => Remedy::Change(Part::Instance),
        _ => remedy,
    };

    Explained {
        probably,
        advice,
        remedies: explained.remedies.into_iter().map(page).collect(),
        ..explained
    }
}

fn happened(text: &Text, trouble: &Trouble) -> String {
    let machine = ("machine", trouble.machine.as_str().into());
    match &trouble.kind {
        TroubleKind::AptBusy => text.with("trouble-apt-busy", &[machine]),
        TroubleKind::Busy => text.with("trouble-busy", &[machine]),
        TroubleKind::Certificate => text.get("trouble-certificate"),
        TroubleKind::CertificateLimit => text.get("trouble-certificate-limit"),
        TroubleKind::Denied => text.with("trouble-denied", &[machine]),
        TroubleKind::Disk { found } => disk::happened(text, &trouble.machine, found),
        TroubleKind::DiskMissing { seen } => text.with(
            "trouble-disk-missing",
            &[machine, ("seen", seen.as_str().into())],
        ),
        TroubleKind::Failed { code } => text.with(
            "trouble-failed",
            &[machine, ("code", code.to_string().into())],
        ),
        TroubleKind::HostKey { expected, shown } => {
            let expected = ("expected", expected.join(", ").into());
            text.with(
                "trouble-host-key",
                &[machine, expected, ("shown", shown.join(", ").into())],
            )
        }
        TroubleKind::HostKeyUnknown { shown } => {
            let shown = ("shown", shown.join(", ").into());
            text.with("trouble-host-key-unknown", &[machine, shown])
        }
        TroubleKind::Image => text.with("trouble-image", &[machine]),
        TroubleKind::ImageLimit => text.with("trouble-image-limit", &[machine]),
        TroubleKind::ImageUnreachable => text.with("trouble-image-unreachable", &[machine]),
        TroubleKind::JumpHostKey { changed: false, .. } => {
            text.with("trouble-jump-unknown", &[machine])
        }
        TroubleKind::JumpHostKey { changed: true, .. } => {
            text.with("trouble-jump-changed", &[machine])
        }
        TroubleKind::KeyLocked { file } => {
            text.with("trouble-key-locked", &[("file", file.as_str().into())])
        }
        TroubleKind::Lost => text.with("trouble-lost", &[machine]),
        TroubleKind::Mount { found } => text.with(
            "trouble-mount",
            &[machine, ("found", found.as_str().into())],
        ),
        TroubleKind::NotMounted => text.with("trouble-not-mounted", &[machine]),
        TroubleKind::NoInternet => text.with("trouble-no-internet", &[machine]),
        TroubleKind::NoSudo => text.with("trouble-no-sudo", &[machine]),
        TroubleKind::PortTaken { by } => {
            text.with("trouble-port-taken", &[machine, ("by", by.as_str().into())])
        }
        TroubleKind::Unsupported => text.with("trouble-unsupported", &[machine]),
        TroubleKind::Timeout => text.with("trouble-timeout", &[machine]),
        TroubleKind::Unreachable => text.with("trouble-unreachable", &[machine]),
        TroubleKind::Unreadable => text.with("trouble-unreadable", &[machine]),
    }
}

fn probably(text: &Text, kind: &TroubleKind) -> String {
    match kind {
        TroubleKind::AptBusy => text.get("trouble-apt-busy-why"),
        TroubleKind::Busy => text.get("trouble-busy-why"),
        TroubleKind::Certificate => text.get("trouble-certificate-why"),
        TroubleKind::CertificateLimit => text.get("trouble-certificate-limit-why"),
        TroubleKind::Denied => text.get("trouble-denied-why"),
        TroubleKind::Disk { found } => disk::probably(text, found),
        TroubleKind::DiskMissing { .. } => text.get("trouble-disk-missing-why"),
        TroubleKind::Failed { .. } => text.get("trouble-failed-why"),
        TroubleKind::HostKey { .. } => text.get("trouble-host-key-why"),
        TroubleKind::HostKeyUnknown { .. } => text.get("trouble-host-key-unknown-why"),
        TroubleKind::Image => text.get("trouble-image-why"),
        TroubleKind::ImageLimit => text.get("trouble-image-limit-why"),
        TroubleKind::ImageUnreachable => text.get("trouble-image-unreachable-why"),
        TroubleKind::JumpHostKey { changed: false, .. } => text.get("trouble-jump-unknown-why"),
        TroubleKind::JumpHostKey { changed: true, .. } => text.get("trouble-jump-changed-why"),
        TroubleKind::KeyLocked { .. } => text.get("trouble-key-locked-why"),
        TroubleKind::Lost => text.get("trouble-lost-why"),
        TroubleKind::Mount { .. } => text.get("trouble-mount-why"),
        TroubleKind::NotMounted => text.get("trouble-not-mounted-why"),
        TroubleKind::NoInternet => text.get("trouble-no-internet-why"),
        TroubleKind::NoSudo => text.get("trouble-no-sudo-why"),
        TroubleKind::PortTaken { .. } => text.get("trouble-port-taken-why"),
        TroubleKind::Unsupported => text.get("trouble-unsupported-why"),
        TroubleKind::Timeout => text.get("trouble-timeout-why"),
        TroubleKind::Unreachable => text.get("trouble-unreachable-why"),
        TroubleKind::Unreadable => text.get("trouble-unreadable-why"),
    }
}

fn advice(text: &Text, kind: &TroubleKind) -> String {
    match kind {
        TroubleKind::AptBusy => text.get("trouble-apt-busy-do"),
        TroubleKind::Busy => text.get("trouble-busy-do"),
        TroubleKind::Certificate => text.get("trouble-certificate-do"),
        TroubleKind::CertificateLimit => text.get("trouble-certificate-limit-do"),
        TroubleKind::Denied => text.get("trouble-denied-do"),
        TroubleKind::Disk { found } => disk::advice(text, found),
        TroubleKind::DiskMissing { .. } => text.get("trouble-disk-missing-do"),
        TroubleKind::Failed { .. } => text.get("trouble-failed-do"),
        TroubleKind::HostKey { .. } => text.get("trouble-host-key-do"),
        TroubleKind::HostKeyUnknown { .. } => text.get("trouble-host-key-unknown-do"),
        TroubleKind::Image => text.get("trouble-image-do"),
        TroubleKind::ImageLimit => text.get("trouble-image-limit-do"),
        TroubleKind::ImageUnreachable => text.get("trouble-image-unreachable-do"),
        TroubleKind::JumpHostKey { changed, command } => {
            let command = ("command", command.as_str().into());
            if *changed {
                text.with("trouble-jump-changed-do", &[command])
            } else {
                text.with("trouble-jump-unknown-do", &[command])
            }
        }
        TroubleKind::KeyLocked { file } => {
            text.with("trouble-key-locked-do", &[("file", file.as_str().into())])
        }
        TroubleKind::Lost => text.get("trouble-lost-do"),
        TroubleKind::Mount { .. } => text.get("trouble-mount-do"),
        TroubleKind::NotMounted => text.get("trouble-not-mounted-do"),
        TroubleKind::NoInternet => text.get("trouble-no-internet-do"),
        TroubleKind::NoSudo => text.get("trouble-no-sudo-do"),
        TroubleKind::PortTaken { .. } => text.get("trouble-port-taken-do"),
        TroubleKind::Unsupported => text.get("trouble-unsupported-do"),
        TroubleKind::Timeout => text.get("trouble-timeout-do"),
        TroubleKind::Unreachable => text.get("trouble-unreachable-do"),
        TroubleKind::Unreadable => text.get("trouble-unreadable-do"),
    }
}

fn remedies(kind: &TroubleKind) -> Vec<Remedy> {
    match kind {
        TroubleKind::AptBusy
        | TroubleKind::Busy
        | TroubleKind::CertificateLimit
        | TroubleKind::DiskMissing { .. }
        | TroubleKind::Failed { .. }
        | TroubleKind::ImageLimit
        | TroubleKind::ImageUnreachable
        | TroubleKind::Lost
        | TroubleKind::NoInternet
        | TroubleKind::NoSudo
        | TroubleKind::NotMounted
        | TroubleKind::PortTaken { .. }
        | TroubleKind::Timeout
        | TroubleKind::Unreadable => vec![Remedy::TryAgain],
        TroubleKind::Certificate => vec![Remedy::TryAgain, Remedy::Change(Part::Certificate)],
        TroubleKind::Denied
        | TroubleKind::JumpHostKey { .. }
        | TroubleKind::KeyLocked { .. }
        | TroubleKind::Unsupported => {
            vec![Remedy::TryAgain, Remedy::Change(Part::Instance)]
        }
        TroubleKind::Disk { .. } | TroubleKind::Mount { .. } => {
            vec![Remedy::TryAgain, Remedy::Change(Part::Volumes)]
        }
        // A machine that shows another key is not confirmed by a press: first somebody finds out why.
        TroubleKind::HostKey { .. } => vec![Remedy::TryAgain, Remedy::Undo],
        TroubleKind::HostKeyUnknown { .. } => vec![Remedy::ConfirmHostKey],
        TroubleKind::Image => vec![Remedy::TryAgain, Remedy::Change(Part::Registry)],
        TroubleKind::Unreachable => vec![Remedy::TryAgain, Remedy::Change(Part::Firewall)],
    }
}

/// What a job on a machine waits for.
pub fn wait(text: &Text, wait: Wait) -> String {
    match wait {
        Wait::AnotherRun => text.get("wait-another-run"),
        Wait::Certificate => text.get("wait-certificate"),
        Wait::CloudInit => text.get("wait-cloud-init"),
        Wait::Container => text.get("wait-container"),
        Wait::Disk => text.get("wait-disk"),
        Wait::Docker => text.get("wait-docker"),
        Wait::Download => text.get("wait-download"),
        Wait::Format => text.get("wait-format"),
        Wait::Install => text.get("wait-install"),
        Wait::Packages => text.get("wait-packages"),
        Wait::Partition => text.get("wait-partition"),
        Wait::SlowDownload { minutes } => {
            text.with("wait-slow-download", &[("minutes", minutes.into())])
        }
        Wait::Upload { sent, whole } => text.with(
            "wait-upload",
            &[("sent", sent.into()), ("whole", whole.into())],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::file;
    use crate::words::Language;

    fn silent(machine: &str) -> (Explained, Plan) {
        let plan = file::read(include_str!("../../tests/plans/v1/procedure.toml")).unwrap();
        let trouble = Trouble {
            kind: TroubleKind::Unreachable,
            machine: machine.to_owned(),
            message: String::new(),
        };
        let place = Place::of(&plan, machine);

        (
            explain_at(&Text::new(Language::English), &trouble, place),
            plan,
        )
    }

    #[test]
    fn only_the_instance_is_behind_the_firewall_of_the_plan() {
        let (instance, plan) = silent("198.51.100.9");
        assert!(instance.advice.contains("firewall"));
        assert!(instance.remedies.contains(&Remedy::Change(Part::Firewall)));

        let (jump, _) = silent("203.0.113.7");
        assert_eq!(
            jump.remedies,
            [Remedy::TryAgain, Remedy::Change(Part::Instance)]
        );

        let (node, _) = silent(plan.nodes[0].host.as_ref());
        assert!(node.probably.contains("its own firewall"));
        assert!(!node.advice.contains("firewall"));
        assert_eq!(
            node.remedies,
            [Remedy::TryAgain, Remedy::Change(Part::Nodes)]
        );
    }
}
