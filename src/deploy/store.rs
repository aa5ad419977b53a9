//! Where a journal's bytes are kept, and who may write them.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Bytes that are only added to. A test may put one here that breaks on purpose.
pub trait Store: fmt::Debug + Send + Sync {
    fn read(&self) -> io::Result<Vec<u8>>;

    /// Adds the bytes; they are on the disk when this returns.
    fn append(&self, bytes: &[u8]) -> io::Result<()>;

    /// Leaves only the first `length` bytes: what follows was cut short by a crash.
    fn cut(&self, length: u64) -> io::Result<()>;
}

/// A journal in memory, for tests.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Vec<u8>>>);

impl Store for Memory {
    fn read(&self) -> io::Result<Vec<u8>> {
        Ok(self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone())
    }

    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(())
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).map_err(io::Error::other)?;
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .truncate(length);
        Ok(())
    }
}

/// `journal.jsonl` in the deployment's own directory, held by one process at a time.
#[derive(Debug)]
pub struct Disk {
    journal: PathBuf,
    /// Held until the process ends, however it ends: the kernel lets go of it.
    _lock: File,
}

/// Who works on a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub process: u32,
    pub since: Timestamp,
}

/// Why a deployment cannot be taken hold of.
#[derive(Debug, thiserror::Error)]
pub enum NotHeld {
    #[error("another Quayside works on it")]
    Busy(Option<Holder>),
    #[error("its directory cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl Disk {
    /// Takes hold of the deployment in `directory`, making it where needed (for its owner only).
    pub fn hold(directory: &Path) -> Result<Self, NotHeld> {
        make_private(directory)?;
        let path = directory.join("lock");
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = lock.read_to_string(&mut text)?;
                return Err(NotHeld::Busy(serde_json::from_str(&text).ok()));
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let holder = Holder {
            process: std::process::id(),
            since: Timestamp::now(),
        };
        lock.set_len(0)?;
        let _ = lock.seek(SeekFrom::Start(0))?;
        lock.write_all(&serde_json::to_vec(&holder).map_err(io::Error::other)?)?;

        Ok(Self {
            journal: journal_file(directory),
            _lock: lock,
        })
    }
}

/// The journal of the deployment in `directory`, to be looked at while another process may be writing.
#[derive(Debug, Clone)]
pub struct ReadOnly(pub PathBuf);

impl Store for ReadOnly {
    fn read(&self) -> io::Result<Vec<u8>> {
        fs::read(journal_file(&self.0))
    }

    fn append(&self, _bytes: &[u8]) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::ReadOnlyFilesystem))
    }

    /// A line that is being written just now is no damage.
    fn cut(&self, _length: u64) -> io::Result<()> {
        Ok(())
    }
}

impl Store for Disk {
    fn read(&self) -> io::Result<Vec<u8>> {
        match fs::read(&self.journal) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            read => read,
        }
    }

    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let is_new = !self.journal.exists();
        let mut file = File::options()
            .create(true)
            .append(true)
            .open(&self.journal)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        if is_new && let Some(directory) = self.journal.parent() {
            // The file's name must survive too.
            File::open(directory)?.sync_all()?;
        }

        Ok(())
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        let file = File::options().write(true).open(&self.journal)?;
        file.set_len(length)?;
        file.sync_data()
    }
}

fn journal_file(directory: &Path) -> PathBuf {
    directory.join("journal.jsonl")
}

#[cfg(unix)]
fn make_private(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;

    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
}

#[cfg(not(unix))]
fn make_private(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}
