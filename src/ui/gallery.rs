//! Every component in every state on one sheet, to be looked at when something changes.

use super::icon::Icon;
use super::style;
use super::widget::{Glyph, button, glyph, say};
use iced::widget::{column, container, row};
use iced::{Center, Element, Length};

/// The sheet, 1366 by 830.
pub fn components<'a>() -> Element<'a, ()> {
    let sheet = row![
        column![buttons()].width(420),
        column![states()].width(420),
        column![].width(390),
    ]
    .spacing(32);
    container(sheet)
        .padding([32, 36])
        .width(Length::Fill)
        .height(Length::Fill)
        .style(style::paper)
        .into()
}

fn head<'a>(words: &'a str) -> Element<'a, ()> {
    say(words, style::CAPTION_MEDIUM).style(style::ink2).into()
}

fn buttons<'a>() -> Element<'a, ()> {
    let off = |button: button::Button<()>| button;
    column![
        head("Buttons: rest, keyboard focus, off"),
        row![
            button::primary("Next").on_press(()),
            button::primary("Next").id("focused").on_press(()),
            off(button::primary("Next"))
        ]
        .spacing(12),
        row![
            button::secondary("Back").on_press(()),
            button::secondary("Back").small().on_press(()),
            button::secondary("Back")
        ]
        .spacing(12)
        .align_y(Center),
        row![
            button::quiet("Add a rule").icon(Icon::Plus).on_press(()),
            button::quiet("Add a rule")
                .icon(Icon::Plus)
                .small()
                .on_press(()),
            button::quiet("Add a rule").icon(Icon::Plus)
        ]
        .spacing(12)
        .align_y(Center),
        row![
            button::danger("Stop").on_press(()),
            button::danger("Stop").small().on_press(()),
            button::danger("Stop"),
            button::danger_quiet("Undo everything…").on_press(())
        ]
        .spacing(12)
        .align_y(Center),
    ]
    .spacing(14)
    .into()
}

fn states<'a>() -> Element<'a, ()> {
    let cell = |state, words: &'a str| {
        row![glyph(state), say(words, style::SMALL).style(style::ink2)]
            .spacing(style::S8)
            .align_y(Center)
            .width(104)
    };
    column![
        head("States, told by shape first"),
        row![
            cell(Glyph::ToCome, "to come"),
            cell(Glyph::Here, "here"),
            cell(Glyph::Done, "done"),
            cell(Glyph::Skipped, "skipped")
        ],
        row![
            cell(Glyph::Waiting, "waiting"),
            cell(Glyph::Working(0.0), "working"),
            cell(Glyph::Failed, "failed"),
            cell(Glyph::OnHold, "on hold")
        ],
    ]
    .spacing(style::S12)
    .into()
}

#[cfg(test)]
mod tests {
    use crate::ui::shots::{Camera, Frame};
    use crate::ui::style::Mode;
    use iced::advanced::widget::operation::focusable;

    /// Draws the sheet; with `QUAYSIDE_SHOTS` set to a folder it is also kept there.
    #[test]
    fn the_sheet_can_be_drawn_in_both_themes() {
        let mut camera = Camera::new().unwrap();
        for (mode, name) in [(Mode::Light, "components"), (Mode::Dark, "components-dark")] {
            let frame = Frame::new(1366.0, 830.0, mode);
            let focus = || vec![Box::new(focusable::focus("focused".into())) as Box<_>];
            let picture = camera.take_after(super::components(), frame, &mut focus());
            let again = camera.take_after(super::components(), frame, &mut focus());
            assert!(picture == again, "two pictures of the same sheet differ");
            if let Ok(folder) = std::env::var("QUAYSIDE_SHOTS") {
                let path = std::path::Path::new(&folder).join(format!("{name}.png"));
                picture.save(&path).unwrap();
            }
        }
    }
}
