//! The service catalog: which address serves what, under the many names that services go by.
//!
//! Versions are put into addresses here and never discovered: discovery documents often name internal hosts.

use serde::Deserialize;

use super::credentials::{Credentials, Interface};

/// The services that are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    Compute,
    /// Designate; many clouds have none.
    Dns,
    Identity,
    Image,
    Network,
    Volume,
}

impl Service {
    /// Names in catalogs, the most telling first. `volume` alone was Cinder's first version.
    const fn types(self) -> &'static [&'static str] {
        match self {
            Self::Compute => &["compute"],
            Self::Dns => &["dns"],
            Self::Identity => &["identity"],
            Self::Image => &["image"],
            Self::Network => &["network"],
            Self::Volume => &["volumev3", "block-storage", "block-store", "volume"],
        }
    }

    /// The name that errors and microversion headers use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::Dns => "dns",
            Self::Identity => "identity",
            Self::Image => "image",
            Self::Network => "network",
            Self::Volume => "volume",
        }
    }

    /// The version that is spoken, as a path.
    const fn version(self) -> &'static str {
        match self {
            Self::Compute => "v2.1",
            Self::Identity | Self::Volume => "v3",
            Self::Dns | Self::Image => "v2",
            Self::Network => "v2.0",
        }
    }
}

/// The catalog as Keystone sends it with a token.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Catalog(Vec<Entry>);

#[derive(Debug, Clone, Deserialize)]
struct Entry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    endpoints: Vec<Endpoint>,
}

#[derive(Debug, Clone, Deserialize)]
struct Endpoint {
    interface: String,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    region_id: Option<String>,
    url: String,
}

impl Endpoint {
    fn region(&self) -> Option<&str> {
        self.region_id.as_deref().or(self.region.as_deref())
    }
}

impl Catalog {
    /// The regions that have a compute service, each once, in the catalog's order.
    pub fn regions(&self) -> Vec<String> {
        let mut regions: Vec<String> = Vec::new();
        for endpoint in self.endpoints("compute") {
            if let Some(region) = endpoint.region()
                && !regions.iter().any(|known| known == region)
            {
                regions.push(region.to_owned());
            }
        }

        regions
    }

    /// The address of a service with its version (and project) in it, without a slash at the end.
    pub(super) fn url(
        &self,
        service: Service,
        credentials: &Credentials,
        project: Option<&str>,
    ) -> Option<String> {
        let given = service
            .types()
            .iter()
            .chain(&[service.as_str()])
            .find_map(|kind| credentials.endpoints.get(*kind));
        if let Some(url) = given {
            return Some(complete(url, service, project));
        }
        let first = self.regions().into_iter().next();
        let region = credentials.region.as_deref().or(first.as_deref());
        let url = service
            .types()
            .iter()
            .find_map(|kind| self.find(kind, credentials.interface, region))?;

        Some(secured(
            complete(url, service, project),
            &credentials.auth_url,
        ))
    }

    fn find<'a>(
        &'a self,
        kind: &'a str,
        interface: Interface,
        region: Option<&str>,
    ) -> Option<&'a str> {
        self.endpoints(kind)
            .find(|endpoint| {
                let here = region.is_none() || endpoint.region() == region;
                // Version 2 of the catalog wrote `publicURL`.
                let named = endpoint.interface.trim_end_matches("URL");
                here && named == interface.as_str() && !is_old(kind, &endpoint.url)
            })
            .map(|endpoint| endpoint.url.as_str())
    }

    fn endpoints<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Endpoint> + 'a {
        self.0
            .iter()
            .filter(move |entry| entry.kind == kind)
            .flat_map(|entry| &entry.endpoints)
    }
}

/// Adds the version where the catalog left it out, and the project where Cinder needs it.
fn complete(url: &str, service: Service, project: Option<&str>) -> String {
    let url = url.trim().trim_end_matches('/');
    let versioned = match url.split('/').skip(3).find(|part| is_version(part)) {
        Some(_) => url.to_owned(),
        None => format!("{url}/{}", service.version()),
    };
    match (service, project) {
        // Cinder did without the project in the path only from 3.67 on.
        (Service::Volume, Some(project)) if versioned.ends_with("/v3") => {
            format!("{versioned}/{project}")
        }
        _ => versioned,
    }
}

