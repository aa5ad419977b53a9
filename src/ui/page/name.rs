//! The registry's name, who keeps it in the DNS, and where its certificate comes from.

mod authority;
#[cfg(test)]
mod tests;
mod view;
mod zone;

use iced::advanced::widget::Id;

use crate::deploy::suggest;
use crate::openstack::Service;
use crate::plan::certificate::Certificate;
use crate::plan::cloud::Preset;
use crate::plan::field::Field;
use crate::plan::name::Keeper;
use crate::plan::place::{Email, FilePath};
use crate::plan::text::Hostname;
use crate::plan::{self, Plan, SecretRef};
use crate::secret::Secret;
use crate::ui::known::Known;

use self::authority::Authority;
use super::instance::OrNothing;
use zone::asked;
pub use zone::{Asked, Zone};

pub const HOST: &str = "name-host";
const TOKEN: &str = "name-token";
const FILE: &str = "name-certificate";
const EMAIL: &str = "name-email";

/// The keychain's entry for the token, one for each zone.
fn token_entry(zone: &str) -> String {
    format!("cloudflare {zone}")
}

#[derive(Debug, Clone)]
pub struct Name {
    host: Field<Hostname>,
    way: Way,
    /// The person, or a plan, has said which way.
    way_said: bool,
    /// The cloud has a DNS service of its own.
    by_cloud: bool,
    token: Secret,
    token_shown: bool,
    token_left: bool,
    /// The plan names a token that is kept already; nothing has to be typed.
    token_ref: Option<SecretRef>,
    keep_token: bool,
    zone: Zone,
    source: Source,
    email: Field<OrNothing<Email>>,
    certificate: Field<FilePath>,
    key: Field<FilePath>,
    authority: Authority,
}

/// Who makes the record, and whether Cloudflare stands in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Cloudflare,
    /// The cloud's own DNS service.
    Designate,
    Hand,
    Proxied,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Another one than Let's Encrypt that speaks ACME.
    Authority,
    Files,
    LetsEncrypt,
}

#[derive(Debug, Clone)]
pub enum Message {
    Authority(authority::Message),
    CertificateLeft,
    CertificateTyped(String),
    EmailLeft,
    EmailTyped(String),
    HostLeft,
    HostTyped(String),
    KeepTokenToggled(bool),
    KeyLeft,
    KeyTyped(String),
    PickCertificatePressed,
    PickKeyPressed,
    SourceChosen(Source),
    TokenLeft,
    TokenTyped(Secret),
    TokenShown,
    WayChosen(Way),
    /// What was answered about this name; late answers, about another name or by another one, are dropped.
    ZoneAnswered(String, Asked, Zone),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    None,
    /// Look the zone of the name up in the cloud's own DNS service.
    AskCloud {
        host: Hostname,
    },
    /// Look the zone of the name up at Cloudflare with the token.
    AskZone {
        host: Hostname,
        token: Secret,
    },
    PickCertificate,
    PickKey,
}

impl Default for Name {
    fn default() -> Self {
        Self::new()
    }
}

impl Name {
    pub fn new() -> Self {
        Self {
            host: Field::default(),
            way: Way::Cloudflare,
            way_said: false,
            by_cloud: false,
            token: Secret::default(),
            token_shown: false,
            token_left: false,
            token_ref: None,
            keep_token: true,
            zone: Zone::default(),
            source: Source::LetsEncrypt,
            email: Field::default(),
            certificate: Field::default(),
            key: Field::default(),
            authority: Authority::default(),
        }
    }

    /// Where the cloud has a zone for the project, a name in it is suggested; the practice Cloudflare's token is known.
    pub fn learn(&mut self, known: &Known) {
        self.by_cloud = known.cloud.has(Service::Dns);
        if self.way == Way::Designate && !self.by_cloud {
            self.choose(Way::Cloudflare);
        }
        if let Some(host) = suggest::host(&known.inventory) {
            self.host.suggest(host.to_string());
            if !self.way_said {
                self.choose(Way::Designate);
            }
        } else if known.practice() == Some(Preset::Campus) {
            self.host.suggest("registry.example.org");
            if self.token.is_empty() {
                self.token = Secret::new(crate::practice::CLOUDFLARE_TOKEN);
            }
            self.keep_token = false;
        }
    }

    /// Takes the way; what another one said of the zone counts no more.
    fn choose(&mut self, way: Way) {
        if asked(way) != asked(self.way) {
            self.zone = Zone::Unknown;
        }
        self.way = way;
    }

