//! The contrast of everything that is read, computed from the tokens (WCAG 2).

use super::{DARK, LIGHT, Tokens};
use iced::Color;

fn ratio(a: Color, b: Color) -> f32 {
    let channel = |v: f32| {
        if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance =
        |c: Color| 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

struct Pair {
    what: &'static str,
    front: Color,
    back: Color,
}

fn pair(what: &'static str, front: Color, back: Color) -> Pair {
    Pair { what, front, back }
}

fn texts(t: &Tokens) -> Vec<Pair> {
    let grounds = [
        ("paper", t.paper),
        ("rail", t.rail),
        ("sunken", t.sunken),
        ("raised", t.raised),
        ("tint", t.tint),
        ("pane_a", t.pane_a),
        ("pane_b", t.pane_b),
        ("yard", t.yard),
    ];
    let inks = [t.ink, t.ink2, t.ink3];
    let mut pairs: Vec<Pair> = grounds
        .iter()
        .flat_map(|&(what, ground)| inks.map(|ink| pair(what, ink, ground)))
        .collect();
    pairs.extend([
        pair("accent on paper", t.accent, t.paper),
        pair("accent on raised", t.accent, t.raised),
        pair("accent on sunken", t.accent, t.sunken),
        pair("accent on tint", t.accent, t.tint),
        pair("accent on warn_tint", t.accent, t.warn_tint),
        pair("accent on pane_b", t.accent, t.pane_b),
        pair("on_accent", t.on_accent, t.accent),
        pair("on_accent, hover", t.on_accent, t.accent_hover),
        pair("danger on paper", t.danger, t.paper),
        pair("danger on raised", t.danger, t.raised),
        pair("danger on danger_tint", t.danger, t.danger_tint),
        pair("the bang", t.paper, t.danger),
        pair("ink on warn_tint", t.ink, t.warn_tint),
        pair("ink on danger_tint", t.ink, t.danger_tint),
        pair("ink2 on warn_tint", t.ink2, t.warn_tint),
        pair("ink2 on danger_tint", t.ink2, t.danger_tint),
        pair("warn on warn_tint", t.warn, t.warn_tint),
        pair("tooltip", t.paper, t.ink),
    ]);
    pairs
}

fn shapes(t: &Tokens) -> Vec<Pair> {
    vec![
        pair("edge on paper", t.edge, t.paper),
        pair("edge on raised", t.edge, t.raised),
        pair("edge on yard", t.edge, t.yard),
        pair("edge on pane_a", t.edge, t.pane_a),
        pair("edge on rail", t.edge, t.rail),
        pair("bar_used on track", t.bar_used, t.track),
        pair("accent on track", t.accent, t.track),
        pair("warn_fill on track", t.warn_fill, t.track),
        pair("danger on track", t.danger, t.track),
        pair("warn_fill on warn_tint", t.warn_fill, t.warn_tint),
    ]
}

fn weak(pairs: Vec<Pair>, least: f32) -> Vec<String> {
    pairs
        .into_iter()
        .filter(|p| ratio(p.front, p.back) < least)
        .map(|p| format!("{}: {:.2}", p.what, ratio(p.front, p.back)))
        .collect()
}

#[test]
fn text_is_readable() {
    for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
        assert_eq!(weak(texts(t), 4.5), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn shapes_are_visible() {
    for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
        assert_eq!(weak(shapes(t), 3.0), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_ratio_is_the_one_of_wcag() {
    assert!((ratio(Color::BLACK, Color::WHITE) - 21.0).abs() < 0.01);
    assert!((ratio(LIGHT.ink, LIGHT.paper) - 16.6).abs() < 0.1);
    assert!((ratio(DARK.ink3, DARK.tint) - 4.8).abs() < 0.1);
}

#[test]
fn the_themes_are_told_apart() {
    use super::{Mode, mode, tokens};
    for wanted in [Mode::Light, Mode::Dark] {
        assert_eq!(mode(&wanted.theme()), wanted);
        assert_eq!(tokens(&wanted.theme()), wanted.tokens());
    }
}
