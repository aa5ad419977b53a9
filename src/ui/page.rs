//! The pages, in their order. Each is a module: struct, `Message`, `Action`, `new`, `update`, `view`, tests.
//!
//! A page never reaches up: it owns its fields, is told what the cloud answered by `learn`, gives its part of the plan
//! by `answer` and, where something is wrong, complains by `complain`, which names the first field to go to.

pub mod run;
pub mod welcome;

/// A page's place in the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageId {
    Welcome,
    SignIn,
    Instance,
    Address,
    Firewall,
    Name,
    Volumes,
    Registry,
    Nodes,
    Review,
    Run,
    Done,
}

impl PageId {
    pub const ALL: [Self; 12] = [
        Self::Welcome,
        Self::SignIn,
        Self::Instance,
        Self::Address,
        Self::Firewall,
        Self::Name,
        Self::Volumes,
        Self::Registry,
        Self::Nodes,
        Self::Review,
        Self::Run,
        Self::Done,
    ];

    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    pub fn previous(self) -> Option<Self> {
        (self as usize)
            .checked_sub(1)
            .and_then(|at| Self::ALL.get(at))
            .copied()
    }

    /// Its name in logs, ids and file names.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::SignIn => "sign-in",
            Self::Instance => "instance",
            Self::Address => "address",
            Self::Firewall => "firewall",
            Self::Name => "name",
            Self::Volumes => "volumes",
            Self::Registry => "registry",
            Self::Nodes => "nodes",
            Self::Review => "review",
            Self::Run => "run",
            Self::Done => "done",
        }
    }
}
