//! What the window asks of the world beside runs: signing in, the zone of a name, files. Each is a task; its answer
//! is a message.

use iced::Task;

use super::{App, Message};
use crate::deploy::suggest::LocalKey;
use crate::dns::Cloudflare;
use crate::dns::cloudflare::Record;
use crate::http::CallError;
use crate::keychain::Vault;
use crate::openstack::clouds::Found;
use crate::openstack::dns;
use crate::openstack::inventory::survey;
use crate::plan::cloud::SignIn;
use crate::plan::text::Hostname;
use crate::plan::{Plan, SecretRef};
use crate::practice;
use crate::secret::Secret;
use crate::session::{Closed, Desk, Doors};
use crate::ui::files;
use crate::ui::known::{Inner, Known};
use crate::ui::page::name::{self, Asked, Zone};
use crate::ui::page::sign_in::{Attempt, Stand};
use crate::ui::page::{PageId, done};
use crate::words::{Text, closed, error};

/// An answer from outside.
#[derive(Debug, Clone)]
pub enum Errand {
    CertificatePicked(Option<String>),
    KeyPicked(Option<String>),
    /// A file was read as a plan; `None` if none was chosen.
    Opened(Option<Result<Box<Plan>, Vec<String>>>),
    /// What an `openrc.sh` says, or why it says nothing; `None` if none was chosen.
    Rc(Option<Box<Result<Found, String>>>),
    Saved(Option<bool>),
    /// The same of the summary.
    SummarySaved(Option<bool>),
}

impl App {
    pub(super) fn sign_in(&mut self) -> Task<Message> {
        if *self.pages.sign_in.stand() == Stand::Asking {
            return Task::none();
        }
        if let Some(id) = self.pages.sign_in.complain() {
            return iced::widget::operation::focus(id);
        }
        let Some(attempt) = self.pages.sign_in.answer() else {
            return Task::none();
        };
        let doors = match Doors::of(&attempt.cloud.sign_in, self.setting.speed) {
            Ok(doors) => doors,
            Err(why) => {
                self.pages.sign_in.refuse(closed::closed(&self.text, &why));
                return Task::none();
            }
        };
        self.pages.sign_in.begin();
        let (desk, text) = (self.desk.clone(), self.text.clone());

        Task::perform(
            async move {
                let known = come_in(&desk, &doors, attempt).await;
                known
                    .map(|known| (known, doors))
                    .map_err(|why| closed::closed(&text, &why))
            },
            Message::SignedIn,
        )
    }

    pub(super) fn signed_in(
        &mut self,
        answer: Result<(Known, Doors), Vec<String>>,
    ) -> Task<Message> {
        match answer {
            Err(words) => {
                self.pages.sign_in.refuse(words);
                Task::none()
            }
            Ok((known, doors)) => {
                self.pages.sign_in.came_in();
                self.pages.instance.learn(&known);
                self.pages.name.learn(&known);
                self.pages.volumes.learn(&known);
                self.pages.nodes.learn(&known);
                self.known = Some(known);
                self.doors = Some(doors);
                self.refresh();
                match self.running.waiting.take() {
                    Some((id, undo)) => self.pick_up(&id, undo),
                    None => self.show(PageId::Instance),
                }
            }
        }
    }

    pub(super) fn done(&mut self, message: done::Message) -> Task<Message> {
        match self.pages.done.update(message) {
            done::Action::None => Task::none(),
            done::Action::Save => {
                let name = format!("{}.md", self.pages.instance.name());
                let written = self.pages.done.written(&self.text);
                Task::perform(files::save_text(name, written), |saved| {
                    Message::Errand(Errand::SummarySaved(saved))
                })
            }
            done::Action::Copy(line, at) => {
                let fade = async move {
                    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
                    at
                };
                let faded = Task::perform(fade, |at| Message::Done(done::Message::Faded(at)));
                Task::batch([iced::clipboard::write(line), faded])
            }
        }
    }

    pub(super) fn name_action(&mut self, action: name::Action) -> Task<Message> {
        match action {
            name::Action::None => Task::none(),
            name::Action::AskCloud { host } => {
                let Some(known) = self.known.clone() else {
                    return Task::none();
                };
                let text = self.text.clone();
                Task::perform(ask_cloud(known, host, text), |(host, zone)| {
                    Message::Name(name::Message::ZoneAnswered(host, Asked::Cloud, zone))
                })
            }
            name::Action::AskZone { host, token } => {
                let Some(doors) = self.doors.clone() else {
                    return Task::none();
                };
                let text = self.text.clone();
                Task::perform(ask_zone(doors, host, token, text), |(host, zone)| {
                    Message::Name(name::Message::ZoneAnswered(host, Asked::Cloudflare, zone))
                })
            }
            name::Action::PickCertificate => Task::perform(files::pick(), |file| {
                Message::Errand(Errand::CertificatePicked(file))
            }),
            name::Action::PickKey => Task::perform(files::pick(), |file| {
                Message::Errand(Errand::KeyPicked(file))
            }),
        }
    }

    /// Writes down what was chosen; one writing at a time, the last choice last.
    pub(super) fn remember(&mut self) -> Task<Message> {
        let Some(file) = self.setting.preferences_file.clone() else {
            return Task::none();
        };
        if self.writing {
            return Task::none();
        }
        self.writing = true;
        let preferences = self.preferences;

        Task::perform(
            async move {
                if let Err(error) = preferences.write(&file) {
                    tracing::warn!(file = %file.display(), %error, "the preferences are not written");
                }
                preferences
            },
            Message::PreferencesWritten,
        )
    }

