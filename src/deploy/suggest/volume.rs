//! The two volumes of the procedure, as large as the project's quota lets them be.

use crate::http::error::Resource;
use crate::openstack::Inventory;
use crate::plan::size::Gigabytes;
use crate::plan::volume::{Filesystem, Purpose, Source, Volume};

/// Gigabytes that a research group starts with: data, images.
const WANTED: (u32, u32) = (500, 1000);
/// The least that is worth having.
const LEAST: u32 = 10;

/// Gigabytes that the project may still use; `None`: as many as it likes, or not told.
pub fn space_left(inventory: &Inventory) -> Option<u64> {
    inventory
        .quotas
        .get(Resource::VolumeGigabytes)
        .and_then(|quota| quota.left())
}

/// `/DATA` and `/docker-registry`, named after `prefix`.
pub fn volumes(inventory: &Inventory, prefix: &str) -> Vec<Volume> {
    let (data, images) = sizes(space_left(inventory));
    let volume = |name: String, mount: &str, purpose, size| {
        Some(Volume {
            name: name.parse().ok()?,
            mount: mount.parse().ok()?,
            purpose,
            filesystem: Filesystem::default(),
            source: Source::New {
                size: Gigabytes::try_from(size).ok()?,
                volume_type: None,
                zone: None,
            },
        })
    };

    [
        volume(format!("{prefix}-data"), "/DATA", Purpose::Data, data),
        volume(
            format!("{prefix}-images"),
            "/docker-registry",
            Purpose::Images,
            images,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A third and two thirds of at most four fifths of what is left, in round numbers.
fn sizes(left: Option<u64>) -> (u32, u32) {
    let Some(left) = left.and_then(|left| u32::try_from(left).ok()) else {
        return WANTED;
    };
    if left >= WANTED.0 + WANTED.1 {
        return WANTED;
    }
    let usable = left / 5 * 4;
    let round = |size: u32| {
        if size >= 100 {
            size / 50 * 50
        } else {
            size / 10 * 10
        }
    };

    (
        round(usable / 3).max(LEAST),
        round(usable / 3 * 2).max(LEAST),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_shrink_with_what_is_left() {
        assert_eq!(sizes(None), (500, 1000));
        assert_eq!(sizes(Some(3_800)), (500, 1000));
        assert_eq!(sizes(Some(1_000)), (250, 500));
        assert_eq!(sizes(Some(100)), (20, 50));
        assert_eq!(sizes(Some(5)), (10, 10));
    }
}
