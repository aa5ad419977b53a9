//! The sheets are drawn; with `QUAYSIDE_SHOTS` set to a folder they are kept there.

use crate::secret::Secret;
use crate::ui::shots::{Camera, Frame, Picture};
use crate::ui::style::Mode;
use crate::words::{Language, Text};
use iced::advanced::widget::operation::focusable;

/// The sheet with the focus on something. With `QUAYSIDE_SHOTS` set to a folder, it is also
/// kept there under a name.
fn sheet(camera: &mut Camera, mode: Mode, focused: &str, name: &str) -> Picture {
    let text = Text::new(Language::English);
    let secret = Secret::new("correct horse");
    let frame = Frame::new(1366.0, 900.0, mode);
    let focus = Box::new(focusable::focus(focused.to_owned().into()));
    let picture = camera.take_after(
        super::components(&text, &secret),
        frame,
        &mut [focus as Box<_>],
    );
    if let Ok(folder) = std::env::var("QUAYSIDE_SHOTS") {
        picture
            .save(&std::path::Path::new(&folder).join(format!("{name}.png")))
            .unwrap();
    }
    picture
}

#[test]
fn two_pictures_of_the_sheet_are_the_same_and_the_themes_differ() {
    let mut camera = Camera::new().unwrap();
    let light = sheet(&mut camera, Mode::Light, "focused", "components");
    let again = sheet(&mut camera, Mode::Light, "focused", "components");
    let dark = sheet(&mut camera, Mode::Dark, "focused", "components-dark");
    assert!(light == again);
    assert!(light != dark);
}

#[test]
fn the_second_sheet_can_be_drawn() {
    let mut camera = Camera::new().unwrap();
    let text = Text::new(Language::French);
    let frame = Frame::new(1366.0, 800.0, Mode::Light);
    let picture = camera.take(super::compositions(&text), frame);
    if let Ok(folder) = std::env::var("QUAYSIDE_SHOTS") {
        picture
            .save(&std::path::Path::new(&folder).join("compositions.png"))
            .unwrap();
    }
    assert_eq!(picture.size, iced::Size::new(1366, 800));
}

#[test]
fn the_focus_can_be_seen_on_everything_that_takes_it() {
    let mut camera = Camera::new().unwrap();
    let bare = sheet(&mut camera, Mode::Light, "nothing", "focus-nothing");
    for id in ["Password eye", "Filesystem", "table", "cards", "tabs"] {
        let name = format!("focus-{}", id.split(' ').next().unwrap_or_default());
        assert!(sheet(&mut camera, Mode::Light, id, &name) != bare, "{id}");
    }
}
