//! Name servers on loopback: those of the zone, and a cache that remembers what is not true any more.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use hickory_resolver::proto::op::{Message, Query, ResponseCode};
use hickory_resolver::proto::rr::{Record, rdata};

use super::*;

const HOST: &str = "registry.example.org";
/// What the zone says, and what the cache still says.
const NOW: &str = "203.0.113.9";
const BEFORE: &str = "198.51.100.1";
/// Where the zone's own servers are: the cache is elsewhere on loopback.
const ZONE: &str = "127.0.0.2";

type Answers = fn(&Query) -> Option<Vec<RData>>;

/// A name server that was asked for these names.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn was_asked_for(&self, name: &str) -> bool {
        self.asked.lock().unwrap().iter().any(|one| one == name)
    }
}

/// `None` of `answers`: there is no such name. The zone's own servers are not asked to ask others.
async fn serve(at: &str, is_own: bool, answers: Answers) -> Server {
    let socket = tokio::net::UdpSocket::bind(at).await.unwrap();
    let address = socket.local_addr().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let told = asked.clone();
    drop(tokio::spawn(async move {
        let mut buffer = [0; 1500];
        loop {
            let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
            let question = Message::from_vec(&buffer[..length]).unwrap();
            assert_eq!(question.metadata.recursion_desired, !is_own);
            let query = question.queries[0].clone();
            let name = query.name().to_string();
            told.lock()
                .unwrap()
                .push(name.trim_end_matches('.').to_owned());
            let mut answer = question.into_response();
            answer.metadata.authoritative = is_own;
            match answers(&query) {
                None => answer.metadata.response_code = ResponseCode::NXDomain,
                Some(found) => {
                    for data in found {
                        let record = Record::from_rdata(query.name().clone(), 60, data);
                        let _ = answer.add_answer(record);
                    }
                }
            }
            let _ = socket
                .send_to(&answer.to_vec().unwrap(), from)
                .await
                .unwrap();
        }
    }));

    Server { address, asked }
}

fn address(text: &str) -> RData {
    RData::A(rdata::A(text.parse().unwrap()))
}

/// Knows the registry, with one address, and an alias into another zone.
fn zone(query: &Query) -> Option<Vec<RData>> {
    match (query.name().to_string().as_str(), query.query_type()) {
        ("registry.example.org.", RecordType::A) => Some(vec![address(NOW)]),
        ("registry.example.org.", _) => Some(Vec::new()),
        ("alias.example.org.", _) => {
            let name = "elsewhere.example.com.".parse().unwrap();
            Some(vec![RData::CNAME(rdata::CNAME(name))])
        }
        _ => None,
    }
}

/// Knows where the zone's servers are, what is in other zones, and of the registry what was true before.
fn cache(query: &Query) -> Option<Vec<RData>> {
    match (query.name().to_string().as_str(), query.query_type()) {
        ("example.org.", RecordType::NS) => {
            let name = "ns.example.org.".parse().unwrap();
            Some(vec![RData::NS(rdata::NS(name))])
        }
        ("ns.example.org.", RecordType::A) => Some(vec![address(ZONE)]),
        ("registry.example.org.", RecordType::A) => Some(vec![address(BEFORE)]),
        ("elsewhere.example.com.", RecordType::A) => Some(vec![address(BEFORE)]),
        _ => Some(Vec::new()),
    }
}

/// The system's resolver, which asks this server and believes it.
fn system(server: &Server) -> TokioResolver {
    let mut connection = ConnectionConfig::udp();
    connection.port = server.address.port();
    let server = NameServerConfig::new(server.address.ip(), true, vec![connection]);
    let config = ResolverConfig::from_name_servers(vec![server]);
    let builder = Hickory::builder_with_config(config, TokioRuntimeProvider::default());

    builder.build().unwrap()
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_name_is_known_or_not_but_never_an_error() {
    let server = serve("127.0.0.1:0", true, zone).await;
    let zone = direct(&[server.address.ip()], server.address.port()).unwrap();

    let known = ask(&zone, HOST).await.unwrap();
    let unknown = ask(&zone, "nobody.example.org").await.unwrap();

    assert_eq!(known, [ip(NOW)]);
    assert!(unknown.is_empty());
    assert!(ask(&zone, "alias.example.org").await.unwrap().is_empty());
    let other = alias(&zone, "alias.example.org").await;
    assert_eq!(other.as_deref(), Some("elsewhere.example.com"));
    assert_eq!(alias(&zone, HOST).await, None);
}

#[tokio::test]
async fn the_zone_is_believed_and_a_cache_is_not() {
    let own = serve(&format!("{ZONE}:0"), true, zone).await;
    let cached = serve("127.0.0.1:0", false, cache).await;
    let system = system(&cached);
    let port = own.address.port();

    assert_eq!(by_its_zone(&system, port, HOST).await, Ok(vec![ip(NOW)]));
    // A cache that was asked too early would remember that there is nothing.
    assert!(!cached.was_asked_for(HOST));
    assert!(own.was_asked_for(HOST));

    let unknown = by_its_zone(&system, port, "new.example.org").await;
    assert_eq!(unknown, Ok(Vec::new()));
    assert!(!cached.was_asked_for("new.example.org"));

    // What is in another zone is for others to say.
    let alias = by_its_zone(&system, port, "alias.example.org").await;
    assert_eq!(alias, Ok(vec![ip(BEFORE)]));
}

#[tokio::test]
async fn where_no_dns_gets_out_the_system_has_to_do() {
    let cached = serve("127.0.0.1:0", false, cache).await;
    let system = system(&cached);
    // Nobody listens there.
    let closed = tokio::net::UdpSocket::bind(format!("{ZONE}:0")).await;
    let port = closed.unwrap().local_addr().unwrap().port();

    assert_eq!(by_its_zone(&system, port, HOST).await, Ok(vec![ip(BEFORE)]));
}
