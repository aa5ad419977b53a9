//! What the page of name and certificate shows.

use iced::widget::{column, container, row};
use iced::{Element, Fill};

use super::{Asked, EMAIL, FILE, HOST, Message, Name, Source, TOKEN, Way, Zone, asked};
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::{Choice, button, checkbox, choices, field, notice, say, secret_field};
use crate::words::Text;
use crate::words::invalid::Invalid;

impl Name {
    pub fn title(&self, text: &Text) -> String {
        text.get("name-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("name-lead")
    }

    pub fn view<'a>(&'a self, text: &'a Text, known: Option<&Known>) -> Element<'a, Message> {
        let host = field(text.get("name-host"), self.host.text())
            .on_input(Message::HostTyped)
            .on_leave(Message::HostLeft)
            .placeholder("registry.example.org")
            .complaint(self.host.complaint().map(|why| why.words(text)))
            .help(text.get("name-host-help"))
            .mono()
            .id(HOST);
        let by_cloud = self.by_cloud.then(|| {
            Choice::new(
                Way::Designate,
                text.get("name-designate"),
                text.get("name-designate-caption"),
            )
        });
        let others = [
            Choice::new(
                Way::Cloudflare,
                text.get("name-cloudflare"),
                text.get("name-cloudflare-caption"),
            ),
            Choice::new(
                Way::Proxied,
                text.get("name-proxied"),
                text.get("name-proxied-caption"),
            ),
            Choice::new(
                Way::Hand,
                text.get("name-hand"),
                text.get("name-hand-caption"),
            ),
        ];
        let columns = if self.by_cloud { 2 } else { 3 };
        let ways = choices(
            "name-ways",
            by_cloud.into_iter().chain(others).collect(),
            Some(&self.way),
            columns,
            Message::WayChosen,
        );
        let keeper = column![say(text.get("name-keeper"), style::SECTION), ways].spacing(style::S8);
        let by_cloudflare = asked(self.way) == Some(Asked::Cloudflare);
        let token = by_cloudflare.then(|| self.token_row(text));
        let certificate = (self.way != Way::Proxied).then(|| self.certificate(text));
        let limits = (self.way == Way::Proxied)
            .then(|| Element::from(notice::warning(text.get("name-proxied-limit"))));

        column![
            Element::from(host),
            keeper,
            token,
            self.found(text),
            known.and_then(|known| self.records(known, text)),
            limits,
            certificate
        ]
        .spacing(style::S16)
        .into()
    }

    fn token_row<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let complaint = (self.token_left && self.token.is_empty() && self.token_ref.is_none())
            .then(|| text.get("name-token-missing"));
        let token = secret_field(text.get("name-token"), &self.token)
            .on_input(Message::TokenTyped)
            .on_leave(Message::TokenLeft)
            .eye(self.token_shown, Message::TokenShown)
            .help(text.get("name-token-help"))
            .complaint(complaint)
            .id(TOKEN);
        let keep = checkbox(
            text.get("name-token-keep"),
            "",
            self.keep_token,
            Some(Message::KeepTokenToggled),
        );

        row![
            Element::from(token),
            container(keep).padding(iced::padding::top(32)).width(Fill)
        ]
        .spacing(style::FIELD_GAP_X)
        .into()
    }

    /// What the zone says: found, taken, not to be seen.
    fn found<'a>(&self, text: &Text) -> Option<Element<'a, Message>> {
        if self.way == Way::Hand {
            return Some(notice::plain(text.get("name-hand-words")).into());
        }
        // Each has its own words for what it does not know.
        let words = |of_cloud: &str, of_cloudflare: &str| match self.way {
            Way::Designate => text.get(of_cloud),
            _ => text.get(of_cloudflare),
        };
        match &self.zone {
            Zone::Unknown => None,
            Zone::Asked => Some(notice::plain(words("name-cloud-asked", "name-zone-asked")).into()),
            Zone::Found { zone, records } if records.is_empty() => {
                let words = text.with("name-zone-found", &[("zone", zone.to_string().into())]);
                Some(
                    notice::plain(words)
                        .icon(crate::ui::icon::Icon::Check)
                        .into(),
                )
            }
            Zone::Found { records, .. } => {
                let records = [("records", records.join(", ").into())];
                let words = match self.way {
                    Way::Designate => text.with("name-cloud-taken", &records),
                    _ => text.with("name-zone-taken", &records),
                };
                Some(notice::warning(words).into())
            }
            Zone::NotFound => {
                Some(notice::failure(words("name-cloud-none", "name-zone-none")).into())
            }
            Zone::Refused(why) => Some(notice::failure(why.clone()).into()),
        }
    }

    /// What is left of the records that the cloud's zone may have.
    fn records<'a>(&self, known: &Known, text: &Text) -> Option<Element<'a, Message>> {
        match (self.way, &self.zone) {
            (Way::Designate, Zone::Found { zone, .. }) => known.records_bar(zone.as_ref(), 1, text),
            _ => None,
        }
    }

    fn certificate<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let sources = vec![
            Choice::new(
                Source::LetsEncrypt,
                text.get("name-acme"),
                text.get("name-acme-caption"),
            ),
            Choice::new(
                Source::Authority,
                text.get("name-authority"),
                text.get("name-authority-caption"),
            ),
            Choice::new(
                Source::Files,
                text.get("name-files"),
                text.get("name-files-caption"),
            ),
        ];
        let sources = choices(
            "name-sources",
            sources,
            Some(&self.source),
            3,
            Message::SourceChosen,
        );
        let more: Element<'a, Message> = match self.source {
            Source::Authority => column![
                self.authority.view(text).map(Message::Authority),
                self.email(text)
            ]
            .spacing(style::S12)
            .into(),
            Source::LetsEncrypt => self.email(text),
            Source::Files => self.files(text),
        };

        column![
            say(text.get("name-certificate"), style::SECTION),
            sources,
            more
        ]
        .spacing(style::S12)
        .into()
    }

    fn email<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let help = match self.source {
            Source::Authority => text.get("name-email-help-authority"),
            Source::Files | Source::LetsEncrypt => text.get("name-email-help"),
        };

        field(text.get("name-email"), self.email.text())
            .on_input(Message::EmailTyped)
            .on_leave(Message::EmailLeft)
            .placeholder(text.get("name-email-none"))
            .complaint(self.email.complaint().map(|why| why.words(text)))
            .help(help)
            .id(EMAIL)
            .into()
    }

    fn files<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let certificate = field(text.get("name-file-certificate"), self.certificate.text())
            .on_input(Message::CertificateTyped)
            .on_leave(Message::CertificateLeft)
            .placeholder("~/registry.pem")
            .complaint(self.certificate.complaint().map(|why| why.words(text)))
            .mono()
            .id(FILE);
        let key = field(text.get("name-file-key"), self.key.text())
            .on_input(Message::KeyTyped)
            .on_leave(Message::KeyLeft)
            .placeholder("~/registry.key")
            .complaint(self.key.complaint().map(|why| why.words(text)))
            .mono();
        let choose = |id: &'static str, message| {
            container(Element::from(
                button::quiet(text.get("name-file-choose"))
                    .small()
                    .id(id)
                    .on_press(message),
            ))
        };

        row![
            column![
                Element::from(certificate),
                choose("pick-certificate", Message::PickCertificatePressed)
            ],
            column![
                Element::from(key),
                choose("pick-key", Message::PickKeyPressed)
            ],
        ]
        .spacing(style::FIELD_GAP_X)
        .into()
    }
}
