//! Runs and undos: prepared in the background, followed by messages, taken up again from their journals.

use std::collections::BTreeSet;
use std::sync::Arc;

use iced::Task;
use jiff::Timestamp;

use super::missing::{Missing, Then};
use super::{App, Dialog, Message, work};
use crate::deploy::store::{Disk, Memory, NotHeld, ReadOnly, Store};
use crate::deploy::{
    self, Broken, Event, Failure, Job, Journal, Only, Progress, StepId, Stop, Summary, new_id,
};
use crate::plan::cloud::SignIn;
use crate::plan::{Plan, SecretRef};
use crate::secret::Secret;
use crate::session::{Closed, Desk, Doors};
use crate::ui::known::Known;
use crate::ui::page::PageId;
use crate::ui::page::run::{self, Phase, Run};
use crate::ui::widget;
use crate::words::error::Remedy;
use crate::words::{Text, closed};

/// What is held on to between one run and the next.
#[derive(Debug, Default)]
pub(super) struct Running {
    pub deployment: Option<String>,
    /// The journal of a practice run: there is nothing to go back to once the window is closed.
    practice: Option<Arc<dyn Store>>,
    /// An unfinished run that waits for somebody to sign in; whether it is to be undone.
    pub waiting: Option<(String, bool)>,
    /// Fingerprints of host keys that a person accepted.
    trusted: Vec<String>,
    /// Whether the last plan was saved where it should be.
    pub saved: Option<bool>,
}

/// A run or an undo that is ready to go.
#[derive(Debug, Clone)]
pub struct Begun {
    job: Job,
    /// The volumes that are deleted too, if it is an undo.
    undo: Option<BTreeSet<StepId>>,
    /// When it was ready.
    pub(in crate::ui) at: Timestamp,
}

/// What is to be done.
enum Wanted {
    Again {
        undo: Option<BTreeSet<StepId>>,
    },
    New {
        plan: Box<Plan>,
        secrets: Vec<(SecretRef, Secret, bool)>,
    },
}

/// Everything that preparing it needs.
struct Order {
    id: String,
    wanted: Wanted,
    store: Option<Arc<dyn Store>>,
    trusted: Vec<String>,
    stop: Stop,
}

/// Why it does not begin.
enum Refusal {
    Closed(Closed),
    Journal(Broken),
    NotHeld(NotHeld),
}

/// The same in words, and the secret that would help if it were typed.
#[derive(Debug, Clone)]
pub struct Refused {
    words: Vec<String>,
    secret: Option<SecretRef>,
    wanted: Then,
}

impl Refusal {
    fn secret(&self) -> Option<SecretRef> {
        match self {
            Self::Closed(why) => why.secret(),
            Self::Journal(_) | Self::NotHeld(_) => None,
        }
    }

    fn words(&self, text: &Text) -> Vec<String> {
        match self {
            Self::Closed(why) => closed::closed(text, why),
            Self::Journal(why) => vec![closed::broken(text, why)],
            Self::NotHeld(why) => vec![closed::not_held(text, why)],
        }
    }
}

impl App {
    /// Begins the run of the plan that the review shows.
    pub(super) fn build(&mut self) -> Task<Message> {
        let Some(plan) = self.pages.review.answer().cloned() else {
            return Task::none();
        };
        let id = new_id(plan.instance.name.as_ref());
        self.running.deployment = Some(id.clone());
        self.running.practice = practice_store(&plan);
        self.running.trusted.clear();
        let secrets = self.secrets(&plan);

        self.begin(
            id,
            Wanted::New {
                plan: Box::new(plan),
                secrets,
            },
        )
    }

    /// Goes on with the run that stopped; `trusted` are host keys that a person accepted.
    pub(super) fn go_on(&mut self, trusted: Vec<String>) -> Task<Message> {
        self.running.trusted.extend(trusted);
        self.again(None)
    }

    pub(super) fn undo(&mut self, volumes: BTreeSet<StepId>) -> Task<Message> {
        self.again(Some(volumes))
    }

    /// Opens the journal again and carries on from it.
    pub(super) fn again(&mut self, undo: Option<BTreeSet<StepId>>) -> Task<Message> {
        match self.running.deployment.clone() {
            Some(id) => self.begin(id, Wanted::Again { undo }),
            None => Task::none(),
        }
    }

