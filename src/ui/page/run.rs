//! The run: every step with its state, its time and what it waits for; its log; and after a failure, the way on.

mod failed;
mod rows;

use std::time::Duration;

use iced::widget::{column, container, row};
use iced::{Center, Element, Fill, Length};
use jiff::Timestamp;

use crate::deploy::progress::{Part, State};
use crate::deploy::{Event, Failure, Problem, Progress, Step};
use crate::plan::Plan;
use crate::ui::frame::Room;
use crate::ui::style;
use crate::ui::widget::{log, progress, say};
use crate::words::Text;
use crate::words::error::Remedy;

/// The id of the log's scrollable.
pub const LOG: &str = "run-log";

#[derive(Debug, Clone)]
pub struct Run {
    plan: Plan,
    progress: Progress,
    phase: Phase,
    /// The part whose log is shown; otherwise the one that works.
    chosen: Option<Part>,
    following: bool,
    /// The row that stands for all that is done was opened.
    unfolded: bool,
    begun: Timestamp,
    now: Timestamp,
    /// How far the working glyphs have turned, from 0 to 1.
    turn: f32,
    /// The lines of the log that is shown, as they are drawn.
    lines: Vec<String>,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Building,
    /// Asked to stop: what is under way is finished first.
    Stopping,
    Undoing,
    Ended(End),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Done,
    /// The journal itself cannot be written: nothing more may be done.
    Broken,
    Failed,
    Stopped,
    Undone,
    UndoFailed,
}

#[derive(Debug, Clone)]
pub enum Message {
    CopyPressed,
    FoldPressed,
    Scrolled(bool),
    RowPressed(Part),
    TryAgainPressed,
    /// A person looked at the host key and accepts it.
    TrustPressed,
    Remedy(Remedy),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    None,
    Copy(String),
    /// Go on with the run.
    GoOn,
    /// Go on, believing these host keys.
    Trust(Vec<String>),
    /// Go to the page where it can be mended.
    Mend(Remedy),
    ScrollToEnd,
}

impl Run {
    pub fn new(plan: Plan, progress: Progress, (phase, now): (Phase, Timestamp)) -> Self {
        let begun = progress
            .stands()
            .iter()
            .filter_map(|stand| stand.begun)
            .min()
            .unwrap_or(now);

        Self {
            plan,
            progress,
            phase,
            chosen: None,
            following: true,
            unfolded: false,
            begun,
            now,
            turn: 0.0,
            lines: Vec::new(),
        }
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    pub fn phase(&self) -> Phase {
        self.phase
    }

    pub fn is_working(&self) -> bool {
        matches!(
            self.phase,
            Phase::Building | Phase::Stopping | Phase::Undoing
        )
    }

    pub fn turn(&self) -> f32 {
        self.turn
    }

    /// The time goes on: only while something works.
    pub fn tick(&mut self, now: Timestamp, turn: f32) {
        self.now = now;
        self.turn = turn;
    }

    /// Something happened in the engine.
    pub fn happened(&mut self, event: Event) -> Action {
        self.progress.apply(event);
        self.read_log();

        if self.following {
            Action::ScrollToEnd
        } else {
            Action::None
        }
    }

    /// It was asked to stop: what is under way is finished first.
    pub fn stopping(&mut self) {
        if self.phase == Phase::Building {
            self.phase = Phase::Stopping;
        }
    }

    pub fn ended(&mut self, outcome: Result<(), Failure>) {
        let undoing = self.phase == Phase::Undoing;
        self.phase = Phase::Ended(match outcome {
            Ok(()) if undoing => End::Undone,
            Ok(()) => End::Done,
            Err(Failure::Journal(_) | Failure::NotOurs) => End::Broken,
            Err(Failure::Stopped) => End::Stopped,
            Err(Failure::Steps(_)) if undoing => End::UndoFailed,
            Err(Failure::Steps(_)) => End::Failed,
        });
        self.chosen = self
            .progress
            .failures()
            .first()
            .map(|(step, _)| step.part());
        self.read_log();
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::CopyPressed => Action::Copy(self.lines.join("\n")),
            Message::FoldPressed => {
                self.unfolded = true;
                Action::None
            }
            Message::Scrolled(at_end) => {
                let again = at_end && !self.following;
                self.following = at_end;
                if again {
                    Action::ScrollToEnd
                } else {
                    Action::None
                }
            }
            Message::RowPressed(part) => {
                self.chosen = Some(part);
                self.following = true;
                self.read_log();
                Action::ScrollToEnd
            }
            Message::TryAgainPressed => Action::GoOn,
            Message::TrustPressed => Action::Trust(self.shown_keys()),
            Message::Remedy(remedy) => Action::Mend(remedy),
        }
    }

    /// The part whose log is shown.
    fn shown(&self) -> Option<Part> {
        let works = || {
            self.progress
                .parts()
                .into_iter()
                .rfind(|part| self.state(*part) == State::Working)
        };
        let spoke = || {
            self.progress
                .stands()
                .iter()
                .rfind(|stand| !stand.log.is_empty())
                .map(|stand| stand.step.part())
        };

        self.chosen.or_else(works).or_else(spoke)
    }

    fn state(&self, part: Part) -> State {
        self.progress.state(part, !self.is_working())
    }

