//! The registry's container.

use crate::remote::{Registry, Report, Trouble};

use super::{Runner, STILL_SECONDS, Script};

pub(super) async fn carry_out<R: Runner>(
    registry: &Registry,
    runner: &R,
) -> Result<Report, Trouble> {
    let answers = runner.run(script(registry)).await?;

    Ok(Report::Registry {
        version: answers.get("version").unwrap_or(&registry.image).to_owned(),
        created: answers.is("state", "made") || answers.is("state", "changed"),
    })
}

fn script(registry: &Registry) -> Script {
    // Caddy reaches it on the machine itself; Cloudflare's proxy comes from outside, to port 80.
    let listen = if registry.plain {
        "0.0.0.0:80"
    } else {
        "127.0.0.1:5000"
    };

    Script::new(&[
        include_str!("../scripts/container.sh"),
        include_str!("../scripts/registry.sh"),
    ])
    .with("IMAGE", &registry.image)
    .with("HTPASSWD", registry.htpasswd.expose())
    .with("REALM", &registry.realm)
    .with("DELETE", if registry.deletion { "true" } else { "false" })
    .with("MOUNT", &registry.mount)
    .with("LISTEN", listen)
    .with("DEPLOYMENT", &registry.deployment)
    .with_number("STILL_SECONDS", STILL_SECONDS)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::path::Path;
    use std::process::Child;
    use std::time::Duration;

    use super::*;
    use crate::remote::job::testing::sh;

    /// A Docker that pulls as it is told, its files in STORE; minutes that last a second; a root that is anybody.
    const DOCKER: &str = r#"
id() { echo 0; }
uptime_seconds() { awk '{ print int($1 * 60) }' /proc/uptime; }
ss() { :; }
du() { command du "$1" "$2" "$3" "$4"; }
docker() {
  case $1 in
    info) echo "$STORE" ;;
    image) return 1 ;;
    pull) eval "$PULL" ;;
  esac
}
"#;

    const MAIN: &str = r#"
main() {
  fetch_image registry:2.8.3 "$STILL_SECONDS"
  answer state made
}
carry_out
"#;

    fn begin(store: &Path, still_seconds: u64, pull: &str) -> Child {
        let text = Script::new(&[DOCKER, include_str!("../scripts/container.sh"), MAIN])
            .with("STORE", &store.to_string_lossy())
            .with("PULL", pull)
            .with_number("STILL_SECONDS", still_seconds)
            .text();

        sh(text.as_bytes())
    }

    /// What it says to its end.
    fn said(mut shell: Child) -> String {
        let mut said = String::new();
        let _ = shell
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        let _ = shell.wait().unwrap();
        said
    }

    #[test]
    fn a_download_that_stands_still_is_given_up() {
        let store = tempfile::tempdir().unwrap();
        let said = said(begin(
            store.path(),
            3,
            "echo 4f4fb700ef54: Pulling fs layer; printf some >\"$STORE/blob\"; exec sleep 600",
        ));

        assert!(said.contains("::wait=download"), "{said}");
        assert!(said.contains("Pulling fs layer"), "{said}");
        assert!(
            said.ends_with("::refused=no-image\n::detail=nothing arrived for 3 seconds\n"),
            "{said}"
        );
    }

    #[test]
    fn a_slow_download_that_moves_goes_on_and_is_told() {
        let store = tempfile::tempdir().unwrap();
        let said = said(begin(
            store.path(),
            18,
            "for n in $(seq 30); do printf more >>\"$STORE/blob\"; sleep 0.2; done",
        ));

        assert!(said.contains("::wait=slow-download "), "{said}");
        assert!(said.ends_with("::wait=container\n::state=made\n"), "{said}");
    }

    #[test]
    fn what_docker_says_of_a_failure_is_the_detail() {
        let store = tempfile::tempdir().unwrap();
        let said = said(begin(
            store.path(),
            18,
            "echo 'Error response from daemon: i/o timeout'; return 1",
        ));

        let end = "::refused=no-image\n::detail=Error response from daemon: i/o timeout\n";
        assert!(said.ends_with(end), "{said}");
    }

    #[test]
    fn a_download_ends_with_whoever_asked_for_it() {
        let store = tempfile::tempdir().unwrap();
        let blob = store.path().join("blob");
        let length = || std::fs::metadata(&blob).map_or(0, |file| file.len());
        let mut shell = begin(
            store.path(),
            18,
            "while :; do printf more >>\"$STORE/blob\"; sleep 0.2; done",
        );
        while length() == 0 {
            std::thread::sleep(Duration::from_millis(50));
        }
        drop(shell.stdin.take());
        let _ = shell.wait().unwrap();

        let mut before = 0;
        while length() != before {
            before = length();
            std::thread::sleep(Duration::from_secs(1));
        }
    }
}
