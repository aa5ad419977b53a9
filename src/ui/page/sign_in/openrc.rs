//! What an `openrc.sh` says is taken over as if it had been typed; only the password may be missing.

use super::{How, SignIn, Stand};
use crate::openstack::clouds::Found;
use crate::openstack::credentials::{Domain, Method, Project, User};

impl SignIn {
    pub fn take(&mut self, found: &Found) {
        let credentials = &found.credentials;
        self.stand = Stand::Out;
        (self.reference, self.project_domain) = (None, None);
        self.url.set(credentials.auth_url.clone());
        self.region
            .set(credentials.region.clone().unwrap_or_default());
        let ca = found.ca_file.as_ref().and_then(|file| file.to_str());
        self.ca.set(ca.unwrap_or_default());
        match &credentials.method {
            Method::ApplicationCredential { id, secret } => {
                self.how = How::ApplicationCredential;
                self.id.set(id.clone());
                self.secret = secret.clone();
            }
            // The form asks for the id: the name of a credential alone does not tell whose it is.
            Method::ApplicationCredentialByName { secret, .. } => {
                self.how = How::ApplicationCredential;
                self.secret = secret.clone();
            }
            Method::Password {
                user,
                password,
                project,
            } => {
                self.how = How::Password;
                self.password = password.clone();
                if let User::Name { name, domain } = user {
                    self.user.set(name.clone());
                    if let Domain::Name(domain) = domain {
                        self.domain.set(domain.clone());
                    }
                }
                self.project_id = None;
                match project {
                    Some(Project::Id(id)) => {
                        self.project.set(found.name.clone());
                        self.project_id = Some(id.clone());
                    }
                    Some(Project::Name { name, .. }) => self.project.set(name.clone()),
                    None => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::openstack::clouds::openrc;
    use crate::plan::cloud::SignIn as Way;
    use crate::secret::Secret;
    use crate::ui::page::sign_in::{Keychain, Message, SignIn};
    use crate::ui::page::welcome::Ground;

    #[test]
    fn what_the_dashboard_hands_out_fills_all_but_the_password() {
        let found = openrc(
            "export OS_AUTH_URL=https://cloud.example.org:5000/v3\n\
             export OS_USERNAME=ada\nexport OS_USER_DOMAIN_NAME=Default\n\
             export OS_PROJECT_ID=0f1e\nexport OS_PROJECT_NAME=lab\n\
             export OS_PROJECT_DOMAIN_ID=default\n\
             read -sr OS_PASSWORD_INPUT\nexport OS_PASSWORD=$OS_PASSWORD_INPUT\n",
        )
        .unwrap();
        let mut page = SignIn::new(Vec::new(), Keychain::There);
        page.stand_on(Ground::Cloud);
        page.take(&found);

        assert_eq!(page.complain(), Some(super::super::PASSWORD.into()));

        let _ = page.update(Message::PasswordTyped(Secret::new("p")));
        let Some(Way::Password {
            project,
            project_id,
            ..
        }) = page.answer().map(|attempt| attempt.cloud.sign_in)
        else {
            panic!("not by password");
        };
        assert_eq!(
            (project.as_str(), project_id.as_deref()),
            ("lab", Some("0f1e"))
        );
    }
}
