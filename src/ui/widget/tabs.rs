//! Segmented tabs: a few ways to the same end, one of them shown.

use super::focus::{self, moved};
use super::say::say;
use crate::ui::style;
use iced::advanced::widget::Id;
use iced::widget::{button, container, row};
use iced::{Element, Theme};

/// Tabs with their words; the group is one Tab stop and arrows move.
pub fn tabs<'a, T, Message>(
    id: impl Into<Id>,
    entries: Vec<(T, String)>,
    selected: &T,
    on_select: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message>
where
    T: Clone + PartialEq + 'a,
    Message: Clone + 'a,
{
    let here = entries.iter().position(|(value, _)| value == selected);
    let shown = entries.iter().map(|(value, words)| {
        let chosen = value == selected;
        let voice = if chosen { style::ink } else { style::ink2 };
        let inside = container(say(words.clone(), style::LABEL).style(voice))
            .padding([6, 14])
            .style(move |theme: &Theme| {
                if chosen {
                    style::lifted(style::RADIUS_THUMB)(theme)
                } else {
                    container::Style::default()
                }
            });
        let pressed = button(inside).padding(0).style(style::bare);
        pressed.on_press(on_select(value.clone())).into()
    });
    let track = container(row(shown)).padding(4).style(style::sunken);
    let values: Vec<T> = entries.iter().map(|(value, _)| value.clone()).collect();
    focus::on_key(track, move |key| {
        let next = moved(key, here, &vec![true; values.len()])?;
        values.get(next).map(|value| on_select(value.clone()))
    })
    .id(id)
    .radius(style::RADIUS_THUMB)
    .on_border()
    .part([0, here.unwrap_or_default()])
    .into()
}
