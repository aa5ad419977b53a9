//! A volume becomes a filesystem on the machine, if nothing is on it.

use tokio::time::Instant;

use super::Visit;
use crate::plan::volume::Filesystem;
use crate::practice::clock::{digest, fixed_id, hex};
use crate::practice::server::Server;
use crate::practice::volume::Content;
use crate::remote::{Disk, Report, Trouble, TroubleKind, Wait};

impl Visit<'_> {
    pub(super) async fn disk(&self, job: &Disk) -> Result<Report, Trouble> {
        let done = self.with(|_, server| self.attached(server, job).map(|(_, done)| done))?;
        self.until(Wait::Disk, done).await;
        let (size, empty) = self.with(|state, server| {
            self.mount_is_free(server, state.mounted(server, &job.mount), job)?;
            let volume = state.volume_mut(&job.volume).map(|volume| {
                let size = volume.size;
                (size, volume.content.clone())
            });
            let (size, content) = volume.unwrap_or_default();
            self.may_have(&content, job)?;

            Ok((size, content == Content::Empty))
        })?;
        if empty {
            self.takes(Wait::Partition, 1.0).await;
            self.takes(Wait::Format, format_seconds(job.filesystem, size))
                .await;
        } else {
            self.lasts(1.0).await;
        }

        self.with(|state, server| {
            let (device, _) = self.attached(server, job)?;
            let uuid = fixed_id(&format!("{} filesystem", job.volume));
            if let (true, Some(volume)) = (empty, state.volume_mut(&job.volume)) {
                volume.content = Content::Ours {
                    label: job.label.clone(),
                };
                self.say(format!("{device}1: {} {uuid}", job.filesystem));
            }
            let machine = state.machine_mut(&server.id);
            let _ = machine.mounts.insert(job.mount.clone(), job.volume.clone());
            self.say(format!("{device}1 is mounted on {}", job.mount));

            Ok(Report::Disk {
                device: format!("{device}1"),
                uuid,
                made: empty,
            })
        })
    }

    /// The disk with the volume's serial number: its name, and when it is there.
    fn attached(&self, server: &Server, job: &Disk) -> Result<(String, Instant), Trouble> {
        let one = server.attached.iter().find(|one| one.volume == job.volume);

        one.map(|one| (one.device.clone(), one.done))
            .ok_or_else(|| {
                let seen = seen(server);
                self.trouble(
                    TroubleKind::DiskMissing { seen: seen.clone() },
                    format!("no disk with the serial number {}: {seen}", job.volume),
                )
            })
    }

    fn mount_is_free(
        &self,
        server: &Server,
        mounted: Option<&str>,
        job: &Disk,
    ) -> Result<(), Trouble> {
        match mounted {
            Some(other) if other != job.volume => {
                let device = server
                    .attached
                    .iter()
                    .find(|one| one.volume == other)
                    .map_or("", |one| one.device.as_str());
                let found = format!("{}: {device}1", job.mount);
                let kind = TroubleKind::Mount {
                    found: found.clone(),
                };
                Err(self.trouble(kind, found))
            }
            _ => Ok(()),
        }
    }

    fn may_have(&self, content: &Content, job: &Disk) -> Result<(), Trouble> {
        let found = match content {
            Content::Empty => return Ok(()),
            Content::Ours { label } if *label == job.label => return Ok(()),
            Content::Ours { label } => format!("LABEL={label}"),
            Content::Foreign(found) => found.clone(),
        };
        let kind = TroubleKind::Disk {
            found: found.clone(),
        };

        Err(self.trouble(kind, found))
    }
}

/// As `lsblk -dn -o NAME,SIZE,SERIAL` shows the disks of the machine.
fn seen(server: &Server) -> String {
    let cut = |id: &str| {
        let most = if server.scsi { 36 } else { 20 };
        id.chars().take(most).collect::<String>()
    };
    let name = |device: &str| device.trim_start_matches("/dev/").to_owned();
    let mut disks = Vec::new();
    let starts_from_volume = server
        .attached
        .iter()
        .any(|one| one.device == server.root_device());
    if !starts_from_volume {
        let root = name(server.root_device());
        disks.push(format!(
            "{root} {}G {}",
            server.flavor.disk,
            hex(&digest(&server.id)[..10])
        ));
    }
    if server.flavor.ephemeral > 0 {
        let second = if server.scsi { "sdb" } else { "vdb" };
        disks.push(format!("{second} {}G", server.flavor.ephemeral));
    }
    if server.config_drive {
        disks.push("sr0 478K".to_owned());
    }
    disks.extend(
        server
            .attached
            .iter()
            .filter(|one| one.done <= Instant::now())
            .map(|one| format!("{} {}", name(&one.device), cut(&one.volume))),
    );

    disks.join("; ")
}

/// ext3 writes all its tables at once; the others do not.
fn format_seconds(filesystem: Filesystem, size: u32) -> f64 {
    match filesystem {
        Filesystem::Ext3 => f64::from(size) * 0.15,
        Filesystem::Ext4 => 6.0,
        Filesystem::Xfs => 4.0,
    }
}
