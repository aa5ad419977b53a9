//! The instance: its name, image, flavor, key pair; network, zone and what it starts from where somebody cares.

mod view;

use iced::advanced::widget::Id;

use crate::deploy::suggest::{self, FlavorChoice, ImageChoice, KeyChoice, NetworkChoice};
use crate::plan::field::Field;
use crate::plan::instance::{Boot, KeyPair, Login};
use crate::plan::place::FilePath;
use crate::plan::size::Gigabytes;
use crate::plan::text::{Label, UserName};
use crate::plan::{self, Named, Plan};
use crate::ui::known::Known;

/// Where a complaint about the name leads.
pub const NAME: &str = "instance-name";
const FLAVORS: &str = "flavors";

#[derive(Debug, Clone)]
pub struct Instance {
    name: Field<Label>,
    images: Vec<ImageChoice>,
    image: Option<String>,
    /// All images are shown, not only the first ones.
    all_images: bool,
    flavors: Vec<FlavorChoice>,
    flavor: Option<String>,
    keys: Vec<Key>,
    key: Option<Key>,
    networks: Vec<NetworkChoice>,
    network: Option<String>,
    zones: Vec<String>,
    zone: Option<String>,
    /// Network, zone, login and boot volume are shown.
    more: bool,
    user: Field<OrNothing<UserName>>,
    boot_size: Field<Gigabytes>,
    boot_from_volume: bool,
    /// Something was chosen by hand, so that new answers of the cloud do not overrule it.
    touched: bool,
    complains: bool,
}

/// A key pair that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    Existing(KeyChoice),
    /// One of this computer that the cloud does not know yet.
    Import {
        public: String,
        file: Option<FilePath>,
    },
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Existing(key) => f.write_str(&key.name),
            Self::Import {
                file: Some(file), ..
            } => file.fmt(f),
            // The comment at the end of the key says whose it is.
            Self::Import { public, .. } => {
                f.write_str(public.split_whitespace().nth(2).unwrap_or("ssh"))
            }
        }
    }
}

/// What may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrNothing<T>(pub Option<T>);

impl<T: std::str::FromStr> std::str::FromStr for OrNothing<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            Ok(Self(None))
        } else {
            text.parse().map(|value| Self(Some(value)))
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    AllImagesPressed,
    BootSizeLeft,
    BootSizeTyped(String),
    BootToggled(bool),
    FlavorChosen(String),
    ImageChosen(String),
    KeyChosen(Key),
    MorePressed,
    NameLeft,
    NameTyped(String),
    NetworkChosen(Named),
    UserLeft,
    UserTyped(String),
    ZoneChosen(String),
}

impl Default for Instance {
    fn default() -> Self {
        Self::new()
    }
}

impl Instance {
    pub fn new() -> Self {
        Self {
            name: Field::new(suggest::NAME),
            images: Vec::new(),
            image: None,
            all_images: false,
            flavors: Vec::new(),
            flavor: None,
            keys: Vec::new(),
            key: None,
            networks: Vec::new(),
            network: None,
            zones: Vec::new(),
            zone: None,
            more: false,
            user: Field::default(),
            boot_size: Field::new("20"),
            boot_from_volume: false,
            touched: false,
            complains: false,
        }
    }

    /// The cloud's answers came: what nobody has chosen is filled in.
    pub fn learn(&mut self, known: &Known) {
        let inventory = &known.inventory;
        self.images = suggest::images(inventory);
        self.networks = suggest::networks(inventory);
        self.zones = inventory.zones.clone().unwrap_or_default();
        self.keys = keys(known);
        if !self.touched {
            self.image = self.images.first().map(|choice| choice.image.id.clone());
            self.network = self
                .networks
                .first()
                .map(|choice| choice.network.id.clone());
            self.key = self.keys.first().cloned();
            self.flavor = None;
        }
        self.rate_flavors(known);
    }

    /// A saved plan was opened.
    pub fn fill(&mut self, plan: &Plan) {
        let instance = &plan.instance;
        self.name.set(instance.name.to_string());
        self.image = Some(instance.image.id.clone());
        self.flavor = Some(instance.flavor.id.clone());
        self.network = Some(instance.network.id.clone());
        self.zone.clone_from(&instance.zone);
        self.user.set(
            instance
                .login
                .user
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        );
        let file = instance.login.key_file.clone();
        self.key = Some(match &instance.login.key_pair {
            KeyPair::Existing { name } => Key::Existing(KeyChoice {
                name: name.clone(),
                file,
            }),
            KeyPair::Import { public_key } => Key::Import {
                public: public_key.clone(),
                file,
            },
        });
        self.boot_from_volume = matches!(instance.boot, Boot::Volume { .. });
        if let Boot::Volume { size, .. } = instance.boot {
            self.boot_size.set(size.to_string());
        }
        self.touched = true;
    }

