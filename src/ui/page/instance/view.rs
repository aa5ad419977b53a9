//! What the Instance page shows.

use iced::widget::{column, row};
use iced::{Element, Fill};

use super::{FLAVORS, Instance, Key, Message, NAME};
use crate::deploy::suggest::{FlavorChoice, ImageChoice, Support, WhyNot};
use crate::http::error::Resource;
use crate::plan::Named;
use crate::ui::frame::Room;
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::table::{Column, Row};
use crate::ui::widget::{Choice, button, checkbox, choices, field, notice, pick, say, table};
use crate::words::Text;
use crate::words::invalid::Invalid;

/// The entry of the list of zones that leaves the choice to the cloud.
pub(super) const ANY_ZONE: &str = "—";
/// Images that are shown as cards before all of them are asked for.
const CARDS: usize = 2;

impl Instance {
    pub fn title(&self, text: &Text) -> String {
        text.get("instance-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("instance-lead")
    }

    /// What was taken without asking; the button beside it shows more.
    pub fn hint(&self, text: &Text) -> String {
        let network = self
            .network()
            .map_or_else(String::new, |choice| choice.network.name.clone());
        let zone = self
            .zone
            .clone()
            .or_else(|| self.zones.first().cloned())
            .unwrap_or_default();
        if self.more {
            return String::new();
        }

        text.with(
            "instance-hint",
            &[("network", network.into()), ("zone", zone.into())],
        )
    }

    pub fn view<'a>(&'a self, room: Room, text: &'a Text, known: &Known) -> Element<'a, Message> {
        let name = field(text.get("instance-name"), self.name.text())
            .on_input(Message::NameTyped)
            .on_leave(Message::NameLeft)
            .complaint(self.name.complaint().map(|why| why.words(text)))
            .id(NAME);
        let top = row![Element::from(name), self.key(text)].spacing(style::FIELD_GAP_X);
        let images = column![
            say(text.get("instance-image"), style::SECTION),
            self.images(text)
        ]
        .spacing(style::S8);
        let more = self.more.then(|| self.more(text));
        let bars = row(self.bars(known, text)).spacing(style::S24);

        column![top, images, self.flavors(room, text), bars, more]
            .spacing(style::S20)
            .into()
    }

    fn key<'a>(&self, text: &Text) -> Element<'a, Message> {
        let proof = match &self.key {
            Some(Key::Existing(key)) if key.file.is_some() => Some(text.get("instance-key-here")),
            _ => None,
        };
        let complaint = match &self.key {
            None if self.complains => Some(text.get("instance-key-none")),
            _ => None,
        };
        let list = pick(
            text.get("instance-key"),
            self.keys.clone(),
            self.key.clone(),
            Message::KeyChosen,
        )
        .placeholder(text.get("instance-key-placeholder"))
        .proof(proof)
        .complaint(complaint);
        // Where the key is named by its file, there is no room for a word beside it.
        match &self.key {
            Some(Key::Import { .. }) => list.help(text.get("instance-key-import")).into(),
            Some(Key::Existing(key)) if key.file.is_none() => {
                list.help(text.get("instance-key-elsewhere")).into()
            }
            _ => list.into(),
        }
    }

    fn images<'a>(&'a self, text: &Text) -> Element<'a, Message> {
        if self.images.is_empty() {
            return notice::failure(text.get("instance-no-image")).into();
        }
        if self.all_images || self.images.len() <= CARDS {
            return self.all_images(text);
        }
        let mut shown: Vec<&ImageChoice> = self.images.iter().take(CARDS).collect();
        if let Some(chosen) = self.chosen_image()
            && !shown.contains(&chosen)
        {
            let _ = shown.pop();
            shown.push(chosen);
        }
        let rest = self.images.len() - shown.len();
        let cards = shown.into_iter().map(|choice| {
            Choice::new(
                choice.image.id.clone(),
                choice.system.clone(),
                support(choice, text),
            )
        });
        let another = Choice::new(
            String::new(),
            text.get("instance-image-another"),
            text.with("instance-image-more", &[("count", rest.into())]),
        );

