//! The review: what will be made, what will be used, what does not fit; nothing has been made so far.

mod bars;

use iced::Element;
use iced::widget::column;

use crate::plan::certificate::Certificate;
use crate::plan::check::{self, Finding, Part, Severity};
use crate::plan::instance::{Boot, KeyPair};
use crate::plan::name::Keeper;
use crate::plan::volume::Source;
use crate::plan::{Address, Firewall, Plan};
use crate::ui::icon::Icon;
use crate::ui::known::Known;
use crate::ui::style;
use crate::ui::widget::list::{self, Fact};
use crate::ui::widget::{button, notice, say};
use crate::words::{Text, mistake};

#[derive(Debug, Clone, Default)]
pub struct Review {
    plan: Option<Plan>,
    findings: Vec<Finding>,
}

#[derive(Debug, Clone)]
pub enum Message {
    MendPressed(Part),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Go to the page of this part.
    Mend(Part),
}

impl Review {
    pub fn new() -> Self {
        Self::default()
    }

    /// The plan as the pages say it now.
    pub fn show(&mut self, plan: Option<Plan>) {
        self.findings = plan.as_ref().map(check::check).unwrap_or_default();
        self.plan = plan;
    }

    /// The plan, if nothing stands against it.
    pub fn answer(&self) -> Option<&Plan> {
        let sound = self
            .findings
            .iter()
            .all(|finding| finding.severity() != Severity::Error);

        self.plan.as_ref().filter(|_| sound)
    }

    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::MendPressed(part) => Action::Mend(part),
        }
    }
}

/// What the page shows.
impl Review {
    pub fn title(&self, text: &Text) -> String {
        text.get("review-title")
    }

    pub fn lead(&self, text: &Text) -> String {
        text.get("review-lead")
    }

    /// `system` is the instance's, as people say it.
    pub fn view<'a>(
        &'a self,
        system: Option<&str>,
        text: &'a Text,
        known: &Known,
    ) -> Element<'a, Message> {
        let Some(plan) = &self.plan else {
            return notice::warning(text.get("review-unfinished")).into();
        };
        let findings = self
            .findings
            .iter()
            .map(|finding| self.finding(finding, text));
        let findings = (!self.findings.is_empty()).then(|| column(findings).spacing(style::S8));
        let system = system.unwrap_or(&plan.instance.image.name);
        let table = list::facts(facts(plan, system, text));
        let used = column![
            say(text.get("review-used"), style::SECTION),
            say(used(plan, text), style::BODY).style(style::ink2)
        ];
        let bars = bars::all(plan, known, text);

        column![
            findings,
            column![say(text.get("review-made"), style::SECTION), table].spacing(style::S8),
            used.spacing(style::S4),
            column![say(text.get("review-quota"), style::SECTION), bars].spacing(style::S8)
        ]
        .spacing(style::S20)
        .into()
    }

    fn finding<'a>(&self, finding: &Finding, text: &Text) -> Element<'a, Message> {
        let words = mistake::finding(text, finding);
        let change = text.with(
            "review-mend",
            &[("page", mistake::part(text, finding.part()).into())],
        );
        let change = button::secondary(change)
            .small()
            .on_press(Message::MendPressed(finding.part()));
        match finding.severity() {
            Severity::Error => notice::failure(words).button(change).into(),
            Severity::Warning => notice::warning(words).button(change).into(),
        }
    }
}

fn facts(plan: &Plan, system: &str, text: &Text) -> Vec<Fact> {
    let mut lines = vec![machine(plan, system, text)];
    match &plan.address {
        Address::New { pool } => lines.push(line(
            Icon::Pin,
            text.get("review-address"),
            text.get("review-address-new"),
            text.with("review-address-pool", &[("pool", pool.name.clone().into())]),
        )),
        Address::Existing { ip, .. } => lines.push(line(
            Icon::Pin,
            text.get("review-address"),
            ip.to_string(),
            text.get("review-address-kept"),
        )),
        Address::Own => {}
    }
    if let Firewall::New { name, rules } = &plan.firewall {
        let count = text.with("part-firewall-rules", &[("count", rules.len().into())]);
        lines.push(line(
            Icon::Wall,
            text.get("review-firewall"),
            name.to_string(),
            count,
        ));
    }
    lines.extend(disks(plan, text));
    lines.push(name(plan, text));
    let registry = &plan.registry;
    let deletion = if registry.deletion {
        text.get("review-deletion")
    } else {
        text.get("review-no-deletion")
    };
    let user = text.with("review-user", &[("user", registry.user.to_string().into())]);
    lines.push(line(
        Icon::Box,
        text.get("review-registry"),
        format!("{}, {user}", registry.image),
        deletion,
    ));
    if !plan.nodes.is_empty() {
        let hosts: Vec<String> = plan
            .nodes
            .iter()
            .map(|node| node.host.to_string())
            .collect();
        lines.push(line(
            Icon::Node,
            text.get("review-nodes"),
            hosts.join(", "),
            text.get("review-nodes-added"),
        ));
    }

    lines
}

