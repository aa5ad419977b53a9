//! The registry's login on a machine of the cluster: put there, proven, taken away.
//!
//! Three files matter: the login user's and root's, which Docker reads, and the kubelet's. They are read, merged
//! here (a node has neither jq nor Python for sure) and written back, unless somebody changed them meanwhile.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::plan::node::Engine;
use crate::remote::lan::{Fetch, Lan, Way, Ways};
use crate::remote::{NodeLogin, NodeProof, Report, Trouble, TroubleKind};
use crate::secret::Secret;

use super::answers::Answers;
use super::login_file::{Unmergeable, login, with_login, without_login};
use super::registries;
use super::{Runner, Script};

/// The files, by the scripts' names for them, with the names of the two parameters that put them back.
const FILES: [(&str, &str, &str); 3] = [
    ("user", "USER_CONFIG", "USER_SUM"),
    ("root", "ROOT_CONFIG", "ROOT_SUM"),
    ("kubelet", "KUBELET_CONFIG", "KUBELET_SUM"),
];

/// How long a fetch that only measures may take; what came until then is measured too.
const FETCH_SECONDS: u64 = 15;

pub(super) async fn log_in<R: Runner>(wanted: &NodeLogin, runner: &R) -> Result<Report, Trouble> {
    let found = runner.run(read(&wanted.host)).await?;
    let engine = engine(wanted.engine, &found)?;

    let script = write(&found, &wanted.host, |before| {
        with_login(before, &wanted.host, &wanted.user, &wanted.password).map(Some)
    })?
    .with("PRIVATE", wanted.private.as_deref().unwrap_or_default());
    let (script, registries) = registries::with_login(script, &found, wanted)?;
    let answers = runner.run(script).await?;

    let files = FILES
        .iter()
        .filter_map(|(key, ..)| answers.get(&format!("{key}_written")))
        .map(str::to_owned)
        .collect();
    Ok(Report::NodeLogin {
        engine,
        files,
        registries,
    })
}

pub(super) async fn log_out<R: Runner>(host: &str, runner: &R) -> Result<Report, Trouble> {
    let found = runner.run(read(host)).await?;
    let script = write(&found, host, |before| without_login(before, host))?.with("PRIVATE", "");
    let script = registries::without_login(script, &found)?;
    let _ = runner.run(script).await?;

    Ok(Report::NodeLogout)
}

pub(super) async fn prove<R: Runner>(wanted: &NodeProof, runner: &R) -> Result<Report, Trouble> {
    let host = wanted.host.as_str();
    let found = runner.run(read(host)).await?;
    let (path, file) = proven_file(&found)?;
    let auth = login(&file, host).ok_or_else(|| {
        found.trouble(
            TroubleKind::Unreadable,
            format!("{path}: no login for {host}"),
        )
    })?;

    let answers = runner
        .run(proof(wanted, &path).with("AUTH", auth.expose()))
        .await?;
    let by = answers.need("by")?;
    let address = answers.get("address").map(str::to_owned);
    let proof = match &address {
        Some(address) => format!("{by} ({path}, {address})"),
        None => format!("{by} ({path})"),
    };

    Ok(Report::NodeProof {
        proof,
        address,
        lan: wanted.ways.as_ref().and_then(|_| lan(&answers)),
    })
}

/// The comparison, as far as it came.
fn lan(answers: &Answers) -> Option<Lan> {
    if answers.is("lan", "no-tool") {
        return Some(Lan::NoTool);
    }
    let fetched = |key| {
        let (bytes, micros) = answers.get(key)?.split_once(' ')?;
        Some(Fetch {
            bytes: bytes.parse().ok()?,
            micros: micros.parse().ok()?,
        })
    };
    let silent = |way, key: &str| Lan::Silent {
        way,
        said: answers.get(key).unwrap_or_default().to_owned(),
    };
    Some(match (fetched("private"), fetched("public")) {
        (Some(private), Some(public)) => Lan::Measured { private, public },
        (None, _) => silent(Way::Private, "private_said"),
        (_, None) => silent(Way::Public, "public_said"),
    })
}

fn read(host: &str) -> Script {
    Script::new(&[include_str!("../scripts/node-read.sh")]).with("HOST", host)
}

fn proof(wanted: &NodeProof, path: &str) -> Script {
    let directory = path
        .rsplit_once('/')
        .map_or("/", |(directory, _)| directory);
    let engine = match wanted.engine {
        Engine::Containerd => "containerd",
        Engine::Docker => "docker",
        Engine::Find => "find",
    };

    let ways = wanted.ways.as_ref();
    let of = |part: fn(&Ways) -> &str| ways.map(part).unwrap_or_default();

    Script::new(&[include_str!("../scripts/node-proof.sh")])
        .with("HOST", &wanted.host)
        .with("IMAGE", &wanted.image)
        .with("ENGINE", engine)
        .with("CONFIG", directory)
        .with("PRIVATE", of(|ways| &ways.private))
        .with("PUBLIC", of(|ways| &ways.public))
        .with("BLOB", of(|ways| &ways.blob))
        .with_number("BYTES", ways.map(|ways| ways.bytes).unwrap_or_default())
        .with_number("FETCH_SECONDS", FETCH_SECONDS)
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

pub(super) fn checksum(text: &[u8]) -> String {
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
