//! Moving between the pages: on, back, to the first complaint; and what one page's answer means for the next.

use iced::Task;
use iced::advanced::widget::Id;
use iced::widget::operation;

use super::{App, Dialog, Message};
use crate::plan::Plan;
use crate::plan::check::Part;
use crate::plan::draft::Draft;
use crate::ui::frame::SCROLL;
use crate::ui::keys::{self, Press};
use crate::ui::page::run::{End, Phase};
use crate::ui::page::{PageId, address, instance, name, registry, welcome};
use crate::ui::picture;
use crate::ui::widget::dialog::SAFE;

impl App {
    pub(super) fn next(&mut self) -> Task<Message> {
        if self.dialog.is_some() {
            return Task::none();
        }
        match self.page {
            PageId::Welcome => {
                self.pages.sign_in.stand_on(self.pages.welcome.ground());
                self.show(PageId::SignIn)
            }
            PageId::SignIn if self.pages.sign_in.is_in() => self.show(PageId::Instance),
            PageId::SignIn => self.sign_in(),
            PageId::Name if self.pages.name.can_ask() => {
                let action = self.pages.name.ask();
                self.name_action(action)
            }
            PageId::Review => self.build(),
            PageId::Run => match self
                .pages
                .run
                .as_ref()
                .map(crate::ui::page::run::Run::phase)
            {
                Some(Phase::Ended(End::Done)) => self.show(PageId::Done),
                Some(Phase::Ended(End::Failed | End::Stopped)) => self.go_on(Vec::new()),
                _ => Task::none(),
            },
            PageId::Done => self.close(),
            _ => match self.complain() {
                Some(id) => operation::focus(id).chain(keys::reveal()),
                None => self.on(),
            },
        }
    }

    /// The next page that has something to ask.
    fn on(&mut self) -> Task<Message> {
        self.refresh();
        let mut page = self.page.next().unwrap_or(self.page);
        if page == PageId::Address && self.pages.address.is_skipped() {
            page = PageId::Firewall;
        }

        self.show(page)
    }

    pub(super) fn back(&mut self) -> Task<Message> {
        if self.dialog.take().is_some() || matches!(self.page, PageId::Run | PageId::Done) {
            return Task::none();
        }
        let mut page = self.page.previous().unwrap_or(self.page);
        if page == PageId::Address && self.pages.address.is_skipped() {
            page = PageId::Instance;
        }

        self.show(page)
    }

    /// A press in the rail or in the picture. Pages that were not reached yet stay closed.
    pub(super) fn go_to(&mut self, page: PageId) -> Task<Message> {
        let reached =
            page <= self.furthest && !(page == PageId::Address && self.pages.address.is_skipped());
        let building = self
            .pages
            .run
            .as_ref()
            .is_some_and(crate::ui::page::run::Run::is_working);
        if !reached || (building && page != PageId::Run) {
            return Task::none();
        }

        self.show(page)
    }

    pub(super) fn show(&mut self, page: PageId) -> Task<Message> {
        self.refresh();
        self.dialog = None;
        self.page = page;
        self.furthest = self.furthest.max(page);
        tracing::info!(page = page.slug(), "page");
        let top = operation::scroll_to(
            SCROLL,
            iced::widget::scrollable::AbsoluteOffset { x: 0.0, y: 0.0 },
        );
        let ask = if page == PageId::Name {
            let action = self.pages.name.ask();
            self.name_action(action)
        } else {
            Task::none()
        };

        Task::batch([top, keys::enter(self.first()), ask])
    }

    /// The field in which the open page begins. Pages that are only read have none: there Enter goes on, too.
    pub(super) fn first(&self) -> Option<Id> {
        let pages = &self.pages;
        match self.page {
            PageId::Welcome => Some(pages.welcome.first()),
            PageId::SignIn => pages.sign_in.first(),
            PageId::Instance => Some(instance::NAME.into()),
            PageId::Address => Some(address::WAYS.into()),
            PageId::Firewall => Some(pages.firewall.first()),
            PageId::Name => Some(name::HOST.into()),
            PageId::Volumes => pages.volumes.first(),
            PageId::Registry => Some(registry::USER.into()),
            PageId::Nodes => pages.nodes.first(),
            PageId::Review | PageId::Run | PageId::Done => None,
        }
    }

    pub(super) fn key(&mut self, press: Press) -> Task<Message> {
        match press {
            Press::Next if self.dialog.is_some() => Task::none(),
            Press::Next => self.next(),
            Press::Back => self.back(),
            _ => keys::follow(press),
        }
    }

