//! What a project holds, and what a run of these tests will make in it.

use quayside::http::error::Resource;
use quayside::openstack::{Cloud, Inventory, inventory, network};
use quayside::plan::instance::KeyPair;
use quayside::plan::{Address, Firewall, Plan};

use super::scenario;
use super::site::Site;

/// Everything of the project by kind, id and name; the same before and after means that nothing is left.
pub async fn of(site: &Site) -> Vec<String> {
    let mut lines = Vec::new();
    for credentials in [Some(&site.credentials), site.small.as_ref()]
        .into_iter()
        .flatten()
    {
        let cloud = Cloud::sign_in(site.net.clone(), credentials.clone());
        let cloud = cloud.await.unwrap();
        let here = inventory::survey(&cloud).await;
        let mut tell = |kind: &str, id: &dyn std::fmt::Display, name: &str| {
            lines.push(format!("{kind} {id} {name}"));
        };
        for one in here.servers.unwrap() {
            tell("server", &one.id, &one.name);
        }
        for one in here.volumes.unwrap() {
            tell("volume", &one.id, &one.name);
        }
        for one in here.floatings.unwrap() {
            let port = one.port.map(|port| port.to_string());
            tell("address", &one.id, port.as_deref().unwrap_or("free"));
        }
        for one in here.groups.unwrap() {
            tell("group", &one.id, &one.name);
            for rule in network::rules(&cloud, &one.id).await.unwrap() {
                tell("rule", &rule.id, &rule.direction);
            }
        }
        for one in here.key_pairs.unwrap() {
            tell("key pair", &one.fingerprint, &one.name);
        }
    }
    lines.sort();

    lines
}

/// What the first scenario makes, each with what the project has left of it.
pub fn tell(site: &Site, cloud: &Cloud, plan: &Plan, inventory: &Inventory) {
    let project = cloud
        .project()
        .map_or_else(String::new, |project| project.name);
    println!(
        "On this cloud, in the project {project}, the tests make and take away again, one after the other:"
    );
    for line in lines(plan, inventory) {
        println!("  {line}");
    }
    println!(
        "More than once, never more of it at a time; beside it one volume of 1 GB for a moment."
    );
    if site.small.is_some() {
        println!(
            "In the second project: key pairs, addresses, groups and volumes of 1 GB up to its limits."
        );
    }
    println!(
        "Journals and marks of what is under way: {}",
        site.place.display()
    );
}

fn lines(plan: &Plan, inventory: &Inventory) -> Vec<String> {
    let left = |resource| match inventory.quotas.get(resource).map(|quota| quota.left()) {
        Some(Some(left)) => format!("{left} left"),
        Some(None) => "no limit".to_owned(),
        None => "the cloud does not tell what is left".to_owned(),
    };
    let instance = &plan.instance;
    let flavors = inventory.flavors.as_deref().unwrap_or_default();
    let flavor = flavors.iter().find(|one| one.id == instance.flavor.id);
    let mut lines = vec![format!(
        "1 instance {} ({}, {}; {})",
        instance.name,
        instance.flavor,
        instance.image,
        left(Resource::Instances)
    )];
    if let Some(flavor) = flavor {
        lines.push(format!(
            "  of {} cores ({})",
            flavor.cores,
            left(Resource::Cores)
        ));
        let memory = left(Resource::MemoryMegabytes);
        lines.push(format!("  and {} MB of memory ({memory})", flavor.memory));
    }
    lines.push(format!(
        "1 port in {} ({})",
        instance.network,
        left(Resource::Ports)
    ));
    if let Address::New { pool } = &plan.address {
        let left = left(Resource::FloatingAddresses);
        lines.push(format!("1 floating address from {pool} ({left})"));
    }
    if let Firewall::New { name, rules } = &plan.firewall {
        let left_of_rules = left(Resource::SecurityGroupRules);
        lines.push(format!(
            "1 security group {name} ({})",
            left(Resource::SecurityGroups)
        ));
        lines.push(format!("  with {} rules ({left_of_rules})", rules.len()));
    }
    if let KeyPair::Import { .. } = instance.login.key_pair {
        lines.push(format!("1 key pair ({})", left(Resource::KeyPairs)));
    }
    for (name, size) in scenario::takes(plan) {
        lines.push(format!(
            "1 volume {name} of {size} GB ({}, {} GB)",
            left(Resource::Volumes),
            left(Resource::VolumeGigabytes)
        ));
    }

    lines
}
