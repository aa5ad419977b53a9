//! Plans: made from what a cloud offers, checked, and shown.

use std::path::Path;

use serde_json::{Value, json};

use super::console::Console;
use super::{End, From, New, ask, describe, run};
use crate::deploy::steps;
use crate::deploy::suggest::{self, Facts};
use crate::openstack::inventory;
use crate::plan::check::{Finding, Severity, check as findings};
use crate::plan::cloud::{Preset, SignIn};
use crate::plan::name::Keeper;
use crate::plan::text::Hostname;
use crate::plan::{Cloud, Plan, SecretRef, file};
use crate::practice::Speed;
use crate::secret::Secret;
use crate::session::{Desk, Doors};
use crate::words::closed as words;
use crate::words::mistake;

/// A name that belongs to nobody, for a plan whose name comes later.
const EXAMPLE: &str = "registry.example.org";

/// The variable that has the registry's password where there is no keychain.
const PASSWORD_VARIABLE: &str = "QUAYSIDE_REGISTRY_PASSWORD";

/// The zone of the practice Cloudflare.
const PRACTICE_ZONE: &str = "example.org";

pub async fn new(desk: &Desk, console: &Console, new: &New) -> End {
    let sign_in = match &new.cloud {
        From::Entry(cloud) => SignIn::CloudsYaml {
            cloud: cloud.clone(),
        },
        From::Practice(preset) => SignIn::Practice { preset: *preset },
    };
    let cloud = Cloud {
        region: new.region.clone(),
        sign_in,
    };
    if let Some(out) = &new.out
        && out.exists()
        && !console.agreed()
    {
        let file = ("file", out.display().to_string().into());
        let question = console.text.with("cli-overwrite", &[file]);
        if !console.asks() || !ask::agree(console, &question) {
            return console.refuse("file_exists", &[console.text.get("cli-nothing-done")]);
        }
    }
    let made = match host(console, new) {
        Some(host) => make(desk, console, cloud, new, host).await,
        None => return console.refuse("no_host", &[console.text.get("cli-no-host")]),
    };
    match made {
        Ok(plan) => hand_over(console, &plan, new.out.as_deref()),
        Err(end) => end,
    }
}

/// The name of the registry: given, asked for, or an example.
fn host(console: &Console, new: &New) -> Option<Hostname> {
    if let Some(host) = &new.host {
        return Some(host.clone());
    }
    if console.asks() && matches!(new.cloud, From::Entry(_)) {
        return ask::value(console, &console.text.get("cli-ask-host"));
    }
    let parent = new.zone.as_ref().map(|zone| format!("registry.{zone}"));

    parent.as_deref().unwrap_or(EXAMPLE).parse().ok()
}

async fn make(
    desk: &Desk,
    console: &Console,
    cloud: Cloud,
    new: &New,
    host: Hostname,
) -> Result<Plan, End> {
    let doors = Doors::of(&cloud.sign_in, Speed::Instant)
        .map_err(|error| console.refuse("closed", &words::closed(&console.text, &error)))?;
    // Before anything is asked or kept, the cloud is one that lets us in.
    let signed_in = run::sign_in(desk, console, &doors, &cloud).await?;
    let keeper = match &new.zone {
        Some(zone) => {
            let token = SecretRef::Keychain(format!("cloudflare {zone}"));
            let known = desk.secret(&token).await.is_ok();
            if !known && console.asks() && run::ask_for(desk, console, &token).await {
                // Without a keychain it is asked for again when the plan is carried out.
                let _ = keep(desk, &token).await;
            }
            Keeper::Cloudflare {
                zone: zone.clone(),
                proxied: false,
                token,
            }
        }
        None => Keeper::Hand,
    };
    let password = match &new.cloud {
        From::Entry(_) => password(desk, console, &host).await,
        From::Practice(_) => SecretRef::Env(PASSWORD_VARIABLE.to_owned()),
    };
    let facts = Facts {
        cloud,
        host,
        keeper,
        password,
        local_keys: desk.keys(),
    };

    suggested(console, &signed_in, facts).await
}

/// The whole plan with every default taken, from what the cloud offers.
async fn suggested(
    console: &Console,
    cloud: &crate::openstack::Cloud,
    facts: Facts,
) -> Result<Plan, End> {
    let inventory = inventory::survey(cloud).await;

    suggest::plan(&inventory, facts)
        .map_err(|lacking| console.refuse("lacking", &[words::lacking(&console.text, lacking)]))
}

/// The plan that `quayside practice` carries out.
pub async fn of_practice(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    preset: Preset,
) -> Result<Plan, End> {
    let (Ok(host), Ok(zone)) = (EXAMPLE.parse(), PRACTICE_ZONE.parse()) else {
        return Err(End::Failed);
    };
    let facts = Facts {
        cloud: Cloud {
            region: None,
            sign_in: SignIn::Practice { preset },
        },
        host,
        keeper: match preset {
            Preset::Campus => Keeper::Cloudflare {
                zone,
                proxied: false,
                token: SecretRef::Env("CLOUDFLARE_TOKEN".to_owned()),
            },
            Preset::Harbour => Keeper::Hand,
        },
        password: SecretRef::Env(PASSWORD_VARIABLE.to_owned()),
        local_keys: Vec::new(),
    };

    let cloud = run::sign_in(desk, console, doors, &facts.cloud).await?;

    suggested(console, &cloud, facts).await
}

