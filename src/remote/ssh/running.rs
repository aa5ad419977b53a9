//! One text on one machine: sent on standard input, heard line by line, understood at its end.

use std::sync::Arc;
use std::time::Duration;

use futures::future::pending;
use openssh::{ChildStdin, Session, Stdio};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::sync::Notify;

use crate::remote::job::{Answers, Script, Spoken, outcome, spoken, trouble};
use crate::remote::{Heard, Target, Trouble, TroubleKind};

use super::{complaint, payload};

/// The texts have limits of their own for everything they wait for; this one is for what nobody thought of. What is
/// slow on purpose says now and then how far it has come.
const SILENCE: Duration = Duration::from_secs(45 * 60);

/// A line longer than this is not one.
const LONGEST: usize = 1024 * 1024;

pub(super) async fn run(
    session: &Session,
    target: &Target,
    script: &Script,
    heard: &(dyn Fn(Heard) + Send + Sync),
) -> Result<Answers, Trouble> {
    let word = Notify::new();
    let heard = |one: Heard| {
        word.notify_one();
        heard(one);
    };

    tokio::select! {
        ended = converse(session, target, script, &heard) => ended,
        () = silence(&word) => Err(trouble(TroubleKind::Timeout, &target.host, "no end")),
    }
}

async fn silence(word: &Notify) {
    while tokio::time::timeout(SILENCE, word.notified()).await.is_ok() {}
}

async fn converse(
    session: &Session,
    target: &Target,
    script: &Script,
    heard: &(dyn Fn(Heard) + Send + Sync),
) -> Result<Answers, Trouble> {
    let lost = |message: &str| trouble(TroubleKind::Lost, &target.host, message);
    let failed = |error: openssh::Error| lost(&complaint::text(&error));

    let mut child = session
        .raw_command(script.command(&target.user))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .await
        .map_err(failed)?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (
        child.stdin().take(),
        child.stdout().take(),
        child.stderr().take(),
    ) else {
        return Err(lost("no pipes"));
    };

    // A machine that ends early (no sudo) does not read to the end: what it says counts, not the broken pipe.
    let _ = stdin.write_all(script.text().as_bytes()).await;
    let _ = stdin.flush().await;

    let mut ears = Ears::new(&target.host, heard);
    let asked = ears.asked.clone();
    tokio::select! {
        biased;
        () = ears.listen(stdout, stderr) => {}
        // Kept open until the machine has ended: the end of it is the sign for the machine that we are gone.
        () = send(stdin, script, &asked, heard) => {}
    }

    match child.wait().await {
        Ok(status) => match status.code() {
            Some(code) => outcome(ears.answers, code, &ears.last),
            None => Err(lost(&ears.last)),
        },
        Err(openssh::Error::RemoteProcessTerminated | openssh::Error::Disconnected) => {
            Err(lost(&ears.last))
        }
        // Exit code 127, which `sh -s` gives for a shell that is not there and for a command of a text that is not.
        Err(openssh::Error::Remote(_)) => outcome(ears.answers, 127, &ears.last),
        Err(error) => Err(failed(error)),
    }
}

/// Sends what follows the text when the machine asks for it. Never ends; holds the pipe open as long as it is waited for.
async fn send(
    mut stdin: ChildStdin,
    script: &Script,
    asked: &Notify,
    heard: &(dyn Fn(Heard) + Send + Sync),
) {
    if let Some(payload) = script.payload() {
        asked.notified().await;
        if let Err(error) = payload::pour(payload, &mut stdin, heard).await {
            // The machine waits for the rest: it is told that none comes.
            heard(Heard::Line(error.to_string()));
            drop(stdin);
            return pending().await;
        }
    }
    pending::<()>().await;
    drop(stdin);
}

/// Sorts what is said into answers, waits and lines.
struct Ears<'a> {
    answers: Answers,
    last: String,
    asked: Arc<Notify>,
    heard: &'a (dyn Fn(Heard) + Send + Sync),
}

impl<'a> Ears<'a> {
    fn new(machine: &str, heard: &'a (dyn Fn(Heard) + Send + Sync)) -> Self {
        Self {
            answers: Answers::new(machine),
            last: String::new(),
            asked: Arc::default(),
            heard,
        }
    }

    async fn listen(&mut self, stdout: impl AsyncRead + Unpin, stderr: impl AsyncRead + Unpin) {
        let (mut out, mut err) = (BufReader::new(stdout), BufReader::new(stderr));
        let (mut out_line, mut err_line) = (Vec::new(), Vec::new());
        let (mut out_open, mut err_open) = (true, true);

        while out_open || err_open {
            tokio::select! {
                read = out.read_until(b'\n', &mut out_line), if out_open => {
                    out_open = is_open(&read, &out_line);
                    self.hear(&mut out_line, true);
                }
                read = err.read_until(b'\n', &mut err_line), if err_open => {
                    err_open = is_open(&read, &err_line);
                    self.hear(&mut err_line, false);
                }
            }
        }
    }

    /// Only standard output answers.
    fn hear(&mut self, line: &mut Vec<u8>, answers: bool) {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        let understood = if answers {
            spoken(text)
        } else {
            Spoken::Line(text)
        };

        match understood {
            Spoken::Answer { key, value } => self.answers.give(key, value),
            Spoken::Wait(wait) => (self.heard)(Heard::Wait(wait)),
            Spoken::Send => self.asked.notify_one(),
            Spoken::Line("") => {}
            Spoken::Line(text) => {
                text.clone_into(&mut self.last);
                (self.heard)(Heard::Line(text.to_owned()));
            }
        }
        line.clear();
    }
}

fn is_open(read: &std::io::Result<usize>, line: &[u8]) -> bool {
    matches!(read, Ok(length) if *length > 0) && line.len() <= LONGEST
}
