//! The first page: what Quayside does, where it shall do it, and runs that are not finished.

use iced::advanced::widget::Id;
use iced::widget::{column, row};
use iced::{Element, Fill};
use jiff::Timestamp;

use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use crate::ui::widget::{Choice, button, large_choices, notice, say};
use crate::words::Text;

const GROUND: &str = "ground";
const GO_ON: &str = "welcome-go-on";

#[derive(Debug, Clone, PartialEq)]
pub struct Welcome {
    ground: Ground,
    unfinished: Vec<Unfinished>,
    unreadable: Option<String>,
}

/// Where things are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    Cloud,
    #[default]
    Practice,
}

/// A deployment whose journal is neither done nor undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub id: String,
    pub name: String,
    pub begun: Timestamp,
}

#[derive(Debug, Clone)]
pub enum Message {
    Chosen(Ground),
    GoOnPressed(String),
    OpenPressed,
    UndoPressed(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    /// Show the unfinished run and go on with it.
    GoOn(String),
    /// Ask for a plan's file.
    Open,
    /// Show the unfinished run and undo it.
    Undo(String),
}

impl Welcome {
    pub fn new(unfinished: Vec<Unfinished>) -> Self {
        Self {
            ground: Ground::default(),
            unfinished,
            unreadable: None,
        }
    }

    pub fn ground(&self) -> Ground {
        self.ground
    }

    /// The file that was chosen is not a plan; `words` say why.
    pub fn refuse(&mut self, words: String) {
        self.unreadable = Some(words);
    }

    /// A run ended: it is not offered any more.
    pub fn settle(&mut self, id: &str) {
        self.unfinished.retain(|run| run.id != id);
    }

    /// What most probably brought the person here: the run that is not finished.
    pub fn first(&self) -> Id {
        if self.unfinished.is_empty() {
            GROUND.into()
        } else {
            GO_ON.into()
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Chosen(ground) => {
                self.ground = ground;
                Action::None
            }
            Message::GoOnPressed(id) => Action::GoOn(id),
            Message::OpenPressed => {
                self.unreadable = None;
                Action::Open
            }
            Message::UndoPressed(id) => Action::Undo(id),
        }
    }

    pub fn view<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let cards = vec![
            Choice::new(
                Ground::Practice,
                text.get("welcome-practice"),
                text.get("welcome-practice-caption"),
            ),
            Choice::new(
                Ground::Cloud,
                text.get("welcome-cloud"),
                text.get("welcome-cloud-caption"),
            ),
        ];
        let ground = large_choices(GROUND, cards, Some(&self.ground), 2, Message::Chosen);
        let promises = row![
            promise(
                Icon::Eye,
                text.get("welcome-open"),
                text.get("welcome-open-words")
            ),
            promise(
                Icon::Again,
                text.get("welcome-safe"),
                text.get("welcome-safe-words")
            ),
            promise(
                Icon::Undo,
                text.get("welcome-undo"),
                text.get("welcome-undo-words")
            ),
        ]
        .spacing(style::S24);
        let unfinished = self
            .unfinished
            .first()
            .map(|run| self.unfinished(run, text));
        let unreadable = self
            .unreadable
            .as_ref()
            .map(|why| Element::from(notice::failure(why.clone())));

        column![unreadable, unfinished, ground, promises]
            .spacing(style::S36)
            .padding(iced::padding::top(style::S12))
            .into()
    }

    fn unfinished<'a>(&self, run: &Unfinished, text: &Text) -> Element<'a, Message> {
        let since = run.begun.to_zoned_datetime(jiff::tz::TimeZone::system());
        let since = since.strftime("%Y-%m-%d %H:%M").to_string();
        let words = text.with(
            "welcome-unfinished",
            &[
                ("name", run.name.clone().into()),
                ("since", since.into()),
                ("more", self.unfinished.len().saturating_sub(1).into()),
            ],
        );
        let go_on = button::secondary(text.get("welcome-go-on"))
            .small()
            .id(GO_ON);
        let undo = button::danger_quiet(text.get("welcome-undo-run")).small();

        notice::warning(words)
            .button(go_on.on_press(Message::GoOnPressed(run.id.clone())))
            .button(undo.on_press(Message::UndoPressed(run.id.clone())))
            .into()
    }
}

fn promise<'a>(sign: Icon, name: String, words: String) -> Element<'a, Message> {
    let words = column![
        say(name, style::BODY_MEDIUM),
        say(words, style::SMALL).style(style::ink2)
    ];

    row![
        icon(sign, style::ICON, |tokens| tokens.accent),
        words.spacing(style::S4)
    ]
    .spacing(style::S12)
    .width(Fill)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_kept() {
        let mut welcome = Welcome::new(Vec::new());
        assert_eq!(welcome.ground(), Ground::Practice);

        assert_eq!(welcome.update(Message::Chosen(Ground::Cloud)), Action::None);
        assert_eq!(welcome.ground(), Ground::Cloud);
    }

    #[test]
    fn a_settled_run_is_not_offered_again() {
        let run = Unfinished {
            id: "hub-1".into(),
            name: "hub".into(),
            begun: Timestamp::UNIX_EPOCH,
        };
        let mut welcome = Welcome::new(vec![run]);
        welcome.settle("hub-1");

        assert_eq!(welcome, Welcome::new(Vec::new()));
    }
}
