//! The nodes of the cluster that are to be logged in. None is an answer too: they can follow later.

use iced::advanced::widget::Id;
use iced::widget::{column, container, row};
use iced::{Element, Fill, Length};

use crate::plan::Plan;
use crate::plan::field::Field;
use crate::plan::instance::Jump;
use crate::plan::node::{Engine, Node};
use crate::plan::place::FilePath;
use crate::plan::text::{Host, UserName};
use crate::practice;
use crate::ui::icon::Icon;
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::{button, field, notice, pick, say};
use crate::words::Text;
use crate::words::invalid::Invalid;

use super::instance::OrNothing;

#[derive(Debug, Clone)]
pub struct Nodes {
    lines: Vec<Line>,
    /// The machine through which the nodes are reached, and the key for all of them.
    jump: Field<OrNothing<Through>>,
    key: Field<OrNothing<FilePath>>,
    touched: bool,
}

/// A node as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    host: Field<Host>,
    user: Field<UserName>,
    engine: Engine,
}

/// `user@host` or `user@host:port`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Through(pub Jump);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a machine to go through is written user@host or user@host:port")]
pub struct BadThrough;

impl std::str::FromStr for Through {
    type Err = BadThrough;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (user, host) = text.split_once('@').ok_or(BadThrough)?;
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| BadThrough)?),
            None => (host, 22),
        };

        Ok(Self(Jump {
            host: host.parse().map_err(|_| BadThrough)?,
            port,
            user: user.parse().map_err(|_| BadThrough)?,
        }))
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    AddPressed,
    EngineChosen(usize, Named),
    HostLeft(usize),
    HostTyped(usize, String),
    JumpLeft,
    JumpTyped(String),
    KeyLeft,
    KeyTyped(String),
    RemovePressed(usize),
    UserLeft(usize),
    UserTyped(usize, String),
}

/// An engine with its name in the language of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    engine: Engine,
    words: String,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl Default for Nodes {
    fn default() -> Self {
        Self::new()
    }
}

impl Nodes {
    pub fn new() -> Self {
        Self {
            lines: Vec::new(),
            jump: Field::default(),
            key: Field::default(),
            touched: false,
        }
    }

    /// The practice cloud has a cluster: its nodes are filled in, so that the whole way can be seen.
    pub fn learn(&mut self, known: &Known) {
        if let (Some(preset), false) = (known.practice(), self.touched) {
            let node = |host: &str| Line {
                host: Field::new(host),
                user: Field::new(practice::node_user(preset)),
                engine: Engine::Find,
            };
            self.lines = ["node-1", "node-2", "node-3"].map(node).into();
        }
    }

    pub fn fill(&mut self, plan: &Plan) {
        self.lines = plan
            .nodes
            .iter()
            .map(|node| Line {
                host: Field::new(node.host.to_string()),
                user: Field::new(node.user.to_string()),
                engine: node.engine,
            })
            .collect();
        let first = plan.nodes.first();
        let jump = first.and_then(|node| node.jump.as_ref());
        self.jump.set(jump.map_or_else(String::new, |jump| {
            format!("{}@{}:{}", jump.user, jump.host, jump.port)
        }));
        let key = first.and_then(|node| node.key_file.as_ref());
        self.key
            .set(key.map_or_else(String::new, ToString::to_string));
        self.touched = true;
    }

    pub fn first(&self) -> Option<Id> {
        (!self.lines.is_empty()).then(|| host_id(0))
    }

    /// Answers with the field that a press leads to.
    pub fn update(&mut self, message: Message) -> Option<Id> {
        let added = matches!(message, Message::AddPressed);
        self.touched = true;
        match message {
            Message::AddPressed => {
                let user = self
                    .lines
                    .last()
                    .map_or("ubuntu", |line| line.user.text())
                    .to_owned();
                self.lines.push(Line {
                    host: Field::default(),
                    user: Field::new(user),
                    engine: Engine::Find,
                });
            }
            Message::EngineChosen(at, named) => self.with(at, |line| line.engine = named.engine),
            Message::HostLeft(at) => self.with(at, |line| line.host.leave()),
            Message::HostTyped(at, text) => self.with(at, |line| line.host.set(text)),
            Message::JumpLeft => self.jump.leave(),
            Message::JumpTyped(text) => self.jump.set(text),
            Message::KeyLeft => self.key.leave(),
            Message::KeyTyped(text) => self.key.set(text),
            Message::RemovePressed(at) => {
                if at < self.lines.len() {
                    let _ = self.lines.remove(at);
                }
            }
            Message::UserLeft(at) => self.with(at, |line| line.user.leave()),
            Message::UserTyped(at, text) => self.with(at, |line| line.user.set(text)),
        }

        added.then(|| host_id(self.lines.len() - 1))
    }

    pub fn answer(&self) -> Option<Vec<Node>> {
        let jump = self
            .jump
            .value()?
            .0
            .as_ref()
            .map(|through| through.0.clone());
        let key_file = self.key.value()?.0.clone();
        let node = |line: &Line| {
            Some(Node {
                host: line.host.value()?.clone(),
                port: 22,
                user: line.user.value()?.clone(),
                key_file: key_file.clone(),
                jump: jump.clone(),
                engine: line.engine,
            })
        };

        self.lines.iter().map(node).collect()
    }

