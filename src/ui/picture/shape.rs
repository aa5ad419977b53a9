//! The shapes a picture is made of, in pixels, with colours by the role they play.
//!
//! They stand between the layout and the canvas so that the layout can be tested without drawing.
use super::scene::{State, Wire};
use crate::ui::icon::Icon;
use crate::ui::widget::Glyph;
use iced::{Point, Rectangle};

/// One thing to draw; later ones lie over earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// The ground of the whole picture.
    Pane(Rectangle),
    Circle {
        centre: Point,
        radius: f32,
        paint: Paint,
    },
    /// The last two say how round the upper and the lower corners are.
    RoundRect {
        rect: Rectangle,
        radii: [f32; 2],
        paint: Paint,
    },
    Pill {
        rect: Rectangle,
        paint: Paint,
    },
    Cylinder {
        rect: Rectangle,
        lid: f32,
        paint: Paint,
    },
    /// A straight stroke.
    Bar {
        from: Point,
        to: Point,
        line: Line,
        round: bool,
    },
    Wire {
        points: Vec<Point>,
        wire: Wire,
        width: f32,
    },
    /// The head of an arrow, pointing down.
    Head {
        tip: Point,
        size: f32,
        line: Line,
    },
    Text(Text),
    Glyph {
        centre: Point,
        radius: f32,
        state: State,
    },
    Icon {
        icon: Icon,
        centre: Point,
        size: f32,
        hue: Hue,
    },
}

impl Shape {
    /// Whether it changes with the clock.
    pub fn moves(&self) -> bool {
        matches!(
            self,
            Shape::Wire {
                wire: Wire::Working,
                ..
            } | Shape::Glyph {
                state: State::Working,
                ..
            }
        )
    }
}

/// One line of text; `at` is where its baseline begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub content: String,
    pub at: Point,
    pub width: f32,
    pub size: f32,
    pub face: Face,
    pub hue: Hue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    Regular,
    Medium,
    SemiBold,
    Mono,
}

/// The role of a colour; the theme decides the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    Raised,
    Sunken,
    Yard,
    Tint,
    TintLine,
    Line,
    Edge,
    Ghost,
    Ink,
    Ink2,
    Ink3,
    Accent,
    Danger,
    DangerTint,
    Warn,
    WarnFill,
    WarnTint,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    pub fill: Option<Hue>,
    pub line: Line,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    pub hue: Hue,
    pub width: f32,
    pub dashed: bool,
}

impl Line {
    pub fn new(hue: Hue, width: f32) -> Line {
        Line {
            hue,
            width,
            dashed: false,
        }
    }

    pub fn dashed(hue: Hue, width: f32) -> Line {
        Line {
            hue,
            width,
            dashed: true,
        }
    }
}

impl Paint {
    /// How a part looks in each state.
    pub fn of(state: State) -> Paint {
        let (fill, line) = match state {
            State::ToCome | State::Skipped => (None, Line::dashed(Hue::Ghost, 1.25)),
            State::Planned | State::Waiting | State::OnHold => {
                (Some(Hue::Raised), Line::new(Hue::Edge, 1.25))
            }
            State::Here => (Some(Hue::Tint), Line::new(Hue::Accent, 2.0)),
            State::Working => (Some(Hue::Raised), Line::new(Hue::Accent, 2.0)),
            State::Done => (Some(Hue::Tint), Line::new(Hue::Accent, 1.5)),
            State::Failed => (Some(Hue::DangerTint), Line::new(Hue::Danger, 2.0)),
        };
        Paint { fill, line }
    }

    /// Gates and mounts stand on a line and keep their own ground, so that it never runs through their words.
    pub fn on_a_line(state: State, ground: Hue) -> Paint {
        let paint = Paint::of(state);
        let fill = match state {
            State::ToCome | State::Skipped => ground,
            State::Failed => Hue::DangerTint,
            _ => Hue::Raised,
        };
        let width = if state == State::Here {
            1.5
        } else {
            paint.line.width.min(1.5)
        };
        Paint {
            fill: Some(fill),
            line: Line {
                width,
                ..paint.line
            },
        }
    }
}

/// The sign at a part's corner, turned by `turn`; before a run there is none.
pub fn glyph(state: State, turn: f32) -> Option<Glyph> {
    Some(match state {
        State::ToCome | State::Planned | State::Here => return None,
        State::Skipped => Glyph::Skipped,
        State::Waiting => Glyph::Waiting,
        State::Working => Glyph::Working(turn),
        State::Done => Glyph::Done,
        State::Failed => Glyph::Failed,
        State::OnHold => Glyph::OnHold,
    })
}

/// The colours of a part's title and of the line under it.
pub fn inks(state: State) -> [Hue; 2] {
    match state {
        State::ToCome | State::Skipped => [Hue::Ink3, Hue::Ink3],
        State::Waiting | State::OnHold => [Hue::Ink2, Hue::Ink2],
        State::Planned | State::Here | State::Working | State::Done | State::Failed => {
            [Hue::Ink, Hue::Ink2]
        }
    }
}

/// The colour of a part's icon.
pub fn icon_hue(state: State) -> Hue {
    match state {
        State::ToCome | State::Skipped => Hue::Ghost,
        State::Planned | State::Waiting | State::OnHold => Hue::Ink2,
        State::Here | State::Working | State::Done => Hue::Accent,
        State::Failed => Hue::Danger,
    }
}

/// The stroke of a wire: its colour and its width, unless it is the path that the nodes pull on.
pub fn wire_line(wire: Wire) -> (Hue, f32) {
    match wire {
        Wire::ToCome => (Hue::Ghost, 1.25),
        Wire::Planned => (Hue::Edge, 1.5),
        Wire::Waiting => (Hue::Edge, 1.25),
        Wire::Working | Wire::Done => (Hue::Accent, 2.0),
        Wire::Failed => (Hue::Danger, 2.0),
    }
}

/// The dashes of a wire; none is a whole line.
pub fn wire_dashes(wire: Wire) -> Option<[f32; 2]> {
    match wire {
        Wire::ToCome => Some([4.0, 4.0]),
        Wire::Waiting => Some([2.0, 5.0]),
        Wire::Working => Some([7.0, 5.0]),
        Wire::Failed => Some([3.0, 4.0]),
        Wire::Planned | Wire::Done => None,
    }
}