fn line(icon: Icon, kind: String, value: String, detail: String) -> Fact {
    Fact {
        icon,
        kind,
        value,
        detail,
    }
}

fn machine(plan: &Plan, system: &str, text: &Text) -> Fact {
    let instance = &plan.instance;
    let key = match &instance.login.key_pair {
        KeyPair::Existing { name } => text.with("review-key", &[("name", name.clone().into())]),
        KeyPair::Import { .. } => text.get("review-key-new"),
    };
    let boot = match instance.boot {
        Boot::Image => String::new(),
        Boot::Volume { size, .. } => text.with("review-boot", &[("size", size.get().into())]),
    };
    let machine = [instance.flavor.name.clone(), system.to_owned(), key, boot];
    let machine: Vec<String> = machine
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();

    line(
        Icon::Server,
        text.get("review-instance"),
        instance.name.to_string(),
        machine.join(", "),
    )
}

fn disks(plan: &Plan, text: &Text) -> Option<Fact> {
    let names: Vec<String> = plan
        .volumes
        .iter()
        .map(|volume| volume.name.to_string())
        .collect();
    let details: Vec<String> = plan
        .volumes
        .iter()
        .map(|volume| {
            let mount = ("mount", volume.mount.to_string().into());
            match &volume.source {
                Source::New { size, .. } => {
                    text.with("review-volume-new", &[("size", size.get().into()), mount])
                }
                Source::Existing { .. } => text.with("review-volume-existing", &[mount]),
            }
        })
        .collect();

    (!names.is_empty()).then(|| Fact {
        icon: Icon::Disk,
        kind: text.get("review-volumes"),
        value: names.join(", "),
        detail: details.join(", "),
    })
}

fn name(plan: &Plan, text: &Text) -> Fact {
    let keeper = match plan.name.keeper {
        Keeper::Cloudflare { proxied: true, .. } => text.get("review-proxied"),
        Keeper::Cloudflare { .. } => text.get("review-cloudflare"),
        Keeper::Designate { .. } => text.get("review-designate"),
        Keeper::Hand => text.get("review-hand"),
    };
    let certificate = match plan.certificate {
        Certificate::CloudflareProxy => text.get("review-certificate-proxy"),
        Certificate::Files { .. } => text.get("review-certificate-files"),
        Certificate::LetsEncrypt {
            directory: Some(_), ..
        } => text.get("review-certificate-authority"),
        Certificate::LetsEncrypt {
            directory: None, ..
        } => text.get("review-certificate-acme"),
    };

    Fact {
        icon: Icon::Tag,
        kind: text.get("review-name"),
        value: plan.name.host.to_string(),
        detail: format!("{keeper}; {certificate}"),
    }
}

fn used(plan: &Plan, text: &Text) -> String {
    let network = ("network", plan.instance.network.name.clone().into());
    let key = match &plan.instance.login.key_pair {
        KeyPair::Existing { name } => name.clone(),
        KeyPair::Import { .. } => String::new(),
    };
    match (plan.name.keeper.zone(), key.is_empty()) {
        (Some(zone), false) => text.with(
            "review-used-all",
            &[
                network,
                ("key", key.into()),
                ("zone", zone.to_string().into()),
            ],
        ),
        (Some(zone), true) => text.with(
            "review-used-zone",
            &[network, ("zone", zone.to_string().into())],
        ),
        (None, false) => text.with("review-used-key", &[network, ("key", key.into())]),
        (None, true) => text.with("review-used-network", &[network]),
    }
}
