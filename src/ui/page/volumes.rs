//! The volumes: two disks of their own, or more; new ones, or ones that are there.

mod view;

use iced::advanced::widget::Id;

use crate::deploy::suggest;
use crate::openstack::volume::{Status, Volume as Found};
use crate::plan::Plan;
use crate::plan::field::Field;
use crate::plan::place::MountPath;
use crate::plan::size::Gigabytes;
use crate::plan::text::Title;
use crate::plan::volume::{Filesystem, Purpose, Source, Volume};
use crate::ui::known::Known;

#[derive(Debug, Clone, Default)]
pub struct Volumes {
    cards: Vec<Card>,
    types: Vec<String>,
    touched: bool,
}

/// One volume as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    purpose: Purpose,
    name: Field<Title>,
    mount: Field<MountPath>,
    size: Field<Gigabytes>,
    volume_type: Option<String>,
    zone: Option<String>,
    filesystem: Filesystem,
    existing: Option<Existing>,
}

/// A volume of the project that nothing uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    pub id: String,
    pub name: String,
    pub size: u32,
}

/// An entry of the list that says where a volume comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub existing: Option<Existing>,
    pub words: String,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    AddPressed,
    FilesystemChosen(usize, Filesystem),
    Left(usize, Which),
    OriginChosen(usize, Origin),
    RemovePressed(usize),
    Typed(usize, Which, String),
    TypeChosen(usize, String),
}

/// A text field of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Mount,
    Name,
    Size,
}

impl Card {
    fn new(volume: &Volume) -> Self {
        let (size, volume_type, zone, existing) = match &volume.source {
            Source::New {
                size,
                volume_type,
                zone,
            } => (size.to_string(), volume_type.clone(), zone.clone(), None),
            Source::Existing { id } => {
                let existing = Existing {
                    id: id.clone(),
                    name: volume.name.to_string(),
                    size: 0,
                };
                ("10".to_owned(), None, None, Some(existing))
            }
        };

        Self {
            purpose: volume.purpose,
            name: Field::new(volume.name.to_string()),
            mount: Field::new(volume.mount.to_string()),
            size: Field::new(size),
            volume_type,
            zone,
            filesystem: volume.filesystem,
            existing,
        }
    }

    fn answer(&self) -> Option<Volume> {
        let (name, source) = match &self.existing {
            Some(existing) => {
                let name = if existing.name.is_empty() {
                    &existing.id
                } else {
                    &existing.name
                };
                let source = Source::Existing {
                    id: existing.id.clone(),
                };
                (name.parse().ok()?, source)
            }
            None => {
                let source = Source::New {
                    size: *self.size.value()?,
                    volume_type: self.volume_type.clone(),
                    zone: self.zone.clone(),
                };
                (self.name.value()?.clone(), source)
            }
        };

        Some(Volume {
            name,
            mount: self.mount.value()?.clone(),
            purpose: self.purpose,
            filesystem: self.filesystem,
            source,
        })
    }

    /// Gigabytes that it takes from the quota.
    fn takes(&self) -> u64 {
        match (&self.existing, self.size.value()) {
            (None, Some(size)) => u64::from(size.get()),
            _ => 0,
        }
    }
}

impl Volumes {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn learn(&mut self, known: &Known) {
        let types = known.inventory.volume_types.as_deref().unwrap_or_default();
        self.types = types.iter().map(|kind| kind.name.clone()).collect();
        if !self.touched {
            self.cards = suggest::volumes(&known.inventory, "neuro")
                .iter()
                .map(Card::new)
                .collect();
        }
    }

    pub fn fill(&mut self, plan: &Plan) {
        self.cards = plan.volumes.iter().map(Card::new).collect();
        self.touched = true;
    }

    pub fn first(&self) -> Option<Id> {
        (!self.cards.is_empty()).then(|| id(0, Which::Mount))
    }

