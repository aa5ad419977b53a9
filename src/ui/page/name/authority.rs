//! An authority of one's own that speaks ACME: its directory and, where machines do not know it, its root.

use iced::advanced::widget::Id;
use iced::widget::{container, row};
use iced::{Element, Fill};

use crate::plan::field::Field;
use crate::plan::place::{FilePath, WebAddress};
use crate::ui::page::instance::OrNothing;
use crate::ui::style;
use crate::ui::widget::field;
use crate::words::Text;
use crate::words::invalid::Invalid;

const DIRECTORY: &str = "name-directory";
const ROOT: &str = "name-root";

#[derive(Debug, Clone, Default)]
pub(super) struct Authority {
    directory: Field<WebAddress>,
    root: Field<OrNothing<FilePath>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    DirectoryLeft,
    DirectoryTyped(String),
    RootLeft,
    RootTyped(String),
}

impl Authority {
    pub(super) fn fill(&mut self, directory: &WebAddress, root: Option<&FilePath>) {
        self.directory.set(directory.to_string());
        self.root
            .set(root.map_or_else(String::new, ToString::to_string));
    }

    pub(super) fn update(&mut self, message: Message) {
        match message {
            Message::DirectoryLeft => self.directory.leave(),
            Message::DirectoryTyped(text) => self.directory.set(text),
            Message::RootLeft => self.root.leave(),
            Message::RootTyped(text) => self.root.set(text),
        }
    }

    pub(super) fn answer(&self) -> Option<(WebAddress, Option<FilePath>)> {
        Some((
            self.directory.value()?.clone(),
            self.root.value()?.0.clone(),
        ))
    }

    pub(super) fn complain(&mut self) -> Option<Id> {
        self.directory.leave();
        self.root.leave();
        match (self.directory.value(), self.root.value()) {
            (None, _) => Some(DIRECTORY.into()),
            (_, None) => Some(ROOT.into()),
            _ => None,
        }
    }

    pub(super) fn view<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let directory = field(text.get("name-directory"), self.directory.text())
            .on_input(Message::DirectoryTyped)
            .on_leave(Message::DirectoryLeft)
            .placeholder("https://acme.example.org/directory")
            .complaint(self.directory.complaint().map(|why| why.words(text)))
            .help(text.get("name-directory-help"))
            .mono()
            .id(DIRECTORY);
        let root = field(text.get("name-root"), self.root.text())
            .on_input(Message::RootTyped)
            .on_leave(Message::RootLeft)
            .placeholder(text.get("name-root-none"))
            .complaint(self.root.complaint().map(|why| why.words(text)))
            .help(text.get("name-root-help"))
            .mono()
            .id(ROOT);

        row![
            container(Element::from(directory)).width(Fill),
            container(Element::from(root)).width(Fill)
        ]
        .spacing(style::FIELD_GAP_X)
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_enough_and_its_root_may_be_left_out() {
        let mut authority = Authority::default();
        assert_eq!(authority.complain(), Some(DIRECTORY.into()));

        authority.update(Message::DirectoryTyped(
            "https://acme.example.org/dir".into(),
        ));
        assert_eq!(authority.complain(), None);
        authority.update(Message::RootTyped("root.pem".into()));
        assert_eq!(authority.complain(), Some(ROOT.into()));

        authority.update(Message::RootTyped("~/root.pem".into()));
        let (directory, root) = authority.answer().unwrap();
        let mut again = Authority::default();
        again.fill(&directory, root.as_ref());
        assert_eq!(again.answer(), Some((directory, root)));
    }
}