/// Cinder's first two versions, which went by the name that some still give to its third.
fn is_old(kind: &str, url: &str) -> bool {
    kind == "volume" && url.split('/').any(|part| part == "v1" || part == "v2")
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v').is_some_and(|number| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

/// A catalog behind TLS that says `http://` was written before the TLS was put in front of it:
/// a token does not go out in clear.
fn secured(url: String, auth_url: &str) -> String {
    match url.strip_prefix("http://") {
        Some(rest) if auth_url.trim().starts_with("https://") => format!("https://{rest}"),
        _ => url,
    }
}

/// The addresses under which Keystone may be, given what a person wrote. Without a slash at the end.
pub(super) fn identity_urls(written: &str) -> Vec<String> {
    let written = written.trim().trim_end_matches('/');
    let written = written.strip_suffix("/auth/tokens").unwrap_or(written);
    let with_scheme = if written.contains("://") {
        written.to_owned()
    } else {
        format!("https://{written}")
    };
    let base = match with_scheme.rsplit_once('/') {
        Some((before, last)) if is_version(last) && before.contains("://") => before.to_owned(),
        _ => with_scheme,
    };
    let has_path = base
        .split_once("://")
        .is_some_and(|(_, rest)| rest.contains('/'));

    let mut urls = vec![format!("{base}/v3")];
    if !has_path {
        urls.push(format!("{base}/identity/v3"));
    }
    urls
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::credentials::Method;
    use super::*;
    use crate::secret::Secret;

    fn credentials(auth_url: &str) -> Credentials {
        let method = Method::ApplicationCredential {
            id: "id".to_owned(),
            secret: Secret::new("secret"),
        };

        Credentials::new(auth_url, method)
    }

    fn catalog() -> Catalog {
        let endpoint = |region: &str, url: &str| json!({ "interface": "public", "region_id": region, "url": url });
        serde_json::from_value(json!([
            { "type": "compute", "endpoints": [
                endpoint("East", "http://east:8774/v2.1/p"), endpoint("West", "http://west:8774"),
            ] },
            { "type": "block-storage", "endpoints": [endpoint("East", "http://east:8776/v3/")] },
            { "type": "network", "endpoints": [endpoint("West", "http://west/networking")] },
            { "type": "image", "endpoints": [
                { "interface": "internal", "region": "East", "url": "http://inside" },
                endpoint("East", "http://east/image"),
            ] },
        ]))
        .unwrap()
    }

    #[test]
    fn versions_projects_and_aliases_are_put_right() {
        let (catalog, credentials) = (catalog(), credentials("http://k/v3"));
        let url = |service| catalog.url(service, &credentials, Some("p"));

        assert_eq!(url(Service::Compute).unwrap(), "http://east:8774/v2.1/p");
        assert_eq!(url(Service::Volume).unwrap(), "http://east:8776/v3/p");
        assert_eq!(url(Service::Image).unwrap(), "http://east/image/v2");
        assert_eq!(url(Service::Network), None, "it is in another region");
    }

    #[test]
    fn region_interface_and_overrides_are_followed() {
        let mut credentials = credentials("https://k/v3");
        credentials.region = Some("West".to_owned());

        let url = |credentials: &Credentials, service| catalog().url(service, credentials, None);
        assert_eq!(
            url(&credentials, Service::Compute).unwrap(),
            "https://west:8774/v2.1"
        );
        assert_eq!(
            url(&credentials, Service::Network).unwrap(),
            "https://west/networking/v2.0"
        );

        let _ = credentials
            .endpoints
            .insert("network".to_owned(), "http://here:9696/".to_owned());
        assert_eq!(
            url(&credentials, Service::Network).unwrap(),
            "http://here:9696/v2.0"
        );

        credentials.region = None;
        credentials.interface = Interface::Internal;
        assert_eq!(
            url(&credentials, Service::Image).unwrap(),
            "https://inside/v2"
        );
        assert_eq!(catalog().regions(), ["East", "West"]);
    }

    #[test]
    fn an_address_of_keystone_is_taken_as_people_write_it() {
        assert_eq!(
            identity_urls("https://k:5000/v3/"),
            ["https://k:5000/v3", "https://k:5000/identity/v3"]
        );
        assert_eq!(identity_urls("https://k:5000")[0], "https://k:5000/v3");
        assert_eq!(
            identity_urls("https://k/identity"),
            ["https://k/identity/v3"]
        );
        assert_eq!(
            identity_urls("https://k/identity/v3/auth/tokens"),
            ["https://k/identity/v3"]
        );
        assert_eq!(identity_urls("https://k:5000/v2.0")[0], "https://k:5000/v3");
        assert_eq!(
            identity_urls(" k.example.org:5000 ")[0],
            "https://k.example.org:5000/v3"
        );
    }
}
