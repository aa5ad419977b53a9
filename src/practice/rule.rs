//! Neutron's rules of security groups, and whom they let through.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::clock::{digest, new_id};
use super::group::{self, Group, known_only};
use super::network::list_of;
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub id: String,
    pub direction: &'static str,
    pub ethertype: &'static str,
    pub protocol: Option<String>,
    pub ports: Option<(u16, u16)>,
    pub prefix: Option<IpNet>,
    pub remote_group: Option<String>,
    /// Neutron leaves it out (`null`) on the rules that it makes itself.
    pub description: Option<String>,
    pub made: Instant,
}

impl Rule {
    pub fn outgoing(ethertype: &'static str, now: Instant) -> Self {
        Self {
            id: new_id(),
            direction: "egress",
            ethertype,
            protocol: None,
            ports: None,
            prefix: None,
            remote_group: None,
            description: None,
            made: now,
        }
    }

    /// Whether it lets a connection from `from` to a TCP port in; `groups` are those of the sender.
    pub fn lets_in(&self, from: Ipv4Addr, groups: &[String], port: u16) -> bool {
        let protocol = matches!(self.protocol.as_deref(), None | Some("tcp" | "6" | "any"));
        let ports = self
            .ports
            .is_none_or(|(low, high)| (low..=high).contains(&port));
        let who = match (&self.prefix, &self.remote_group) {
            (Some(IpNet::V4(net)), _) => net.contains(&from),
            (Some(IpNet::V6(_)), _) => false,
            (None, Some(group)) => groups.contains(group),
            (None, None) => true,
        };

        self.direction == "ingress" && self.ethertype == "IPv4" && protocol && ports && who
    }

    /// Neutron takes "no prefix" and "all addresses" for the same.
    fn same(&self, other: &Self) -> bool {
        let prefix = |rule: &Self| rule.prefix.filter(|net| net.prefix_len() > 0);

        self.direction == other.direction
            && self.ethertype == other.ethertype
            && self.protocol == other.protocol
            && self.ports == other.ports
            && self.remote_group == other.remote_group
            && prefix(self) == prefix(other)
    }
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    match (ask.method(), rest) {
        (Method::Get, []) => {
            let rules = state
                .groups
                .iter()
                .filter(|group| group.project == ask.who.project)
                .flat_map(|group| {
                    let json = |rule| rule_json(state, group, rule, false);
                    group.rules.iter().map(json).collect::<Vec<_>>()
                })
                .collect();
            list_of(ask, "security_group_rules", rules)
        }
        (Method::Get, [id]) => {
            let found = state.groups.iter().find_map(|group| {
                let rule = group.rules.iter().find(|rule| rule.id == *id)?;
                (group.project == ask.who.project).then(|| rule_json(state, group, rule, false))
            });
            match found {
                Some(rule) => Ok(Response::json(200, &json!({ "security_group_rule": rule }))),
                None => Err(not_found(ask, id)),
            }
        }
        (Method::Post, []) => create(state, ask),
        (Method::Delete, [id]) => {
            let group = state
                .groups
                .iter_mut()
                .filter(|group| group.project == ask.who.project)
                .find(|group| group.rules.iter().any(|rule| rule.id == *id))
                .ok_or_else(|| not_found(ask, id))?;
            group.rules.retain(|rule| rule.id != *id);
            group.revision += 1;
            Ok(Response::new(204))
        }
        _ => Err(ask.no_such_path()),
    }
}

fn not_found(ask: &Ask<'_>, id: &str) -> Response {
    ask.neutron(
        404,
        "SecurityGroupRuleNotFound",
        &format!("Security group rule {id} does not exist"),
    )
}

/// `nested` within its group it says more.
pub(super) fn rule_json(state: &State, group: &Group, rule: &Rule, nested: bool) -> Value {
    let made = state.clock.stamp(rule.made);
    let mut shown = json!({
        "id": rule.id,
        "project_id": group.project,
        "tenant_id": group.project,
        "security_group_id": group.id,
        "ethertype": rule.ethertype,
        "direction": rule.direction,
        "protocol": rule.protocol,
        "port_range_min": rule.ports.map(|(low, _)| low),
        "port_range_max": rule.ports.map(|(_, high)| high),
        "remote_ip_prefix": rule.prefix.map(|net| net.to_string()),
        "remote_address_group_id": null,
        "normalized_cidr": rule.prefix.map(|net| net.trunc().to_string()),
        "remote_group_id": rule.remote_group,
        "description": rule.description,
        "created_at": made,
        "updated_at": made,
        "revision_number": 0,
    });
    if let Some(object) = shown.as_object_mut() {
        if nested {
            let number = u16::from(digest(&rule.id)[0]) + 100;
            let _ = object.insert("standard_attr_id".to_owned(), json!(number));
            let _ = object.insert("tags".to_owned(), json!([]));
        }
        if state.is_new() {
            let of_default = group.name == "default";
            let _ = object.insert("belongs_to_default_sg".to_owned(), json!(of_default));
        }
    }

    shown
}

fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let body = ask.json()?;
    if let Some(list) = body.get("security_group_rules").and_then(Value::as_array) {
        return create_all(state, ask, list);
    }
    let asked = ask.inner("security_group_rule")?;
    let made = add(state, ask, &asked)?;

    Ok(Response::json(201, &json!({ "security_group_rule": made })))
}

/// All or none, as Neutron does it.
fn create_all(state: &mut State, ask: &Ask<'_>, list: &[Value]) -> Reply {
    let before = state.groups.clone();
    let made: Result<Vec<Value>, Response> =
        list.iter().map(|asked| add(state, ask, asked)).collect();
    match made {
        Ok(made) => Ok(Response::json(
            201,
            &json!({ "security_group_rules": made }),
        )),
        Err(response) => {
            state.groups = before;
            Err(response)
        }
    }
}

fn add(state: &mut State, ask: &Ask<'_>, asked: &Value) -> Result<Value, Response> {
    let id = text(asked, "security_group_id").unwrap_or_default();
    let _ = group::find(state, ask, id)?;
    let rule = parse(ask, asked)?;
    let (used, limit) = state.network_use("security_group_rule", &ask.who.project);
    if limit >= 0 && used >= limit {
        let message = "Quota exceeded for resources: ['security_group_rule'].";
        return Err(ask.neutron(409, "OverQuota", message));
    }
    let Some(group) = state.groups.iter_mut().find(|group| group.id == id) else {
        return Err(ask.no_such_path());
    };
    if let Some(there) = group.rules.iter().find(|there| there.same(&rule)) {
        let message = format!(
            "Security group rule already exists. Rule id is {}.",
            there.id
        );
        return Err(ask.neutron(409, "SecurityGroupRuleExists", &message));
    }
    group.rules.push(rule.clone());
    group.revision += 1;
    let group = group.clone();

    Ok(rule_json(state, &group, &rule, false))
}

fn parse(ask: &Ask<'_>, asked: &Value) -> Result<Rule, Response> {
    const KNOWN: [&str; 11] = [
        "security_group_id",
        "direction",
        "ethertype",
        "protocol",
        "port_range_min",
        "port_range_max",
        "remote_ip_prefix",
        "remote_group_id",
        "description",
        "project_id",
        "tenant_id",
    ];
    known_only(ask, asked, &KNOWN)?;
    let direction = match text(asked, "direction") {
        Some("ingress") => "ingress",
        Some("egress") => "egress",
        other => {
            let message = format!(
                "Invalid input for direction. Reason: '{}' is not in ['ingress', 'egress'].",
                other.unwrap_or("None")
            );
            return Err(ask.neutron(400, "HTTPBadRequest", &message));
        }
    };
    let ethertype = match text(asked, "ethertype") {
        Some("IPv6") => "IPv6",
        _ => "IPv4",
    };
    let prefix = prefix(ask, asked, ethertype)?;
    let protocol = text(asked, "protocol").map(str::to_lowercase);
    let port = |name| {
        asked
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|n| u16::try_from(n).ok())
    };
    let ports = port("port_range_min").zip(port("port_range_max"));
    if ports.is_some() && protocol.is_none() {
        return Err(ask.neutron(
            400,
            "SecurityGroupProtocolRequiredWithPorts",
            "Must also specify protocol if port range is given.",
        ));
    }
    if ports.is_some_and(|(low, high)| low > high && protocol.as_deref() != Some("icmp")) {
        return Err(ask.neutron(
            400,
            "SecurityGroupInvalidPortRange",
            "For TCP/UDP protocols, port_range_min must be <= port_range_max",
        ));
    }

    Ok(Rule {
        id: new_id(),
        direction,
        ethertype,
        protocol,
        ports,
        prefix,
        remote_group: text(asked, "remote_group_id").map(str::to_owned),
        description: Some(text(asked, "description").unwrap_or_default().to_owned()),
        made: ask.now,
    })
}

fn prefix(ask: &Ask<'_>, asked: &Value, ethertype: &str) -> Result<Option<IpNet>, Response> {
    let Some(prefix) = text(asked, "remote_ip_prefix") else {
        return Ok(None);
    };
    let net: IpNet = prefix
        .parse()
        .or_else(|_| {
            prefix
                .parse::<Ipv4Addr>()
                .map(|ip| IpNet::V4(Ipv4Net::from(ip)))
        })
        .map_err(|_| {
            let message = format!("Invalid CIDR {prefix} given as IP prefix.");
            ask.neutron(400, "InvalidCIDR", &message)
        })?;
    if (ethertype == "IPv4") != matches!(net, IpNet::V4(_)) {
        let message = format!("Conflicting value ethertype {ethertype} for CIDR {prefix}");
        return Err(ask.neutron(400, "SecurityGroupRuleParameterConflict", &message));
    }

    Ok(Some(net))
}
