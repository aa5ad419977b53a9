//! What is ever done on a machine: parameters in, shell text out, answers read back.
//!
//! The text of a job is one of `scripts/*.sh` behind the shared `common.sh`, behind its parameters as quoted
//! assignments. It travels on standard input, so that nothing of it stands on a command line, and it only ends
//! in a [`Report`] if every answer that the report needs was given. A file may follow, once the text asks for it.

mod answers;
mod disk;
mod docker;
mod image;
mod login_file;
mod look;
mod node;
mod refusal;
mod registries;
mod registry;
mod script;
mod tls;

use std::future::Future;

pub(super) use answers::{Answers, Spoken, spoken};
pub(super) use refusal::{outcome, trouble};
pub(super) use script::{Payload, Script};

use super::{Job, Report, Trouble};

/// How long nothing of an image may arrive on the machine before it is fetched here instead. A connection that hangs
/// stays so for good, as a rule; a disk that is slow to write what has come is not held up for so long.
const STILL_SECONDS: u64 = 90;

/// What runs one shell text on the machine and gives its answers.
pub(super) trait Runner: Sync {
    fn run(&self, script: Script) -> impl Future<Output = Result<Answers, Trouble>> + Send;
}

/// Carries `job` out with as many texts as it takes.
pub(super) async fn carry_out<R: Runner>(job: &Job, runner: &R) -> Result<Report, Trouble> {
    match job {
        Job::Disk(disk) => disk::carry_out(disk, runner).await,
        Job::Docker => docker::carry_out(runner).await,
        Job::Image(image) => image::carry_out(image, runner).await,
        Job::Look => look::carry_out(runner).await,
        Job::NodeLogin(login) => node::log_in(login, runner).await,
        Job::NodeLogout { host } => node::log_out(host, runner).await,
        Job::NodeProof(proof) => node::prove(proof, runner).await,
        Job::Registry(registry) => registry::carry_out(registry, runner).await,
        Job::Tls(tls) => tls::carry_out(tls, runner).await,
    }
}

#[cfg(test)]
mod testing;
