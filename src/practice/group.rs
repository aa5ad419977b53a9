//! Neutron's security groups.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ask::{Ask, Reply, text};
use super::clock::new_id;
use super::network::list_of;
use super::rule::{self, Rule};
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Group {
    pub id: String,
    pub name: String,
    pub description: String,
    pub project: String,
    pub rules: Vec<Rule>,
    pub made: Instant,
    pub revision: u32,
}

impl Group {
    /// A group as Neutron makes it: everything may go out.
    pub fn new(name: &str, description: &str, project: &str, now: Instant) -> Self {
        Self {
            id: new_id(),
            name: name.to_owned(),
            description: description.to_owned(),
            project: project.to_owned(),
            rules: vec![Rule::outgoing("IPv6", now), Rule::outgoing("IPv4", now)],
            made: now,
            revision: 1,
        }
    }
}

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, rest: &[&str]) -> Reply {
    match (ask.method(), rest) {
        (Method::Get, []) => {
            let groups = state
                .groups
                .iter()
                .filter(|group| group.project == ask.who.project)
                .map(|group| listed(group_json(state, group)))
                .collect();
            list_of(ask, "security_groups", groups)
        }
        (Method::Get, [id]) => {
            let group = find(state, ask, id)?;
            Ok(Response::json(
                200,
                &json!({ "security_group": group_json(state, group) }),
            ))
        }
        (Method::Post, []) => create(state, ask),
        (Method::Put, [id]) => update(state, ask, id),
        (Method::Delete, [id]) => delete(state, ask, id),
        _ => Err(ask.no_such_path()),
    }
}

pub(super) fn find<'s>(state: &'s State, ask: &Ask<'_>, id: &str) -> Result<&'s Group, Response> {
    state
        .groups
        .iter()
        .find(|group| group.id == id && group.project == ask.who.project)
        .ok_or_else(|| {
            ask.neutron(
                404,
                "SecurityGroupNotFound",
                &format!("Security group {id} does not exist"),
            )
        })
}

/// In a list Neutron does not work out whether a rule is of the default group.
fn listed(mut group: Value) -> Value {
    let rules = group["security_group_rules"].as_array_mut();
    for rule in rules.into_iter().flatten() {
        if let Some(of_default) = rule.get_mut("belongs_to_default_sg") {
            *of_default = Value::Null;
        }
    }

    group
}

fn group_json(state: &State, group: &Group) -> Value {
    let made = state.clock.stamp(group.made);
    let mut rules: Vec<&Rule> = group.rules.iter().collect();
    rules.sort_by(|one, other| one.id.cmp(&other.id));
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|rule| rule::rule_json(state, group, rule, true))
        .collect();

    json!({
        "id": group.id,
        "name": group.name,
        "stateful": true,
        "tenant_id": group.project,
        "project_id": group.project,
        "description": group.description,
        "shared": false,
        "security_group_rules": rules,
        "tags": [],
        "created_at": made,
        "updated_at": made,
        "revision_number": group.revision,
    })
}

fn create(state: &mut State, ask: &Ask<'_>) -> Reply {
    let asked = ask.inner("security_group")?;
    known_only(
        ask,
        &asked,
        &["name", "description", "stateful", "project_id", "tenant_id"],
    )?;
    let name = text(&asked, "name").unwrap_or_default();
    if name == "default" {
        return Err(ask.neutron(
            409,
            "SecurityGroupDefaultAlreadyExists",
            "Default security group already exists.",
        ));
    }
    let (used, limit) = state.network_use("security_group", &ask.who.project);
    let (rules, most) = state.network_use("security_group_rule", &ask.who.project);
    if limit >= 0 && used >= limit {
        let message = "Quota exceeded for resources: ['security_group'].";
        return Err(ask.neutron(409, "OverQuota", message));
    }
    // Its two rules for what goes out count too.
    if most >= 0 && rules + 2 > most {
        let message = "Quota exceeded for resources: ['security_group_rule'].";
        return Err(ask.neutron(409, "OverQuota", message));
    }
    let description = text(&asked, "description").unwrap_or_default();
    let group = Group::new(name, description, &ask.who.project, ask.now);
    let body = json!({ "security_group": group_json(state, &group) });
    state.groups.push(group);

    Ok(Response::json(201, &body))
}

/// Neutron refuses what it does not know.
pub(super) fn known_only(ask: &Ask<'_>, asked: &Value, known: &[&str]) -> Result<(), Response> {
    let unknown: Vec<String> = asked
        .as_object()
        .map(|object| {
            object
                .keys()
                .filter(|key| !known.contains(&key.as_str()))
                .map(|key| format!("'{key}'"))
                .collect()
        })
        .unwrap_or_default();
    if unknown.is_empty() {
        return Ok(());
    }
    let message = format!("Unrecognized attribute(s) {}", unknown.join(", "));

    Err(ask.neutron(400, "HTTPBadRequest", &message))
}

fn update(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let asked = ask.inner("security_group")?;
    let _ = find(state, ask, id)?;
    let Some(group) = state.groups.iter_mut().find(|group| group.id == id) else {
        return Err(ask.no_such_path());
    };
    if let Some(name) = text(&asked, "name") {
        name.clone_into(&mut group.name);
    }
    if let Some(description) = text(&asked, "description") {
        description.clone_into(&mut group.description);
    }
    group.revision += 1;
    let group = group.clone();

    Ok(Response::json(
        200,
        &json!({ "security_group": group_json(state, &group) }),
    ))
}

fn delete(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let group = find(state, ask, id)?;
    let used = state
        .ports
        .iter()
        .any(|port| port.groups.contains(&group.id));
    if group.name == "default" {
        return Err(ask.neutron(
            409,
            "SecurityGroupCannotRemoveDefault",
            "Insufficient rights for removing default security group.",
        ));
    }
    if used {
        return Err(ask.neutron(
            409,
            "SecurityGroupInUse",
            &format!("Security Group {id} in use."),
        ));
    }
    state.groups.retain(|group| group.id != id);

    Ok(Response::new(204))
}
