//! HTTPS in front of the registry.

use crate::remote::{CADDY, Report, Tls, TlsFrom, Trouble};

use super::{Runner, STILL_SECONDS, Script};

/// The authority looks the name up and calls back; Caddy tries three times in this time.
const CERTIFICATE_SECONDS: u64 = 300;

pub(super) async fn carry_out<R: Runner>(tls: &Tls, runner: &R) -> Result<Report, Trouble> {
    let answers = runner.run(script(tls)).await?;

    Ok(Report::Tls {
        issuer: answers.need("issuer")?,
        not_after: answers.need("not_after")?,
    })
}

fn script(tls: &Tls) -> Script {
    let script = Script::new(&[
        include_str!("../scripts/container.sh"),
        include_str!("../scripts/certificate.sh"),
    ])
    .with("HOST", &tls.host)
    .with("MOUNT", &tls.mount)
    .with("IMAGE", CADDY)
    .with("DEPLOYMENT", &tls.deployment)
    .with_number("STILL_SECONDS", STILL_SECONDS)
    .with_number("CERTIFICATE_SECONDS", CERTIFICATE_SECONDS);

    match &tls.from {
        TlsFrom::Acme {
            email,
            directory,
            root,
        } => script
            .with("MODE", "acme")
            .with("EMAIL", email.as_deref().unwrap_or_default())
            .with("ACME_DIRECTORY", directory.as_deref().unwrap_or_default())
            .with("ACME_ROOT", root.as_deref().unwrap_or_default())
            .with("CERTIFICATE", "")
            .with("PRIVATE_KEY", ""),
        TlsFrom::Files { certificate, key } => script
            .with("MODE", "files")
            .with("EMAIL", "")
            .with("ACME_DIRECTORY", "")
            .with("ACME_ROOT", "")
            .with("CERTIFICATE", certificate)
            .with("PRIVATE_KEY", key.expose()),
    }
}
