//! The pages, in their order. Each is a module: struct, `Message`, `Action`, `new`, `update`, `view`, tests.
//!
//! A page never reaches up. A form page has, besides `new`, `update` and `view`:
//!
//! - `learn(&mut self, &Known)`: the cloud's answers came; fill in what nobody has typed yet;
//! - `fill(&mut self, &Plan)`: a saved plan was opened; take its part over as if it had been typed;
//! - `answer(&self) -> Option<part of the plan>`: `None` while something is missing or wrong;
//! - `complain(&mut self) -> Option<Id>`: show every complaint, and name the first field to go to;
//! - `title`, `lead` and, where there is something to say beside Back, `hint`: words for the frame.
//!
//! `update` takes what it needs of its neighbours' answers as arguments and does no I/O: what must be asked of the
//! world leaves as an `Action`, and its answer comes back as a message. What is typed stays typed: going back and
//! forth loses no keystroke.

pub mod address;
pub mod done;
pub mod firewall;
pub mod instance;
pub mod name;
pub mod nodes;
pub mod registry;
pub mod review;
pub mod run;
pub mod sign_in;
pub mod volumes;
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
