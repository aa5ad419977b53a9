//! The icons as paths on a canvas, so that they scale and take colours with the rest.
//!
//! They are read from the same files as everywhere else. Those use a small part of SVG: moves,
//! lines, curves and arcs of circles on a grid of 20.

use crate::ui::icon::Icon;
use iced::widget::canvas::Path;
use iced::widget::canvas::path::Builder;
use iced::{Point, Vector};

/// The grid that icons are drawn on.
const GRID: f32 = 20.0;

/// The strokes of an icon, `size` wide around `centre`.
pub fn path(icon: Icon, centre: Point, size: f32) -> Path {
    let scale = size / GRID;
    let corner = centre - Vector::new(size / 2.0, size / 2.0);
    let place = |point: Point| corner + Vector::new(point.x, point.y) * scale;
    Path::new(|builder| {
        for command in commands(strokes(icon.source())) {
            match command {
                Command::Move(to) => builder.move_to(place(to)),
                Command::Line(to) => builder.line_to(place(to)),
                Command::Curve(a, b, to) => builder.bezier_curve_to(place(a), place(b), place(to)),
                Command::Close => Builder::close(builder),
            }
        }
    })
}

/// What stands in the path's `d` attribute.
fn strokes(svg: &str) -> &str {
    svg.split_once(" d=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("", |(d, _)| d)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Command {
    Move(Point),
    Line(Point),
    Curve(Point, Point, Point),
    Close,
}

/// Reads path data into absolute commands.
fn commands(data: &str) -> Vec<Command> {
    let mut reader = Reader {
        rest: data,
        at: Point::ORIGIN,
        start: Point::ORIGIN,
        out: Vec::new(),
    };
    let mut letter = 'M';
    while let Some(next) = reader.peek() {
        if next.is_ascii_alphabetic() {
            letter = next;
            reader.rest = &reader.rest[1..];
        }
        if reader.command(letter).is_none() {
            break;
        }
        // More pairs after a move are lines.
        letter = match letter {
            'M' => 'L',
            'm' => 'l',
            other => other,
        };
    }
    reader.out
}

struct Reader<'a> {
    rest: &'a str,
    at: Point,
    start: Point,
    out: Vec<Command>,
}