    pub fn update(&mut self, message: Message, known: &Known) {
        match message {
            Message::AllImagesPressed => self.all_images = !self.all_images,
            Message::BootSizeLeft => self.boot_size.leave(),
            Message::BootSizeTyped(text) => self.boot_size.set(text),
            Message::BootToggled(is) => self.boot_from_volume = is,
            Message::FlavorChosen(id) => {
                self.flavor = Some(id);
                self.touched = true;
                self.follow_flavor();
            }
            Message::ImageChosen(id) => {
                self.image = Some(id);
                self.touched = true;
                self.rate_flavors(known);
            }
            Message::KeyChosen(key) => {
                self.key = Some(key);
                self.touched = true;
            }
            Message::MorePressed => self.more = !self.more,
            Message::NameLeft => self.name.leave(),
            Message::NameTyped(text) => self.name.set(text),
            Message::NetworkChosen(network) => {
                self.network = Some(network.id);
                self.touched = true;
            }
            Message::UserLeft => self.user.leave(),
            Message::UserTyped(text) => self.user.set(text),
            Message::ZoneChosen(zone) => self.zone = (zone != view::ANY_ZONE).then_some(zone),
        }
    }

    /// The network that is chosen: the pages behind need its addresses.
    pub fn network(&self) -> Option<&NetworkChoice> {
        self.networks
            .iter()
            .find(|choice| Some(&choice.network.id) == self.network.as_ref())
    }

    /// The flavor that is chosen, for the quota.
    pub fn flavor(&self) -> Option<&FlavorChoice> {
        self.flavors
            .iter()
            .find(|choice| Some(&choice.flavor.id) == self.flavor.as_ref())
    }

    /// The system as people say it, for the picture.
    pub fn system(&self) -> Option<&str> {
        self.chosen_image().map(|choice| choice.system.as_str())
    }

    pub fn name(&self) -> &str {
        self.name.text()
    }

    pub fn answer(&self) -> Option<plan::Instance> {
        let image = self.chosen_image()?;
        let flavor = self.flavor().filter(|choice| choice.why_not.is_none())?;
        let network = self.network()?;
        let (key_pair, key_file) = match self.key.as_ref()? {
            Key::Existing(key) => {
                let pair = KeyPair::Existing {
                    name: key.name.clone(),
                };
                (pair, key.file.clone())
            }
            Key::Import { public, file } => {
                let pair = KeyPair::Import {
                    public_key: public.clone(),
                };
                (pair, file.clone())
            }
        };
        let boot = if self.boot_from_volume {
            Boot::Volume {
                size: *self.boot_size.value()?,
                volume_type: None,
            }
        } else {
            Boot::Image
        };

        Some(plan::Instance {
            name: self.name.value()?.clone(),
            image: Named::new(&image.image.id, &image.image.name),
            flavor: Named::new(&flavor.flavor.id, &flavor.flavor.name),
            network: Named::new(&network.network.id, &network.network.name),
            zone: self.zone.clone(),
            boot,
            login: Login {
                key_pair,
                key_file,
                user: self.user.value()?.0.clone(),
                jump: None,
            },
        })
    }

    pub fn complain(&mut self) -> Option<Id> {
        self.name.leave();
        self.user.leave();
        self.boot_size.leave();
        self.complains = true;
        if self.user.value().is_none()
            || (self.boot_from_volume && self.boot_size.value().is_none())
        {
            self.more = true;
        }
        if self.name.value().is_none() {
            return Some(NAME.into());
        }

        self.answer().is_none().then(|| FLAVORS.into())
    }

    fn chosen_image(&self) -> Option<&ImageChoice> {
        self.images
            .iter()
            .find(|choice| Some(&choice.image.id) == self.image.as_ref())
    }

    fn rate_flavors(&mut self, known: &Known) {
        let image = self.chosen_image().map(|choice| choice.image.clone());
        self.flavors = suggest::flavors(&known.inventory, image.as_ref());
        let still_fits = self.flavor().is_some_and(|choice| choice.why_not.is_none());
        if !still_fits {
            self.flavor = self
                .flavors
                .iter()
                .find(|choice| choice.suggested)
                .map(|choice| choice.flavor.id.clone());
        }
        self.follow_flavor();
    }

    /// A flavor without a disk starts from a volume, whatever was ticked before.
    fn follow_flavor(&mut self) {
        let image = self.chosen_image().map(|choice| &choice.image);
        let Some(choice) = self.flavor() else {
            return;
        };
        match suggest::boot(&choice.flavor, image) {
            Boot::Image => self.boot_from_volume = false,
            Boot::Volume { size, .. } => {
                self.boot_from_volume = true;
                self.boot_size.suggest(size.to_string());
            }
        }
    }

    /// Whether the chosen flavor leaves no other way than a volume.
    fn must_boot_from_volume(&self) -> bool {
        let image = self.chosen_image().map(|choice| &choice.image);
        let needs = |choice: &FlavorChoice| suggest::boot(&choice.flavor, image) != Boot::Image;

        self.flavor().is_some_and(needs)
    }
}

/// Key pairs of the cloud that this computer can use, then keys of this computer, then the rest.
fn keys(known: &Known) -> Vec<Key> {
    let pairs = suggest::keys(&known.inventory, &known.keys);
    let (here, elsewhere): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|key| key.file.is_some());
    let taken: Vec<FilePath> = here.iter().filter_map(|key| key.file.clone()).collect();
    let local = known
        .keys
        .iter()
        .filter(|key| !taken.contains(&key.private))
        .map(|key| Key::Import {
            public: key.public.clone(),
            file: Some(key.private.clone()),
        });

    here.into_iter()
        .map(Key::Existing)
        .chain(local)
        .chain(elsewhere.into_iter().map(Key::Existing))
        .collect()
}
