//! What is written where: sentences for people, or events for programs, never both on standard output.

use std::io::{IsTerminal, Write};

use serde_json::{Value, json};

use super::End;
use super::args::Manner;
use crate::words::Text;

pub struct Console {
    pub text: Text,
    json: bool,
    yes: bool,
}

impl Console {
    pub fn new(text: Text, manner: &Manner) -> Self {
        Self {
            text,
            json: manner.json,
            yes: manner.yes,
        }
    }

    /// Whether a person sits there who may be asked.
    pub fn asks(&self) -> bool {
        !self.yes && !self.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Whether everything was agreed to beforehand.
    pub fn agreed(&self) -> bool {
        self.yes
    }

    pub fn speaks_json(&self) -> bool {
        self.json
    }

    /// Whether lines may be drawn over again.
    pub fn draws(&self) -> bool {
        !self.json && std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
    }

    /// A line of the answer. Programs get events instead.
    pub fn say(&self, line: &str) {
        if !self.json {
            self.out(line);
        }
    }

    /// An event for programs. People get sentences instead.
    pub fn event(&self, event: &Value) {
        if self.json {
            self.out(&event.to_string());
        }
    }

    /// What is wrong; for people on standard error, for programs in the event that says how it ended.
    pub fn complain(&self, sentence: &str) {
        if !self.json {
            let _ = writeln!(std::io::stderr().lock(), "{sentence}");
        }
    }

    /// Ends with a complaint; `reason` names it for programs.
    pub fn refuse(&self, reason: &str, sentences: &[String]) -> End {
        for sentence in sentences {
            self.complain(sentence);
        }
        self.end(
            End::Failed,
            json!({ "reason": reason, "messages": sentences }),
        );

        End::Failed
    }

    /// The last event: how it ended, with what else there is to say.
    pub fn end(&self, end: End, more: Value) {
        let mut event = json!({
            "event": "end",
            "outcome": match end {
                End::Done => "done",
                End::Failed => "failed",
                End::Stopped => "stopped",
            },
        });
        if let (Some(event), Value::Object(more)) = (event.as_object_mut(), more) {
            event.extend(more);
        }
        self.event(&event);
    }

    fn out(&self, line: &str) {
        // Who reads us may have gone away, as `head` does: that is no error of ours.
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }
}
