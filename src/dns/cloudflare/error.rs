//! What Cloudflare's error codes mean. A success in HTTP may still be a failure in the envelope.

use serde_json::Value;

use crate::http::{CallError, Kind, Response};

/// The error that the answer stands for; `envelope` is `Null` where it is not JSON.
pub(super) fn of(call: &str, response: &Response, envelope: &Value) -> CallError {
    let errors: Vec<(u32, &str)> = errors(envelope);
    let kind = errors
        .iter()
        .find_map(|(code, _)| by_code(*code))
        .unwrap_or_else(|| by_status(response.status));
    let said: Vec<String> = errors
        .iter()
        .map(|(code, message)| format!("{message} ({code})"))
        .collect();
    let message = if said.is_empty() {
        format!("status {}", response.status)
    } else {
        said.join("; ")
    };

    CallError::new(kind, call, message).of(response)
}

/// Errors with the causes inside them, innermost last.
fn errors(envelope: &Value) -> Vec<(u32, &str)> {
    let mut found = Vec::new();
    let mut left: Vec<&Value> = envelope["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    left.reverse();
    while let Some(error) = left.pop() {
        let code = error["code"]
            .as_u64()
            .and_then(|code| u32::try_from(code).ok());
        let message = error["message"].as_str().unwrap_or("no message");
        found.push((code.unwrap_or_default(), message));
        left.extend(error["error_chain"].as_array().into_iter().flatten());
    }

    found
}

fn by_code(code: u32) -> Option<Kind> {
    match code {
        // 6003 "invalid request headers" comes with 6111 "invalid format for Authorization header".
        6003 | 6111 | 9106 | 9107 | 10000 | 1000 => Some(Kind::Unauthorized),
        9109 | 10001 => Some(Kind::Forbidden),
        // No such zone; no such record.
        1001 | 7003 | 81044 => Some(Kind::NotFound),
        // A record, an identical one, one of another type with the name, one of Cloudflare's own.
        81053..=81058 | 81062 => Some(Kind::Conflict),
        971 | 10429 => Some(Kind::Busy),
        _ => None,
    }
}

fn by_status(status: u16) -> Kind {
    match status {
        401 => Kind::Unauthorized,
        403 => Kind::Forbidden,
        404 => Kind::NotFound,
        409 => Kind::Conflict,
        429 | 502..=504 => Kind::Busy,
        400..=499 => Kind::Invalid,
        500..=599 => Kind::Server,
        _ => Kind::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn error(status: u16, envelope: &Value) -> CallError {
        of("GET /zones", &Response::json(status, envelope), envelope)
    }

    #[test]
    fn a_malformed_token_is_told_by_its_inner_code() {
        let error = error(
            400,
            &json!({ "success": false, "errors": [{ "code": 6003, "message": "Invalid request headers",
                "error_chain": [{ "code": 6111, "message": "Invalid format for Authorization header" }] }] }),
        );

        assert_eq!(error.kind, Kind::Unauthorized);
        assert_eq!(
            error.message,
            "Invalid request headers (6003); Invalid format for Authorization header (6111)"
        );
    }

    #[test]
    fn codes_above_sixty_five_thousand_are_understood() {
        let of = |code: u32| {
            error(
                400,
                &json!({ "success": false, "errors": [{ "code": code, "message": "m" }] }),
            )
            .kind
        };

        assert_eq!(of(81057), Kind::Conflict);
        assert_eq!(of(81044), Kind::NotFound);
        assert_eq!(of(4_000_000), Kind::Invalid);
    }

    #[test]
    fn a_page_of_html_is_judged_by_its_status() {
        let error = of("GET /zones", &Response::new(502), &Value::Null);

        assert_eq!(
            (error.kind, error.message.as_str()),
            (Kind::Busy, "status 502")
        );
    }
}
