//! A run that was killed with its window is taken up again by the next window, and gets to Done.

use std::cell::Cell;

use quayside::deploy::suggest::LocalKey;
use quayside::keychain::Vault;
use quayside::openstack::inventory::survey;
use quayside::paths::Paths;
use quayside::plan;
use quayside::plan::cloud::{Preset, SignIn};
use quayside::practice::{self, Speed, World};
use quayside::secret::Secret;
use quayside::session::{Desk, Doors};
use quayside::ui::Setting;
use quayside::ui::app::{App, DialogMessage, Message};
use quayside::ui::known::{Inner, Known};
use quayside::ui::page::{PageId, name, registry, sign_in, welcome};
use quayside::ui::tour::Tour;
use quayside::words::Language;
use tempfile::TempDir;

use super::NEXT;

const PRESET: Preset = Preset::Campus;

/// A person's computer and a cloud, which both outlive a window. To the window it is a real cloud: a practice cloud's
/// journal would be gone with it.
struct Lab {
    home: TempDir,
    vault: Vault,
    world: World,
}

impl Lab {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            vault: Vault::memory(),
            world: World::new(PRESET).speed(Speed::Instant),
        }
    }

    /// Opens a window and does this in it. What is under way then ends with it, as when the program is killed.
    fn window<T>(&self, go: impl AsyncFnOnce(&Self, &mut Tour) -> T) -> T {
        let desk = Desk::new(Paths::below(self.home.path()), self.vault.clone());
        let setting = Setting::find(&desk, (Language::English, false), |_| None);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            // A call that was under way may still arrive: that is waited for, and no test has to.
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut tour = Tour::on(desk, setting);
            tour.rest().await;
            go(self, &mut tour).await
        })
    }

    /// Signs in as the page says, to the practice cloud that stands for the real one.
    async fn sign_in(&self, tour: &mut Tour) {
        assert_eq!(tour.app().page(), PageId::SignIn);
        let way = tour.app().pages().sign_in.answer().unwrap().cloud;
        let doors = Doors::practice(self.world.clone());
        let desk = Desk::new(Paths::below(self.home.path()), self.vault.clone());
        let inside = plan::Cloud {
            region: None,
            sign_in: SignIn::Practice { preset: PRESET },
        };
        let cloud = desk.sign_in(&doors, &inside).await.unwrap();
        let (private, public) = practice::own_key(PRESET);
        let known = Known::new(Inner {
            inventory: survey(&cloud).await,
            cloud,
            keys: vec![LocalKey {
                private: format!("~/.ssh/{private}").parse().unwrap(),
                public,
            }],
            way,
        });
        tour.press(Message::SignedIn(Ok((known, doors)))).await;
    }

    /// Fills the pages in and stands before the run.
    async fn review(&self, tour: &mut Tour, keep: bool) {
        let ground = welcome::Message::Chosen(welcome::Ground::Cloud);
        tour.press(Message::Welcome(ground)).await;
        tour.press(NEXT).await;
        for (which, text) in [
            (sign_in::Which::Url, practice::auth_url(PRESET)),
            (sign_in::Which::User, practice::USER.to_owned()),
            (
                sign_in::Which::Project,
                practice::project(PRESET).to_owned(),
            ),
        ] {
            tour.press(Message::SignIn(sign_in::Message::Typed(which, text)))
                .await;
        }
        let password = sign_in::Message::PasswordTyped(Secret::new(practice::PASSWORD));
        tour.press(Message::SignIn(password)).await;
        self.sign_in(tour).await;
        assert!(tour.go_on_to(PageId::Name).await);
        let token = Secret::new(practice::CLOUDFLARE_TOKEN);
        for message in [
            name::Message::HostTyped("registry.example.org".to_owned()),
            name::Message::TokenTyped(token),
            name::Message::KeepTokenToggled(keep),
            name::Message::TokenLeft,
        ] {
            tour.press(Message::Name(message)).await;
        }
        assert!(tour.go_on_to(PageId::Registry).await);
        let kept = registry::Message::KeepToggled(keep);
        tour.press(Message::Registry(kept)).await;
        assert!(tour.go_on_to(PageId::Review).await);
    }

    /// Presses what the first page offers for the run that is not finished.
    async fn go_on(&self, tour: &mut Tour) {
        let deployments = Paths::below(self.home.path()).deployments();
        let mut found = std::fs::read_dir(deployments).unwrap();
        let id = found.next().unwrap().unwrap().file_name();
        tour.press(Message::GoTo(PageId::Welcome)).await;
        assert!(super::reads(tour, "Go on"));
        let id = id.into_string().unwrap();
        tour.press(Message::Welcome(welcome::Message::GoOnPressed(id)))
            .await;
    }
}

