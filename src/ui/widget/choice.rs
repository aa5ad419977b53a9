//! Choice cards: a group of which one is chosen. The group is one Tab stop, arrows move.

use super::even::even;
use super::focus::{self, moved};
use super::glyph::{Glyph, glyph};
use super::say::say;
use crate::ui::style::{self, Voice};
use iced::advanced::widget::Id;
use iced::widget::{button, column, container, row, space};
use iced::{Element, Fill};

/// One card.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<T> {
    value: T,
    name: String,
    caption: String,
    possible: bool,
}

impl<T> Choice<T> {
    pub fn new(value: T, name: impl Into<String>, caption: impl Into<String>) -> Self {
        Self {
            value,
            name: name.into(),
            caption: caption.into(),
            possible: true,
        }
    }

    /// It is shown but cannot be chosen; the reason stands in place of the caption.
    pub fn not_possible(mut self, reason: impl Into<String>) -> Self {
        self.caption = reason.into();
        self.possible = false;
        self
    }
}

/// How large the cards are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Usual,
    Large,
}

/// A group of cards, `columns` beside each other. The id names the group.
pub fn choices<'a, T, Message>(
    id: impl Into<Id>,
    cards: Vec<Choice<T>>,
    selected: Option<&T>,
    columns: usize,
    on_select: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message>
where
    T: Clone + PartialEq + 'a,
    Message: Clone + 'a,
{
    Group {
        cards,
        selected,
        columns,
        scale: Scale::Usual,
    }
    .view(id.into(), on_select)
}

/// The same with large cards, for the choice that a whole page is about.
pub fn large_choices<'a, T, Message>(
    id: impl Into<Id>,
    cards: Vec<Choice<T>>,
    selected: Option<&T>,
    columns: usize,
    on_select: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message>
where
    T: Clone + PartialEq + 'a,
    Message: Clone + 'a,
{
    Group {
        cards,
        selected,
        columns,
        scale: Scale::Large,
    }
    .view(id.into(), on_select)
}

struct Group<'s, T> {
    cards: Vec<Choice<T>>,
    selected: Option<&'s T>,
    columns: usize,
    scale: Scale,
}

impl<T: Clone + PartialEq> Group<'_, T> {
    fn view<'a, Message>(
        self,
        id: Id,
        on_select: impl Fn(T) -> Message + 'a,
    ) -> Element<'a, Message>
    where
        T: 'a,
        Message: Clone + 'a,
    {
        let columns = self.columns.max(1);
        let gap = if self.scale == Scale::Large {
            style::S16
        } else {
            style::S12
        };
        let here = self
            .cards
            .iter()
            .position(|card| Some(&card.value) == self.selected);
        let possible: Vec<bool> = self.cards.iter().map(|card| card.possible).collect();
        let rows = self.cards.chunks(columns).map(|line| {
            let shown = line.iter().map(|card| {
                let chosen = Some(&card.value) == self.selected;
                let message = card.possible.then(|| on_select(card.value.clone()));
                view(card, chosen, self.scale, message)
            });
            let rest = (line.len()..columns).map(|_| space().width(Fill).into());
            even(row(shown.chain(rest)).spacing(gap))
        });
        let group = column(rows).spacing(gap);
        let ringed = here
            .or_else(|| possible.iter().position(|&it| it))
            .unwrap_or_default();
        let values: Vec<T> = self.cards.iter().map(|card| card.value.clone()).collect();
        focus::on_key(group, move |key| {
            let next = match moved(key, here, &possible) {
                Some(next) => next,
                None if here.is_none() && is_space(key) => ringed,
                None => return None,
            };
            values.get(next).map(|value| on_select(value.clone()))
        })
        .id(id)
        .radius(style::RADIUS_CARD)
        .part([ringed / columns, 0, ringed % columns])
        .into()
    }
}

fn is_space(key: &iced::keyboard::Key) -> bool {
    *key == iced::keyboard::Key::Named(iced::keyboard::key::Named::Space)
}

fn view<'a, T, Message: Clone + 'a>(
    card: &Choice<T>,
    chosen: bool,
    scale: Scale,
    message: Option<Message>,
) -> Element<'a, Message> {
    let (name, caption, padding) = match scale {
        Scale::Usual => (style::BODY_MEDIUM, style::CAPTION, [11, 14]),
        Scale::Large => (style::CARD_TITLE, style::SMALL, [19, 20]),
    };
    let (mark, name_voice, caption_voice): (Glyph, Voice, Voice) = match (card.possible, chosen) {
        (false, _) => (Glyph::Skipped, style::ink3, style::ink3),
        (true, true) => (Glyph::Here, style::ink, style::ink2),
        (true, false) => (Glyph::Waiting, style::ink, style::ink2),
    };
    let under =
        (!card.caption.is_empty()).then(|| say(card.caption.clone(), caption).style(caption_voice));
    let between = if scale == Scale::Large { 6 } else { 2 };
    let words = column![say(card.name.clone(), name).style(name_voice), under].spacing(between);
    let inside = row![glyph(mark), words].spacing(style::S8);
    let dressed = container(inside)
        .padding(padding)
        .width(Fill)
        .style(if chosen {
            style::card_chosen
        } else {
            style::card
        });
    match message {
        Some(message) => button(dressed)
            .padding(0)
            .width(Fill)
            .style(style::bare)
            .on_press(message)
            .into(),
        None => dressed.into(),
    }
}
