//! One OpenStack cloud: a session, and typed calls to its services.
//!
//! Only what is needed is asked for: no version discovery, no microversion unless a call cannot do without.
//! Creations are never repeated by themselves; what may have been made is found again by its [`mark`].

pub mod catalog;
pub mod clouds;
pub mod compute;
pub mod credentials;
pub mod dns;
pub mod id;
pub mod image;
pub mod inventory;
pub mod network;
pub mod quota;
pub mod volume;
pub mod wait;

mod auth;
pub mod fault;
mod page;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{Instant, sleep_until};

pub use catalog::Service;
pub use credentials::Credentials;
pub use id::{FloatingId, GroupId, PortId, RecordId, RuleId, ServerId, VolumeId, ZoneId};
pub use inventory::Inventory;

use crate::http::{CallError, Kind, Method, Net, Request, Response, retry};
use crate::plan::Named;
use crate::secret::Secret;

/// The key of servers' and volumes' metadata that holds a deployment's id.
pub const MARK: &str = "quayside";

/// How old a refused token is before the next one is asked for. Tokens and revocations carry whole seconds: one that was
/// given in the second of a revocation is void too, the next one is not.
const APART: Duration = Duration::from_millis(1_100);

/// How often a call signs in again: the first time it may get what was given in that second.
const RENEWALS: usize = 2;

/// What a deployment writes as the description of the things it makes in Neutron, to find them again.
pub fn mark(deployment: &str) -> String {
    format!("{MARK} {deployment}")
}

/// A signed-in cloud. Cheap to clone; all clones share the session.
#[derive(Clone)]
pub struct Cloud(Arc<Inner>);

struct Inner {
    net: Net,
    credentials: Credentials,
    session: RwLock<Arc<Session>>,
    /// Held while signing in again; keeps the refusal of the generation that could not be renewed.
    renewal: tokio::sync::Mutex<Option<(u64, CallError)>>,
}

struct Session {
    generation: u64,
    identity: String,
    token: Secret,
    given: Instant,
    expires_at: Option<String>,
    catalog: catalog::Catalog,
    project: Option<(String, String)>,
    user: (String, String),
}

/// One call to a service; `path` begins with a slash and may have a query.
struct Call<'a> {
    method: Method,
    service: Service,
    path: &'a str,
    body: Option<Value>,
    /// Compute only, for example `2.67`.
    microversion: Option<&'static str>,
}

impl Cloud {
    /// Signs in. Errors: [`Kind::Unauthorized`] for wrong credentials or a project without a role,
    /// [`Kind::Missing`] where no Keystone answers at the address.
    pub async fn sign_in(net: Net, credentials: Credentials) -> Result<Self, CallError> {
        let session = auth::authenticate(&net, &credentials).await?;

        Ok(Self(Arc::new(Inner {
            net,
            credentials,
            session: RwLock::new(Arc::new(session)),
            renewal: tokio::sync::Mutex::new(None),
        })))
    }

    pub fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// The project that the session is for; `None` where the user has not chosen one.
    pub fn project(&self) -> Option<Named> {
        let session = self.session();

        session
            .project
            .as_ref()
            .map(|(id, name)| Named::new(id, name))
    }

    /// The user who is signed in.
    pub fn user(&self) -> Named {
        let session = self.session();

        Named::new(&session.user.0, &session.user.1)
    }

    /// When the session ends, as Keystone writes it (RFC 3339); it is renewed by itself.
    pub fn expires_at(&self) -> Option<String> {
        self.session().expires_at.clone()
    }

    /// The regions that have a compute service.
    pub fn regions(&self) -> Vec<String> {
        self.session().catalog.regions()
    }

    /// Whether the catalog has the service in the chosen region.
    pub fn has(&self, service: Service) -> bool {
        self.url(&self.session(), service).is_some()
    }

    /// The projects in which the user has a role: for a session without one.
    pub async fn projects(&self) -> Result<Vec<Named>, CallError> {
        #[derive(Deserialize)]
        struct Project {
            id: String,
            name: String,
            #[serde(default = "yes")]
            enabled: bool,
        }
        let projects: Vec<Project> = self
            .list(Service::Identity, "/auth/projects", "projects")
            .await?;

        Ok(projects
            .into_iter()
            .filter(|project| project.enabled)
            .map(|project| Named::new(project.id, project.name))
            .collect())
    }

    fn session(&self) -> Arc<Session> {
        let session = self.0.session.read();

        Arc::clone(&session.unwrap_or_else(PoisonError::into_inner))
    }

    fn url(&self, session: &Session, service: Service) -> Option<String> {
        if service == Service::Identity {
            return Some(session.identity.clone());
        }
        let project = session.project.as_ref().map(|(id, _)| id.as_str());

        session.catalog.url(service, &self.0.credentials, project)
    }

