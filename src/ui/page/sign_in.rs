//! Signing in: to a cloud by password, application credential or a file, or to a practice cloud.

mod openrc;
mod typing;
mod view;

use iced::advanced::widget::Id;

use crate::plan::cloud::{Cloud, Preset, SignIn as Way};
use crate::plan::field::Field;
use crate::plan::place::{FilePath, WebAddress};
use crate::plan::text::Title;
use crate::plan::{Plan, SecretRef};
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
    /// From a file of the dashboard, as long as nobody types another project.
    project_id: Option<String>,
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

    pub fn fill(&mut self, plan: &Plan) {
        self.stand = Stand::Out;
        self.region
            .set(plan.cloud.region.clone().unwrap_or_default());
        let ca =
            |file: &Option<FilePath>| file.as_ref().map_or_else(String::new, ToString::to_string);
        match &plan.cloud.sign_in {
            Way::ApplicationCredential {
                auth_url,
                id,
                ca_file,
                ..
            } => {
                (self.ground, self.how) = (Ground::Cloud, How::ApplicationCredential);
                self.url.set(auth_url.to_string());
                self.id.set(id);
                self.ca.set(ca(ca_file));
            }
            Way::CloudsYaml { cloud } => {
                (self.ground, self.how) = (Ground::Cloud, How::File);
                self.cloud = Some(cloud.clone());
            }
            Way::Password {
                auth_url,
                user,
                user_domain,
                project,
                project_id,
                ca_file,
                ..
            } => {
                (self.ground, self.how) = (Ground::Cloud, How::Password);
                self.url.set(auth_url.to_string());
                self.user.set(user);
                self.domain.set(user_domain);
                self.project.set(project);
                self.project_id.clone_from(project_id);
                self.ca.set(ca(ca_file));
            }
            Way::Practice { preset } => {
                self.ground = Ground::Practice;
                self.preset = *preset;
            }
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
                if which == Which::Project {
                    self.project_id = None;
                }
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

    pub fn answer(&self) -> Option<Attempt> {
        if self.ground == Ground::Practice {
            return Some(Attempt {
                cloud: Cloud {
                    region: None,
                    sign_in: Way::Practice {
                        preset: self.preset,
                    },
                },
                secret: None,
                keep: false,
            });
        }
        let region = self.region.value()?.0.as_ref().map(ToString::to_string);
        let (sign_in, secret) = match self.how {
            How::File => {
                let cloud = self.cloud.clone()?;
                (Way::CloudsYaml { cloud }, None)
            }
            How::Password => self.by_password()?,
            How::ApplicationCredential => self.by_credential()?,
        };

        Some(Attempt {
            cloud: Cloud { region, sign_in },
            secret,
            keep: self.keep,
        })
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

    fn by_password(&self) -> Option<(Way, Option<(SecretRef, Secret)>)> {
        let (url, user) = (self.url.value()?, self.user.value()?);
        let domain = self.domain.value()?.to_string();
        if self.password.is_empty() {
            return None;
        }
        let entry = SecretRef::Keychain(format!("openstack {user} at {}", host(url)));
        let way = Way::Password {
            auth_url: url.clone(),
            user: user.to_string(),
            user_domain: domain.clone(),
            project: self.project.value()?.to_string(),
            project_domain: domain,
            project_id: self.project_id.clone(),
            password: entry.clone(),
            ca_file: self.ca.value()?.0.clone(),
        };

        Some((way, Some((entry, self.password.clone()))))
    }

    fn by_credential(&self) -> Option<(Way, Option<(SecretRef, Secret)>)> {
        let (url, id) = (self.url.value()?, self.id.value()?);
        if self.secret.is_empty() {
            return None;
        }
        let entry = SecretRef::Keychain(format!("openstack credential {id} at {}", host(url)));
        let way = Way::ApplicationCredential {
            auth_url: url.clone(),
            id: id.to_string(),
            secret: entry.clone(),
            ca_file: self.ca.value()?.0.clone(),
        };

        Some((way, Some((entry, self.secret.clone()))))
    }
}

/// The host in an address, for the name of a keychain entry.
fn host(url: &WebAddress) -> String {
    let parsed = url::Url::parse(url.as_ref()).ok();

    parsed
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| url.to_string())
}

#[cfg(test)]
mod tests;
