//! Cloudflare's API: zones, and the records that a deployment makes in them.
//!
//! A record carries the deployment's mark as its comment. Names travel in Punycode, as Cloudflare keeps them.

mod error;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::{CallError, Kind, Method, Net, Request, retry};
use crate::plan::Named;
use crate::plan::name::in_the_way;
use crate::secret::Secret;

/// The public API's address.
pub const BASE: &str = "https://api.cloudflare.com/client/v4";

/// More pages than any list that is asked for here has.
const PAGES: u64 = 100;

/// A token and the API that it is for.
#[derive(Clone)]
pub struct Cloudflare {
    net: Net,
    base: String,
    token: Secret,
}

/// A record to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// The whole name, for example `registry.example.org`.
    pub name: String,
    /// What it points to: an A or an AAAA record.
    pub address: IpAddr,
    /// Whether Cloudflare stands in front.
    pub proxied: bool,
    /// The deployment's mark; at most 100 characters.
    pub comment: String,
}

/// A record of any type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Record {
    pub id: String,
    pub name: String,
    /// `A`, `AAAA`, `CNAME`, `TXT` …
    #[serde(rename = "type")]
    pub kind: String,
    /// Left out for types that have structured data.
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub proxied: bool,
    #[serde(default)]
    pub comment: Option<String>,
}

impl Record {
    /// What it says, as a person would write it into a list of records.
    pub fn words(&self) -> String {
        format!("{} {}", self.kind, self.content)
    }
}

#[derive(Deserialize)]
struct Zone {
    id: String,
    name: String,
}

impl Cloudflare {
    pub fn new(net: Net, token: Secret) -> Self {
        Self {
            net,
            base: BASE.to_owned(),
            token,
        }
    }

    /// The same at another address, for example a stand-in.
    #[must_use]
    pub fn at(mut self, base: impl Into<String>) -> Self {
        self.base = base.into().trim_end_matches('/').to_owned();
        self
    }

    /// `GET /zones?name=…` for the name and each of its parents, the longest first: the zone that holds the name.
    /// `None` if the token sees none of them. This is also the check of a token: a wrong one is `Unauthorized`.
    pub async fn zone_of(&self, name: &str) -> Result<Option<Named>, CallError> {
        let mut rest = name.trim_end_matches('.');
        while rest.contains('.') {
            if let Some(zone) = self.zone(rest).await? {
                return Ok(Some(zone));
            }
            rest = rest.split_once('.').map_or("", |(_, parent)| parent);
        }

        Ok(None)
    }

    /// `GET /zones?name=…`: the zone of exactly this name.
    pub async fn zone(&self, name: &str) -> Result<Option<Named>, CallError> {
        let zones: Vec<Zone> = self.list(&format!("/zones?name={name}")).await?;

        Ok(zones
            .into_iter()
            .find(|zone| zone.name.eq_ignore_ascii_case(name))
            .map(|zone| Named::new(zone.id, zone.name)))
    }

    /// `GET /zones`: all that the token sees.
    pub async fn zones(&self) -> Result<Vec<Named>, CallError> {
        let zones: Vec<Zone> = self.list("/zones?per_page=50").await?;

        Ok(zones
            .into_iter()
            .map(|zone| Named::new(zone.id, zone.name))
            .collect())
    }

    /// `GET /zones/ZONE/dns_records?name.exact=…`: what stands in the way of an address for exactly this name.
    pub async fn records(&self, zone: &str, name: &str) -> Result<Vec<Record>, CallError> {
        let path = format!("/zones/{zone}/dns_records?name.exact={name}&per_page=100");
        let records: Vec<Record> = self.list(&path).await?;

        Ok(in_the_way(records, |record| &record.kind))
    }

    /// `GET /zones/ZONE/dns_records?comment.exact=…`: records that were made with the comment.
    pub async fn records_marked(
        &self,
        zone: &str,
        comment: &str,
    ) -> Result<Vec<Record>, CallError> {
        let encoded: String = url::form_urlencoded::byte_serialize(comment.as_bytes()).collect();
        let comment_query = encoded.replace('+', "%20");
        let mut records: Vec<Record> = self
            .list(&format!(
                "/zones/{zone}/dns_records?comment.exact={comment_query}&per_page=100"
            ))
            .await?;
        // Older versions of the API ignore the filter.
        records.retain(|record| record.comment.as_deref() == Some(comment));

        Ok(records)
    }

    /// `GET /zones/ZONE/dns_records/ID`; `None` if there is none, or no more.
    pub async fn record(&self, zone: &str, id: &str) -> Result<Option<Record>, CallError> {
        let path = format!("/zones/{zone}/dns_records/{id}");
        match self.call(Method::Get, &path, None).await {
            Ok(result) => read(&format!("GET {path}"), result).map(Some),
            Err(error) if error.kind == Kind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// `POST /zones/ZONE/dns_records`. Errors: `Conflict` if a record of the name stands in the way.
    pub async fn create(&self, zone: &str, new: &NewRecord) -> Result<Record, CallError> {
        let path = format!("/zones/{zone}/dns_records");
        let result = self.call(Method::Post, &path, Some(new.body())).await?;

        read(&format!("POST {path}"), result)
    }

    /// `DELETE /zones/ZONE/dns_records/ID`.
    pub async fn delete(&self, zone: &str, id: &str) -> Result<(), CallError> {
        let path = format!("/zones/{zone}/dns_records/{id}");

        self.call(Method::Delete, &path, None).await.map(drop)
    }

    /// All pages of a list; `path` has a query.
    async fn list<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, CallError> {
        let call = format!("GET {}", path.split('?').next().unwrap_or(path));
        let mut items = Vec::new();
        for page in 1..=PAGES {
            let path = match page {
                1 => path.to_owned(),
                _ => format!("{path}&page={page}"),
            };
            let (result, pages) = self.answer(Method::Get, &path, None).await?;
            items.extend(read::<Vec<T>>(&call, result)?);
            if page >= pages {
                break;
            }
        }

        Ok(items)
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, CallError> {
        self.answer(method, path, body)
            .await
            .map(|(result, _)| result)
    }

    /// The result and the number of pages that there are.
    async fn answer(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<(Value, u64), CallError> {
        let mut request = Request::new(method, format!("{}{path}", self.base))
            .header("Accept", "application/json")
            .header("Authorization", format!("Bearer {}", self.token.expose()));
        if let Some(body) = &body {
            request = request.json(body);
        }
        let call = request.name();
        let response = retry::send(&*self.net, request).await?;
        let Ok(mut envelope) = response.read::<Value>(&call) else {
            return Err(error::of(&call, &response, &Value::Null));
        };
        if !response.is_success() || envelope["success"] == Value::Bool(false) {
            return Err(error::of(&call, &response, &envelope));
        }
        let pages = envelope["result_info"]["total_pages"].as_u64().unwrap_or(1);

        Ok((envelope["result"].take(), pages))
    }
}

impl NewRecord {
    fn body(&self) -> Value {
        json!({
            "type": if self.address.is_ipv4() { "A" } else { "AAAA" },
            "name": self.name,
            "content": self.address.to_string(),
            // 1 stands for "automatic".
            "ttl": 1,
            "proxied": self.proxied,
            "comment": self.comment,
        })
    }
}

impl std::fmt::Debug for Cloudflare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cloudflare({})", self.base)
    }
}

fn read<T: serde::de::DeserializeOwned>(call: &str, result: Value) -> Result<T, CallError> {
    serde_json::from_value(result)
        .map_err(|error| CallError::new(Kind::Unreadable, call, error.to_string()))
}
