//! After a failure: what happened, why probably, and the one or two things to press.

use iced::Element;

use super::{End, Message, Phase, Run, first_failure};
use crate::deploy::progress::State;
use crate::ui::icon::Icon;
use crate::ui::widget::{button, notice};
use crate::words::error::{self, Remedy};
use crate::words::{Text, part, problem};

impl Run {
    /// The failure of the first step that failed; the others are told in their rows.
    pub(super) fn trouble<'a>(&self, text: &Text) -> Option<Element<'a, Message>> {
        let Phase::Ended(End::Failed | End::UndoFailed) = self.phase else {
            return None;
        };
        let (step, why) = first_failure(&self.progress)?;
        let explained = problem::explain(text, &self.plan, why);
        let name = part::row(step.part(), State::Failed, &self.plan, &self.progress, text).name;
        let parts = [
            (text.get("failed-happened"), explained.happened),
            (text.get("failed-probably"), explained.probably),
            (text.get("failed-advice"), explained.advice),
            (text.get("failed-words"), explained.original),
        ];
        let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
        let mut buttons = Vec::new();
        for (place, remedy) in explained.remedies.into_iter().take(2).enumerate() {
            let words = error::remedy(text, remedy);
            let shape = match (place, remedy) {
                (0, Remedy::TryAgain) => button::primary(words).icon(Icon::Again),
                (0, Remedy::ConfirmHostKey) => button::secondary(words),
                (0, _) => button::primary(words),
                _ => button::secondary(words),
            };
            buttons.push(shape.on_press(press(remedy)));
        }

        Some(
            notice::Trouble {
                title: text.with("failed-title", &[("name", name.into())]),
                parts: parts.collect(),
                buttons,
                hint: String::new(),
            }
            .into(),
        )
    }
}

fn press(remedy: Remedy) -> Message {
    match remedy {
        Remedy::TryAgain => Message::TryAgainPressed,
        Remedy::ConfirmHostKey => Message::TrustPressed,
        Remedy::Change(_) | Remedy::SignIn | Remedy::Undo => Message::Remedy(remedy),
    }
}