/// A new password, kept where the plan can name it.
async fn password(desk: &Desk, console: &Console, host: &Hostname) -> SecretRef {
    let reference = SecretRef::Keychain(format!("registry {host}"));
    match desk.secret(&reference).await {
        Ok(_) => return reference,
        Err(crate::session::Closed::NoSecret(_)) => {
            let made = Secret::new(generated());
            desk.typed(&reference, &made).await;
            if keep(desk, &reference).await {
                let name = ("name", reference.to_string().into());
                console.complain(&console.text.with("cli-password-kept", &[name]));
                return reference;
            }
        }
        Err(_) => {}
    }
    let variable = ("variable", PASSWORD_VARIABLE.into());
    console.complain(&console.text.with("cli-password-variable", &[variable]));

    SecretRef::Env(PASSWORD_VARIABLE.to_owned())
}

/// Puts a secret that was typed or made into the keychain.
async fn keep(desk: &Desk, reference: &SecretRef) -> bool {
    let SecretRef::Keychain(name) = reference else {
        return false;
    };
    match desk.secret(reference).await {
        Ok(secret) => desk.vault.set(name, &secret).await.is_ok(),
        Err(_) => false,
    }
}

/// 24 letters and digits that nobody mixes up: 136 bits.
fn generated() -> String {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let letter = || char::from(LETTERS[rand::random_range(0..LETTERS.len())]);

    std::iter::repeat_with(letter).take(24).collect()
}

fn hand_over(console: &Console, plan: &Plan, out: Option<&Path>) -> End {
    let text = &console.text;
    let Some(out) = out else {
        console.say(file::write(plan).trim_end());
        console.end(End::Done, json!({ "plan": file::write(plan) }));
        return End::Done;
    };
    let name = out.display().to_string();
    if let Err(error) = file::save(plan, out) {
        let message = ("message", error.to_string().into());
        let sentence = text.with("cli-not-saved", &[("file", name.into()), message]);
        return console.refuse("not_saved", &[sentence]);
    }
    describe::describe(console, plan);
    console.say("");
    console.say(&text.with("cli-saved", &[("file", name.as_str().into())]));
    if plan.name.host.as_ref() == EXAMPLE && !run::is_practice(plan) {
        console.say(&text.with("cli-example-name", &[("host", EXAMPLE.into())]));
    }
    console.end(End::Done, json!({ "file": name, "host": plan.name.host }));

    End::Done
}

/// The plan in the file, or all that is wrong with its text.
fn read(console: &Console, path: &Path) -> Result<Plan, End> {
    let name = ("file", path.display().to_string().into());
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = ("message", error.to_string().into());
        console.refuse(
            "file",
            &[console.text.with("cli-plan-unread", &[name, message])],
        )
    })?;

    file::read(&text)
        .map_err(|error| console.refuse("plan", &mistake::unreadable(&console.text, &error)))
}

/// The plan in the file, if nothing stands against starting it.
pub fn sound(console: &Console, path: &Path) -> Result<Plan, End> {
    let plan = read(console, path)?;
    let found = findings(&plan);
    let errors: Vec<String> = tell(console, &found);
    if found
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
    {
        console.end(End::Failed, json!({ "reason": "plan", "messages": errors }));
        return Err(End::Failed);
    }

    Ok(plan)
}

pub fn check(console: &Console, path: &Path) -> End {
    let plan = match read(console, path) {
        Ok(plan) => plan,
        Err(end) => return end,
    };
    let found = findings(&plan);
    let told = tell(console, &found);
    let sound = found
        .iter()
        .all(|finding| finding.severity() != Severity::Error);
    let end = if sound { End::Done } else { End::Failed };
    if sound {
        console.say(&console.text.get("cli-plan-sound"));
    }
    console.end(end, json!({ "messages": told }));

    end
}

/// Tells every finding, and gives the sentences back.
fn tell(console: &Console, found: &[Finding]) -> Vec<String> {
    let text = &console.text;
    let sentence = |finding: &Finding| {
        let severity = (
            "severity",
            mistake::severity(text, finding.severity()).into(),
        );
        let part = ("part", mistake::part(text, finding.part()).into());
        let sentence = mistake::finding(text, finding);
        text.with(
            "cli-finding",
            &[severity, part, ("sentence", sentence.into())],
        )
    };
    let told: Vec<String> = found.iter().map(sentence).collect();
    for line in &told {
        console.complain(line);
    }

    told
}

pub fn show(console: &Console, path: &Path) -> End {
    let plan = match read(console, path) {
        Ok(plan) => plan,
        Err(end) => return end,
    };
    describe::describe(console, &plan);
    let steps: Vec<Value> = steps(&plan)
        .into_iter()
        .map(|step| {
            let needs: Vec<_> = step
                .needs(&plan)
                .into_iter()
                .map(|need| need.id())
                .collect();
            json!({ "step": step.id(), "needs": needs })
        })
        .collect();
    console.end(End::Done, json!({ "plan": plan, "steps": steps }));

    End::Done
}
