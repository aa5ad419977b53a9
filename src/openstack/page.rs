//! Lists that come page by page, in the ways that services have: `KEY_links`, `next`, `links.next`.
//!
//! Of a link to the next page only the query is used, on our own address: many clouds hand out `http://` links
//! behind TLS, or links to hosts that only they can reach.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Call, Cloud, Service};
use crate::http::{CallError, Kind, Method};

/// More pages than any list of a project has.
const PAGES: usize = 500;

pub(super) async fn all<T: DeserializeOwned>(
    cloud: &Cloud,
    service: Service,
    path: &str,
    key: &str,
) -> Result<Vec<T>, CallError> {
    let bare = path.split('?').next().unwrap_or(path);
    let call = format!("GET {bare}");
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        if !seen.insert(path.clone()) || seen.len() > PAGES {
            let message = "the pages of the list go round in a circle";
            return Err(CallError::new(Kind::Unreadable, call, message));
        }
        let response = cloud.call(Call::new(Method::Get, service, &path)).await?;
        let mut page: Value = response.read(&call)?;
        next = link(&page, key).map(|query| format!("{bare}?{query}"));
        let Some(Value::Array(found)) = page.get_mut(key).map(Value::take) else {
            let message = format!("the answer has no list called {key}");
            return Err(CallError::new(Kind::Unreadable, call, message).of(&response));
        };
        for item in found {
            let item = serde_json::from_value(item).map_err(|error| {
                CallError::new(Kind::Unreadable, &call, error.to_string()).of(&response)
            })?;
            items.push(item);
        }
    }

    Ok(items)
}

/// The query of the next page.
fn link(page: &Value, key: &str) -> Option<String> {
    let glance = page.get("next").and_then(Value::as_str);
    let designate = page.pointer("/links/next").and_then(Value::as_str);
    let others = page
        .get(format!("{key}_links"))
        .and_then(Value::as_array)
        .and_then(|links| {
            links
                .iter()
                .find(|link| link.get("rel").and_then(Value::as_str) == Some("next"))
        })
        .and_then(|link| link.get("href"))
        .and_then(Value::as_str);

    glance
        .or(designate)
        .or(others)?
        .split_once('?')
        .map(|(_, query)| query.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_query_of_a_link_is_used() {
        let nova = json!({ "servers_links": [
            { "rel": "self", "href": "http://inside/servers?limit=1" },
            { "rel": "next", "href": "http://inside:8774/v2.1/servers?limit=1&marker=a" },
        ] });
        let glance = json!({ "images": [], "next": "/v2/images?marker=b" });
        let designate = json!({ "zones": [], "links": {
            "self": "http://inside/v2/zones?limit=1", "next": "http://inside/v2/zones?limit=1&marker=c",
        } });

        assert_eq!(link(&nova, "servers").unwrap(), "limit=1&marker=a");
        assert_eq!(link(&glance, "images").unwrap(), "marker=b");
        assert_eq!(link(&designate, "zones").unwrap(), "limit=1&marker=c");
        assert_eq!(link(&json!({ "images": [] }), "images"), None);
        assert_eq!(
            link(&json!({ "next": null, "volumes": [] }), "volumes"),
            None
        );
    }
}
