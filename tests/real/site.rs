//! A cloud to work on, by the same code: one of a person's `clouds.yaml`, or the practice cloud.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use quayside::deploy::store::Disk;
use quayside::deploy::suggest::{self, Facts, LocalKey};
use quayside::deploy::{Failure, Job, Journal, Only, Services, Stop, run, undo, volumes};
use quayside::http::{Net, Reach};
use quayside::keychain::Vault;
use quayside::openstack::{Cloud, Credentials, Inventory, inventory};
use quayside::paths::Paths;
use quayside::plan::cloud::{self, Preset, SignIn};
use quayside::plan::name::Keeper;
use quayside::plan::{Address, Named, Plan};
use quayside::practice::{self, Speed, World};
use quayside::session::{Desk, Doors, practice_user};

use super::recorder::Recorder;

/// Nobody has its private half.
pub const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ quayside-tests";
/// The project of the practice cloud whose limits are soon reached.
const SMALL: &str = "def-neuro-teaching";

pub struct Site {
    pub desk: Desk,
    pub doors: Doors,
    pub cloud: cloud::Cloud,
    pub recorder: Recorder,
    /// Past the recorder: for what is no part of a scenario.
    pub net: Net,
    pub credentials: Credentials,
    /// A second project, whose quotas are soon used up.
    pub small: Option<Credentials>,
    /// Where its deployments are, and what else was made.
    pub place: PathBuf,
    _held: Held,
}

enum Held {
    /// Nobody else works in the place.
    Lock(#[expect(dead_code, reason = "held, not read")] File),
    Scratch(#[expect(dead_code, reason = "held, not read")] tempfile::TempDir),
}

impl Site {
    /// The cloud of that name in `clouds.yaml`; waits while another test works on it.
    pub fn real(name: &str) -> Self {
        let own = Paths::find().unwrap();
        let base = etcetera::choose_base_strategy().unwrap();
        let state = etcetera::BaseStrategy::state_dir(&base)
            .unwrap_or_else(|| etcetera::BaseStrategy::data_dir(&base));
        let place = state.join("quayside-tests").join(name);
        std::fs::create_dir_all(&place).unwrap();
        let lock = File::create(place.join("lock")).unwrap();
        lock.lock().unwrap();
        let mut paths = Paths::below(&place);
        paths.home = own.home;
        paths.config = own.config;
        let desk = Desk::new(paths, Vault::memory());
        let small = std::env::var("QUAYSIDE_REAL_SMALL").ok();
        let cloud = name.to_owned();

        Self::new(
            Doors::real().unwrap(),
            SignIn::CloudsYaml { cloud },
            (found(&desk, name), small.map(|small| found(&desk, &small))),
            (desk, place, Held::Lock(lock)),
        )
    }

    pub fn practice(preset: Preset) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let place = scratch.path().to_owned();
        let desk = Desk::new(Paths::below(&place), Vault::memory());
        let world = World::new(preset).speed(Speed::Lifelike(1.0));
        let person = |project| practice_user(preset, project);

        Self::new(
            Doors::practice(world),
            SignIn::Practice { preset },
            (person(practice::project(preset)), Some(person(SMALL))),
            (desk, place, Held::Scratch(scratch)),
        )
    }

    fn new(
        mut doors: Doors,
        sign_in: SignIn,
        (credentials, small): (Credentials, Option<Credentials>),
        (desk, place, held): (Desk, PathBuf, Held),
    ) -> Self {
        let net = doors.net.clone();
        let recorder = Recorder::around(net.clone());
        doors.net = Arc::new(recorder.clone());

        Self {
            desk,
            doors,
            cloud: cloud::Cloud {
                region: None,
                sign_in,
            },
            recorder,
            net,
            credentials,
            small,
            place,
            _held: held,
        }
    }

    pub async fn sign_in(&self) -> Cloud {
        self.desk.sign_in(&self.doors, &self.cloud).await.unwrap()
    }

    /// What `plan new --yes` suggests there, but with a new address.
    pub async fn plan(&self, cloud: &Cloud) -> (Plan, Inventory) {
        let inventory = inventory::survey(cloud).await;
        let facts = Facts {
            cloud: self.cloud.clone(),
            host: "registry.example.org".parse().unwrap(),
            keeper: Keeper::Hand,
            password: "env:QUAYSIDE_REGISTRY_PASSWORD".parse().unwrap(),
            local_keys: vec![LocalKey {
                private: "~/.ssh/id_ed25519".parse().unwrap(),
                public: KEY.to_owned(),
            }],
        };
        let mut plan = suggest::plan(&inventory, facts).unwrap();
        if let Address::Existing { id, .. } = &plan.address {
            let floatings = inventory.floatings.as_deref().unwrap();
            let used = floatings.iter().find(|one| one.id.as_str() == id).unwrap();
            let pools = inventory.pools.as_deref().unwrap();
            let pool = pools.iter().find(|pool| pool.id == used.pool).unwrap();
            plan.address = Address::New {
                pool: Named::new(&pool.id, &pool.name),
            };
        }

        (plan, inventory)
    }

    /// A journal on the disk, before anything is made.
    pub fn begin(&self, plan: Plan) -> Journal {
        let id = quayside::deploy::new_id(plan.instance.name.as_ref());
        let disk = Disk::hold(&self.desk.paths.deployment(&id)).unwrap();

        Journal::begin(Arc::new(disk), &id, plan).unwrap()
    }

    /// The journal of a deployment, taken up again.
    pub fn held(&self, id: &str) -> Journal {
        let disk = Disk::hold(&self.desk.paths.deployment(id)).unwrap();

        Journal::open(Arc::new(disk)).unwrap()
    }

    pub async fn job(&self, cloud: &Cloud, journal: Journal) -> Job {
        Job {
            services: self.services(cloud, journal.plan()).await,
            journal,
            stop: Stop::new(),
            only: Only::Cloud,
        }
    }

    pub async fn services(&self, cloud: &Cloud, plan: &Plan) -> Services {
        let services = self
            .desk
            .services(&self.doors, cloud.clone(), plan, Only::Cloud);

        services.await.unwrap()
    }

    /// The cloud half.
    pub async fn apply(&self, cloud: &Cloud, journal: Journal) -> Result<Journal, Failure> {
        run(self.job(cloud, journal).await).await
    }

    /// All of it, with the volumes.
    pub async fn undo(&self, cloud: &Cloud, journal: Journal) -> Result<Journal, Failure> {
        let volumes = volumes(journal.plan());

        undo(self.job(cloud, journal).await, volumes).await
    }
}

/// The credentials of an entry of `clouds.yaml`, for what a plan never does.
fn found(desk: &Desk, name: &str) -> Credentials {
    let found = desk.clouds().unwrap().remove(name);
    let found = found.unwrap_or_else(|| panic!("clouds.yaml has no cloud {name}"));
    let found = found.unwrap();
    let mut credentials = found.credentials;
    if let Some(file) = found.ca_file {
        let roots = Some(std::fs::read_to_string(file).unwrap());
        credentials.reach = Some(Arc::new(Reach {
            address: None,
            roots,
        }));
    }

    credentials
}
