//! The registry: who may log in, and which program it is.

use iced::advanced::widget::Id;
use iced::widget::{column, container, row};
use iced::{Element, Fill};

use crate::deploy::suggest;
use crate::plan::field::Field;
use crate::plan::registry::ImageName;
use crate::plan::text::{Title, UserName};
use crate::plan::{self, Plan, SecretRef};
use crate::registry::htpasswd::MOST_BYTES;
use crate::secret::Secret;
use crate::ui::icon::Icon;
use crate::ui::style;
use crate::ui::widget::{button, checkbox, field, notice, secret_field};
use crate::words::Text;
use crate::words::invalid::Invalid;

use super::sign_in::Keychain;

pub const USER: &str = "registry-user";
const PASSWORD: &str = "registry-password";
const IMAGE: &str = "registry-image";
/// Characters of a password that is made here: no two that look alike. 24 of them carry 137 bits.
const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 24;

#[derive(Debug, Clone)]
pub struct Registry {
    user: Field<UserName>,
    password: Secret,
    shown: bool,
    left: bool,
    keep: bool,
    keychain: Keychain,
    /// The plan names a password that is kept already.
    reference: Option<SecretRef>,
    image: Field<ImageName>,
    realm: Field<Title>,
    deletion: bool,
    more: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    DeletionToggled(bool),
    ImageLeft,
    ImageTyped(String),
    KeepToggled(bool),
    MorePressed,
    PasswordLeft,
    PasswordShown,
    PasswordTyped(Secret),
    RealmLeft,
    RealmTyped(String),
    UserLeft,
    UserTyped(String),
}

/// Why a password cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BadPassword {
    Long,
    Missing,
    Short,
}

impl Registry {
    /// `password` is one that was made by chance: nobody has to think of one.
    pub fn new(password: Secret, keychain: Keychain) -> Self {
        Self {
            user: Field::new(suggest::USER),
            password,
            shown: false,
            left: false,
            keep: keychain == Keychain::There,
            keychain,
            reference: None,
            image: Field::new(suggest::REGISTRY),
            realm: Field::new(suggest::REALM),
            deletion: true,
            more: false,
        }
    }

    pub fn fill(&mut self, plan: &Plan) {
        let registry = &plan.registry;
        self.user.set(registry.user.to_string());
        self.image.set(registry.image.to_string());
        self.realm.set(registry.realm.to_string());
        self.deletion = registry.deletion;
        self.reference = Some(registry.password.clone());
        self.password = Secret::default();
    }

    pub fn update(&mut self, message: Message) {
        match message {
            Message::DeletionToggled(is) => self.deletion = is,
            Message::ImageLeft => self.image.leave(),
            Message::ImageTyped(text) => self.image.set(text),
            Message::KeepToggled(keep) => self.keep = keep,
            Message::MorePressed => self.more = !self.more,
            Message::PasswordLeft => self.left = true,
            Message::PasswordShown => self.shown = !self.shown,
            Message::PasswordTyped(password) => {
                self.password = password;
                self.reference = None;
            }
            Message::RealmLeft => self.realm.leave(),
            Message::RealmTyped(text) => self.realm.set(text),
            Message::UserLeft => self.user.leave(),
            Message::UserTyped(text) => self.user.set(text),
        }
    }

    /// `host` names the keychain's entry: one password for each registry.
    pub fn answer(&self, host: Option<&str>) -> Option<plan::Registry> {
        if self.bad_password().is_some() {
            return None;
        }
        let entry = SecretRef::Keychain(format!("registry {}", host.unwrap_or("?")));

        Some(plan::Registry {
            image: self.image.value()?.clone(),
            user: self.user.value()?.clone(),
            password: self.reference.clone().unwrap_or(entry),
            realm: self.realm.value()?.clone(),
            deletion: self.deletion,
        })
    }

    /// The password that was typed or made, and whether it is to be kept.
    pub fn password(&self) -> Option<(Secret, bool)> {
        (!self.password.is_empty()).then(|| (self.password.clone(), self.keep))
    }

    pub fn complain(&mut self) -> Option<Id> {
        self.user.leave();
        self.left = true;
        self.image.leave();
        self.realm.leave();
        if self.user.value().is_none() {
            return Some(USER.into());
        }
        if self.bad_password().is_some() {
            return Some(PASSWORD.into());
        }
        let wrong = self.image.value().is_none() || self.realm.value().is_none();
        self.more |= wrong;

        wrong.then(|| IMAGE.into())
    }

