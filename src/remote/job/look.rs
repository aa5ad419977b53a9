//! What is this machine, and has it finished its first start?

use crate::remote::{Report, Trouble, TroubleKind};

use super::{Runner, Script};

/// A first start with an upgrade of all packages takes its time.
const CLOUD_INIT_SECONDS: u64 = 900;

pub(super) async fn carry_out<R: Runner>(runner: &R) -> Result<Report, Trouble> {
    let answers = runner
        .run(
            Script::new(&[include_str!("../scripts/look.sh")])
                .for_login_user()
                .with_number("CLOUD_INIT_SECONDS", CLOUD_INIT_SECONDS),
        )
        .await?;

    if !answers.is("rights", "root") && !answers.is("rights", "sudo") {
        let said = answers.get("rights_detail").unwrap_or("sudo");
        return Err(answers.trouble(TroubleKind::NoSudo, said));
    }

    Ok(Report::Look {
        system: answers.need("os")?,
        version: answers.get("os_version").unwrap_or_default().to_owned(),
        architecture: answers.need("architecture")?,
    })
}
