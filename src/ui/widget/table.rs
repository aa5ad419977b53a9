//! A table of which one row is chosen. It is one Tab stop, arrows move.

use super::focus::{self, moved};
use super::glyph::{Glyph, glyph};
use super::say::say;
use crate::ui::style::{self, Type, Voice};
use iced::advanced::widget::Id;
use iced::alignment::Horizontal;
use iced::widget::text::Wrapping;
use iced::widget::{button, column, container, row, rule, space};
use iced::{Center, Element, Fill, Length, Theme, padding};

/// A column: its head, how wide it is among the others, and where its words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    head: String,
    width: Length,
    align: Horizontal,
    mono: bool,
}

impl Column {
    pub fn new(head: impl Into<String>, portion: u16) -> Self {
        Self {
            head: head.into(),
            width: Length::FillPortion(portion),
            align: Horizontal::Left,
            mono: false,
        }
    }

    /// For numbers with their units.
    pub fn right(mut self) -> Self {
        self.align = Horizontal::Right;
        self
    }

    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    pub(super) fn heading<'a, Message: 'a>(&self) -> Element<'a, Message> {
        let words = say(self.head.clone(), style::CAPTION_MEDIUM).style(style::ink2);
        words.wrapping(Wrapping::None).into()
    }

    /// A column as wide as a tool in every row, for the end of a list.
    pub fn tool() -> Self {
        Self {
            width: Length::Fixed(28.0),
            ..Self::new("", 1)
        }
    }

    pub(super) fn place<'a, Message: 'a>(
        &self,
        words: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        container(words)
            .width(self.width)
            .align_x(self.align)
            .clip(true)
            .into()
    }
}

/// A row: what choosing it means, and its cells in the order of the columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    value: T,
    cells: Vec<String>,
    badge: String,
    /// Why it cannot be chosen, and how many cells stand before the reason.
    reason: Option<(String, usize)>,
}

impl<T> Row<T> {
    pub fn new(value: T, cells: Vec<String>) -> Self {
        Self {
            value,
            cells,
            badge: String::new(),
            reason: None,
        }
    }

    /// A word in the last column, in the accent: "suggested".
    pub fn badge(mut self, words: impl Into<String>) -> Self {
        self.badge = words.into();
        self
    }

    /// It is shown but cannot be chosen: after the first `cells` cells stands the reason.
    pub fn not_possible(mut self, reason: impl Into<String>, cells: usize) -> Self {
        self.reason = Some((reason.into(), cells.max(1)));
        self
    }

    fn possible(&self) -> bool {
        self.reason.is_none()
    }
}

/// A table with its name, its columns and its rows. The last column may be left without cells, for
/// badges.
pub fn table<'a, T, Message>(
    id: impl Into<Id>,
    columns: &[Column],
    rows: Vec<Row<T>>,
    selected: Option<&T>,
    on_select: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message>
where
    T: Clone + PartialEq + 'a,
    Message: Clone + 'a,
{
    let here = rows.iter().position(|row| Some(&row.value) == selected);
    let possible: Vec<bool> = rows.iter().map(Row::possible).collect();
    let ringed = here
        .or_else(|| possible.iter().position(|&it| it))
        .unwrap_or_default();
    let mut body = column![];
    for (index, row) in rows.iter().enumerate() {
        // A rule stands between two rows unless one of them is the chosen one.
        let ruled = index > 0 && Some(index) != here && Some(index - 1) != here;
        let rule = container(
            ruled
                .then(|| rule::horizontal(1).style(style::line))
                .map_or_else(|| Element::from(space().height(0)), Element::from),
        );
        let message = row.possible().then(|| on_select(row.value.clone()));
        body = body.push(rule.padding([0.0, style::S12])).push(view(
            columns,
            row,
            Some(index) == here,
            message,
        ));
    }
    let values: Vec<T> = rows.iter().map(|row| row.value.clone()).collect();
    let body = focus::on_key(body, move |key| {
        let next = match moved(key, here, &possible) {
            Some(next) => next,
            None if here.is_none() && is_space(key) => ringed,
            None => return None,
        };
        values.get(next).map(|value| on_select(value.clone()))
    })
    .id(id)
    .part([2 * ringed + 1]);
    column![head(columns), rule::horizontal(1).style(style::line), body].into()
}

