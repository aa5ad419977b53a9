//! Signing in: Keystone's version 3, by password or application credential.

use serde::Deserialize;
use tokio::time::Instant;

use super::Session;
use super::catalog::{Catalog, Service, identity_urls};
use super::credentials::Credentials;
use super::fault;
use crate::http::{CallError, Kind, Method, Net, Request, Response, retry};
use crate::secret::Secret;

#[derive(Deserialize)]
struct Answer {
    token: Token,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    catalog: Catalog,
    #[serde(default)]
    expires_at: Option<String>,
    #[serde(default)]
    project: Option<Named>,
    user: Named,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    #[serde(default)]
    name: String,
}

/// A new session. Tries the addresses that the written one may stand for, one after the other.
pub(super) async fn authenticate(
    net: &Net,
    credentials: &Credentials,
) -> Result<Session, CallError> {
    let mut first: Option<CallError> = None;
    for identity in identity_urls(&credentials.auth_url) {
        match once(net, credentials, &identity).await {
            Err(error) if is_elsewhere(&error) => {
                let _ = first.get_or_insert(error);
            }
            result => return result,
        }
    }
    let nowhere = || CallError::new(Kind::Unreadable, "POST /v3/auth/tokens", "no address");
    let mut error = first.unwrap_or_else(nowhere);
    error.kind = Kind::Missing {
        service: Service::Identity.as_str().to_owned(),
    };

    Err(error)
}

async fn once(net: &Net, credentials: &Credentials, identity: &str) -> Result<Session, CallError> {
    let request = Request::new(Method::Post, format!("{identity}/auth/tokens"))
        .header("Accept", "application/json")
        .json(&credentials.body())
        .reach(credentials.reach.clone());
    let call = request.name();
    let response = retry::send(&**net, request).await?;
    if response.status != 201 && response.status != 200 {
        return Err(fault::error(Service::Identity, &call, &response));
    }

    let session = session(&call, identity, &response)?;
    let regions = session.catalog.regions();
    match &credentials.region {
        // Without this every later question would be answered with nothing.
        Some(asked) if !regions.is_empty() && !regions.contains(asked) => {
            let message = format!("no region {asked}, but {}", regions.join(", "));
            let service = Service::Compute.as_str().to_owned();
            Err(CallError::new(Kind::Missing { service }, call, message).of(&response))
        }
        _ => Ok(session),
    }
}

fn session(call: &str, identity: &str, response: &Response) -> Result<Session, CallError> {
    let answer: Answer = response.read(call)?;
    let Some(token) = response.header("x-subject-token") else {
        let message = "the answer has no X-Subject-Token";
        return Err(CallError::new(Kind::Unreadable, call, message).of(response));
    };

    Ok(Session {
        generation: 0,
        identity: identity.to_owned(),
        token: Secret::new(token),
        given: Instant::now(),
        expires_at: answer.token.expires_at,
        catalog: answer.token.catalog,
        project: answer
            .token
            .project
            .map(|project| (project.id, project.name)),
        user: (answer.token.user.id, answer.token.user.name),
    })
}

/// Something answers, but it is not Keystone: a dashboard, a proxy, a redirect.
fn is_elsewhere(error: &CallError) -> bool {
    matches!(error.kind, Kind::NotFound | Kind::Unreadable) || error.status == Some(405)
}
