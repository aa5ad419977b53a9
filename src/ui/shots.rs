//! Pictures of any element without a window: no display, no graphics card, no event loop.
//!
//! Two pictures of the same thing are the same byte for byte, on any machine, because the fonts
//! are the bundled ones and the renderer is the one in software.

use super::style::{self, Mode};
use iced::advanced::graphics::text::font_system;
use iced::{Element, Pixels, Renderer, Size};
use iced_test::core::renderer::{Headless, Style};
use iced_test::core::time::Instant;
use iced_test::core::{Event, clipboard, mouse, widget, window};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;
use std::sync::Once;

/// A camera: a renderer that draws into memory.
pub struct Camera {
    renderer: Renderer,
}

/// What to take a picture of, apart from the element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// In logical pixels.
    pub size: Size,
    /// Physical pixels for each logical one.
    pub scale: f32,
    pub mode: Mode,
    /// Where the mouse is, if it is anywhere.
    pub mouse: Option<iced::Point>,
}

impl Frame {
    pub fn new(width: f32, height: f32, mode: Mode) -> Self {
        Self {
            size: Size::new(width, height),
            scale: 1.0,
            mode,
            mouse: None,
        }
    }

    pub fn scale(self, scale: f32) -> Self {
        Self { scale, ..self }
    }
}

/// A picture: rows of RGBA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub size: Size<u32>,
    pub rgba: Vec<u8>,
}

/// Loads the bundled fonts for whatever draws without a window. Once is enough.
pub fn load_fonts() {
    static LOADED: Once = Once::new();
    LOADED.call_once(|| {
        if let Ok(mut system) = font_system().write() {
            for font in style::FONTS {
                system.load_font(font.into());
            }
        }
    });
}

impl Camera {
    /// `None` when the renderer in software is missing from this build.
    pub fn new() -> Option<Self> {
        load_fonts();
        let renderer = iced_test::futures::futures::executor::block_on(
            <Renderer as Headless>::new(style::REGULAR, Pixels(14.0), Some("tiny-skia")),
        )?;
        Some(Self { renderer })
    }

    /// Draws an element as the window would.
    pub fn take<Message>(&mut self, element: Element<'_, Message>, frame: Frame) -> Picture {
        self.take_after(element, frame, &mut [])
    }

    /// Draws an element after some operations on it, such as giving a widget the focus.
    pub fn take_after<Message>(
        &mut self,
        element: Element<'_, Message>,
        frame: Frame,
        operations: &mut [Box<dyn widget::Operation>],
    ) -> Picture {
        let cursor = frame
            .mouse
            .map_or(mouse::Cursor::Unavailable, mouse::Cursor::Available);
        let mut ui =
            UserInterface::build(element, frame.size, Cache::default(), &mut self.renderer);
        for operation in operations {
            ui.operate(&self.renderer, operation.as_mut());
        }
        // Widgets learn whether they are hovered, focused or off only when a redraw is asked for.
        let redraw = [Event::Window(
            window::Event::RedrawRequested(Instant::now()),
        )];
        let _ = ui.update(
            &redraw,
            cursor,
            &mut self.renderer,
            &mut clipboard::Null,
            &mut Vec::new(),
        );
        let t = frame.mode.tokens();
        let style = Style { text_color: t.ink };
        ui.draw(&mut self.renderer, &frame.mode.theme(), &style, cursor);
        let size = Size::new(
            (frame.size.width * frame.scale).round() as u32,
            (frame.size.height * frame.scale).round() as u32,
        );
        let rgba = self.renderer.screenshot(size, frame.scale, t.paper);
        Picture { size, rgba }
    }
}

impl Picture {
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let file = BufWriter::new(File::create(path)?);
        let mut encoder = png::Encoder::new(file, self.size.width, self.size.height);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.rgba)?;
        writer.finish()?;
        Ok(())
    }
}