    /// Takes up a run of an earlier day: reads its journal; the answer is [`Message::PickedUp`].
    pub(super) fn pick_up(&self, id: &str, undo: bool) -> Task<Message> {
        let directory = self.desk.paths.deployment(id);

        Task::perform(
            async move { Journal::open(Arc::new(ReadOnly(directory))) },
            move |read| Message::PickedUp(Box::new(read), undo),
        )
    }

    /// Signs in as the plan says, then goes on or undoes.
    pub(super) fn picked_up(&mut self, read: Result<Journal, Broken>, undo: bool) -> Task<Message> {
        let journal = match read {
            Ok(journal) => journal,
            Err(why) => {
                self.pages.welcome.refuse(closed::broken(&self.text, &why));
                return Task::none();
            }
        };
        let id = journal.deployment().to_owned();
        let plan = journal.plan().clone();
        let same_cloud = self
            .known
            .as_ref()
            .is_some_and(|known| known.way == plan.cloud);
        if !same_cloud {
            // Elsewhere nothing of it would be found, and an undo would take that for gone.
            let elsewhere = self.known.is_some();
            self.fill(&plan);
            if elsewhere {
                let words = self.text.get("sign-in-elsewhere");
                self.pages.sign_in.refuse(vec![words]);
            }
            self.running.waiting = Some((id, undo));
            return self.show(PageId::SignIn);
        }
        self.running.deployment = Some(id);
        self.running.practice = None;
        self.pages.run = Some(Run::new(
            plan,
            Progress::of(&journal),
            (Phase::Ended(run::End::Stopped), Timestamp::now()),
        ));
        let shown = self.show(PageId::Run);
        if undo {
            Task::batch([shown, self.ask_undo()])
        } else {
            Task::batch([shown, self.go_on(Vec::new())])
        }
    }

    /// Prepares in the background what a run needs; the answer is [`Message::Begun`].
    fn begin(&mut self, id: String, wanted: Wanted) -> Task<Message> {
        let (Some(known), Some(doors)) = (self.known.clone(), self.doors.clone()) else {
            return Task::none();
        };
        self.stop = Stop::new();
        let then = match &wanted {
            Wanted::Again { undo } => Then::Again(undo.clone()),
            Wanted::New { .. } => Then::Build,
        };
        let order = Order {
            id,
            wanted,
            store: self.running.practice.clone(),
            trusted: self.running.trusted.clone(),
            stop: self.stop.clone(),
        };
        let (desk, text) = (self.desk.clone(), self.text.clone());

        Task::perform(
            async move {
                prepare(&desk, &doors, &known, order)
                    .await
                    .map_err(|why| Refused {
                        words: why.words(&text),
                        secret: why.secret(),
                        wanted: then,
                    })
            },
            |begun| Message::Begun(Box::new(begun)),
        )
    }

    pub(super) fn begun(&mut self, begun: Result<Begun, Refused>) -> Task<Message> {
        let Begun { job, undo, at } = match begun {
            Ok(begun) => begun,
            Err(Refused {
                secret: Some(reference),
                wanted,
                ..
            }) => return self.ask_secret(Missing::new(reference, wanted)),
            Err(Refused { words, .. }) => {
                self.dialog = Some(Dialog::Trouble(words));
                return iced::widget::operation::focus(widget::dialog::SAFE);
            }
        };
        let phase = if undo.is_some() {
            Phase::Undoing
        } else {
            Phase::Building
        };
        self.pages.run = Some(Run::new(
            job.journal.plan().clone(),
            Progress::of(&job.journal),
            (phase, at),
        ));
        let shown = self.show(PageId::Run);
        let happened: fn(Event) -> Message = Message::Happened;
        let ended = |outcome: Result<Journal, Failure>| Message::Ended(Box::new(outcome));
        let work = match undo {
            None => Task::sip(deploy::run(job), happened, ended),
            Some(volumes) => Task::sip(deploy::undo(job, volumes), happened, ended),
        };

        Task::batch([shown, work])
    }

    pub(super) fn happened(&mut self, event: Event) -> Task<Message> {
        match self.pages.run.as_mut().map(|run| run.happened(event)) {
            Some(run::Action::ScrollToEnd) => widget::log::to_end(run::LOG.into()),
            _ => Task::none(),
        }
    }