    pub fn complain(&mut self) -> Option<Id> {
        self.jump.leave();
        self.key.leave();
        for line in &mut self.lines {
            line.host.leave();
            line.user.leave();
        }
        let wrong = self
            .lines
            .iter()
            .position(|line| line.host.value().is_none() || line.user.value().is_none());
        if let Some(at) = wrong {
            return Some(host_id(at));
        }

        self.answer().is_none().then(|| "nodes-jump".into())
    }

    fn with(&mut self, at: usize, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.get_mut(at) {
            change(line);
        }
    }
}

fn host_id(at: usize) -> Id {
    Id::from(format!("node-host-{at}"))
}

/// What the page shows.
impl Nodes {
    pub fn title(&self, text: &Text) -> String {
        text.get("nodes-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("nodes-lead")
    }

    pub fn view<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let lines = self
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| self.line(at, line, text));
        let lines = column(lines).spacing(style::S12);
        let add = button::quiet(text.get("nodes-add"))
            .icon(Icon::Plus)
            .small()
            .on_press(Message::AddPressed);
        let none = self
            .lines
            .is_empty()
            .then(|| Element::from(notice::plain(text.get("nodes-none"))));
        let shared = (!self.lines.is_empty()).then(|| self.shared(text));
        let promise = (!self.lines.is_empty())
            .then(|| Element::from(notice::plain(text.get("nodes-promise")).icon(Icon::Lock)));

        column![none, lines, Element::from(add), shared, promise]
            .spacing(style::S20)
            .into()
    }

    fn line<'a>(&self, at: usize, line: &'a Line, text: &'a Text) -> Element<'a, Message> {
        let label = |words: String| if at == 0 { words } else { String::new() };
        let host = field(label(text.get("nodes-host")), line.host.text())
            .on_input(move |typed| Message::HostTyped(at, typed))
            .on_leave(Message::HostLeft(at))
            .complaint(line.host.complaint().map(|why| why.words(text)))
            .mono()
            .id(host_id(at));
        let user = field(label(text.get("nodes-user")), line.user.text())
            .on_input(move |typed| Message::UserTyped(at, typed))
            .on_leave(Message::UserLeft(at))
            .complaint(line.user.complaint().map(|why| why.words(text)))
            .id(format!("node-user-{at}"));
        let engines =
            [Engine::Find, Engine::Docker, Engine::Containerd].map(|engine| named(engine, text));
        let engine = pick(
            label(text.get("nodes-engine")),
            engines.to_vec(),
            Some(named(line.engine, text)),
            move |engine| Message::EngineChosen(at, engine),
        )
        .id(format!("node-engine-{at}"));
        let words = text.with("nodes-remove", &[("number", (at + 1).into())]);
        let remove = button::icon_only(Icon::Cross, words, Message::RemovePressed(at));
        let top = if at == 0 { 24.0 } else { 0.0 };

        row![
            container(Element::from(host)).width(Length::FillPortion(4)),
            container(Element::from(user)).width(Length::FillPortion(3)),
            container(Element::from(engine)).width(Length::FillPortion(3)),
            container(remove).padding(iced::padding::top(top))
        ]
        .spacing(style::S16)
        .align_y(if at == 0 {
            iced::alignment::Vertical::Top
        } else {
            iced::alignment::Vertical::Center
        })
        .into()
    }

    fn shared<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let jump = field(text.get("nodes-jump"), self.jump.text())
            .on_input(Message::JumpTyped)
            .on_leave(Message::JumpLeft)
            .placeholder(text.get("nodes-jump-none"))
            .complaint(self.jump.complaint().map(|_| text.get("nodes-jump-bad")))
            .help(text.get("nodes-jump-help"))
            .mono()
            .id("nodes-jump");
        let key = field(text.get("nodes-key"), self.key.text())
            .on_input(Message::KeyTyped)
            .on_leave(Message::KeyLeft)
            .placeholder(text.get("nodes-key-none"))
            .complaint(self.key.complaint().map(|why| why.words(text)))
            .help(text.get("nodes-key-help"))
            .mono()
            .id("nodes-key");
        let fields = row![
            container(Element::from(jump)).width(Fill),
            container(Element::from(key)).width(Fill)
        ]
        .spacing(style::FIELD_GAP_X);

        column![say(text.get("nodes-shared"), style::SECTION), fields]
            .spacing(style::S12)
            .into()
    }
}

fn named(engine: Engine, text: &Text) -> Named {
    Named {
        engine,
        words: match engine {
            Engine::Containerd => text.get("nodes-containerd"),
            Engine::Docker => text.get("nodes-docker"),
            Engine::Find => text.get("nodes-find"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_node_is_an_answer() {
        assert_eq!(Nodes::new().answer(), Some(Vec::new()));
    }

    #[test]
    fn the_jump_host_is_for_all_of_them() {
        let mut page = Nodes::new();
        assert_eq!(page.update(Message::AddPressed), Some(host_id(0)));
        let _ = page.update(Message::HostTyped(0, "node-1".into()));
        let _ = page.update(Message::JumpTyped("admin@gate.example.org:2222".into()));
        let nodes = page.answer().unwrap();

        assert_eq!(nodes[0].jump.as_ref().map(|jump| jump.port), Some(2222));
    }

    #[test]
    fn an_empty_host_is_where_the_complaint_leads() {
        let mut page = Nodes::new();
        let _ = page.update(Message::AddPressed);

        assert_eq!(page.answer(), None);
        assert_eq!(page.complain(), Some(host_id(0)));
    }
}
