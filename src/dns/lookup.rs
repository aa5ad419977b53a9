//! What a name means to the world just now: asked at the zone's own name servers, past every cache.
//!
//! A cache that is asked too early keeps the "no such name" for minutes. So the name itself is asked for only at
//! the servers of its zone; only where those cannot be reached (a network that lets no DNS out) the system's
//! resolver has to do.

use std::net::IpAddr;
use std::time::Duration;

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{RData, RecordType};
use hickory_resolver::{Resolver as Hickory, TokioResolver};

use crate::http::{BoxFuture, CallError, Kind};

/// Name servers of a zone that are asked; more do not make it truer.
const SERVERS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(3);

/// What tells the addresses of a name: the DNS, or a practice cloud.
pub trait Names: Send + Sync {
    /// The addresses of the host, IPv4 first; none if the name is not known (yet).
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, CallError>>;
}

/// The DNS.
#[derive(Debug, Default, Clone, Copy)]
pub struct Resolver;

impl Names for Resolver {
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, CallError>> {
        Box::pin(addresses(host))
    }
}

async fn addresses(host: &str) -> Result<Vec<IpAddr>, CallError> {
    let host = host.trim_end_matches('.');
    let system = Hickory::builder_tokio()
        .and_then(|builder| builder.build())
        .map_err(|error| failure(host, &error))?;

    by_its_zone(&system, 53, host).await
}

/// What the zone's own name servers say, which listen on `port`. `system` tells who they are.
async fn by_its_zone(
    system: &TokioResolver,
    port: u16,
    host: &str,
) -> Result<Vec<IpAddr>, CallError> {
    let failed = |error: NetError| failure(host, &error);
    let servers = servers(system, host).await;
    if !servers.is_empty() {
        let zone = direct(&servers, port).map_err(failed)?;
        match ask(&zone, host).await {
            Ok(found) if found.is_empty() => {
                return match alias(&zone, host).await {
                    Some(other) => ask(system, &other).await.map_err(failed),
                    None => Ok(found),
                };
            }
            Ok(found) => return Ok(found),
            Err(error) => tracing::debug!(host, %error, "the zone's name servers do not answer"),
        }
    }

    ask(system, host).await.map_err(failed)
}

/// Addresses of the name servers of the zone that holds the name. The name itself is not asked for.
async fn servers(system: &TokioResolver, host: &str) -> Vec<IpAddr> {
    let mut zone = host;
    while let Some((_, parent)) = zone.split_once('.') {
        zone = parent;
        let Ok(found) = system.lookup(format!("{zone}."), RecordType::NS).await else {
            continue;
        };
        let names: Vec<String> = found
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::NS(name) => Some(name.0.to_string()),
                _ => None,
            })
            .take(SERVERS)
            .collect();
        if names.is_empty() {
            continue;
        }
        let lookups = names.iter().map(|name| system.lookup_ip(name.as_str()));
        return futures::future::join_all(lookups)
            .await
            .into_iter()
            .flatten()
            .flat_map(|found| found.iter().collect::<Vec<_>>())
            .collect();
    }

    Vec::new()
}

/// A resolver that asks these servers and nobody else, and remembers nothing.
fn direct(servers: &[IpAddr], port: u16) -> Result<TokioResolver, NetError> {
    let servers = servers
        .iter()
        .map(|address| {
            let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()]
                .into_iter()
                .map(|mut connection| {
                    connection.port = port;
                    connection
                })
                .collect();
            NameServerConfig::new(*address, true, connections)
        })
        .collect();
    let config = ResolverConfig::from_name_servers(servers);
    let mut builder = Hickory::builder_with_config(config, TokioRuntimeProvider::default());
    let options = builder.options_mut();
    options.cache_size = 0;
    options.recursion_desired = false;
    options.attempts = 1;
    options.timeout = PATIENCE;
    options.use_hosts_file = ResolveHosts::Never;

    builder.build()
}

async fn ask(resolver: &TokioResolver, host: &str) -> Result<Vec<IpAddr>, NetError> {
    let name = format!("{host}.");
    let (v4, v6) = tokio::join!(
        resolver.lookup(name.as_str(), RecordType::A),
        resolver.lookup(name.as_str(), RecordType::AAAA),
    );
    let mut found = Vec::new();
    for answer in [v4, v6] {
        match answer {
            Ok(answer) => {
                found.extend(
                    answer
                        .answers()
                        .iter()
                        .filter_map(|record| match &record.data {
                            RData::A(address) => Some(IpAddr::V4(address.0)),
                            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
                            _ => None,
                        }),
                );
            }
            Err(error) if error.is_no_records_found() => {}
            // One kind of address is enough to go on with.
            Err(_) if !found.is_empty() => {}
            Err(error) => return Err(error),
        }
    }

    Ok(found)
}

/// The name in another zone that the name stands for.
async fn alias(zone: &TokioResolver, host: &str) -> Option<String> {
    let found = zone
        .lookup(format!("{host}."), RecordType::CNAME)
        .await
        .ok()?;

    found
        .answers()
        .iter()
        .find_map(|record| match &record.data {
            RData::CNAME(name) => Some(name.0.to_string().trim_end_matches('.').to_owned()),
            _ => None,
        })
}

fn failure(host: &str, error: &NetError) -> CallError {
    let kind = match error {
        NetError::Timeout => Kind::Timeout,
        _ => Kind::Unreachable,
    };

    CallError::new(kind, format!("DNS {host}"), error.to_string())
}

#[cfg(test)]
mod tests;
