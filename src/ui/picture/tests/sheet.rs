//! Pictures of every sample, to be looked at:
//! `QUAYSIDE_SHEET=folder cargo test picture::tests::sheet -- --ignored`.

use super::samples;
use crate::ui::picture::{self, Part, Scene};
use crate::ui::style::{self, Mode};
use iced::{Element, Size, Theme};
use iced_test::core::renderer::{Headless, Style};
use iced_test::core::{Event, clipboard, mouse, time, window};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use std::path::{Path, PathBuf};

fn renderer() -> iced::Renderer {
    let mut fonts = iced_test::renderer::graphics::text::font_system()
        .write()
        .unwrap();
    for font in style::FONTS {
        fonts.load_font(font.into());
    }
    drop(fonts);
    let make = <iced::Renderer as Headless>::new(style::REGULAR, 14.0.into(), Some("tiny-skia"));
    iced_test::futures::futures::executor::block_on(make).unwrap()
}

fn write(
    renderer: &mut iced::Renderer,
    (element, size): (Element<'_, ()>, Size),
    scale: f32,
    (mode, path): (Mode, &Path),
) {
    let theme: Theme = mode.theme();
    let tokens = mode.tokens();
    let mut ui = UserInterface::build(element, size, Cache::default(), renderer);
    let redraw = [Event::Window(window::Event::RedrawRequested(
        time::Instant::now(),
    ))];
    let nowhere = mouse::Cursor::Unavailable;
    let _ = ui.update(
        &redraw,
        nowhere,
        renderer,
        &mut clipboard::Null,
        &mut Vec::new(),
    );
    ui.draw(
        renderer,
        &theme,
        &Style {
            text_color: tokens.ink,
        },
        nowhere,
    );
    let pixels = Size::new(
        (size.width * scale).round() as u32,
        (size.height * scale).round() as u32,
    );
    let rgba = renderer.screenshot(pixels, scale, tokens.paper);
    let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, pixels.width, pixels.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&rgba)
        .unwrap();
}

fn whole<'a>(scene: Scene, phase: f32) -> Element<'a, ()> {
    picture::view(scene, phase, |_: Part| ())
}

#[test]
#[ignore = "writes pictures for people to look at"]
fn every_sample_as_a_picture() {
    let folder = PathBuf::from(std::env::var("QUAYSIDE_SHEET").unwrap());
    let mut renderer = renderer();
    let text = crate::words::Text::new(crate::words::Language::English);
    for (name, scene) in samples::all() {
        for (mode, word) in [(Mode::Light, "light"), (Mode::Dark, "dark")] {
            for (size, scale) in [
                ([380.0, 744.0], 1.0),
                ([380.0, 744.0], 2.0),
                ([320.0, 744.0], 1.0),
                ([380.0, 880.0], 1.0),
                ([300.0, 560.0], 1.0),
            ] {
                let file =
                    folder.join(format!("{name}-{word}-{}x{}@{scale}.png", size[0], size[1]));
                let shown = (whole(scene.clone(), 0.0), Size::from(size));
                write(&mut renderer, shown, scale, (mode, &file));
            }
            let row = picture::folded::view((scene.clone(), 0.0), &text, (|_| (), ()));
            let file = folder.join(format!("{name}-{word}-folded@2.png"));
            write(
                &mut renderer,
                (row, Size::new(776.0, 44.0)),
                2.0,
                (mode, &file),
            );
        }
    }
}
