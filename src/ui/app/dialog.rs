//! Questions over the page: stop, undo, close; the picture where it has no room of its own; what went wrong.

use std::collections::BTreeSet;

use iced::widget::{column, container};
use iced::{Element, Fill, Task};

use super::missing::Missing;
use super::{App, Message as AppMessage};
use crate::deploy::{Made, Status, StepId};
use crate::secret::Secret;
use crate::ui::style;
use crate::ui::widget::dialog::Question;
use crate::ui::widget::{button, checkbox, say};

#[derive(Debug, Clone)]
pub enum Dialog {
    /// The window is to be closed while something works.
    Close,
    Picture,
    /// A secret that is kept nowhere.
    Secret(Box<Missing>),
    Stop,
    /// Sentences about what could not begin.
    Trouble(Vec<String>),
    /// The volumes that were made, and whether each is to be deleted too.
    Undo(Vec<Kept>),
}

/// A volume that an undo would keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    step: StepId,
    name: String,
    delete: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Closed,
    SecretGiven,
    SecretShown,
    SecretTyped(Secret),
    StopAndClose,
    Stop,
    Ticked(usize, bool),
    Undo,
}

impl App {
    pub(super) fn answered(&mut self, message: Message) -> Task<AppMessage> {
        match message {
            Message::Closed => {
                self.dialog = None;
                Task::none()
            }
            Message::SecretGiven => self.secret_given(),
            Message::SecretShown => {
                if let Some(Dialog::Secret(missing)) = &mut self.dialog {
                    missing.show();
                }
                Task::none()
            }
            Message::SecretTyped(secret) => {
                if let Some(Dialog::Secret(missing)) = &mut self.dialog {
                    missing.typed(secret);
                }
                Task::none()
            }
            Message::Stop | Message::StopAndClose => {
                self.closing |= matches!(message, Message::StopAndClose);
                self.dialog = None;
                self.stop.cancel();
                if let Some(run) = &mut self.pages.run {
                    run.stopping();
                }
                Task::none()
            }
            Message::Ticked(at, delete) => {
                if let Some(Dialog::Undo(kept)) = &mut self.dialog
                    && let Some(kept) = kept.get_mut(at)
                {
                    kept.delete = delete;
                }
                Task::none()
            }
            Message::Undo => {
                let Some(Dialog::Undo(kept)) = self.dialog.take() else {
                    return Task::none();
                };
                let named: BTreeSet<StepId> = kept
                    .into_iter()
                    .filter(|kept| kept.delete)
                    .map(|kept| kept.step)
                    .collect();
                self.undo(named)
            }
        }
    }

    /// Asks before anything is taken away, volume by volume.
    pub(super) fn ask_undo(&mut self) -> Task<AppMessage> {
        let Some(run) = &self.pages.run else {
            return Task::none();
        };
        let plan = run.plan();
        let made = run
            .progress()
            .stands()
            .iter()
            .filter_map(|stand| match &stand.status {
                Status::Done(Made::Volume { .. })
                | Status::Kept(Made::Volume { .. })
                | Status::UndoFailed(Made::Volume { .. }, _)
                | Status::Undoing(Made::Volume { .. }) => {
                    let volume = plan.volumes.get(stand.id.number()?)?;
                    Some(Kept {
                        step: stand.id.clone(),
                        name: volume.name.to_string(),
                        delete: false,
                    })
                }
                _ => None,
            });
        let made = made.collect();

        self.ask(Dialog::Undo(made))
    }

    /// Closes the window, or asks first while something works.
    pub(super) fn close(&mut self) -> Task<AppMessage> {
        if self
            .pages
            .run
            .as_ref()
            .is_some_and(crate::ui::page::run::Run::is_working)
        {
            return self.ask(Dialog::Close);
        }

        iced::exit()
    }

    pub(super) fn dialog_view(&self) -> Option<Element<'_, AppMessage>> {
        let text = &self.text;
        let question = match self.dialog.as_ref()? {
            Dialog::Picture => return Some(self.large_picture()),
            Dialog::Close => Question {
                title: text.get("dialog-close"),
                words: text.get("dialog-close-words"),
                body: None,
                safe: button::primary(text.get("dialog-keep-building")).on_press(Message::Closed),
                others: vec![
                    button::danger(text.get("dialog-stop-and-close"))
                        .on_press(Message::StopAndClose),
                ],
            },
            Dialog::Secret(missing) => missing.question(text),
            Dialog::Stop => Question {
                title: text.get("dialog-stop"),
                words: text.get("dialog-stop-words"),
                body: None,
                safe: button::primary(text.get("dialog-keep-building")).on_press(Message::Closed),
                others: vec![button::danger(text.get("run-stop")).on_press(Message::Stop)],
            },
            Dialog::Trouble(words) => Question {
                title: text.get("dialog-trouble"),
                words: words.join("\n"),
                body: None,
                safe: button::primary(text.get("frame-close")).on_press(Message::Closed),
                others: Vec::new(),
            },
            Dialog::Undo(kept) => self.undo_question(kept),
        };

        Some(Element::from(question).map(AppMessage::Dialog))
    }

    fn undo_question<'a>(&self, kept: &[Kept]) -> Question<'a, Message> {
        let text = &self.text;
        let ticks = kept.iter().enumerate().map(|(at, kept)| {
            let words = text.with("dialog-undo-volume", &[("name", kept.name.clone().into())]);
            checkbox(
                words,
                "",
                kept.delete,
                Some(move |delete| Message::Ticked(at, delete)),
            )
        });
        let body = column![
            say(text.get("dialog-undo-volumes"), style::LABEL),
            column(ticks).spacing(style::S8)
        ]
        .spacing(style::S8);

        Question {
            title: text.get("dialog-undo"),
            words: text.get("dialog-undo-words"),
            body: (!kept.is_empty()).then(|| body.into()),
            safe: button::primary(text.get("dialog-keep")).on_press(Message::Closed),
            others: vec![button::danger(text.get("dialog-undo-yes")).on_press(Message::Undo)],
        }
    }

    fn large_picture(&self) -> Element<'_, AppMessage> {
        let close =
            button::secondary(self.text.get("frame-close")).id(crate::ui::widget::dialog::SAFE);
        let close = close.on_press(AppMessage::Dialog(Message::Closed));
        let picture = container(self.picture_pane()).width(380).height(Fill);

        container(
            column![picture, Element::from(close)]
                .spacing(style::S12)
                .align_x(iced::Center),
        )
        .padding(style::S16)
        .max_height(760.0)
        .style(style::dialog)
        .into()
    }
}
