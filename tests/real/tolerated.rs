//! Where a cloud may differ from the practice cloud, and why. A line that no recording needs any more is told.

/// How the difference begins, and why it may be.
pub const TOLERATED: &[(&str, &str)] = &[(
    "GET compute /servers/{id} 200: /server/config_drive ",
    "whether every server has a drive with its data is set by the operators",
)];

/// The first tolerance that covers the difference.
pub fn by(difference: &str) -> Option<usize> {
    TOLERATED
        .iter()
        .position(|(begin, _)| difference.starts_with(begin))
}
