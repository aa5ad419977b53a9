//! One request, taken apart; and the answers of each service in its own dialect.

use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;

use super::site::{Service, Site};
use crate::http::{Method, Request, Response};

/// An answer; the error is one too, so that `?` ends a handler.
pub(super) type Reply = Result<Response, Response>;

/// A request as a service sees it.
pub(super) struct Ask<'a> {
    pub request: &'a Request,
    pub service: Service,
    /// The address of the service, without version: what links begin with.
    pub root: String,
    pub path: Vec<String>,
    pub query: Vec<(String, String)>,
    /// The request id that the answer carries.
    pub id: String,
    pub now: Instant,
    pub who: Who,
    /// The microversion that is asked for.
    pub version: (u16, u16),
}

/// Whose token it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Who {
    pub user: String,
    pub project: String,
    pub credential: Option<String>,
}

impl<'a> Ask<'a> {
    /// `None` where the address is not one of the cloud's services.
    pub fn new(request: &'a Request, site: &Site, now: Instant) -> Option<Self> {
        let url = Url::parse(&request.url).ok()?;
        let (service, root, rest) = site.find(&request.url)?;
        let path = rest.split(['?', '#']).next().unwrap_or_default();

        Some(Self {
            request,
            service,
            root,
            path: path
                .split('/')
                .filter(|part| !part.is_empty())
                .map(decode)
                .collect(),
            query: url.query_pairs().into_owned().collect(),
            id: format!("req-{}", super::clock::new_id()),
            now,
            who: Who::default(),
            version: (0, 0),
        })
    }

    pub fn method(&self) -> Method {
        self.request.method
    }

    pub fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// A parameter of the query.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn number(&self, name: &str) -> Option<usize> {
        self.param(name).and_then(|text| text.parse().ok())
    }

    /// The body, or the service's word for one that is no JSON.
    pub fn json(&self) -> Result<Value, Response> {
        serde_json::from_slice(&self.request.body)
            .map_err(|_| self.error(400, "Malformed request body"))
    }

    /// What is under `name` in the body.
    pub fn inner(&self, name: &str) -> Result<Value, Response> {
        match self.json()?.get_mut(name) {
            Some(value) => Ok(value.take()),
            None => Err(self.error(
                400,
                &format!(
                    "Invalid input for field/attribute {name}. '{name}' is a required property"
                ),
            )),
        }
    }

    pub fn at_least(&self, major: u16, minor: u16) -> bool {
        self.version >= (major, minor)
    }

    /// An error in the words of the service.
    pub fn error(&self, status: u16, message: &str) -> Response {
        let body = match self.service {
            Service::Compute => {
                let fault = json!({ "code": status, "message": message });
                let body = json!({ fault_name(status): fault }).to_string();
                let mut response = Response::new(status);
                response.body = body.into();
                return response.with("Content-Type", "application/json; charset=UTF-8");
            }
            Service::Volume => {
                json!({ fault_name(status): { "code": status, "message": message } })
            }
            Service::Identity => {
                json!({ "error": { "code": status, "message": message, "title": title(status) } })
            }
            Service::Image => json!({
                "message": format!("{message}<br /><br />\n\n\n"),
                "code": format!("{status} {}", title(status)),
                "title": title(status),
            }),
            Service::Dns => return self.designate(status, "bad_request", message),
            Service::Network => return self.neutron(status, "HTTPBadRequest", message),
        };

        Response::json(status, &body)
    }

    /// An error of Neutron, which has types.
    pub fn neutron(&self, status: u16, kind: &str, message: &str) -> Response {
        let body = json!({
            "NeutronError": { "type": kind, "message": message, "detail": "" }
        });

        Response::json(status, &body)
    }

    /// An error of Designate, which has types too, and the request's id in the body.
    pub fn designate(&self, status: u16, kind: &str, message: &str) -> Response {
        let body = json!({
            "code": status, "type": kind, "message": message, "request_id": self.id,
        });

        Response::json(status, &body)
    }

    /// The answer to a request without a token that is believed.
    pub fn unauthorized(&self, site: &Site) -> Response {
        let response = match self.service {
            Service::Image => self.error(
                401,
                "This server could not verify that you are authorized to access the document you \
                 requested. Either you supplied the wrong credentials (e.g., bad password), or your \
                 browser does not understand how to supply the credentials required.",
            ),
            _ => Response::json(
                401,
                &json!({ "error": {
                    "code": 401,
                    "message": "The request you have made requires authentication.",
                    "title": "Unauthorized",
                } }),
            ),
        };

        response.with(
            "WWW-Authenticate",
            format!("Keystone uri=\"{}\"", site.auth_url()),
        )
    }

    /// The answer to a path that the service does not know.
    pub fn no_such_path(&self) -> Response {
        let message = "The resource could not be found.<br /><br />\n\n\n";
        match self.service {
            Service::Network => {
                self.neutron(404, "HTTPNotFound", "The resource could not be found.")
            }
            Service::Dns => self.designate(404, "not_found", "resource not found"),
            Service::Identity => self.error(404, "Could not find the requested resource."),
            _ => Response::json(
                404,
                &json!({ "message": message, "code": "404 Not Found", "title": "Not Found" }),
            ),
        }
    }
}

fn decode(part: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", part.replace('+', "%2B")).as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

fn fault_name(status: u16) -> &'static str {
    match status {
        400 => "badRequest",
        403 => "forbidden",
        404 => "itemNotFound",
        409 => "conflictingRequest",
        413 => "overLimit",
        429 => "overLimit",
        503 => "serviceUnavailable",
        _ => "computeFault",
    }
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        _ => "Internal Server Error",
    }
}

/// The text under `name`, or nothing.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}
