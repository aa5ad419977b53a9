//! Lines with round bends, and their dashes.
//!
//! The dashes are cut here and not by the renderer: the two renderers disagree about what the
//! offset of a dash pattern means, and a working wire moves by just that.

use iced::{Point, Vector};

/// A path through `points` whose inner corners are rounded, as a chain of short straight pieces.
pub fn rounded(points: &[Point], radius: f32) -> Vec<Point> {
    const PIECES: u8 = 8;
    let mut chain = Vec::with_capacity(points.len() * 9);
    for (place, &corner) in points.iter().enumerate() {
        let neighbours = place
            .checked_sub(1)
            .and_then(|before| Some((*points.get(before)?, *points.get(place + 1)?)));
        let Some((before, after)) = neighbours else {
            chain.push(corner);
            continue;
        };
        let reach = radius
            .min(before.distance(corner) / 2.0)
            .min(corner.distance(after) / 2.0);
        let from = towards(corner, before, reach);
        let to = towards(corner, after, reach);
        // A quarter of a circle, told by its two tangents.
        let centre = from + (to - corner);
        for piece in 0..=PIECES {
            let turn = std::f32::consts::FRAC_PI_2 * f32::from(piece) / f32::from(PIECES);
            let (sin, cos) = turn.sin_cos();
            chain.push(centre + (from - centre) * cos + (to - centre) * sin);
        }
    }
    chain
}

/// The dashes of a chain: `[on, off]` pixels, moved along it by `offset`.
pub fn dashes(chain: &[Point], [on, off]: [f32; 2], offset: f32) -> Vec<Vec<Point>> {
    let period = on + off;
    let mut along = period - offset.rem_euclid(period);
    let mut dashes: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in chain.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let length = start.distance(end);
        let mut done = 0.0;
        while done < length {
            let place = along.rem_euclid(period);
            let inked = place < on;
            let step = (if inked { on - place } else { period - place })
                .max(0.01)
                .min(length - done);
            if inked {
                if !open {
                    dashes.push(vec![towards(start, end, done)]);
                }
                if let Some(dash) = dashes.last_mut() {
                    dash.push(towards(start, end, done + step));
                }
            }
            open = inked;
            done += step;
            along += step;
        }
    }
    dashes
}

fn towards(from: Point, to: Point, by: f32) -> Point {
    let length = from.distance(to);
    if length <= f32::EPSILON {
        return from;
    }
    let way: Vector = to - from;
    from + way * (by / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(chain: &[Point]) -> f32 {
        chain.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
    }

    #[test]
    fn bends_are_quarters_of_a_circle() {
        let corner = [
            Point::new(0.0, 0.0),
            Point::new(50.0, 0.0),
            Point::new(50.0, 50.0),
        ];
        let chain = rounded(&corner, 12.0);
        assert_eq!(chain.first(), Some(&corner[0]));
        assert_eq!(chain.last(), Some(&corner[2]));
        let expected = 76.0 + 12.0 * std::f32::consts::FRAC_PI_2;
        assert!(
            (length(&chain) - expected).abs() < 0.1,
            "{}",
            length(&chain)
        );
        assert!(chain.iter().all(|point| point.x <= 50.0 && point.y >= 0.0));
    }

    #[test]
    fn dashes_cover_their_share() {
        let chain = [Point::new(0.0, 0.0), Point::new(0.0, 120.0)];
        let cut = dashes(&chain, [7.0, 5.0], 0.0);
        assert_eq!(cut.len(), 10);
        assert!((cut.iter().map(|dash| length(dash)).sum::<f32>() - 70.0).abs() < 0.2);
        assert_eq!(cut[0][0], chain[0]);
    }

    #[test]
    fn a_positive_offset_moves_the_dashes_forwards() {
        let chain = [Point::new(0.0, 0.0), Point::new(0.0, 120.0)];
        let moved = dashes(&chain, [7.0, 5.0], 3.0);
        let starts = moved.iter().any(|dash| (dash[0].y - 3.0).abs() < 0.1);
        assert!(starts, "a dash begins 3 further down");
    }

    #[test]
    fn a_dash_goes_around_a_corner_in_one_piece() {
        let chain = [
            Point::new(0.0, 0.0),
            Point::new(5.0, 0.0),
            Point::new(5.0, 10.0),
        ];
        let cut = dashes(&chain, [10.0, 4.0], 0.0);
        assert_eq!(cut[0].len(), 3);
    }
}