    pub(super) fn open(&mut self) -> Task<Message> {
        let text = self.text.clone();

        Task::perform(files::open_plan(text), |plan| {
            Message::Errand(Errand::Opened(plan))
        })
    }

    pub(super) fn open_rc(&mut self) -> Task<Message> {
        let text = self.text.clone();

        Task::perform(files::open_rc(text), |found| {
            Message::Errand(Errand::Rc(found.map(Box::new)))
        })
    }

    pub(super) fn save(&mut self) -> Task<Message> {
        let Some(plan) = self.pages.review.plan().cloned() else {
            return Task::none();
        };

        Task::perform(files::save_plan(plan), |saved| {
            Message::Errand(Errand::Saved(saved))
        })
    }

    pub(super) fn came_back(&mut self, errand: Errand) -> Task<Message> {
        match errand {
            Errand::CertificatePicked(Some(file)) => {
                self.name(name::Message::CertificateTyped(file))
            }
            Errand::KeyPicked(Some(file)) => self.name(name::Message::KeyTyped(file)),
            Errand::CertificatePicked(None) | Errand::KeyPicked(None) | Errand::Opened(None) => {
                Task::none()
            }
            Errand::Opened(Some(Err(words))) => {
                self.pages.welcome.refuse(words.join(" "));
                Task::none()
            }
            Errand::Opened(Some(Ok(plan))) => {
                self.fill(&plan);
                self.furthest = PageId::Nodes;
                self.show(PageId::SignIn)
            }
            Errand::Rc(None) => Task::none(),
            Errand::Rc(Some(found)) => {
                match *found {
                    Ok(found) => self.pages.sign_in.take(&found),
                    Err(why) => self.pages.sign_in.refuse(vec![why]),
                }
                Task::none()
            }
            Errand::SummarySaved(saved) => {
                if let Some(saved) = saved {
                    self.pages.done.saved(saved);
                }
                Task::none()
            }
            Errand::Saved(saved) => {
                self.running.saved = saved.or(self.running.saved);
                Task::none()
            }
        }
    }
}

/// Signs in, and asks for everything that the pages offer. Keys of this computer are read meanwhile.
async fn come_in(desk: &Desk, doors: &Doors, attempt: Attempt) -> Result<Known, Closed> {
    if let Some((reference, secret)) = &attempt.secret {
        desk.typed(reference, secret).await;
    }
    let cloud = desk.sign_in(doors, &attempt.cloud).await?;
    let inventory = survey(&cloud).await;
    if attempt.keep
        && let Some((SecretRef::Keychain(name), secret)) = &attempt.secret
    {
        keep(&desk.vault, name, secret).await;
    }

    Ok(Known::new(Inner {
        cloud,
        inventory,
        keys: keys(desk, &attempt.cloud.sign_in),
        way: attempt.cloud,
    }))
}

/// Keys of this computer; the practice user has the one that the practice cloud knows.
fn keys(desk: &Desk, sign_in: &SignIn) -> Vec<LocalKey> {
    let SignIn::Practice { preset } = sign_in else {
        return desk.keys();
    };
    let (name, public) = practice::own_key(*preset);
    let private = format!("~/.ssh/{name}").parse().ok();

    private
        .map(|private| LocalKey { private, public })
        .into_iter()
        .collect()
}

/// An unwilling keychain was told about on the page, and the session remembers: no more than a line in the log.
pub(super) async fn keep(vault: &Vault, name: &str, secret: &Secret) {
    if let Err(why) = vault.set(name, secret).await {
        tracing::warn!(%why, "the keychain did not take a secret");
    }
}

/// The zone of the name, and what is there under it.
async fn ask_zone(doors: Doors, host: Hostname, token: Secret, text: Text) -> (String, Zone) {
    let cloudflare = Cloudflare::new(doors.net, token);
    let found = async {
        let Some(zone) = cloudflare.zone_of(host.as_ref()).await? else {
            return Ok(Zone::NotFound);
        };
        let records = cloudflare.records(&zone.id, host.as_ref()).await?;
        let records = records.iter().map(Record::words).collect();

        Ok(zone
            .name
            .parse()
            .map_or(Zone::NotFound, |zone| Zone::Found { zone, records }))
    };
    let zone = found.await.unwrap_or_else(|error| refused(&text, &error));

    (host.to_string(), zone)
}

/// The same in the cloud's own DNS service. Its zones are known since somebody signed in.
async fn ask_cloud(known: Known, host: Hostname, text: Text) -> (String, Zone) {
    let zones = known.inventory.dns_zones.as_ref();
    let found = async {
        let zones = zones.map_err(Clone::clone)?;
        let Some(holder) = dns::holder(zones, host.as_ref()) else {
            return Ok(Zone::NotFound);
        };
        let Ok(zone) = holder.name.parse() else {
            return Ok(Zone::NotFound);
        };
        let records = dns::words_at(&known.cloud, &holder.id, host.as_ref()).await?;

        Ok(Zone::Found { zone, records })
    };
    let zone = found.await.unwrap_or_else(|error| refused(&text, &error));

    (host.to_string(), zone)
}

fn refused(text: &Text, error: &CallError) -> Zone {
    let explained = error::explain(text, error);

    Zone::Refused(format!("**{}** {}", explained.happened, explained.advice))
}
