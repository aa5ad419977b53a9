//! Container images: fetched by the machine, or brought to it.

use super::Visit;
use crate::remote::{Heard, Image, Report, Trouble, TroubleKind, Wait};

impl Visit<'_> {
    /// What `docker pull` does, where the image is not there already.
    pub(super) async fn pull(&self, image: &str, seconds: f64) -> Result<(), Trouble> {
        let (there, away) = self.with(|state, server| {
            let away = state.faults.hub_is_away();
            let machine = state.machine_mut(&server.id);
            Ok((machine.images.contains(image), away))
        })?;
        if there {
            return Ok(());
        }
        self.say(format!("docker pull {image}"));
        self.takes(Wait::Download, seconds).await;
        if away {
            let message = "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": \
                           context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
            self.say(message);
            return Err(self.trouble(TroubleKind::ImageUnreachable, message));
        }

        self.keep_image(image)
    }

    pub(super) async fn image(&self, job: &Image) -> Result<Report, Trouble> {
        let there = self.with(|state, server| {
            let machine = state.machine_mut(&server.id);
            Ok(machine.images.contains(&job.name))
        })?;
        if there {
            self.lasts(1.0).await;
            return Ok(Report::Image { sent: false });
        }
        let length = std::fs::metadata(&job.archive).map_or(0, |file| file.len());
        if length != job.bytes {
            let message = "unexpected EOF";
            return Err(self.trouble(TroubleKind::Failed { code: 3 }, message));
        }
        let whole = job.bytes.div_ceil(1_000_000);
        for sent in 0..whole {
            (self.heard)(Heard::Wait(Wait::Upload { sent, whole }));
            self.lasts(1.5).await;
        }
        self.say(format!("Loaded image: {}", job.name));
        self.keep_image(&job.name)?;

        Ok(Report::Image { sent: true })
    }

    fn keep_image(&self, image: &str) -> Result<(), Trouble> {
        self.with(|state, server| {
            let _ = state
                .machine_mut(&server.id)
                .images
                .insert(image.to_owned());
            Ok(())
        })
    }
}
