//! The network: a [`Wire`] over reqwest.
//!
//! Connections are kept alive. No redirect is followed, so that a token never travels to a host that was not
//! asked for. A request that may have been carried out is never told apart as "unreachable".

use std::collections::HashMap;
use std::error::Error as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::BytesMut;

use super::{BoxFuture, CallError, Kind, Method, Reach, Request, Response, Wire};

const CONNECT: Duration = Duration::from_secs(10);
/// How long an answer may take to begin, and each further piece of it to come.
const ANSWER: Duration = Duration::from_secs(60);
/// The same for a request that changes something: some services finish their work before they answer.
const CHANGE: Duration = Duration::from_secs(180);
/// A slow line still uploads this much a second; the time for an answer grows by it.
const BYTES_A_SECOND: u64 = 32 * 1024;
/// Clients that are kept, one for each way of reaching a host; more are rarely needed at a time.
const CLIENTS: usize = 16;

/// Carries requests over the network: TLS by rustls, the system's proxy, HTTP/1.1 and 2.
#[derive(Default)]
pub struct Network {
    clients: Mutex<HashMap<Way, reqwest::Client>>,
}

/// What a client is made for. The host matters only where its address is overridden.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Way {
    reach: Option<Arc<Reach>>,
    host: Option<String>,
}

impl Network {
    pub fn new() -> Self {
        Self::default()
    }

    fn client(&self, request: &Request) -> Result<reqwest::Client, CallError> {
        let way = Way::of(request);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&way) {
            return Ok(client.clone());
        }
        let client = way
            .client()
            .map_err(|error| failure(&request.name(), &error))?;
        if clients.len() >= CLIENTS {
            clients.clear();
        }
        let _ = clients.insert(way, client.clone());

        Ok(client)
    }

    async fn carry(&self, request: Request) -> Result<Response, CallError> {
        let (name, most) = (request.name(), request.most);
        let patience = match request.method {
            Method::Get | Method::Head => ANSWER,
            Method::Delete | Method::Patch | Method::Post | Method::Put => {
                CHANGE + Duration::from_secs(request.body.len() as u64 / BYTES_A_SECOND)
            }
        };
        let mut outgoing = self
            .client(&request)?
            .request(method(request.method), &request.url);
        for (header, value) in &request.headers {
            let mut value = reqwest::header::HeaderValue::from_str(value.expose())
                .map_err(|_| CallError::new(Kind::Invalid, &name, bad_header(header)))?;
            value.set_sensitive(true);
            outgoing = outgoing.header(*header, value);
        }
        if !request.body.is_empty() || !request.method.is_idempotent() {
            outgoing = outgoing.body(request.body);
        }

        let mut incoming = tokio::time::timeout(patience, outgoing.send())
            .await
            .map_err(|_| no_answer(&name, patience))?
            .map_err(|error| failure(&name, &error))?;
        let mut response = Response::new(incoming.status().as_u16());
        response.headers = headers(incoming.headers());
        let mut body = BytesMut::new();
        while let Some(piece) = tokio::time::timeout(ANSWER, incoming.chunk())
            .await
            .map_err(|_| no_answer(&name, ANSWER))?
            .map_err(|error| failure(&name, &error))?
        {
            body.extend_from_slice(&piece);
            if let Some(most) = most.filter(|most| body.len() as u64 > *most) {
                return Err(too_long(&name, most));
            }
        }
        response.body = body.freeze();

        Ok(response)
    }
}

impl Wire for Network {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, CallError>> {
        Box::pin(self.carry(request))
    }
}

impl Way {
    fn of(request: &Request) -> Self {
        let pinned = request
            .reach
            .as_ref()
            .is_some_and(|reach| reach.address.is_some());
        let host = url::Url::parse(&request.url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));

        Self {
            reach: request.reach.clone(),
            host: host.filter(|_| pinned),
        }
    }

    fn client(&self) -> Result<reqwest::Client, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("quayside/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .tcp_keepalive(Duration::from_secs(30));
        let Some(reach) = &self.reach else {
            return builder.build();
        };
        if let Some(roots) = &reach.roots {
            let roots = reqwest::Certificate::from_pem_bundle(roots.as_bytes())?;
            if roots.is_empty() {
                tracing::warn!("the file of certificate authorities has no certificate in it");
            }
            builder = builder.tls_certs_merge(roots);
        }
        if let (Some(address), Some(host)) = (reach.address, &self.host) {
            // Port 0 keeps the port of the URL. A proxy would look the name up by itself.
            builder = builder
                .resolve(host, SocketAddr::new(address, 0))
                .no_proxy();
        }

        builder.build()
    }
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Delete => reqwest::Method::DELETE,
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Patch => reqwest::Method::PATCH,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
    }
}

