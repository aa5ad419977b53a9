//! What the page for signing in shows.

use iced::widget::{column, container, row};
use iced::{Element, Fill};

use super::{
    CLOUDS, How, ID, Keychain, Message, PASSWORD, PRESETS, SECRET, SignIn, Stand, URL, USER, Which,
};
use crate::plan::cloud::Preset;
use crate::plan::field::Field;
use crate::ui::icon::Icon;
use crate::ui::page::welcome::Ground;
use crate::ui::style;
use crate::ui::widget::{Choice, button, checkbox, choices, field, notice, secret_field, tabs};
use crate::words::Text;
use crate::words::invalid::Invalid;

impl SignIn {
    pub fn title(&self, text: &Text) -> String {
        match self.ground {
            Ground::Cloud => text.get("sign-in-title"),
            Ground::Practice => text.get("sign-in-practice-title"),
        }
    }

    pub fn lead(&self, text: &Text) -> String {
        match self.ground {
            Ground::Cloud => text.get("sign-in-lead"),
            Ground::Practice => text.get("sign-in-practice-lead"),
        }
    }

    pub fn view<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let stand = self.standing(text);
        if self.ground == Ground::Practice {
            return column![
                stand,
                self.presets(text),
                Element::from(notice::plain(text.get("sign-in-practice-words")))
            ]
            .spacing(style::GROUP_GAP)
            .into();
        }
        let ways = [
            (How::Password, text.get("sign-in-password-tab")),
            (
                How::ApplicationCredential,
                text.get("sign-in-credential-tab"),
            ),
            (How::File, text.get("sign-in-file-tab")),
        ];
        let how = tabs("sign-in-how", ways.to_vec(), &self.how, Message::HowChosen);
        let form = match self.how {
            How::ApplicationCredential => self.credential(text),
            How::File => self.file(text),
            How::Password => self.password_form(text),
        };

