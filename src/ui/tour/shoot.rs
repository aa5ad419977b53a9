//! Pictures of every page, taken on a tour.

use std::io;
use std::path::PathBuf;

use iced::Size;
use iced::advanced::widget::operation::scrollable::{RelativeOffset, snap_to};
use iced::theme::Mode as SystemMode;

use super::Tour;
use crate::deploy::progress::{Part, State};
use crate::plan::cloud::Preset;
use crate::practice::{Faults, Story};
use crate::ui::app::{App, Message};
use crate::ui::page::welcome::{self, Ground};
use crate::ui::page::{PageId, run, sign_in};
use crate::ui::shots::{Camera, Frame};
use crate::ui::style::Mode;
use crate::words::Language;

/// Which pictures are wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub directory: PathBuf,
    /// In logical pixels.
    pub size: Size,
    pub scale: f32,
    pub languages: Vec<Language>,
    pub modes: Vec<Mode>,
}

/// Takes a picture of every page, `PAGE-LANGUAGE-THEME.png`. Every file is the same each time.
pub fn shoot(wanted: &Wanted) -> io::Result<()> {
    std::fs::create_dir_all(&wanted.directory)?;
    let camera = Camera::new().ok_or_else(|| io::Error::from(io::ErrorKind::Unsupported))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut album = Album { camera, wanted };

    wanted
        .languages
        .iter()
        .try_for_each(|language| runtime.block_on(album.fill(*language)))
}

struct Album<'a> {
    camera: Camera,
    wanted: &'a Wanted,
}

impl Album<'_> {
    /// From the first page to the last, by way of a certificate that is not given at once.
    async fn fill(&mut self, language: Language) -> io::Result<()> {
        let mut tour = Tour::new(language);
        tour.rest().await;
        self.take(&mut tour, "welcome", language)?;
        let stand_on = |ground| Message::Welcome(welcome::Message::Chosen(ground));
        for (ground, name) in [
            (Ground::Cloud, "sign-in"),
            (Ground::Practice, "sign-in-practice"),
        ] {
            tour.press(stand_on(ground)).await;
            tour.press(Message::Next).await;
            self.take(&mut tour, name, language)?;
            if ground == Ground::Cloud {
                tour.press(Message::Back).await;
            }
        }
        while tour.app().page() < PageId::Review {
            let before = tour.app().page();
            tour.press(Message::Next).await;
            if tour.app().page() == before {
                return Err(stuck(before.slug()));
            }
            let name = tour.app().page().slug();
            self.take(&mut tour, name, language)?;
        }
        if let Some(world) = tour.app().world().cloned() {
            // The world is shared: what it is told here holds for everybody who has it.
            let _ = world.faults(Faults::story(Story::CertificateRefused));
        }
        tour.send(Message::Next);
        if !tour.until(half_built).await {
            return Err(stuck("run"));
        }
        let docker = Message::Run(run::Message::RowPressed(Part::Docker));
        tour.send(docker);
        self.take(&mut tour, "run", language)?;
        tour.rest().await;
        self.take(&mut tour, "run-failed", language)?;
        tour.press(Message::Run(run::Message::TryAgainPressed))
            .await;
        if tour.app().page() != PageId::Done {
            return Err(stuck("run-failed"));
        }

        self.take(&mut tour, "done", language)?;
        self.fill_elsewhere(language).await
    }

    /// What looks different on a cloud that has a DNS service of its own.
    async fn fill_elsewhere(&mut self, language: Language) -> io::Result<()> {
        let mut tour = Tour::new(language);
        tour.press(Message::Next).await;
        let harbour = sign_in::Message::PresetChosen(Preset::Harbour);
        tour.press(Message::SignIn(harbour)).await;
        if !tour.go_on_to(PageId::Name).await {
            return Err(stuck("sign-in"));
        }

        self.take(&mut tour, "name-designate", language)
    }

    fn take(&mut self, tour: &mut Tour, name: &str, language: Language) -> io::Result<()> {
        let wanted = self.wanted;
        for mode in &wanted.modes {
            let (system, theme) = match mode {
                Mode::Light => (SystemMode::Light, "light"),
                Mode::Dark => (SystemMode::Dark, "dark"),
            };
            tour.send(Message::SystemTheme(system));
            let frame = Frame::new(wanted.size.width, wanted.size.height, *mode);
            let newest = RelativeOffset {
                x: None,
                y: Some(1.0),
            };
            let newest = snap_to(run::LOG.into(), newest);
            let picture = self.camera.take_after(
                tour.app().view(),
                frame.scale(wanted.scale),
                &mut [Box::new(newest) as Box<_>],
            );
            let file = format!("{name}-{}-{theme}.png", language.code());
            picture.save(&wanted.directory.join(file))?;
        }

        Ok(())
    }
}

/// Docker is there with all that it said, and the registry is being started.
fn half_built(app: &App) -> bool {
    app.pages().run.as_ref().is_some_and(|run| {
        let progress = run.progress();
        let mut docker = progress.of_part(Part::Docker);
        let spoke = docker.any(|stand| stand.log.len() > 3);

        spoke && progress.state(Part::Registry, false) == State::Working
    })
}

fn stuck(page: &str) -> io::Error {
    io::Error::other(format!("the tour does not get on from the page {page}"))
}
