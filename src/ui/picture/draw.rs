//! Painting shapes on a canvas: the only place where roles become colours and faces become fonts.

use super::icon;
use super::line;
use super::scene::{State, Wire};
use super::shape::{self, Face, Hue, Line, Paint, Shape};
use crate::ui::style::{self, Tokens};
use crate::ui::widget::glyph::{self, Glyph};
use iced::advanced::text::{self, Paragraph};
use iced::widget::canvas::path::Builder;
use iced::widget::canvas::path::arc::Elliptical;
use iced::widget::canvas::{Frame, LineCap, LineDash, LineJoin, Path, Stroke, Text, gradient};
use iced::{Color, Font, Pixels, Point, Radians, Rectangle, Size, Vector, alignment, border};
use std::f32::consts::{PI, TAU};

/// The dashes of outlines that are to come.
const DASHES: [f32; 2] = [4.0, 4.0];
/// From the middle of a line down to its base line, in sizes, the same in all our fonts.
const MIDDLE: f32 = 0.362;

/// Paints shapes in their order. `phase` is how far a working glyph has turned, from 0 to 1.
pub fn shapes<'a>(
    frame: &mut Frame,
    shapes: impl IntoIterator<Item = &'a Shape>,
    tokens: &Tokens,
    phase: f32,
) {
    let mut brush = Brush {
        frame,
        tokens,
        phase,
    };
    for shape in shapes {
        brush.shape(shape);
    }
}

/// How wide a line of text becomes in our fonts.
pub fn measure(words: &str, face: Face, size: f32) -> f32 {
    type Measured = <iced::Renderer as text::Renderer>::Paragraph;
    Measured::with_text(text::Text {
        content: words,
        bounds: Size::INFINITE,
        size: Pixels(size),
        line_height: text::LineHeight::default(),
        font: font(face),
        align_x: text::Alignment::Default,
        align_y: alignment::Vertical::Top,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    })
    .min_width()
}

fn font(face: Face) -> Font {
    match face {
        Face::Regular => style::REGULAR,
        Face::Medium => style::MEDIUM,
        Face::SemiBold => style::SEMIBOLD,
        Face::Mono => style::MONO_REGULAR,
    }
}

fn colour(hue: Hue, tokens: &Tokens) -> Color {
    match hue {
        Hue::Raised => tokens.raised,
        Hue::Sunken => tokens.sunken,
        Hue::Yard => tokens.yard,
        Hue::Tint => tokens.tint,
        Hue::TintLine => tokens.tint_line,
        Hue::Line => tokens.line,
        Hue::Edge => tokens.edge,
        Hue::Ghost => tokens.ghost,
        Hue::Ink => tokens.ink,
        Hue::Ink2 => tokens.ink2,
        Hue::Ink3 => tokens.ink3,
        Hue::Accent => tokens.accent,
        Hue::Danger => tokens.danger,
        Hue::DangerTint => tokens.danger_tint,
        Hue::Warn => tokens.warn,
        Hue::WarnFill => tokens.warn_fill,
        Hue::WarnTint => tokens.warn_tint,
    }
}

/// A round stroke of one colour.
fn stroke(colour: Color, width: f32) -> Stroke<'static> {
    Stroke::default()
        .with_color(colour)
        .with_width(width)
        .with_line_cap(LineCap::Round)
        .with_line_join(LineJoin::Round)
}

struct Brush<'a> {
    frame: &'a mut Frame,
    tokens: &'a Tokens,
    phase: f32,
}

