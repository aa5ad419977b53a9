//! Signing in: to a cloud by password, application credential or a file, or to a practice cloud.

mod answer;
mod openrc;
mod typing;
mod view;

use iced::advanced::widget::Id;

use crate::plan::SecretRef;
use crate::plan::cloud::{Cloud, Preset};
use crate::plan::field::Field;
use crate::plan::place::{FilePath, WebAddress};
use crate::plan::text::Title;
use crate::secret::Secret;

use self::typing::{Leaving, Typing};
use super::instance::OrNothing;
use super::welcome::Ground;

const URL: &str = "sign-in-url";
const USER: &str = "sign-in-user";
const PASSWORD: &str = "sign-in-password";
const ID: &str = "sign-in-id";
const SECRET: &str = "sign-in-secret";
const CLOUDS: &str = "sign-in-clouds";
const PRESETS: &str = "sign-in-presets";

#[derive(Debug, Clone)]
pub struct SignIn {
    ground: Ground,
    preset: Preset,
    how: How,
    url: Field<WebAddress>,
    user: Field<Title>,
    domain: Field<Title>,
    project: Field<Title>,
    /// From a file of the dashboard or a plan, as long as nobody types another project.
    project_id: Option<String>,
    /// Where a plan has it; else it is the user's.
    project_domain: Option<String>,
    /// The secret that a plan names: it may be kept already, and need not be typed.
    reference: Option<SecretRef>,
    password: Secret,
    id: Field<Title>,
    secret: Secret,
    ca: Field<OrNothing<FilePath>>,
    region: Field<OrNothing<Title>>,
    /// Clouds of this computer's `clouds.yaml`.
    clouds: Vec<String>,
    cloud: Option<String>,
    shown: bool,
    left: bool,
    more: bool,
    keep: bool,
    keychain: Keychain,
    stand: Stand,
}

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    ApplicationCredential,
    File,
    Password,
}

/// Whether there is a keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keychain {
    #[default]
    There,
    /// The secret is kept for this session only.
    Missing,
}

/// How far signing in is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stand {
    #[default]
    Out,
    Asking,
    /// What happened and what to do, in words.
    Refused(Vec<String>),
    In,
}

#[derive(Debug, Clone)]
pub enum Message {
    CloudChosen(String),
    HowChosen(How),
    KeepToggled(bool),
    Left(Which),
    MorePressed,
    OpenPressed,
    PasswordLeft,
    PasswordTyped(Secret),
    PresetChosen(Preset),
    Shown,
    Typed(Which, String),
}

/// A text field of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Ca,
    Domain,
    Id,
    Project,
    Region,
    Url,
    User,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    /// Ask for an `openrc.sh`.
    Open,
}

/// What signing in needs: how the plan says it, and the secret that was typed, with whether to keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub cloud: Cloud,
    pub secret: Option<(SecretRef, Secret)>,
    pub keep: bool,
}

impl SignIn {
    pub fn new(clouds: Vec<String>, keychain: Keychain) -> Self {
        Self {
            ground: Ground::default(),
            preset: Preset::Campus,
            how: if clouds.is_empty() {
                How::Password
            } else {
                How::File
            },
            url: Field::default(),
            user: Field::default(),
            domain: Field::new("Default"),
            project: Field::default(),
            project_id: None,
            project_domain: None,
            reference: None,
            password: Secret::default(),
            id: Field::default(),
            secret: Secret::default(),
            ca: Field::default(),
            region: Field::default(),
            cloud: clouds.first().cloned(),
            clouds,
            shown: false,
            left: false,
            more: false,
            keep: keychain == Keychain::There,
            keychain,
            stand: Stand::default(),
        }
    }

    /// Where things are built was chosen on the first page.
    pub fn stand_on(&mut self, ground: Ground) {
        if self.ground != ground {
            self.ground = ground;
            self.stand = Stand::Out;
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        let changes = !matches!(
            message,
            Message::Left(_)
                | Message::MorePressed
                | Message::OpenPressed
                | Message::PasswordLeft
                | Message::Shown
        );
        if changes && self.stand != Stand::Asking {
            self.stand = Stand::Out;
        }
        match message {
            Message::CloudChosen(cloud) => self.cloud = Some(cloud),
            Message::HowChosen(how) => {
                self.how = how;
                self.reference = None;
                self.left = false;
            }
            Message::KeepToggled(keep) => self.keep = keep,
            Message::Left(which) => self.field(which, Leaving),
            Message::MorePressed => self.more = !self.more,
            Message::OpenPressed => return Action::Open,
            Message::PasswordLeft => self.left = true,
            Message::PasswordTyped(password) => match self.how {
                How::ApplicationCredential => self.secret = password,
                How::File | How::Password => self.password = password,
            },
            Message::PresetChosen(preset) => self.preset = preset,
            Message::Shown => self.shown = !self.shown,
            Message::Typed(which, text) => {
                self.forget(which);
                self.field(which, Typing(text));
            }
        }

        Action::None
    }

    /// The first field that is empty, or the choice.
    pub fn first(&self) -> Option<Id> {
        let fields = match (self.ground, self.how) {
            (Ground::Practice, _) => return Some(PRESETS.into()),
            (Ground::Cloud, How::File) => return (!self.clouds.is_empty()).then(|| CLOUDS.into()),
            (Ground::Cloud, How::ApplicationCredential) => [
                (self.url.text().is_empty(), URL),
                (self.id.text().is_empty(), ID),
                (self.secret.is_empty(), SECRET),
            ],
            (Ground::Cloud, How::Password) => [
                (self.url.text().is_empty(), URL),
                (self.user.text().is_empty(), USER),
                (self.password.is_empty(), PASSWORD),
            ],
        };
        let empty = fields.iter().find(|(empty, _)| *empty);

        Some(empty.map_or(URL, |(_, id)| id).into())
    }

    pub fn stand(&self) -> &Stand {
        &self.stand
    }

    pub fn begin(&mut self) {
        self.stand = Stand::Asking;
    }

    pub fn came_in(&mut self) {
        self.stand = Stand::In;
    }

    pub fn refuse(&mut self, words: Vec<String>) {
        self.stand = Stand::Refused(words);
    }

    pub fn is_in(&self) -> bool {
        self.stand == Stand::In
    }

    pub fn complain(&mut self) -> Option<Id> {
        for which in [
            Which::Url,
            Which::User,
            Which::Domain,
            Which::Project,
            Which::Id,
            Which::Ca,
            Which::Region,
        ] {
            self.field(which, Leaving);
        }
        self.left = true;
        if self.answer().is_some() {
            return None;
        }

        Some(match self.how {
            How::File => CLOUDS.into(),
            _ if self.url.value().is_none() => URL.into(),
            How::Password if self.user.value().is_none() => USER.into(),
            How::Password => PASSWORD.into(),
            How::ApplicationCredential if self.id.value().is_none() => ID.into(),
            How::ApplicationCredential => SECRET.into(),
        })
    }
}

#[cfg(test)]
mod tests;
