//! Where a registry sends those who ask without a token: `WWW-Authenticate: Bearer realm="…",service="…",scope="…"`.

/// The address of the token, and what it should be good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    pub realm: String,
    /// Service and scope, as they are to be handed on.
    pub query: Vec<(String, String)>,
}

impl Challenge {
    /// `None` where no token is asked for but something else, such as a password.
    pub fn read(header: &str) -> Option<Self> {
        let (scheme, mut rest) = header.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let mut realm = None;
        let mut query = Vec::new();
        while let Some((name, after)) = rest.split_once('=') {
            let (value, behind) = value(after);
            match name.trim_matches([' ', ',']) {
                "realm" => realm = Some(value),
                name @ ("service" | "scope") => query.push((name.to_owned(), value)),
                _ => {}
            }
            rest = behind;
        }

        Some(Self {
            realm: realm?,
            query,
        })
    }

    /// The address to ask. What is not of this network's safe kind is not asked: the token opens what it is for.
    pub fn url(&self, plain: bool) -> Option<String> {
        let url = url::Url::parse_with_params(&self.realm, &self.query).ok()?;

        (url.scheme() == "https" || (plain && url.scheme() == "http")).then(|| url.into())
    }
}

/// A value, in quotes or without, and what comes behind it.
fn value(text: &str) -> (String, &str) {
    match text.strip_prefix('"') {
        Some(quoted) => {
            let (value, behind) = quoted.split_once('"').unwrap_or((quoted, ""));
            (value.to_owned(), behind)
        }
        None => {
            let (value, behind) = text.split_once(',').unwrap_or((text, ""));
            (value.trim().to_owned(), behind)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_docker_hub_says_it() {
        let challenge = Challenge::read(
            "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",\
             scope=\"repository:library/registry:pull\"",
        )
        .unwrap();

        assert_eq!(
            challenge.url(false).unwrap(),
            "https://auth.docker.io/token?service=registry.docker.io\
             &scope=repository%3Alibrary%2Fregistry%3Apull"
        );
    }

    #[test]
    fn as_others_say_it() {
        let bare = Challenge::read("bearer scope=a:b:pull, realm=https://auth.lab/t?x=1").unwrap();
        assert_eq!(
            bare.url(false).unwrap(),
            "https://auth.lab/t?x=1&scope=a%3Ab%3Apull"
        );
        // Several things in one scope, with commas in it.
        let comma = Challenge::read("Bearer realm=\"https://a/\",scope=\"repository:x:pull,push\"");
        assert_eq!(comma.unwrap().query[0].1, "repository:x:pull,push");
        assert_eq!(Challenge::read("Basic realm=\"lab\""), None);
        assert_eq!(Challenge::read("Bearer"), None);
    }

    #[test]
    fn a_token_is_not_fetched_in_the_open() {
        let challenge = Challenge::read("Bearer realm=\"http://auth.lab/token\"").unwrap();

        assert_eq!(challenge.url(false), None);
        assert!(challenge.url(true).is_some());
    }
}
