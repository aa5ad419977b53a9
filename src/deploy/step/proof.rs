//! The proof: nobody gets in without the password, and what is pushed comes back bit for bit.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use super::Made;
use crate::deploy::{Context, Problem};
use crate::http::Reach;
use crate::plan::certificate::Certificate;
use crate::plan::name::Keeper;
use crate::registry::{Door, Failure, MANIFEST, Registry, probe};

/// The small image that stays in the registry, for nodes and people to try a pull with.
pub const IMAGE: &str = "quayside-probe:1";

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let registry = client(cx)?;
    match registry.check().await? {
        Door::Guarded => cx.says("401 without the password, 200 with it"),
        Door::Open => return Err(Problem::DoorOpen),
        Door::Refused => return Err(Problem::DoorClosed),
    }
    let megabytes = cx.services.materials.proof_megabytes;
    let leave = super::node::compares(cx);
    let measure = probe::probe(&registry, megabytes, leave).await?;
    cx.says(format!(
        "{megabytes} MB pushed at {:.1} MB/s, pulled back at {:.1} MB/s, the same: {}",
        measure.push_speed(),
        measure.pull_speed(),
        measure.digest
    ));
    leave_image(&registry).await?;
    cx.says(format!("{IMAGE} is there to try a pull with"));
    let millis = |took: std::time::Duration| u64::try_from(took.as_millis()).unwrap_or(u64::MAX);

    Ok(Made::Proof {
        megabytes,
        push_ms: millis(measure.push),
        pull_ms: millis(measure.pull),
        layer: leave.then_some(measure.digest),
    })
}

/// Pushes the smallest image there is: nothing in it but the program's name.
async fn leave_image(registry: &Registry) -> Result<(), Failure> {
    let (repository, tag) = IMAGE.split_once(':').unwrap_or((IMAGE, "latest"));
    // An empty tar archive: two blocks of zeros (POSIX.1-2001, pax).
    let layer = Bytes::from_static(&[0; 1024]);
    let size = layer.len();
    let layer = registry.push_layer(repository, layer).await?;
    let config = json!({
        "architecture": "amd64",
        "os": "linux",
        "config": {},
        "rootfs": { "type": "layers", "diff_ids": [layer] },
    });
    let config = Bytes::from(config.to_string());
    let config_size = config.len();
    let config = registry.push_layer(repository, config).await?;
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "digest": config,
            "size": config_size,
        },
        "layers": [{
            "mediaType": "application/vnd.oci.image.layer.v1.tar",
            "digest": layer,
            "size": size,
        }],
    });
    let _ = registry
        .put_manifest(repository, tag, Bytes::from(manifest.to_string()))
        .await?;

    Ok(())
}

fn client(cx: &Context) -> Result<Registry, Problem> {
    let proxied = matches!(
        cx.plan.name.keeper,
        Keeper::Cloudflare { proxied: true, .. }
    );
    let materials = &cx.services.materials;
    let roots = match &cx.plan.certificate {
        Certificate::Files { .. } => materials.certificate.as_ref().map(|(pem, _)| pem.clone()),
        Certificate::LetsEncrypt { .. } => materials.authority.clone(),
        Certificate::CloudflareProxy => None,
    };
    let reach = Reach {
        // This computer's resolver may still deny a name that is minutes old.
        address: if proxied { None } else { Some(cx.address()?) },
        roots,
    };
    let base = format!("https://{}", cx.plan.name.host);
    let user = cx.plan.registry.user.as_ref();
    let registry = Registry::new(
        cx.services.net.clone(),
        base,
        user,
        materials.registry_password.clone(),
    );

    Ok(registry.reach(Some(Arc::new(reach))))
}
