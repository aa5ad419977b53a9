//! Images out of a registry, for machines that do not reach it: fetched here, and made into a file that Docker loads.
//!
//! Anonymous, as `docker pull` is without a login. Everything is compared with its digest before it is believed,
//! and nothing is taken that is longer than it was told to be.

mod archive;
mod challenge;
mod manifest;
mod reference;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use manifest::Processor;
pub use reference::{BadReference, Reference};

use self::archive::Archive;
use self::challenge::Challenge;
use self::manifest::{Config, Manifest, Piece};
use crate::http::{CallError, Method, Net, Request, Response, retry};
use crate::secret::Secret;

/// What an image may hold, packed. Those of registries and web servers hold a tenth of it.
const MOST: u64 = 500_000_000;
/// A manifest or a configuration that is longer than this is none.
const MOST_WORDS: u64 = 4 << 20;
/// What is asked for at a time: a connection that breaks costs no more than this.
const PORTION: u64 = 4 << 20;
/// How often a registry may send us on: Docker Hub does once, to where it stores things.
const REDIRECTS: usize = 5;

/// An image that lies in a file now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What it is called when the file is loaded.
    pub name: String,
    /// Its id, which is the digest of its configuration.
    pub id: String,
    /// Digests of its unpacked layers, the lowest first.
    pub layers: Vec<String>,
    /// The length of the file.
    pub bytes: u64,
}

/// Why an image cannot be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    #[error(transparent)]
    Call(CallError),
    /// What came is not what it is called.
    #[error("{found} came instead of {wanted}")]
    Digest { wanted: String, found: String },
    /// This computer has no room for it.
    #[error("the file for the image: {0}")]
    File(String),
    /// The registry has served this address too often lately.
    #[error("the registry gives no more images for the moment")]
    Limit,
    /// There is none for the machine's processor.
    #[error("there is no image for linux/{}, but for {}", .wanted.name(), .there.join(", "))]
    Processor {
        wanted: Processor,
        there: Vec<String>,
    },
    #[error("the image has {bytes} bytes, more than {most}")]
    TooLarge { bytes: u64, most: u64 },
    /// The registry has no image of this name, or not for everybody.
    #[error("the registry has no such image, or not for everybody")]
    Unknown,
    /// The registry answers something that is no image as we know it.
    #[error("not understood: {0}")]
    Unreadable(String),
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::File(error.to_string())
    }
}

/// Fetches the image for this processor into the file `into`, which `docker load` reads. Meanwhile `told` hears how
/// many bytes have come, and of how many.
pub async fn fetch(
    net: &Net,
    image: &Reference,
    processor: Processor,
    into: &Path,
    told: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<Fetched, Failure> {
    let mut source = Source::of(net, image);
    let (config, layers) = source.image(image, processor).await?;
    let whole = layers
        .iter()
        .fold(config.size, |sum, layer| sum.saturating_add(layer.size));
    if whole > MOST {
        return Err(Failure::TooLarge {
            bytes: whole,
            most: MOST,
        });
    }
    let configuration = source.words("blobs", &config.digest, None).await?;
    let unpacked = Config::read(&configuration, processor, layers.len())?;
    let members: Vec<String> = layers
        .iter()
        .map(manifest::member)
        .collect::<Result<_, _>>()?;

    let mut archive = Archive::create(into).await?;
    let settings = format!("{}.json", config.digest.trim_start_matches("sha256:"));
    let table = archive::table(&settings, &image.local(), &members);
    archive.put("manifest.json", &table).await?;
    archive.put(&settings, &configuration).await?;
    let mut got = configuration.len() as u64;
    let mut there = BTreeSet::new();
    for (layer, member) in layers.iter().zip(&members) {
        // Some images have the same layer twice.
        if there.insert(&layer.digest) {
            archive.member(member, layer.size).await?;
            let told = |bytes| told(got + bytes, whole);
            source.pour(layer, &mut archive, &told).await?;
        }
        got += layer.size;
    }

    Ok(Fetched {
        name: image.local(),
        id: config.digest,
        layers: unpacked,
        bytes: archive.finish().await?,
    })
}

/// A repository of a registry, asked without a login.
struct Source<'a> {
    net: &'a Net,
    base: String,
    repository: String,
    token: Option<Secret>,
}

impl<'a> Source<'a> {
    fn of(net: &'a Net, image: &Reference) -> Self {
        Self {
            net,
            base: image.address(),
            repository: image.repository().to_owned(),
            token: None,
        }
    }

    /// The configuration and the layers of the image for this processor.
    async fn image(
        &mut self,
        image: &Reference,
        processor: Processor,
    ) -> Result<(Piece, Vec<Piece>), Failure> {
        let mut wanted = image.wanted().to_owned();
        // An index leads to images, not to another index.
        for _ in 0..2 {
            let bytes = self.words("manifests", &wanted, Some(manifest::ACCEPTED));
            match Manifest::read(&bytes.await?)? {
                Manifest::Image { config, layers } => return Ok((config, layers)),
                Manifest::Index(pieces) => {
                    wanted = manifest::choose(&pieces, processor)?.digest.clone();
                }
            }
        }

        Err(Failure::Unreadable("an index of indexes".to_owned()))
    }

