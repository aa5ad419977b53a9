//! Every finding is found when it should be, and a plan that fits has none.

use super::*;
use crate::plan::tests::sample;

/// What is found after `change`.
fn after(change: impl FnOnce(&mut Plan)) -> Vec<Finding> {
    let mut plan = sample();
    change(&mut plan);
    check(&plan)
}

fn rules(plan: &mut Plan) -> &mut Vec<Rule> {
    match &mut plan.firewall {
        Firewall::New { rules, .. } => rules,
        Firewall::Existing { .. } => unreachable!("the sample has a new group"),
    }
}

fn proxied(plan: &mut Plan) {
    if let Keeper::Cloudflare { proxied, .. } = &mut plan.name.keeper {
        *proxied = true;
    }
}

#[test]
fn the_procedure_s_plan_fits() {
    assert_eq!(check(&sample()), []);
    assert!(is_sound(&sample()));
}

#[test]
fn the_registry_and_ssh_must_be_reachable() {
    let found = after(|plan| rules(plan).clear());
    assert_eq!(
        found,
        [Finding::ClosedRegistry { port: 443 }, Finding::ClosedSsh]
    );

    // The rule for the local network lets everything in: enough for both, not for the authority.
    let found = after(|plan| rules(plan).truncate(1));
    let closed = [443, 80].map(|port| Finding::AcmeClosed { port });
    assert_eq!(found, closed);
    let found = after(|plan| {
        rules(plan).truncate(1);
        plan.certificate = Certificate::LetsEncrypt {
            email: None,
            directory: Some("https://ca.example.org/acme".parse().unwrap()),
            root: None,
        };
    });
    assert_eq!(found, []);
}

#[test]
fn a_port_80_that_is_closed_is_only_a_warning() {
    let found = after(|plan| {
        let _ = rules(plan).remove(2);
    });
    assert_eq!(found, [Finding::AcmeClosed { port: 80 }]);
    assert_eq!(found[0].severity(), Severity::Warning);
}

#[test]
fn with_the_proxy_port_80_counts() {
    let found = after(|plan| {
        proxied(plan);
        plan.certificate = Certificate::CloudflareProxy;
        rules(plan).retain(|rule| !rule.to.lets_tcp(80));
    });
    assert_eq!(
        found,
        [
            Finding::ClosedRegistry { port: 80 },
            Finding::ProxyLimit,
            Finding::ProxyPlain
        ]
    );
}

#[test]
fn certificate_and_proxy_belong_together() {
    let found = after(proxied);
    assert_eq!(found, [Finding::AcmeProxied, Finding::ProxyLimit]);

    let found = after(|plan| plan.certificate = Certificate::CloudflareProxy);
    assert_eq!(found, [Finding::ProxyMissing]);
    let found = after(|plan| {
        plan.certificate = Certificate::CloudflareProxy;
        plan.name.keeper = Keeper::Hand;
    });
    assert_eq!(found, [Finding::ProxyMissing]);
}

#[test]
fn the_name_is_in_its_zone() {
    // A name that only ends in the same letters is not in the zone.
    for host in ["registry.example.com", "registryexample.org"] {
        let host: Hostname = host.parse().unwrap();
        let found = after(|plan| plan.name.host = host.clone());
        let zone = "example.org".parse().unwrap();
        assert_eq!(found, [Finding::HostOutsideZone { host, zone }]);
    }
    let found = after(|plan| {
        let zone = "lab.example.org".parse().unwrap();
        plan.name.keeper = Keeper::Designate { zone };
    });
    assert!(
        matches!(found[..], [Finding::HostOutsideZone { .. }]),
        "{found:?}"
    );
    for host in ["example.org", "a.b.example.org"] {
        assert_eq!(after(|plan| plan.name.host = host.parse().unwrap()), []);
    }
    let found = after(|plan| {
        proxied(plan);
        plan.certificate = Certificate::CloudflareProxy;
        plan.name.host = "a.b.example.org".parse().unwrap();
    });
    assert!(matches!(found[1], Finding::ProxyDepth { .. }), "{found:?}");
}

#[test]
fn one_volume_holds_the_images() {
    let found = after(|plan| plan.volumes.clear());
    assert_eq!(found, [Finding::ImagesVolumes { found: 0 }]);
    let found = after(|plan| plan.volumes[0].purpose = Purpose::Images);
    assert_eq!(found, [Finding::ImagesVolumes { found: 2 }]);
}

#[test]
fn volumes_do_not_get_into_each_other_s_way() {
    let found = after(|plan| plan.volumes[1].mount = "/DATA/images".parse().unwrap());
    assert_eq!(
        found,
        [Finding::NestedMounts {
            outer: "/DATA".parse().unwrap(),
            inner: "/DATA/images".parse().unwrap(),
        }]
    );
    assert_eq!(
        after(|plan| plan.volumes[1].mount = "/DATA2".parse().unwrap()),
        []
    );

    let found = after(|plan| {
        let mut third = plan.volumes[0].clone();
        third.source = Source::Existing { id: "v".to_owned() };
        plan.volumes[1].source = third.source.clone();
        plan.volumes.push(third);
    });
    let [name, mount, volume] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert!(matches!(name, Finding::SameVolumeName { .. }));
    assert!(matches!(mount, Finding::SameMount { .. }));
    assert!(matches!(volume, Finding::SameVolume { .. }));
}

#[test]
fn what_is_there_three_times_is_told_once() {
    let found = after(|plan| {
        let node = plan.nodes[0].clone();
        plan.nodes.extend([node.clone(), node]);
        let rule = rules(plan)[0].clone();
        rules(plan).push(rule);
    });
    assert!(matches!(
        found.as_slice(),
        [Finding::SameNode { port: 22, .. }, Finding::SameRule { .. }]
    ));
}

#[test]
fn the_rules_of_an_existing_group_are_not_known() {
    let found = after(|plan| {
        plan.firewall = Firewall::Existing {
            group: crate::plan::Named::new("g", "web"),
        };
    });
    assert_eq!(found, [Finding::UnknownRules { port: 443 }]);
}
