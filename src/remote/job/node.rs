//! The registry's login on a machine of the cluster: put there, proven, taken away.
//!
//! Three files matter: the login user's and root's, which Docker reads, and the kubelet's. They are read, merged
//! here (a node has neither jq nor Python for sure) and written back, unless somebody changed them meanwhile.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::plan::node::Engine;
use crate::remote::{NodeLogin, Report, Trouble, TroubleKind};
use crate::secret::Secret;

use super::answers::Answers;
use super::login_file::{Unmergeable, login, with_login, without_login};
use super::{Runner, Script};

/// The files, by the scripts' names for them, with the names of the two parameters that put them back.
const FILES: [(&str, &str, &str); 3] = [
    ("user", "USER_CONFIG", "USER_SUM"),
    ("root", "ROOT_CONFIG", "ROOT_SUM"),
    ("kubelet", "KUBELET_CONFIG", "KUBELET_SUM"),
];

pub(super) async fn log_in<R: Runner>(wanted: &NodeLogin, runner: &R) -> Result<Report, Trouble> {
    let found = runner.run(read(&wanted.host)).await?;
    let engine = engine(wanted.engine, &found)?;

    let script = write(&found, &wanted.host, |before| {
        with_login(before, &wanted.host, &wanted.user, &wanted.password).map(Some)
    })?
    .with("PRIVATE", wanted.private.as_deref().unwrap_or_default());
    let answers = runner.run(script).await?;

    let files = FILES
        .iter()
        .filter_map(|(key, ..)| answers.get(&format!("{key}_written")))
        .map(str::to_owned)
        .collect();
    Ok(Report::NodeLogin { engine, files })
}

pub(super) async fn log_out<R: Runner>(host: &str, runner: &R) -> Result<Report, Trouble> {
    let found = runner.run(read(host)).await?;
    let script = write(&found, host, |before| without_login(before, host))?.with("PRIVATE", "");
    let _ = runner.run(script).await?;

    Ok(Report::NodeLogout)
}

pub(super) async fn prove<R: Runner>(
    host: &str,
    engine: Engine,
    image: &str,
    runner: &R,
) -> Result<Report, Trouble> {
    let found = runner.run(read(host)).await?;
    let (path, file) = proven_file(&found)?;
    let auth = login(&file, host).ok_or_else(|| {
        found.trouble(
            TroubleKind::Unreadable,
            format!("{path}: no login for {host}"),
        )
    })?;

    let answers = runner
        .run(proof(host, engine, image, &path).with("AUTH", auth.expose()))
        .await?;
    let address = answers.get("address").unwrap_or("?");
    Ok(Report::NodeProof {
        proof: format!("{} ({path}, {address})", answers.need("by")?),
    })
}

fn read(host: &str) -> Script {
    Script::new(&[include_str!("../scripts/node-read.sh")]).with("HOST", host)
}

fn proof(host: &str, engine: Engine, image: &str, path: &str) -> Script {
    let directory = path
        .rsplit_once('/')
        .map_or("/", |(directory, _)| directory);
    let engine = match engine {
        Engine::Containerd => "containerd",
        Engine::Docker => "docker",
        Engine::Find => "find",
    };

    Script::new(&[include_str!("../scripts/node-proof.sh")])
        .with("HOST", host)
        .with("IMAGE", image)
        .with("ENGINE", engine)
        .with("CONFIG", directory)
}

/// The file that pulls are made with: the kubelet's on a cluster, else root's.
fn proven_file(found: &Answers) -> Result<(String, Zeroizing<Vec<u8>>), Trouble> {
    let key = if found.get("kubelet_path").is_some() {
        "kubelet"
    } else {
        "root"
    };
    let path = found.need(&format!("{key}_path"))?;
    let file = found.file(key)?.unwrap_or_default();

    Ok((path, Zeroizing::new(file)))
}

/// The text that puts every file back as `change` makes it of what is there; `None` leaves it alone.
fn write(
    found: &Answers,
    host: &str,
    change: impl Fn(&[u8]) -> Result<Option<Secret>, Unmergeable>,
) -> Result<Script, Trouble> {
    let mut script = Script::new(&[include_str!("../scripts/node-write.sh")]).with("HOST", host);

    for (key, content, sum) in FILES {
        let before = Zeroizing::new(found.file(key)?.unwrap_or_default());
        let path = found.get(&format!("{key}_path"));
        let after = match path {
            Some(path) => change(&before)
                .map_err(|error| found.unreadable(format!("{path}: {error}")))?
                .map(|after| Zeroizing::new(STANDARD.encode(after.expose()))),
            None => None,
        };

        script = script
            .with(content, after.as_deref().map_or("", String::as_str))
            .with(sum, &checksum(&before));
    }

    Ok(script)
}

fn checksum(text: &[u8]) -> String {
    if text.is_empty() {
        return String::new();
    }
    Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What pulls on the node. Neither Docker nor containerd there is not a failure of the login itself: the files
/// are where both would look.
fn engine(wanted: Engine, found: &Answers) -> Result<Engine, Trouble> {
    let (docker, containerd) = (found.is("docker", "yes"), found.is("containerd", "yes"));
    match wanted {
        Engine::Find if docker && !found.is("kubelet", "yes") => Ok(Engine::Docker),
        Engine::Find if containerd || found.is("kubelet", "yes") => Ok(Engine::Containerd),
        Engine::Find => Ok(Engine::Docker),
        Engine::Docker if !docker => Err(found.trouble(
            TroubleKind::Unsupported,
            "Docker does not answer on this node",
        )),
        Engine::Containerd if !containerd => Err(found.trouble(
            TroubleKind::Unsupported,
            "containerd does not answer on this node",
        )),
        other => Ok(other),
    }
}
