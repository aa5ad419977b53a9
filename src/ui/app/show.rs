//! What the window shows: the frame around the open page.

use iced::Element;

use super::{App, Message};
use crate::ui::frame::{self, Body, Footer, Heading, Item, Picture, Rail, Room};
use crate::ui::icon::Icon;
use crate::ui::page::PageId;
use crate::ui::page::run::{End, Phase, Run};
use crate::ui::picture::{self, folded, scene};
use crate::ui::widget::{Glyph, button};

/// The pages in their groups in the rail.
const GROUPS: [&[PageId]; 3] = [
    &[PageId::Welcome, PageId::SignIn],
    &[
        PageId::Instance,
        PageId::Address,
        PageId::Firewall,
        PageId::Name,
        PageId::Volumes,
        PageId::Registry,
        PageId::Nodes,
    ],
    &[PageId::Review, PageId::Run, PageId::Done],
];

impl App {
    pub fn view(&self) -> Element<'_, Message> {
        frame::view(move |room| self.describe(room))
    }

    fn describe(&self, room: Room) -> frame::Page<'_, Message> {
        let text = &self.text;
        let full = matches!(
            self.page,
            PageId::Instance | PageId::Name | PageId::Review | PageId::Run
        );
        let strip = folded::view(
            (self.scene(), self.turn()),
            text,
            (Message::PicturePressed, Message::PictureShown),
        );

        frame::Page {
            rail: Some(self.rail()),
            title: self.page_title(),
            beside_title: self.beside_title(),
            lead: self.lead(),
            full,
            heading: match self.page {
                PageId::Welcome => Heading::Welcome,
                PageId::Done => Heading::Done,
                _ => Heading::Plain,
            },
            body: self.body(room),
            footer: self.footer(),
            picture: Some(Picture {
                pane: self.picture_pane(),
                strip,
            }),
            dialog: self.dialog_view(),
            ..frame::Page::new(text, Message::Key(crate::ui::keys::Press::Back))
        }
    }

    pub(super) fn page_title(&self) -> String {
        let (text, pages) = (&self.text, &self.pages);
        match self.page {
            PageId::Welcome => text.get("welcome-title"),
            PageId::SignIn => pages.sign_in.title(text),
            PageId::Instance => pages.instance.title(text),
            PageId::Address => pages.address.title(text),
            PageId::Firewall => pages.firewall.title(text),
            PageId::Name => pages.name.title(text),
            PageId::Volumes => pages.volumes.title(text),
            PageId::Registry => pages.registry.title(text),
            PageId::Nodes => pages.nodes.title(text),
            PageId::Review => pages.review.title(text),
            PageId::Run => pages
                .run
                .as_ref()
                .map_or_else(String::new, |run| run.title(text)),
            PageId::Done => pages.done.title(text),
        }
    }

    fn lead(&self) -> String {
        let (text, pages) = (&self.text, &self.pages);
        match self.page {
            PageId::Welcome => text.get("welcome-lead"),
            PageId::SignIn => pages.sign_in.lead(text),
            PageId::Instance => pages.instance.lead(text),
            PageId::Address => pages.address.lead(text),
            PageId::Firewall => pages.firewall.lead(text),
            PageId::Name => pages.name.lead(text),
            PageId::Volumes => pages.volumes.lead(text),
            PageId::Registry => pages.registry.lead(text),
            PageId::Nodes => pages.nodes.lead(text),
            PageId::Review => pages.review.lead(text),
            PageId::Run => pages
                .run
                .as_ref()
                .map_or_else(String::new, |run| run.lead(text)),
            PageId::Done => pages.done.lead(text),
        }
    }

    fn beside_title(&self) -> Option<Element<'_, Message>> {
        let run = self
            .pages
            .run
            .as_ref()
            .filter(|_| self.page == PageId::Run)?;

        Some(run.clock(&self.text).map(Message::Run))
    }

    fn body(&self, room: Room) -> Body<'_, Message> {
        let (text, pages) = (&self.text, &self.pages);
        let nothing = || iced::widget::column![].into();
        Body::Scrolls(match (self.page, &self.known) {
            (PageId::Welcome, _) => pages.welcome.view(text).map(Message::Welcome),
            (PageId::SignIn, _) => pages.sign_in.view(text).map(Message::SignIn),
            (PageId::Instance, Some(known)) => pages
                .instance
                .view(room, text, known)
                .map(Message::Instance),
            (PageId::Address, Some(known)) => pages.address.view(text, known).map(Message::Address),
            (PageId::Firewall, Some(known)) => {
                pages.firewall.view(text, known).map(Message::Firewall)
            }
            (PageId::Name, known) => pages.name.view(text, known.as_ref()).map(Message::Name),
            (PageId::Volumes, Some(known)) => pages.volumes.view(text, known).map(Message::Volumes),
            (PageId::Registry, _) => pages.registry.view(text).map(Message::Registry),
            (PageId::Nodes, _) => pages.nodes.view(text).map(Message::Nodes),
            (PageId::Review, Some(known)) => pages
                .review
                .view(pages.instance.system(), text, known)
                .map(Message::Review),
            (PageId::Run, _) => {
                let run = pages
                    .run
                    .as_ref()
                    .map(|run| run.view(room, text).map(Message::Run));
                return Body::Fills(run.unwrap_or_else(nothing));
            }
            (PageId::Done, _) => pages.done.view(text).map(Message::Done),
            (_, None) => nothing(),
        })
    }

    fn rail(&self) -> Rail<Message> {
        let groups = GROUPS
            .iter()
            .map(|group| group.iter().map(|page| self.item(*page)).collect());

        Rail {
            groups: groups.collect(),
            mode: self.mode(),
            on_language: Message::LanguageChosen,
            on_theme: Message::ThemePressed,
        }
    }

    fn item(&self, page: PageId) -> Item<Message> {
        let skipped = page == PageId::Address && self.pages.address.is_skipped();
        let here = page == self.page;
        let failed = matches!(
            self.pages.run.as_ref().map(Run::phase),
            Some(Phase::Ended(End::Failed | End::UndoFailed | End::Broken))
        );
        let state = match page {
            _ if skipped => Glyph::Skipped,
            PageId::Run if failed => Glyph::Failed,
            PageId::Done if here => Glyph::Done,
            _ if here => Glyph::Here,
            _ if page <= self.furthest => Glyph::Done,
            _ => Glyph::ToCome,
        };
        let pressable = page <= self.furthest && !here && !skipped;

        Item {
            name: self.name_of(page),
            state,
            here,
            reason: if skipped {
                self.text.get("address-skipped")
            } else {
                String::new()
            },
            on_press: pressable.then_some(Message::GoTo(page)),
        }
    }

    fn name_of(&self, page: PageId) -> String {
        let text = &self.text;
        match page {
            PageId::Welcome => text.get("rail-welcome"),
            PageId::SignIn => text.get("rail-sign-in"),
            PageId::Instance => text.get("rail-instance"),
            PageId::Address => text.get("rail-address"),
            PageId::Firewall => text.get("rail-firewall"),
            PageId::Name => text.get("rail-names"),
            PageId::Volumes => text.get("rail-volumes"),
            PageId::Registry => text.get("rail-registry"),
            PageId::Nodes => text.get("rail-nodes"),
            PageId::Review => text.get("rail-review"),
            PageId::Run => text.get("rail-run"),
            PageId::Done => text.get("rail-done"),
        }
    }

    fn footer(&self) -> Footer<Message> {
        let text = &self.text;
        let back = button::secondary(text.get("frame-back")).on_press(Message::Back);
        let next = |words: String| button::primary(words).id("next").on_press(Message::Next);
        match self.page {
            PageId::Welcome => {
                let open = button::quiet(text.get("welcome-saved"))
                    .icon(Icon::File)
                    .flush();
                let open = open.on_press(Message::Welcome(
                    crate::ui::page::welcome::Message::OpenPressed,
                ));
                Footer::new()
                    .left(open)
                    .main(next(text.get("welcome-start")))
            }
            PageId::SignIn => {
                let words = if self.pages.sign_in.is_in() {
                    "frame-next"
                } else {
                    "sign-in-button"
                };
                Footer::new()
                    .left(back)
                    .main(next(if words == "frame-next" {
                        text.get("frame-next")
                    } else {
                        text.get("sign-in-button")
                    }))
            }
            PageId::Instance => {
                let hint = self.pages.instance.hint(text);
                let change = (!hint.is_empty())
                    .then(|| button::quiet(text.get("change")).on_press(Message::MorePressed));
                let footer = Footer::new()
                    .left(back)
                    .hint(hint)
                    .main(next(text.get("frame-next")));
                match change {
                    Some(change) => footer.hint_button(change),
                    None => footer,
                }
            }
            PageId::Review => self.review_footer(back, next(text.get("review-build"))),
            PageId::Run => self.run_footer(),
            PageId::Done => {
                let undo = button::danger_quiet(text.get("run-undo"))
                    .flush()
                    .on_press(Message::UndoPressed);
                Footer::new().left(undo).main(next(text.get("done-close")))
            }
            _ => Footer::new().left(back).main(next(text.get("frame-next"))),
        }
    }

    fn review_footer(
        &self,
        back: button::Button<Message>,
        build: button::Button<Message>,
    ) -> Footer<Message> {
        let text = &self.text;
        let hint = match self.running.saved {
            Some(true) => text.get("review-saved"),
            Some(false) => text.get("review-not-saved"),
            None => text.get("review-hint"),
        };
        let save = button::quiet(text.get("review-save"))
            .icon(Icon::File)
            .on_press(Message::SavePressed);

        Footer::new().left(back).hint(hint).aside(save).main(build)
    }

    fn run_footer(&self) -> Footer<Message> {
        let text = &self.text;
        let undo = button::danger_quiet(text.get("run-undo"))
            .flush()
            .on_press(Message::UndoPressed);
        let later = || {
            button::secondary(text.get("run-later"))
                .on_press(Message::CloseAsked(iced::window::Id::unique()))
        };
        let next = |words: String| button::primary(words).id("next").on_press(Message::Next);
        let Some(run) = &self.pages.run else {
            return Footer::new();
        };
        match run.phase() {
            Phase::Building => {
                let stop = button::danger(text.get("run-stop")).on_press(Message::StopPressed);
                Footer::new().left(stop).hint(text.get("run-hint"))
            }
            Phase::Stopping => Footer::new()
                .left(button::danger(text.get("run-stop")))
                .hint(text.get("run-hint-stopping")),
            Phase::Undoing => Footer::new().hint(text.get("run-hint-stopping")),
            Phase::Ended(End::Done) => Footer::new().left(undo).main(next(text.get("run-see"))),
            Phase::Ended(End::Failed) => Footer::new().left(undo).aside(later()),
            Phase::Ended(End::Stopped) => Footer::new()
                .left(undo)
                .aside(later())
                .main(next(text.get("run-go-on"))),
            Phase::Ended(End::UndoFailed) => Footer::new().left(undo).aside(later()),
            Phase::Ended(End::Undone | End::Broken) => Footer::new().main(
                button::primary(text.get("frame-close"))
                    .on_press(Message::CloseAsked(iced::window::Id::unique())),
            ),
        }
    }

    /// What the cloud told and the plan does not say.
    fn picture_known(&self) -> scene::Facts {
        let network = self
            .pages
            .instance
            .network()
            .and_then(|network| network.cidr);
        let volumes = self
            .known
            .as_ref()
            .and_then(|known| known.inventory.volumes.as_deref().ok());
        let sizes = volumes
            .unwrap_or_default()
            .iter()
            .map(|volume| (volume.id.to_string(), volume.size));

        scene::Facts {
            network: network.map(|network| network.to_string()),
            system: self.pages.instance.system().map(str::to_owned),
            volumes: sizes.collect(),
            group_rules: Vec::new(),
        }
    }

    fn turn(&self) -> f32 {
        self.pages.run.as_ref().map_or(0.0, Run::turn)
    }

    pub(super) fn picture_pane(&self) -> Element<'_, Message> {
        picture::view(self.scene(), self.turn(), Message::PicturePressed)
    }

    fn scene(&self) -> picture::Scene {
        let known = self.picture_known();
        match (&self.pages.run, self.page) {
            (Some(run), PageId::Done) => {
                scene::done(run.plan(), run.progress(), &known, &self.text)
            }
            (Some(run), PageId::Run) => scene::run(
                run.plan(),
                (run.progress(), !run.is_working()),
                &known,
                &self.text,
            ),
            _ => scene::draft(&self.draft(), self.page, &known, &self.text),
        }
    }
}
