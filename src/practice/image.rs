//! Glance v2: the images that instances start from.

use serde_json::{Value, json};

use super::ask::{Ask, Reply};
use super::clock::{digest, hex};
use super::list::{self, Paging};
use super::state::State;
use crate::http::{Method, Response};

#[derive(Debug, Clone)]
pub(super) struct Image {
    pub id: String,
    pub name: &'static str,
    /// Glance's `os_distro` and `os_version`; not every image says.
    pub system: Option<(&'static str, &'static str)>,
    /// The `ID` and `VERSION_ID` that the running machine tells.
    pub release: (&'static str, &'static str),
    /// Who logs in on a machine made from it.
    pub user: &'static str,
    pub min_disk: u32,
    pub min_ram: u32,
    pub bytes: u64,
    pub scsi: bool,
    pub tells_user: bool,
}

pub(super) fn answer(state: &State, ask: &Ask<'_>) -> Reply {
    match (ask.method(), ask.parts().as_slice()) {
        (Method::Get, ["v2", "images"]) => {
            let mut images: Vec<Value> = state
                .images
                .iter()
                .map(|image| image_json(state, image))
                .collect();
            sort(ask, &mut images);
            let images = list::filter(ask, images, &[]);
            let paging = Paging {
                key: "images",
                mark: "id",
                path: "/v2/images".to_owned(),
            };
            list::page(ask, images, &paging)
        }
        (Method::Get, ["v2", "images", id]) => {
            match state.images.iter().find(|image| image.id == *id) {
                Some(image) => Ok(Response::json(200, &image_json(state, image))),
                None => Err(ask.error(404, &format!("No image found with ID {id}"))),
            }
        }
        _ => Err(ask.no_such_path()),
    }
}

/// The versions, which Glance tells without a token.
pub(super) fn versions(ask: &Ask<'_>, status: u16) -> Response {
    let one = |minor: u8| {
        json!({
            "id": format!("v2.{minor}"),
            "status": if minor == 17 { "CURRENT" } else { "SUPPORTED" },
            "links": [{ "rel": "self", "href": format!("{}/v2/", ask.root) }],
        })
    };
    let versions: Vec<Value> = [15, 13, 12, 11, 10, 9, 8, 17, 7, 6, 5, 4, 3, 2, 1, 0]
        .into_iter()
        .map(one)
        .collect();

    Response::json(status, &json!({ "versions": versions }))
}

/// `sort=name:asc`; the newest first where nothing is asked for.
fn sort(ask: &Ask<'_>, images: &mut [Value]) {
    if let Some(sort) = ask.param("sort").or_else(|| ask.param("sort_key")) {
        let (key, direction) = sort.split_once(':').unwrap_or((sort, "asc"));
        images.sort_by_key(|image| super::ask::text(image, key).unwrap_or_default().to_owned());
        if direction == "desc" || ask.param("sort_dir") == Some("desc") {
            images.reverse();
        }
    }
}

fn image_json(state: &State, image: &Image) -> Value {
    let made = state.clock.stamp(state.clock.began());
    let bus = if image.scsi { "scsi" } else { "virtio" };
    let mut shown = json!({
        "hw_disk_bus": bus,
        "name": image.name,
        "disk_format": "raw",
        "container_format": "bare",
        "visibility": "public",
        "size": image.bytes,
        "virtual_size": image.bytes,
        "status": "active",
        "checksum": hex(&digest(image.name)[..16]),
        "protected": false,
        "min_ram": image.min_ram,
        "min_disk": image.min_disk,
        "owner": state.operator,
        "os_hidden": false,
        "os_hash_algo": "sha512",
        "os_hash_value": format!("{}{}", hex(&digest(&image.id)), hex(&digest(image.name))),
        "id": image.id,
        "created_at": made,
        "updated_at": made,
        "tags": [],
        "self": format!("/v2/images/{}", image.id),
        "file": format!("/v2/images/{}/file", image.id),
        "schema": "/v2/schemas/image",
        "stores": "local",
        "owner_specified.openstack.md5": "",
        "owner_specified.openstack.sha256": "",
        "owner_specified.openstack.object": format!("images/{}", image.name),
    });
    if let Some(object) = shown.as_object_mut() {
        if let Some((distribution, version)) = image.system {
            let _ = object.insert("os_distro".to_owned(), json!(distribution));
            let _ = object.insert("os_version".to_owned(), json!(version));
        }
        if image.tells_user {
            let _ = object.insert("os_admin_user".to_owned(), json!(image.user));
        }
        if image.scsi {
            let _ = object.insert("hw_scsi_model".to_owned(), json!("virtio-scsi"));
        }
    }

    shown
}
