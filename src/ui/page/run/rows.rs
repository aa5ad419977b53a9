//! The rows of a run: one a part, with its state, its time and what it waits for.

use iced::Element;

use super::{Message, Run};
use crate::deploy::progress::{Part, State};
use crate::ui::frame::Room;
use crate::ui::widget::{Glyph, step};
use crate::words::{Text, part};

impl Run {
    /// One row a part. Where room is scarce, what is done folds into one row.
    pub(super) fn rows<'a>(
        &self,
        room: Room,
        text: &Text,
        crowded: bool,
    ) -> Vec<Element<'a, Message>> {
        let (nodes, parts): (Vec<Part>, Vec<Part>) = self
            .progress
            .parts()
            .into_iter()
            .partition(|part| matches!(part, Part::Node(_)));
        let (done, rest): (Vec<Part>, Vec<Part>) = if (crowded || room.is_low()) && !self.unfolded {
            parts
                .into_iter()
                .partition(|part| self.state(*part) == State::Done)
        } else {
            (Vec::new(), parts)
        };
        let folded = (!done.is_empty()).then(|| {
            step(
                Glyph::Done,
                text.with("run-folded", &[("count", done.len().into())]),
            )
            .on_press(Message::FoldPressed)
            .into()
        });

        folded
            .into_iter()
            .chain(rest.into_iter().map(|part| self.row(part, text)))
            .chain(self.node_rows(&nodes, text))
            .collect()
    }

    /// All nodes are one row, as long as none needs a word of its own.
    fn node_rows<'a>(&self, nodes: &[Part], text: &Text) -> Vec<Element<'a, Message>> {
        let states: Vec<State> = nodes.iter().map(|part| self.state(*part)).collect();
        let [first, .., last] = nodes else {
            return nodes.iter().map(|part| self.row(*part, text)).collect();
        };
        let same = states.windows(2).all(|pair| pair[0] == pair[1]);
        let moving = states
            .iter()
            .all(|state| matches!(state, State::Waiting | State::Working | State::Done));
        if !same && !moving {
            return nodes.iter().map(|part| self.row(*part, text)).collect();
        }
        let state = if same { states[0] } else { State::Working };
        let part = if state == State::Working {
            *last
        } else {
            *first
        };
        let hosts: Vec<String> = self
            .plan
            .nodes
            .iter()
            .map(|node| node.host.to_string())
            .collect();
        let detail = match state {
            State::Waiting | State::OnHold => part::after(*first, &self.plan, &self.progress, text),
            State::Undone => text.get("run-row-undone"),
            State::Kept | State::Working | State::Done | State::Failed => hosts.join(", "),
        };
        let time = nodes
            .iter()
            .filter_map(|part| self.progress.elapsed(*part, self.now))
            .max();
        let time = time.filter(|_| state != State::Waiting);
        let name = if state == State::Working {
            text.get("run-nodes-working")
        } else {
            text.get("run-nodes")
        };

        vec![
            step(self.glyph(state), name)
                .detail(detail)
                .time(time.map_or_else(String::new, |took| text.duration(took.unsigned_abs())))
                .on_press(Message::RowPressed(part))
                .into(),
        ]
    }

    fn row<'a>(&self, part: Part, text: &Text) -> Element<'a, Message> {
        let state = self.state(part);
        let words = self.words(part, text);
        let time = self
            .progress
            .elapsed(part, self.now)
            .filter(|_| state != State::Waiting);
        let detail = match state {
            State::Waiting | State::OnHold => part::after(part, &self.plan, &self.progress, text),
            State::Undone => text.get("run-row-undone"),
            State::Kept => text.get("run-row-kept"),
            State::Working | State::Done | State::Failed => words.detail,
        };
        let waiting = if state == State::Working {
            self.waits(part, text)
        } else {
            String::new()
        };

        step(self.glyph(state), words.name)
            .detail(detail)
            .waiting(waiting)
            .time(time.map_or_else(String::new, |took| text.duration(took.unsigned_abs())))
            .on_press(Message::RowPressed(part))
            .into()
    }

    fn glyph(&self, state: State) -> Glyph {
        match state {
            State::Waiting => Glyph::Waiting,
            State::Working => Glyph::Working(self.turn),
            State::Done | State::Kept => Glyph::Done,
            State::Failed => Glyph::Failed,
            State::OnHold => Glyph::OnHold,
            State::Undone => Glyph::Skipped,
        }
    }

    pub(super) fn words(&self, part: Part, text: &Text) -> part::Row {
        part::row(part, self.state(part), &self.plan, &self.progress, text)
    }

    fn waits(&self, part: Part, text: &Text) -> String {
        let wait = self
            .progress
            .of_part(part)
            .find_map(|stand| stand.wait.as_ref());

        match (wait, part) {
            (Some(wait), _) => part::wait(wait, text),
            (None, Part::Proof) => text.get("run-row-trying"),
            (
                None,
                Part::Machine
                | Part::Disk(_)
                | Part::Docker
                | Part::Registry
                | Part::Certificate
                | Part::Node(_),
            ) => text.get("run-row-machine"),
            (None, _) => text.get("run-row-asking"),
        }
    }
}