        choices(
            "images",
            cards.chain([another]).collect(),
            self.image.as_ref(),
            CARDS + 1,
            |id| {
                if id.is_empty() {
                    Message::AllImagesPressed
                } else {
                    Message::ImageChosen(id)
                }
            },
        )
    }

    fn all_images<'a>(&'a self, text: &Text) -> Element<'a, Message> {
        let columns = [
            Column::new(text.get("instance-image-system"), 4),
            Column::new(text.get("instance-image-name"), 5),
            Column::new(text.get("instance-image-support"), 3),
        ];
        let rows = self.images.iter().map(|choice| {
            let cells = vec![
                choice.system.clone(),
                choice.image.name.clone(),
                support(choice, text),
            ];
            Row::new(choice.image.id.clone(), cells)
        });

        table(
            "images",
            &columns,
            rows.collect(),
            self.image.as_ref(),
            Message::ImageChosen,
        )
    }

    fn flavors<'a>(&'a self, room: Room, text: &Text) -> Element<'a, Message> {
        let columns = [
            Column::new(text.get("instance-flavor"), 4),
            Column::new(text.get("instance-cores"), 2).right(),
            Column::new(text.get("instance-memory"), 3).right(),
            Column::new(text.get("instance-disk"), 2).right(),
            Column::new(text.get("instance-extra"), 3).right(),
            Column::new("", 3),
        ];
        // A long list would push everything else away: what is too small to think of is left out first.
        let most = if room.size.height < 800.0 { 5 } else { 7 };
        let rows = self
            .shown_flavors(most)
            .into_iter()
            .map(|choice| flavor_row(choice, text));
        let head = row![
            say(text.get("instance-flavor"), style::SECTION).width(Fill),
            say(text.get("instance-flavor-hint"), style::SMALL).style(style::ink2)
        ];
        let none = (self.flavor.is_none() && self.complains)
            .then(|| Element::from(notice::failure(text.get("instance-no-flavor"))));

        column![
            head,
            table(
                FLAVORS,
                &columns,
                rows.collect(),
                self.flavor.as_ref(),
                Message::FlavorChosen
            ),
            none
        ]
        .spacing(style::S8)
        .into()
    }

    /// At most `most` flavors: those around the suggested one, so that choosing moves nothing, unless the chosen one
    /// is not among them.
    fn shown_flavors(&self, most: usize) -> Vec<&FlavorChoice> {
        let count = self.flavors.len();
        let around = |at: usize| {
            let first = (at + 1 + most / 2).min(count).saturating_sub(most);
            first..(first + most).min(count)
        };
        let suggested = self.flavors.iter().position(|choice| choice.suggested);
        let chosen = |choice: &FlavorChoice| Some(&choice.flavor.id) == self.flavor.as_ref();
        let chosen = self.flavors.iter().position(chosen);
        let shown = around(suggested.or(chosen).unwrap_or_default());
        let shown = match chosen {
            Some(chosen) if !shown.contains(&chosen) => around(chosen),
            _ => shown,
        };

        self.flavors.iter().skip(shown.start).take(most).collect()
    }

    fn bars<'a>(&self, known: &Known, text: &Text) -> Vec<Element<'a, Message>> {
        let flavor = self.flavor().map(|choice| &choice.flavor);
        let cores = flavor.map_or(0, |flavor| u64::from(flavor.cores));
        let memory = flavor.map_or(0, |flavor| flavor.memory);
        [
            known.bar(Resource::Cores, cores, text),
            known.bar(Resource::MemoryMegabytes, memory, text),
            known.bar(Resource::Instances, 1, text),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn more<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let networks: Vec<Named> = self
            .networks
            .iter()
            .map(|choice| Named::new(&choice.network.id, &choice.network.name))
            .collect();
        let network = networks
            .iter()
            .find(|named| Some(&named.id) == self.network.as_ref())
            .cloned();
        let zones: Vec<String> = std::iter::once(ANY_ZONE.to_owned())
            .chain(self.zones.iter().cloned())
            .collect();
        let zone = self.zone.clone().unwrap_or_else(|| ANY_ZONE.to_owned());
        let user = field(text.get("instance-user"), self.user.text())
            .on_input(Message::UserTyped)
            .on_leave(Message::UserLeft)
            .placeholder(text.get("instance-user-found"))
            .complaint(self.user.complaint().map(|why| why.words(text)));
        let size = field(text.get("instance-boot-size"), self.boot_size.text())
            .on_input(Message::BootSizeTyped)
            .on_leave(Message::BootSizeLeft)
            .unit(text.get("unit-gb"))
            .complaint(self.boot_size.complaint().map(|why| why.words(text)));
        let boot = checkbox(
            text.get("instance-boot"),
            text.get("instance-boot-caption"),
            self.boot_from_volume,
            (!self.must_boot_from_volume()).then_some(Message::BootToggled as fn(bool) -> Message),
        );
        let size = self.boot_from_volume.then(|| Element::from(size));
        let first = row![
            Element::from(pick(
                text.get("instance-network"),
                networks,
                network,
                Message::NetworkChosen
            )),
            Element::from(pick(
                text.get("instance-zone"),
                zones,
                Some(zone),
                Message::ZoneChosen
            )),
        ];
        let second = row![Element::from(user), column![size].width(Fill)];
        let less = button::quiet(text.get("instance-less"))
            .small()
            .flush()
            .on_press(Message::MorePressed);

        column![
            first.spacing(style::FIELD_GAP_X),
            boot,
            second.spacing(style::FIELD_GAP_X),
            Element::from(less)
        ]
        .spacing(style::FIELD_GAP_Y)
        .into()
    }
}