    pub fn fill(&mut self, plan: &Plan) {
        self.host.set(plan.name.host.to_string());
        self.way_said = true;
        match &plan.name.keeper {
            Keeper::Cloudflare {
                zone,
                proxied,
                token,
            } => {
                self.way = if *proxied {
                    Way::Proxied
                } else {
                    Way::Cloudflare
                };
                self.token_ref = Some(token.clone());
                self.zone = Zone::Found {
                    zone: zone.clone(),
                    records: Vec::new(),
                };
            }
            Keeper::Designate { zone } => {
                self.way = Way::Designate;
                self.zone = Zone::Found {
                    zone: zone.clone(),
                    records: Vec::new(),
                };
            }
            Keeper::Hand => self.way = Way::Hand,
        }
        match &plan.certificate {
            Certificate::CloudflareProxy => {}
            Certificate::Files { certificate, key } => {
                self.source = Source::Files;
                self.certificate.set(certificate.to_string());
                self.key.set(key.to_string());
            }
            Certificate::LetsEncrypt {
                email,
                directory,
                root,
            } => {
                self.source = Source::LetsEncrypt;
                self.email
                    .set(email.as_ref().map_or_else(String::new, ToString::to_string));
                if let Some(directory) = directory {
                    self.source = Source::Authority;
                    self.authority.fill(directory, root.as_ref());
                }
            }
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Authority(message) => self.authority.update(message),
            Message::CertificateLeft => self.certificate.leave(),
            Message::CertificateTyped(text) => self.certificate.set(text),
            Message::EmailLeft => self.email.leave(),
            Message::EmailTyped(text) => self.email.set(text),
            Message::HostLeft => {
                self.host.leave();
                return self.ask();
            }
            Message::HostTyped(text) => {
                self.host.set(text);
                self.zone = Zone::Unknown;
            }
            Message::KeepTokenToggled(keep) => self.keep_token = keep,
            Message::KeyLeft => self.key.leave(),
            Message::KeyTyped(text) => self.key.set(text),
            Message::PickCertificatePressed => return Action::PickCertificate,
            Message::PickKeyPressed => return Action::PickKey,
            Message::SourceChosen(source) => self.source = source,
            Message::TokenLeft => {
                self.token_left = true;
                return self.ask();
            }
            Message::TokenShown => self.token_shown = !self.token_shown,
            Message::TokenTyped(token) => {
                self.token = token;
                self.token_ref = None;
                self.zone = Zone::Unknown;
            }
            Message::WayChosen(way) => {
                self.way_said = true;
                self.choose(way);
                return self.ask();
            }
            Message::ZoneAnswered(host, by, zone) => {
                let same_name = self.host.value().is_some_and(|now| now.as_ref() == host);
                if same_name && asked(self.way) == Some(by) {
                    self.zone = zone;
                }
            }
        }

        Action::None
    }

    /// Whether the zone is not known yet, and there is something to ask with: Enter asks before it goes on.
    pub fn can_ask(&self) -> bool {
        self.question().is_some()
    }

    pub fn ask(&mut self) -> Action {
        let Some(question) = self.question() else {
            return Action::None;
        };
        self.zone = Zone::Asked;

        question
    }

    fn question(&self) -> Option<Action> {
        if self.zone != Zone::Unknown {
            return None;
        }
        let host = self.host.value()?.clone();
        match asked(self.way)? {
            Asked::Cloud => Some(Action::AskCloud { host }),
            Asked::Cloudflare if self.token.is_empty() => None,
            Asked::Cloudflare => Some(Action::AskZone {
                host,
                token: self.token.clone(),
            }),
        }
    }

    pub fn answer(&self) -> Option<(plan::Name, Certificate)> {
        let host = self.host.value()?.clone();
        let keeper = match self.way {
            Way::Hand => Keeper::Hand,
            Way::Designate => {
                let Zone::Found { zone, .. } = &self.zone else {
                    return None;
                };
                Keeper::Designate { zone: zone.clone() }
            }
            Way::Cloudflare | Way::Proxied => {
                let Zone::Found { zone, .. } = &self.zone else {
                    return None;
                };
                let entry = token_entry(zone.as_ref());

                Keeper::Cloudflare {
                    zone: zone.clone(),
                    proxied: self.way == Way::Proxied,
                    token: self.token_ref.clone().unwrap_or(SecretRef::Keychain(entry)),
                }
            }
        };
        let certificate = match (self.way, self.source) {
            (Way::Proxied, _) => Certificate::CloudflareProxy,
            (_, Source::LetsEncrypt) => Certificate::LetsEncrypt {
                email: self.email.value()?.0.clone(),
                directory: None,
                root: None,
            },
            (_, Source::Authority) => {
                let (directory, root) = self.authority.answer()?;

                Certificate::LetsEncrypt {
                    email: self.email.value()?.0.clone(),
                    directory: Some(directory),
                    root,
                }
            }
            (_, Source::Files) => Certificate::Files {
                certificate: self.certificate.value()?.clone(),
                key: self.key.value()?.clone(),
            },
        };

        Some((plan::Name { host, keeper }, certificate))
    }

    /// The token that was typed, with the entry it is named by; whether it is to be kept there.
    pub fn token(&self) -> Option<(SecretRef, Secret, bool)> {
        let (plan::Name { keeper, .. }, _) = self.answer()?;
        match keeper {
            Keeper::Cloudflare { token, .. } if !self.token.is_empty() => {
                Some((token, self.token.clone(), self.keep_token))
            }
            _ => None,
        }
    }

    pub fn complain(&mut self) -> Option<Id> {
        self.host.leave();
        self.token_left = true;
        let authority = self.authority.complain();
        self.email.leave();
        self.certificate.leave();
        self.key.leave();
        if self.host.value().is_none() {
            return Some(HOST.into());
        }
        if self.answer().is_some() {
            return None;
        }

        let kept = self.way == Way::Hand || matches!(self.zone, Zone::Found { .. });
        Some(match (self.source, authority) {
            // No zone of the cloud's holds the name: another name, or another way.
            _ if !kept && self.way == Way::Designate => HOST.into(),
            _ if !kept => TOKEN.into(),
            (Source::Authority, Some(wrong)) => wrong,
            (Source::Files, _) => FILE.into(),
            (Source::Authority | Source::LetsEncrypt, _) => EMAIL.into(),
        })
    }
}
