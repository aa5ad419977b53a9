//! An image's name as people write it, and what it means: the same rules as Docker's, so that both fetch the same.

use std::net::IpAddr;
use std::str::FromStr;

/// Where a name without a host leads.
const HUB: &str = "docker.io";
/// What answers there.
const HUB_ADDRESS: &str = "https://registry-1.docker.io";

/// An image somewhere: host, repository, and a tag or a digest or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The name as it was written, without the digest.
    written: String,
    host: String,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadReference {
    #[error("the repository is missing")]
    Empty,
    #[error("the digest is not a SHA-256")]
    Digest,
}

impl FromStr for Reference {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (written, digest) = match text.split_once('@') {
            Some((written, digest)) if is_digest(digest) => (written, Some(digest.to_owned())),
            Some(_) => return Err(BadReference::Digest),
            None => (text, None),
        };
        let (host, rest) = match written.split_once('/') {
            Some((first, rest)) if is_host(first) => (first, rest),
            _ => (HUB, written),
        };
        // A colon behind the last slash: before it is a port.
        let (repository, tag) = match rest.rsplit_once(':') {
            Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag.to_owned())),
            _ => (rest, None),
        };
        if repository.is_empty() || tag.as_deref() == Some("") {
            return Err(BadReference::Empty);
        }
        let host = if host == "index.docker.io" { HUB } else { host };
        let repository = if host == HUB && !repository.contains('/') {
            format!("library/{repository}")
        } else {
            repository.to_owned()
        };

        Ok(Self {
            written: written.to_owned(),
            host: host.to_owned(),
            repository,
            tag,
            digest,
        })
    }
}

impl Reference {
    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn repository(&self) -> &str {
        &self.repository
    }

    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// What stands behind `/manifests/`: the digest where one is named, whatever the tag means by now.
    pub fn wanted(&self) -> &str {
        let named = self.digest.as_deref().or(self.tag.as_deref());

        named.unwrap_or("latest")
    }

    /// What an image is called that did not come out of a registry: a digest cannot be its name there.
    pub fn local(&self) -> String {
        match (&self.tag, &self.digest) {
            (Some(_), _) => self.written.clone(),
            (None, Some(digest)) => {
                let hex = digest.trim_start_matches("sha256:");
                format!("{}:{}", self.written, hex.get(..12).unwrap_or(hex))
            }
            (None, None) => format!("{}:latest", self.written),
        }
    }

    /// The registry's address. As for Docker, what is on the own computer needs no TLS.
    pub(super) fn address(&self) -> String {
        if self.host == HUB {
            HUB_ADDRESS.to_owned()
        } else if is_loopback(&self.host) {
            format!("http://{}", self.host)
        } else {
            format!("https://{}", self.host)
        }
    }
}

fn is_host(first: &str) -> bool {
    first == "localhost" || first.contains(['.', ':'])
}

fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let name = name.trim_matches(['[', ']']);

    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// `sha256:` and 64 small hexadecimal digits: it goes into addresses and file names.
pub(super) fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64
            && hex
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// Address, repository, what is asked for, and what it is called on the machine.
    fn means(text: &str) -> (String, String, String, String) {
        let reference: Reference = text.parse().unwrap();

        (
            reference.address(),
            reference.repository().to_owned(),
            reference.wanted().to_owned(),
            reference.local(),
        )
    }

    fn same(text: &str, address: &str, repository: &str, wanted: &str, local: &str) {
        let expected = [address, repository, wanted, local].map(str::to_owned);
        let (a, b, c, d) = means(text);

        assert_eq!([a, b, c, d], expected, "{text}");
    }

    #[test]
    fn names_without_a_host_are_of_docker_hub() {
        let hub = "https://registry-1.docker.io";

        same(
            "registry:2.8.3",
            hub,
            "library/registry",
            "2.8.3",
            "registry:2.8.3",
        );
        same("caddy", hub, "library/caddy", "latest", "caddy:latest");
        same("lab/registry:2", hub, "lab/registry", "2", "lab/registry:2");
        same(
            "docker.io/registry:2",
            hub,
            "library/registry",
            "2",
            "docker.io/registry:2",
        );
        same(
            "index.docker.io/library/registry:2",
            hub,
            "library/registry",
            "2",
            "index.docker.io/library/registry:2",
        );
    }

    #[test]
    fn other_hosts_are_asked_themselves() {
        same(
            "quay.io/lab/registry:3",
            "https://quay.io",
            "lab/registry",
            "3",
            "quay.io/lab/registry:3",
        );
        same(
            "hub.lab:5000/registry",
            "https://hub.lab:5000",
            "registry",
            "latest",
            "hub.lab:5000/registry:latest",
        );
        same(
            "127.0.0.1:5001/registry:2",
            "http://127.0.0.1:5001",
            "registry",
            "2",
            "127.0.0.1:5001/registry:2",
        );
        same(
            "localhost/a/b:1",
            "http://localhost",
            "a/b",
            "1",
            "localhost/a/b:1",
        );
    }

    #[test]
    fn a_digest_is_worth_more_than_a_tag() {
        let hub = "https://registry-1.docker.io";

        same(
            &format!("registry:2.8.3@{DIGEST}"),
            hub,
            "library/registry",
            DIGEST,
            "registry:2.8.3",
        );
        same(
            &format!("registry@{DIGEST}"),
            hub,
            "library/registry",
            DIGEST,
            "registry:0123456789ab",
        );
    }

    #[test]
    fn what_is_no_name() {
        let parse = |text: &str| text.parse::<Reference>().map(drop);

        assert_eq!(parse(""), Err(BadReference::Empty));
        assert_eq!(parse("hub.lab:5000/"), Err(BadReference::Empty));
        assert_eq!(parse("registry:"), Err(BadReference::Empty));
        assert_eq!(parse("registry@sha256:12"), Err(BadReference::Digest));
        assert_eq!(parse("registry@sha512:12"), Err(BadReference::Digest));
    }
}
