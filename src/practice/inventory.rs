//! Everything in a practice cloud as sorted lines without ids, so that before and after can be compared.

use super::server::{Phase, Server};
use super::state::State;

/// One line for each thing.
pub(super) fn lines(state: &State) -> Vec<String> {
    let mut lines = Vec::new();
    compute(state, &mut lines);
    network(state, &mut lines);
    for record in &state.dns.records {
        lines.push(format!(
            "record {} {} {} proxied={} ttl={} {:?}",
            record.name, record.kind, record.content, record.proxied, record.ttl, record.comment
        ));
    }
    for set in &state.designate.sets {
        lines.push(format!(
            "record {} {} {} ttl={:?} {:?}",
            set.name,
            set.kind,
            set.records.join(" "),
            set.ttl,
            set.description
        ));
    }
    for zone in &state.dns.zones {
        lines.push(format!("zone {} ssl={}", zone.name, zone.ssl));
    }
    lines.sort();

    lines
}

fn compute(state: &State, lines: &mut Vec<String>) {
    for key in &state.keys {
        lines.push(format!("key pair {} {}", key.name, key.public));
    }
    // One that is shown for a moment longer is gone all the same.
    let gone = |server: &&Server| !matches!(server.phase, Phase::Deleted(_));
    for server in state.servers.iter().filter(gone) {
        let disks: Vec<String> = server
            .attached
            .iter()
            .map(|one| format!("{}={}", one.device, volume_name(state, &one.volume)))
            .collect();
        lines.push(format!(
            "server {} {:?} {} {:?} {}",
            server.name,
            state.project_name(&server.project),
            server.flavor.name,
            server.metadata,
            disks.join(",")
        ));
    }
    for volume in &state.volumes {
        lines.push(format!(
            "volume {} {} {} GB {} {} {:?} {:?} {:?}",
            volume.name,
            state.project_name(&volume.project),
            volume.size,
            volume.kind,
            volume.status.as_str(),
            volume.description,
            volume.metadata,
            volume.content
        ));
        if let Some(store) = state.stores.get(&volume.id) {
            let kept = store.listing().into_iter();
            lines.extend(kept.map(|image| format!("image {image} on {}", volume.name)));
        }
    }
    for (id, machine) in &state.machines {
        let name = state.server(id).map_or("", |server| server.name.as_str());
        for (host, login) in &machine.logins {
            lines.push(format!("login {} at {host} on {name}", login.user));
        }
        for (host, ip) in &machine.hosts {
            lines.push(format!("host {host} is {ip} on {name}"));
        }
        for path in machine.mounts.keys() {
            lines.push(format!("mount {path} on {name}"));
        }
    }
    for credential in &state.identity.credentials {
        lines.push(format!("application credential {}", credential.name));
    }
}

fn volume_name(state: &State, id: &str) -> String {
    state
        .volumes
        .iter()
        .find(|volume| volume.id == id)
        .map_or_else(String::new, |volume| volume.name.clone())
}

fn network(state: &State, lines: &mut Vec<String>) {
    let server_name = |id: &str| state.server(id).map_or("", |server| server.name.as_str());
    let group_name = |id: &String| {
        state
            .groups
            .iter()
            .find(|group| group.id == *id)
            .map_or("", |group| group.name.as_str())
    };
    for port in &state.ports {
        let groups: Vec<&str> = port.groups.iter().map(group_name).collect();
        lines.push(format!(
            "port {} {} {} {:?} {:?} {}",
            port.name,
            port.ip,
            port.owner,
            server_name(&port.device),
            port.description,
            groups.join(",")
        ));
    }
    for address in &state.addresses {
        let port = address
            .tied
            .as_ref()
            .and_then(|tie| state.ports.iter().find(|port| port.id == tie.port));
        lines.push(format!(
            "floating address {} {:?} {:?}",
            address.ip,
            address.description,
            port.map(|port| port.ip)
        ));
    }
    for group in &state.groups {
        let mut rules: Vec<String> = group
            .rules
            .iter()
            .map(|rule| {
                format!(
                    "{} {} {:?} {:?} {:?} {:?}",
                    rule.direction,
                    rule.ethertype,
                    rule.protocol,
                    rule.ports,
                    rule.prefix,
                    rule.remote_group.as_ref().map(group_name)
                )
            })
            .collect();
        rules.sort();
        lines.push(format!(
            "security group {} {} {:?} [{}]",
            group.name,
            state.project_name(&group.project),
            group.description,
            rules.join("; ")
        ));
    }
}
