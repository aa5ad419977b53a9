//! The whole window, led by messages as keys would send them, on the practice cloud without any waiting.
#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

mod killed;
mod remembered;

use iced::{Settings, Size};
use iced_test::Simulator;
use quayside::plan::cloud::Preset;
use quayside::practice::{Faults, Story};
use quayside::secret::Secret;
use quayside::ui::app::Message;
use quayside::ui::keys::Press;
use quayside::ui::page::{PageId, instance, name, registry, run, sign_in, welcome};
use quayside::ui::shots::{Camera, Frame};
use quayside::ui::style::Mode;
use quayside::ui::tour::Tour;
use quayside::words::Language;

const NEXT: Message = Message::Key(Press::Next);
const BACK: Message = Message::Key(Press::Back);

/// Drives a tour on a runtime of its own, as the window does.
fn on_tour(language: Language, go: impl AsyncFnOnce(&mut Tour)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut tour = Tour::new(language);
        tour.rest().await;
        go(&mut tour).await;
    });
}

/// Whether these words can be read in a window of this size.
fn reads(tour: &Tour, words: &str) -> bool {
    let size = Size::new(1366.0, 1400.0);
    let mut window: Simulator<'_, Message> =
        Simulator::with_size(Settings::default(), size, tour.app().view());
    window.find(words).is_ok()
}

#[test]
fn enter_leads_from_welcome_to_done_and_nothing_has_to_be_typed() {
    on_tour(Language::English, async |tour| {
        for page in PageId::ALL {
            // The run ends by itself, and Done is shown.
            if page != PageId::Run {
                assert_eq!(tour.app().page(), page);
                if page != PageId::Done {
                    tour.press(NEXT).await;
                }
            }
        }
        assert!(reads(tour, "Your registry is up."));
        let (secret, _) = tour.app().pages().registry.password().unwrap();
        for told in tour.told() {
            assert!(!told.contains(secret.expose()), "{told}");
            assert!(
                !told.contains(quayside::practice::CLOUDFLARE_TOKEN),
                "{told}"
            );
        }

        tour.press(NEXT).await;
        assert!(tour.is_closed());
    });
}

#[test]
fn on_a_public_network_the_address_is_skipped() {
    on_tour(Language::French, async |tour| {
        tour.press(NEXT).await;
        let harbour = sign_in::Message::PresetChosen(Preset::Harbour);
        tour.press(Message::SignIn(harbour)).await;
        assert!(tour.go_on_to(PageId::Instance).await);
        tour.press(NEXT).await;
        assert_eq!(tour.app().page(), PageId::Firewall);

        let there = tour.go_on_to(PageId::Done).await;
        assert!(there, "{:?}", tour.told().last());
    });
}

#[test]
fn on_a_real_cloud_no_more_than_eight_fields_are_typed() {
    let mut typed = 0;
    let mut page = sign_in::SignIn::new(Vec::new(), sign_in::Keychain::There);
    page.stand_on(welcome::Ground::Cloud);
    for (which, text) in [
        (sign_in::Which::Url, "https://cloud.example.org:5000/v3"),
        (sign_in::Which::User, "ada"),
        (sign_in::Which::Project, "def-lab"),
    ] {
        let _ = page.update(sign_in::Message::Typed(which, text.into()));
        typed += 1;
    }
    let _ = page.update(sign_in::Message::PasswordTyped(Secret::new("hunter22")));
    typed += 1;
    assert!(page.answer().is_some());

    // The other pages are filled in from what the cloud answers, but for the name and who may write it down.
    let mut page = name::Name::new();
    let _ = page.update(name::Message::HostTyped("registry.example.org".into()));
    let _ = page.update(name::Message::TokenTyped(Secret::new("token")));
    typed += 2;
    let asked = page.update(name::Message::TokenLeft);
    assert!(matches!(asked, name::Action::AskZone { .. }));

    assert!(typed <= 8, "{typed}");
}

