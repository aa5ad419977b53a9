//! The firewall: who may reach what on the instance.

mod view;

use iced::advanced::widget::Id;
use ipnet::IpNet;

use crate::deploy::suggest;
use crate::plan::field::Field;
use crate::plan::firewall::{Network, Opening, Rule};
use crate::plan::text::Title;
use crate::plan::{self, Named, Plan};
use crate::ui::known::Known;

const NAME: &str = "firewall-name";
const GROUPS: &str = "firewall-groups";

#[derive(Debug, Clone)]
pub struct Firewall {
    /// Groups of the project.
    groups: Vec<Named>,
    /// The group that is used instead of a new one.
    existing: Option<Named>,
    name: Field<Title>,
    rules: Vec<Line>,
    local: Option<IpNet>,
    ssh_may_be_open: bool,
    touched: bool,
}

/// A rule as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub from: Field<Network>,
    pub to: Field<Opening>,
}

#[derive(Debug, Clone)]
pub enum Message {
    AddPressed,
    FromLeft(usize),
    FromTyped(usize, String),
    GroupChosen(Group),
    LeaveOpenPressed,
    NameLeft,
    NameTyped(String),
    RemovePressed(usize),
    ToLeft(usize),
    ToTyped(usize, String),
}

/// An entry of the list of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub group: Option<Named>,
    pub words: String,
}

impl std::fmt::Display for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl Line {
    fn new(rule: &Rule) -> Self {
        Self {
            from: Field::new(rule.from.to_string()),
            to: Field::new(rule.to.to_string()),
        }
    }

    fn rule(&self) -> Option<Rule> {
        Some(Rule {
            from: *self.from.value()?,
            to: *self.to.value()?,
        })
    }
}

impl Default for Firewall {
    fn default() -> Self {
        Self::new()
    }
}

impl Firewall {
    pub fn new() -> Self {
        Self {
            groups: Vec::new(),
            existing: None,
            name: Field::new(suggest::NAME),
            rules: suggest::rules(None).iter().map(Line::new).collect(),
            local: None,
            ssh_may_be_open: false,
            touched: false,
        }
    }

    /// The instance was named, its network chosen, or the cloud answered.
    pub fn learn(&mut self, known: &Known, instance: &str, local: Option<IpNet>) {
        let groups = known.inventory.groups.as_deref().unwrap_or_default();
        self.groups = groups
            .iter()
            .map(|group| Named::new(group.id.as_str(), &group.name))
            .collect();
        self.name.suggest(instance);
        if !self.touched {
            self.rules = suggest::rules(local).iter().map(Line::new).collect();
        }
        self.local = local;
    }

    pub fn fill(&mut self, plan: &Plan) {
        match &plan.firewall {
            plan::Firewall::Existing { group } => self.existing = Some(group.clone()),
            plan::Firewall::New { name, rules } => {
                self.existing = None;
                self.name.set(name.to_string());
                self.rules = rules.iter().map(Line::new).collect();
            }
        }
        self.touched = true;
    }

    /// The name of the new group, or the list where one is used that is there.
    pub fn first(&self) -> Id {
        self.existing.as_ref().map_or(NAME, |_| GROUPS).into()
    }

    /// Answers with the field that a press leads to.
    pub fn update(&mut self, message: Message) -> Option<Id> {
        let added = matches!(message, Message::AddPressed);
        self.touched |= !matches!(
            message,
            Message::NameLeft | Message::FromLeft(_) | Message::ToLeft(_)
        );
        match message {
            Message::AddPressed => self.rules.push(Line {
                from: Field::new(""),
                to: Field::new(""),
            }),
            Message::FromLeft(at) => self.with(at, |line| line.from.leave()),
            Message::FromTyped(at, text) => self.with(at, |line| line.from.set(text)),
            Message::GroupChosen(group) => self.existing = group.group,
            Message::LeaveOpenPressed => self.ssh_may_be_open = true,
            Message::NameLeft => self.name.leave(),
            Message::NameTyped(text) => self.name.set(text),
            Message::RemovePressed(at) => {
                if at < self.rules.len() {
                    let _ = self.rules.remove(at);
                }
            }
            Message::ToLeft(at) => self.with(at, |line| line.to.leave()),
            Message::ToTyped(at, text) => self.with(at, |line| line.to.set(text)),
        }

        added.then(|| from_id(self.rules.len() - 1))
    }

    pub fn answer(&self) -> Option<plan::Firewall> {
        if let Some(group) = &self.existing {
            return Some(plan::Firewall::Existing {
                group: group.clone(),
            });
        }
        let rules: Option<Vec<Rule>> = self.rules.iter().map(Line::rule).collect();

        Some(plan::Firewall::New {
            name: self.name.value()?.clone(),
            rules: rules?,
        })
    }

    pub fn complain(&mut self) -> Option<Id> {
        self.name.leave();
        for line in &mut self.rules {
            line.from.leave();
            line.to.leave();
        }
        if self.existing.is_some() {
            return None;
        }
        if self.name.value().is_none() {
            return Some(NAME.into());
        }
        let wrong = self.rules.iter().position(|line| line.rule().is_none())?;
        let from = self
            .rules
            .get(wrong)
            .is_some_and(|line| line.from.value().is_none());

        Some(if from { from_id(wrong) } else { to_id(wrong) })
    }

    /// Whether SSH is open to the whole internet and nobody has said that it may be.
    fn knocks(&self) -> bool {
        let open = |line: &Line| {
            line.rule()
                .is_some_and(|rule| rule.from.is_everyone() && rule.to.lets_tcp(22))
        };

        self.existing.is_none() && !self.ssh_may_be_open && self.rules.iter().any(open)
    }

    fn with(&mut self, at: usize, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.rules.get_mut(at) {
            change(line);
        }
    }
}

fn from_id(at: usize) -> Id {
    Id::from(format!("rule-from-{at}"))
}

fn to_id(at: usize) -> Id {
    Id::from(format!("rule-to-{at}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_procedures_rules_are_there_from_the_start() {
        let page = Firewall::new();
        let Some(plan::Firewall::New { rules, .. }) = page.answer() else {
            panic!("the page has an answer");
        };
        let openings: Vec<String> = rules.iter().map(|rule| rule.to.to_string()).collect();

        assert_eq!(openings, ["tcp/22", "tcp/80", "tcp/443"]);
        assert!(page.knocks());
    }

    #[test]
    fn a_wrong_network_is_where_the_complaint_leads() {
        let mut page = Firewall::new();
        let _ = page.update(Message::FromTyped(1, "192.168.73.0/33".into()));
        assert_eq!(page.answer(), None);
        assert_eq!(page.complain(), Some(from_id(1)));

        let _ = page.update(Message::FromTyped(1, "192.168.73.0/24".into()));
        assert_eq!(page.complain(), None);
    }

    #[test]
    fn a_new_rule_is_where_typing_goes_on() {
        let mut page = Firewall::new();

        assert_eq!(page.update(Message::AddPressed), Some(from_id(3)));
        assert_eq!(page.first(), NAME.into());
    }

    #[test]
    fn ssh_is_left_open_only_when_somebody_says_so() {
        let mut page = Firewall::new();
        let _ = page.update(Message::LeaveOpenPressed);

        assert!(!page.knocks());
    }
}
