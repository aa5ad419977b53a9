//! Logging the cluster's nodes in, and proving that each can pull.

use super::Made;
use super::machine::unreadable;
use super::visit::carry_out;
use crate::deploy::context::lost;
use crate::deploy::{Context, Problem, Step};
use crate::plan::address::Address;
use crate::plan::certificate::Certificate;
use crate::plan::node::Engine;
use crate::registry::probe;
use crate::remote::lan::Ways;
use crate::remote::{Job, NodeLogin, NodeProof, Report, Target};

/// How many nodes compare the ways to the registry: enough if one of them is down, few enough for the outer link.
const COMPARED: usize = 3;
/// How much each of them fetches over each way.
const FETCHED: u64 = 32_000_000;

pub async fn login(cx: &Context, number: usize) -> Result<Made, Problem> {
    let target = target(cx, number)?;
    let job = Job::NodeLogin(NodeLogin {
        host: cx.plan.name.host.to_string(),
        user: cx.plan.registry.user.to_string(),
        password: cx.services.materials.registry_password.clone(),
        engine: engine(cx, number),
        private: private_address(cx)?,
    });
    match carry_out(cx, &target, &job).await? {
        Report::NodeLogin {
            files, registries, ..
        } => Ok(Made::NodeLogin { files, registries }),
        _ => Err(unreadable(&target)),
    }
}

/// Pulls stay on the private network, whatever the name says outside; but where Cloudflare's proxy shows the
/// certificate, the instance itself has none, and nodes must go the long way round.
fn private_address(cx: &Context) -> Result<Option<String>, Problem> {
    match cx.plan.certificate {
        Certificate::CloudflareProxy => Ok(None),
        Certificate::Files { .. } | Certificate::LetsEncrypt { .. } => {
            Ok(Some(cx.port()?.1.to_string()))
        }
    }
}

pub async fn proof(cx: &Context, number: usize) -> Result<Made, Problem> {
    let target = target(cx, number)?;
    let job = Job::NodeProof(NodeProof {
        host: cx.plan.name.host.to_string(),
        engine: engine(cx, number),
        image: super::proof::IMAGE.to_owned(),
        ways: if number < COMPARED { ways(cx)? } else { None },
    });
    match carry_out(cx, &target, &job).await? {
        Report::NodeProof {
            proof,
            address,
            lan,
        } => Ok(Made::NodeProof {
            proof,
            address,
            lan,
        }),
        _ => Err(unreadable(&target)),
    }
}

/// Whether nodes compare the private way to the registry with the public one: only where there are both.
pub(super) fn compares(cx: &Context) -> bool {
    !cx.plan.nodes.is_empty()
        && !matches!(cx.plan.address, Address::Own)
        && !matches!(cx.plan.certificate, Certificate::CloudflareProxy)
}

fn ways(cx: &Context) -> Result<Option<Ways>, Problem> {
    let (true, Some(private)) = (compares(cx), private_address(cx)?) else {
        return Ok(None);
    };
    // A journal of an earlier version, or of a proof before the plan had nodes, has no layer.
    let Some(Made::Proof {
        layer: Some(layer), ..
    }) = cx.made(Step::Proof)
    else {
        return Ok(None);
    };

    Ok(Some(Ways {
        private,
        public: cx.address()?.to_string(),
        blob: format!("{}/blobs/{layer}", probe::REPOSITORY),
        bytes: FETCHED,
    }))
}

pub async fn logout(cx: &Context, step: Step) -> Result<(), Problem> {
    let Step::NodeLogin(number) = step else {
        return Err(lost(step));
    };
    let job = Job::NodeLogout {
        host: cx.plan.name.host.to_string(),
    };
    let _ = carry_out(cx, &target(cx, number)?, &job).await?;

    Ok(())
}

fn engine(cx: &Context, number: usize) -> Engine {
    cx.plan
        .nodes
        .get(number)
        .map(|node| node.engine)
        .unwrap_or_default()
}

fn target(cx: &Context, number: usize) -> Result<Target, Problem> {
    let node = cx
        .plan
        .nodes
        .get(number)
        .ok_or_else(|| lost(Step::NodeLogin(number)))?;

    Ok(Target {
        host: node.host.to_string(),
        port: node.port,
        user: node.user.to_string(),
        key_file: node
            .key_file
            .as_ref()
            .map(|file| file.resolve(&cx.services.materials.home)),
        jump: node.jump.clone(),
        known: Vec::new(),
    })
}
