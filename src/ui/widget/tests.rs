//! The pieces under the keyboard: what has the focus, what keys publish, what is left alone.

use super::table::{Column, Row};
use super::*;
use crate::ui::keys::Enter;
use crate::ui::shots::load_fonts;
use crate::ui::style;
use iced::advanced::widget::operation::focusable::{focus, focus_next};
use iced::keyboard::key::Named;
use iced::widget::column;
use iced::{Element, Event, Pixels, Renderer, Size, mouse, window};
use iced_test::core::renderer::Headless;
use iced_test::core::widget::operation::Outcome;
use iced_test::core::{clipboard, time::Instant, widget::Operation};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use iced_test::simulator::{tap_key, typewrite};

#[derive(Debug, Clone, PartialEq)]
enum Message {
    Typed(String),
    Left,
    Chosen(u8),
    Pressed,
    Ticked(bool),
}

/// What a person does at the keyboard.
enum Act {
    Tab,
    Focus(&'static str),
    /// A page was opened that begins there.
    Begin(Option<&'static str>),
    Key(Named),
    Type(&'static str),
}

fn renderer() -> Renderer {
    load_fonts();
    let renderer = <Renderer as Headless>::new(style::REGULAR, Pixels(14.0), Some("tiny-skia"));
    iced_test::futures::futures::executor::block_on(renderer).unwrap()
}

/// Carries out an operation and those that follow from it.
fn operate(
    ui: &mut UserInterface<'_, Message, iced::Theme, Renderer>,
    renderer: &Renderer,
    mut operation: Box<dyn Operation>,
) {
    loop {
        ui.operate(renderer, operation.as_mut());
        match operation.finish() {
            Outcome::Chain(next) => operation = next,
            Outcome::None | Outcome::Some(()) => break,
        }
    }
}

/// Does some acts on one view, which is not drawn anew in between, and collects what they publish.
fn after(element: Element<'_, Message>, acts: &[Act]) -> Vec<Message> {
    let mut renderer = renderer();
    let mut ui = UserInterface::build(
        element,
        Size::new(800.0, 600.0),
        Cache::default(),
        &mut renderer,
    );
    let mut messages = Vec::new();
    for act in acts {
        let mut events: Vec<Event> = match act {
            Act::Tab => {
                operate(&mut ui, &renderer, Box::new(focus_next()));
                Vec::new()
            }
            Act::Focus(id) => {
                ui.operate(&renderer, &mut focus((*id).into()));
                Vec::new()
            }
            Act::Begin(id) => {
                operate(&mut ui, &renderer, Box::new(Enter(id.map(Into::into))));
                Vec::new()
            }
            Act::Key(key) => tap_key(*key, None).collect(),
            Act::Type(words) => typewrite(words).collect(),
        };
        events.push(Event::Window(
            window::Event::RedrawRequested(Instant::now()),
        ));
        let _ = ui.update(
            &events,
            mouse::Cursor::Unavailable,
            &mut renderer,
            &mut clipboard::Null,
            &mut messages,
        );
    }
    messages
}

#[test]
fn a_field_says_when_it_was_left() {
    let form = || {
        column![
            field("Name", "")
                .on_input(Message::Typed)
                .on_leave(Message::Left),
            button::primary("Next").on_press(Message::Pressed)
        ]
        .into()
    };
    assert_eq!(
        after(form(), &[Act::Tab, Act::Type("n")]),
        [Message::Typed("n".into())]
    );
    assert_eq!(after(form(), &[Act::Tab, Act::Tab]), [Message::Left]);
}

#[test]
fn where_a_page_begins_typing_replaces_what_is_there() {
    let form = || {
        column![
            field("Name", "registry").on_input(Message::Typed),
            field("Key", "").on_input(Message::Typed)
        ]
        .into()
    };
    let begin = Act::Begin(Some("Name"));
    assert_eq!(
        after(form(), &[begin, Act::Type("d")]),
        [Message::Typed("d".into())]
    );
    assert_eq!(
        after(form(), &[Act::Tab, Act::Begin(None), Act::Type("d")]),
        []
    );
}

#[test]
fn a_page_that_begins_in_a_group_takes_arrows_and_leaves_enter_alone() {
    let cards = vec![Choice::new(1, "Practise", ""), Choice::new(3, "Build", "")];
    let cards = choices("ground", cards, Some(&1), 2, Message::Chosen);
    let acts = [
        Act::Begin(Some("ground")),
        Act::Key(Named::Enter),
        Act::Key(Named::ArrowRight),
    ];
    assert_eq!(after(cards, &acts), [Message::Chosen(3)]);
}

#[test]
fn a_field_in_the_place_of_another_was_not_left() {
    let mut renderer = renderer();
    let form = |id: &'static str| {
        Element::from(column![
            field("Name", "")
                .on_input(Message::Typed)
                .on_leave(Message::Left)
                .id(id)
        ])
    };
    let mut messages = Vec::new();
    let mut cache = Cache::default();
    for page in ["one", "another"] {
        let size = Size::new(800.0, 600.0);
        let mut ui = UserInterface::build(form(page), size, cache, &mut renderer);
        ui.operate(&renderer, &mut Enter((page == "one").then(|| page.into())));
        let drawn = [Event::Window(
            window::Event::RedrawRequested(Instant::now()),
        )];
        let _ = ui.update(
            &drawn,
            mouse::Cursor::Unavailable,
            &mut renderer,
            &mut clipboard::Null,
            &mut messages,
        );
        cache = ui.into_cache();
    }
    assert_eq!(messages, []);
}

#[test]
fn tab_goes_from_one_to_the_next_and_skips_what_is_off() {
    let form = column![
        button::secondary("Back").on_press(Message::Left),
        button::secondary("Off"),
        button::primary("Next").on_press(Message::Pressed)
    ];
    let acts = [
        Act::Tab,
        Act::Tab,
        Act::Key(Named::Enter),
        Act::Key(Named::Space),
    ];
    assert_eq!(
        after(form.into(), &acts),
        [Message::Pressed, Message::Pressed]
    );
}

#[test]
fn enter_in_a_field_is_left_to_the_page() {
    let form = column![field("Name", "").on_input(Message::Typed)];
    assert_eq!(after(form.into(), &[Act::Tab, Act::Key(Named::Enter)]), []);
}

#[test]
fn a_group_of_choices_is_one_tab_stop_and_arrows_move_in_it() {
    let cards = || {
        let cards = vec![
            Choice::new(1, "Ubuntu", ""),
            Choice::new(2, "CentOS", "").not_possible("too old"),
            Choice::new(3, "Debian", ""),
        ];
        column![
            choices("images", cards, Some(&1), 3, Message::Chosen),
            button::primary("Next").on_press(Message::Pressed)
        ]
        .into()
    };
    let acts = [Act::Tab, Act::Key(Named::ArrowRight)];
    assert_eq!(after(cards(), &acts), [Message::Chosen(3)]);
    let acts = [Act::Tab, Act::Tab, Act::Key(Named::Enter)];
    assert_eq!(after(cards(), &acts), [Message::Pressed]);
}

#[test]
fn a_table_without_a_choice_takes_space_for_its_first_possible_row() {
    let rows = vec![
        Row::new(1, vec!["c2".into()]).not_possible("too small", 1),
        Row::new(2, vec!["c4".into()]),
    ];
    let columns = [Column::new("Flavor", 1), Column::new("", 1)];
    let table = table("flavors", &columns, rows, None, Message::Chosen);
    assert_eq!(
        after(table, &[Act::Tab, Act::Key(Named::Space)]),
        [Message::Chosen(2)]
    );
}

#[test]
fn a_pick_list_is_worked_by_arrows_and_letters() {
    let list = || pick("Filesystem", [1_u8, 2, 3], Some(2), Message::Chosen).into();
    let go = |act| after(list(), &[Act::Focus("Filesystem"), act]);
    assert_eq!(go(Act::Key(Named::ArrowDown)), [Message::Chosen(3)]);
    assert_eq!(go(Act::Key(Named::Home)), [Message::Chosen(1)]);
    assert_eq!(go(Act::Type("1")), [Message::Chosen(1)]);
    assert_eq!(go(Act::Key(Named::Enter)), []);
}

#[test]
fn a_checkbox_is_ticked_by_space() {
    let form = checkbox("Keep it", "", false, Some(Message::Ticked));
    assert_eq!(
        after(form, &[Act::Tab, Act::Key(Named::Space)]),
        [Message::Ticked(true)]
    );
}

#[test]
fn below_a_dialog_nothing_keeps_the_focus_or_hears_a_key() {
    let page = |open: bool| {
        let form = column![field("Name", "").on_input(Message::Typed)];
        let question = dialog::Question {
            title: "Stop?".into(),
            words: String::new(),
            body: None,
            safe: button::primary("Go on").on_press(Message::Pressed),
            others: vec![button::danger("Stop").on_press(Message::Left)],
        };
        dialog::over(form, open.then(|| question.into()), Message::Left)
    };
    let typed = [Message::Typed("n".into())];
    assert_eq!(
        after(page(false), &[Act::Focus("Name"), Act::Type("n")]),
        typed
    );
    assert_eq!(after(page(true), &[Act::Focus("Name"), Act::Type("n")]), []);
    let safe = [Act::Focus(dialog::SAFE), Act::Key(Named::Enter)];
    assert_eq!(after(page(true), &safe), [Message::Pressed]);
    let first = [Act::Tab, Act::Key(Named::Enter)];
    assert_eq!(after(page(true), &first), [Message::Left]);
}
