//! From a plan to the page, and from the page to what a plan says.

use super::{Attempt, How, SignIn, Stand, Which};
use crate::plan::cloud::{Cloud, SignIn as Way};
use crate::plan::place::{FilePath, WebAddress};
use crate::plan::{Plan, SecretRef};
use crate::secret::Secret;
use crate::ui::page::welcome::Ground;

impl SignIn {
    /// What a plan says is said again as it stands there: only then is it known to be the same cloud.
    pub fn fill(&mut self, plan: &Plan) {
        self.stand = Stand::Out;
        self.region
            .set(plan.cloud.region.clone().unwrap_or_default());
        let ca =
            |file: &Option<FilePath>| file.as_ref().map_or_else(String::new, ToString::to_string);
        match &plan.cloud.sign_in {
            Way::ApplicationCredential {
                auth_url,
                id,
                secret,
                ca_file,
            } => {
                (self.ground, self.how) = (Ground::Cloud, How::ApplicationCredential);
                self.url.set(auth_url.to_string());
                self.id.set(id);
                self.reference = Some(secret.clone());
                self.ca.set(ca(ca_file));
            }
            Way::CloudsYaml { cloud } => {
                (self.ground, self.how) = (Ground::Cloud, How::File);
                self.cloud = Some(cloud.clone());
            }
            Way::Password {
                auth_url,
                user,
                user_domain,
                project,
                project_domain,
                project_id,
                password,
                ca_file,
            } => {
                (self.ground, self.how) = (Ground::Cloud, How::Password);
                self.url.set(auth_url.to_string());
                self.user.set(user);
                self.domain.set(user_domain);
                self.project.set(project);
                self.project_domain = Some(project_domain.clone());
                self.project_id.clone_from(project_id);
                self.reference = Some(password.clone());
                self.ca.set(ca(ca_file));
            }
            Way::Practice { preset } => {
                self.ground = Ground::Practice;
                self.preset = *preset;
            }
        }
    }

    /// What a plan said beside the fields counts only as long as the fields that it belongs to are the plan's.
    pub(super) fn forget(&mut self, which: Which) {
        match which {
            Which::Id | Which::Url | Which::User => self.reference = None,
            Which::Domain => self.project_domain = None,
            Which::Project => {
                self.project_id = None;
                self.project_domain = None;
            }
            Which::Ca | Which::Region => {}
        }
    }

    pub fn answer(&self) -> Option<Attempt> {
        if self.ground == Ground::Practice {
            return Some(Attempt {
                cloud: Cloud {
                    region: None,
                    sign_in: Way::Practice {
                        preset: self.preset,
                    },
                },
                secret: None,
                keep: false,
            });
        }
        let region = self.region.value()?.0.as_ref().map(ToString::to_string);
        let (sign_in, secret) = match self.how {
            How::File => {
                let cloud = self.cloud.clone()?;
                (Way::CloudsYaml { cloud }, None)
            }
            How::Password => self.by_password()?,
            How::ApplicationCredential => self.by_credential()?,
        };

        Some(Attempt {
            cloud: Cloud { region, sign_in },
            secret,
            keep: self.keep,
        })
    }

    fn by_password(&self) -> Option<(Way, Option<(SecretRef, Secret)>)> {
        let (url, user) = (self.url.value()?, self.user.value()?);
        let domain = self.domain.value()?.to_string();
        if self.password.is_empty() && self.reference.is_none() {
            return None;
        }
        let entry = || SecretRef::Keychain(format!("openstack {user} at {}", host(url)));
        let entry = self.reference.clone().unwrap_or_else(entry);
        let way = Way::Password {
            auth_url: url.clone(),
            user: user.to_string(),
            user_domain: domain.clone(),
            project: self.project.value()?.to_string(),
            project_domain: self.project_domain.clone().unwrap_or(domain),
            project_id: self.project_id.clone(),
            password: entry.clone(),
            ca_file: self.ca.value()?.0.clone(),
        };

        Some((way, typed(entry, &self.password)))
    }

    fn by_credential(&self) -> Option<(Way, Option<(SecretRef, Secret)>)> {
        let (url, id) = (self.url.value()?, self.id.value()?);
        if self.secret.is_empty() && self.reference.is_none() {
            return None;
        }
        let entry = || SecretRef::Keychain(format!("openstack credential {id} at {}", host(url)));
        let entry = self.reference.clone().unwrap_or_else(entry);
        let way = Way::ApplicationCredential {
            auth_url: url.clone(),
            id: id.to_string(),
            secret: entry.clone(),
            ca_file: self.ca.value()?.0.clone(),
        };

        Some((way, typed(entry, &self.secret)))
    }
}

/// What was typed, with where it belongs; a plan may name one that is kept already.
fn typed(entry: SecretRef, secret: &Secret) -> Option<(SecretRef, Secret)> {
    (!secret.is_empty()).then(|| (entry, secret.clone()))
}

/// The host in an address, for the name of a keychain entry.
fn host(url: &WebAddress) -> String {
    let parsed = url::Url::parse(url.as_ref()).ok();

    parsed
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| url.to_string())
}