        column![how, stand, form].spacing(style::S20).into()
    }

    fn presets<'a>(&self, text: &Text) -> Element<'a, Message> {
        let cards = vec![
            Choice::new(
                Preset::Campus,
                text.get("sign-in-campus"),
                text.get("sign-in-campus-caption"),
            ),
            Choice::new(
                Preset::Harbour,
                text.get("sign-in-harbour"),
                text.get("sign-in-harbour-caption"),
            ),
        ];

        choices(PRESETS, cards, Some(&self.preset), 2, Message::PresetChosen)
    }

    fn standing<'a>(&self, text: &Text) -> Option<Element<'a, Message>> {
        match &self.stand {
            Stand::Out => None,
            Stand::Asking => Some(notice::plain(text.get("sign-in-asking")).into()),
            Stand::In => Some(
                notice::plain(text.get("sign-in-in"))
                    .icon(Icon::Check)
                    .into(),
            ),
            Stand::Refused(words) => {
                let (first, rest) = words.split_first()?;
                Some(notice::failure(format!("**{first}** {}", rest.join(" "))).into())
            }
        }
    }

    fn password_form<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let password = secret_field(text.get("sign-in-password"), &self.password)
            .on_input(Message::PasswordTyped)
            .on_leave(Message::PasswordLeft)
            .eye(self.shown, Message::Shown)
            .complaint(
                (self.left && self.password.is_empty() && self.reference.is_none())
                    .then(|| text.get("sign-in-password-missing")),
            )
            .id(PASSWORD);
        let user = plain(text.get("sign-in-user"), &self.user, Which::User, text).id(USER);
        let domain = plain(
            text.get("sign-in-domain"),
            &self.domain,
            Which::Domain,
            text,
        );
        let project = plain(
            text.get("sign-in-project"),
            &self.project,
            Which::Project,
            text,
        );

        column![
            self.url(text),
            pair(user.into(), domain.into()),
            pair(password.into(), project.into()),
            self.keep(text),
            self.more(text)
        ]
        .spacing(style::FIELD_GAP_Y)
        .into()
    }

    fn credential<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let secret = secret_field(text.get("sign-in-secret"), &self.secret)
            .on_input(Message::PasswordTyped)
            .on_leave(Message::PasswordLeft)
            .eye(self.shown, Message::Shown)
            .complaint(
                (self.left && self.secret.is_empty() && self.reference.is_none())
                    .then(|| text.get("sign-in-secret-missing")),
            )
            .id(SECRET);
        let id = plain(text.get("sign-in-id"), &self.id, Which::Id, text)
            .mono()
            .id(ID);
        let words = notice::plain(text.get("sign-in-credential-words"));

        column![
            Element::from(words),
            self.url(text),
            pair(id.into(), secret.into()),
            self.keep(text),
            self.more(text)
        ]
        .spacing(style::FIELD_GAP_Y)
        .into()
    }

    fn file<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let open = button::quiet(text.get("sign-in-openrc"))
            .icon(Icon::File)
            .small()
            .flush()
            .on_press(Message::OpenPressed);
        if self.clouds.is_empty() {
            let none = notice::plain(text.get("sign-in-no-file"));
            return column![Element::from(none), Element::from(open)]
                .spacing(style::FIELD_GAP_Y)
                .into();
        }
        let cards = self
            .clouds
            .iter()
            .map(|name| Choice::new(name.clone(), name.clone(), text.get("sign-in-cloud")));
        let cards = choices(
            CLOUDS,
            cards.collect(),
            self.cloud.as_ref(),
            2,
            Message::CloudChosen,
        );

        column![
            cards,
            Element::from(notice::plain(text.get("sign-in-file-words"))),
            Element::from(open),
            self.more(text)
        ]
        .spacing(style::FIELD_GAP_Y)
        .into()
    }

    fn url<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        plain(text.get("sign-in-url"), &self.url, Which::Url, text)
            .placeholder("https://cloud.example.org:5000/v3")
            .help(text.get("sign-in-url-help"))
            .mono()
            .id(URL)
            .into()
    }

    fn keep<'a>(&self, text: &Text) -> Element<'a, Message> {
        let is_there = self.keychain == Keychain::There;
        let caption = if is_there {
            String::new()
        } else {
            text.get("sign-in-no-keychain")
        };
        let toggle = is_there.then_some(Message::KeepToggled);

        checkbox(text.get("sign-in-keep"), caption, self.keep, toggle)
    }

    fn more<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let words = if self.more {
            text.get("sign-in-less")
        } else {
            text.get("sign-in-more")
        };
        let toggle = button::quiet(words)
            .small()
            .flush()
            .id("sign-in-more")
            .on_press(Message::MorePressed);
        let fields = self.more.then(|| {
            let region = plain(
                text.get("sign-in-region"),
                &self.region,
                Which::Region,
                text,
            )
            .placeholder(text.get("sign-in-region-first"));
            let ca = plain(text.get("sign-in-ca"), &self.ca, Which::Ca, text)
                .placeholder(text.get("sign-in-ca-none"))
                .help(text.get("sign-in-ca-help"))
                .mono();
            pair(region.into(), ca.into())
        });

        column![Element::from(toggle), fields]
            .spacing(style::S12)
            .into()
    }
}

fn plain<'a, T>(
    label: String,
    value: &'a Field<T>,
    which: Which,
    text: &Text,
) -> field::Field<'a, Message>
where
    T: std::str::FromStr,
    T::Err: Invalid,
{
    field(label, value.text())
        .on_input(move |typed| Message::Typed(which, typed))
        .on_leave(Message::Left(which))
        .complaint(value.complaint().map(|why| why.words(text)))
}

fn pair<'a>(left: Element<'a, Message>, right: Element<'a, Message>) -> Element<'a, Message> {
    row![container(left).width(Fill), container(right).width(Fill)]
        .spacing(style::FIELD_GAP_X)
        .into()
}
