//! Directories, files, addresses of the web and of people.

use std::path::Path;

use proptest::prelude::*;

use super::{parse, refused};
use crate::plan::place::{
    BadEmail, BadFilePath, BadMountPath, BadWebAddress, Email, FilePath, MountPath, WebAddress,
};

#[test]
fn mount_points() {
    let system = |path: &str| BadMountPath::System(path.to_owned());
    refused::<MountPath>(&[
        ("", BadMountPath::Empty),
        ("DATA", BadMountPath::Relative),
        ("/my data", BadMountPath::Character(' ')),
        ("/a$(b)", BadMountPath::Character('$')),
        ("/data/../etc", BadMountPath::Up),
        ("/", system("/")),
        ("//", system("/")),
        ("/home", system("/home")),
        ("/etc/registry", system("/etc")),
        ("/var", system("/var")),
    ]);
    let taken = [
        ("/DATA/", "/DATA"),
        ("//docker-registry", "/docker-registry"),
        ("/var/lib/registry", "/var/lib/registry"),
        ("/home/data", "/home/data"),
    ];
    for (typed, kept) in taken {
        assert_eq!(parse::<MountPath>(typed).unwrap().as_ref(), kept);
    }
}

#[test]
fn addresses_of_people() {
    for text in [
        "",
        "me",
        "@example.org",
        "me@",
        "me@example",
        "a b@example.org",
        "a\"@example.org",
    ] {
        assert_eq!(parse::<Email>(text), Err(BadEmail::Shape), "{text:?}");
    }
    assert!(parse::<Email>("admin+registry@example.org").is_ok());
}

#[test]
fn addresses_of_the_web() {
    refused::<WebAddress>(&[
        ("", BadWebAddress::Empty),
        ("cloud.example.org:5000", BadWebAddress::Scheme),
        ("ftp://cloud.example.org", BadWebAddress::Scheme),
        ("https://", BadWebAddress::Shape),
        ("https://cloud.example.org/v3 or so", BadWebAddress::Shape),
    ]);
    let address = parse::<WebAddress>("https://cloud.example.org:5000/v3/").unwrap();
    assert_eq!(address.as_ref(), "https://cloud.example.org:5000/v3");
}

#[test]
fn files() {
    refused::<FilePath>(&[
        ("", BadFilePath::Empty),
        ("id_ed25519", BadFilePath::Relative),
        ("~other/key", BadFilePath::Relative),
    ]);
    let home = Path::new("/home/me");
    let resolve = |text: &str| parse::<FilePath>(text).unwrap().resolve(home);
    assert_eq!(resolve("~/.ssh/id_ed25519"), home.join(".ssh/id_ed25519"));
    assert_eq!(resolve("/etc/key.pem"), Path::new("/etc/key.pem"));
}

proptest! {
    #[test]
    fn a_mount_point_is_safe_in_fstab_and_shell(text: String) {
        if let Ok(path) = parse::<MountPath>(&text) {
            let path = path.as_ref();
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
            prop_assert!(path.starts_with('/') && path.len() > 1 && path.chars().all(plain));
        }
    }

    #[test]
    fn a_mount_point_is_read_as_it_is_written(text in "/[a-zA-Z]{3,9}X(/[a-z._-]{3,9}){0,3}/?") {
        if let Ok(path) = parse::<MountPath>(&text) {
            prop_assert_eq!(parse::<MountPath>(path.as_ref()), Ok(path));
        }
    }

    #[test]
    fn any_text_is_taken_or_refused(text: String) {
        let _ = (parse::<Email>(&text), parse::<WebAddress>(&text), parse::<FilePath>(&text));
    }
}
