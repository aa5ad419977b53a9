//! What an interrupted run left behind is taken back: deployments from their journals, the rest by its mark.
//!
//! Journals and marks are on the disk before anything is made, in a place that the next run knows:
//! `~/.local/state/quayside-tests/CLOUD` (or where the system has such things).

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use quayside::deploy::store::{Disk, ReadOnly};
use quayside::deploy::{Broken, Journal};
use quayside::openstack::wait::{self, Span};
use quayside::openstack::{Cloud, compute, network, or_gone, volume};

use super::site::Site;

const MARKS: &str = "marks";

/// A name for what a scenario makes by itself, written down before it is used.
pub fn new_mark(site: &Site) -> String {
    let mark = quayside::deploy::new_id("quayside-test");
    let mut file = std::fs::File::options()
        .create(true)
        .append(true)
        .open(site.place.join(MARKS))
        .unwrap();
    writeln!(file, "{mark}").unwrap();
    file.sync_all().unwrap();

    mark
}

/// Undoes what stands of every deployment in the place, deletes what has a mark, and forgets both.
pub async fn take_back(site: &Site) {
    let deployments = site.desk.paths.deployments();
    for entry in std::fs::read_dir(&deployments).into_iter().flatten() {
        let directory = entry.unwrap().path();
        match Journal::open(Arc::new(ReadOnly(directory.clone()))) {
            // It died before it had a journal, and made nothing.
            Err(Broken::Absent | Broken::Io(_)) => {}
            Err(broken) => panic!("{}: {broken}", directory.display()),
            Ok(journal) if journal.entries().is_empty() || journal.is_undone() => {}
            Ok(journal) => {
                println!("{} was left behind; it is taken back", journal.deployment());
                undo(site, &directory).await;
            }
        }
        std::fs::remove_dir_all(&directory).unwrap();
    }

    let marks = std::fs::read_to_string(site.place.join(MARKS)).unwrap_or_default();
    if marks.is_empty() {
        return;
    }
    for credentials in [Some(&site.credentials), site.small.as_ref()]
        .into_iter()
        .flatten()
    {
        let cloud = Cloud::sign_in(site.net.clone(), credentials.clone());
        let cloud = cloud.await.unwrap();
        for mark in marks.lines() {
            take_back_marked(&cloud, mark).await;
        }
    }
    std::fs::remove_file(site.place.join(MARKS)).unwrap();
}

async fn undo(site: &Site, directory: &std::path::Path) {
    let disk = Disk::hold(directory).unwrap();
    let journal = Journal::open(Arc::new(disk)).unwrap();
    let cloud = Cloud::sign_in(site.net.clone(), site.credentials.clone());
    let journal = site.undo(&cloud.await.unwrap(), journal).await.unwrap();
    assert!(journal.is_undone());
}

/// Deletes what a scenario made by itself, wherever it was interrupted.
pub async fn take_back_marked(cloud: &Cloud, mark: &str) {
    for floating in network::floatings_marked(cloud, mark).await.unwrap() {
        or_gone(network::delete_floating(cloud, &floating.id).await).unwrap();
    }
    for group in network::groups_marked(cloud, mark).await.unwrap() {
        or_gone(network::delete_group(cloud, &group.id).await).unwrap();
    }
    for pair in compute::key_pairs(cloud).await.unwrap() {
        if pair.name.starts_with(mark) {
            or_gone(compute::delete_key_pair(cloud, &pair.name).await).unwrap();
        }
    }
    for volume in volume::volumes(cloud).await.unwrap() {
        if volume.description == mark {
            settled(cloud, &volume.id).await;
            or_gone(volume::delete(cloud, &volume.id).await).unwrap();
            gone(cloud, &volume.id).await;
        }
    }
}

/// A volume that is being made cannot be deleted yet.
async fn settled(cloud: &Cloud, id: &quayside::openstack::VolumeId) {
    let patience = Span::of(Duration::ZERO, Duration::from_secs(120));
    let look = || async { Ok(wait::available(volume::volume(cloud, id).await?)) };
    // One in an error state, or on its way out already, is deleted like any other.
    let _ = wait::until("the volume", patience, look, |_| {}).await;
}

async fn gone(cloud: &Cloud, id: &quayside::openstack::VolumeId) {
    let patience = Span::of(Duration::ZERO, Duration::from_secs(120));
    let look = || async { Ok(wait::volume_gone(volume::volume(cloud, id).await?)) };
    wait::until("the volume", patience, look, |_| {})
        .await
        .unwrap();
}
