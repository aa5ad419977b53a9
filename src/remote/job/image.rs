//! An image that the machine cannot fetch itself, sent to it.

use crate::remote::{Image, Report, Trouble};

use super::{Payload, Runner, Script};

pub(super) async fn carry_out<R: Runner>(image: &Image, runner: &R) -> Result<Report, Trouble> {
    let answers = runner.run(script(image)).await?;

    Ok(Report::Image {
        sent: answers.need("state")? == "made",
    })
}

fn script(image: &Image) -> Script {
    let layers: String = image
        .layers
        .iter()
        .map(|layer| format!("{layer} "))
        .collect();

    Script::new(&[include_str!("../scripts/image.sh")])
        .with("IMAGE", &image.name)
        .with("ID", &image.id)
        .with("LAYERS", &layers)
        .with_number("BYTES", image.bytes)
        .with_payload(Payload {
            file: image.archive.clone(),
            bytes: image.bytes,
        })
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::path::{Path, PathBuf};
    use std::process::Child;

    use super::*;
    use crate::remote::job::testing::sh;

    const ID: &str = "sha256:0123";
    /// More than a shell reads ahead, and more than a pipe holds.
    const BYTES: usize = 300_000;

    /// A Docker that keeps what it is given in a file, and a root that is anybody.
    const DOCKER: &str = r#"
id() { echo 0; }
docker() {
  case $1 in
    load) cat >"$STORE"; echo "Loaded image: $IMAGE" ;;
    image) [ -e "$STORE" ] && [ "$(wc -c <"$STORE")" = "$BYTES" ] && echo "$ID" ;;
    tag) return 1 ;;
  esac
}
"#;

    /// The text at work, and what it has said up to where it asks.
    fn asked(store: &Path) -> (Child, BufReader<std::process::ChildStdout>, Vec<String>) {
        let text = Script::new(&[DOCKER, include_str!("../scripts/image.sh")])
            .with("STORE", &store.to_string_lossy())
            .with("IMAGE", "registry:2.8.3")
            .with("ID", ID)
            .with("LAYERS", "sha256:4567 ")
            .with_number("BYTES", BYTES as u64)
            .text();
        let mut shell = sh(text.as_bytes());
        let mut said = BufReader::new(shell.stdout.take().unwrap());
        let mut lines = Vec::new();
        let mut line = String::new();
        while said.read_line(&mut line).unwrap() > 0 {
            lines.push(line.trim_end().to_owned());
            if line.starts_with("::send=") {
                break;
            }
            line.clear();
        }

        (shell, said, lines)
    }

    fn rest(mut said: BufReader<std::process::ChildStdout>) -> String {
        let mut rest = String::new();
        let _ = said.read_to_string(&mut rest).unwrap();
        rest
    }

    fn place() -> (tempfile::TempDir, PathBuf) {
        let place = tempfile::tempdir().unwrap();
        let store = place.path().join("store");
        (place, store)
    }

    #[test]
    fn what_is_asked_for_arrives_and_is_not_asked_for_twice() {
        let (_place, store) = place();
        let bytes: Vec<u8> = (0..BYTES).map(|n| n.to_le_bytes()[0]).collect();
        let (mut shell, said, lines) = asked(&store);
        assert_eq!(lines, [format!("::send={BYTES}")]);
        // More is not read: the pipe is the sign of life.
        shell.stdin.as_mut().unwrap().write_all(&bytes).unwrap();

        assert!(rest(said).ends_with("Loaded image: registry:2.8.3\n::state=made\n"));
        assert!(shell.wait().unwrap().success());
        assert!(std::fs::read(&store).unwrap() == bytes);

        let (mut shell, said, lines) = asked(&store);
        assert_eq!(lines, ["::state=already"]);
        assert_eq!(rest(said), "");
        assert!(shell.wait().unwrap().success());
    }

    #[test]
    fn a_connection_that_ends_in_the_middle_ends_the_job() {
        let (_place, store) = place();
        let (mut shell, said, _) = asked(&store);
        let mut stdin = shell.stdin.take().unwrap();
        stdin.write_all(&[0; BYTES / 2]).unwrap();
        drop(stdin);

        assert!(rest(said).contains("::refused=image-load"));
        assert_eq!(shell.wait().unwrap().code(), Some(3));
    }
}
