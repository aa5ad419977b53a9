//! The rail: where one is among the pages, the language and the theme.

use super::{Form, Room};
use crate::ui::icon::{Icon, icon, logo};
use crate::ui::style::{self, Mode, Voice};
use crate::ui::widget::{Glyph, focus, glyph, say};
use crate::words::{Language, Text};
use iced::widget::{button, column, container, pick_list, row, space, stack, tooltip};
use iced::{Background, Border, Center, Color, Element, Fill, Theme, padding};

/// The rail, described.
pub struct Rail<Message> {
    /// The pages in their groups.
    pub groups: Vec<Vec<Item<Message>>>,
    pub mode: Mode,
    pub on_language: fn(Language) -> Message,
    pub on_theme: Message,
}

/// One page in the rail.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<Message> {
    pub name: String,
    pub state: Glyph,
    /// Its page is open. A run that failed keeps its own glyph then.
    pub here: bool,
    /// Why it is skipped, in two to four words.
    pub reason: String,
    /// What a press publishes; pages to come have none.
    pub on_press: Option<Message>,
}

/// The radius of the glyphs, a little smaller than in rows.
const GLYPH: f32 = 7.0;

pub(super) fn view<'a, Message: Clone + 'a>(
    room: Room,
    it: Rail<Message>,
    text: &Text,
) -> Element<'a, Message> {
    let wide = room.form == Form::Wide;
    let name = wide.then(|| say(text.get("app-name"), style::BRAND));
    let head = row![logo(28.0), name].spacing(10).align_y(Center);
    let groups = it
        .groups
        .into_iter()
        .map(|group| column(group.into_iter().map(|item| view_item(wide, item))).into());
    let side = if wide { style::S12 } else { style::S8 };
    let foot = if wide {
        let tools = row![
            language(text, it.on_language),
            space::horizontal(),
            theme_button(it.mode, text, it.on_theme)
        ];
        Element::from(tools.align_y(Center))
    } else {
        let next = next_language(text.language());
        column![
            theme_button(it.mode, text, it.on_theme),
            tool(Icon::Globe, next.name().to_owned(), (it.on_language)(next))
        ]
        .width(Fill)
        .align_x(Center)
        .into()
    };
    let inside = column![
        container(head).padding(padding::horizontal(style::S8).bottom(22)),
        column(groups).spacing(13),
        space::vertical(),
        foot
    ];
    container(inside)
        .width(room.rail())
        .height(Fill)
        .padding(padding::top(20).bottom(style::S8).horizontal(side))
        .style(style::rail)
        .into()
}

fn view_item<'a, Message: Clone + 'a>(wide: bool, it: Item<Message>) -> Element<'a, Message> {
    let letter = if it.here {
        style::BODY_STRONG
    } else {
        style::BODY
    };
    let voice: Voice = match it.state {
        _ if it.here => style::ink,
        Glyph::ToCome | Glyph::Skipped => style::ink3,
        _ => style::ink2,
    };
    let mark = glyph::sized(it.state, GLYPH);
    let inside: Element<'a, Message> = if wide {
        let reason = (!it.reason.is_empty())
            .then(|| say(it.reason.clone(), style::CAPTION).style(style::ink3));
        let words = column![say(it.name.clone(), letter).style(voice), reason];
        row![container(mark).center_y(20), words]
            .spacing(12)
            .padding([7, 8])
            .into()
    } else {
        container(mark)
            .center_x(Fill)
            .center_y(style::RAIL_ITEM_HEIGHT)
            .into()
    };
    let here = it.here;
    let dressed = container(inside).width(Fill).style(move |theme: &Theme| {
        if here {
            style::lifted(style::RADIUS)(theme)
        } else {
            container::Style::default()
        }
    });
    let id = format!("rail {}", it.name);
    let whole: Element<'a, Message> = match it.on_press {
        Some(message) if !here => {
            let pressed = button(dressed)
                .padding(0)
                .width(Fill)
                .style(style::bare_hover)
                .on_press(message.clone());
            focus::activates(pressed, Some(message)).id(id).into()
        }
        _ => dressed.into(),
    };
    if wide {
        whole
    } else {
        hint(whole, it.name, tooltip::Position::Right)
    }
}