fn is_space(key: &iced::keyboard::Key) -> bool {
    *key == iced::keyboard::Key::Named(iced::keyboard::key::Named::Space)
}

/// The heads of columns, over a table of any kind. The first stands over the names, not the glyphs.
pub fn head<'a, Message: 'a>(columns: &[Column]) -> Element<'a, Message> {
    let heads = columns.iter().map(|column| column.place(column.heading()));
    container(row(heads).spacing(style::S8))
        .center_y(style::TABLE_HEAD)
        .padding(padding::left(NAME_FROM).right(style::S12))
        .into()
}

/// From the left edge of a row to its name.
const NAME_FROM: f32 = 46.0;

/// Why a row cannot be chosen, in the place of its last columns.
fn against<'a, Message: 'a>(reason: &str, columns: &[Column]) -> Element<'a, Message> {
    let rest: u16 = columns
        .iter()
        .map(|column| column.width.fill_factor())
        .sum();

    container(say(reason.to_owned(), style::SMALL).style(style::ink3))
        .width(Length::FillPortion(rest.max(1)))
        .align_x(Horizontal::Right)
        .into()
}

fn view<'a, T, Message: Clone + 'a>(
    columns: &[Column],
    it: &Row<T>,
    chosen: bool,
    message: Option<Message>,
) -> Element<'a, Message> {
    let voice: Voice = if it.possible() {
        style::ink
    } else {
        style::ink3
    };
    let kept = it
        .reason
        .as_ref()
        .map_or(columns.len(), |(_, cells)| *cells);
    let cells = columns
        .iter()
        .take(kept)
        .enumerate()
        .map(|(index, column)| {
            let last = index + 1 == columns.len() && !it.badge.is_empty();
            let words = it.cells.get(index).cloned().unwrap_or_default();
            let words = if last {
                say(it.badge.clone(), style::SMALL.with(style::MEDIUM)).style(style::accent)
            } else {
                say(words, cell_letter(column, index == 0 && chosen)).style(voice)
            };
            let words = container(words.wrapping(Wrapping::None));
            column.place(words.padding(padding::left(if last { style::S12 } else { 0.0 })))
        });
    let reason = it
        .reason
        .as_ref()
        .map(|(reason, _)| against(reason, &columns[kept.min(columns.len())..]));
    let cells = row(cells.chain(reason)).spacing(style::S8).align_y(Center);
    let inside = row![glyph(mark(it.possible(), chosen)), cells]
        .spacing(NAME_FROM - style::S12 - 20.0)
        .align_y(Center);
    let dressed = container(inside)
        .center_y(style::ROW_HEIGHT)
        .width(Fill)
        .padding([0.0, style::S12])
        .style(tinted(chosen));
    let Some(message) = message else {
        return dressed.into();
    };
    button(dressed)
        .padding(0)
        .width(Fill)
        .style(style::bare)
        .on_press(message)
        .into()
}

fn tinted(chosen: bool) -> impl Fn(&Theme) -> container::Style {
    move |theme| match chosen {
        true => style::row_tint(theme),
        false => container::Style::default(),
    }
}

fn mark(possible: bool, chosen: bool) -> Glyph {
    match (possible, chosen) {
        (false, _) => Glyph::Skipped,
        (true, true) => Glyph::Here,
        (true, false) => Glyph::Waiting,
    }
}

fn cell_letter(column: &Column, strong: bool) -> Type {
    match (column.mono, strong) {
        (true, _) => style::MONO,
        (false, true) => style::BODY_STRONG,
        (false, false) => style::BODY,
    }
}
