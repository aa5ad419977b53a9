//! Names: of machines, of the DNS, of users, of things of the cloud.

use proptest::prelude::*;

use super::{parse, refused};
use crate::plan::text::{
    BadHost, BadHostname, BadLabel, BadTitle, BadUserName, Host, Hostname, Label, Title, UserName,
};

#[test]
fn labels() {
    refused::<Label>(&[
        ("", BadLabel::Empty),
        ("my registry", BadLabel::Character(' ')),
        ("registre-é", BadLabel::Character('é')),
        ("a.b", BadLabel::Character('.')),
        ("-a", BadLabel::Edge),
        ("a-", BadLabel::Edge),
        (&"a".repeat(64), BadLabel::TooLong),
    ]);
    assert!(parse::<Label>(&"a".repeat(63)).is_ok());
}

#[test]
fn host_names() {
    refused::<Hostname>(&[
        ("", BadHostname::Empty),
        ("...", BadHostname::Empty),
        ("https://registry.example.org", BadHostname::Url),
        ("registry.example.org/v2", BadHostname::Url),
        ("registry.example.org:443", BadHostname::Url),
        ("203.0.113.7", BadHostname::Number),
        ("registry", BadHostname::NoDot),
        ("my registry.example.org", BadHostname::Part),
        ("-a.example.org", BadHostname::Part),
        ("a..example.org", BadHostname::Part),
        (
            &format!("{}.example.org", "a".repeat(64)),
            BadHostname::TooLong,
        ),
        (&"a.".repeat(140), BadHostname::TooLong),
    ]);
    let names = [
        ("Registry.Example.ORG.", "registry.example.org"),
        ("régistre.example.org", "xn--rgistre-bya.example.org"),
    ];
    for (typed, kept) in names {
        assert_eq!(parse::<Hostname>(typed).unwrap().as_ref(), kept);
    }
}

#[test]
fn hosts() {
    refused::<Host>(&[
        ("", BadHost::Empty),
        // What begins with a hyphen would be an option of ssh.
        ("-oProxyCommand=x", BadHost::Empty),
        ("user@node", BadHost::Character('@')),
        ("node 1", BadHost::Character(' ')),
    ]);
    for host in ["node1", "10.0.0.7", "fd00::7", "node_1.cluster"] {
        assert!(parse::<Host>(host).is_ok(), "{host}");
    }
}

#[test]
fn user_names() {
    refused::<UserName>(&[
        ("", BadUserName::Empty),
        ("7of9", BadUserName::Start),
        ("-x", BadUserName::Start),
        ("a:b", BadUserName::Character(':')),
        (&"a".repeat(33), BadUserName::TooLong),
    ]);
    assert!(parse::<UserName>("_apt").is_ok());
}

#[test]
fn titles() {
    refused::<Title>(&[
        ("", BadTitle::Empty),
        ("two\nlines", BadTitle::Control),
        (&"é".repeat(256), BadTitle::TooLong),
    ]);
    assert!(parse::<Title>(&"é".repeat(255)).is_ok());
}

proptest! {
    #[test]
    fn labels_are_what_the_dns_takes(text in "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?") {
        prop_assert!(parse::<Label>(&text).is_ok());
    }

    #[test]
    fn a_host_name_is_kept_as_it_will_be_asked_for(text in "[a-z0-9]{1,20}(\\.[a-z]{2,9}){1,3}") {
        let name = parse::<Hostname>(&text).unwrap();
        prop_assert_eq!(parse::<Hostname>(name.as_ref()), Ok(name));
    }

    #[test]
    fn what_is_taken_is_safe_where_it_goes(text: String) {
        if let Ok(host) = parse::<Host>(&text) {
            prop_assert!(!host.as_ref().starts_with('-'));
            prop_assert!(!host.as_ref().contains(char::is_whitespace));
        }
        if let Ok(user) = parse::<UserName>(&text) {
            prop_assert!(!user.as_ref().contains([':', '\n']) && user.as_ref().len() <= 32);
        }
        let _ = (parse::<Hostname>(&text), parse::<Title>(&text));
    }
}