    /// Shows the complaints of the open page, and says where the first one is.
    fn complain(&mut self) -> Option<Id> {
        match self.page {
            PageId::Instance => self.pages.instance.complain(),
            PageId::Address => self.pages.address.complain(),
            PageId::Firewall => self.pages.firewall.complain(),
            PageId::Name => self.pages.name.complain(),
            PageId::Volumes => self.pages.volumes.complain(),
            PageId::Registry => self.pages.registry.complain(),
            PageId::Nodes => self.pages.nodes.complain(),
            PageId::Welcome | PageId::SignIn | PageId::Review | PageId::Run | PageId::Done => None,
        }
    }

    /// Tells the pages what their neighbours answered.
    pub(super) fn refresh(&mut self) {
        if let Some(known) = &self.known {
            let network = self.pages.instance.network().cloned();
            self.pages.address.learn(known, network.as_ref());
            let local = network.as_ref().and_then(|network| network.local());
            self.pages
                .firewall
                .learn(known, self.pages.instance.name(), local);
        }
        let plan = self.draft().plan();
        self.pages.review.show(plan);
    }

    /// What is answered so far.
    pub(super) fn draft(&self) -> Draft {
        let pages = &self.pages;
        let (name, certificate) = pages.name.answer().unzip();
        let host = name.as_ref().map(|name| name.host.to_string());
        let reached = |page| self.furthest >= page;

        Draft {
            cloud: self.known.as_ref().map(|known| known.way.clone()),
            instance: pages
                .instance
                .answer()
                .filter(|_| reached(PageId::Instance)),
            address: pages.address.answer().filter(|_| reached(PageId::Address)),
            firewall: pages
                .firewall
                .answer()
                .filter(|_| reached(PageId::Firewall)),
            name: name.filter(|_| reached(PageId::Name)),
            certificate: certificate.filter(|_| reached(PageId::Name)),
            volumes: pages.volumes.answer().filter(|_| reached(PageId::Volumes)),
            registry: pages
                .registry
                .answer(host.as_deref())
                .filter(|_| reached(PageId::Registry)),
            nodes: pages.nodes.answer().filter(|_| reached(PageId::Nodes)),
        }
    }

    /// A saved plan was opened, or an unfinished run is to go on: every page takes its part over.
    pub(super) fn fill(&mut self, plan: &Plan) {
        self.known = None;
        self.pages.sign_in.fill(plan);
        self.pages.instance.fill(plan);
        self.pages.address.fill(plan);
        self.pages.firewall.fill(plan);
        self.pages.name.fill(plan);
        self.pages.volumes.fill(plan);
        self.pages.registry.fill(plan);
        self.pages.nodes.fill(plan);
    }

    pub(super) fn welcome(&mut self, message: welcome::Message) -> Task<Message> {
        match self.pages.welcome.update(message) {
            welcome::Action::None => Task::none(),
            welcome::Action::GoOn(id) => self.pick_up(&id, false),
            welcome::Action::Open => self.open(),
            welcome::Action::Undo(id) => self.pick_up(&id, true),
        }
    }

    pub(super) fn name(&mut self, message: name::Message) -> Task<Message> {
        let action = self.pages.name.update(message);

        self.name_action(action)
    }

    pub(super) fn picture_pressed(&mut self, part: picture::Part) -> Task<Message> {
        if self.page == PageId::Run {
            return Task::none();
        }

        self.go_to(match part {
            picture::Part::Name | picture::Part::Certificate => PageId::Name,
            picture::Part::Address => PageId::Address,
            picture::Part::Wall => PageId::Firewall,
            picture::Part::Network | picture::Part::Instance => PageId::Instance,
            picture::Part::Registry => PageId::Registry,
            picture::Part::Disk(_) => PageId::Volumes,
            picture::Part::Node(_) => PageId::Nodes,
        })
    }

    /// Opens a dialog with its safe answer under the fingers.
    pub(super) fn ask(&mut self, dialog: Dialog) -> Task<Message> {
        self.dialog = Some(dialog);

        operation::focus(SAFE)
    }
}

/// The page on which a part of the plan is asked for.
pub(super) fn page_of(part: Part) -> PageId {
    match part {
        Part::Cloud => PageId::SignIn,
        Part::Instance => PageId::Instance,
        Part::Address => PageId::Address,
        Part::Firewall => PageId::Firewall,
        Part::Name | Part::Certificate => PageId::Name,
        Part::Volumes => PageId::Volumes,
        Part::Registry => PageId::Registry,
        Part::Nodes => PageId::Nodes,
    }
}
