//! The public key that is given to the cloud. Key pairs carry no mark, so the deployment's id is their name. One of
//! this name with another key is somebody else's: it is neither used nor taken away.

use super::Made;
use crate::deploy::{Context, Problem};
use crate::openstack::{compute, or_gone};
use crate::plan::instance::KeyPair;

pub async fn find(cx: &Context) -> Result<Option<Made>, Problem> {
    let KeyPair::Import { public_key } = &cx.plan.instance.login.key_pair else {
        return Ok(None);
    };
    let found = compute::key_pair(cx.cloud(), &name(cx)).await?;
    let ours = found.filter(|pair| blob(&pair.public_key) == blob(public_key));

    Ok(ours.map(|pair| Made::KeyPair { name: pair.name }))
}

/// The key itself: the comment behind it may come back changed.
fn blob(key: &str) -> Option<&str> {
    key.split_whitespace().nth(1)
}

pub async fn execute(cx: &Context) -> Result<Made, Problem> {
    let KeyPair::Import { public_key } = &cx.plan.instance.login.key_pair else {
        return Err(crate::deploy::context::lost(crate::deploy::Step::KeyPair));
    };
    let pair = compute::import_key_pair(cx.cloud(), &name(cx), public_key).await?;

    Ok(Made::KeyPair { name: pair.name })
}

pub async fn delete(cx: &Context, name: &str) -> Result<(), Problem> {
    Ok(or_gone(compute::delete_key_pair(cx.cloud(), name).await)?)
}

/// The key pair that the server gets.
pub fn name(cx: &Context) -> String {
    match &cx.plan.instance.login.key_pair {
        KeyPair::Existing { name } => name.clone(),
        KeyPair::Import { .. } => cx.deployment.to_string(),
    }
}