    pub(super) fn ended(&mut self, outcome: Result<Journal, Failure>) -> Task<Message> {
        let summary = outcome.as_ref().ok().map(Summary::of);
        let settled = outcome.is_ok();
        if let Some(run) = &mut self.pages.run {
            run.ended(outcome.map(drop));
        }
        if self.closing {
            return iced::exit();
        }
        if settled && let Some(id) = &self.running.deployment {
            self.pages.welcome.settle(id);
        }
        let done = self
            .pages
            .run
            .as_ref()
            .is_some_and(|run| run.phase() == Phase::Ended(run::End::Done));
        match summary {
            Some(summary) if done => {
                self.pages.done.show(summary);
                self.show(PageId::Done)
            }
            _ => Task::none(),
        }
    }

    pub(super) fn run(&mut self, message: run::Message) -> Task<Message> {
        let Some(action) = self.pages.run.as_mut().map(|run| run.update(message)) else {
            return Task::none();
        };
        match action {
            run::Action::None => Task::none(),
            run::Action::Copy(lines) => iced::clipboard::write(lines),
            run::Action::GoOn => match self.pages.run.as_ref().map(Run::phase) {
                Some(Phase::Ended(run::End::UndoFailed)) => self.ask_undo(),
                _ => self.go_on(Vec::new()),
            },
            run::Action::Mend(Remedy::Undo) => self.ask_undo(),
            run::Action::Mend(Remedy::SignIn) => {
                self.running.waiting = self.running.deployment.clone().map(|id| (id, false));
                self.known = None;
                self.show(PageId::SignIn)
            }
            run::Action::Mend(Remedy::Change(part)) => self.show(super::flow::page_of(part)),
            run::Action::Mend(Remedy::ConfirmHostKey | Remedy::TryAgain) => self.go_on(Vec::new()),
            run::Action::ScrollToEnd => widget::log::to_end(run::LOG.into()),
            run::Action::Trust(keys) => self.go_on(keys),
        }
    }

    /// Secrets that were typed or made on the pages, with whether to keep them.
    fn secrets(&self, plan: &Plan) -> Vec<(SecretRef, Secret, bool)> {
        let practising = matches!(plan.cloud.sign_in, SignIn::Practice { .. });
        let token = self.pages.name.token();
        let password = self.pages.registry.password();
        let password =
            password.map(|(secret, keep)| (plan.registry.password.clone(), secret, keep));

        token
            .into_iter()
            .chain(password)
            // A practice registry is gone with the window: its password is nothing to keep.
            .map(|(reference, secret, keep)| (reference, secret, keep && !practising))
            .collect()
    }
}

/// Opens the services and the journal. Nothing outside is changed yet.
async fn prepare(
    desk: &Desk,
    doors: &Doors,
    known: &Known,
    order: Order,
) -> Result<Begun, Refusal> {
    let store: Arc<dyn Store> = match order.store {
        Some(store) => store,
        None => Arc::new(Disk::hold(&desk.paths.deployment(&order.id)).map_err(Refusal::NotHeld)?),
    };
    let (journal, undo) = match order.wanted {
        Wanted::Again { undo } => (Journal::open(store).map_err(Refusal::Journal)?, undo),
        Wanted::New { plan, secrets } => {
            for (reference, secret, keep) in secrets {
                desk.typed(&reference, &secret).await;
                if keep && let SecretRef::Keychain(name) = &reference {
                    work::keep(&desk.vault, name, &secret).await;
                }
            }
            (
                Journal::begin(store, &order.id, *plan).map_err(Refusal::Journal)?,
                None,
            )
        }
    };
    let cloud = known.cloud.clone();
    let services = desk
        .services(doors, cloud, journal.plan(), Only::Everything)
        .await;
    let mut services = services.map_err(Refusal::Closed)?;
    services.materials.trusted = order.trusted;

    Ok(Begun {
        job: Job {
            journal,
            services,
            stop: order.stop,
            only: Only::Everything,
        },
        undo,
        at: Timestamp::now(),
    })
}

fn practice_store(plan: &Plan) -> Option<Arc<dyn Store>> {
    matches!(plan.cloud.sign_in, SignIn::Practice { .. })
        .then(|| Arc::new(Memory::default()) as Arc<dyn Store>)
}
