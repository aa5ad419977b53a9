//! Security groups and their rules. A new group lets everything out and nothing in.

use serde::Deserialize;
use serde_json::{Value, json};

use super::of_project;
use crate::http::CallError;
use crate::openstack::{Call, Cloud, GroupId, RuleId, Service, or_default, query};
use crate::plan::firewall::{Network, Opening, Rule};

/// A security group. Names need not be unique: the id is what counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Group {
    pub id: GroupId,
    #[serde(default)]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
}

/// A rule as Neutron keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupRule {
    pub id: RuleId,
    #[serde(default, deserialize_with = "or_default")]
    pub description: String,
    /// `ingress` or `egress`.
    pub direction: String,
    #[serde(default)]
    ethertype: Option<String>,
    #[serde(default)]
    protocol: Option<String>,
    #[serde(default)]
    port_range_min: Option<i32>,
    #[serde(default)]
    port_range_max: Option<i32>,
    #[serde(default)]
    remote_ip_prefix: Option<String>,
    #[serde(default)]
    remote_group_id: Option<String>,
    #[serde(default)]
    remote_address_group_id: Option<String>,
}

#[derive(Deserialize)]
struct One {
    security_group: Group,
}

#[derive(Deserialize)]
struct Rules {
    security_group_rules: Vec<GroupRule>,
}

/// `POST /security-groups`. Errors: `Quota`.
pub async fn create_group(
    cloud: &Cloud,
    name: &str,
    description: &str,
) -> Result<GroupId, CallError> {
    let body = json!({ "security_group": { "name": name, "description": description } });
    let made: One = cloud
        .send(Call::post(Service::Network, "/security-groups", body))
        .await?;

    Ok(made.security_group.id)
}

/// `GET /security-groups`: the project's.
pub async fn groups(cloud: &Cloud) -> Result<Vec<Group>, CallError> {
    let project = of_project(cloud, '&');
    // Without the rules, which nobody asked for, the list is short.
    let path = format!("/security-groups?fields=id&fields=name&fields=description{project}");

    cloud.list(Service::Network, &path, "security_groups").await
}

/// `GET /security-groups?description=…`: those that were made with the description.
pub async fn groups_marked(cloud: &Cloud, description: &str) -> Result<Vec<Group>, CallError> {
    let path = format!("/security-groups?description={}", query(description));

    cloud.list(Service::Network, &path, "security_groups").await
}

/// `DELETE /security-groups/ID`. Errors: `Conflict` while a port has it.
pub async fn delete_group(cloud: &Cloud, id: &GroupId) -> Result<(), CallError> {
    cloud
        .delete(Service::Network, &format!("/security-groups/{id}"))
        .await
}

/// `POST /security-group-rules`, all in one request: all are made or none.
/// Errors: `Conflict` if one of them is there already ([`missing`] tells which are not), `Quota`.
pub async fn create_rules(
    cloud: &Cloud,
    group: &GroupId,
    rules: &[Rule],
    description: &str,
) -> Result<Vec<GroupRule>, CallError> {
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let rules: Vec<Value> = rules
        .iter()
        .map(|rule| rule_body(group, rule, description))
        .collect();
    let body = json!({ "security_group_rules": rules });
    let made: Rules = cloud
        .send(Call::post(Service::Network, "/security-group-rules", body))
        .await?;

    Ok(made.security_group_rules)
}

/// `GET /security-group-rules?security_group_id=…`.
pub async fn rules(cloud: &Cloud, group: &GroupId) -> Result<Vec<GroupRule>, CallError> {
    let path = format!("/security-group-rules?security_group_id={group}");

    cloud
        .list(Service::Network, &path, "security_group_rules")
        .await
}

/// `DELETE /security-group-rules/ID`.
pub async fn delete_rule(cloud: &Cloud, id: &RuleId) -> Result<(), CallError> {
    cloud
        .delete(Service::Network, &format!("/security-group-rules/{id}"))
        .await
}

/// The rules among `wanted` that are not among `present`, each once.
pub fn missing(wanted: &[Rule], present: &[GroupRule]) -> Vec<Rule> {
    let present: Vec<Rule> = present.iter().filter_map(GroupRule::opening).collect();
    let mut missing: Vec<Rule> = Vec::new();
    for rule in wanted {
        if !present.contains(rule) && !missing.contains(rule) {
            missing.push(rule.clone());
        }
    }

    missing
}

impl GroupRule {
    /// The rule in the plan's terms; `None` for one that a plan does not have: outgoing, or for another group.
    pub fn opening(&self) -> Option<Rule> {
        if self.direction != "ingress"
            || self.remote_group_id.is_some()
            || self.remote_address_group_id.is_some()
        {
            return None;
        }
        let everyone = match self.ethertype.as_deref() {
            Some("IPv6") => "::/0",
            _ => "0.0.0.0/0",
        };
        let from = self.remote_ip_prefix.as_deref().unwrap_or(everyone);
        let ports = || {
            let port = |port: Option<i32>| port.and_then(|port| u16::try_from(port).ok());
            match (self.port_range_min, self.port_range_max) {
                (None, None) => Some((1, u16::MAX)),
                (min, max) => Some((port(min)?, port(max)?)),
            }
        };
        let to = match self.protocol.as_deref() {
            None | Some("any") => Opening::Any,
            Some("tcp" | "6") => ports().map(|(from, to)| Opening::Tcp { from, to })?,
            Some("udp" | "17") => ports().map(|(from, to)| Opening::Udp { from, to })?,
            // One kind of message alone is less than an opening.
            Some("icmp" | "1" | "ipv6-icmp" | "icmpv6" | "58") if self.port_range_min.is_none() => {
                Opening::Icmp
            }
            Some(_) => return None,
        };

        Some(Rule {
            from: from.parse::<Network>().ok()?,
            to,
        })
    }
}

fn rule_body(group: &GroupId, rule: &Rule, description: &str) -> Value {
    let v4 = rule.from.is_v4();
    let mut body = json!({
        "security_group_id": group,
        "direction": "ingress",
        "ethertype": if v4 { "IPv4" } else { "IPv6" },
        "remote_ip_prefix": rule.from.to_string(),
        "description": description,
    });
    let mut set = |protocol: &str, ports: Option<(u16, u16)>| {
        body["protocol"] = protocol.into();
        if let Some((from, to)) = ports {
            body["port_range_min"] = from.into();
            body["port_range_max"] = to.into();
        }
    };
    match rule.to {
        Opening::Any => {}
        Opening::Icmp if v4 => set("icmp", None),
        Opening::Icmp => set("ipv6-icmp", None),
        Opening::Tcp { from, to } => set("tcp", Some((from, to))),
        Opening::Udp { from, to } => set("udp", Some((from, to))),
    }

    body
}
