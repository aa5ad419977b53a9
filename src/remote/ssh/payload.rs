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