fn support(choice: &ImageChoice, text: &Text) -> String {
    match choice.support {
        Support::Until(year) => {
            text.with("instance-supported", &[("year", year.to_string().into())])
        }
        Support::Ended(year) => text.with("instance-ended", &[("year", year.to_string().into())]),
        Support::Unknown => text.get("instance-support-unknown"),
    }
}

fn flavor_row(choice: &FlavorChoice, text: &Text) -> Row<String> {
    let flavor = &choice.flavor;
    let gigabytes = |number: f64| text.with("size-gb", &[("number", number.into())]);
    let memory = (flavor.memory as f64 / 1024.0 * 10.0).round() / 10.0;
    let extra = if flavor.ephemeral > 0 {
        gigabytes(f64::from(flavor.ephemeral))
    } else {
        "–".to_owned()
    };
    let disk = if flavor.disk > 0 {
        gigabytes(f64::from(flavor.disk))
    } else {
        text.get("instance-disk-volume")
    };
    let row = Row::new(
        flavor.id.clone(),
        vec![
            flavor.name.clone(),
            text.number(flavor.cores),
            gigabytes(memory),
            disk,
            extra,
        ],
    );
    match choice.why_not {
        Some(why) => row.not_possible(reason(why, text), 3),
        None if choice.suggested => row.badge(text.get("instance-suggested")),
        None => row,
    }
}

fn reason(why: WhyNot, text: &Text) -> String {
    match why {
        WhyNot::Cores { needs, left } => text.with(
            "instance-why-cores",
            &[("needs", needs.into()), ("left", left.into())],
        ),
        WhyNot::Disabled => text.get("instance-why-disabled"),
        WhyNot::Instances => text.get("instance-why-instances"),
        WhyNot::Memory { needs, left } => text.with(
            "instance-why-memory",
            &[
                ("needs", (needs / 1024).into()),
                ("left", (left / 1024).into()),
            ],
        ),
        WhyNot::TooSmall { needs } => {
            text.with("instance-why-small", &[("needs", (needs / 1024).into())])
        }
    }
}