    fn bad_password(&self) -> Option<BadPassword> {
        let length = self.password.expose().len();
        match length {
            0 if self.reference.is_some() => None,
            0 => Some(BadPassword::Missing),
            1..8 => Some(BadPassword::Short),
            _ if length > MOST_BYTES => Some(BadPassword::Long),
            _ => None,
        }
    }
}

/// What the page shows.
impl Registry {
    pub fn title(&self, text: &Text) -> String {
        text.get("registry-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("registry-lead")
    }

    pub fn view<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let user = field(text.get("registry-user"), self.user.text())
            .on_input(Message::UserTyped)
            .on_leave(Message::UserLeft)
            .complaint(self.user.complaint().map(|why| why.words(text)))
            .id(USER);
        let complaint = self
            .bad_password()
            .filter(|_| self.left)
            .map(|why| match why {
                BadPassword::Long => text.get("registry-password-long"),
                BadPassword::Missing => text.get("registry-password-missing"),
                BadPassword::Short => text.get("registry-password-short"),
            });
        let password = secret_field(text.get("registry-password"), &self.password)
            .on_input(Message::PasswordTyped)
            .on_leave(Message::PasswordLeft)
            .eye(self.shown, Message::PasswordShown)
            .help(text.get("registry-password-help"))
            .complaint(complaint)
            .id(PASSWORD);
        let login = row![
            container(Element::from(user)).width(Fill),
            container(Element::from(password)).width(Fill)
        ]
        .spacing(style::FIELD_GAP_X);
        let deletion = checkbox(
            text.get("registry-deletion"),
            text.get("registry-deletion-caption"),
            self.deletion,
            Some(Message::DeletionToggled),
        );
        let more = self.more.then(|| self.more(text));
        let toggle = if self.more {
            text.get("registry-less")
        } else {
            text.get("registry-more")
        };
        let toggle = button::quiet(toggle)
            .small()
            .flush()
            .id("registry-more")
            .on_press(Message::MorePressed);
        let promise = notice::plain(text.get("registry-promise")).icon(Icon::Lock);

        column![
            login,
            self.keep(text),
            deletion,
            more,
            Element::from(toggle),
            Element::from(promise)
        ]
        .spacing(style::S20)
        .into()
    }

    fn keep<'a>(&self, text: &Text) -> Element<'a, Message> {
        let is_there = self.keychain == Keychain::There;
        let caption = if is_there {
            String::new()
        } else {
            text.get("registry-no-keychain")
        };

        checkbox(
            text.get("registry-keep"),
            caption,
            self.keep,
            is_there.then_some(Message::KeepToggled as fn(bool) -> Message),
        )
    }

    fn more<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let image = field(text.get("registry-image"), self.image.text())
            .on_input(Message::ImageTyped)
            .on_leave(Message::ImageLeft)
            .complaint(self.image.complaint().map(|why| why.words(text)))
            .help(text.get("registry-image-help"))
            .mono()
            .id(IMAGE);
        let realm = field(text.get("registry-realm"), self.realm.text())
            .on_input(Message::RealmTyped)
            .on_leave(Message::RealmLeft)
            .complaint(self.realm.complaint().map(|why| why.words(text)))
            .help(text.get("registry-realm-help"));

        row![
            container(Element::from(image)).width(Fill),
            container(Element::from(realm)).width(Fill)
        ]
        .spacing(style::FIELD_GAP_X)
        .into()
    }
}

/// A password made by chance, from the operating system's source.
pub fn chance() -> Secret {
    let text: String = (0..LENGTH)
        .map(|_| char::from(ALPHABET[rand::random_range(0..ALPHABET.len())]))
        .collect();

    Secret::new(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_made_and_nothing_else_has_to_be_typed() {
        let page = Registry::new(chance(), Keychain::There);

        assert!(page.answer(Some("registry.example.org")).is_some());
        assert_ne!(chance(), chance());
    }

    #[test]
    fn a_short_password_is_refused_where_it_is_typed() {
        let mut page = Registry::new(Secret::new("seven77"), Keychain::Missing);

        assert!(page.answer(None).is_none());
        assert_eq!(page.complain(), Some(PASSWORD.into()));
    }
}