    /// Answers with the field that a press leads to.
    pub fn update(&mut self, message: Message) -> Option<Id> {
        let added = matches!(message, Message::AddPressed);
        self.touched = true;
        match message {
            Message::AddPressed => self.cards.push(Card {
                purpose: Purpose::Data,
                name: Field::new(""),
                mount: Field::new(""),
                size: Field::new("100"),
                volume_type: None,
                zone: None,
                filesystem: Filesystem::default(),
                existing: None,
            }),
            Message::FilesystemChosen(at, filesystem) => {
                self.with(at, |card| card.filesystem = filesystem);
            }
            Message::Left(at, which) => self.with(at, |card| match which {
                Which::Mount => card.mount.leave(),
                Which::Name => card.name.leave(),
                Which::Size => card.size.leave(),
            }),
            Message::OriginChosen(at, origin) => {
                self.with(at, |card| card.existing = origin.existing);
            }
            Message::RemovePressed(at) => {
                if at < self.cards.len() {
                    let _ = self.cards.remove(at);
                }
            }
            Message::Typed(at, which, text) => self.with(at, |card| match which {
                Which::Mount => card.mount.set(text),
                Which::Name => card.name.set(text),
                Which::Size => card.size.set(text),
            }),
            Message::TypeChosen(at, kind) => {
                self.with(at, |card| {
                    card.volume_type = (kind != view::ANY_TYPE).then_some(kind);
                });
            }
        }

        added.then(|| id(self.cards.len() - 1, Which::Mount))
    }

    pub fn answer(&self) -> Option<Vec<Volume>> {
        self.cards.iter().map(Card::answer).collect()
    }

    pub fn complain(&mut self) -> Option<Id> {
        for card in &mut self.cards {
            card.mount.leave();
            card.name.leave();
            card.size.leave();
        }
        let at = self.cards.iter().position(|card| card.answer().is_none())?;
        let card = self.cards.get(at)?;
        let which = match (card.name.value(), card.size.value()) {
            (None, _) => Which::Name,
            (_, None) => Which::Size,
            _ => Which::Mount,
        };

        Some(id(at, which))
    }

    /// Gigabytes and volumes that the page takes from the quota.
    fn takes(&self) -> (u64, u64) {
        let new = self
            .cards
            .iter()
            .filter(|card| card.existing.is_none())
            .count();

        (self.cards.iter().map(Card::takes).sum(), new as u64)
    }

    fn with(&mut self, at: usize, change: impl FnOnce(&mut Card)) {
        if let Some(card) = self.cards.get_mut(at) {
            change(card);
        }
    }
}

/// Volumes of the project that can be attached.
fn free(known: &Known) -> Vec<Existing> {
    let volumes: &[Found] = known.inventory.volumes.as_deref().unwrap_or_default();
    let free = volumes
        .iter()
        .filter(|volume| volume.status == Status::Available && !volume.bootable);

    free.map(|volume| Existing {
        id: volume.id.to_string(),
        name: volume.name.clone(),
        size: volume.size,
    })
    .collect()
}

fn id(at: usize, which: Which) -> Id {
    Id::from(match which {
        Which::Mount => format!("volume-mount-{at}"),
        Which::Name => format!("volume-name-{at}"),
        Which::Size => format!("volume-size-{at}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn volume(name: &str, mount: &str, purpose: Purpose) -> Volume {
        Volume {
            name: name.parse().unwrap(),
            mount: mount.parse().unwrap(),
            purpose,
            filesystem: Filesystem::Xfs,
            source: Source::New {
                size: 20.try_into().unwrap(),
                volume_type: Some("ssd".into()),
                zone: Some("nova".into()),
            },
        }
    }

    fn page() -> Volumes {
        Volumes {
            cards: [
                volume("d", "/DATA", Purpose::Data),
                volume("i", "/docker-registry", Purpose::Images),
            ]
            .iter()
            .map(Card::new)
            .collect(),
            ..Volumes::new()
        }
    }

    #[test]
    fn what_went_in_comes_out() {
        let answer = page().answer().unwrap();

        assert_eq!(answer[0], volume("d", "/DATA", Purpose::Data));
        assert_eq!(answer[1].purpose, Purpose::Images);
    }

    #[test]
    fn a_wrong_size_is_where_the_complaint_leads() {
        let mut page = page();
        let _ = page.update(Message::Typed(1, Which::Size, "much".into()));

        assert_eq!(page.answer(), None);
        assert_eq!(page.complain(), Some(id(1, Which::Size)));
    }

    #[test]
    fn an_existing_volume_takes_nothing_from_the_quota() {
        let mut page = page();
        assert_eq!(page.takes(), (40, 2));

        let existing = Some(Existing {
            id: "v-1".into(),
            name: "old".into(),
            size: 7,
        });
        let _ = page.update(Message::OriginChosen(
            0,
            Origin {
                existing,
                words: String::new(),
            },
        ));
        assert_eq!(page.takes(), (20, 1));
        assert!(matches!(
            page.answer().unwrap()[0].source,
            Source::Existing { .. }
        ));
    }
}
