//! What the Firewall page shows.

use iced::widget::{column, container, row, rule, space};
use iced::{Center, Element, Fill, Length};

use super::{Firewall, GROUPS, Group, Line, Message, NAME, from_id, to_id};
use crate::deploy::count::RULES_OF_A_GROUP;
use crate::http::error::Resource;
use crate::plan::firewall::Opening;
use crate::ui::icon::Icon;
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::{button, field, notice, pick, say};
use crate::words::Text;
use crate::words::invalid::Invalid;

/// Widths of the columns, in parts.
const WHO: u16 = 5;
const WHAT: u16 = 4;
const WHY: u16 = 6;

impl Firewall {
    pub fn title(&self, text: &Text) -> String {
        text.get("firewall-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("firewall-lead")
    }

    pub fn view<'a>(&'a self, text: &'a Text, known: &Known) -> Element<'a, Message> {
        let new = Group {
            group: None,
            words: text.get("firewall-new"),
        };
        let named = self.groups.iter().map(|group| Group {
            words: group.name.clone(),
            group: Some(group.clone()),
        });
        let groups: Vec<Group> = std::iter::once(new.clone()).chain(named).collect();
        let chosen = groups
            .iter()
            .find(|entry| entry.group == self.existing)
            .cloned()
            .unwrap_or(new);
        let which = pick(
            text.get("firewall-group"),
            groups,
            Some(chosen),
            Message::GroupChosen,
        )
        .id(GROUPS);
        let name = self.existing.is_none().then(|| {
            let name = field(text.get("firewall-called"), self.name.text())
                .on_input(Message::NameTyped)
                .on_leave(Message::NameLeft)
                .complaint(self.name.complaint().map(|why| why.words(text)))
                .id(NAME);
            Element::from(name)
        });
        let top = row![Element::from(which), column![name].width(Fill)].spacing(style::FIELD_GAP_X);
        let body: Element<'a, Message> = if self.existing.is_some() {
            notice::plain(text.get("firewall-existing")).into()
        } else {
            column![self.rules(text), self.warning(text), self.bars(known, text)]
                .spacing(style::S16)
                .into()
        };

        column![top, body].spacing(style::S20).into()
    }

    fn rules<'a>(&'a self, text: &'a Text) -> Element<'a, Message> {
        let head = |words: String, part: u16| {
            container(say(words, style::CAPTION_MEDIUM).style(style::ink2))
                .width(Length::FillPortion(part))
        };
        let heads = row![
            head(text.get("firewall-who"), WHO),
            head(text.get("firewall-what"), WHAT),
            head(text.get("firewall-why"), WHY),
            space::horizontal().width(36)
        ]
        .spacing(style::S12);
        let mut lines = column![heads, rule::horizontal(1).style(style::line)].spacing(style::S8);
        for (at, line) in self.rules.iter().enumerate() {
            lines = lines.push(self.line(at, line, text));
        }
        let add = button::quiet(text.get("firewall-add"))
            .icon(Icon::Plus)
            .small()
            .on_press(Message::AddPressed);

        column![lines, Element::from(add)].spacing(style::S8).into()
    }

    fn line<'a>(&self, at: usize, line: &'a Line, text: &'a Text) -> Element<'a, Message> {
        let everyone = line.from.value().is_some_and(|net| net.is_everyone());
        let from = field("", line.from.text())
            .on_input(move |typed| Message::FromTyped(at, typed))
            .on_leave(Message::FromLeft(at))
            .placeholder("192.168.73.0/24")
            .unit(if everyone {
                text.get("firewall-anyone")
            } else {
                String::new()
            })
            .complaint(line.from.complaint().map(|why| why.words(text)))
            .mono()
            .id(from_id(at));
        let to = field("", line.to.text())
            .on_input(move |typed| Message::ToTyped(at, typed))
            .on_leave(Message::ToLeft(at))
            .placeholder("tcp/443")
            .complaint(line.to.complaint().map(|why| why.words(text)))
            .mono()
            .id(to_id(at));
        let why = say(self.why(line, text), style::SMALL).style(style::ink2);
        let words = text.with("firewall-remove", &[("number", (at + 1).into())]);
        let remove = button::icon_only(Icon::Cross, words, Message::RemovePressed(at));

        row![
            container(Element::from(from)).width(Length::FillPortion(WHO)),
            container(Element::from(to)).width(Length::FillPortion(WHAT)),
            container(why).width(Length::FillPortion(WHY)),
            container(remove).center_x(36)
        ]
        .spacing(style::S12)
        .align_y(Center)
        .into()
    }

    fn why(&self, line: &Line, text: &Text) -> String {
        let (Some(from), Some(to)) = (line.from.value(), line.to.value()) else {
            return String::new();
        };
        match to {
            Opening::Any if self.local.is_some_and(|local| local.trunc() == from.net()) => {
                text.get("firewall-why-local")
            }
            Opening::Any => text.get("firewall-why-any"),
            to if to.lets_tcp(22) => text.get("firewall-why-ssh"),
            to if to.lets_tcp(80) => text.get("firewall-why-http"),
            to if to.lets_tcp(443) => text.get("firewall-why-https"),
            _ => text.get("firewall-why-own"),
        }
    }

    fn warning<'a>(&self, text: &Text) -> Option<Element<'a, Message>> {
        if !self.knocks() {
            return None;
        }
        let leave = button::quiet(text.get("firewall-leave"))
            .small()
            .flush()
            .on_press(Message::LeaveOpenPressed);

        Some(
            notice::warning(text.get("firewall-ssh-open"))
                .button(leave)
                .into(),
        )
    }

    fn bars<'a>(&self, known: &Known, text: &Text) -> Option<Element<'a, Message>> {
        let groups = known.bar(Resource::SecurityGroups, 1, text);
        let takes = self.rules.len() as u64 + RULES_OF_A_GROUP;
        let rules = known.bar(Resource::SecurityGroupRules, takes, text);

        (groups.is_some() || rules.is_some())
            .then(|| row![groups, rules].spacing(style::S28).into())
    }
}
