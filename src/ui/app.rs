//! The program in a window: routing of messages, and nothing else.
//!
//! Pages own their fields; `flow` moves between them, `work` talks to the world, `show` draws.

mod dialog;
mod flow;
mod missing;
mod running;
mod setting;
mod show;
mod work;

use std::time::Duration;

use iced::theme::Mode as SystemMode;
use iced::{Subscription, Task, Theme, time, window};
use jiff::Timestamp;

pub use dialog::{Dialog, Message as DialogMessage};
pub use missing::Then;
pub use running::{Begun, Refused};
pub use setting::Setting;
pub use work::Errand;

use crate::deploy::{Broken, Event, Failure, Journal, Stop};
use crate::practice::World;
use crate::session::{Desk, Doors};
use crate::ui::keys::{self, Press};
use crate::ui::known::Known;
use crate::ui::page::{
    PageId, address, done, firewall, instance, name, nodes, registry, review, run, sign_in,
    volumes, welcome,
};
use crate::ui::picture;
use crate::ui::preferences::Preferences;
use crate::ui::style::Mode;
use crate::words::{Language, Text};

/// How often a working glyph is drawn anew.
const TICK: Duration = Duration::from_millis(100);
/// The same when motion is to be reduced: the seconds still count.
const STILL_TICK: Duration = Duration::from_secs(1);

pub struct App {
    text: Text,
    /// What the person chose, at this start or before.
    preferences: Preferences,
    /// They are being written.
    writing: bool,
    system: Mode,
    theme: Theme,
    page: PageId,
    /// The farthest page that was reached: the rail leads to all before it.
    furthest: PageId,
    pages: Pages,
    known: Option<Known>,
    doors: Option<Doors>,
    desk: Desk,
    stop: Stop,
    running: running::Running,
    dialog: Option<Dialog>,
    setting: Setting,
    /// The window is to close as soon as what is under way has ended.
    closing: bool,
}

/// The pages, all of them, all the time: going back loses nothing.
pub struct Pages {
    pub welcome: welcome::Welcome,
    pub sign_in: sign_in::SignIn,
    pub instance: instance::Instance,
    pub address: address::Address,
    pub firewall: firewall::Firewall,
    pub name: name::Name,
    pub volumes: volumes::Volumes,
    pub registry: registry::Registry,
    pub nodes: nodes::Nodes,
    pub review: review::Review,
    pub run: Option<run::Run>,
    pub done: done::Done,
}

#[derive(Debug, Clone)]
pub enum Message {
    Address(address::Message),
    /// A run, a resumed run or an undo is ready to go, or why not.
    Begun(Box<Result<Begun, Refused>>),
    Back,
    CloseAsked(window::Id),
    Dialog(dialog::Message),
    Done(done::Message),
    /// What went to the world has come back.
    Errand(Errand),
    Ended(Box<Result<Journal, Failure>>),
    Firewall(firewall::Message),
    GoTo(PageId),
    Happened(Event),
    Instance(instance::Message),
    Key(Press),
    LanguageChosen(Language),
    MorePressed,
    Name(name::Message),
    Next,
    Nodes(nodes::Message),
    /// The journal of an earlier run, or why it cannot be read; whether it is to be undone.
    PickedUp(Box<Result<Journal, Broken>>, bool),
    PicturePressed(picture::Part),
    PictureShown,
    /// These were written, or could not be.
    PreferencesWritten(Preferences),
    Registry(registry::Message),
    Review(review::Message),
    Run(run::Message),
    SavePressed,
    SecretKept(Then),
    SignIn(sign_in::Message),
    SignedIn(Result<(Known, Doors), Vec<String>>),
    StopPressed,
    SystemTheme(SystemMode),
    ThemePressed,
    Tick(Timestamp),
    UndoPressed,
    Volumes(volumes::Message),
    Welcome(welcome::Message),
}

impl App {
    pub fn new(desk: Desk, setting: Setting) -> (Self, Task<Message>) {
        let preferences = setting.preferences;
        let system = Mode::default();
        let app = Self {
            text: Text::new(setting.language),
            preferences,
            writing: false,
            system,
            theme: preferences.theme.unwrap_or(system).theme(),
            page: PageId::Welcome,
            furthest: PageId::Welcome,
            pages: Pages::new(&setting),
            known: None,
            doors: None,
            desk,
            stop: Stop::new(),
            running: running::Running::default(),
            dialog: None,
            setting,
            closing: false,
        };
        tracing::info!(page = app.page.slug(), "page");

        let first = keys::enter(app.first());

        (
            app,
            Task::batch([iced::system::theme().map(Message::SystemTheme), first]),
        )
    }

    pub fn title(&self) -> String {
        let page = self.page_title().replace('\n', " ");

        format!("{page} · {}", self.text.get("app-name"))
    }

    pub fn theme(&self) -> Theme {
        self.theme.clone()
    }

    pub fn page(&self) -> PageId {
        self.page
    }

    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The colours that are shown.
    pub fn mode(&self) -> Mode {
        self.preferences.theme.unwrap_or(self.system)
    }