impl Brush<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Pane(rect) => self.pane(*rect),
            Shape::Circle {
                centre,
                radius,
                paint,
            } => {
                self.outlined(&Path::circle(*centre, *radius), *paint);
            }
            Shape::RoundRect {
                rect,
                radii: [upper, lower],
                paint,
            } => {
                let radius = border::top(*upper).bottom(*lower);
                let path = Path::rounded_rectangle(rect.position(), rect.size(), radius);
                self.outlined(&path, *paint);
            }
            Shape::Pill { rect, paint } => {
                let radius = border::radius(rect.height / 2.0);
                let path = Path::rounded_rectangle(rect.position(), rect.size(), radius);
                self.outlined(&path, *paint);
            }
            Shape::Cylinder { rect, lid, paint } => self.cylinder(*rect, *lid, *paint),
            Shape::Bar {
                from,
                to,
                line,
                round,
            } => {
                let cap = if *round {
                    LineCap::Round
                } else {
                    LineCap::Butt
                };
                self.line(&Path::line(*from, *to), *line, cap);
            }
            Shape::Wire {
                points,
                wire,
                width,
            } => self.wire(points, *wire, *width),
            Shape::Head { tip, size, line } => self.head(*tip, *size, *line),
            Shape::Text(text) => self.text(text),
            Shape::Glyph {
                centre,
                radius,
                state,
            } => self.glyph(*state, *centre, *radius),
            Shape::Icon {
                icon,
                centre,
                size,
                hue,
            } => {
                let width = (size / 20.0).max(0.85) * 1.5;
                let path = icon::path(*icon, *centre, *size);
                self.frame
                    .stroke(&path, stroke(colour(*hue, self.tokens), width));
            }
        }
    }

    fn head(&mut self, tip: Point, size: f32, line: Line) {
        let path = Path::new(|path| {
            path.move_to(tip + Vector::new(-size, -size * 1.1));
            path.line_to(tip);
            path.line_to(tip + Vector::new(size, -size * 1.1));
        });
        self.line(&path, line, LineCap::Round);
    }

    /// Rings have their own ground: the outline of a part must not run through them.
    fn glyph(&mut self, state: State, centre: Point, radius: f32) {
        let Some(sign) = shape::glyph(state, self.phase) else {
            return;
        };
        if !matches!(sign, Glyph::Done | Glyph::Failed) {
            let ground = Path::circle(centre, radius - 0.5);
            self.frame.fill(&ground, self.tokens.raised);
        }
        glyph::draw(self.frame, sign, centre, radius, self.tokens);
    }

    fn pane(&mut self, rect: Rectangle) {
        let (top, bottom) = (rect.position(), Point::new(rect.x, rect.y + rect.height));
        let ground = gradient::Linear::new(top, bottom)
            .add_stop(0.0, self.tokens.pane_a)
            .add_stop(1.0, self.tokens.pane_b);
        let radius = border::radius(style::RADIUS_PANE);
        self.frame
            .fill(&Path::rounded_rectangle(top, rect.size(), radius), ground);
    }

    fn outlined(&mut self, path: &Path, paint: Paint) {
        if let Some(fill) = paint.fill {
            self.frame.fill(path, colour(fill, self.tokens));
        }
        self.line(path, paint.line, LineCap::Butt);
    }

    fn line(&mut self, path: &Path, line: Line, cap: LineCap) {
        let (dashes, cap): (&[f32], _) = if line.dashed {
            (&DASHES, LineCap::Round)
        } else {
            (&[], cap)
        };
        let stroke = Stroke {
            line_dash: LineDash {
                segments: dashes,
                offset: 0,
            },
            line_cap: cap,
            ..stroke(colour(line.hue, self.tokens), line.width)
        };
        self.frame.stroke(path, stroke);
    }

    /// The body is filled as a whole; the lid is drawn whole, of the foot only the near half.
    fn cylinder(&mut self, rect: Rectangle, lid: f32, paint: Paint) {
        let (left, right) = (rect.x, rect.x + rect.width);
        let (top, foot) = (rect.y + lid, rect.y + rect.height - lid);
        let half = |y: f32, from: f32, to: f32| Elliptical {
            center: Point::new(rect.center_x(), y),
            radii: Vector::new(rect.width / 2.0, lid),
            rotation: Radians(0.0),
            start_angle: Radians(from),
            end_angle: Radians(to),
        };
        if let Some(fill) = paint.fill {
            let colour = colour(fill, self.tokens);
            let sides = Size::new(rect.width, foot - top);
            self.frame
                .fill_rectangle(Point::new(left, top), sides, colour);
            for y in [top, foot] {
                self.frame
                    .fill(&Path::new(|path| path.ellipse(half(y, 0.0, TAU))), colour);
            }
        }
        let ellipse = |path: &mut Builder, y: f32, end: f32| path.ellipse(half(y, 0.0, end));
        let outline = Path::new(|path| {
            path.move_to(Point::new(right, top));
            path.line_to(Point::new(right, foot));
            ellipse(path, foot, PI);
            path.line_to(Point::new(left, top));
        });
        self.line(&outline, paint.line, LineCap::Butt);
        self.line(
            &Path::new(|path| ellipse(path, top, TAU)),
            paint.line,
            LineCap::Butt,
        );
    }

    fn wire(&mut self, points: &[Point], wire: Wire, width: f32) {
        let chain = line::rounded(points, 12.0);
        let line = Line::new(shape::wire_line(wire).0, width);
        let Some(dashes) = shape::wire_dashes(wire) else {
            self.line(&chained(&chain), line, LineCap::Butt);
            return;
        };
        // One turn of the glyph is two dashes further.
        let offset = self.phase * 2.0 * dashes.iter().sum::<f32>();
        for dash in line::dashes(&chain, dashes, offset) {
            self.line(&chained(&dash), line, LineCap::Round);
        }
    }

    fn text(&mut self, text: &shape::Text) {
        // Placed by the top of its line, because the software renderer repaints text that is
        // centred only by half. The line is as high as puts the base line on a whole pixel.
        let base = text.size.ceil();
        let line = 2.0 * (base + 0.05 - text.size * MIDDLE);
        self.frame.fill_text(Text {
            content: text.content.clone(),
            position: Point::new(text.at.x, text.at.y - base),
            color: colour(text.hue, self.tokens),
            size: Pixels(text.size),
            line_height: text::LineHeight::Absolute(Pixels(line)),
            font: font(text.face),
            shaping: text::Shaping::Advanced,
            ..Text::default()
        });
    }
}

fn chained(points: &[Point]) -> Path {
    Path::new(|path| {
        let mut points = points.iter();
        if let Some(first) = points.next() {
            path.move_to(*first);
        }
        for point in points {
            path.line_to(*point);
        }
    })
}
