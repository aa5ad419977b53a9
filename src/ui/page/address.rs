//! The address under which the world reaches the instance.

use iced::Element;
use iced::advanced::widget::Id;
use iced::widget::column;

use crate::deploy::suggest::{self, AddressChoices, NetworkChoice};
use crate::http::error::Resource;
use crate::plan::{self, Named, Plan};
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::{Choice, choices, notice, pick};
use crate::words::Text;

pub const WAYS: &str = "address-ways";

#[derive(Debug, Clone, Default)]
pub struct Address {
    offered: Option<AddressChoices>,
    /// Of which network the offer is.
    network: Option<String>,
    way: Option<Way>,
    /// The floating address that is used.
    existing: Option<Floating>,
    pool: Option<Named>,
    touched: bool,
    complains: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Existing,
    New,
    Own,
}

/// A floating address as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floating {
    pub id: String,
    pub ip: std::net::IpAddr,
}

impl std::fmt::Display for Floating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.ip.fmt(f)
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    ExistingChosen(Floating),
    PoolChosen(Named),
    WayChosen(Way),
}

impl Address {
    pub fn new() -> Self {
        Self::default()
    }

    /// The network was chosen, or the cloud answered: what can be offered depends on both.
    pub fn learn(&mut self, known: &Known, network: Option<&NetworkChoice>) {
        let Some(network) = network else {
            return;
        };
        let offered = suggest::addresses(&known.inventory, network);
        let same_network = self.network.as_ref() == Some(&network.network.id);
        self.network = Some(network.network.id.clone());
        if !(same_network && self.touched) {
            self.take(offered.suggested.as_ref());
            self.touched = false;
        }
        self.offered = Some(offered);
    }

    pub fn fill(&mut self, plan: &Plan) {
        self.take(Some(&plan.address));
        self.network = Some(plan.instance.network.id.clone());
        self.touched = true;
    }

    pub fn update(&mut self, message: Message) {
        self.touched = true;
        match message {
            Message::ExistingChosen(floating) => self.existing = Some(floating),
            Message::PoolChosen(pool) => self.pool = Some(pool),
            Message::WayChosen(way) => {
                self.way = Some(way);
                let Some(offered) = &self.offered else {
                    return;
                };
                if self.pool.is_none() {
                    self.pool = offered.pools.first().cloned();
                }
                if self.existing.is_none() {
                    self.existing = self.free().into_iter().next();
                }
            }
        }
    }

    /// Why the page has nothing to ask: the instance's own address is public.
    pub fn is_skipped(&self) -> bool {
        self.offered
            .as_ref()
            .is_some_and(|offered| offered.own && offered.pools.is_empty())
    }

    pub fn answer(&self) -> Option<plan::Address> {
        match self.way? {
            Way::Own => Some(plan::Address::Own),
            Way::New => Some(plan::Address::New {
                pool: self.pool.clone()?,
            }),
            Way::Existing => {
                let floating = self.existing.as_ref()?;

                Some(plan::Address::Existing {
                    id: floating.id.clone(),
                    ip: floating.ip,
                })
            }
        }
    }

    pub fn complain(&mut self) -> Option<Id> {
        self.complains = true;

        self.answer().is_none().then(|| WAYS.into())
    }

    fn take(&mut self, address: Option<&plan::Address>) {
        self.way = address.map(|address| match address {
            plan::Address::Existing { .. } => Way::Existing,
            plan::Address::New { .. } => Way::New,
            plan::Address::Own => Way::Own,
        });
        match address {
            Some(plan::Address::Existing { id, ip }) => {
                self.existing = Some(Floating {
                    id: id.clone(),
                    ip: *ip,
                });
            }
            Some(plan::Address::New { pool }) => self.pool = Some(pool.clone()),
            Some(plan::Address::Own) | None => {}
        }
    }

    fn free(&self) -> Vec<Floating> {
        let free = self.offered.iter().flat_map(|offered| &offered.free);

        free.map(|floating| Floating {
            id: floating.id.to_string(),
            ip: floating.address,
        })
        .collect()
    }
}

/// What the page shows.
impl Address {
    pub fn title(&self, text: &Text) -> String {
        text.get("address-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("address-lead")
    }

    pub fn view<'a>(&'a self, text: &'a Text, known: &Known) -> Element<'a, Message> {
        let Some(offered) = &self.offered else {
            return notice::plain(text.get("address-no-network")).into();
        };
        let ways = choices(
            WAYS,
            self.cards(offered, text),
            self.way.as_ref(),
            1,
            Message::WayChosen,
        );
        let which: Option<Element<'a, Message>> = match self.way {
            Some(Way::Existing) => Some(
                pick(
                    text.get("address-which"),
                    self.free(),
                    self.existing.clone(),
                    Message::ExistingChosen,
                )
                .width(320)
                .into(),
            ),
            Some(Way::New) if offered.pools.len() > 1 => Some(
                pick(
                    text.get("address-pool"),
                    offered.pools.clone(),
                    self.pool.clone(),
                    Message::PoolChosen,
                )
                .width(320)
                .into(),
            ),
            _ => None,
        };
        let takes = u64::from(self.way == Some(Way::New));
        let bar = known.bar(Resource::FloatingAddresses, takes, text);
        let words = self.words(offered, text);

        column![ways, which, bar, words]
            .spacing(style::GROUP_GAP)
            .into()
    }

    fn cards(&self, offered: &AddressChoices, text: &Text) -> Vec<Choice<Way>> {
        let free = offered.free.len();
        let existing = Choice::new(
            Way::Existing,
            text.get("address-existing"),
            text.with("address-existing-caption", &[("count", free.into())]),
        );
        let existing = if free == 0 {
            existing.not_possible(text.get("address-existing-none"))
        } else {
            existing
        };
        let pool = self
            .pool
            .as_ref()
            .or(offered.pools.first())
            .map_or_else(String::new, |pool| pool.name.clone());
        let new = Choice::new(
            Way::New,
            text.get("address-new"),
            text.with("address-new-caption", &[("pool", pool.into())]),
        );
        let new = match (offered.pools.is_empty(), offered.left) {
            (true, _) => new.not_possible(text.get("address-new-no-pool")),
            (false, Some(0)) => new.not_possible(text.get("address-new-no-quota")),
            (false, _) => new,
        };
        let own = Choice::new(
            Way::Own,
            text.get("address-own"),
            text.get("address-own-caption"),
        );
        let own = if offered.own {
            own
        } else {
            own.not_possible(text.get("address-own-private"))
        };

        vec![existing, new, own]
    }

    fn words<'a>(&self, offered: &AddressChoices, text: &Text) -> Option<Element<'a, Message>> {
        if self.way.is_none() && self.complains {
            return Some(notice::failure(text.get("address-none")).into());
        }
        match self.way {
            Some(Way::New) if offered.left == Some(1) => {
                Some(notice::warning(text.get("address-last")).into())
            }
            Some(Way::Existing) => Some(notice::plain(text.get("address-kept")).into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_comes_back_as_it_went_in() {
        let address = plan::Address::Existing {
            id: "f-1".into(),
            ip: [203, 0, 113, 24].into(),
        };
        let mut page = Address::new();
        page.take(Some(&address));

        assert_eq!(page.answer(), Some(address));
    }

    #[test]
    fn without_a_way_it_complains_at_the_ways() {
        let mut page = Address::new();

        assert_eq!(page.answer(), None);
        assert_eq!(page.complain(), Some(WAYS.into()));
    }
}
