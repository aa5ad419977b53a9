//! Docker is installed for real: without an internet, with one, and while somebody else holds the package manager.

use quayside::remote::{Job, Report, TroubleKind, Wait};
use quayside::words::{Language, Text, trouble};

use crate::world::{DATA, Machine, disk, script};

/// Holds what apt holds, as the nightly upgrades do, until a file appears.
const HOLDER: &str = r#"nohup bash -c 'exec -a unattended-upgrade python3 -c "
import fcntl, os, time
lock = open(\"/var/lib/dpkg/lock-frontend\", \"w\")
fcntl.lockf(lock, fcntl.LOCK_EX)
open(\"/run/held\", \"w\")
while not os.path.exists(\"/run/release\"):
    time.sleep(0.1)
"' >/dev/null 2>&1 </dev/null &
until [ -e /run/held ]; do sleep 0.1; done"#;

#[tokio::test]
#[ignore = "needs a real machine"]
async fn docker_comes_from_the_distribution() {
    let machine = Machine::up("packages", "bare").await;

    for internet in ["off", "silent"] {
        let _ = script(&["internet", internet]);
        let ended = machine.does(&Job::Docker).await.expect_err("no internet");
        assert_eq!(ended.kind, TroubleKind::NoInternet, "{internet}");
        let words = trouble::explain(&Text::new(Language::English), &ended);
        assert!(
            words.advice.contains("ports 80 and 443"),
            "{}",
            words.advice
        );
    }

    let _ = script(&["internet", "on"]);
    let _ = machine.root(HOLDER);
    let install = machine.does_and(&Job::Docker, |wait| {
        if wait == Wait::Packages {
            let _ = machine.root("touch /run/release");
        }
    });
    // Meanwhile a volume is waited for that never comes.
    let never = disk("00000000-dead-4bad-8000-000000000000", DATA, false);
    let (installed, missing) = tokio::join!(install, machine.does(&never));

    assert!(
        matches!(
            installed,
            Ok(Report::Docker {
                installed: true,
                ..
            })
        ),
        "{installed:?}"
    );
    let waits = machine.waited_for();
    for wait in [Wait::Packages, Wait::Install, Wait::Disk] {
        assert!(waits.contains(&wait), "{wait:?} in {waits:?}");
    }
    let kind = missing.expect_err("no disk").kind;
    assert!(
        matches!(&kind, TroubleKind::DiskMissing { seen } if seen.contains("vda")),
        "{kind:?}"
    );

    let settled = machine.root("cat /etc/docker/daemon.json; systemctl show -p MainPID docker");
    let again = machine.does(&Job::Docker).await;
    assert!(matches!(
        again,
        Ok(Report::Docker {
            installed: false,
            ..
        })
    ));
    assert_eq!(
        machine.root("cat /etc/docker/daemon.json; systemctl show -p MainPID docker"),
        settled
    );
}
