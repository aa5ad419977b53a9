//! Who signs in where: everything a session can be made from, and made from again.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::http::Reach;
use crate::secret::Secret;

/// What it takes to sign in to a cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Keystone's address as people write it: with or without `/v3`, perhaps under `/identity`.
    pub auth_url: String,
    pub method: Method,
    /// Where it is left out, the region of the catalog's first compute service.
    pub region: Option<String>,
    pub interface: Interface,
    /// Addresses that replace those of the catalog, by service type (`compute`, `image`, `network`, `block-storage`).
    pub endpoints: BTreeMap<String, String>,
    pub reach: Option<Arc<Reach>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// It has its project in it: a scope may not be asked for.
    ApplicationCredential { id: String, secret: Secret },
    ApplicationCredentialByName {
        name: String,
        user: User,
        secret: Secret,
    },
    /// Without a project the session can do little more than list the user's projects.
    Password {
        user: User,
        password: Secret,
        project: Option<Project>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum User {
    Id(String),
    Name { name: String, domain: Domain },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Project {
    Id(String),
    Name { name: String, domain: Domain },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    Id(String),
    Name(String),
}

/// Which of a service's addresses is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Interface {
    Admin,
    Internal,
    #[default]
    Public,
}

impl Credentials {
    pub fn new(auth_url: impl Into<String>, method: Method) -> Self {
        Self {
            auth_url: auth_url.into(),
            method,
            region: None,
            interface: Interface::default(),
            endpoints: BTreeMap::new(),
            reach: None,
        }
    }

    /// The body of `POST /v3/auth/tokens`.
    pub(super) fn body(&self) -> Value {
        match &self.method {
            Method::ApplicationCredential { id, secret } => json!({ "auth": { "identity": {
                "methods": ["application_credential"],
                "application_credential": { "id": id, "secret": secret.expose() },
            } } }),
            Method::ApplicationCredentialByName { name, user, secret } => {
                json!({ "auth": { "identity": {
                    "methods": ["application_credential"],
                    "application_credential": {
                        "name": name, "secret": secret.expose(), "user": user.json(),
                    },
                } } })
            }
            Method::Password {
                user,
                password,
                project,
            } => {
                let mut user = user.json();
                user["password"] = password.expose().into();
                let mut body = json!({ "auth": { "identity": {
                    "methods": ["password"],
                    "password": { "user": user },
                } } });
                if let Some(project) = project {
                    body["auth"]["scope"] = json!({ "project": project.json() });
                }
                body
            }
        }
    }
}

impl Interface {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Internal => "internal",
            Self::Public => "public",
        }
    }
}

impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl User {
    fn json(&self) -> Value {
        match self {
            Self::Id(id) => json!({ "id": id }),
            Self::Name { name, domain } => json!({ "name": name, "domain": domain.json() }),
        }
    }
}

impl Project {
    fn json(&self) -> Value {
        match self {
            Self::Id(id) => json!({ "id": id }),
            Self::Name { name, domain } => json!({ "name": name, "domain": domain.json() }),
        }
    }
}

impl Domain {
    fn json(&self) -> Value {
        match self {
            Self::Id(id) => json!({ "id": id }),
            Self::Name(name) => json!({ "name": name }),
        }
    }
}
