//! What stands around every page: the rail, the title, the footer, the picture, the dialog.
//!
//! A page describes itself as a [`Page`] and is drawn here, the same way for all of them. What is
//! drawn depends on the window: [`view`] asks for the description of a [`Room`].
//!
//! ```ignore
//! frame::view(move |room| frame::Page {
//!     rail: frame::Rail { items, language, on_language: Message::Language, on_theme: … },
//!     title: text.get("volumes-title"), lead: text.get("volumes-lead"),
//!     body: Body::Scrolls(self.page.view(room, text)),
//!     footer: Footer::new().back(…).next(…),
//!     picture: Some(Picture { pane, strip }),
//!     ..frame::Page::new(text, Message::Escape)
//! })
//! ```

mod rail;
mod sheet;

pub use rail::{Item, Rail};
pub use sheet::{Body, Footer};

use super::style;
use super::widget::dialog;
use crate::words::Text;
use iced::widget::{column, container, responsive, row};
use iced::{Element, Fill, Size, padding};

/// The id of what scrolls on every page.
pub const SCROLL: &str = "page";

/// The form that the frame takes in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The picture is folded into a line over the title.
    Narrow,
    /// The rail shows glyphs only.
    Middle,
    Wide,
}

/// The window as a page sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Of the whole window.
    pub size: Size,
    pub form: Form,
}

impl Room {
    pub fn new(size: Size) -> Self {
        let form = match size.width {
            width if width >= 1240.0 => Form::Wide,
            width if width >= 1000.0 => Form::Middle,
            _ => Form::Narrow,
        };
        Self { size, form }
    }

    /// Too low for lists to be shown at full length.
    pub fn is_low(self) -> bool {
        self.size.height < 700.0
    }

    /// Of the rail.
    pub fn rail(self) -> f32 {
        if self.form == Form::Wide { 216.0 } else { 60.0 }
    }

    /// Of the picture with the space beside it.
    pub fn picture(self) -> f32 {
        match self.form {
            Form::Wide => 392.0,
            Form::Middle => 332.0,
            Form::Narrow => 0.0,
        }
    }

    /// Between the page's words and the edges of its column.
    pub fn margin(self) -> f32 {
        if self.form == Form::Wide { 40.0 } else { 32.0 }
    }

    /// The width that a page's body has.
    pub fn width(self) -> f32 {
        let column = self.size.width - self.rail() - self.picture() - 2.0 * self.margin();
        column.min(sheet::WIDEST)
    }

    fn top(self, heading: Heading, full: bool) -> f32 {
        match (self.form, heading, full) {
            (Form::Narrow, ..) => 22.0,
            (_, Heading::Welcome, _) if !self.is_low() => style::S64,
            (_, _, true) => 30.0,
            _ => style::S36,
        }
    }

    fn footer(self) -> f32 {
        if self.form == Form::Narrow {
            style::FOOTER_LOW
        } else {
            style::FOOTER_HEIGHT
        }
    }
}

/// The picture in its two forms. Each is laid out only where there is room for it.
pub struct Picture<'a, Message> {
    /// The whole drawing, for the pane at the right.
    pub pane: Element<'a, Message>,
    /// The folded line over the title, for narrow windows.
    pub strip: Element<'a, Message>,
}

/// How large a page speaks of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// The first page.
    Welcome,
    Plain,
    /// The last page.
    Done,
}

/// A page, described.
pub struct Page<'a, Message> {
    pub text: &'a Text,
    pub rail: Option<Rail<Message>>,
    pub title: String,
    /// At the right of the title: the time of a run.
    pub beside_title: Option<Element<'a, Message>>,
    pub lead: String,
    /// Less space over the title, for pages that have much to show.
    pub full: bool,
    pub heading: Heading,
    pub body: Body<'a, Message>,
    pub footer: Footer<Message>,
    pub picture: Option<Picture<'a, Message>>,
    pub dialog: Option<Element<'a, Message>>,
    /// For a press beside the dialog.
    pub on_escape: Message,
}

impl<'a, Message: 'a> Page<'a, Message> {
    /// An empty page, to be filled in with `..`.
    pub fn new(text: &'a Text, on_escape: Message) -> Self {
        Self {
            text,
            rail: None,
            title: String::new(),
            beside_title: None,
            lead: String::new(),
            full: false,
            heading: Heading::Plain,
            body: Body::Scrolls(column![].into()),
            footer: Footer::new(),
            picture: None,
            dialog: None,
            on_escape,
        }
    }
}

/// Draws a page for the window it is in. `describe` is asked again whenever the window changes.
pub fn view<'a, Message: Clone + 'a>(
    describe: impl Fn(Room) -> Page<'a, Message> + 'a,
) -> Element<'a, Message> {
    responsive(move |size| {
        let room = Room::new(size);
        draw(room, describe(room))
    })
    .into()
}

fn draw<'a, Message: Clone + 'a>(room: Room, mut page: Page<'a, Message>) -> Element<'a, Message> {
    let dialog = page.dialog.take();
    let on_escape = page.on_escape.clone();
    let rail = page.rail.take().map(|it| rail::view(room, it, page.text));
    let (pane, strip) = match (page.picture.take(), room.form) {
        (None, _) => (None, None),
        (Some(picture), Form::Narrow) => (None, Some(picture.strip)),
        (Some(picture), _) => (Some(beside(room, picture.pane)), None),
    };
    let content = sheet::view(room, page, strip);
    let whole = row![rail, content, pane];
    let whole = container(whole)
        .width(Fill)
        .height(Fill)
        .style(style::paper);
    dialog::over(whole, dialog, on_escape)
}

/// The slot of the picture: the pane keeps 12 from the edges of the window.
fn beside<'a, Message: 'a>(room: Room, pane: Element<'a, Message>) -> Element<'a, Message> {
    container(pane)
        .width(room.picture())
        .height(Fill)
        .padding(padding::all(style::S12).left(0))
        .into()
}

#[cfg(test)]
mod tests;
