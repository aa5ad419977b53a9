//! Lines of an htpasswd file, made here: the password is on no command line.

use bcrypt::Version;

use crate::secret::Secret;

/// bcrypt's cost that small machines can bear: about a twentieth of a second for each login.
pub const COST: u32 = 10;
/// bcrypt looks at no more; what comes behind would not count.
pub const MOST_BYTES: usize = 72;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLogin {
    #[error("bcrypt's cost is between 4 and 31, not {0}")]
    Cost(u32),
    #[error("a password of a registry has at most 72 bytes, this one has {0}")]
    PasswordTooLong(usize),
    #[error("the user's name is empty or has a colon, a space or a line break in it")]
    User,
    #[error("a password of a registry has no zero byte in it")]
    Zero,
}

/// `USER:$2y$COST$…` without a line break. Takes a twentieth of a second with [`COST`].
pub fn line(user: &str, password: &Secret, cost: u32) -> Result<Secret, BadLogin> {
    if user.is_empty() || user.contains(|c: char| c == ':' || c.is_whitespace() || c.is_control()) {
        return Err(BadLogin::User);
    }
    let password = password.expose();
    if password.len() > MOST_BYTES {
        return Err(BadLogin::PasswordTooLong(password.len()));
    }
    if password.contains('\0') {
        return Err(BadLogin::Zero);
    }
    let hash = bcrypt::hash_with_result(password, cost).map_err(|_| BadLogin::Cost(cost))?;

    // The prefix that Apache's own program writes, and the only one that some readers know.
    Ok(Secret::new(format!(
        "{user}:{}",
        hash.format_for_version(Version::TwoY)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_be_verified() {
        let line = line("ann", &Secret::new("correct horse"), 4).unwrap();
        let (user, hash) = line.expose().split_once(':').unwrap();

        assert_eq!(user, "ann");
        assert!(hash.starts_with("$2y$04$") && hash.len() == 60);
        assert!(bcrypt::verify("correct horse", hash).unwrap());
    }

    #[test]
    fn seventy_two_bytes_are_the_most() {
        let password = |bytes| Secret::new("x".repeat(bytes));

        assert!(line("ann", &password(72), 4).is_ok());
        assert_eq!(
            line("ann", &password(73), 4),
            Err(BadLogin::PasswordTooLong(73))
        );
        assert_eq!(line("a:b", &password(8), 4), Err(BadLogin::User));
        assert_eq!(line("ann", &password(8), 2), Err(BadLogin::Cost(2)));
    }
}