    /// A manifest or a configuration; what is asked for by its digest has it.
    async fn words(
        &mut self,
        kind: &str,
        name: &str,
        accept: Option<&'static str>,
    ) -> Result<Bytes, Failure> {
        let path = format!("/v2/{}/{kind}/{name}", self.repository);
        let mut ask = Request::new(Method::Get, format!("{}{path}", self.base)).most(MOST_WORDS);
        if let Some(accept) = accept {
            ask = ask.header("Accept", accept);
        }
        let response = self.get(ask).await?;
        if reference::is_digest(name) {
            same(name, &super::digest(&response.body))?;
        }

        Ok(response.body)
    }

    /// A layer, portion by portion, into the archive.
    async fn pour(
        &mut self,
        layer: &Piece,
        archive: &mut Archive,
        told: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), Failure> {
        let url = format!(
            "{}/v2/{}/blobs/{}",
            self.base, self.repository, layer.digest
        );
        let mut sum = Sha256::new();
        let mut at = 0;
        while at < layer.size {
            told(at);
            let end = layer.size.min(at + PORTION);
            let ask = Request::new(Method::Get, &url)
                .header("Range", format!("bytes={at}-{}", end - 1))
                .most(layer.size);
            let response = self.get(ask).await?;
            // Who does not know of portions sends all of it.
            let (from, expected) = match response.status {
                206 => (0, end - at),
                _ => (at, layer.size),
            };
            if response.body.len() as u64 != expected {
                let words = format!("{} bytes of {expected}", response.body.len());
                return Err(Failure::Unreadable(words));
            }
            let portion = response
                .body
                .slice(usize::try_from(from).unwrap_or_default()..);
            sum.update(&portion);
            archive.write(&portion).await?;
            at += portion.len() as u64;
        }
        told(layer.size);

        same(&layer.digest, &super::named(&sum.finalize()))
    }

    /// The answer to `request`, with a token if one is asked for; only answers that have what was wanted.
    async fn get(&mut self, request: Request) -> Result<Response, Failure> {
        let call = request.name();
        let mut response = self.follow(request.clone()).await?;
        if response.status == 401 {
            // None yet, or one that has run out.
            self.token = Some(self.fetch_token(&response).await?);
            response = self.follow(request).await?;
        }
        match response.status {
            200 | 206 => Ok(response),
            401 | 404 => Err(Failure::Unknown),
            429 => Err(Failure::Limit),
            _ => Err(super::error(&call, &response).into()),
        }
    }

    /// Sends the request, and sends it again to where the registry stores things. The token stays with the registry.
    async fn follow(&self, mut request: Request) -> Result<Response, Failure> {
        for _ in 0..=REDIRECTS {
            let mut ask = request.clone();
            if let Some(token) = self.token.as_ref().filter(|_| self.is_of(&ask.url)) {
                ask = ask.header("Authorization", format!("Bearer {}", token.expose()));
            }
            let response = retry::send(&**self.net, ask).await?;
            match (response.status, response.header("location")) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    request.url = self.onward(&request.url, location)?;
                }
                _ => return Ok(response),
            }
        }

        Err(Failure::Unreadable(
            "the registry sends us in circles".to_owned(),
        ))
    }

    fn is_of(&self, url: &str) -> bool {
        let origin = |url: &str| url::Url::parse(url).map(|url| url.origin());

        matches!((origin(url), origin(&self.base)), (Ok(one), Ok(other)) if one == other)
    }

    fn onward(&self, from: &str, location: &str) -> Result<String, Failure> {
        let onward = url::Url::parse(from).and_then(|from| from.join(location));
        match onward {
            Ok(onward) if onward.scheme() == "https" || self.is_plain() => Ok(onward.into()),
            _ => Err(Failure::Unreadable(
                "the registry sends us to plain HTTP".to_owned(),
            )),
        }
    }

    fn is_plain(&self) -> bool {
        self.base.starts_with("http://")
    }

    async fn fetch_token(&self, refusal: &Response) -> Result<Secret, Failure> {
        #[derive(Deserialize)]
        struct Answer {
            token: Option<Secret>,
            access_token: Option<Secret>,
        }
        // A registry that wants a password has nothing for everybody.
        let challenge = refusal
            .header("www-authenticate")
            .and_then(Challenge::read)
            .ok_or(Failure::Unknown)?;
        let url = challenge
            .url(self.is_plain())
            .ok_or_else(|| Failure::Unreadable("where the registry gives tokens".to_owned()))?;
        let request = Request::new(Method::Get, url).most(MOST_WORDS);
        let call = request.name();
        let response = retry::send(&**self.net, request).await?;
        match response.status {
            200 => {}
            401 | 403 | 404 => return Err(Failure::Unknown),
            429 => return Err(Failure::Limit),
            _ => return Err(super::error(&call, &response).into()),
        }
        let answer: Answer = response.read(&call)?;
        let token = answer.token.or(answer.access_token);

        token.ok_or_else(|| Failure::Unreadable("no token came".to_owned()))
    }
}

fn same(wanted: &str, found: &str) -> Result<(), Failure> {
    if wanted == found {
        return Ok(());
    }

    Err(Failure::Digest {
        wanted: wanted.to_owned(),
        found: found.to_owned(),
    })
}
