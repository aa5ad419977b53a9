//! Questions on the terminal. What is asked for is said again until it can be used, or nothing is typed.

use std::str::FromStr;

use console::Term;

use super::console::Console;
use crate::secret::Secret;
use crate::words::invalid::Invalid;

/// A text that becomes a `T`; an empty line means `usual`. `None` if there is none, and the person goes away.
pub fn value<T>(console: &Console, question: &str, usual: Option<T>) -> Option<T>
where
    T: FromStr,
    T::Err: Invalid,
{
    let term = Term::stderr();
    loop {
        let _ = term.write_str(&format!("{question} "));
        let line = term.read_line().ok()?;
        if line.trim().is_empty() && usual.is_some() {
            return usual;
        }
        match line.trim().parse() {
            Ok(value) => return Some(value),
            Err(error) => {
                let error: T::Err = error;
                let _ = term.write_line(&error.words(&console.text));
            }
        }
        if line.is_empty() {
            return None;
        }
    }
}

/// A secret, typed without being shown. `None` if nothing is typed.
pub fn secret(question: &str) -> Option<Secret> {
    let term = Term::stderr();
    let _ = term.write_str(&format!("{question} "));
    let typed = Secret::new(term.read_secure_line().ok()?);

    (!typed.is_empty()).then_some(typed)
}

/// Yes or no; no is what an empty line means.
pub fn agree(console: &Console, question: &str) -> bool {
    let term = Term::stderr();
    let _ = term.write_str(&format!("{question} [{}] ", console.text.get("cli-yes-no")));
    let answer = term.read_line().unwrap_or_default().trim().to_lowercase();
    let yes = console.text.get("cli-yes-letters");

    !answer.is_empty() && yes.split(' ').any(|word| word == answer)
}
