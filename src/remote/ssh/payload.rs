//! A file that follows a text: poured into the machine's standard input, and told as it goes.

use std::io;

use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::remote::job::Payload;
use crate::remote::{Heard, Wait};

const MEGABYTE: u64 = 1_000_000;

/// Exactly as many bytes as were told; a file that has become shorter is an error.
pub(super) async fn pour(
    payload: &Payload,
    into: &mut (impl AsyncWrite + Unpin),
    heard: &(dyn Fn(Heard) + Send + Sync),
) -> io::Result<()> {
    let file = File::open(&payload.file).await?;

    copy(file.take(payload.bytes), payload.bytes, into, heard).await
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    whole: u64,
    into: &mut (impl AsyncWrite + Unpin),
    heard: &(dyn Fn(Heard) + Send + Sync),
) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    let mut sent = 0;
    let mut told = None;
    while sent < whole {
        // Said once for each megabyte.
        let megabytes = sent / MEGABYTE;
        if told.replace(megabytes) != Some(megabytes) {
            heard(Heard::Wait(Wait::Upload {
                sent: megabytes,
                whole: whole.div_ceil(MEGABYTE),
            }));
        }
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        into.write_all(&buffer[..read]).await?;
        sent += read as u64;
    }

    into.flush().await
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn told(heard: &Mutex<Vec<Heard>>) -> impl Fn(Heard) + Send + Sync {
        |one| heard.lock().unwrap().push(one)
    }

    #[tokio::test]
    async fn all_of_it_goes_and_each_megabyte_is_told() {
        let bytes: Vec<u8> = (0..2_100_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let heard = Mutex::default();
        let mut into = Vec::new();
        copy(&bytes[..], 2_100_000, &mut into, &told(&heard))
            .await
            .unwrap();

        assert!(into == bytes);
        let expected = [0, 1, 2].map(|sent| Heard::Wait(Wait::Upload { sent, whole: 3 }));
        assert_eq!(*heard.lock().unwrap(), expected);
    }

    #[tokio::test]
    async fn a_file_that_is_too_short() {
        let heard = Mutex::default();
        let error = copy(&b"four"[..], 5, &mut Vec::new(), &told(&heard)).await;

        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
