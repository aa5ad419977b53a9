//! The cloud and the ways of signing in to it.

use crate::plan::cloud::{Cloud, Preset, SignIn};
use crate::plan::file::table::Part;

pub fn cloud(part: &Part<'_>) -> Option<Cloud> {
    let region = part.string_or_none("region");
    let sign_in = part.part("sign_in").and_then(|part| sign_in(&part));
    part.close();

    Some(Cloud {
        region: region?,
        sign_in: sign_in?,
    })
}

fn sign_in(part: &Part<'_>) -> Option<SignIn> {
    #[derive(Clone, Copy)]
    enum By {
        ApplicationCredential,
        CloudsYaml,
        Password,
        Practice,
    }
    let by = part.choice(
        "by",
        &[
            ("application_credential", By::ApplicationCredential),
            ("clouds_yaml", By::CloudsYaml),
            ("password", By::Password),
            ("practice", By::Practice),
        ],
    )?;
    let sign_in = match by {
        By::ApplicationCredential => {
            let (auth_url, id) = (part.text("auth_url"), part.string("id"));
            let (secret, ca_file) = (part.text("secret"), part.text_or_none("ca_file"));
            SignIn::ApplicationCredential {
                auth_url: auth_url?,
                id: id?,
                secret: secret?,
                ca_file: ca_file?,
            }
        }
        By::CloudsYaml => SignIn::CloudsYaml {
            cloud: part.string("cloud")?,
        },
        By::Password => password(part)?,
        By::Practice => SignIn::Practice {
            preset: part.choice(
                "preset",
                &[("campus", Preset::Campus), ("harbour", Preset::Harbour)],
            )?,
        },
    };
    part.close();

    Some(sign_in)
}

fn password(part: &Part<'_>) -> Option<SignIn> {
    let (auth_url, password) = (part.text("auth_url"), part.text("password"));
    let (user, user_domain) = (part.string("user"), part.string("user_domain"));
    let (project, project_domain) = (part.string("project"), part.string("project_domain"));
    let project_id = part.string_or_none("project_id");
    let ca_file = part.text_or_none("ca_file");

    Some(SignIn::Password {
        auth_url: auth_url?,
        user: user?,
        user_domain: user_domain?,
        project: project?,
        project_domain: project_domain?,
        project_id: project_id?,
        password: password?,
        ca_file: ca_file?,
    })
}
