//! A quota bar: what is in use, what this plan adds, what stays free.

use super::say::say;
use crate::ui::icon::{Icon, icon};
use crate::ui::style::{self, Tokens, Voice};
use crate::words::Text;
use iced::widget::{column, container, row, space};
use iced::{Color, Element, Fill, Length, Theme, border};

/// One quota of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    pub name: String,
    pub used: u64,
    pub plan: u64,
    /// `None` when the cloud sets no limit.
    pub limit: Option<u64>,
    /// Empty for things that are counted.
    pub unit: String,
}

/// How a plan stands to a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Fits,
    /// It takes the last of it.
    Last,
    Over,
}

impl Quota {
    pub fn fit(&self) -> Fit {
        let Some(limit) = self.limit else {
            return Fit::Fits;
        };
        match (self.used + self.plan).cmp(&limit) {
            _ if self.plan == 0 => Fit::Fits,
            std::cmp::Ordering::Less => Fit::Fits,
            std::cmp::Ordering::Equal => Fit::Last,
            std::cmp::Ordering::Greater => Fit::Over,
        }
    }

    fn numbers(&self, limit: u64, text: &Text) -> String {
        let mut values = vec![
            ("used", self.used.into()),
            ("plan", self.plan.into()),
            ("limit", limit.into()),
        ];
        if self.unit.is_empty() {
            text.with("quota-numbers", &values)
        } else {
            values.push(("unit", self.unit.clone().into()));
            text.with("quota-numbers-unit", &values)
        }
    }
}

/// The bar of a quota with its name and its numbers.
pub fn quota<'a, Message: 'a>(quota: &Quota, text: &Text) -> Element<'a, Message> {
    let (numbers, voice): (_, Voice) = match (quota.limit, quota.fit()) {
        (None, _) => (text.get("no-limit"), style::ink2),
        (Some(limit), Fit::Over) => (quota.numbers(limit, text), style::danger),
        (Some(limit), _) => (quota.numbers(limit, text), style::ink2),
    };
    let head = row![
        say(quota.name.clone(), style::LABEL),
        space::horizontal(),
        say(numbers, style::SMALL).style(voice).align_x(iced::Right)
    ]
    .spacing(style::S8);
    column![head, quota.limit.map(|limit| bar(quota, limit))]
        .spacing(style::LABEL_GAP)
        .width(Fill)
        .into()
}

/// A quota before and after a plan, on one line: for the review.
pub fn quota_change<'a, Message: 'a>(quota: &Quota, text: &Text) -> Element<'a, Message> {
    let name = if quota.unit.is_empty() {
        quota.name.clone()
    } else {
        format!("{}, {}", quota.name, quota.unit)
    };
    let number = |value, letter, voice: Voice| {
        let words = say(text.number(value), letter).style(voice);
        container(words).width(64).align_x(iced::Right)
    };
    let limit = match (quota.limit, quota.fit()) {
        (None, _) => text.get("no-limit"),
        (Some(limit), Fit::Fits) => text.with("quota-of", &[("limit", limit.into())]),
        (Some(limit), Fit::Last) => text.with("quota-of-last", &[("limit", limit.into())]),
        (Some(limit), Fit::Over) => {
            let over = (quota.used + quota.plan).saturating_sub(limit);
            text.with(
                "quota-of-over",
                &[("limit", limit.into()), ("over", over.into())],
            )
        }
    };
    let voice = if quota.fit() == Fit::Over {
        style::danger
    } else {
        style::ink2
    };
    let bar = match quota.limit {
        Some(limit) => bar(quota, limit),
        None => space().width(Fill).into(),
    };
    row![
        say(name, style::BODY).width(144),
        number(quota.used, style::BODY, style::ink2),
        icon(Icon::Right, 12.0, |t| t.ink3),
        number(quota.used + quota.plan, style::BODY_STRONG, style::ink),
        container(bar)
            .padding(iced::padding::left(style::S8))
            .width(Fill),
        say(limit, style::SMALL).style(voice).width(118)
    ]
    .spacing(style::S8)
    .align_y(iced::Center)
    .into()
}

/// A bar for how far something has come, from 0 to 1.
pub fn progress<'a, Message: 'a>(done: f32) -> Element<'a, Message> {
    let done = (done.clamp(0.0, 1.0) * 1000.0) as u16;
    let full = (done > 0).then(|| piece(done, |t| t.accent, [style::RADIUS_BAR, 0.0]));
    let rest = (done < 1000).then(|| space().width(Length::FillPortion(1000 - done)));
    track(row![full, rest])
}

fn bar<'a, Message: 'a>(quota: &Quota, limit: u64) -> Element<'a, Message> {
    let whole = limit.max(quota.used + quota.plan).max(1) as f64;
    let share = |amount: u64| (amount as f64 / whole * 1000.0).round() as u16;
    let (used, plan) = (share(quota.used), share(quota.plan));
    let free = 1000_u16.saturating_sub(used + plan);
    let colour: fn(&Tokens) -> Color = match quota.fit() {
        Fit::Fits => |t| t.accent,
        Fit::Last => |t| t.warn_fill,
        Fit::Over => |t| t.danger,
    };
    let round = |yes: bool| if yes { style::RADIUS_BAR } else { 0.0 };
    let used_piece = (used > 0).then(|| {
        piece(
            used,
            |t| t.bar_used,
            [style::RADIUS_BAR, round(plan + free == 0)],
        )
    });
    let gap = (used > 0 && plan > 0).then(|| space().width(2));
    let plan_piece = (plan > 0).then(|| piece(plan, colour, [round(used == 0), round(free == 0)]));
    let free_piece = (free > 0).then(|| space().width(Length::FillPortion(free)));
    track(row![used_piece, gap, plan_piece, free_piece])
}

fn track<'a, Message: 'a>(pieces: iced::widget::Row<'a, Message>) -> Element<'a, Message> {
    container(pieces.height(6))
        .width(Fill)
        .height(6)
        .style(style::filled(|t| t.track, style::RADIUS_BAR))
        .into()
}

/// A piece of a bar; `round` are the radii at its left and at its right.
fn piece<'a, Message: 'a>(
    portion: u16,
    colour: fn(&Tokens) -> Color,
    round: [f32; 2],
) -> Element<'a, Message> {
    let [left, right] = round;
    container(space())
        .width(Length::FillPortion(portion))
        .height(Fill)
        .style(move |theme: &Theme| {
            let mut style = style::filled(colour, 0.0)(theme);
            style.border.radius = border::left(left).right(right);
            style
        })
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_fits_takes_the_last_or_is_too_much() {
        let quota = |used, plan, limit| {
            Quota {
                name: String::new(),
                used,
                plan,
                limit,
                unit: String::new(),
            }
            .fit()
        };
        assert_eq!(quota(12, 8, Some(32)), Fit::Fits);
        assert_eq!(quota(1, 1, Some(2)), Fit::Last);
        assert_eq!(quota(2, 0, Some(2)), Fit::Fits);
        assert_eq!(quota(2, 1, Some(2)), Fit::Over);
        assert_eq!(quota(900, 900, None), Fit::Fits);
    }
}
