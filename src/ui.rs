//! The window: everything that uses iced.
//!
//! [`run`] is what `main` calls; [`application`] is the same program for tests to drive without a window.

pub mod app;
pub mod files;
pub mod frame;
pub mod gallery;
pub mod icon;
pub mod keys;
pub mod known;
pub mod page;
pub mod picture;
pub mod preferences;
pub mod shots;
pub mod style;
pub mod tour;
pub mod widget;

use iced::{Program, Size, Task, Theme, window};

use app::{App, Message};

pub use app::Setting;

use crate::session::Desk;

/// The name under which desktops know the window; the desktop file has the same.
pub const APPLICATION_ID: &str = "org.quayside.Quayside";

/// Opens the window and stays until it is closed.
pub fn run(desk: Desk, setting: Setting) -> iced::Result {
    application(desk, setting).run()
}

/// The program.
pub fn application(
    desk: Desk,
    setting: Setting,
) -> iced::Application<impl Program<State = App, Message = Message, Theme = Theme>> {
    let boot = move || -> (App, Task<Message>) { App::new(desk.clone(), setting.clone()) };
    let mut application = iced::application(boot, App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .subscription(App::subscription)
        .default_font(style::REGULAR)
        .exit_on_close_request(false)
        .antialiasing(true)
        .window(window::Settings {
            size: Size::new(1366.0, 768.0),
            min_size: Some(Size::new(900.0, 600.0)),
            #[cfg(target_os = "linux")]
            platform_specific: window::settings::PlatformSpecific {
                application_id: APPLICATION_ID.to_owned(),
                ..Default::default()
            },
            exit_on_close_request: false,
            ..window::Settings::default()
        });
    for font in style::FONTS {
        application = application.font(font);
    }

    application
}
