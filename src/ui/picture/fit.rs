//! Making words fit: a line too long loses its middle, because both its ends tell more.

use super::shape::Face;

/// How wide a line is in pixels: content, face, size.
pub type Measure<'a> = &'a dyn Fn(&str, Face, f32) -> f32;

const ELLIPSIS: char = '…';

/// The line itself, or the longest `start…end` of it that is not wider than `room`.
pub fn shorten(content: &str, room: f32, width: impl Fn(&str) -> f32) -> String {
    if width(content) <= room {
        return content.to_owned();
    }
    let chars: Vec<char> = content.chars().collect();
    let (mut fits, mut fails) = (0, chars.len());
    while fails - fits > 1 {
        let middle = fits.midpoint(fails);
        if width(&keep(&chars, middle)) <= room {
            fits = middle;
        } else {
            fails = middle;
        }
    }
    keep(&chars, fits)
}

/// The first and the last of `count` characters, without marks beside the gap.
fn keep(chars: &[char], count: usize) -> String {
    let start = count.div_ceil(2);
    let end = chars.len() - (count - start);
    let start: String = chars[..start].iter().collect();
    let end: String = chars[end..].iter().collect();
    let mark = |letter: char| !letter.is_alphanumeric();
    let (start, end) = (start.trim_end_matches(mark), end.trim_start_matches(mark));
    format!("{start}{ELLIPSIS}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_count(line: &str) -> f32 {
        line.chars().count() as f32
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(shorten("registry", 8.0, by_count), "registry");
    }

    #[test]
    fn what_does_not_fit_loses_its_middle() {
        assert_eq!(
            shorten("registry.neuro.example.org", 20.0, by_count),
            "registry.n…ample.org"
        );
        assert_eq!(
            shorten("Une adresse flottante", 13.0, by_count),
            "Une ad…ttante"
        );
        assert_eq!(shorten("neuro registry", 12.0, by_count), "neuro…gistry");
    }

    #[test]
    fn no_room_at_all_leaves_the_ellipsis() {
        assert_eq!(shorten("node-1", 0.5, by_count), "…");
        assert_eq!(shorten("", 0.0, by_count), "");
    }

    proptest! {
        #[test]
        fn nothing_is_ever_wider_than_its_room(line in "\\PC{0,40}", room in 1_u8..40) {
            let short = shorten(&line, f32::from(room), by_count);
            prop_assert!(by_count(&short) <= f32::from(room));
        }
    }
}
