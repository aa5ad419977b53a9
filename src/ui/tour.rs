//! The window without a window: the real program, led from page to page on a practice cloud, for pictures and tests.
//!
//! What its tasks ask of the world is carried out here; what they ask of a window or a desktop is left out. The times
//! of a run are made, not measured, so that the pictures of two tours are the same.

mod shoot;
mod timing;

use std::path::Path;

use futures::StreamExt as _;
use futures::stream::{BoxStream, SelectAll};
use iced::Task;
use iced_test::runtime::{Action, task};

pub use shoot::{Wanted, shoot};

use super::app::{App, Message, Setting};
use super::page::PageId;
use super::page::sign_in::Keychain;
use super::preferences::Preferences;
use crate::keychain::Vault;
use crate::paths::Paths;
use crate::practice::Speed;
use crate::session::Desk;
use crate::words::Language;
use timing::Timing;

/// The program, and what it has under way.
pub struct Tour {
    app: App,
    under_way: SelectAll<BoxStream<'static, Action<Message>>>,
    timing: Timing,
    /// Every message so far, as it would stand in a log.
    told: Vec<String>,
    closed: bool,
}

impl Tour {
    /// On a computer where nobody has ever done anything: nothing is read from this one.
    pub fn new(language: Language) -> Self {
        let paths = Paths::below(Path::new("nowhere"));
        let setting = Setting {
            language,
            preferences: Preferences::default(),
            preferences_file: None,
            speed: Speed::Instant,
            still: true,
            clouds: Vec::new(),
            keychain: Keychain::There,
            unfinished: Vec::new(),
        };

        Self::on(Desk::new(paths, Vault::memory()), setting)
    }

    /// On this computer, with these settings.
    pub fn on(desk: Desk, setting: Setting) -> Self {
        let (app, task) = App::new(desk, setting);
        let mut tour = Self {
            app,
            under_way: SelectAll::new(),
            timing: Timing::new(),
            told: Vec::new(),
            closed: false,
        };
        tour.begin(task);

        tour
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// Whether the window would be gone.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Gives the program a message; what it begins is carried out by `rest` and `until`.
    pub fn send(&mut self, message: Message) {
        self.told.push(format!("{message:?}"));
        let message = self.timing.of(message);
        let task = self.app.update(message);
        self.timing.show(&mut self.app);
        self.begin(task);
    }

    /// Gives it a message and waits until nothing is under way.
    pub async fn press(&mut self, message: Message) {
        self.send(message);
        self.rest().await;
    }

    /// Enter on every page until this one is open; false where it does not come.
    pub async fn go_on_to(&mut self, page: PageId) -> bool {
        for _ in PageId::ALL {
            if self.app.page() == page {
                return true;
            }
            self.press(Message::Next).await;
        }

        self.app.page() == page
    }

    /// Carries out what is under way, to its end.
    pub async fn rest(&mut self) {
        let _ = self.until(|_| false).await;
    }

    /// Carries out what is under way until the program looks like this; false where it never does.
    pub async fn until(&mut self, like_this: impl Fn(&App) -> bool) -> bool {
        while !like_this(&self.app) {
            match self.under_way.next().await {
                Some(Action::Output(message)) => self.send(message),
                Some(Action::Exit) => self.closed = true,
                Some(_) => {}
                None => return false,
            }
        }

        true
    }

    fn begin(&mut self, task: Task<Message>) {
        if let Some(stream) = task::into_stream(task) {
            self.under_way.push(stream);
        }
    }
}
