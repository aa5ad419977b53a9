//! A volume gets a filesystem, if it is provably empty, and is mounted for good.

use crate::remote::{Disk, Report, Trouble};

use super::{Runner, Script};

/// How long a disk may take to show itself after the cloud has attached it.
const DISK_SECONDS: u64 = 180;

pub(super) async fn carry_out<R: Runner>(disk: &Disk, runner: &R) -> Result<Report, Trouble> {
    let answers = runner.run(script(disk)).await?;

    Ok(Report::Disk {
        device: answers.need("partition")?,
        uuid: answers.need("uuid")?,
        made: answers.is("state", "made"),
    })
}

fn script(disk: &Disk) -> Script {
    Script::new(&[include_str!("../scripts/disk.sh")])
        .with("SERIAL", &disk.volume)
        .with("MOUNT", &disk.mount)
        .with("LABEL", &disk.label)
        .with("FSTYPE", disk.filesystem.as_str())
        // Like /tmp: everybody writes, nobody removes what is another's.
        .with("MODE", if disk.open { "1777" } else { "755" })
        .with("DEPLOYMENT", &disk.deployment)
        .with_flag("FRESH", disk.fresh)
        .with_number("DISK_SECONDS", DISK_SECONDS)
}