    /// The practice cloud that was signed in to, if it is one.
    pub fn world(&self) -> Option<&World> {
        self.doors.as_ref()?.practice.as_ref()
    }

    pub(super) fn pages_mut(&mut self) -> &mut Pages {
        &mut self.pages
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let working = self.pages.run.as_ref().is_some_and(run::Run::is_working);
        let tick = if self.setting.still { STILL_TICK } else { TICK };
        let tick = if working {
            time::every(tick).map(|_| Message::Tick(Timestamp::now()))
        } else {
            Subscription::none()
        };

        Subscription::batch([
            keys::listen().map(Message::Key),
            window::close_requests().map(Message::CloseAsked),
            iced::system::theme_changes().map(Message::SystemTheme),
            tick,
        ])
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Address(message) => {
                self.pages.address.update(message);
                Task::none()
            }
            Message::Back => self.back(),
            Message::Begun(begun) => self.begun(*begun),
            Message::CloseAsked(_) => self.close(),
            Message::Dialog(message) => self.answered(message),
            Message::Done(message) => self.done(message),
            Message::Ended(outcome) => self.ended(*outcome),
            Message::Errand(errand) => self.came_back(errand),
            Message::Firewall(message) => keys::lead(self.pages.firewall.update(message)),
            Message::GoTo(page) => self.go_to(page),
            Message::Happened(event) => self.happened(event),
            Message::Instance(message) => {
                if let Some(known) = &self.known {
                    self.pages.instance.update(message, known);
                }
                self.refresh();
                Task::none()
            }
            Message::Key(press) => self.key(press),
            Message::LanguageChosen(language) => {
                self.text = Text::new(language);
                self.preferences.language = Some(language);
                self.remember()
            }
            Message::MorePressed => {
                if let Some(known) = &self.known {
                    self.pages
                        .instance
                        .update(instance::Message::MorePressed, known);
                }
                Task::none()
            }
            Message::Name(message) => self.name(message),
            Message::Next => self.next(),
            Message::Nodes(message) => keys::lead(self.pages.nodes.update(message)),
            Message::PickedUp(read, undo) => self.picked_up(*read, undo),
            Message::PicturePressed(part) => self.picture_pressed(part),
            Message::PictureShown => {
                self.dialog = Some(Dialog::Picture);
                Task::none()
            }
            Message::PreferencesWritten(written) => {
                self.writing = false;
                if written == self.preferences {
                    Task::none()
                } else {
                    self.remember()
                }
            }
            Message::Registry(message) => {
                self.pages.registry.update(message);
                Task::none()
            }
            Message::Review(message) => {
                let review::Action::Mend(part) = self.pages.review.update(message);
                self.go_to(flow::page_of(part))
            }
            Message::Run(message) => self.run(message),
            Message::SavePressed => self.save(),
            Message::SecretKept(then) => self.secret_kept(then),
            Message::SignIn(message) => match self.pages.sign_in.update(message) {
                sign_in::Action::None => Task::none(),
                sign_in::Action::Open => self.open_rc(),
            },
            Message::SignedIn(answer) => self.signed_in(answer),
            Message::StopPressed => self.ask(Dialog::Stop),
            Message::SystemTheme(mode) => {
                self.system = if mode == SystemMode::Dark {
                    Mode::Dark
                } else {
                    Mode::Light
                };
                self.paint();
                Task::none()
            }
            Message::ThemePressed => {
                self.preferences.theme = Some(self.mode().other());
                self.paint();
                self.remember()
            }
            Message::Tick(now) => {
                self.tick(now);
                Task::none()
            }
            Message::UndoPressed => self.ask_undo(),
            Message::Volumes(message) => keys::lead(self.pages.volumes.update(message)),
            Message::Welcome(message) => self.welcome(message),
        }
    }

    /// A theme is cheap to clone but not to make.
    fn paint(&mut self) {
        self.theme = self.mode().theme();
    }

    fn tick(&mut self, now: Timestamp) {
        let turn = if self.setting.still {
            0.0
        } else {
            let turn = i64::try_from(run::TURN.as_millis()).unwrap_or(i64::MAX);
            now.as_millisecond().rem_euclid(turn) as f32 / turn as f32
        };
        if let Some(run) = &mut self.pages.run {
            run.tick(now, turn);
        }
    }
}

impl Pages {
    fn new(setting: &Setting) -> Self {
        Self {
            welcome: welcome::Welcome::new(setting.unfinished.clone()),
            sign_in: sign_in::SignIn::new(setting.clouds.clone(), setting.keychain),
            instance: instance::Instance::new(),
            address: address::Address::new(),
            firewall: firewall::Firewall::new(),
            name: name::Name::new(),
            volumes: volumes::Volumes::new(),
            registry: registry::Registry::new(registry::chance(), setting.keychain),
            nodes: nodes::Nodes::new(),
            review: review::Review::new(),
            run: None,
            done: done::Done::new(),
        }
    }
}
