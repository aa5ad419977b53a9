//! `clouds.yaml`, and `secure.yaml` laid over it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::entry::{Auth, Settings};
use super::{Found, Unusable};

/// A file that is not YAML, or does not list clouds. The parser's own words are left out: they quote the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadYaml {
    #[error("line {line} of the list of clouds cannot be understood")]
    Clouds { line: u64 },
    #[error("line {line} of the list of secrets cannot be understood")]
    Secure { line: u64 },
}

#[derive(Debug, Default, Deserialize)]
struct File {
    #[serde(default)]
    clouds: BTreeMap<String, Entry>,
}

/// `#[serde(flatten)]` would turn numbers that are passwords into numbers: the file is read twice instead.
#[derive(Debug, Default, Deserialize)]
struct Entry {
    #[serde(default)]
    auth: Option<Auth>,
}

#[derive(Debug, Default, Deserialize)]
struct SettingsFile {
    #[serde(default)]
    clouds: BTreeMap<String, Option<Settings>>,
}

/// The clouds of the file by name, each with its credentials or why it cannot be used.
pub fn clouds(
    clouds: &str,
    secure: Option<&str>,
) -> Result<BTreeMap<String, Result<Found, Unusable>>, BadYaml> {
    let mut all = parse(clouds).map_err(|line| BadYaml::Clouds { line })?;
    if let Some(secure) = secure {
        let secrets = parse(secure).map_err(|line| BadYaml::Secure { line })?;
        for (name, (settings, auth)) in secrets {
            if let Some(cloud) = all.get_mut(&name) {
                cloud.0.merge(settings);
                cloud.1.merge(auth);
            }
        }
    }

    Ok(all
        .into_iter()
        .map(|(name, (settings, auth))| (name.clone(), settings.found(name, auth)))
        .collect())
}

fn parse(text: &str) -> Result<BTreeMap<String, (Settings, Auth)>, u64> {
    if text.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut settings: SettingsFile = read(text)?;
    let file: File = read(text)?;

    Ok(file
        .clouds
        .into_iter()
        .map(|(name, entry)| {
            let settings = settings.clouds.remove(&name).flatten().unwrap_or_default();
            (name, (settings, entry.auth.unwrap_or_default()))
        })
        .collect())
}

/// The error is the line.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, u64> {
    let options = serde_saphyr::options! { with_snippet: false };

    serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| error.location().map_or(1, |location| location.line()))
}

#[cfg(test)]
mod tests {
    use super::super::Warning;
    use super::*;
    use crate::openstack::credentials::{Credentials, Domain, Interface, Method, Project, User};
    use crate::secret::Secret;

    const CLOUDS: &str = "\
clouds:
  lab:
    auth:
      auth_url: https://keystone.example.org:5000
      username: ann
      project_name: 2024
      user_domain_name: Default
      project_domain_id: default
    region_name: NO
    interface: internal
    identity_api_version: 3
    verify: no
    cacert: /etc/ssl/lab.pem
    networks: [{name: a, routes_externally: true}]
  app:
    auth_type: v3applicationcredential
    auth:
      auth_url: https://keystone.example.org:5000/v3
      application_credential_id: abc
      project_name: left over
  portal:
    auth_type: v3oidcpassword
    auth: {auth_url: https://k}
  ovh:
    profile: ovh
    auth: {username: u}
";
    const SECURE: &str = "\
clouds:
  lab:
    auth:
      password: 0123456
  app:
    auth: {application_credential_secret: \"s3cret\"}
  gone:
    auth: {password: x}
";

    #[test]
    fn the_two_files_become_credentials() {
        let all = clouds(CLOUDS, Some(SECURE)).unwrap();
        let lab = all["lab"].clone().unwrap();

        assert_eq!(all.len(), 4);
        assert_eq!(
            lab.credentials.method,
            Method::Password {
                user: User::Name {
                    name: "ann".to_owned(),
                    domain: Domain::Name("Default".to_owned()),
                },
                password: Secret::new("0123456"),
                project: Some(Project::Name {
                    name: "2024".to_owned(),
                    domain: Domain::Id("default".to_owned()),
                }),
            }
        );
        assert_eq!(lab.credentials.region.as_deref(), Some("NO"));
        assert_eq!(lab.credentials.interface, Interface::Internal);
        assert_eq!(lab.warnings, [Warning::Unverified]);
        assert!(lab.ca_file.is_some() && !lab.asks());
        assert_eq!(
            all["app"].clone().unwrap().credentials,
            Credentials::new(
                "https://keystone.example.org:5000/v3",
                Method::ApplicationCredential {
                    id: "abc".to_owned(),
                    secret: Secret::new("s3cret"),
                }
            )
        );
        assert_eq!(
            all["portal"],
            Err(Unusable::AuthType("v3oidcpassword".to_owned()))
        );
        assert_eq!(all["ovh"], Err(Unusable::Profile("ovh".to_owned())));
    }

    #[test]
    fn without_secrets_the_password_is_asked() {
        let all = clouds(CLOUDS, None).unwrap();

        assert!(all["lab"].clone().unwrap().asks());
        assert!(clouds("", None).unwrap().is_empty());
    }

    #[test]
    fn a_password_is_not_quoted() {
        for text in [
            "clouds: {a: {auth: {auth_url: u, password: [hunter2]}}}",
            "clouds:\n  a:\n    auth:\n     password: \"hunter2\n",
            "clouds:\n  a:\n\tpassword: hunter2\n",
        ] {
            let error = clouds(text, None).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter"), "{error}");
        }
    }
}
