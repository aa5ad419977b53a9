//! What the window knows once somebody has signed in: the cloud's own answers, from which every page is filled in.

use std::sync::Arc;

use iced::Element;

use crate::deploy::suggest::LocalKey;
use crate::http::error::Resource;
use crate::openstack::quota::Quota;
use crate::openstack::{Cloud, Inventory};
use crate::plan;
use crate::plan::cloud::Preset;
use crate::ui::widget;
use crate::words::{Text, error};

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

    /// The bar of a quota, with what is taken of it; `None` where the cloud does not tell.
    pub fn bar<'a, Message: 'a>(
        &self,
        resource: Resource,
        takes: u64,
        text: &Text,
    ) -> Option<Element<'a, Message>> {
        let quota = self.inventory.quotas.get(resource)?;

        Some(widget::quota(&bar(resource, quota, takes, text), text))
    }

    /// The same of the records in a zone of the cloud's own DNS service.
    pub fn records_bar<'a, Message: 'a>(
        &self,
        zone: &str,
        takes: u64,
        text: &Text,
    ) -> Option<Element<'a, Message>> {
        let quota = self.inventory.records(zone)?;
        let bar = bar(Resource::Records, quota, takes, text);

        Some(widget::quota(&bar, text))
    }
}

/// A quota in the words and units in which it is shown.
pub fn bar(resource: Resource, quota: Quota, takes: u64, text: &Text) -> widget::Quota {
    let (divisor, unit) = match resource {
        Resource::MemoryMegabytes => (1024, text.get("unit-gb")),
        Resource::VolumeGigabytes => (1, text.get("unit-gb")),
        _ => (1, String::new()),
    };
    let name = match resource {
        Resource::Cores => text.get("instance-cores"),
        Resource::FloatingAddresses => text.get("address-quota"),
        Resource::Instances => text.get("instance-instances"),
        Resource::MemoryMegabytes => text.get("instance-memory"),
        Resource::Records => text.get("name-quota"),
        Resource::SecurityGroupRules => text.get("firewall-quota-rules"),
        Resource::SecurityGroups => text.get("firewall-quota-groups"),
        Resource::VolumeGigabytes => text.get("volumes-storage"),
        Resource::Volumes => text.get("volumes-count"),
        Resource::KeyPairs | Resource::Other | Resource::Ports => error::resource(text, resource),
    };

    widget::Quota {
        name,
        used: quota.used / divisor,
        plan: takes / divisor,
        limit: quota.limit.map(|limit| limit / divisor),
        unit,
    }
}

impl std::ops::Deref for Known {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
