//! A page in its three sizes, drawn and used.

use super::*;
use crate::ui::shots::{Camera, Frame, load_fonts};
use crate::ui::style::Mode;
use crate::ui::widget::button;
use crate::ui::widget::{Glyph, Quota, field, notice, quota};
use crate::words::Language;
use iced::widget::{column, container, row};
use iced_test::{Simulator, selector::id};

#[derive(Debug, Clone, PartialEq)]
enum Message {
    Typed,
    Theme,
    Language(Language),
    Go(usize),
    Escape,
    Next,
}

fn items(text: &Text) -> Vec<Vec<Item<Message>>> {
    let keys = [
        "welcome", "sign-in", "instance", "address", "firewall", "names", "volumes",
    ];
    let later = ["registry", "nodes", "review", "run", "done"];
    let all: Vec<Item<Message>> = keys
        .iter()
        .chain(&later)
        .enumerate()
        .map(|(index, key)| Item {
            name: text.get(&format!("rail-{key}")),
            state: match index {
                3 => Glyph::Skipped,
                0..6 => Glyph::Done,
                6 => Glyph::Here,
                _ => Glyph::ToCome,
            },
            here: index == 6,
            reason: if index == 3 {
                "Given by the network".to_owned()
            } else {
                String::new()
            },
            on_press: (index < 6).then_some(Message::Go(index)),
        })
        .collect();
    vec![all[..2].to_vec(), all[2..9].to_vec(), all[9..].to_vec()]
}

fn body<'a>(text: &Text) -> Element<'a, Message> {
    let bar = |name: &str| Quota {
        name: name.to_owned(),
        used: 1200,
        plan: 1500,
        limit: Some(5000),
        unit: "GB".to_owned(),
    };
    let volume = |name: &'a str| {
        let fields = row![
            field("Name", name).on_input(|_| Message::Typed),
            field("Size", "1000")
                .unit("GB")
                .width(112)
                .on_input(|_| Message::Typed)
        ];
        container(fields.spacing(style::S16))
            .padding(style::S20)
            .style(style::card)
    };
    column![
        volume("neuro-data"),
        volume("neuro-images"),
        row![quota(&bar("Storage"), text), quota(&bar("Volumes"), text)].spacing(style::S28),
        notice::plain("A disk is formatted only if it is provably empty."),
    ]
    .spacing(style::S16)
    .into()
}

fn page<'a>(text: &'a Text, mode: Mode, dialog: bool) -> Page<'a, Message> {
    let question = dialog::Question {
        title: "Stop the run?".into(),
        words: "Nothing is undone, and you can go on later.".into(),
        body: None,
        safe: button::primary("Keep building").on_press(Message::Escape),
        others: vec![button::danger("Stop").on_press(Message::Next)],
    };
    let pane = container(row![]).width(Fill).height(Fill);
    Page {
        rail: Some(Rail {
            groups: items(text),
            mode,
            on_language: Message::Language,
            on_theme: Message::Theme,
        }),
        title: "The volumes".into(),
        lead: "Two disks of their own: they outlive the instance and can move to another one."
            .into(),
        body: Body::Scrolls(body(text)),
        footer: Footer::new()
            .left(button::secondary(text.get("frame-back")).on_press(Message::Escape))
            .hint("Network neuro-net and zone nova are taken.")
            .hint_button(button::quiet(text.get("change")).on_press(Message::Go(2)))
            .main(button::primary(text.get("frame-next")).on_press(Message::Next)),
        picture: Some(Picture {
            pane: pane
                .style(style::filled(|t| t.pane_a, style::RADIUS_PANE))
                .into(),
            strip: row![].into(),
        }),
        dialog: dialog.then(|| question.into()),
        ..Page::new(text, Message::Escape)
    }
}

/// Draws the page in its three sizes; with `QUAYSIDE_SHOTS` set to a folder they are kept there.
#[test]
fn the_frame_can_be_drawn_in_every_size() {
    let text = Text::new(Language::English);
    let mut camera = Camera::new().unwrap();
    for (width, height, mode, dialog) in [
        (1366.0, 768.0, Mode::Light, false),
        (1100.0, 768.0, Mode::Dark, true),
        (900.0, 600.0, Mode::Light, false),
    ] {
        let element = view(|_| page(&text, mode, dialog));
        let picture = camera.take(element, Frame::new(width, height, mode));
        if let Ok(folder) = std::env::var("QUAYSIDE_SHOTS") {
            let path = std::path::Path::new(&folder).join(format!("frame-{width}.png"));
            picture.save(&path).unwrap();
        }
    }
}

#[test]
fn the_window_decides_the_form() {
    let form = |width| Room::new(Size::new(width, 768.0)).form;
    assert_eq!(
        [form(1240.0), form(1239.0), form(1000.0), form(999.0)],
        [Form::Wide, Form::Middle, Form::Middle, Form::Narrow]
    );
    assert_eq!(Room::new(Size::new(1366.0, 768.0)).width(), 678.0);
}

/// What a page publishes when it is used.
fn used(dialog: bool, act: impl FnOnce(&mut Simulator<'_, Message>)) -> Vec<Message> {
    load_fonts();
    let text = Text::new(Language::English);
    let element = view(|_| page(&text, Mode::Light, dialog));
    let size = Size::new(1366.0, 768.0);
    let mut simulator = Simulator::with_size(iced::Settings::default(), size, element);
    act(&mut simulator);
    simulator.into_messages().collect()
}

#[test]
fn buttons_rail_and_tools_can_be_pressed() {
    let pressed = used(false, |page| {
        for name in [
            "Next",
            "Back",
            "Change",
            "rail Firewall",
            "Use the dark colours",
        ] {
            let _ = page.click(id(name.to_owned())).unwrap();
        }
    });
    let expected = [
        Message::Next,
        Message::Escape,
        Message::Go(2),
        Message::Go(4),
        Message::Theme,
    ];
    assert_eq!(pressed, expected);
}

#[test]
fn pages_to_come_cannot_be_pressed() {
    let pressed = used(false, |page| {
        let _ = page.click("Registry").unwrap();
        let _ = page.click("Volumes").unwrap();
    });
    assert_eq!(pressed, []);
}

#[test]
fn a_dialog_silences_the_page_below() {
    let pressed = used(true, |page| {
        let _ = page.click(id("Next")).unwrap();
        let _ = page.click(id("Stop")).unwrap();
    });
    // The press on the page fell beside the dialog, which is the same as Escape.
    assert_eq!(pressed, [Message::Escape, Message::Next]);
}
