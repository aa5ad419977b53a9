//! The state of a thing as a glyph that is told by its shape first and by its colour second.

use crate::ui::style::{Tokens, tokens};
use iced::widget::canvas::{self, Frame, LineCap, LineJoin, Path, Stroke, path::Arc};
use iced::{Color, Element, Point, Radians, Rectangle, Renderer, Theme, Vector, mouse};
use std::f32::consts::{FRAC_PI_2, TAU};

/// Where a thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Glyph {
    #[default]
    ToCome,
    Here,
    Done,
    Skipped,
    Waiting,
    /// How far its turn has come, from 0 to 1; a still glyph stays at 0.
    Working(f32),
    Failed,
    OnHold,
}

impl Glyph {
    /// The key of the word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::ToCome => "state-to-come",
            Self::Here => "state-here",
            Self::Done => "state-done",
            Self::Skipped => "state-skipped",
            Self::Waiting => "state-waiting",
            Self::Working(_) => "state-working",
            Self::Failed => "state-failed",
            Self::OnHold => "state-on-hold",
        }
    }
}

/// The radius in rows and in the rail.
pub const RADIUS: f32 = 8.0;

/// The glyph as a widget of the size of a row's icon.
pub fn glyph<'a, Message: 'a>(state: Glyph) -> Element<'a, Message> {
    sized(state, RADIUS)
}

/// The glyph as a widget, with another radius. The box leaves room for the diamond's corners.
pub fn sized<'a, Message: 'a>(state: Glyph, radius: f32) -> Element<'a, Message> {
    let side = (radius * 2.5).round();
    canvas::Canvas::new(Drawn { state, radius })
        .width(side)
        .height(side)
        .into()
}

struct Drawn {
    state: Glyph,
    radius: f32,
}

impl<Message> canvas::Program<Message> for Drawn {
    type State = ();

    fn draw(
        &self,
        (): &(),
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let mut frame = Frame::new(renderer, bounds.size());
        let centre = frame.center();
        draw(&mut frame, self.state, centre, self.radius, tokens(theme));
        vec![frame.into_geometry()]
    }
}

/// Draws a glyph into a canvas.
pub fn draw(frame: &mut Frame, state: Glyph, centre: Point, radius: f32, t: &Tokens) {
    let pen = Pen {
        centre,
        unit: radius / RADIUS,
    };
    match state {
        Glyph::ToCome => pen.ring(frame, t.ghost, 1.5),
        Glyph::Waiting => pen.ring(frame, t.edge, 1.5),
        Glyph::Here => {
            pen.ring(frame, t.accent, 2.0);
            pen.dot(frame, t.accent, 3.2);
        }
        Glyph::Done => {
            pen.dot(frame, t.accent, RADIUS);
            pen.lines(
                frame,
                t.on_accent,
                1.7,
                &[(-3.4, 0.3), (-1.0, 2.7), (3.5, -2.3)],
            );
        }
        Glyph::Skipped => {
            pen.ring(frame, t.edge, 1.5);
            pen.lines(frame, t.edge, 1.5, &[(-3.2, 0.0), (3.2, 0.0)]);
        }
        Glyph::Working(turn) => {
            pen.ring(frame, t.tint_line, 2.0);
            pen.arc(frame, t.accent, turn);
            pen.dot(frame, t.accent, 2.0);
        }
        Glyph::Failed => {
            pen.diamond(frame, t.danger);
            pen.lines(frame, t.paper, 1.8, &[(0.0, -4.0), (0.0, 0.8)]);
            pen.at(0.0, 3.6, |at| {
                frame.fill(&Path::circle(at, 1.1 * pen.unit), t.paper);
            });
        }
        Glyph::OnHold => {
            pen.ring(frame, t.edge, 1.5);
            for x in [-1.8, 1.8] {
                pen.lines(frame, t.edge, 1.5, &[(x, -2.6), (x, 2.6)]);
            }
        }
    }
}

/// Draws in units of a glyph of the ordinary radius around a centre.
#[derive(Clone, Copy)]
struct Pen {
    centre: Point,
    unit: f32,
}

impl Pen {
    fn at(self, x: f32, y: f32, draw: impl FnOnce(Point)) {
        draw(self.centre + Vector::new(x, y) * self.unit);
    }

    fn stroke<'a>(self, color: Color, width: f32) -> Stroke<'a> {
        Stroke {
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
                .with_color(color)
                .with_width(width * self.unit)
        }
    }

    fn ring(self, frame: &mut Frame, color: Color, width: f32) {
        let radius = (RADIUS - width / 2.0) * self.unit;
        frame.stroke(
            &Path::circle(self.centre, radius),
            self.stroke(color, width),
        );
    }

    fn dot(self, frame: &mut Frame, color: Color, radius: f32) {
        frame.fill(&Path::circle(self.centre, radius * self.unit), color);
    }

    fn lines(self, frame: &mut Frame, color: Color, width: f32, points: &[(f32, f32)]) {
        let path = Path::new(|builder| {
            for (index, &(x, y)) in points.iter().enumerate() {
                self.at(x, y, |at| match index {
                    0 => builder.move_to(at),
                    _ => builder.line_to(at),
                });
            }
        });
        frame.stroke(&path, self.stroke(color, width));
    }

    /// A third of the ring, heavy.
    fn arc(self, frame: &mut Frame, color: Color, turn: f32) {
        let start = turn.fract() * TAU - FRAC_PI_2;
        let path = Path::new(|builder| {
            builder.arc(Arc {
                center: self.centre,
                radius: (RADIUS - 1.0) * self.unit,
                start_angle: Radians(start),
                end_angle: Radians(start + TAU / 3.0),
            });
        });
        let stroke = Stroke {
            line_cap: LineCap::Butt,
            ..self.stroke(color, 2.0)
        };
        frame.stroke(&path, stroke);
    }

    /// A square on its corner, with corners a little rounded by its own outline.
    fn diamond(self, frame: &mut Frame, color: Color) {
        let reach = 8.7;
        let path = Path::new(|builder| {
            self.at(0.0, -reach, |at| builder.move_to(at));
            for (x, y) in [(reach, 0.0), (0.0, reach), (-reach, 0.0)] {
                self.at(x, y, |at| builder.line_to(at));
            }
            builder.close();
        });
        frame.fill(&path, color);
        frame.stroke(&path, self.stroke(color, 1.8));
    }
}
