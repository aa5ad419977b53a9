//! The pieces that pages are made of. Every piece is an `Into<Element>`; put them into `column!`
//! and `row!` with the distances of `style` (`FIELD_GAP_Y`, `FIELD_GAP_X`, `GROUP_GAP`).
//!
//! ```ignore
//! use crate::ui::{style, icon::{Icon, icon}};
//! use crate::ui::widget::{self, button, dialog, field, notice, pick, prose, say, step, table, …};
//!
//! say(text.get("names-title"), style::SECTION)                  // text in the type scale
//! say(words, style::SMALL).style(style::ink2)                   // second voice
//! prose(&words, style::BODY, style::ink)                        // **strong** and `mono` inside
//!
//! field(text.get("size"), self.size.text())                     // plan::Field
//!     .on_input(Message::Size).on_leave(Message::SizeLeft)
//!     .unit(text.get("unit-gb")).help(words).complaint(self.size.complaint().map(|e| words(e)))
//! secret_field(label, &self.password).on_input(Message::Password).eye(self.shown, Message::Eye)
//! pick(label, options, selected, Message::Type).width(150)      // T: Clone + ToString + PartialEq
//! labelled(label, anything, Note::Help(words))                  // the same dress for your own
//!
//! choices("images", vec![Choice::new(1, "Ubuntu 24.04 LTS", "Supported until 2029"),
//!     Choice::new(2, "CentOS 7", "").not_possible("No updates since 2024")],
//!     Some(&1), 3, Message::Image)                              // columns: 3; large_choices
//! tabs("how", vec![(How::Password, words), …], &self.how, Message::How)
//! checkbox(words, caption, self.keep, Some(Message::Keep))
//! table("flavors", &[Column::new(head, 4), Column::new(head, 2).right(), Column::new("", 3)],
//!     vec![table::Row::new(id, cells).badge(words), table::Row::new(id, cells)
//!     .not_possible(reason, 3)], self.flavor.as_ref(), Message::Flavor)
//!
//! button::primary(words).on_press(m) · secondary · quiet · danger · danger_quiet
//!     .icon(Icon::Plus).small().flush().width(Fill).id("…")     // without a message it is off
//! notice::plain("**First sentence.** Then why.").icon(Icon::Lock).button(button::quiet(…))
//! notice::warning(…) · notice::failure(…) · notice::Trouble { … }   // what, probably, what to do
//! card(CardHead { title, caption, mark }, Some(tool), fields)    // a group of fields
//! action(Icon::File, name, caption, Message::Save)               // a card that does something
//! even(row![action(…), action(…)].spacing(style::S12))            // equally high
//! button::icon_only(Icon::Cross, text.get("remove"), m)          // × in a row
//! list::rows(&[Column::new(head, 3), …, Column::tool()], vec![vec![list::two(a, b), …], …])
//! list::facts(vec![list::Fact { icon, kind, value, detail }])    // the review
//! list::proofs(vec![(Glyph::Done, what, value)])                 // what was tried
//! quota_change(&quota, text)                                     // before and after, one line
//! quota(&Quota { name, used, plan, limit, unit }, text)          // colours itself
//! step(Glyph::Working(turn), words).detail(…).waiting(…).time(…).on_press(m)
//! copyable(line, self.copied == Some(n), text, Message::Copy(n))
//! log::log(log::Log { … }, text) · log::to_end(id)               // a Task after each new line
//! dialog::over(page, question.map(Into::into), Message::Escape)  // frame::view does it for you
//! ```
//!
//! Every id defaults to the label or the words. The keyboard focus does not outlive a change of
//! id. After a change of page run `focus` on its first field, after opening a dialog on
//! [`dialog::SAFE`]. A group (choices, table, tabs) is one Tab stop; arrows choose.

mod bleed;
pub mod button;
mod card;
mod checkbox;
mod choice;
mod copyable;
pub mod dialog;
mod even;
pub mod field;
pub mod focus;
pub mod glyph;
pub mod list;
pub mod log;
pub mod notice;
mod pick;
mod prose;
mod quota;
mod say;
mod secret_field;
mod step;
pub mod table;
mod tabs;
pub mod watch;
mod wrap;

#[cfg(test)]
mod tests;

pub use bleed::bleed;
pub use card::{CardHead, action, card};
pub use checkbox::checkbox;
pub use choice::{Choice, choices, large_choices};
pub use copyable::copyable;
pub use even::even;
pub use field::{Note, field, labelled};
pub use glyph::{Glyph, glyph};
pub use pick::pick;
pub use prose::prose;
pub use quota::{Fit, Quota, progress, quota, quota_change};
pub use say::say;
pub use secret_field::secret_field;
pub use step::step;
pub use table::table;
pub use tabs::tabs;
