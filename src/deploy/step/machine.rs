//! What is done on the instance itself: its key believed, its disks, Docker, the registry, its certificate.

use std::time::Duration;

use super::visit::carry_out;
use super::{Made, image};
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step, Wait};
use crate::openstack::image::image as glance_image;
use crate::plan::certificate::Certificate;
use crate::plan::text::UserName;
use crate::plan::volume::{Purpose, Source};
use crate::registry::htpasswd;
use crate::remote::host_key::{self, Verdict};
use crate::remote::{self, HostKey, Job, Report, Target, TlsFrom, Trouble, TroubleKind};

/// How long a machine may take from being built to answering on its SSH port.
const FIRST_BOOT: Duration = Duration::from_secs(15 * 60);
/// How long the console may lag behind the SSH server that is up already.
const CONSOLE_LAG: Duration = Duration::from_secs(3 * 60);
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Compares the host keys that the machine shows with the fingerprints in its console log, which came another way.
pub async fn host_key(cx: &Context) -> Result<Made, Problem> {
    let target = target(cx, Vec::new())?;
    let shown = answering(cx, &target).await?;
    let trusted = |key: &HostKey| {
        let fingerprint = host_key::fingerprint(key);
        fingerprint.is_some_and(|print| cx.services.materials.trusted.contains(&print))
    };
    if shown.iter().any(trusted) {
        return Ok(Made::HostKeys {
            keys: shown,
            by_console: false,
        });
    }
    let begun = tokio::time::Instant::now();
    loop {
        let console = crate::openstack::compute::console(cx.cloud(), &cx.server()?.into()).await;
        let log = console.as_ref().ok().and_then(|log| log.as_deref());
        match host_key::compare(log.unwrap_or_default(), &shown) {
            Verdict::Verified(keys) => {
                return Ok(Made::HostKeys {
                    keys,
                    by_console: true,
                });
            }
            Verdict::Mismatch { expected, shown } => {
                let kind = TroubleKind::HostKey { expected, shown };
                return Err(trouble(
                    &target,
                    kind,
                    "its host key is not the one in its console log",
                ));
            }
            Verdict::NotInConsole { shown } => {
                // A cloud that gives no console log at all will not give one later.
                if console.is_err() || begun.elapsed() > CONSOLE_LAG {
                    let kind = TroubleKind::HostKeyUnknown { shown };
                    return Err(trouble(
                        &target,
                        kind,
                        "its console log does not show its host key",
                    ));
                }
            }
        }
        cx.waits(Wait::Console);
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// The machine's keys, once it answers.
async fn answering(cx: &Context, target: &Target) -> Result<Vec<HostKey>, Problem> {
    let begun = tokio::time::Instant::now();
    loop {
        match cx.services.shell.host_keys(target).await {
            Ok(keys) if !keys.is_empty() => return Ok(keys),
            Err(trouble) if !is_not_up(&trouble) || begun.elapsed() > FIRST_BOOT => {
                return Err(trouble.into());
            }
            Ok(_) if begun.elapsed() > FIRST_BOOT => {
                return Err(trouble(
                    target,
                    TroubleKind::Timeout,
                    "it shows no host key",
                ));
            }
            Ok(_) | Err(_) => {}
        }
        cx.waits(Wait::Ssh {
            host: target.host.clone(),
        });
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

const fn is_not_up(trouble: &Trouble) -> bool {
    matches!(trouble.kind, TroubleKind::Lost | TroubleKind::Unreachable)
}

pub async fn look(cx: &Context) -> Result<Made, Problem> {
    let believed = believed(cx)?;
    let mut denied = None;
    for user in users_of_image(cx).await {
        let target = Target {
            user: user.clone(),
            ..target(cx, believed.clone())?
        };
        match carry_out(cx, &target, &Job::Look).await {
            Ok(Report::Look {
                system, version, ..
            }) => {
                return Ok(Made::Machine {
                    system: format!("{system} {version}").trim().to_owned(),
                    user,
                });
            }
            Ok(_) => return Err(unreadable(&target)),
            // Perhaps the image's user has another name.
            Err(Problem::Machine(trouble)) if trouble.kind == TroubleKind::Denied => {
                denied = denied.or(Some(trouble));
            }
            Err(problem) => return Err(problem),
        }
    }

    Err(denied.map_or_else(|| lost(Step::Machine), Problem::Machine))
}

pub async fn disk(cx: &Context, number: usize) -> Result<Made, Problem> {
    let volume = cx
        .plan
        .volumes
        .get(number)
        .ok_or_else(|| lost(Step::Disk(number)))?;
    let job = Job::Disk(remote::Disk {
        volume: cx.volume(number)?.to_owned(),
        mount: volume.mount.to_string(),
        label: label(volume.mount.as_ref()),
        deployment: cx.deployment.to_string(),
        filesystem: volume.filesystem,
        fresh: matches!(volume.source, Source::New { .. }),
        open: volume.purpose == Purpose::Data,
    });
    let target = instance(cx)?;
    match carry_out(cx, &target, &job).await? {
        Report::Disk { device, uuid, .. } => Ok(Made::Disk { device, uuid }),
        _ => Err(unreadable(&target)),
    }
}

pub async fn docker(cx: &Context) -> Result<Made, Problem> {
    let target = instance(cx)?;
    match carry_out(cx, &target, &Job::Docker).await? {
        Report::Docker { version, .. } => Ok(Made::Docker { version }),
        _ => Err(unreadable(&target)),
    }
}

pub async fn registry(cx: &Context) -> Result<Made, Problem> {
    let plan = &cx.plan.registry;
    let password = cx.services.materials.registry_password.clone();
    let user = plan.user.to_string();
    let cost = cx.services.materials.hash_cost;
    let hashed = tokio::task::spawn_blocking(move || htpasswd::line(&user, &password, cost)).await;
    let htpasswd = hashed
        .ok()
        .and_then(Result::ok)
        .ok_or_else(|| Problem::SecretMissing {
            name: plan.password.to_string(),
        })?;
    let job = remote::Registry {
        deployment: cx.deployment.to_string(),
        image: plan.image.to_string(),
        htpasswd,
        realm: plan.realm.to_string(),
        deletion: plan.deletion,
        host: cx.plan.name.host.to_string(),
        mount: images(cx),
        plain: matches!(cx.plan.certificate, Certificate::CloudflareProxy),
    };
    let job = |image: &str| {
        Job::Registry(remote::Registry {
            image: image.to_owned(),
            ..job.clone()
        })
    };
    let target = instance(cx)?;
    match image::carry_out_with(cx, &target, plan.image.as_ref(), &job).await? {
        (Report::Registry { version, .. }, sent) => Ok(Made::Registry { version, sent }),
        _ => Err(unreadable(&target)),
    }
}

pub async fn certificate(cx: &Context) -> Result<Made, Problem> {
    let materials = &cx.services.materials;
    let from = match &cx.plan.certificate {
        Certificate::LetsEncrypt {
            email, directory, ..
        } => TlsFrom::Acme {
            email: email.as_ref().map(ToString::to_string),
            directory: directory.as_ref().map(ToString::to_string),
            root: materials.authority.clone(),
        },
        Certificate::Files { certificate, .. } => {
            let Some((pem, key)) = materials.certificate.clone() else {
                return Err(Problem::SecretMissing {
                    name: certificate.to_string(),
                });
            };
            TlsFrom::Files {
                certificate: pem,
                key,
            }
        }
        Certificate::CloudflareProxy => return Err(lost(Step::Certificate)),
    };
    let job = Job::Tls(remote::Tls {
        deployment: cx.deployment.to_string(),
        host: cx.plan.name.host.to_string(),
        mount: images(cx),
        from,
    });
    let target = instance(cx)?;
    match image::carry_out_with(cx, &target, remote::CADDY, &|_| job.clone()).await? {
        (Report::Tls { issuer, not_after }, sent) => Ok(Made::Certificate {
            issuer,
            not_after,
            sent,
        }),
        _ => Err(unreadable(&target)),
    }
}

pub(super) fn unreadable(target: &Target) -> Problem {
    trouble(
        target,
        TroubleKind::Unreadable,
        "it answered something else than it was asked",
    )
}

fn trouble(target: &Target, kind: TroubleKind, message: &str) -> Problem {
    Problem::Machine(Trouble {
        kind,
        machine: target.host.clone(),
        message: message.to_owned(),
    })
}

/// The instance, with the keys that are believed and the user that was found.
fn instance(cx: &Context) -> Result<Target, Problem> {
    let Some(Made::Machine { user, .. }) = cx.made(Step::Machine) else {
        return Err(lost(Step::Machine));
    };

    Ok(Target {
        user: user.clone(),
        ..target(cx, believed(cx)?)?
    })
}

fn believed(cx: &Context) -> Result<Vec<HostKey>, Problem> {
    match cx.made(Step::HostKey) {
        Some(Made::HostKeys { keys, .. }) => Ok(keys.clone()),
        _ => Err(lost(Step::HostKey)),
    }
}

fn target(cx: &Context, known: Vec<HostKey>) -> Result<Target, Problem> {
    let login = &cx.plan.instance.login;

    Ok(Target {
        host: cx.address()?.to_string(),
        port: 22,
        // Only `look` finds out who it is; the host key is shown to anybody.
        user: login
            .user
            .as_ref()
            .map_or_else(|| "debian".to_owned(), ToString::to_string),
        key_file: login
            .key_file
            .as_ref()
            .map(|file| file.resolve(&cx.services.materials.home)),
        jump: login.jump.clone(),
        known,
    })
}

/// The user that the plan names, or those that the image's properties and name make likely. Never empty.
async fn users_of_image(cx: &Context) -> Vec<String> {
    if let Some(user) = &cx.plan.instance.login.user {
        return vec![user.to_string()];
    }
    let planned = &cx.plan.instance.image;
    // An image that is gone by now, or a cloud that does not answer: its name says most of it.
    let found = glance_image(cx.cloud(), &planned.id).await.ok().flatten();
    let login = found
        .as_ref()
        .and_then(|image| image.login.as_deref())
        .filter(|login| login.parse::<UserName>().is_ok());
    let known = remote::user::Image {
        name: &planned.name,
        distribution: found.as_ref().and_then(|image| image.distro.as_deref()),
        login,
    };

    remote::user::candidates(&known)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// Where the images are kept on the instance.
fn images(cx: &Context) -> String {
    let volume = cx
        .plan
        .volumes
        .iter()
        .find(|volume| volume.purpose == Purpose::Images);

    volume.map_or_else(String::new, |volume| volume.mount.to_string())
}

/// A filesystem label from where it is mounted: at most 12 characters, which every filesystem can hold.
fn label(mount: &str) -> String {
    let plain: String = mount.trim_matches('/').replace('/', "-");

    plain.chars().take(12).collect()
}
