//! The DNS of a practice cloud; and the colleague who makes a record where no API keeps the zone.

use std::net::IpAddr;

use tokio::time::Instant;

use super::state::State;
use super::{World, life, wait, web};
use crate::dns::Names;
use crate::http::{BoxFuture, CallError};

impl Names for World {
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, CallError>> {
        Box::pin(async move {
            let latency = self.lock().clock.span(0.05, host);
            wait(latency).await;
            let mut state = self.lock();
            let now = Instant::now();
            life::settle(&mut state, now);
            ask_colleague(&mut state, host, now);
            let (found, proxied) = state.look_up(host);
            let found = if proxied { vec![web::EDGE] } else { found };
            let six = state.look_up_six(host).into_iter().map(IpAddr::V6);

            Ok(found.into_iter().map(IpAddr::V4).chain(six).collect())
        })
    }
}

/// A name that is looked up in vain is made by hand a while later, for the newest machine that the world reaches.
fn ask_colleague(state: &mut State, host: &str, now: Instant) {
    let kept = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    let known = !state.look_up(host).0.is_empty();
    let by_cloud = state.designate.keeps(host);
    if !state.colleague || known || by_cloud || state.dns.zones.iter().any(|zone| kept(&zone.name))
    {
        return;
    }
    let made = match state.dns.asked.get(host) {
        Some(made) => *made,
        None => {
            let made = now + state.span("record by hand", host, 15.0, now);
            let _ = state.dns.asked.insert(host.to_owned(), made);
            made
        }
    };
    let newest = state
        .servers
        .iter()
        .rev()
        .find(|server| server.made > state.clock.began() || state.servers.len() == 1);
    let address = newest.and_then(|server| state.public_addresses(server).first().copied());
    if let (true, Some(address)) = (made <= now, address) {
        state.dns.by_hand.push((host.to_owned(), address.into()));
    }
}
