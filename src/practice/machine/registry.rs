//! The registry's container: it starts only on the volume that it keeps its images on.

use super::Visit;
use crate::remote::{Registry, Report, Trouble, TroubleKind, Wait};

impl Visit<'_> {
    pub(super) async fn registry(&self, job: &Registry) -> Result<Report, Trouble> {
        self.ready(&job.mount)?;
        let same = self.with(|state, server| {
            let there = state.machine_mut(&server.id).registry.as_ref();
            Ok(there == Some(job))
        })?;
        if same {
            self.lasts(1.0).await;
        } else {
            self.pull(&job.image, 15.0).await?;
            self.takes(Wait::Container, 2.0).await;
        }
        self.ready(&job.mount)?;
        self.with(|state, server| {
            state.machine_mut(&server.id).registry = Some(job.clone());
            Ok(())
        })?;
        self.say("the registry asks for the password");
        let version = job.image.rsplit_once(':').map_or("", |(_, tag)| tag);

        Ok(Report::Registry {
            version: version.to_owned(),
            created: !same,
        })
    }

    /// Docker is there, and the images' volume is mounted.
    pub(super) fn ready(&self, mount: &str) -> Result<(), Trouble> {
        self.with(|state, server| {
            if state.mounted(server, mount).is_none() {
                let message = format!("{mount} is not a mount point");
                return Err(self.trouble(TroubleKind::NotMounted, message));
            }
            if !state.machine_mut(&server.id).docker {
                let message = "docker: command not found";
                return Err(self.trouble(TroubleKind::Failed { code: 127 }, message));
            }

            Ok(())
        })
    }
}
