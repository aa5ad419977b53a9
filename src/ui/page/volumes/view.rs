//! What the Volumes page shows.

use iced::widget::{column, container, row};
use iced::{Element, Fill, Length};

use super::{Card, Existing, Message, Origin, Volumes, Which, free, id};
use crate::http::error::Resource;
use crate::plan::volume::{Filesystem, Purpose};
use crate::ui::icon::Icon;
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::{button, field, notice, pick, say};
use crate::words::Text;
use crate::words::invalid::Invalid;

/// The entry of the list of types that leaves the choice to the cloud.
pub(super) const ANY_TYPE: &str = "—";
/// The narrowest that a column with "Système de fichiers" over it may be.
const NARROW: f32 = 136.0;

impl Volumes {
    pub fn title(&self, text: &Text) -> String {
        text.get("volumes-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("volumes-lead")
    }

    pub fn view<'a>(&'a self, text: &'a Text, known: &Known) -> Element<'a, Message> {
        let free = free(known);
        let cards = self
            .cards
            .iter()
            .enumerate()
            .map(|(at, card)| self.card(at, card, &free, text));
        let cards = column(cards).spacing(style::S16);
        let add = button::quiet(text.get("volumes-add"))
            .icon(Icon::Plus)
            .small()
            .on_press(Message::AddPressed);
        let promise = notice::plain(text.get("volumes-promise")).icon(Icon::Lock);

        column![
            cards,
            Element::from(add),
            self.bars(known, text),
            Element::from(promise)
        ]
        .spacing(style::S12)
        .into()
    }

    fn card<'a>(
        &self,
        at: usize,
        card: &'a Card,
        free: &[Existing],
        text: &'a Text,
    ) -> Element<'a, Message> {
        let (title, words) = match (card.purpose, at) {
            (Purpose::Images, _) => (text.get("volumes-images"), text.get("volumes-images-words")),
            (Purpose::Data, 0) => (text.get("volumes-data"), text.get("volumes-data-words")),
            (Purpose::Data, _) => (text.get("volumes-more"), text.get("volumes-more-words")),
        };
        let head = row![
            column![
                say(title, style::CARD_TITLE),
                say(words, style::SMALL).style(style::ink2)
            ]
            .width(Fill),
            self.mount(at, card, text)
        ]
        .spacing(style::S16);
        let origin = (!free.is_empty()).then(|| self.origin(at, card, free, text));
        let fields: Element<'a, Message> = if card.existing.is_some() {
            row![self.filesystem(at, card, text)].into()
        } else {
            row![
                self.name(at, card, text),
                self.size(at, card, text),
                self.kind(at, card, text),
                self.filesystem(at, card, text)
            ]
            .spacing(style::S16)
            .into()
        };
        let remove = (at > 1).then(|| {
            Element::from(
                button::quiet(text.get("volumes-remove"))
                    .small()
                    .flush()
                    .id(format!("volume-remove-{at}"))
                    .on_press(Message::RemovePressed(at)),
            )
        });

        container(column![head, origin, fields, remove].spacing(style::S12))
            .padding([style::S16, style::S20])
            .width(Fill)
            .style(style::card)
            .into()
    }

    fn mount<'a>(&self, at: usize, card: &'a Card, text: &'a Text) -> Element<'a, Message> {
        field("", card.mount.text())
            .on_input(move |typed| Message::Typed(at, Which::Mount, typed))
            .on_leave(Message::Left(at, Which::Mount))
            .complaint(card.mount.complaint().map(|why| why.words(text)))
            .placeholder("/srv/data")
            .mono()
            .width(Length::Fixed(190.0))
            .id(id(at, Which::Mount))
            .into()
    }

    fn origin<'a>(
        &self,
        at: usize,
        card: &Card,
        free: &[Existing],
        text: &Text,
    ) -> Element<'a, Message> {
        let new = Origin {
            existing: None,
            words: text.get("volumes-new"),
        };
        let there = free.iter().map(|volume| Origin {
            words: text.with(
                "volumes-existing",
                &[("name", shown(volume).into()), ("size", volume.size.into())],
            ),
            existing: Some(volume.clone()),
        });
        let entries: Vec<Origin> = std::iter::once(new.clone()).chain(there).collect();
        let same = |entry: &&Origin| match (&entry.existing, &card.existing) {
            (Some(a), Some(b)) => a.id == b.id,
            (None, None) => true,
            _ => false,
        };
        let chosen = entries.iter().find(same).cloned().unwrap_or(new);

        pick("", entries, Some(chosen), move |origin| {
            Message::OriginChosen(at, origin)
        })
        .id(format!("volume-origin-{at}"))
        .into()
    }

    fn name<'a>(&self, at: usize, card: &'a Card, text: &'a Text) -> Element<'a, Message> {
        field(text.get("volumes-name"), card.name.text())
            .on_input(move |typed| Message::Typed(at, Which::Name, typed))
            .on_leave(Message::Left(at, Which::Name))
            .complaint(card.name.complaint().map(|why| why.words(text)))
            .width(Fill)
            .id(id(at, Which::Name))
            .into()
    }

    fn size<'a>(&self, at: usize, card: &'a Card, text: &'a Text) -> Element<'a, Message> {
        field(text.get("volumes-size"), card.size.text())
            .on_input(move |typed| Message::Typed(at, Which::Size, typed))
            .on_leave(Message::Left(at, Which::Size))
            .complaint(card.size.complaint().map(|why| why.words(text)))
            .unit(text.get("unit-gb"))
            .width(Length::Fixed(116.0))
            .id(id(at, Which::Size))
            .into()
    }

    fn kind<'a>(&self, at: usize, card: &Card, text: &Text) -> Element<'a, Message> {
        let kinds: Vec<String> = std::iter::once(ANY_TYPE.to_owned())
            .chain(self.types.iter().cloned())
            .collect();
        let chosen = card
            .volume_type
            .clone()
            .unwrap_or_else(|| ANY_TYPE.to_owned());

        pick(text.get("volumes-type"), kinds, Some(chosen), move |kind| {
            Message::TypeChosen(at, kind)
        })
        .width(Length::Fixed(NARROW))
        .id(format!("volume-type-{at}"))
        .into()
    }

    fn filesystem<'a>(&self, at: usize, card: &Card, text: &Text) -> Element<'a, Message> {
        pick(
            text.get("volumes-filesystem"),
            Filesystem::ALL.to_vec(),
            Some(card.filesystem),
            move |filesystem| Message::FilesystemChosen(at, filesystem),
        )
        .width(Length::Fixed(NARROW))
        .id(format!("volume-filesystem-{at}"))
        .into()
    }

    fn bars<'a>(&self, known: &Known, text: &Text) -> Element<'a, Message> {
        let (gigabytes, count) = self.takes();
        let storage = known.bar(Resource::VolumeGigabytes, gigabytes, text);
        let volumes = known.bar(Resource::Volumes, count, text);

        row![storage, volumes].spacing(style::S28).into()
    }
}

/// A volume without a name is known by the beginning of its id, as the dashboard shows it.
fn shown(volume: &Existing) -> String {
    if volume.name.is_empty() {
        volume.id.chars().take(8).collect()
    } else {
        volume.name.clone()
    }
}