    /// Carries a call out, signing in again if the token is refused.
    async fn call(&self, call: Call<'_>) -> Result<Response, CallError> {
        let mut session = self.session();
        let (mut name, mut response) = self.attempt(&session, &call).await?;
        for _ in 0..RENEWALS {
            if response.status != 401 {
                break;
            }
            session = self.renew(session.generation).await?;
            (name, response) = self.attempt(&session, &call).await?;
        }

        if response.is_success() {
            Ok(response)
        } else {
            Err(fault::error(call.service, &name, &response))
        }
    }

    async fn attempt(
        &self,
        session: &Session,
        call: &Call<'_>,
    ) -> Result<(String, Response), CallError> {
        let Some(base) = self.url(session, call.service) else {
            let service = call.service.as_str().to_owned();
            let name = format!("{} {}", call.method.as_str(), call.path);
            let message = format!("the catalog has no {service} service here");
            return Err(CallError::new(Kind::Missing { service }, name, message));
        };
        let mut request = Request::new(call.method, format!("{base}{}", call.path))
            .header("Accept", "application/json")
            .header("X-Auth-Token", session.token.expose())
            .reach(self.0.credentials.reach.clone());
        if let Some(version) = call.microversion {
            let header = format!("{} {version}", call.service.as_str());
            request = request.header("OpenStack-API-Version", header);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let name = request.name();
        let response = retry::send(&*self.0.net, request).await?;

        Ok((name, response))
    }

    /// A session newer than `generation`: whoever comes first signs in, the others take what they get.
    async fn renew(&self, generation: u64) -> Result<Arc<Session>, CallError> {
        let mut refused = self.0.renewal.lock().await;
        let now = self.session();
        if now.generation > generation {
            return Ok(now);
        }
        if let Some((of, error)) = &*refused
            && *of == generation
        {
            // Asking again and again with a wrong password locks accounts.
            return Err(error.clone());
        }
        // Here and not in the call: else another call takes the next token too early, for all of them.
        sleep_until(now.given + APART).await;
        let result = auth::authenticate(&self.0.net, &self.0.credentials).await;
        let mut session = match result {
            Ok(session) => session,
            Err(error) => {
                if error.kind == Kind::Unauthorized {
                    *refused = Some((generation, error.clone()));
                }
                return Err(error);
            }
        };
        session.generation = generation + 1;
        let session = Arc::new(session);
        let mut current = self
            .0
            .session
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *current = Arc::clone(&session);

        Ok(session)
    }

    async fn get<T: DeserializeOwned>(&self, service: Service, path: &str) -> Result<T, CallError> {
        let response = self.call(Call::new(Method::Get, service, path)).await?;

        response.read(&format!("GET {path}"))
    }

    /// The same, with `None` where it is not there.
    async fn find<T: DeserializeOwned>(
        &self,
        service: Service,
        path: &str,
    ) -> Result<Option<T>, CallError> {
        match self.get(service, path).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind == Kind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn send<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, CallError> {
        let name = format!("{} {}", call.method.as_str(), call.path);
        let response = self.call(call).await?;

        response.read(&name)
    }

    async fn delete(&self, service: Service, path: &str) -> Result<(), CallError> {
        self.call(Call::new(Method::Delete, service, path))
            .await
            .map(drop)
    }

    /// Everything under `key`, page after page.
    async fn list<T: DeserializeOwned>(
        &self,
        service: Service,
        path: &str,
        key: &str,
    ) -> Result<Vec<T>, CallError> {
        page::all(self, service, path, key).await
    }
}

impl<'a> Call<'a> {
    const fn new(method: Method, service: Service, path: &'a str) -> Self {
        Self {
            method,
            service,
            path,
            body: None,
            microversion: None,
        }
    }

    const fn post(service: Service, path: &'a str, body: Value) -> Self {
        Self {
            method: Method::Post,
            service,
            path,
            body: Some(body),
            microversion: None,
        }
    }
}

impl fmt::Debug for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cloud({})", self.0.credentials.auth_url)
    }
}

/// A deletion of what is gone already is done.
pub fn or_gone(result: Result<(), CallError>) -> Result<(), CallError> {
    match result {
        Err(error) if error.kind == Kind::NotFound => Ok(()),
        result => result,
    }
}

/// Text as the value of a query.
fn query(text: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();

    encoded.replace('+', "%20")
}

/// The session's project, as it stands in the path of its quotas.
fn project_id(cloud: &Cloud) -> String {
    let project = cloud.project();

    project.map(|project| project.id).unwrap_or_default()
}

const fn yes() -> bool {
    true
}

/// A field that may be left out or `null`.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// `GET /os-availability-zone`, which Nova and Cinder have alike.
async fn available_zones(cloud: &Cloud, service: Service) -> Result<Vec<String>, CallError> {
    #[derive(Deserialize)]
    struct Zone {
        #[serde(rename = "zoneName")]
        name: String,
        #[serde(rename = "zoneState")]
        state: State,
    }
    #[derive(Deserialize)]
    struct State {
        available: bool,
    }
    let zones: Vec<Zone> = cloud
        .list(service, "/os-availability-zone", "availabilityZoneInfo")
        .await?;

    Ok(zones
        .into_iter()
        .filter(|zone| zone.state.available)
        .map(|zone| zone.name)
        .collect())
}
