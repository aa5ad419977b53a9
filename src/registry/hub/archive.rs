//! A docker-archive: the tar that every Docker and Podman loads (image layouts of OCI only newer ones).
//!
//! It is written as it comes: the size of each member is known before its first byte.

use std::io;
use std::path::Path;

use serde_json::json;
use tar::Header;
use tokio::fs::File;
use tokio::io::{AsyncWriteExt as _, BufWriter};

/// A tar consists of blocks of this many bytes.
const BLOCK: usize = 512;

pub(super) struct Archive {
    file: BufWriter<File>,
    length: u64,
    /// Bytes of the member that have not come yet.
    open: u64,
}

impl Archive {
    pub async fn create(path: &Path) -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(File::create(path).await?),
            length: 0,
            open: 0,
        })
    }

    /// Begins a member; so many bytes have to follow.
    pub async fn member(&mut self, name: &str, size: u64) -> io::Result<()> {
        self.fill().await?;
        let header = header(name, size)?;
        self.file.write_all(header.as_bytes()).await?;
        self.length += BLOCK as u64;
        self.open = size;

        Ok(())
    }

    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.open = self
            .open
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| io::Error::other("more came than was told"))?;
        self.length += bytes.len() as u64;

        self.file.write_all(bytes).await
    }

    /// A member whose bytes are there.
    pub async fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.member(name, bytes.len() as u64).await?;

        self.write(bytes).await
    }

    /// Writes the end; how long the archive is.
    pub async fn finish(mut self) -> io::Result<u64> {
        self.fill().await?;
        self.file.write_all(&[0; 2 * BLOCK]).await?;
        self.file.flush().await?;

        Ok(self.length + 2 * BLOCK as u64)
    }

    /// A member ends at the end of a block.
    async fn fill(&mut self) -> io::Result<()> {
        if self.open > 0 {
            return Err(io::Error::other("less came than was told"));
        }
        let over = (self.length % BLOCK as u64) as usize;
        if over > 0 {
            self.file.write_all(&[0; BLOCK][over..]).await?;
            self.length += (BLOCK - over) as u64;
        }

        Ok(())
    }
}

/// What Docker reads first in it: which member is the configuration, which are the layers, what it is called.
pub(super) fn table(config: &str, name: &str, layers: &[String]) -> Vec<u8> {
    let table = json!([{ "Config": config, "RepoTags": [name], "Layers": layers }]);

    table.to_string().into_bytes()
}

/// A plain file that everybody may read, of no time and nobody.
fn header(name: &str, size: u64) -> io::Result<Header> {
    let mut header = Header::new_ustar();
    header.set_path(name)?;
    header.set_size(size);
    header.set_mode(0o644);
    header.set_cksum();

    Ok(header)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[tokio::test]
    async fn tar_reads_what_was_written() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("archive.tar");
        let mut archive = Archive::create(&path).await.unwrap();
        archive.put("empty", b"").await.unwrap();
        archive.member("layer.tar.gz", 1_000).await.unwrap();
        archive.write(&[7; 600]).await.unwrap();
        archive.write(&[8; 400]).await.unwrap();
        archive.put("manifest.json", b"[]").await.unwrap();
        let length = archive.finish().await.unwrap();

        assert_eq!(length, std::fs::metadata(&path).unwrap().len());
        let tar = |words: &[&str]| {
            let read = Command::new("tar")
                .args(words)
                .arg("-f")
                .arg(&path)
                .output();
            read.unwrap()
        };
        let listed = tar(&["-tv"]);
        assert!(
            listed.status.success() && listed.stderr.is_empty(),
            "{listed:?}"
        );
        let read = Command::new("tar")
            .args(["-xOf", &path.to_string_lossy(), "layer.tar.gz"])
            .output()
            .unwrap();
        assert_eq!(read.stdout, [vec![7; 600], vec![8; 400]].concat());
    }

    #[tokio::test]
    async fn a_member_that_is_not_what_was_told() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("archive.tar");
        let mut archive = Archive::create(&path).await.unwrap();
        archive.member("one", 3).await.unwrap();

        assert!(archive.write(b"four").await.is_err());
        assert!(archive.member("two", 0).await.is_err());
    }
}
