//! What the page asks for, and what it makes of the answers.

use super::*;

fn named(host: &str) -> Name {
    let mut page = Name::new();
    let _ = page.update(Message::HostTyped(host.into()));
    page
}

#[test]
fn the_zone_is_asked_for_when_name_and_token_are_there() {
    let mut page = named("registry.example.org");
    assert_eq!(page.update(Message::HostLeft), Action::None);

    let _ = page.update(Message::TokenTyped(Secret::new("t")));
    assert!(matches!(
        page.update(Message::TokenLeft),
        Action::AskZone { .. }
    ));
    // Asked once.
    assert_eq!(page.update(Message::TokenLeft), Action::None);
}

#[test]
fn a_late_answer_for_another_name_is_dropped() {
    let mut page = named("new.example.org");
    let _ = page.update(Message::ZoneAnswered(
        "old.example.org".into(),
        Asked::Cloudflare,
        Zone::NotFound,
    ));

    assert_eq!(page.zone, Zone::Unknown);
}

#[test]
fn each_way_asks_its_own_and_forgets_what_the_other_said() {
    let mut page = named("registry.example.org");
    let found = || Zone::Found {
        zone: "example.org".parse().unwrap(),
        records: Vec::new(),
    };
    let host = || "registry.example.org".to_owned();
    assert_eq!(
        page.update(Message::WayChosen(Way::Designate)),
        Action::AskCloud {
            host: host().parse().unwrap()
        }
    );
    // Cloudflare's late word is not the cloud's.
    let _ = page.update(Message::ZoneAnswered(host(), Asked::Cloudflare, found()));
    assert_eq!((page.answer(), &page.zone), (None, &Zone::Asked));

    let _ = page.update(Message::ZoneAnswered(host(), Asked::Cloud, found()));
    let (name, _) = page.answer().unwrap();
    let zone = "example.org".parse().unwrap();
    assert_eq!(name.keeper, Keeper::Designate { zone });

    let _ = page.update(Message::WayChosen(Way::Cloudflare));
    assert_eq!((page.answer(), page.complain()), (None, Some(TOKEN.into())));
}

#[test]
fn by_hand_a_name_is_enough() {
    let mut page = named("registry.example.org");
    let _ = page.update(Message::WayChosen(Way::Hand));

    assert!(page.answer().is_some());
    assert_eq!(page.complain(), None);
}
