//! Designate's zones and records, as a real one (2026.2) said them.

use super::super::dns::{self, NewRecord, Record};
use super::super::wait::Observation;
use super::super::{RecordId, ZoneId, fault};
use super::*;
use crate::http::Kind;
use crate::http::error::Resource;

const NAME: &str = "registry.lab.test";

/// A cloud whose DNS service gives these captured answers.
async fn designate(captures: &[&str]) -> (Cloud, Arc<Script>) {
    let mut script = script("2026.2", &[]);
    for name in captures {
        let capture = Capture::read("designate", name);
        script = script.on(&capture.call(), capture.response());
    }
    let net = script.net();
    let mut credentials = credentials();
    let dns = ("dns".to_owned(), "http://127.0.0.1:28511".to_owned());
    credentials.endpoints.extend([dns]);

    (Cloud::sign_in(net.clone(), credentials).await.unwrap(), net)
}

fn zone() -> ZoneId {
    ZoneId::new("3504693f-f89c-4aec-802c-d9d70509f2d9")
}

fn id() -> RecordId {
    let made = Capture::read("designate", "006-create-202").response();
    let made: Record = made.read("record").unwrap();

    made.id
}

#[tokio::test]
async fn the_zone_that_holds_the_name() {
    let (cloud, net) = designate(&["001-zones-200"]).await;

    let zones = dns::zones(&cloud).await.unwrap();

    assert_eq!(zones.len(), 1);
    assert_eq!(zones[0].name, "lab.test");
    assert_eq!(dns::holder(&zones, NAME), Some(&zones[0]));
    assert_eq!(dns::holder(&zones, "lab.test"), Some(&zones[0]));
    assert_eq!(dns::holder(&zones, "registry.collab.test"), None);
    let found = dns::zone(&cloud, "lab.test").await.unwrap().unwrap();
    assert_eq!(found.id, zone());
    assert_eq!(net.calls().last().unwrap(), "GET /v2/zones?name=lab.test.");
    assert_eq!(dns::zone(&cloud, "nobody.test").await, Ok(None));
}

#[test]
fn the_longest_zone_holds_the_name() {
    let zone = |name: &str| serde_json::json!({ "id": name, "name": name });
    let zones = ["example.org", "lab.example.org", "other.org"].map(zone);
    let zones: Vec<dns::Zone> = serde_json::from_value(zones.to_vec().into()).unwrap();

    let holder = |host| dns::holder(&zones, host).map(|zone| zone.name.as_str());

    assert_eq!(holder("registry.lab.example.org"), Some("lab.example.org"));
    assert_eq!(holder("registry.example.org"), Some("example.org"));
    assert_eq!(holder("registry.example.com"), None);
}

#[tokio::test]
async fn a_record_is_made_written_and_taken_away() {
    let captures = ["006-create-202", "007-pending-200", "019-active-200"];
    let (cloud, net) = designate(&captures).await;
    let new = NewRecord {
        name: NAME.to_owned(),
        address: "203.0.113.9".parse().unwrap(),
        description: "quayside d".to_owned(),
    };

    let made = dns::create(&cloud, &zone(), &new).await.unwrap();

    let captured = Capture::read("designate", "006-create-202");
    assert_eq!(&net.body(&captured.call()), captured.body());
    assert_eq!((made.id, made.description.as_str()), (id(), "quayside d"));
    let (zone, id) = (zone(), id());
    let look = || dns::record(&cloud, &zone, &id);
    let pending = dns::written(look().await.unwrap());
    assert_eq!(pending, Observation::NotYet("PENDING".to_owned()));
    assert_eq!(dns::written(look().await.unwrap()), Observation::Ready(()));

    let captures = ["021-delete-202", "022-deleting-404"];
    let (cloud, _) = designate(&captures).await;
    dns::delete(&cloud, &zone, &id).await.unwrap();
    let gone = dns::record(&cloud, &zone, &id).await.unwrap();
    assert_eq!(dns::gone(gone), Observation::Ready(()));
}

#[tokio::test]
async fn what_is_there_is_told_and_what_leaves_is_not() {
    let (cloud, _) = designate(&["005-recordsets-taken-200"]).await;
    let there = dns::words_at(&cloud, &zone(), "taken.lab.test").await;
    assert_eq!(there.unwrap(), ["A 203.0.113.4"]);

    let left = Capture::read("designate", "021-delete-202").response();
    let left: Record = left.read("record").unwrap();
    assert!(left.is_leaving());
    let leaving = dns::gone(Some(left));
    assert_eq!(leaving, Observation::NotYet("PENDING".to_owned()));
}

#[test]
fn its_refusals_are_understood() {
    let said = |name| {
        let capture = Capture::read("designate", name);
        fault::error(Service::Dns, &capture.call(), &capture.response())
    };
    let resource = Resource::Records;

    for (name, kind) in [
        ("008-duplicate-409", Kind::Conflict),
        ("009-alias-beside-400", Kind::Conflict),
        ("010-beside-alias-400", Kind::Conflict),
        ("011-outside-zone-400", Kind::Invalid),
        ("012-bad-address-400", Kind::Invalid),
        ("013-no-zone-404", Kind::NotFound),
        ("015-foreign-zone-404", Kind::NotFound),
        ("016-no-token-401", Kind::Unauthorized),
        (
            "018-over-quota-413",
            Kind::Quota {
                resource,
                count: None,
            },
        ),
    ] {
        let error = said(name);
        assert_eq!(error.kind, kind, "{name}: {error}");
        let id = error.request_id.unwrap_or_default();
        assert!(id.starts_with("req-"), "{name}");
    }
    let bad = said("012-bad-address-400");
    assert_eq!(bad.message, "'nonsense' is not a 'A' Record");
}
