//! What is done to a running server: its console is read, groups come and go, it restarts.

use serde_json::json;

use super::{Phase, find};
use crate::http::Response;
use crate::practice::ask::{Ask, Reply, text};
use crate::practice::state::State;

pub(super) fn answer(state: &mut State, ask: &Ask<'_>, id: &str) -> Reply {
    let body = ask.json()?;
    let server = find(state, ask, id)?;
    let ready = matches!(server.phase, Phase::Active);

    if let Some(asked) = body.get("os-getConsoleOutput") {
        if !ready {
            return Err(ask.error(409, &format!("Instance {id} is not ready")));
        }
        let lines = asked.get("length").and_then(|length| match length {
            serde_json::Value::String(text) => text.parse().ok(),
            number => number.as_u64().and_then(|n| usize::try_from(n).ok()),
        });
        let output = state.console(id, ask.now, lines);
        return Ok(Response::json(200, &json!({ "output": output })));
    }
    for (action, adds) in [("addSecurityGroup", true), ("removeSecurityGroup", false)] {
        if let Some(asked) = body.get(action) {
            let name = text(asked, "name").unwrap_or_default().to_owned();
            return change_group(state, ask, id, &name, adds);
        }
    }
    if body.get("reboot").is_some() {
        if !ready {
            let message = format!("Cannot 'reboot' instance {id} while it is in vm_state building");
            return Err(ask.error(409, &message));
        }
        state.restart(id, ask.now);
        return Ok(Response::new(202));
    }
    let name = body
        .as_object()
        .and_then(|object| object.keys().next().cloned())
        .unwrap_or_default();

    Err(ask.error(400, &format!("There is no such action: {name}")))
}

fn change_group(state: &mut State, ask: &Ask<'_>, id: &str, name: &str, adds: bool) -> Reply {
    let mut found = state.groups.iter().filter(|group| {
        group.project == ask.who.project && (group.name == name || group.id == name)
    });
    let Some(group) = found.next().map(|group| group.id.clone()) else {
        let message = format!(
            "Security group {name} not found for project {}.",
            ask.who.project
        );
        return Err(ask.error(404, &message));
    };
    if found.next().is_some() {
        let message = format!(
            "Multiple security_group matches found for name '{name}', use an ID to be more specific."
        );
        return Err(ask.error(409, &message));
    }
    for port in state.ports.iter_mut().filter(|port| port.device == id) {
        port.groups.retain(|one| *one != group);
        if adds {
            port.groups.push(group.clone());
        }
    }

    Ok(Response::new(202))
}