/// Until so many messages have come, which may be those of a page or of a run.
fn after(messages: usize) -> impl Fn(&App) -> bool {
    let came = Cell::new(0);
    move |_| came.replace(came.get() + 1) >= messages
}

#[test]
fn wherever_a_run_is_killed_the_next_window_brings_it_to_done() {
    let whole = Lab::new();
    let made = whole.window(async |lab, tour| {
        lab.review(tour, true).await;
        tour.press(NEXT).await;
        assert_eq!(tour.app().page(), PageId::Done);
        lab.world.inventory().len()
    });
    let mut killed = 0;
    for messages in (2..).step_by(17) {
        let lab = Lab::new();
        let done = lab.window(async |lab, tour| {
            lab.review(tour, true).await;
            tour.send(NEXT);
            !tour.until(after(messages)).await || tour.app().page() == PageId::Done
        });
        if done {
            break;
        }
        killed += 1;
        lab.window(async |lab, tour| {
            lab.go_on(tour).await;
            lab.sign_in(tour).await;
            let told = tour.told().last();
            assert_eq!(tour.app().page(), PageId::Done, "{messages}: {told:?}");
            assert_eq!(lab.world.inventory().len(), made, "{messages}");
        });
        // A third window has nothing to go on with.
        lab.window(async |_, tour| assert!(!super::reads(tour, "Go on")));
    }
    assert!(killed > 4, "{killed}");
}

#[test]
fn what_was_kept_nowhere_is_asked_for_again() {
    let lab = Lab::new();
    let password = lab.window(async |lab, tour| {
        lab.review(tour, false).await;
        let (password, _) = tour.app().pages().registry.password().unwrap();
        tour.send(NEXT);
        assert!(tour.until(after(20)).await);
        password
    });
    lab.window(async |lab, tour| {
        lab.go_on(tour).await;
        lab.sign_in(tour).await;
        for secret in [Secret::new(practice::CLOUDFLARE_TOKEN), password] {
            assert_eq!(tour.app().page(), PageId::Run);
            tour.press(Message::Dialog(DialogMessage::SecretTyped(secret)))
                .await;
            tour.press(Message::Dialog(DialogMessage::SecretGiven))
                .await;
        }
        assert_eq!(tour.app().page(), PageId::Done);
    });
}

#[test]
fn signed_in_elsewhere_the_run_waits_for_its_own_cloud() {
    let lab = Lab::new();
    lab.window(async |lab, tour| {
        lab.review(tour, true).await;
        tour.send(NEXT);
        assert!(tour.until(after(20)).await);
    });
    lab.window(async |lab, tour| {
        // The practice cloud, where nothing of it is.
        assert!(tour.go_on_to(PageId::Instance).await);
        lab.go_on(tour).await;
        assert_eq!(tour.app().page(), PageId::SignIn);
        let stand = tour.app().pages().sign_in.stand();
        assert!(matches!(stand, sign_in::Stand::Refused(_)), "{stand:?}");
        lab.sign_in(tour).await;
        assert_eq!(tour.app().page(), PageId::Done);
    });
}