    fn read_log(&mut self) {
        let Some(part) = self.shown() else {
            self.lines.clear();
            return;
        };
        let mut lines: Vec<_> = self
            .progress
            .of_part(part)
            .flat_map(|stand| &stand.log)
            .collect();
        lines.sort_by_key(|(at, _)| *at);
        self.lines = lines
            .into_iter()
            .map(|(at, line)| {
                let at = at.to_zoned_datetime(jiff::tz::TimeZone::system());
                format!("{}  {line}", at.strftime("%H:%M:%S"))
            })
            .collect();
    }

    fn shown_keys(&self) -> Vec<String> {
        use crate::remote::TroubleKind;

        let keys = self
            .progress
            .failures()
            .into_iter()
            .find_map(|(_, problem)| match problem {
                Problem::Machine(trouble) => match &trouble.kind {
                    TroubleKind::HostKeyUnknown { shown } => Some(shown.clone()),
                    _ => None,
                },
                _ => None,
            });

        keys.unwrap_or_default()
    }
}

/// What stands on the page.
impl Run {
    pub fn title(&self, text: &Text) -> String {
        let name = [("name", self.plan.instance.name.to_string().into())];
        match self.phase {
            Phase::Building | Phase::Stopping => text.with("run-title", &name),
            Phase::Undoing => text.with("run-title-undoing", &name),
            Phase::Ended(End::Done) => text.with("run-title-done", &name),
            Phase::Ended(End::Broken) => text.get("run-title-broken"),
            Phase::Ended(End::Failed | End::UndoFailed) => text.with(
                "run-title-failed",
                &[("count", self.progress.failures().len().into())],
            ),
            Phase::Ended(End::Stopped) => text.with("run-title-stopped", &name),
            Phase::Ended(End::Undone) => text.with("run-title-undone", &name),
        }
    }

    pub fn lead(&self, text: &Text) -> String {
        let (done, all) = self.progress.count();
        let count = [("done", done.into()), ("all", all.into())];
        match self.phase {
            Phase::Building | Phase::Stopping | Phase::Undoing | Phase::Ended(End::Done) => {
                String::new()
            }
            Phase::Ended(End::Broken) => text.get("run-lead-broken"),
            Phase::Ended(End::Failed) => text.with("run-lead-failed", &count),
            Phase::Ended(End::UndoFailed) => text.get("run-lead-undo-failed"),
            Phase::Ended(End::Stopped) => text.with("run-lead-stopped", &count),
            Phase::Ended(End::Undone) => text.get("run-lead-undone"),
        }
    }

    /// How long it has taken, at the right of the title.
    pub fn clock<'a>(&self, text: &Text) -> Element<'a, Message> {
        let end = match self.phase {
            Phase::Ended(_) => self
                .progress
                .stands()
                .iter()
                .filter_map(|stand| stand.since)
                .max(),
            _ => None,
        };
        let took = end.unwrap_or(self.now).duration_since(self.begun);

        say(text.duration(took.unsigned_abs()), style::TIME_LARGE).into()
    }

    pub fn view<'a>(&'a self, room: Room, text: &'a Text) -> Element<'a, Message> {
        let (done, all) = self.progress.count();
        let bar = self.is_working().then(|| {
            let count = text.with("run-count", &[("done", done.into()), ("all", all.into())]);
            row![
                progress(self.progress.fraction()),
                say(count, style::SMALL).style(style::ink2)
            ]
            .spacing(style::S16)
            .align_y(Center)
        });
        let trouble = self.trouble(text);
        let rows = self.rows(room, text, trouble.is_some());
        let rows =
            iced::widget::scrollable(column(rows).spacing(0).padding([0.0, style::RING_ROOM]))
                .direction(iced::widget::scrollable::Direction::Vertical(
                    iced::widget::scrollable::Scrollbar::new()
                        .width(6)
                        .scroller_width(6)
                        .spacing(style::S4),
                ))
                .style(style::scroll);
        let rows = container(rows).max_height(if trouble.is_some() { 200.0 } else { 430.0 });

        // In a low window the failure and the way on leave no room for a log that could be read.
        let log = (trouble.is_none() || !room.is_low()).then(|| self.log(text));

        column![bar, trouble, rows, log]
            .spacing(style::S16)
            .height(Fill)
            .into()
    }

    fn log<'a>(&'a self, text: &Text) -> Element<'a, Message> {
        let title = self
            .shown()
            .map_or_else(String::new, |part| self.words(part, text).name);
        let (its, quiet) = if title.is_empty() {
            (text.get("run-log-empty"), String::new())
        } else {
            (text.get("run-log"), text.get("run-log-quiet"))
        };

        log::log(
            log::Log {
                id: LOG.into(),
                title,
                subtitle: its,
                lines: &self.lines,
                quiet,
                following: self.following,
                on_scroll: Message::Scrolled,
                on_copy: Message::CopyPressed,
                height: Length::Fill,
            },
            text,
        )
    }
}

/// How long a working glyph takes to turn once.
pub const TURN: Duration = Duration::from_millis(1600);

/// The step that failed first, if one did.
fn first_failure(progress: &Progress) -> Option<(Step, &Problem)> {
    progress.failures().into_iter().next()
}
