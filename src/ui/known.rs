//! What the window knows once somebody has signed in: the cloud's own answers, from which every page is filled in.

use std::sync::Arc;

use crate::deploy::suggest::LocalKey;
use crate::openstack::{Cloud, Inventory};
use crate::plan;
use crate::plan::cloud::Preset;

/// Shared by all pages; cheap to clone, so that a message can carry it.
#[derive(Debug, Clone)]
pub struct Known(Arc<Inner>);

#[derive(Debug)]
pub struct Inner {
    pub cloud: Cloud,
    pub inventory: Inventory,
    /// Public keys of this computer.
    pub keys: Vec<LocalKey>,
    /// How the plan says where it was signed in.
    pub way: plan::Cloud,
}

impl Known {
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The practice cloud that it is, if it is one.
    pub fn practice(&self) -> Option<Preset> {
        match self.way.sign_in {
            plan::cloud::SignIn::Practice { preset } => Some(preset),
            _ => None,
        }
    }
}

impl std::ops::Deref for Known {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
