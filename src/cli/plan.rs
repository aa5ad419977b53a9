//! Plans: made from what a cloud offers, and shown.

use std::path::Path;

use serde_json::{Value, json};

use super::console::Console;
use super::{End, From, New, ask, check, describe, name, openrc, run};
use crate::deploy::steps;
use crate::deploy::suggest::{self, Facts};
use crate::openstack::{Inventory, inventory};
use crate::plan::cloud::{Preset, SignIn};
use crate::plan::name::Keeper;
use crate::plan::text::Hostname;
use crate::plan::{Cloud, Plan, SecretRef, file};
use crate::practice::Speed;
use crate::secret::Secret;
use crate::session::{Desk, Doors};
use crate::words::closed as words;

/// The variable that has the registry's password where there is no keychain.
const PASSWORD_VARIABLE: &str = "QUAYSIDE_REGISTRY_PASSWORD";

/// The zone of the practice Cloudflare.
const PRACTICE_ZONE: &str = "example.org";

pub async fn new(desk: &Desk, console: &Console, new: &New) -> End {
    let mut cloud = match &new.cloud {
        From::Entry(cloud) => Cloud {
            region: None,
            sign_in: SignIn::CloudsYaml {
                cloud: cloud.clone(),
            },
        },
        From::File(file) => match openrc::cloud(desk, console, file).await {
            Ok(cloud) => cloud,
            Err(end) => return end,
        },
        From::Practice(preset) => Cloud {
            region: None,
            sign_in: SignIn::Practice { preset: *preset },
        },
    };
    if new.region.is_some() {
        cloud.region.clone_from(&new.region);
    }
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
    match make(desk, console, cloud, new).await {
        Ok(plan) => hand_over(console, &plan, new.out.as_deref()),
        Err(end) => end,
    }
}

async fn make(desk: &Desk, console: &Console, cloud: Cloud, new: &New) -> Result<Plan, End> {
    let doors = Doors::of(&cloud.sign_in, Speed::Instant)
        .map_err(|error| console.refuse("closed", &words::closed(&console.text, &error)))?;
    // Before anything is asked or kept, the cloud is one that lets us in.
    let signed_in = run::sign_in(desk, console, &doors, &cloud).await?;
    let inventory = inventory::survey(&signed_in).await;
    let Some(named) = name::name(desk, console, new, &inventory).await else {
        return Err(console.refuse("no_host", &[console.text.get("cli-no-host")]));
    };
    name::tell_taken(desk, console, &doors, (&signed_in, &inventory), &named).await;
    let password = match &new.cloud {
        From::Entry(_) | From::File(_) => password(desk, console, &named.host).await,
        From::Practice(_) => SecretRef::Env(PASSWORD_VARIABLE.to_owned()),
    };
    let facts = Facts {
        cloud,
        host: named.host,
        keeper: named.keeper,
        password,
        local_keys: desk.keys(),
    };

    suggested(console, &inventory, facts)
}

/// The whole plan with every default taken, from what the cloud offers.
fn suggested(console: &Console, inventory: &Inventory, facts: Facts) -> Result<Plan, End> {
    suggest::plan(inventory, facts)
        .map_err(|lacking| console.refuse("lacking", &[words::lacking(&console.text, lacking)]))
}

/// The plan that `quayside practice` carries out.
pub async fn of_practice(
    desk: &Desk,
    console: &Console,
    doors: &Doors,
    preset: Preset,
) -> Result<Plan, End> {
    let (Ok(example), Ok(zone)) = (name::EXAMPLE.parse(), PRACTICE_ZONE.parse()) else {
        return Err(End::Failed);
    };
    let way = Cloud {
        region: None,
        sign_in: SignIn::Practice { preset },
    };
    let cloud = run::sign_in(desk, console, doors, &way).await?;
    let inventory = inventory::survey(&cloud).await;
    let host = suggest::host(&inventory).unwrap_or(example);
    let by_cloudflare = || Keeper::Cloudflare {
        zone,
        proxied: false,
        token: SecretRef::Env("CLOUDFLARE_TOKEN".to_owned()),
    };
    let facts = Facts {
        cloud: way,
        keeper: suggest::keeper(&inventory, &host).unwrap_or_else(by_cloudflare),
        host,
        password: SecretRef::Env(PASSWORD_VARIABLE.to_owned()),
        local_keys: Vec::new(),
    };

    suggested(console, &inventory, facts)
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
pub async fn keep(desk: &Desk, reference: &SecretRef) -> bool {
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
    if plan.name.host.as_ref() == name::EXAMPLE && !run::is_practice(plan) {
        console.say(&text.with("cli-example-name", &[("host", name::EXAMPLE.into())]));
    }
    console.end(End::Done, json!({ "file": name, "host": plan.name.host }));

    End::Done
}

pub fn show(console: &Console, path: &Path) -> End {
    let plan = match check::read(console, path) {
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
