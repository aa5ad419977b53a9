//! A secret that is kept nowhere on this computer: it is asked for, and what wanted to begin begins then.

use std::collections::BTreeSet;

use iced::widget::operation;
use iced::{Element, Task};

use super::{App, Dialog, DialogMessage, Message};
use crate::deploy::StepId;
use crate::plan::SecretRef;
use crate::secret::Secret;
use crate::ui::widget::dialog::Question;
use crate::ui::widget::{button, secret_field};
use crate::words::Text;

const FIELD: &str = "missing-secret";

#[derive(Debug, Clone)]
pub struct Missing {
    pub reference: SecretRef,
    pub then: Then,
    typed: Secret,
    shown: bool,
}

/// What wanted to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    Build,
    /// Going on, or the undo with the volumes that are deleted too.
    Again(Option<BTreeSet<StepId>>),
}

impl Missing {
    pub fn new(reference: SecretRef, then: Then) -> Self {
        Self {
            reference,
            then,
            typed: Secret::default(),
            shown: false,
        }
    }

    pub fn typed(&mut self, secret: Secret) {
        self.typed = secret;
    }

    pub fn show(&mut self) {
        self.shown = !self.shown;
    }

    pub fn question<'a>(&'a self, text: &Text) -> Question<'a, DialogMessage> {
        let name = match &self.reference {
            SecretRef::Keychain(name) | SecretRef::Env(name) => name.as_str(),
        };
        // The pages name what they keep by what it opens.
        let name = match name.split_once(' ') {
            Some(("registry", host)) => text.with(
                "dialog-secret-registry",
                &[("host", host.to_owned().into())],
            ),
            _ => name.to_owned(),
        };
        let given = (!self.typed.is_empty()).then_some(DialogMessage::SecretGiven);
        let mut field = secret_field(name, &self.typed)
            .on_input(DialogMessage::SecretTyped)
            .eye(self.shown, DialogMessage::SecretShown)
            .id(FIELD);
        if given.is_some() {
            field = field.on_submit(DialogMessage::SecretGiven);
        }

        Question {
            title: text.get("dialog-secret"),
            words: text.get("dialog-secret-words"),
            body: Some(Element::from(field)),
            safe: button::primary(text.get("dialog-secret-go-on")).on_press_maybe(given),
            others: vec![
                button::secondary(text.get("frame-close")).on_press(DialogMessage::Closed),
            ],
        }
    }
}

impl App {
    pub(super) fn ask_secret(&mut self, missing: Missing) -> Task<Message> {
        self.dialog = Some(Dialog::Secret(Box::new(missing)));

        operation::focus(FIELD)
    }

    /// Remembers what was typed for as long as the program runs, and tries again.
    pub(super) fn secret_given(&mut self) -> Task<Message> {
        let Some(Dialog::Secret(missing)) = self.dialog.take() else {
            return Task::none();
        };
        let Missing {
            reference,
            then,
            typed,
            shown: _,
        } = *missing;
        let desk = self.desk.clone();

        Task::perform(
            async move { desk.typed(&reference, &typed).await },
            move |()| Message::SecretKept(then.clone()),
        )
    }

    pub(super) fn secret_kept(&mut self, then: Then) -> Task<Message> {
        match then {
            Then::Build => self.build(),
            Then::Again(undo) => self.again(undo),
        }
    }
}
