//! What pages put together of the pieces.

use crate::ui::icon::Icon;
use crate::ui::style;
use crate::ui::widget::table::Column;
use crate::ui::widget::{
    CardHead, Choice, Glyph, Quota, action, button, card, even, field, large_choices, list, log,
    notice, pick, progress, quota_change, say,
};
use crate::words::Text;
use iced::widget::{column, container, row};
use iced::{Element, Length};
use std::sync::LazyLock;

/// A second sheet: what pages put together of the pieces.
pub fn compositions<'a>(text: &Text) -> Element<'a, ()> {
    let sheet = row![
        column![large(), volume(), firewall(), written(text)]
            .spacing(style::S28)
            .width(660),
        column![summary(), tried(), changes(text), next(), trouble()]
            .spacing(style::S28)
            .width(580),
    ]
    .spacing(style::S48);
    container(sheet)
        .padding([32, 36])
        .width(Length::Fill)
        .height(Length::Fill)
        .style(style::paper)
        .into()
}

fn large<'a>() -> Element<'a, ()> {
    let cards = vec![
        Choice::new(
            1,
            "Practise first",
            "The whole way, on a pretend cloud. Nothing leaves it.",
        ),
        Choice::new(
            2,
            "Build on your cloud",
            "Sign in to OpenStack and build it for real.",
        ),
    ];
    large_choices("large", cards, Some(&1), 2, |_| ())
}

fn volume<'a>() -> Element<'a, ()> {
    let head = CardHead {
        title: "Images".into(),
        caption: "Every image that is pushed to the registry.".into(),
        mark: "/docker-registry".into(),
    };
    let fields = row![
        field("Name", "neuro-images").on_input(|_| ()),
        field("Size", "1000").on_input(|_| ()).unit("GB").width(112),
        pick("Type", ["Standard"], Some("Standard"), |_| ()).width(150),
        pick("Filesystem", ["ext4", "xfs"], Some("ext4"), |_| ()).width(136),
    ];
    let remove = button::icon_only(Icon::Cross, "Remove", ());
    card(head, Some(remove), fields.spacing(style::S16))
}

fn firewall<'a>() -> Element<'a, ()> {
    let columns = [
        Column::new("Who may come in", 4),
        Column::new("To what", 3),
        Column::new("Why", 5),
    ];
    let columns = [columns.as_slice(), &[Column::tool()]].concat();
    let rule = |from: &'static str, who: &str, to: &'static str, why: &'static str| {
        vec![
            list::two(say(from, style::MONO), who),
            list::two(say(to, style::BODY), "TCP"),
            say(why, style::SMALL).style(style::ink2).into(),
            button::icon_only(Icon::Cross, "Remove", ()),
        ]
    };
    let rows = vec![
        rule(
            "192.168.73.0/24",
            "your network, read from the cloud",
            "Everything",
            "Your nodes pull and your machines talk freely here.",
        ),
        rule(
            "0.0.0.0/0",
            "anyone",
            "22 SSH",
            "So that Quayside can set it up.",
        ),
        rule(
            "0.0.0.0/0",
            "anyone",
            "443 HTTPS",
            "The registry itself, behind its password.",
        ),
    ];
    list::rows(&columns, rows)
}

fn summary<'a>() -> Element<'a, ()> {
    let fact = |icon, kind: &str, value: &str, detail: &str| list::Fact {
        icon,
        kind: kind.into(),
        value: value.into(),
        detail: detail.into(),
    };
    list::facts(vec![
        fact(
            Icon::Server,
            "Instance",
            "neuro-registry",
            "c8-30gb-186, Ubuntu 24.04 LTS",
        ),
        fact(Icon::Wall, "Security group", "neuro-registry", "4 rules"),
        fact(
            Icon::Disk,
            "Volumes",
            "neuro-data, neuro-images",
            "500 GB at /DATA, 1 000 GB",
        ),
    ])
}

fn tried<'a>() -> Element<'a, ()> {
    let proof = |what: &str, value: &str| (Glyph::Done, what.to_owned(), value.to_owned());
    list::proofs([
        proof(
            "Without the password, nobody gets in",
            "401, then 200 with it",
        ),
        proof(
            "A 128 MB layer came back as it was sent",
            "pushed, pulled, compared, deleted",
        ),
    ])
}

fn changes<'a>(text: &Text) -> Element<'a, ()> {
    let line = |name: &str, used, plan, limit, unit: &str| {
        let (name, unit) = (name.to_owned(), unit.to_owned());
        quota_change(
            &Quota {
                name,
                used,
                plan,
                limit,
                unit,
            },
            text,
        )
    };
    column![
        line("Cores", 12, 8, Some(32), ""),
        line("Floating addresses", 1, 1, Some(2), ""),
        line("Storage", 1200, 4500, Some(5000), "GB"),
        line("Ports", 8, 1, None, ""),
    ]
    .spacing(style::S8)
    .into()
}

fn next<'a>() -> Element<'a, ()> {
    let cards = row![
        action(
            Icon::File,
            "Save the summary",
            "For your colleagues; no secrets in it",
            ()
        ),
        action(
            Icon::Terminal,
            "BinderHub settings",
            "Ready to paste into its configuration, with the password left out of it",
            ()
        ),
    ]
    .spacing(style::S12);
    even(cards)
}

fn written<'a>(text: &Text) -> Element<'a, ()> {
    static LINES: LazyLock<[String; 3]> = LazyLock::new(|| {
        [
            "14:05:28  apt-get update",
            "14:05:29  lock /var/lib/dpkg/lock-frontend is held by unattended-upgr (1187)",
            "14:05:29  waiting, up to 10 minutes",
        ]
        .map(str::to_owned)
    });
    let its = log::Log {
        id: "log".into(),
        title: "Docker is being installed".into(),
        subtitle: "its log".into(),
        lines: LINES.as_slice(),
        quiet: String::new(),
        following: false,
        on_scroll: |_| (),
        on_copy: (),
        height: Length::Fixed(114.0),
    };
    column![progress(0.54), log::log(its, text)]
        .spacing(style::S12)
        .into()
}

fn trouble<'a>() -> Element<'a, ()> {
    let part = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    notice::Trouble {
        title: "The certificate was not given".into(),
        parts: vec![
            part(
                "What happened",
                "Let’s Encrypt looked for `registry.neuro.example.org` and arrived at \
                 `198.51.100.9`, which did not answer.",
            ),
            part("Probably", "That is the name’s old address."),
            part("What to do", "Wait three minutes, then try again."),
        ],
        buttons: vec![
            button::primary("Try again").icon(Icon::Again).on_press(()),
            button::secondary("Look at the record").on_press(()),
        ],
        hint: "Tries by itself in 2 min 51 s".into(),
    }
    .into()
}
