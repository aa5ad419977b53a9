//! The registry's container.

use crate::remote::{Registry, Report, Trouble};

use super::{Runner, Script};

const IMAGE_SECONDS: u64 = 600;

pub(super) async fn carry_out<R: Runner>(
    registry: &Registry,
    runner: &R,
) -> Result<Report, Trouble> {
    let answers = runner.run(script(registry)).await?;

    Ok(Report::Registry {
        version: answers.get("version").unwrap_or(&registry.image).to_owned(),
        created: answers.is("state", "made") || answers.is("state", "changed"),
    })
}

fn script(registry: &Registry) -> Script {
    // Caddy reaches it on the machine itself; Cloudflare's proxy comes from outside, to port 80.
    let listen = if registry.plain {
        "0.0.0.0:80"
    } else {
        "127.0.0.1:5000"
    };

    Script::new(&[
        include_str!("../scripts/container.sh"),
        include_str!("../scripts/registry.sh"),
    ])
    .with("IMAGE", &registry.image)
    .with("HTPASSWD", registry.htpasswd.expose())
    .with("REALM", &registry.realm)
    .with("DELETE", if registry.deletion { "true" } else { "false" })
    .with("MOUNT", &registry.mount)
    .with("LISTEN", listen)
    .with("DEPLOYMENT", &registry.deployment)
    .with_number("IMAGE_SECONDS", IMAGE_SECONDS)
}
