//! What a registry says that an image consists of; of an image for many machines, the one for this machine.

use serde::{Deserialize, Serialize};

use super::Failure;
use super::reference::is_digest;

/// Everything that we know how to read; what is asked for.
pub(super) const ACCEPTED: &str = "application/vnd.oci.image.index.v1+json, \
    application/vnd.docker.distribution.manifest.list.v2+json, \
    application/vnd.oci.image.manifest.v1+json, \
    application/vnd.docker.distribution.manifest.v2+json";

/// A machine's processor, as registries call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Processor {
    Amd64,
    Arm64,
}

impl Processor {
    /// From what `uname -m` says.
    pub fn of_machine(machine: &str) -> Option<Self> {
        match machine {
            "x86_64" | "amd64" => Some(Self::Amd64),
            "aarch64" | "arm64" => Some(Self::Arm64),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }
}

/// A piece of an image: by its digest, in a registry that has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Piece {
    #[serde(rename = "mediaType", default)]
    pub kind: String,
    pub digest: String,
    pub size: u64,
    #[serde(default)]
    platform: Option<Platform>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Platform {
    #[serde(default)]
    architecture: String,
    #[serde(default)]
    os: String,
}

/// Either many images for many machines, or one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Manifest {
    Index(Vec<Piece>),
    Image { config: Piece, layers: Vec<Piece> },
}

impl Manifest {
    pub fn read(bytes: &[u8]) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Body {
            manifests: Option<Vec<Piece>>,
            config: Option<Piece>,
            layers: Option<Vec<Piece>>,
        }
        let body: Body = serde_json::from_slice(bytes)
            .map_err(|error| Failure::Unreadable(format!("the image's manifest: {error}")))?;
        let manifest = match (body.manifests, body.config, body.layers) {
            (Some(index), ..) => Self::Index(index),
            (None, Some(config), Some(layers)) => Self::Image { config, layers },
            _ => {
                let words = "the image's manifest is of a kind that is not in use any more";
                return Err(Failure::Unreadable(words.to_owned()));
            }
        };
        // Digests go into addresses and names of files.
        if let Some(piece) = manifest.pieces().find(|piece| !is_digest(&piece.digest)) {
            return Err(Failure::Unreadable(format!("the digest {}", piece.digest)));
        }

        Ok(manifest)
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        let (config, rest) = match self {
            Self::Index(pieces) => (None, pieces),
            Self::Image { config, layers } => (Some(config), layers),
        };

        config.into_iter().chain(rest)
    }
}

/// The image for this processor among those for others. Signatures and the like stand there as of an unknown one.
pub(super) fn choose(index: &[Piece], processor: Processor) -> Result<&Piece, Failure> {
    let platforms = || {
        index
            .iter()
            .filter_map(|piece| Some((piece, piece.platform.as_ref()?)))
    };
    let found = platforms()
        .find(|(_, platform)| platform.os == "linux" && platform.architecture == processor.name());
    if let Some((piece, _)) = found {
        return Ok(piece);
    }

    Err(Failure::Processor {
        wanted: processor,
        there: platforms()
            .filter(|(_, platform)| platform.os != "unknown")
            .map(|(_, platform)| format!("{}/{}", platform.os, platform.architecture))
            .collect(),
    })
}

/// What of an image's configuration is looked at.
#[derive(Debug, Deserialize)]
pub(super) struct Config {
    #[serde(default)]
    architecture: String,
    #[serde(default)]
    os: String,
    rootfs: Layers,
}

#[derive(Debug, Deserialize)]
struct Layers {
    #[serde(default)]
    diff_ids: Vec<String>,
}

impl Config {
    /// Reads it, for an image of so many layers; the digests of the layers as they are when unpacked.
    pub fn read(bytes: &[u8], processor: Processor, layers: usize) -> Result<Vec<String>, Failure> {
        let config: Self = serde_json::from_slice(bytes)
            .map_err(|error| Failure::Unreadable(format!("the image's configuration: {error}")))?;
        if config.os != "linux" || config.architecture != processor.name() {
            return Err(Failure::Processor {
                wanted: processor,
                there: vec![format!("{}/{}", config.os, config.architecture)],
            });
        }
        let ids = config.rootfs.diff_ids;
        if ids.len() != layers || !ids.iter().all(|id| is_digest(id)) {
            let words = "the image's configuration does not fit its layers";
            return Err(Failure::Unreadable(words.to_owned()));
        }

        Ok(ids)
    }
}

/// What a layer is called in the archive. Dockers of every age unpack gzip; what else there is, not all of them do.
pub(super) fn member(layer: &Piece) -> Result<String, Failure> {
    let hex = layer.digest.trim_start_matches("sha256:");
    match layer.kind.as_str() {
        "application/vnd.docker.image.rootfs.diff.tar.gzip"
        | "application/vnd.oci.image.layer.v1.tar+gzip" => Ok(format!("{hex}.tar.gz")),
        "application/vnd.docker.image.rootfs.diff.tar"
        | "application/vnd.oci.image.layer.v1.tar" => Ok(format!("{hex}.tar")),
        other => Err(Failure::Unreadable(format!("a layer of the kind {other}"))),
    }
}
