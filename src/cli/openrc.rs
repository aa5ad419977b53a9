//! An `openrc.sh` as the way into a cloud: what it says becomes part of the plan, its secret never does.
//!
//! Whoever has sourced the file has its secret in the environment, and the plan names the variable. Otherwise it is
//! typed, or comes from the file, and the keychain keeps it.

use std::path::Path;

use super::console::Console;
use super::{End, plan};
use crate::openstack::clouds::{self, Found, Unusable};
use crate::openstack::credentials::{Domain, Method, Project, User};
use crate::plan::SecretRef;
use crate::plan::cloud::{Cloud, SignIn};
use crate::plan::place::{FilePath, WebAddress};
use crate::secret::Secret;
use crate::session::{Closed, Desk};
use crate::words::closed as words;

/// The variables that the file sets when a shell sources it.
const PASSWORD: &str = "OS_PASSWORD";
const SECRET: &str = "OS_APPLICATION_CREDENTIAL_SECRET";

/// The domain that every cloud has, by its id and by its name.
const DEFAULT: (&str, &str) = ("default", "Default");

/// The cloud that the file leads to.
pub async fn cloud(desk: &Desk, console: &Console, file: &Path) -> Result<Cloud, End> {
    let refuse = |closed: Closed| console.refuse("closed", &words::closed(&console.text, &closed));
    let text = std::fs::read_to_string(file).map_err(|error| {
        refuse(Closed::File {
            path: file.to_owned(),
            kind: error.kind(),
        })
    })?;
    let unusable = |why: Unusable| {
        refuse(Closed::Unusable {
            name: file.display().to_string(),
            why,
        })
    };
    let found = clouds::openrc(&text).map_err(unusable)?;
    let auth_url: WebAddress = found
        .credentials
        .auth_url
        .parse()
        .map_err(|_| unusable(Unusable::NoAuthUrl))?;
    let ca_file: Option<FilePath> = found
        .ca_file
        .as_ref()
        .and_then(|file| file.to_str()?.parse().ok());
    let region = found.credentials.region.clone();
    let sign_in = match &found.credentials.method {
        Method::ApplicationCredential { id, secret } => SignIn::ApplicationCredential {
            secret: reference(desk, console, (SECRET, id), &auth_url, secret).await,
            auth_url,
            id: id.clone(),
            ca_file,
        },
        Method::Password {
            user: User::Name { name, domain },
            password,
            project: Some(project),
        } => {
            let (project, project_domain, project_id) = scope(&found, project);
            SignIn::Password {
                password: reference(desk, console, (PASSWORD, name), &auth_url, password).await,
                auth_url,
                user: name.clone(),
                user_domain: named(domain),
                project,
                project_domain,
                project_id,
                ca_file,
            }
        }
        // By an id alone, by a credential's name, or without a project.
        Method::ApplicationCredentialByName { .. } | Method::Password { .. } => {
            return Err(unusable(Unusable::NobodyNamed));
        }
    };

    Ok(Cloud { region, sign_in })
}

/// The project's name, its domain's, and its id.
fn scope(found: &Found, project: &Project) -> (String, String, Option<String>) {
    match project {
        Project::Id(id) => (found.name.clone(), DEFAULT.1.to_owned(), Some(id.clone())),
        Project::Name { name, domain } => (name.clone(), named(domain), None),
    }
}

fn named(domain: &Domain) -> String {
    match domain {
        Domain::Id(id) if id == DEFAULT.0 => DEFAULT.1.to_owned(),
        Domain::Id(name) | Domain::Name(name) => name.clone(),
    }
}

/// Where the plan finds the secret: the environment has it, or the keychain does from now on.
async fn reference(
    desk: &Desk,
    console: &Console,
    (variable, whose): (&str, &str),
    auth_url: &WebAddress,
    in_file: &Secret,
) -> SecretRef {
    let sourced = SecretRef::Env(variable.to_owned());
    if desk.secret(&sourced).await.is_ok() || (in_file.is_empty() && !console.asks()) {
        return sourced;
    }
    let kept = SecretRef::Keychain(format!("openstack {whose} at {auth_url}"));
    if in_file.is_empty() {
        return kept;
    }
    desk.typed(&kept, in_file).await;
    if plan::keep(desk, &kept).await {
        return kept;
    }
    desk.typed(&sourced, in_file).await;

    sourced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_that_has_an_id_needs_no_domain() {
        let found = clouds::openrc(
            "export OS_AUTH_URL=https://k/v3\nexport OS_USERNAME=ada\nexport OS_PROJECT_ID=0f1e\n\
             export OS_PROJECT_NAME=lab\nexport OS_USER_DOMAIN_NAME=CCDB\nexport OS_PROJECT_DOMAIN_ID=default\n",
        )
        .unwrap();
        let Method::Password {
            project: Some(project),
            user: User::Name { domain, .. },
            ..
        } = &found.credentials.method
        else {
            panic!("not by password");
        };

        let (name, _, id) = scope(&found, project);
        assert_eq!((name.as_str(), id.as_deref()), ("lab", Some("0f1e")));
        assert_eq!(named(domain), "CCDB");
        assert_eq!(named(&Domain::Id("default".to_owned())), "Default");
    }
}