fn headers(headers: &reqwest::header::HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect()
}

fn bad_header(name: &str) -> String {
    format!("the value for {name} has characters in it that a header cannot carry")
}

fn no_answer(call: &str, patience: Duration) -> CallError {
    let message = format!("no answer within {} seconds", patience.as_secs());

    CallError::new(Kind::Timeout, call, message)
}

fn too_long(call: &str, most: u64) -> CallError {
    let message = format!("the answer is longer than the {most} bytes that were expected");

    CallError::new(Kind::Unreadable, call, message)
}

fn failure(call: &str, error: &reqwest::Error) -> CallError {
    let words = words(error);
    let kind = kind(
        error.is_connect(),
        error.is_builder(),
        error.is_timeout(),
        &words,
    );

    CallError::new(kind, call, words)
}

/// What went wrong. Once a connection stands, the fate of the request is not known: that is [`Kind::Timeout`].
fn kind(connecting: bool, building: bool, late: bool, words: &str) -> Kind {
    let lower = words.to_ascii_lowercase();
    let certificate = [
        "certificate",
        "corrupt message",
        "fatal alert",
        "handshake",
        "incompatible",
        "tls",
    ]
    .iter()
    .any(|sign| lower.contains(sign));
    match (connecting, building) {
        (true, _) if certificate && !late => Kind::Tls,
        (true, _) => Kind::Unreachable,
        (_, true) if certificate => Kind::Tls,
        (_, true) => Kind::Invalid,
        _ => Kind::Timeout,
    }
}

/// The chain of causes in words, without the URL and without saying anything twice.
fn words(error: &reqwest::Error) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        let words = cause.to_string();
        // "client error (Connect)" says no more than the kind does.
        if !words.starts_with("client error (") && !said.iter().any(|said| said.contains(&words)) {
            said.push(words);
        }
        next = cause.source();
    }

    if said.is_empty() {
        "the request could not be sent".to_owned()
    } else {
        said.join(": ")
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// Answers every connection on a local port with `answer`, once for each connection.
    fn server(answer: &'static str) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let _ = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]).unwrap();
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });

        address
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_an_address_can_be_given() {
        let address = server(
            "HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 2\r\n\r\nhi",
        );
        let reach = Reach {
            address: Some(address.ip()),
            roots: None,
        };
        let url = format!("http://registry.invalid:{}/v2/", address.port());
        let request = Request::new(Method::Get, url).reach(Some(Arc::new(reach)));

        let response = Network::new().send(request).await.unwrap();

        assert_eq!(response.status, 302);
        assert_eq!(response.header("location"), Some("http://elsewhere/"));
        assert_eq!(&response.body[..], b"hi");
    }

    #[tokio::test]
    async fn an_answer_without_measure_is_not_taken() {
        let address = server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour");
        let get = |most| Request::new(Method::Get, format!("http://{address}/")).most(most);
        let net = Network::new();

        assert_eq!(&net.send(get(4)).await.unwrap().body[..], b"four");
        let error = net.send(get(3)).await.unwrap_err();
        assert_eq!(error.kind, Kind::Unreadable, "{error}");
    }

    #[tokio::test]
    async fn nobody_there_is_unreachable() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let request = Request::new(Method::Get, format!("http://127.0.0.1:{port}/"));

        let error = Network::new().send(request).await.unwrap_err();

        assert_eq!(error.kind, Kind::Unreachable, "{error}");
    }

    #[tokio::test]
    async fn a_connection_that_breaks_off_leaves_the_fate_unknown() {
        let address = server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        let request = Request::new(Method::Post, format!("http://{address}/servers"));

        let error = Network::new().send(request).await.unwrap_err();

        assert_eq!(error.kind, Kind::Timeout, "{error}");
        assert_eq!(error.call, "POST /servers");
    }

    #[tokio::test]
    async fn plain_text_behind_https_is_a_matter_of_tls() {
        let address = server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        let request = Request::new(Method::Get, format!("https://{address}/"));

        let error = Network::new().send(request).await.unwrap_err();

        assert_eq!(error.kind, Kind::Tls, "{error}");
    }

    #[test]
    fn words_tell_the_kinds_apart() {
        let untrusted = "client error (Connect): invalid peer certificate: UnknownIssuer";

        assert_eq!(kind(true, false, false, untrusted), Kind::Tls);
        assert_eq!(
            kind(true, false, false, "dns error: no such host"),
            Kind::Unreachable
        );
        assert_eq!(
            kind(false, false, false, "connection reset by peer"),
            Kind::Timeout
        );
    }
}
