//! The geometry held against every size of the pane, and pictures of it on demand.

mod geometry;
mod samples;
mod sheet;
