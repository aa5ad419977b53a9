//! Docker is installed and started.

use super::Visit;
use crate::remote::{Report, Trouble, Wait};

/// What the distributions of the practice clouds have.
pub(super) const VERSION: &str = "27.5.1";

impl Visit<'_> {
    pub(super) async fn docker(&self) -> Result<Report, Trouble> {
        let there = self.with(|state, server| Ok(state.machine_mut(&server.id).docker))?;
        if there {
            self.lasts(1.5).await;
        } else {
            self.say("apt-get update");
            self.takes(Wait::Install, 20.0).await;
            self.say("The following NEW packages will be installed: containerd docker.io runc");
            self.takes(Wait::Install, 45.0).await;
            self.say("Setting up docker.io");
            self.takes(Wait::Docker, 5.0).await;
            self.with(|state, server| {
                state.machine_mut(&server.id).docker = true;
                Ok(())
            })?;
        }
        self.say(format!("Docker {VERSION} answers"));

        Ok(Report::Docker {
            version: VERSION.to_owned(),
            installed: !there,
        })
    }
}
