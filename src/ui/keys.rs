//! The keys that belong to the whole window: Tab, Enter, Escape, the page keys.
//!
//! A key arrives here only when no widget took it: Enter in a field that submits, Space on a
//! button or an arrow in a group never do. Escape alone leads back even from a field, which would
//! take the first one for itself: a page begins in a field, and one press has to be enough.
//! A key that is held down repeats; one that leads to another page must not.

use std::any::Any;

use super::frame::SCROLL;
use super::widget::focus;
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::text_input::select_all;
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, operate};
use iced::keyboard::{Event, Key, key::Named};
use iced::widget::operation::{self, focus_next, focus_previous, scroll_by, scroll_to};
use iced::{Rectangle, Subscription, Task, Vector, event};

/// What a key asks of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Enter: go on.
    Next,
    /// Escape: close the dialog, or go back.
    Back,
    FocusNext,
    FocusPrevious,
    PageUp,
    PageDown,
}

/// The keys that no widget took, and every Escape.
pub fn listen() -> Subscription<Press> {
    event::listen_with(|event, status, _| {
        let iced::Event::Keyboard(event) = event else {
            return None;
        };
        meaning(&event).filter(|press| status == event::Status::Ignored || *press == Press::Back)
    })
}

fn meaning(event: &Event) -> Option<Press> {
    let Event::KeyPressed {
        key: Key::Named(named),
        modifiers,
        repeat,
        ..
    } = event
    else {
        return None;
    };
    if modifiers.command() || modifiers.alt() || modifiers.logo() {
        return None;
    }
    match named {
        Named::Tab if modifiers.shift() => Some(Press::FocusPrevious),
        Named::Tab => Some(Press::FocusNext),
        Named::Enter if !repeat => Some(Press::Next),
        Named::Escape if !repeat => Some(Press::Back),
        Named::PageUp => Some(Press::PageUp),
        Named::PageDown => Some(Press::PageDown),
        _ => None,
    }
}

/// Does what a key asks of the focus and of the page's scrolling; nothing for the others.
pub fn follow<Message: Send + 'static>(press: Press) -> Task<Message> {
    let turn = |by| scroll_by(SCROLL, AbsoluteOffset { x: 0.0, y: by });
    match press {
        Press::FocusNext => to_next().chain(reveal()),
        Press::FocusPrevious => focus_previous().chain(reveal()),
        Press::PageUp => turn(-320.0),
        Press::PageDown => turn(320.0),
        Press::Next | Press::Back => Task::none(),
    }
}

/// Puts the focus where a page begins: what a field holds is ready to be typed over, a group of choices
/// shows no ring before a key moves in it. Without a field nothing has the focus.
pub fn enter<Message: Send + 'static>(field: Option<Id>) -> Task<Message> {
    operate(Enter(field)).discard()
}

/// The same within a page, where a press made a field; without one everything stays as it is.
pub fn lead<Message: Send + 'static>(field: Option<Id>) -> Task<Message> {
    match field {
        Some(field) => enter(Some(field)).chain(reveal()),
        None => Task::none(),
    }
}

pub(super) struct Enter(pub Option<Id>);

impl Enter {
    fn is_at(&self, id: Option<&Id>) -> bool {
        id.is_some() && id == self.0.as_ref()
    }
}

impl Operation for Enter {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        if self.is_at(id) {
            state.focus();
            tracing::debug!(field = ?id, "focus");
        } else {
            state.unfocus();
        }
    }

    fn custom(&mut self, id: Option<&Id>, _: Rectangle, state: &mut dyn Any) {
        if self.is_at(id)
            && let Some(group) = state.downcast_mut::<focus::State>()
        {
            group.hide_ring();
        }
    }

    /// A field that gets the focus puts its cursor at the end: what it holds is selected afterwards.
    fn finish(&self) -> Outcome<()> {
        match self.0.clone() {
            Some(field) => Outcome::Chain(Box::new(select_all(field))),
            None => Outcome::None,
        }
    }
}

/// To the next widget; from nowhere to the first one of the page, not to the rail before it.
fn to_next<Message: Send + 'static>() -> Task<Message> {
    operate(Look::default()).then(|seen| match seen.first {
        Some(first) if !seen.focused => operation::focus(first),
        _ => focus_next(),
    })
}

