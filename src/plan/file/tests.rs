//! Plans survive their files, and a file that is wrong says where.

use proptest::prelude::*;

use super::*;
use crate::plan::certificate::Certificate;
use crate::plan::cloud::SignIn;
use crate::plan::tests::sample;
use crate::plan::text::Title;

const PROCEDURE: &str = include_str!("../../../tests/plans/v1/procedure.toml");
const HARBOUR: &str = include_str!("../../../tests/plans/v1/harbour.toml");
/// Came later, and within version 1: who keeps the name is one more word.
const DESIGNATE: &str = include_str!("../../../tests/plans/v1/designate.toml");
const PROXIED: &str = include_str!("../../../tests/plans/v1/proxied.toml");

fn flaws(text: &str) -> Vec<(usize, usize, String, Wrong)> {
    let Err(Unreadable::Flaws(flaws)) = read(text) else {
        panic!("nothing is found wrong in {text}");
    };
    let tell = |flaw: Flaw| (flaw.at.line, flaw.at.column, flaw.key, flaw.wrong);

    flaws.into_iter().map(tell).collect()
}

/// The plan of the procedure with one line of it changed.
fn changed(from: &str, to: &str) -> String {
    assert!(PROCEDURE.contains(from), "{from}");
    PROCEDURE.replacen(from, to, 1)
}

#[test]
fn plans_of_version_1_still_open_and_survive_being_saved() {
    for text in [PROCEDURE, HARBOUR, PROXIED, DESIGNATE] {
        let plan = read(text).unwrap();
        assert_eq!(read(&write(&plan)), Ok(plan.clone()));
        // The journal keeps plans through serde: both ways agree on every word.
        let body: String = write(&plan).replace("version = 1\n", "");
        assert_eq!(toml::from_str::<Plan>(&body).unwrap(), plan);
    }
}

#[test]
fn a_plan_is_written_in_the_order_of_the_work() {
    insta::assert_snapshot!(write(&sample()));
}

#[test]
fn an_unknown_key_is_told_with_its_line_and_what_was_probably_meant() {
    let text = changed("region = \"campus\"", "  regoin = \"campus\"");
    let near = Some("region");
    assert_eq!(
        flaws(&text),
        [(4, 3, "cloud.regoin".to_owned(), Wrong::Unknown { near })]
    );

    let text = changed("size = 500", "size = 500, colour = 1");
    let wrong = Wrong::Unknown { near: None };
    let key = "volumes[0].source.colour".to_owned();
    assert_eq!(flaws(&text), [(52, 37, key, wrong)]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = changed("size = 500", "size = 0")
        .replacen("\"registry\"", "\"my registry\"", 1)
        .replacen("deletion = true", "deletion = \"yes\"", 1)
        .replacen("purpose = \"data\"\n", "", 1)
        .replacen("port = 2222", "port = 0", 1)
        .replacen("by = \"lets_encrypt\"", "by = \"magic\"", 1)
        .replacen("192.168.73.0/24", "192.168.73.0/40", 1);
    let found: Vec<_> = flaws(&text)
        .into_iter()
        .map(|(line, _, key, wrong)| format!("{line} {key}: {wrong:?}"))
        .collect();
    insta::assert_debug_snapshot!(found);
}

#[test]
fn only_our_version_is_read() {
    let at = |line, column| Place { line, column };
    for (text, place, found) in [
        (changed("version = 1", "version = 2"), at(1, 11), Some(2)),
        (changed("version = 1", "version = \"1\""), at(1, 11), None),
        (String::new(), at(1, 1), None),
    ] {
        assert_eq!(read(&text), Err(Unreadable::Version { at: place, found }));
    }
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    let Err(Unreadable::Syntax { at, .. }) = read("version = 1\n[cloud\n") else {
        panic!("it was read");
    };
    assert_eq!(at.line, 2);
}

#[test]
fn a_secret_in_the_place_of_its_name_is_refused_and_not_repeated() {
    for place in [
        "\"env:OS_PASSWORD\"",
        "\"keychain:registry\"",
        "\"keychain:cloudflare\"",
    ] {
        for secret in [
            "\"hunter2secret\"",
            "\"hunter2secret",
            "hunter2secret",
            "\"hunter2\\qsecret\"",
        ] {
            let error = read(&changed(place, secret)).unwrap_err();
            let told = format!("{error} {error:?}");
            assert!(
                !told.contains("hunter2") && !told.contains("secret\""),
                "{told}"
            );
        }
        let found = flaws(&changed(place, "\"hunter2\""));
        assert!(matches!(found[0].3, Wrong::Secret(_)), "{found:?}");
    }
}

#[test]
fn a_saved_plan_is_whole_and_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt;

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("registry.toml");
    std::fs::write(&path, "an old plan, longer than nothing").unwrap();
    save(&sample(), &path).unwrap();

    assert_eq!(read(&std::fs::read_to_string(&path).unwrap()), Ok(sample()));
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(directory.path().read_dir().unwrap().count(), 1);
}

fn title() -> impl Strategy<Value = String> {
    "[ -~éあ'\"\\\\#]{1,40}".prop_filter("not only spaces", |text| !text.trim().is_empty())
}

proptest! {
    #[test]
    fn any_names_survive_the_file(
        name in title(),
        realm in title(),
        id in title(),
        zone in proptest::option::of(title()),
        size in 1u32..=100_000,
        nodes in 0usize..3,
    ) {
        let mut plan = sample();
        plan.registry.realm = realm.parse::<Title>().unwrap();
        plan.volumes[0].name = name.parse::<Title>().unwrap();
        plan.volumes[0].source = crate::plan::volume::Source::New {
            size: size.try_into().unwrap(),
            volume_type: Some(id.clone()),
            zone: zone.clone(),
        };
        plan.instance.image.id = id.clone();
        plan.instance.zone = zone;
        plan.cloud.sign_in = SignIn::CloudsYaml { cloud: id };
        plan.nodes.truncate(nodes);
        plan.certificate = Certificate::CloudflareProxy;
        prop_assert_eq!(read(&write(&plan)), Ok(plan));
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        let _ = read(&text);
    }

    /// A plan with a piece cut out or put in is read or refused, and what is told lies within the text.
    #[test]
    fn a_damaged_plan_is_refused_at_a_place_in_it(at in 0usize..1500, more in "[a-z\"=\\[\\]{}0-9 \n]{0,6}") {
        let at = PROCEDURE.floor_char_boundary(at.min(PROCEDURE.len()));
        let text = format!("{}{more}{}", &PROCEDURE[..at], &PROCEDURE[(at + 2).min(PROCEDURE.len())..]);
        let lines = text.lines().count() + 1;
        match read(&text) {
            Err(Unreadable::Flaws(flaws)) => {
                prop_assert!(!flaws.is_empty());
                prop_assert!(flaws.iter().all(|flaw| flaw.at.line <= lines));
            }
            Err(Unreadable::Syntax { at, .. } | Unreadable::Version { at, .. }) => {
                prop_assert!(at.line <= lines);
            }
            Ok(_) => {}
        }
    }
}
