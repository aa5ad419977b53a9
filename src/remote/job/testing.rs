//! Jobs against a machine that answers from a list, to see what is sent and what is made of the answers.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use crate::plan::node::Engine;
use crate::plan::volume::Filesystem;
use crate::remote::lan::{Lan, Way, Ways};
use crate::remote::{
    Disk, Job, NodeLogin, NodeProof, Registry, Report, Tls, TlsFrom, Trouble, TroubleKind,
};
use crate::secret::Secret;

use super::{Answers, Runner, Script, Spoken, carry_out, outcome, spoken};

/// A shell of this computer that has read so much, and whose input is still open.
pub(super) fn sh(text: &[u8]) -> Child {
    let mut shell = Command::new("sh")
        .arg("-s")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let stdin = shell.stdin.as_mut().expect("stdin");
    stdin.write_all(text).expect("written");

    shell
}

/// Ends each text as it was told, and keeps what it was sent.
struct Machine {
    ends: Mutex<Vec<(&'static str, i32)>>,
    sent: Mutex<Vec<String>>,
}

impl Machine {
    fn that_says<const N: usize>(ends: [(&'static str, i32); N]) -> Self {
        let mut ends = ends.to_vec();
        ends.reverse();
        Self {
            ends: Mutex::new(ends),
            sent: Mutex::new(Vec::new()),
        }
    }

    /// The parameters of the text sent as number `index`.
    fn parameters(&self, index: usize) -> String {
        let sent = self.sent.lock().unwrap();
        sent[index]
            .lines()
            .take_while(|line| !line.starts_with('#'))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Runner for Machine {
    async fn run(&self, script: Script) -> Result<Answers, Trouble> {
        self.sent.lock().unwrap().push(script.text().to_string());
        let (said, code) = self.ends.lock().unwrap().pop().expect("one more text");

        let mut answers = Answers::new("machine");
        for line in said.lines() {
            if let Spoken::Answer { key, value } = spoken(line.trim()) {
                answers.give(key, value);
            }
        }
        outcome(answers, code, "the last line")
    }
}

fn disk() -> Job {
    Job::Disk(Disk {
        volume: "6f1f6a3e-1b7c-4d58-9c0a-000000000001".to_owned(),
        mount: "/DATA".to_owned(),
        label: "quayside-data".to_owned(),
        deployment: "0193abcd".to_owned(),
        filesystem: Filesystem::Ext4,
        fresh: true,
        open: true,
    })
}

#[tokio::test]
async fn a_disk_is_reported_as_the_machine_found_it() {
    let machine = Machine::that_says([(
        "::device=/dev/vdc\n::wait=format\n::partition=/dev/vdc1\n::uuid=fb54\n::state=made",
        0,
    )]);
    let report = carry_out(&disk(), &machine).await;

    assert_eq!(
        report,
        Ok(Report::Disk {
            device: "/dev/vdc1".to_owned(),
            uuid: "fb54".to_owned(),
            made: true
        })
    );
    insta::assert_snapshot!(machine.parameters(0));
}

#[tokio::test]
async fn a_report_without_its_answers_is_none() {
    let machine = Machine::that_says([("::state=made", 0)]);
    let report = carry_out(&disk(), &machine).await;

    assert_eq!(
        report.map_err(|trouble| trouble.kind),
        Err(TroubleKind::Unreadable)
    );
}

#[tokio::test]
async fn a_disk_that_holds_something_is_refused() {
    let machine = Machine::that_says([(
        "::refused=disk-not-empty\n::detail=TYPE=ext4 USAGE=filesystem",
        3,
    )]);
    let trouble = carry_out(&disk(), &machine).await.unwrap_err();

    assert_eq!(trouble.machine, "machine");
    assert_eq!(
        trouble.kind,
        TroubleKind::Disk {
            found: "TYPE=ext4 USAGE=filesystem".to_owned()
        }
    );
}

#[tokio::test]
async fn the_registry_listens_where_its_door_is() {
    for (plain, listen) in [
        (true, "LISTEN='0.0.0.0:80'"),
        (false, "LISTEN='127.0.0.1:5000'"),
    ] {
        let machine = Machine::that_says([("::version=2.8.3\n::state=already", 0)]);
        let job = Job::Registry(Registry {
            deployment: "0193abcd".to_owned(),
            image: "registry:2.8.3".to_owned(),
            htpasswd: Secret::new("ann:$2b$08$abc"),
            realm: "Lab's registry".to_owned(),
            deletion: true,
            host: "registry.example.org".to_owned(),
            mount: "/docker-registry".to_owned(),
            plain,
        });
        let report = carry_out(&job, &machine).await;

        assert_eq!(
            report,
            Ok(Report::Registry {
                version: "2.8.3".to_owned(),
                created: false
            })
        );
        assert!(machine.parameters(0).contains(listen));
        assert!(machine.parameters(0).contains(r"REALM='Lab'\''s registry'"));
    }
}

#[tokio::test]
async fn an_authority_that_refuses_is_quoted() {
    let machine = Machine::that_says([(
        "::refused=certificate\n::detail=HTTP 400 urn:ietf:params:acme:error:dns - no A record",
        3,
    )]);
    let job = Job::Tls(Tls {
        deployment: "0193abcd".to_owned(),
        host: "registry.example.org".to_owned(),
        mount: "/docker-registry".to_owned(),
        from: TlsFrom::Acme {
            email: None,
            directory: None,
            root: None,
        },
    });
    let trouble = carry_out(&job, &machine).await.unwrap_err();

    assert_eq!(trouble.kind, TroubleKind::Certificate);
    assert!(trouble.message.ends_with("no A record"));
}

/// `{"auths":{"other.example.org":{"auth":"eHg="}}}`
const OTHERS: &str = "::kubelet=eyJhdXRocyI6eyJvdGhlci5leGFtcGxlLm9yZyI6eyJhdXRoIjoiZUhnPSJ9fX0=";

const FOUND: &str = "::containerd=yes\n::kubelet=yes\n::root_path=/root/.docker/config.json\n\
    ::kubelet_path=/var/lib/kubelet/config.json";

#[tokio::test]
async fn a_node_keeps_its_other_logins() {
    let found: &'static str = format!("{FOUND}\n{OTHERS}").leak();
    let machine = Machine::that_says([
        (found, 0),
        ("::kubelet_written=/var/lib/kubelet/config.json", 0),
    ]);
    let job = Job::NodeLogin(NodeLogin {
        host: "registry.example.org".to_owned(),
        user: "ann".to_owned(),
        password: Secret::new("it's"),
        engine: Engine::Find,
        private: Some("192.168.70.5".to_owned()),
    });
    let report = carry_out(&job, &machine).await;

    assert_eq!(
        report,
        Ok(Report::NodeLogin {
            engine: Engine::Containerd,
            files: vec!["/var/lib/kubelet/config.json".to_owned()],
            registries: None,
        })
    );
    insta::assert_snapshot!(machine.parameters(1));
}

#[tokio::test]
async fn a_node_is_proven_with_the_login_of_its_file() {
    // {"auths":{"registry.example.org":{"auth":"YW5uOnB3"}}}
    let found: &'static str = format!(
        "{FOUND}\n::kubelet=eyJhdXRocyI6eyJyZWdpc3RyeS5leGFtcGxlLm9yZyI6eyJhdXRoIjoiWVc1dU9uQjMifX19"
    )
    .leak();
    let machine = Machine::that_says([
        (found, 0),
        (
            "::address=192.168.70.5\n::by=GET https://registry.example.org/v2/probe\n\
             ::private=32000000 40000\n::public_said=(28) Connection timed out",
            0,
        ),
    ]);
    let job = Job::NodeProof(NodeProof {
        host: "registry.example.org".to_owned(),
        engine: Engine::Containerd,
        image: "probe:1".to_owned(),
        ways: Some(Ways {
            private: "192.168.70.5".to_owned(),
            public: "198.51.100.7".to_owned(),
            blob: "probe/blobs/sha256:abc".to_owned(),
            bytes: 32_000_000,
        }),
    });
    let report = carry_out(&job, &machine).await;

    assert_eq!(
        report,
        Ok(Report::NodeProof {
            proof: "GET https://registry.example.org/v2/probe (/var/lib/kubelet/config.json, 192.168.70.5)"
                .to_owned(),
            address: Some("192.168.70.5".to_owned()),
            lan: Some(Lan::Silent {
                way: Way::Public,
                said: "(28) Connection timed out".to_owned()
            }),
        })
    );
    assert!(machine.parameters(1).contains("AUTH='ann:pw'"));
}