/// Scrolls the page until the focused widget can be seen, which iced does not do by itself.
pub fn reveal<Message: Send + 'static>() -> Task<Message> {
    operate(Look::default()).then(|seen| match seen.offset {
        Some(y) => scroll_to(
            SCROLL,
            AbsoluteOffset {
                x: None,
                y: Some(y),
            },
        ),
        None => Task::none(),
    })
}

/// What a look at the window tells.
struct Seen {
    /// Whether anything has the focus.
    focused: bool,
    /// The first widget of the page.
    first: Option<Id>,
    /// Where the page would have to be scrolled to for the focused widget to be seen.
    offset: Option<f32>,
}

/// Looks where the focus is, in the page and outside.
#[derive(Default)]
struct Look {
    page: Option<(Rectangle, Vector)>,
    /// The next traversal is the one of the page's content.
    entering: bool,
    inside: bool,
    first: Option<Id>,
    focused: bool,
    focused_inside: Option<Rectangle>,
}

/// What stays free above and below a widget that was scrolled into view; its label fits there.
const AIR: f32 = 40.0;

impl Operation<Seen> for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Seen>)) {
        let entering = std::mem::take(&mut self.entering);
        self.inside |= entering;
        operate(self);
        if entering {
            self.inside = false;
        }
    }

    fn container(&mut self, id: Option<&Id>, _: Rectangle) {
        self.entering |= id == Some(&Id::new(SCROLL));
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        if id == Some(&Id::new(SCROLL)) {
            self.page = Some((bounds, translation));
            self.entering = true;
        }
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if self.inside && self.first.is_none() {
            self.first = id.cloned();
        }
        if state.is_focused() {
            tracing::debug!(field = ?id, "focus");
            self.focused = true;
            self.focused_inside = self.inside.then_some(bounds);
        }
    }

    fn finish(&self) -> Outcome<Seen> {
        let offset = match (self.page, self.focused_inside) {
            (Some((page, scrolled)), Some(focused)) => offset(page, scrolled.y, focused),
            _ => None,
        };

        Outcome::Some(Seen {
            focused: self.focused,
            first: self.first.clone(),
            offset,
        })
    }
}

/// Where to scroll to so that `focused`, which is placed in the unscrolled page, can be seen.
fn offset(page: Rectangle, scrolled: f32, focused: Rectangle) -> Option<f32> {
    let top = focused.y - scrolled;
    let bottom = top + focused.height;
    let target = if top < page.y + AIR {
        focused.y - page.y - AIR
    } else if bottom > page.y + page.height - AIR {
        focused.y + focused.height - page.y - page.height + AIR
    } else {
        scrolled
    };
    let target = target.max(0.0);
    (target != scrolled).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::keyboard::{Location, Modifiers, key};
    use iced::{Point, Size};

    fn press(named: Named, modifiers: Modifiers, repeat: bool) -> Option<Press> {
        meaning(&Event::KeyPressed {
            key: Key::Named(named),
            modified_key: Key::Named(named),
            physical_key: key::Physical::Unidentified(key::NativeCode::Unidentified),
            location: Location::Standard,
            modifiers,
            text: None,
            repeat,
        })
    }

    #[test]
    fn keys_have_their_meaning_once() {
        let none = Modifiers::empty();
        assert_eq!(press(Named::Tab, none, true), Some(Press::FocusNext));
        assert_eq!(
            press(Named::Tab, Modifiers::SHIFT, false),
            Some(Press::FocusPrevious)
        );
        assert_eq!(press(Named::Enter, none, false), Some(Press::Next));
        assert_eq!(press(Named::Enter, none, true), None);
        assert_eq!(press(Named::Escape, none, true), None);
        assert_eq!(press(Named::Tab, Modifiers::CTRL, false), None);
        assert_eq!(press(Named::ArrowUp, none, false), None);
    }

    #[test]
    fn the_page_scrolls_only_as_far_as_it_must() {
        let page = Rectangle::new(Point::new(60.0, 0.0), Size::new(600.0, 500.0));
        let field = |y| Rectangle::new(Point::new(100.0, y), Size::new(200.0, 36.0));
        assert_eq!(offset(page, 0.0, field(200.0)), None);
        assert_eq!(offset(page, 0.0, field(10.0)), None);
        assert_eq!(offset(page, 0.0, field(600.0)), Some(176.0));
        assert_eq!(offset(page, 300.0, field(200.0)), Some(160.0));
        assert_eq!(offset(page, 300.0, field(20.0)), Some(0.0));
    }
}
