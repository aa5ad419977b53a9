//! The registry's name in a new plan: given, asked for or suggested; who makes its record, and what is there already.

use super::console::Console;
use super::{From, New, ask, plan, run};
use crate::deploy::suggest;
use crate::dns::Cloudflare;
use crate::dns::cloudflare::Record;
use crate::openstack::{Cloud, Inventory, dns};
use crate::plan::SecretRef;
use crate::plan::name::{Keeper, Name};
use crate::plan::text::Hostname;
use crate::session::{Desk, Doors};

/// A name that belongs to nobody, for a plan whose name comes later.
pub const EXAMPLE: &str = "registry.example.org";

/// The name, and who makes its record. `None` where there is no name.
pub async fn name(
    desk: &Desk,
    console: &Console,
    new: &New,
    inventory: &Inventory,
) -> Option<Name> {
    let host = host(console, new, inventory)?;
    let zones = inventory.dns_zones.as_deref().unwrap_or_default();
    let keeper = match &new.zone {
        Some(zone) if zones.iter().any(|one| one.name == zone.as_ref()) => {
            Keeper::Designate { zone: zone.clone() }
        }
        Some(zone) => {
            let token = SecretRef::Keychain(format!("cloudflare {zone}"));
            let known = desk.secret(&token).await.is_ok();
            if !known && console.asks() && run::ask_for(desk, console, &token).await {
                // Without a keychain it is asked for again when the plan is carried out.
                let _ = plan::keep(desk, &token).await;
            }
            Keeper::Cloudflare {
                zone: zone.clone(),
                proxied: false,
                token,
            }
        }
        None => suggest::keeper(inventory, &host).unwrap_or(Keeper::Hand),
    };

    Some(Name { host, keeper })
}

/// The name of the registry: given, asked for, in a zone of the cloud's, or an example.
fn host(console: &Console, new: &New, inventory: &Inventory) -> Option<Hostname> {
    if let Some(host) = &new.host {
        return Some(host.clone());
    }
    let in_zone = new.zone.as_ref();
    let in_zone = in_zone.and_then(|zone| format!("registry.{zone}").parse().ok());
    let suggested = in_zone.or_else(|| suggest::host(inventory));
    if console.asks() && !matches!(new.cloud, From::Practice(_)) {
        let example = suggested.as_ref().map_or(EXAMPLE, AsRef::as_ref);
        let question = match &suggested {
            Some(_) => console
                .text
                .with("cli-ask-host-or", &[("host", example.into())]),
            None => console
                .text
                .with("cli-ask-host", &[("host", example.into())]),
        };
        return ask::value(console, &question, suggested.clone());
    }

    suggested.or_else(|| EXAMPLE.parse().ok())
}

/// Tells what is there under the name already: a run would not overwrite it, but end there. What cannot be looked at
/// now is looked at in the run.
pub async fn tell_taken(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    (cloud, inventory): (&Cloud, &Inventory),
    name: &Name,
) {
    let host = name.host.as_ref();
    let zones = inventory.dns_zones.as_deref().unwrap_or_default();
    let there = async {
        match &name.keeper {
            Keeper::Cloudflare { zone, token, .. } => {
                let Ok(token) = desk.secret(token).await else {
                    return Ok(Vec::new());
                };
                let cloudflare = Cloudflare::new(doors.net.clone(), token);
                let Some(zone) = cloudflare.zone(zone.as_ref()).await? else {
                    return Ok(Vec::new());
                };
                let records = cloudflare.records(&zone.id, host).await?;
                Ok(records.iter().map(Record::words).collect())
            }
            Keeper::Designate { zone } => {
                match zones.iter().find(|one| one.name == zone.as_ref()) {
                    Some(zone) => dns::words_at(cloud, &zone.id, host).await,
                    None => Ok(Vec::new()),
                }
            }
            Keeper::Hand => Ok(Vec::new()),
        }
    };
    let records = there.await.unwrap_or_else(|error: crate::http::CallError| {
        tracing::info!(%error, "the records of the name were not to be seen");
        Vec::new()
    });
    if !records.is_empty() {
        let values = [
            ("host", host.into()),
            ("records", records.join(", ").into()),
        ];
        console.complain(&console.text.with("cli-name-taken", &values));
    }
}