/// Something with its name beside it while the mouse is over it.
fn hint<'a, Message: 'a>(
    thing: Element<'a, Message>,
    words: String,
    position: tooltip::Position,
) -> Element<'a, Message> {
    let words = container(say(words, style::CAPTION))
        .padding([4, 8])
        .style(style::tooltip);
    tooltip(thing, words, position).gap(6).into()
}

/// An icon that can be pressed.
fn tool<'a, Message: Clone + 'a>(
    shape: Icon,
    words: String,
    message: Message,
) -> Element<'a, Message> {
    let inside = container(icon(shape, style::ICON_ROW, |t| t.ink2)).center(34);
    let pressed = button(inside)
        .padding(0)
        .style(style::bare_hover)
        .on_press(message.clone());
    let stop = focus::activates(pressed, Some(message)).id(words.clone());
    hint(stop.into(), words, tooltip::Position::Top)
}

fn theme_button<'a, Message: Clone + 'a>(
    mode: Mode,
    text: &Text,
    message: Message,
) -> Element<'a, Message> {
    match mode {
        Mode::Light => tool(Icon::Moon, text.get("frame-theme-dark"), message),
        Mode::Dark => tool(Icon::Sun, text.get("frame-theme-light"), message),
    }
}

fn next_language(language: Language) -> Language {
    let here = Language::ALL
        .iter()
        .position(|it| *it == language)
        .unwrap_or_default();
    Language::ALL[(here + 1) % Language::ALL.len()]
}

fn language<'a, Message: Clone + 'a>(
    text: &Text,
    on_language: fn(Language) -> Message,
) -> Element<'a, Message> {
    let chosen = text.language();
    let letter = style::SMALL;
    // iced would make the list wider than its longest entry by its padding, twice.
    let longest = Language::ALL
        .map(|it| it.name().chars().count())
        .into_iter()
        .max();
    let width = longest.unwrap_or_default() as f32 * 7.0 + 58.0;
    let list = pick_list(Language::ALL, Some(chosen), on_language)
        .width(width)
        .font(letter.font)
        .text_size(letter.size)
        .text_line_height(letter.line_height())
        .padding(padding::vertical(8).left(32).right(12))
        .handle(pick_list::Handle::None)
        .menu_style(style::menu)
        .style(move |theme: &Theme, status| plain_pick(theme, status, chosen as usize));
    let globe = container(icon(Icon::Globe, style::ICON_SMALL, |t| t.ink2))
        .center_y(34)
        .padding(padding::left(8));
    let chevron = container(icon(Icon::Chevron, style::ICON_SMALL, |t| t.ink2))
        .align_right(Fill)
        .center_y(34)
        .padding(padding::right(8));
    let stop = focus::on_key(stack![list, globe, chevron], move |key| {
        let here = Language::ALL.iter().position(|it| *it == chosen);
        let next = focus::moved(key, here, &[true; Language::ALL.len()])?;
        Language::ALL
            .get(next)
            .map(|language| on_language(*language))
    });
    hint(
        stop.id("language").into(),
        text.get("frame-language"),
        tooltip::Position::Top,
    )
}

fn plain_pick(theme: &Theme, status: pick_list::Status, turn: usize) -> pick_list::Style {
    let t = style::tokens(theme);
    let touched = !matches!(status, pick_list::Status::Active);
    pick_list::Style {
        text_color: t.ink2,
        placeholder_color: t.ink3,
        handle_color: t.ink2,
        background: Background::Color(if touched { t.track } else { Color::TRANSPARENT }),
        border: Border {
            radius: style::nudge(style::RADIUS, turn).into(),
            ..Border::default()
        },
    }
}
