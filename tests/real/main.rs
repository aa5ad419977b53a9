//! A real cloud beside the practice cloud: the same work by the same code on both, every request and answer recorded,
//! and every difference told.
//!
//! `recorded` holds the practice cloud against recordings that were kept, in every run of the tests. `cloud` needs a
//! cloud: `QUAYSIDE_REAL_CLOUD=NAME cargo nextest run --profile real`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
#![expect(
    clippy::print_stdout,
    reason = "what is made on somebody's cloud is told"
)]

mod cloud;
mod compare;
mod exchange;
mod leftovers;
mod listing;
mod recorded;
mod recorder;
mod scenario;
mod scrub;
mod shape;
mod site;
mod states;
mod tolerated;
