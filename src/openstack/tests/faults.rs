//! Every captured error becomes the right kind, with words for people and the id for the cloud's support.

use super::super::fault;
use super::*;
use crate::http::Kind;
use crate::http::error::Resource;

fn service(url: &str) -> Service {
    let port = url
        .split(['/', ':'])
        .find_map(|part| part.parse::<u16>().ok())
        .unwrap();
    match port % 1000 {
        0 | 200 => Service::Identity,
        292 | 492 => Service::Image,
        696 | 896 => Service::Network,
        774 | 874 | 974 => Service::Compute,
        _ => Service::Volume,
    }
}

/// What kind it is; a quota's numbers are looked at elsewhere.
fn uncounted(kind: Kind) -> Kind {
    match kind {
        Kind::Quota { resource, .. } => Kind::Quota {
            resource,
            count: None,
        },
        kind => kind,
    }
}

fn expected(name: &str, status: u16, service: Service) -> Kind {
    let quotas = [
        ("quota-keypair", Resource::KeyPairs),
        ("quota-floatingip", Resource::FloatingAddresses),
        ("quota-volume", Resource::Volumes),
        ("quota-secgroup", Resource::SecurityGroups),
        ("quota-sgrule", Resource::SecurityGroupRules),
        // The first that does not fit: both captures ask for cores beyond the limit.
        ("quota-instance", Resource::Cores),
        ("quota-cores", Resource::Cores),
    ];
    if let Some((_, resource)) = quotas.iter().find(|(part, _)| name.contains(part)) {
        return Kind::Quota {
            resource: *resource,
            count: None,
        };
    }
    match status {
        400 => Kind::Invalid,
        401 => Kind::Unauthorized,
        403 => Kind::Forbidden,
        404 => Kind::NotFound,
        406 => Kind::Missing {
            service: service.as_str().to_owned(),
        },
        409 => Kind::Conflict,
        _ => panic!("{name}: a status that was not expected"),
    }
}

#[test]
fn every_captured_error_is_understood() {
    let mut seen = 0;
    for release in RELEASES {
        for capture in Capture::errors(release) {
            let response = capture.response();
            let service = service(capture.url());
            let error = fault::error(service, &capture.call(), &response);
            let name = &capture.name;

            assert_eq!(
                uncounted(error.kind.clone()),
                expected(name, response.status, service),
                "{name}: {error}"
            );
            assert!(error.message.len() > 10, "{name}: {}", error.message);
            assert!(
                !error.message.contains(['<', '"']),
                "{name}: {}",
                error.message
            );
            assert_eq!(error.status, Some(response.status));
            // Glance's outermost layer refuses a token before it gives an id to the request.
            let id = error.request_id.unwrap_or_default();
            assert!(
                id.starts_with("req-") || name.contains("glance-401"),
                "{name}"
            );
            seen += 1;
        }
    }

    assert!(seen > 80, "{seen} captures");
}

#[test]
fn with_guests_the_quota_that_is_full_is_named() {
    let resource = |name| {
        let response = Capture::read("libvirt", name).response();
        uncounted(fault::error(Service::Compute, "POST /servers", &response).kind)
    };

    assert_eq!(
        resource("128-quota-instance-403"),
        Kind::Quota {
            resource: Resource::Instances,
            count: None
        }
    );
    assert_eq!(
        resource("129-quota-cores-403"),
        Kind::Quota {
            resource: Resource::Cores,
            count: None
        }
    );
}
