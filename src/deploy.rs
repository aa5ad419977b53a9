//! The engine: a plan becomes steps, steps are carried out and undone, and a journal says how far it got.
//!
//! 1. One step makes at most one thing outside. Creating and waiting are two steps.
//! 2. `Started` is on the disk before a step's first call, its result right after the last. The page is told after
//!    the disk, never before.
//! 3. A step that may have run is looked for, by the deployment's mark, before it is run again.
//! 4. Undo works from the journal, dependents first; what is gone already counts as undone; it goes on after an
//!    error and lists what is stuck. Volumes are kept unless they are named.
//! 5. A step starts as soon as all it needs is done, beside whatever else is running. One task writes the journal.

pub mod context;
pub mod count;
pub mod journal;
mod mend;
pub mod problem;
pub mod progress;
pub mod run;
pub mod step;
pub mod store;
pub mod suggest;
pub mod summary;
pub mod undo;

pub use context::{Context, Materials, Services, Stop, Wait};
pub use journal::{Broken, Journal, Status, What};
pub use problem::Problem;
pub use progress::Progress;
pub use run::{Event, Failure, Job, Only, run};
pub use step::{Made, Step, StepId, steps, volumes};
pub use summary::Summary;
pub use undo::undo;

/// A new deployment's id: readable, and different from every other's. It marks all that is made.
pub fn new_id(name: &str) -> String {
    let random = uuid::Uuid::new_v4().simple().to_string();

    format!("{name}-{}", &random[..8])
}