#[test]
fn back_and_forth_loses_no_keystroke() {
    on_tour(Language::English, async |tour| {
        assert!(tour.go_on_to(PageId::Instance).await);
        let typed = instance::Message::NameTyped("images-hub".into());
        tour.press(Message::Instance(typed)).await;
        assert!(tour.go_on_to(PageId::Registry).await);
        let typed = registry::Message::UserTyped("ada".into());
        tour.press(Message::Registry(typed)).await;
        while tour.app().page() != PageId::Welcome {
            tour.press(BACK).await;
        }
        assert!(tour.go_on_to(PageId::Review).await);

        let plan = tour.app().pages().review.answer().unwrap();
        assert_eq!(plan.instance.name.to_string(), "images-hub");
        assert_eq!(plan.registry.user.to_string(), "ada");
    });
}

#[test]
fn a_wrong_field_keeps_the_page_and_says_why() {
    on_tour(Language::English, async |tour| {
        assert!(tour.go_on_to(PageId::Instance).await);
        tour.press(Message::Instance(instance::Message::NameTyped(
            String::new(),
        )))
        .await;
        tour.press(NEXT).await;
        assert_eq!(tour.app().page(), PageId::Instance);

        let named = instance::Message::NameTyped("hub".into());
        tour.press(Message::Instance(named)).await;
        assert!(tour.go_on_to(PageId::Registry).await);
        let short = registry::Message::PasswordTyped(Secret::new("short"));
        tour.press(Message::Registry(short)).await;
        tour.press(NEXT).await;
        assert_eq!(tour.app().page(), PageId::Registry);
        let text = quayside::words::Text::new(Language::English);
        assert!(reads(tour, &text.get("registry-password-short")));
    });
}

#[test]
fn a_run_that_failed_goes_on_when_the_fault_is_gone() {
    on_tour(Language::English, async |tour| {
        assert!(tour.go_on_to(PageId::Review).await);
        let world = tour.app().world().unwrap().clone();
        let _ = world.faults(Faults::story(Story::CertificateRefused));
        tour.press(NEXT).await;
        assert_eq!(tour.app().page(), PageId::Run);
        assert!(reads(tour, "Try again"));
        // What is done is one row, until it is opened.
        assert!(!reads(tour, "Docker"));
        tour.press(Message::Run(run::Message::FoldPressed)).await;
        assert!(reads(tour, "Docker"));

        tour.press(Message::Run(run::Message::TryAgainPressed))
            .await;
        assert_eq!(tour.app().page(), PageId::Done);
    });
}

#[test]
fn undo_leaves_the_cloud_as_it_was_but_for_the_volumes_that_are_kept() {
    on_tour(Language::English, async |tour| {
        assert!(tour.go_on_to(PageId::Review).await);
        let world = tour.app().world().unwrap().clone();
        let before = world.inventory();
        tour.press(NEXT).await;
        assert_eq!(tour.app().page(), PageId::Done);
        assert_ne!(world.inventory(), before);

        use quayside::ui::app::DialogMessage as Answer;
        tour.press(Message::UndoPressed).await;
        for volume in 0..2 {
            tour.press(Message::Dialog(Answer::Ticked(volume, true)))
                .await;
        }
        tour.press(Message::Dialog(Answer::Undo)).await;
        assert_eq!(tour.app().page(), PageId::Run);
        assert!(reads(tour, "neuro-registry is undone"));
        assert_eq!(world.inventory(), before);
    });
}

#[test]
fn every_page_can_be_drawn_and_follows_the_language() {
    let sizes = [Size::new(900.0, 600.0), Size::new(1366.0, 768.0)];
    let mut camera = Camera::new().unwrap();
    on_tour(Language::English, async |tour| {
        loop {
            let page = tour.app().page();
            let mut titles = Vec::new();
            for language in [Language::French, Language::English] {
                tour.press(Message::LanguageChosen(language)).await;
                titles.push(tour.app().title());
                for (size, mode) in [(sizes[0], Mode::Light), (sizes[1], Mode::Dark)] {
                    let frame = Frame::new(size.width, size.height, mode);
                    let picture = camera.take(tour.app().view(), frame);
                    assert!(
                        picture
                            .rgba
                            .chunks(4)
                            .any(|pixel| pixel != &picture.rgba[..4])
                    );
                }
            }
            assert_ne!(titles[0], titles[1], "{page:?}");
            if page == PageId::Done {
                break;
            }
            tour.press(NEXT).await;
        }
    });
}
