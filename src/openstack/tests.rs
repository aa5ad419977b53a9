//! The client against what real clouds said: OpenStack 2026.2 and Zed, with and without guests.

mod capture;
mod faults;
mod making;
mod naming;
mod reading;
mod session;

use std::sync::Arc;

use super::credentials::{Credentials, Domain, Method, Project, User};
use super::{Cloud, Service};
use crate::http::script::Script;
use crate::secret::Secret;

use capture::Capture;

const RELEASES: [&str; 2] = ["2026.2", "zed"];

fn credentials() -> Credentials {
    let domain = || Domain::Name("Default".to_owned());
    let method = Method::Password {
        user: User::Name {
            name: "labuser".to_owned(),
            domain: domain(),
        },
        password: Secret::new("labsecret"),
        project: Some(Project::Name {
            name: "def-lab".to_owned(),
            domain: domain(),
        }),
    };

    Credentials::new("http://127.0.0.1:35000", method)
}

/// A script that lets one sign in, with the answers of these captures to their own requests.
fn script(release: &str, captures: &[&str]) -> Script {
    let mut script = Script::default().on(
        "POST /v3/auth/tokens",
        Capture::read(release, "014-auth-password-201").response(),
    );
    for name in captures {
        let capture = Capture::read(release, name);
        script = script.on(&capture.call(), capture.response());
    }

    script
}

async fn cloud(script: Script) -> (Cloud, Arc<Script>) {
    let net = script.net();
    let cloud = Cloud::sign_in(net.clone(), credentials()).await.unwrap();

    (cloud, net)
}
