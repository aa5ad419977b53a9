//! A run as it goes: a line for each part that works, with what it waits for and since when; done parts above.
//!
//! On anything but a terminal each change is a line, and with `--json` each event is one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::console::Console;
use crate::deploy::progress::{Part, State};
use crate::deploy::{Event, Journal, Progress, Status};
use crate::plan::Plan;
use crate::words::closed as words;
use crate::words::{Text, part};

/// Letters for the name of a part; longer ones push the rest to the right.
const WIDTH: usize = 40;

pub struct Live<'a> {
    console: &'a Console,
    plan: Plan,
    progress: Progress,
    /// What was told of each part last.
    told: BTreeMap<Part, State>,
    bars: MultiProgress,
    working: BTreeMap<Part, ProgressBar>,
}

impl<'a> Live<'a> {
    pub fn new(console: &'a Console, journal: &Journal) -> Self {
        let progress = Progress::of(journal);
        let told = progress
            .parts()
            .into_iter()
            .map(|part| (part, progress.state(part, false)))
            .collect();

        Self {
            console,
            plan: journal.plan().clone(),
            progress,
            told,
            bars: MultiProgress::new(),
            working: BTreeMap::new(),
        }
    }

    pub fn happened(&mut self, event: Event) {
        self.console.event(&event_json(&event));
        self.progress.apply(event);
        if self.console.speaks_json() {
            return;
        }
        for part in self.progress.parts() {
            let state = self.progress.state(part, false);
            if self.told.insert(part, state) != Some(state) {
                self.changed(part, state);
            }
        }
        self.draw();
    }

    /// A sentence between the lines of the run.
    pub fn say(&self, sentence: &str) {
        if self.console.draws() {
            // Drawing is best effort.
            let _ = self.bars.println(sentence);
        } else {
            self.console.say(sentence);
        }
    }

    pub fn say_stopping(&self) {
        self.console.event(&json!({ "event": "stopping" }));
        self.say(&self.console.text.get("cli-stopping"));
    }

    /// Takes away what was only for the time of the run, and tells what did not work.
    pub fn finish(mut self) {
        for (_, bar) in std::mem::take(&mut self.working) {
            bar.finish_and_clear();
        }
        for (step, problem) in self.progress.failures() {
            let (name, _) = self.row(step.part(), State::Failed);
            self.console.complain("");
            self.console.complain(&format!("✗ {name}"));
            for line in words::explained(&self.console.text, &self.plan, problem) {
                self.console.complain(&format!("  {line}"));
            }
        }
    }

    fn changed(&self, part: Part, state: State) {
        let mark = match state {
            State::Done => "✓",
            State::Failed => "✗",
            State::Undone => "−",
            State::Kept => "=",
            State::Working if !self.console.draws() => "…",
            State::Working | State::Waiting | State::OnHold => return,
        };
        let took = match state {
            State::Done | State::Failed => self.took(part),
            _ => String::new(),
        };
        let (name, detail) = self.row(part, state);
        let line = format!("{mark} {name:<WIDTH$} {took:>8}  {detail}");
        self.say(line.trim_end());
    }

    /// The part's name in its state, and what there is to add.
    fn row(&self, part: Part, state: State) -> (String, String) {
        let row = part::row(part, state, &self.plan, &self.progress, &self.console.text);
        let text = &self.console.text;
        let undoing = || {
            let mut stands = self.progress.of_part(part);
            !stands.any(|stand| stand.status == Status::Started) && self.progress.is_going(part)
        };
        let name = match state {
            State::Working if undoing() => {
                text.with("cli-row-undoing", &[("name", row.name.into())])
            }
            State::Undone => text.with("cli-row-undone", &[("name", row.name.into())]),
            State::Kept => text.with("cli-row-kept", &[("name", row.name.into())]),
            _ => row.name,
        };

        (name, row.detail)
    }

    fn took(&self, part: Part) -> String {
        let took = self.progress.elapsed(part, Timestamp::now());
        let took = took.and_then(|took| Duration::try_from(took).ok());

        took.map_or_else(String::new, |took| self.console.text.duration(took))
    }

    fn draw(&mut self) {
        if !self.console.draws() {
            return;
        }
        let parts = self.progress.parts();
        let is_working = |part: &Part| self.told.get(part) == Some(&State::Working);
        self.working.retain(|part, bar| {
            let keep = is_working(part);
            if !keep {
                bar.finish_and_clear();
            }
            keep
        });
        for part in parts.into_iter().filter(is_working) {
            let (name, _) = self.row(part, State::Working);
            let wait = self
                .progress
                .of_part(part)
                .filter(|stand| matches!(stand.status, Status::Started | Status::Undoing(_)))
                .find_map(|stand| stand.wait.as_ref())
                .map_or_else(String::new, |wait| part::wait(wait, &self.console.text));
            let bar = self.working.entry(part).or_insert_with(|| {
                let bar = self.bars.add(ProgressBar::new_spinner());
                bar.set_style(style(&self.console.text));
                bar.enable_steady_tick(Duration::from_millis(120));
                bar
            });
            bar.set_prefix(name);
            bar.set_message(wait);
        }
    }
}

/// The same columns as the lines of what is done.
fn style(text: &Text) -> ProgressStyle {
    let text = text.clone();
    let template = format!("{{spinner}} {{prefix:<{WIDTH}}} {{took:>8}}  {{wide_msg}}");

    ProgressStyle::with_template(&template)
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏·")
        .with_key("took", move |state: &ProgressState, out: &mut dyn Write| {
            // A line that is drawn again in a moment.
            let _ = out.write_str(&text.duration(state.elapsed()));
        })
}

/// An event for programs. What was made is told by the journal; ids of the cloud are in it.
fn event_json(event: &Event) -> Value {
    match event {
        Event::Moved { step, status, at } => {
            let mut event = json!({
                "event": "step",
                "step": step,
                "status": status_name(status),
                "at": at,
            });
            if let Status::Failed(problem) | Status::UndoFailed(_, problem) = status {
                event["problem"] = json!(problem);
            }
            event
        }
        Event::Said { step, line, at } => {
            json!({ "event": "line", "step": step, "line": line, "at": at })
        }
        Event::Waits { step, wait } => json!({ "event": "wait", "step": step, "wait": wait }),
    }
}

pub fn status_name(status: &Status) -> &'static str {
    match status {
        Status::Waiting => "waiting",
        Status::Started => "started",
        Status::Done(_) => "done",
        Status::Failed(_) => "failed",
        Status::Undoing(_) => "undoing",
        Status::UndoFailed(..) => "undo_failed",
        Status::Undone => "undone",
        Status::Kept(_) => "kept",
    }
}
