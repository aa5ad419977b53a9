//! A pick list in the dress of a field that the keyboard can work: arrows, Home, End and the first
//! letter of an entry choose without opening it.

use super::field::{Inside, Note, field_padding, labelled, labelled_methods};
use super::focus::{self, moved};
use crate::ui::icon::{Icon, icon};
use crate::ui::style;
use iced::advanced::widget::Id;
use iced::keyboard::Key;
use iced::widget::{container, pick_list, row, stack};
use iced::{Center, Element, Fill, Length, padding};
use std::rc::Rc;

/// A pick list being described.
pub struct Pick<'a, T, Message> {
    label: String,
    options: Vec<T>,
    selected: Option<T>,
    on_select: Rc<dyn Fn(T) -> Message + 'a>,
    placeholder: String,
    note: Note,
    inside: Option<Inside>,
    width: Length,
    id: Option<Id>,
}

/// A pick list with its label, its entries, the chosen one and what choosing publishes.
pub fn pick<'a, T, Message>(
    label: impl Into<String>,
    options: impl Into<Vec<T>>,
    selected: Option<T>,
    on_select: impl Fn(T) -> Message + 'a,
) -> Pick<'a, T, Message> {
    Pick {
        label: label.into(),
        options: options.into(),
        selected,
        on_select: Rc::new(on_select),
        placeholder: String::new(),
        note: Note::None,
        inside: None,
        width: Fill,
        id: None,
    }
}

impl<T, Message> Pick<'_, T, Message> {
    /// What is shown while nothing is chosen.
    pub fn placeholder(mut self, words: impl Into<String>) -> Self {
        self.placeholder = words.into();
        self
    }

    /// A quiet proof inside. Where the list is under 300 wide, use the help line.
    pub fn proof(mut self, words: Option<String>) -> Self {
        self.inside = words.map(Inside::Proof);
        self
    }

    labelled_methods!();
}

impl<'a, T, Message> From<Pick<'a, T, Message>> for Element<'a, Message>
where
    T: Clone + ToString + PartialEq + 'a,
    Message: Clone + 'a,
{
    fn from(it: Pick<'a, T, Message>) -> Self {
        let id = it.id.unwrap_or_else(|| Id::from(it.label.clone()));
        let here = it
            .options
            .iter()
            .position(|option| Some(option) == it.selected.as_ref());
        let on_select = Rc::clone(&it.on_select);
        let letter = style::BODY;
        let list = pick_list(it.options.clone(), it.selected, move |value| {
            on_select(value)
        })
        .placeholder(it.placeholder)
        .width(Fill)
        .font(letter.font)
        .text_size(letter.size)
        .text_line_height(letter.line_height())
        .padding(field_padding(letter, 24.0))
        .handle(pick_list::Handle::None)
        .style(style::pick(
            it.note.is_complaint(),
            here.map_or(0, |here| here + 1),
        ))
        .menu_style(style::menu);
        let chevron = icon(Icon::Chevron, style::ICON_SMALL, |t| t.ink2);
        let right = row![it.inside.map(Inside::view), chevron]
            .spacing(style::S8)
            .align_y(Center);
        let right = container(right)
            .align_right(Fill)
            .center_y(style::FIELD_HEIGHT)
            .padding(padding::right(style::S12));
        let (options, on_select) = (it.options, it.on_select);
        let stop = focus::on_key(stack![list, right], move |key| {
            let next = next_option(key, here, &options)?;
            Some(on_select(options.get(next)?.clone()))
        });
        let whole = labelled(&it.label, stop.id(id).on_border(), it.note);
        container(whole).width(it.width).into()
    }
}

/// Which entry a key leads to: an arrow to the next, a letter to the next that begins with it.
fn next_option<T: ToString>(key: &Key, here: Option<usize>, options: &[T]) -> Option<usize> {
    if let Key::Character(letter) = key {
        let wanted = letter.to_lowercase();
        let begins = |index: &usize| {
            let words = options
                .get(*index)
                .map(ToString::to_string)
                .unwrap_or_default();
            words.to_lowercase().starts_with(wanted.as_str())
        };
        let start = here.map_or(0, |here| here + 1);
        return (start..options.len()).chain(0..start).find(begins);
    }
    moved(key, here, &vec![true; options.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_leads_to_the_next_entry_that_begins_with_it() {
        let options = ["ext4", "xfs", "Ext3"];
        let go = |letter: &str, here| next_option(&Key::Character(letter.into()), here, &options);
        assert_eq!(go("e", None), Some(0));
        assert_eq!(go("e", Some(0)), Some(2));
        assert_eq!(go("e", Some(2)), Some(0));
        assert_eq!(go("z", Some(0)), None);
    }
}
