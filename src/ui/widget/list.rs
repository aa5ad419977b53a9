//! Lists that are read rather than chosen from: rules between rows, nothing to press but what the
//! rows themselves hold.

use super::glyph::{self, Glyph};
use super::say::say;
use super::table::Column;
use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use iced::widget::{column, container, row, rule, space};
use iced::{Center, Element, Fill, Length};

/// Rows of anything under heads, two lines high: rules for the firewall, nodes. The last column,
/// without a head, may hold a tool of 28 wide.
pub fn rows<'a, Message: 'a>(
    columns: &[Column],
    rows: Vec<Vec<Element<'a, Message>>>,
) -> Element<'a, Message> {
    let heads = columns.iter().map(|column| column.heading()).collect();
    let head = line(columns, heads, style::TABLE_HEAD);
    let mut body = column![head, rule::horizontal(1).style(style::line)];
    for (index, cells) in rows.into_iter().enumerate() {
        if index > 0 {
            let between = container(rule::horizontal(1).style(style::line));
            body = body.push(between.padding([0.0, style::S12]));
        }
        body = body.push(line(columns, cells, style::ROW_TALL));
    }
    body.into()
}

fn line<'a, Message: 'a>(
    columns: &[Column],
    cells: Vec<Element<'a, Message>>,
    height: f32,
) -> Element<'a, Message> {
    let cells = columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| column.place(cell));
    let inside = row(cells).spacing(style::S12).align_y(Center);
    container(
        container(inside)
            .center_y(Length::Shrink)
            .padding([5.0, style::S12]),
    )
    .width(Fill)
    .center_y(Length::Shrink)
    .height(Length::Shrink)
    .padding(iced::padding::vertical(((height - 46.0) / 2.0).max(0.0)))
    .into()
}

/// Two lines of a cell: what it is and, under it, what that means.
pub fn two<'a, Message: 'a>(
    first: impl Into<Element<'a, Message>>,
    second: impl Into<String>,
) -> Element<'a, Message> {
    column![
        first.into(),
        say(second.into(), style::CAPTION).style(style::ink2)
    ]
    .into()
}

/// One line of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub icon: Icon,
    /// What kind of thing it is: "Instance".
    pub kind: String,
    /// What it is called.
    pub value: String,
    /// What else there is to know.
    pub detail: String,
}

/// A summary: kinds of things, and what they are, with rules around.
pub fn facts<'a, Message: 'a>(facts: Vec<Fact>) -> Element<'a, Message> {
    ruled(facts.into_iter().map(|fact| {
        let kind = container(say(fact.kind, style::BODY).style(style::ink2)).width(134);
        let value = row![
            say(fact.value, style::BODY_MEDIUM),
            say(fact.detail, style::SMALL).style(style::ink2)
        ];
        let sign = container(icon(fact.icon, style::ICON_ROW, |t| t.ink2)).width(style::ICON);
        row![sign, kind, value.spacing(10).align_y(Center).wrap()]
            .spacing(10)
            .align_y(Center)
            .into()
    }))
}

/// What was tried, each with the value that was seen.
pub fn proofs<'a, Message: 'a>(
    proofs: impl IntoIterator<Item = (Glyph, String, String)>,
) -> Element<'a, Message> {
    ruled(proofs.into_iter().map(|(state, what, value)| {
        row![
            glyph::sized(state, 7.0),
            say(what, style::BODY),
            space::horizontal(),
            say(value, style::SMALL)
                .style(style::ink2)
                .align_x(iced::Right)
        ]
        .spacing(style::S12)
        .align_y(Center)
        .into()
    }))
}

fn ruled<'a, Message: 'a>(
    rows: impl Iterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    let mut body = column![rule::horizontal(1).style(style::line)];
    for row in rows {
        body = body
            .push(container(row).padding([6, 0]).width(Fill))
            .push(rule::horizontal(1).style(style::line));
    }
    body.into()
}
