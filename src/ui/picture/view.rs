//! The picture as a widget.

use super::draw;
use super::layout;
use super::{Drawing, Part, Scene};
use crate::ui::style;
use iced::widget::Action;
use iced::widget::canvas::{self, Canvas, Event, Geometry};
use iced::{Element, Fill, Rectangle, Renderer, Size, Theme, mouse};
use std::cell::RefCell;

/// The picture, filling what it is given. `phase` is how far working parts have turned, from 0 to
/// 1; whoever keeps it the same keeps everything still.
pub fn view<'a, Message: 'a>(
    scene: Scene,
    phase: f32,
    press: fn(Part) -> Message,
) -> Element<'a, Message> {
    let lay = |scene: &Scene, size: Size| layout::picture(scene, size, &draw::measure);
    Canvas::new(Picture {
        scene,
        phase,
        press,
        lay,
    })
    .width(Fill)
    .height(Fill)
    .into()
}

/// A scene on a canvas, laid out by `lay`.
pub(super) struct Picture<Message> {
    pub scene: Scene,
    pub phase: f32,
    pub press: fn(Part) -> Message,
    pub lay: fn(&Scene, Size) -> Drawing,
}

/// What is kept between two frames: the drawing, and its still part as the renderer holds it.
#[derive(Default)]
pub(super) struct Kept {
    still: canvas::Cache,
    key: RefCell<Option<(Scene, style::Mode)>>,
    drawing: RefCell<(Size, Drawing)>,
}

impl Kept {
    /// The part at a place of the last drawing.
    fn part_at(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<Part> {
        cursor
            .position_in(bounds)
            .and_then(|place| self.drawing.borrow().1.part_at(place))
    }
}

impl<Message> canvas::Program<Message> for Picture<Message> {
    type State = Kept;

    fn update(
        &self,
        kept: &mut Kept,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Option<Action<Message>> {
        let pressed = matches!(
            event,
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
        );
        let part = kept.part_at(bounds, cursor).filter(|_| pressed)?;
        Some(Action::publish((self.press)(part)).and_capture())
    }

    fn draw(
        &self,
        kept: &Kept,
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _: mouse::Cursor,
    ) -> Vec<Geometry> {
        let (tokens, size) = (style::tokens(theme), bounds.size());
        let key = Some((self.scene.clone(), style::mode(theme)));
        if *kept.key.borrow() != key || kept.drawing.borrow().0 != size {
            kept.still.clear();
            let _ = kept.key.replace(key);
            let _ = kept.drawing.replace((size, (self.lay)(&self.scene, size)));
        }
        let shapes = &kept.drawing.borrow().1.shapes;
        let still = kept.still.draw(renderer, size, |frame| {
            draw::shapes(
                frame,
                shapes.iter().filter(|shape| !shape.moves()),
                tokens,
                0.0,
            );
        });
        if !shapes.iter().any(super::shape::Shape::moves) {
            return vec![still];
        }
        let mut frame = canvas::Frame::new(renderer, size);
        draw::shapes(
            &mut frame,
            shapes.iter().filter(|shape| shape.moves()),
            tokens,
            self.phase,
        );
        vec![still, frame.into_geometry()]
    }

    fn mouse_interaction(
        &self,
        kept: &Kept,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> mouse::Interaction {
        match kept.part_at(bounds, cursor) {
            Some(_) => mouse::Interaction::Pointer,
            None => mouse::Interaction::default(),
        }
    }
}
