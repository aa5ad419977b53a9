//! [`Shell`] over the system's OpenSSH: one connection a machine, kept while it is of use.
//!
//! Host keys are strict, and the keys that are believed are this program's own choice: nothing is read from or
//! written to the person's `known_hosts` for a machine that was made here. What runs on a machine ends when the
//! program goes away, because it reads its standard input (see `scripts/common.sh`).

mod complaint;
mod config;
mod host_keys;
mod locked;
mod payload;
mod running;

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use openssh::{ControlPersist, KnownHosts, Session, SessionBuilder};
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::http::BoxFuture;

use super::job::{self, Answers, Runner, Script, trouble};
use super::{Heard, HostKey, Job, Report, Shell, Target, Trouble, TroubleKind};
use config::Config;

/// Up to the machine's first words: one that is busy takes its time for them, after its kernel has answered.
const CONNECT: Duration = Duration::from_secs(45);

/// Three of these without an answer end a connection: a machine that swaps, or is emulated, is silent for long.
const ALIVE: Duration = Duration::from_secs(60);

/// A connection that nobody has used for so many seconds closes itself, also when this program was killed.
const IDLE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(299);

/// Machines over the network.
pub struct OpenSsh {
    /// Stands before the directory, because it must be dropped first: a connection is closed over its socket.
    sessions: Mutex<HashMap<String, Arc<Session>>>,
    /// Sockets, `known_hosts` files, configurations; gone with this value.
    directory: TempDir,
}

impl OpenSsh {
    /// Makes the private directory. Its path is short, because a socket's path has at most 108 bytes.
    pub fn new() -> std::io::Result<Self> {
        let short = |path: &Path| path.as_os_str().len() <= 40 && path.is_dir();
        let runtime = std::env::var_os("XDG_RUNTIME_DIR")
            .map(std::path::PathBuf::from)
            .filter(|path| short(path));
        let parent = runtime.unwrap_or_else(|| "/tmp".into());

        Ok(Self {
            directory: tempfile::Builder::new().prefix("qs-").tempdir_in(parent)?,
            sessions: Mutex::new(HashMap::new()),
        })
    }

    /// The connection to `target`: the one that is there, if it still answers, else a new one.
    async fn session(&self, target: &Target) -> Result<Arc<Session>, Trouble> {
        let name = config::name(target);
        let kept = self.sessions.lock().await.get(&name).cloned();
        if let Some(session) = kept {
            if session.check().await.is_ok() {
                return Ok(session);
            }
            self.forget(&name, &session).await;
        }

        let session = Arc::new(self.connect(target).await?);
        let mut sessions = self.sessions.lock().await;
        let _ = sessions.insert(name, Arc::clone(&session));
        Ok(session)
    }

    /// Only if nobody has put another one in its place.
    async fn forget(&self, name: &str, dead: &Arc<Session>) {
        let mut sessions = self.sessions.lock().await;
        if sessions
            .get(name)
            .is_some_and(|kept| Arc::ptr_eq(kept, dead))
        {
            let _ = sessions.remove(name);
        }
    }

    async fn connect(&self, target: &Target) -> Result<Session, Trouble> {
        let config = Config::write(self.directory.path(), target)
            .map_err(|error| trouble(TroubleKind::Unreachable, &target.host, &error.to_string()))?;

        let mut builder = SessionBuilder::default();
        let _ = builder
            .user(target.user.clone())
            .port(target.port)
            .known_hosts_check(KnownHosts::Strict)
            .connect_timeout(CONNECT)
            .server_alive_interval(ALIVE)
            .control_directory(self.directory.path())
            .control_persist(ControlPersist::IdleFor(IDLE));
        if let Some(key_file) = &target.key_file {
            let _ = builder.keyfile(key_file);
        }
        if let Some(file) = &config.file {
            let _ = builder.config_file(file);
        }
        if let Some(known) = &config.known_hosts {
            let _ = builder.user_known_hosts_file(known);
        }

        match builder.connect(&target.host).await {
            Ok(session) => Ok(session),
            Err(error) => Err(self.why(target, &config, &error).await),
        }
    }

    /// What went wrong, found out further where ssh itself does not tell: which key the machine shows, what is
    /// wrong with the jump host.
    async fn why(&self, target: &Target, config: &Config, error: &openssh::Error) -> Trouble {
        let said = complaint::text(error);
        if let Some(jump) = &target.jump
            && complaint::is_of_the_jump_host(&said)
        {
            let found = match &config.file {
                Some(file) => {
                    let behind = complaint::trouble(&target.host, &said);
                    host_keys::trouble_at(jump, file, behind).await
                }
                None => complaint::trouble(jump.host.as_ref(), &said),
            };
            return locked::or_locked(found, target).await;
        }

        let found = locked::or_locked(complaint::trouble(&target.host, &said), target).await;
        if !complaint::is_of_the_host_key(&said) {
            return found;
        }
        let shown = self.host_keys(target).await.unwrap_or_default();
        Trouble {
            kind: complaint::host_key(&target.known, &shown),
            ..found
        }
    }
}

impl Shell for OpenSsh {
    fn host_keys<'a>(&'a self, target: &'a Target) -> BoxFuture<'a, Result<Vec<HostKey>, Trouble>> {
        Box::pin(host_keys::shown(self.directory.path(), target))
    }

    fn carry_out<'a>(
        &'a self,
        target: &'a Target,
        job: &'a Job,
        heard: &'a (dyn Fn(Heard) + Send + Sync),
    ) -> BoxFuture<'a, Result<Report, Trouble>> {
        Box::pin(async move {
            let runner = On {
                shell: self,
                target,
                heard,
            };
            job::carry_out(job, &runner).await
        })
    }
}

/// Texts run on one machine.
struct On<'a> {
    shell: &'a OpenSsh,
    target: &'a Target,
    heard: &'a (dyn Fn(Heard) + Send + Sync),
}

impl Runner for On<'_> {
    async fn run(&self, script: Script) -> Result<Answers, Trouble> {
        let session = self.shell.session(self.target).await?;
        let ended = running::run(&session, self.target, &script, self.heard).await;

        if matches!(&ended, Err(trouble) if trouble.kind == TroubleKind::Lost) {
            self.shell
                .forget(&config::name(self.target), &session)
                .await;
        }
        ended
    }
}
