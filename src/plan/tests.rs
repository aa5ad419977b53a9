//! The types of plans: what each takes, what each refuses and why, and a plan to build other tests from.

mod place;
mod text;

use proptest::prelude::*;

use super::file;
use super::firewall::{BadNetwork, BadOpening, Network, Opening, Rule};
use super::registry::{BadImageName, ImageName};
use super::size::{BadSize, Gigabytes};
use super::{NotASecretRef, Plan, SecretRef};

/// A plan as the procedure would write it, with every part in use.
pub(crate) fn sample() -> Plan {
    file::read(include_str!("../../tests/plans/v1/procedure.toml")).unwrap()
}

fn parse<T: std::str::FromStr>(text: &str) -> Result<T, T::Err> {
    text.parse()
}

/// Each text is refused with its complaint.
fn refused<T>(cases: &[(&str, T::Err)])
where
    T: std::str::FromStr + std::fmt::Debug,
    T::Err: PartialEq + std::fmt::Debug,
{
    for (text, complaint) in cases {
        assert_eq!(&parse::<T>(text).unwrap_err(), complaint, "{text:?}");
    }
}

#[test]
fn networks() {
    refused::<Network>(&[
        ("", BadNetwork::Empty),
        ("192.168.73.0/33", BadNetwork::Prefix),
        ("192.168.73.0/", BadNetwork::Prefix),
        ("fd00::/129", BadNetwork::Prefix),
        ("192.168.73/24", BadNetwork::Shape),
        ("local", BadNetwork::Shape),
    ]);
    // Host bits are dropped, a single address is a network of one.
    assert_eq!(
        parse::<Network>("192.168.73.9/24").unwrap().to_string(),
        "192.168.73.0/24"
    );
    assert_eq!(
        parse::<Network>("10.0.0.7").unwrap().to_string(),
        "10.0.0.7/32"
    );
    assert!(parse::<Network>("::/0").unwrap().is_everyone());
}

#[test]
fn openings() {
    refused::<Opening>(&[
        ("", BadOpening::Empty),
        ("/443", BadOpening::Empty),
        ("tcp", BadOpening::Shape),
        ("sctp/5", BadOpening::Shape),
        ("any/5", BadOpening::Shape),
        ("tcp/http", BadOpening::Shape),
        ("tcp/0", BadOpening::Port),
        ("tcp/65536", BadOpening::Port),
        ("tcp/90-80", BadOpening::Backwards),
    ]);
    assert_eq!(parse("443"), Ok(Opening::tcp(443)));
    assert_eq!(parse("UDP / 5:9"), Ok(Opening::Udp { from: 5, to: 9 }));
    assert!(parse::<Opening>("tcp/80-443").unwrap().lets_tcp(443));
    assert!(!parse::<Opening>("udp/443").unwrap().lets_tcp(443));
}

#[test]
fn image_names() {
    refused::<ImageName>(&[
        ("", BadImageName::Empty),
        (":2", BadImageName::Empty),
        ("registry", BadImageName::NoTag),
        ("registry:", BadImageName::NoTag),
        // The colon of a port is not one of a version.
        ("example.org:5000/registry", BadImageName::NoTag),
        ("Registry:2", BadImageName::Character('R')),
        ("registry:2 8", BadImageName::Character(' ')),
    ]);
    assert!(parse::<ImageName>("example.org:5000/a/registry:2.8.3").is_ok());
}

#[test]
fn sizes() {
    refused::<Gigabytes>(&[
        ("", BadSize::Empty),
        ("ten", BadSize::NotANumber),
        ("1.5", BadSize::NotANumber),
        ("-1", BadSize::NotANumber),
        ("0", BadSize::OutOfRange),
        ("100001", BadSize::OutOfRange),
        ("99999999999999", BadSize::OutOfRange),
    ]);
    assert_eq!(
        parse::<Gigabytes>("1\u{202f}000").map(Gigabytes::get),
        Ok(1000)
    );
}

#[test]
fn names_of_secrets_and_nothing_else() {
    refused::<SecretRef>(&[
        ("", NotASecretRef),
        ("hunter2", NotASecretRef),
        ("env:", NotASecretRef),
        ("keychain:", NotASecretRef),
        ("file:/etc/passwd", NotASecretRef),
    ]);
    assert_eq!(
        parse("env:OS_PASSWORD"),
        Ok(SecretRef::Env("OS_PASSWORD".to_owned()))
    );
    let error = parse::<SecretRef>("hunter2").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hun"));
}

proptest! {
    #[test]
    fn what_is_written_of_a_network_is_read(address: std::net::IpAddr, prefix in 0u8..=128) {
        if let Ok(network) = parse::<Network>(&format!("{address}/{prefix}")) {
            prop_assert_eq!(parse(&network.to_string()), Ok(network));
        }
    }

    #[test]
    fn what_is_written_of_an_opening_is_read(from in 1u16.., more in 0u16..) {
        let rule = Opening::Udp { from, to: from.saturating_add(more) };
        prop_assert_eq!(parse(&rule.to_string()), Ok(rule));
        prop_assert!(Opening::tcp(from).lets_tcp(from));
    }

    #[test]
    fn rules_survive_their_file(from: u32, prefix in 0u8..=32, port in 1u16..) {
        let address = std::net::Ipv4Addr::from(from);
        let rule = Rule {
            from: parse(&format!("{address}/{prefix}")).unwrap(),
            to: Opening::tcp(port),
        };
        let text = toml::to_string(&rule).unwrap();
        prop_assert_eq!(toml::from_str::<Rule>(&text).unwrap(), rule);
    }

    #[test]
    fn any_text_is_taken_or_refused(text: String) {
        let _ = (parse::<Network>(&text), parse::<Opening>(&text), parse::<ImageName>(&text));
        let _ = (parse::<Gigabytes>(&text), parse::<SecretRef>(&text));
    }

    #[test]
    fn every_size_within_the_limits_is_taken(size in 1u32..=100_000) {
        prop_assert_eq!(parse::<Gigabytes>(&size.to_string()).map(Gigabytes::get), Ok(size));
    }
}
