//! The small sign at a part's corner that says how it stands.

use super::stroke;
use crate::ui::picture::scene::State;
use crate::ui::style::Tokens;
use iced::widget::canvas::{Frame, LineCap, Path, Stroke, path::Arc};
use iced::{Color, Point, Radians, Vector};
use std::f32::consts::{FRAC_PI_2, TAU};

/// The radius for which the proportions are made.
const RADIUS: f32 = 8.0;

pub fn draw(
    frame: &mut Frame,
    tokens: &Tokens,
    (centre, radius): (Point, f32),
    (state, phase): (State, f32),
) {
    let mut glyph = Glyph {
        frame,
        tokens,
        centre,
        scale: radius / RADIUS,
    };
    match state {
        State::ToCome | State::Planned | State::Here => {}
        State::Waiting => glyph.ring(tokens.edge),
        State::Skipped => {
            glyph.ring(tokens.edge);
            glyph.strokes(&[[(-3.0, 0.0), (3.0, 0.0)]], tokens.edge, 1.5);
        }
        State::OnHold => {
            glyph.ring(tokens.edge);
            let bars = [[(-1.7, -2.8), (-1.7, 2.8)], [(1.7, -2.8), (1.7, 2.8)]];
            glyph.strokes(&bars, tokens.edge, 1.4);
        }
        State::Working => glyph.working(phase),
        State::Done => glyph.done(),
        State::Failed => glyph.failed(),
    }
}

struct Glyph<'a> {
    frame: &'a mut Frame,
    tokens: &'a Tokens,
    centre: Point,
    scale: f32,
}

impl Glyph<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        self.centre + Vector::new(x, y) * self.scale
    }

    fn disc(&mut self, radius: f32, colour: Color) {
        self.frame
            .fill(&Path::circle(self.centre, radius * self.scale), colour);
    }

    fn ring(&mut self, colour: Color) {
        self.disc(7.2, self.tokens.raised);
        let ring = Path::circle(self.centre, 7.2 * self.scale);
        self.frame.stroke(&ring, stroke(colour, 1.5 * self.scale));
    }

    fn strokes(&mut self, lines: &[[(f32, f32); 2]], colour: Color, width: f32) {
        for [from, to] in lines {
            let line = Path::line(self.at(from.0, from.1), self.at(to.0, to.1));
            self.frame.stroke(&line, stroke(colour, width * self.scale));
        }
    }

    /// A ring with a third of it heavy, and a dot in the middle.
    fn working(&mut self, phase: f32) {
        self.disc(8.0, self.tokens.raised);
        let ring = Path::circle(self.centre, 6.8 * self.scale);
        self.frame
            .stroke(&ring, stroke(self.tokens.tint_line, 2.0 * self.scale));
        let start = phase * TAU - FRAC_PI_2;
        let arc = Arc {
            center: self.centre,
            radius: 6.8 * self.scale,
            start_angle: Radians(start),
            end_angle: Radians(start + TAU / 3.0),
        };
        let heavy = Stroke {
            line_cap: LineCap::Butt,
            ..stroke(self.tokens.accent, 2.8 * self.scale)
        };
        self.frame.stroke(&Path::new(|path| path.arc(arc)), heavy);
        self.disc(2.2, self.tokens.accent);
    }

    fn done(&mut self) {
        self.disc(8.0, self.tokens.accent);
        let check = Path::new(|path| {
            path.move_to(self.at(-3.4, 0.3));
            path.line_to(self.at(-1.0, 2.7));
            path.line_to(self.at(3.5, -2.5));
        });
        self.frame
            .stroke(&check, stroke(self.tokens.on_accent, 1.8 * self.scale));
    }

    fn failed(&mut self) {
        let diamond = Path::new(|path| {
            path.move_to(self.at(0.0, -9.0));
            path.line_to(self.at(9.0, 0.0));
            path.line_to(self.at(0.0, 9.0));
            path.line_to(self.at(-9.0, 0.0));
            path.close();
        });
        self.frame.fill(&diamond, self.tokens.danger);
        self.frame
            .stroke(&diamond, stroke(self.tokens.danger, 1.2 * self.scale));
        let bang = [[(0.0, -4.0), (0.0, 0.8)]];
        self.strokes(&bang, self.tokens.paper, 1.7);
        let dot = Path::circle(self.at(0.0, 3.8), 1.15 * self.scale);
        self.frame.fill(&dot, self.tokens.paper);
    }
}
