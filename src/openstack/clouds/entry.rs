//! One cloud as the official clients describe it, the same in YAML and in environment variables.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::{Found, Unusable, Warning};
use crate::openstack::credentials::{Credentials, Domain, Interface, Method, Project, User};
use crate::secret::Secret;

macro_rules! settings {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(default)]
        pub(super) struct $name {
            $(pub(super) $field: Option<$kind>,)*
        }

        impl $name {
            /// What `other` says counts more.
            pub(super) fn merge(&mut self, other: Self) {
                $(if other.$field.is_some() {
                    self.$field = other.$field;
                })*
            }
        }
    };
}

settings! {
    /// A cloud without its `auth` part.
    Settings {
        auth_type: String,
        region_name: String,
        interface: String,
        endpoint_type: String,
        cacert: String,
        verify: bool,
        insecure: bool,
        cert: String,
        profile: String,
        compute_endpoint_override: String,
        image_endpoint_override: String,
        network_endpoint_override: String,
        block_storage_endpoint_override: String,
        volume_endpoint_override: String,
        volumev3_endpoint_override: String,
    }
}

settings! {
    /// The part `auth` of a cloud.
    Auth {
        auth_url: String,
        username: String,
        user_id: String,
        password: Secret,
        project_name: String,
        project_id: String,
        tenant_name: String,
        tenant_id: String,
        user_domain_name: String,
        user_domain_id: String,
        project_domain_name: String,
        project_domain_id: String,
        domain_name: String,
        domain_id: String,
        default_domain: String,
        application_credential_id: String,
        application_credential_name: String,
        application_credential_secret: Secret,
    }
}

impl Settings {
    /// The credentials that the entry stands for.
    pub(super) fn found(self, name: String, auth: Auth) -> Result<Found, Unusable> {
        let Some(auth_url) = filled(auth.auth_url.clone()) else {
            return Err(self.profile.map_or(Unusable::NoAuthUrl, Unusable::Profile));
        };
        let method = auth.method(self.auth_type.as_deref())?;
        let interface = self.interface.as_ref().or(self.endpoint_type.as_ref());
        let mut warnings = Vec::new();
        if self.verify == Some(false) || self.insecure == Some(true) {
            warnings.push(Warning::Unverified);
        }
        if self.cert.is_some() {
            warnings.push(Warning::ClientCertificate);
        }
        let credentials = Credentials {
            auth_url,
            method,
            interface: match interface.map(|text| text.trim_end_matches("URL")) {
                Some("internal") => Interface::Internal,
                Some("admin") => Interface::Admin,
                _ => Interface::Public,
            },
            endpoints: self.endpoints(),
            region: filled(self.region_name),
            reach: None,
        };

        Ok(Found {
            name,
            credentials,
            ca_file: filled(self.cacert).map(PathBuf::from),
            warnings,
        })
    }

    fn endpoints(&self) -> BTreeMap<String, String> {
        let volume = self
            .block_storage_endpoint_override
            .as_ref()
            .or(self.volumev3_endpoint_override.as_ref())
            .or(self.volume_endpoint_override.as_ref());

        [
            ("compute", self.compute_endpoint_override.as_ref()),
            ("image", self.image_endpoint_override.as_ref()),
            ("network", self.network_endpoint_override.as_ref()),
            ("block-storage", volume),
        ]
        .into_iter()
        .filter_map(|(service, url)| Some((service.to_owned(), url?.clone())))
        .collect()
    }
}

impl Auth {
    fn method(self, auth_type: Option<&str>) -> Result<Method, Unusable> {
        let by_credential = match auth_type {
            None | Some("") => {
                self.application_credential_id.is_some()
                    || self.application_credential_name.is_some()
            }
            Some("password" | "v3password") => false,
            Some("v3applicationcredential") => true,
            Some(other) => return Err(Unusable::AuthType(other.to_owned())),
        };
        if !by_credential {
            return Ok(Method::Password {
                user: self.user().ok_or(Unusable::NobodyNamed)?,
                project: self.project(),
                password: self.password.unwrap_or_default(),
            });
        }
        if let Some(id) = filled(self.application_credential_id.clone()) {
            return Ok(Method::ApplicationCredential {
                id,
                secret: self.application_credential_secret.unwrap_or_default(),
            });
        }

        Ok(Method::ApplicationCredentialByName {
            name: filled(self.application_credential_name.clone()).ok_or(Unusable::NobodyNamed)?,
            user: self.user().ok_or(Unusable::NobodyNamed)?,
            secret: self.application_credential_secret.unwrap_or_default(),
        })
    }

    fn user(&self) -> Option<User> {
        let domain = || self.domain(&self.user_domain_id, &self.user_domain_name);

        filled(self.user_id.clone()).map(User::Id).or_else(|| {
            filled(self.username.clone()).map(|name| User::Name {
                name,
                domain: domain(),
            })
        })
    }

    fn project(&self) -> Option<Project> {
        let id = filled(self.project_id.clone()).or_else(|| filled(self.tenant_id.clone()));
        let name = filled(self.project_name.clone()).or_else(|| filled(self.tenant_name.clone()));
        let domain = || self.domain(&self.project_domain_id, &self.project_domain_name);

        id.map(Project::Id).or_else(|| {
            name.map(|name| Project::Name {
                name,
                domain: domain(),
            })
        })
    }

    /// The domain that is named for it, for both, or else the one that every cloud has.
    fn domain(&self, id: &Option<String>, name: &Option<String>) -> Domain {
        filled(id.clone())
            .map(Domain::Id)
            .or_else(|| filled(name.clone()).map(Domain::Name))
            .or_else(|| filled(self.domain_id.clone()).map(Domain::Id))
            .or_else(|| filled(self.domain_name.clone()).map(Domain::Name))
            .or_else(|| filled(self.default_domain.clone()).map(Domain::Id))
            .unwrap_or_else(|| Domain::Id("default".to_owned()))
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
