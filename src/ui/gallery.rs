//! Every component in every state on one sheet, to be looked at when something changes.

mod compositions;

pub use compositions::compositions;

use super::icon::Icon;
use super::style;
use super::widget::table::{Column, Row};
use super::widget::{
    Choice, Glyph, Quota, button, checkbox, choices, copyable, dialog, field, glyph, notice, pick,
    quota, say, secret_field, step, table, tabs,
};
use crate::secret::Secret;
use crate::words::Text;
use iced::widget::{column, container, row};
use iced::{Center, Element, Length};

/// The sheet, 1366 by 900.
pub fn components<'a>(text: &Text, secret: &'a Secret) -> Element<'a, ()> {
    let sheet = row![
        column![buttons(), fields(secret), rows()]
            .spacing(style::S24)
            .width(420),
        column![states(), cards(), notices(), quotas(text), small_things()]
            .spacing(style::S24)
            .width(420),
        column![question(), lines(text), steps()]
            .spacing(style::S24)
            .width(390),
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

fn fields<'a>(secret: &'a Secret) -> Element<'a, ()> {
    column![
        head("Field: rest, a proof, secret, complaint"),
        field("Size", "1000")
            .on_input(|_| ())
            .unit("GB")
            .help("Between 10 and 3 800 GB."),
        row![
            field("Identity service", "https://cloud.example.org")
                .id("focused field")
                .mono()
                .on_input(|_| ()),
            secret_field("Password", secret)
                .on_input(|_| ())
                .eye(false, ())
        ]
        .spacing(style::S16),
        row![
            field("Name", "registry.example.org")
                .on_input(|_| ())
                .proof(Some("answers".into())),
            pick("Filesystem", ["ext4", "xfs"], Some("ext4"), |_| ()).width(136)
        ]
        .spacing(style::S16),
        field("Local network", "192.168.73.0/33")
            .on_input(|_| ())
            .mono()
            .complaint(Some(
                "A network of IPv4 ends in /0 to /32. Yours is 192.168.73.0/24.".into()
            )),
    ]
    .spacing(style::S12)
    .into()
}

fn rows<'a>() -> Element<'a, ()> {
    let columns = [
        Column::new("Flavor", 5),
        Column::new("Cores", 2).right(),
        Column::new("", 3),
    ];
    let cells = |name: &str, cores: &str| vec![name.to_owned(), cores.to_owned()];
    let rows = vec![
        Row::new(1, cells("c2-7gb-48", "2")),
        Row::new(2, cells("c4-15gb-83", "4")),
        Row::new(3, cells("c8-30gb-186", "8")).badge("suggested"),
        Row::new(4, cells("c32-120gb-780", "32")).not_possible("20 are left", 2),
    ];
    let body = table("table", &columns, rows, Some(&3), |_| ());
    column![head("Table: rest, chosen, not possible"), body]
        .spacing(style::S4)
        .into()
}

fn cards<'a>() -> Element<'a, ()> {
    let cards = vec![
        Choice::new(1, "Ubuntu 24.04 LTS", "Supported until 2029"),
        Choice::new(2, "Debian 13", "Supported until 2030"),
        Choice::new(3, "Another image…", "14 more on this cloud"),
        Choice::new(4, "CentOS 7", "").not_possible("No updates since 2024"),
    ];
    column![
        head("Choice card: chosen, rest, not possible"),
        choices("cards", cards, Some(&1), 2, |_| ())
    ]
    .spacing(style::S8)
    .into()
}

fn notices<'a>() -> Element<'a, ()> {
    column![
        head("Notice: plain, warning, failure"),
        notice::plain("**campus-cloud** was found in your `clouds.yaml`, which is only read."),
        notice::warning("**This is the last floating address** of the project.")
            .button(button::secondary("Use another").on_press(()))
            .button(button::quiet("Leave it").on_press(())),
        notice::failure("**The cloud does not answer.** Your answers are kept."),
    ]
    .spacing(10)
    .into()
}

fn quotas<'a>(text: &Text) -> Element<'a, ()> {
    let bar = |name: &str, used, plan, limit, unit: &str| {
        let (name, unit) = (name.to_owned(), unit.to_owned());
        quota(
            &Quota {
                name,
                used,
                plan,
                limit,
                unit,
            },
            text,
        )
    };
    column![
        head("Quota bar: fits, the last of it, too much, no limit"),
        row![
            bar("Memory", 45, 30, Some(120), "GB"),
            bar("Addresses", 1, 1, Some(2), "")
        ]
        .spacing(style::S24),
        row![
            bar("Storage", 1200, 4000, Some(5000), "GB"),
            bar("Ports", 8, 1, None, "")
        ]
        .spacing(style::S24),
    ]
    .spacing(style::S12)
    .into()
}

fn small_things<'a>() -> Element<'a, ()> {
    let entries = vec![(1, "Password".into()), (2, "Application credential".into())];
    column![
        head("Tabs, checkbox"),
        tabs("tabs", entries, &1, |_| ()),
        checkbox(
            "Keep the password in this computer’s keychain",
            "",
            true,
            Some(|_| ())
        ),
        checkbox(
            "Let pulls go over the private network",
            "",
            false,
            Some(|_| ())
        ),
    ]
    .spacing(style::S12)
    .into()
}

fn question<'a>() -> Element<'a, ()> {
    let question = dialog::Question {
        title: "Stop the run?".into(),
        words: "The two steps at work are finished first, about a minute. Nothing is undone, and \
                you can go on later."
            .into(),
        body: None,
        safe: button::primary("Keep building").on_press(()),
        others: vec![button::danger("Stop").on_press(())],
    };
    column![head("Dialog"), Element::from(question)]
        .spacing(style::S8)
        .into()
}

fn lines<'a>(text: &Text) -> Element<'a, ()> {
    column![
        head("Copyable line: rest, just copied"),
        copyable("ssh ubuntu@203.0.113.24", false, text, ()),
        copyable("ssh ubuntu@203.0.113.24", true, text, ()),
    ]
    .spacing(10)
    .into()
}

fn steps<'a>() -> Element<'a, ()> {
    let rows = column![
        step(Glyph::Done, "Address 203.0.113.24")
            .time("4 s")
            .on_press(()),
        step(Glyph::Working(0.0), "Docker is being installed")
            .waiting("Waiting for apt.")
            .time("1 min 22 s"),
        step(Glyph::Failed, "Certificate").time("42 s"),
        step(Glyph::Waiting, "Registry").detail("after the certificate"),
        step(Glyph::OnHold, "Push and pull proved").detail("after the registry"),
    ];
    column![
        head("Step row: done, working, failed, waiting, on hold"),
        rows.spacing(3)
    ]
    .spacing(style::S8)
    .into()
}

#[cfg(test)]
mod tests;
