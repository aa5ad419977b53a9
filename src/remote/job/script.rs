//! A shell text ready to be sent: parameters, the shared part, the job's own part.

use std::fmt::Write as _;
use std::path::PathBuf;

use zeroize::Zeroizing;

const COMMON: &str = include_str!("../scripts/common.sh");

/// A text for `sh -s`. It may hold secrets, so it has no `Debug` and is wiped.
pub(in crate::remote) struct Script {
    assignments: Zeroizing<String>,
    parts: &'static [&'static str],
    /// Whether the login user's own rights are enough.
    of_login_user: bool,
    payload: Option<Payload>,
}

/// What follows a text, once the text asks for it.
#[derive(Debug, Clone)]
pub(in crate::remote) struct Payload {
    pub file: PathBuf,
    pub bytes: u64,
}

impl Script {
    /// A text for root.
    pub fn new(parts: &'static [&'static str]) -> Self {
        Self {
            // Roomy, so that growing does not leave copies of a secret behind.
            assignments: Zeroizing::new(String::with_capacity(64 * 1024)),
            parts,
            of_login_user: false,
            payload: None,
        }
    }

    pub fn for_login_user(mut self) -> Self {
        self.of_login_user = true;
        self
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.assignments.push_str(name);
        self.assignments.push('=');
        quote(value, &mut self.assignments);
        self.assignments.push('\n');
        self
    }

    pub fn with_number(mut self, name: &'static str, value: u64) -> Self {
        let _ = writeln!(self.assignments, "{name}={value}");
        self
    }

    pub fn with_flag(self, name: &'static str, value: bool) -> Self {
        self.with(name, if value { "yes" } else { "no" })
    }

    pub fn with_payload(mut self, payload: Payload) -> Self {
        self.payload = Some(payload);
        self
    }

    pub fn payload(&self) -> Option<&Payload> {
        self.payload.as_ref()
    }

    /// What goes to the shell's standard input.
    pub fn text(&self) -> Zeroizing<String> {
        let length = self.assignments.len() + COMMON.len() + 64;
        let parts: usize = self.parts.iter().map(|part| part.len() + 1).sum();
        let mut text = Zeroizing::new(String::with_capacity(length + parts));

        text.push_str(&self.assignments);
        text.push_str(COMMON);
        for part in self.parts {
            text.push('\n');
            text.push_str(part);
        }

        text
    }

    /// The command that reads the text.
    pub fn command(&self, user: &str) -> &'static str {
        if self.of_login_user || user == "root" {
            "sh -s"
        } else {
            "sudo -n sh -s"
        }
    }
}

/// Quotes for a POSIX shell: inside single quotes nothing has a meaning but the quote itself. A NUL cannot be in
/// a shell variable and is left out.
fn quote(value: &str, into: &mut String) {
    into.push('\'');
    for character in value.chars() {
        match character {
            '\'' => into.push_str(r"'\''"),
            '\0' => {}
            other => into.push(other),
        }
    }
    into.push('\'');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::remote::job::testing::sh;

    fn quoted(value: &str) -> String {
        let mut text = String::new();
        quote(value, &mut text);
        text
    }

    #[test]
    fn quotes_end_and_begin_again() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("$(reboot) `x` \\"), "'$(reboot) `x` \\'");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn a_shell_reads_back_what_was_quoted(value in "[^\0\r]{0,60}") {
            let script = format!("NAME={}\nprintf '%s' \"$NAME\"\n", quoted(&value));
            let said = sh(script.as_bytes()).wait_with_output().expect("output").stdout;
            prop_assert_eq!(said, value.into_bytes());
        }
    }

    #[test]
    fn only_jobs_of_the_login_user_go_without_sudo() {
        assert_eq!(Script::new(&[]).command("debian"), "sudo -n sh -s");
        assert_eq!(Script::new(&[]).command("root"), "sh -s");
        assert_eq!(Script::new(&[]).for_login_user().command("debian"), "sh -s");
    }
}