impl Reader<'_> {
    fn command(&mut self, letter: char) -> Option<()> {
        let origin = if letter.is_ascii_lowercase() {
            self.at
        } else {
            Point::ORIGIN
        };
        match letter.to_ascii_lowercase() {
            'm' => {
                self.at = self.point(origin)?;
                self.start = self.at;
                self.out.push(Command::Move(self.at));
            }
            'l' => {
                let to = self.point(origin)?;
                self.line(to);
            }
            'h' => {
                let to = Point::new(origin.x + self.number()?, self.at.y);
                self.line(to);
            }
            'v' => {
                let to = Point::new(self.at.x, origin.y + self.number()?);
                self.line(to);
            }
            'c' => {
                let (a, b) = (self.point(origin)?, self.point(origin)?);
                let to = self.point(origin)?;
                self.curve(a, b, to);
            }
            's' => {
                let a = self.reflected();
                let (b, to) = (self.point(origin)?, self.point(origin)?);
                self.curve(a, b, to);
            }
            'a' => {
                let (radius, _, _) = (self.number()?, self.number()?, self.number()?);
                let flags = [self.number()? != 0.0, self.number()? != 0.0];
                let to = self.point(origin)?;
                self.arc(radius, flags, to);
            }
            'z' => {
                self.at = self.start;
                self.out.push(Command::Close);
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, to: Point) {
        self.at = to;
        self.out.push(Command::Line(to));
    }

    fn curve(&mut self, a: Point, b: Point, to: Point) {
        self.at = to;
        self.out.push(Command::Curve(a, b, to));
    }

    /// The first control point of a smooth curve: the last one, seen from the other side.
    fn reflected(&self) -> Point {
        match self.out.last() {
            Some(Command::Curve(_, b, to)) => *to + (*to - *b),
            _ => self.at,
        }
    }

    /// An arc of a circle, as curves of at most a quarter of a turn.
    fn arc(&mut self, radius: f32, [large, sweep]: [bool; 2], to: Point) {
        use std::f32::consts::{FRAC_PI_2, TAU};
        let half = (self.at - to) * 0.5;
        let reach = half.x.hypot(half.y).max(f32::EPSILON);
        let radius = radius.max(reach);
        let side = if large == sweep { -1.0 } else { 1.0 };
        let away = side * (radius.powi(2) - reach.powi(2)).max(0.0).sqrt() / reach;
        let middle = to + half;
        let centre = middle + Vector::new(half.y, -half.x) * away;
        let from = (self.at.y - centre.y).atan2(self.at.x - centre.x);
        let mut turn = (to.y - centre.y).atan2(to.x - centre.x) - from;
        if sweep && turn <= 0.0 {
            turn += TAU;
        } else if !sweep && turn >= 0.0 {
            turn -= TAU;
        }
        let pieces = (turn.abs() / FRAC_PI_2 - 0.001).ceil().max(1.0);
        let step = turn / pieces;
        let pull = radius * 4.0 / 3.0 * (step / 4.0).tan();
        let on = |angle: f32| centre + Vector::new(angle.cos(), angle.sin()) * radius;
        let along = |angle: f32| Vector::new(-angle.sin(), angle.cos()) * pull;
        let mut angle = from;
        for _ in 0..pieces as usize {
            let next = angle + step;
            let end = on(next);
            self.curve(on(angle) + along(angle), end - along(next), end);
            angle = next;
        }
        self.at = to;
    }

    fn point(&mut self, origin: Point) -> Option<Point> {
        let (x, y) = (self.number()?, self.number()?);
        Some(Point::new(origin.x + x, origin.y + y))
    }

    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start_matches([' ', ',']);
        self.rest.chars().next()
    }

    /// The next number; a second point or a sign begins another one.
    fn number(&mut self) -> Option<f32> {
        let _ = self.peek();
        let mut point = false;
        let end = self.rest.char_indices().find(|&(place, sign)| match sign {
            '-' => place > 0,
            '.' => std::mem::replace(&mut point, true),
            digit => !digit.is_ascii_digit(),
        });
        let (number, rest) = self
            .rest
            .split_at(end.map_or(self.rest.len(), |(place, _)| place));
        self.rest = rest;
        number.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_touch() {
        let read = commands("M3 6.500l7-3.500.5.25z");
        let points = [
            Point::new(3.0, 6.5),
            Point::new(10.0, 3.0),
            Point::new(10.5, 3.25),
        ];
        let expected = vec![
            Command::Move(points[0]),
            Command::Line(points[1]),
            Command::Line(points[2]),
            Command::Close,
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_full_circle_is_two_halves_around_its_centre() {
        let read = commands("M10 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400");
        let ends: Vec<Point> = read
            .iter()
            .filter_map(|command| match command {
                Command::Curve(_, _, to) => Some(*to),
                _ => None,
            })
            .collect();
        assert_eq!(ends.len(), 4);
        for end in ends {
            assert!(
                (end.distance(Point::new(10.0, 10.0)) - 2.2).abs() < 0.01,
                "{end:?}"
            );
        }
    }

    #[test]
    fn every_icon_is_read_to_its_end_and_stays_in_its_grid() {
        for icon in Icon::ALL {
            let data = strokes(icon.source());
            let letters = data.chars().filter(char::is_ascii_alphabetic).count();
            let read = commands(data);
            assert!(letters > 0 && read.len() >= letters, "{icon:?}: {read:?}");
            for command in read {
                let (Command::Move(end) | Command::Line(end) | Command::Curve(_, _, end)) = command
                else {
                    continue;
                };
                assert!((0.0..=20.0).contains(&end.x), "{icon:?}: {end:?}");
                assert!((0.0..=20.0).contains(&end.y), "{icon:?}: {end:?}");
            }
        }
    }
}
