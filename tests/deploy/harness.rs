//! A practice cloud, a plan for it, and a journal; and processes that work on them, until they end or die.

use std::collections::BTreeSet;
use std::sync::Arc;

use quayside::deploy::store::{Memory, Store};
use quayside::deploy::suggest::{self, Facts, LocalKey};
use quayside::deploy::{
    Broken, Failure, Job, Journal, Materials, Only, Services, Stop, run, undo, volumes,
};
use quayside::http::Net;
use quayside::openstack::{Cloud, inventory};
use quayside::plan::cloud::{self, Preset, SignIn};
use quayside::plan::name::Keeper;
use quayside::plan::node::{Engine, Node};
use quayside::plan::{Address, Plan};
use quayside::practice::{self, World};
use quayside::secret::Secret;
use quayside::session::practice_user;

use super::blind::Blind;
use super::bomb::{Bomb, BombedNames, BombedShell, BombedStore, BombedWire};

/// The deployment of all tests: what it makes has the same marks every time.
pub const ID: &str = "neuro-registry-0badcafe";
const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ me@lab";
/// What the instance's port gets at Harbour: the first address that is free there.
const HARBOUR: &str = "198.51.100.40";

/// A practice cloud with a plan and a journal, which may be empty.
pub struct Site {
    pub world: World,
    pub plan: Arc<Plan>,
    pub store: Memory,
}

/// How a process ended.
#[derive(Debug)]
pub enum Ended {
    Died,
    Failed(Failure),
    Well,
}

/// What a process is for.
#[derive(Debug, Clone)]
pub enum Task {
    Run(Only),
    /// With the volumes, or without.
    Undo(bool),
}

pub const RUN: Task = Task::Run(Only::Everything);

impl Site {
    pub async fn new(preset: Preset) -> Self {
        let world = world(preset);
        let plan = plan(&world, preset).await;

        Self {
            world: self::world(preset),
            plan: Arc::new(plan),
            store: Memory::default(),
        }
    }

    /// The same as it stands now; what happens to one does not happen to the other.
    pub fn fork(&self) -> Self {
        let store = Memory::default();
        store.append(&self.store.read().unwrap()).unwrap();

        Self {
            world: self.world.fork(),
            plan: self.plan.clone(),
            store,
        }
    }

    pub fn with_plan(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        change(Arc::make_mut(&mut self.plan));
        self
    }

    pub fn preset(&self) -> Preset {
        match self.plan.cloud.sign_in {
            SignIn::Practice { preset } => preset,
            _ => unreachable!("a practice cloud"),
        }
    }

    /// A process that nothing happens to.
    pub async fn does(&self, task: Task) -> Ended {
        self.process(task, &Bomb::dud(), self.world.net()).await
    }

    /// One that works all to the end.
    pub async fn ends(&self, task: Task) -> Arc<Bomb> {
        let bomb = Bomb::dud();
        let ended = self.process(task, &bomb, self.world.net()).await;
        assert!(matches!(ended, Ended::Well), "{ended:?}");

        bomb
    }

    pub async fn dies(&self, task: Task, bomb: &Arc<Bomb>) -> Ended {
        self.process(task, bomb, self.world.net()).await
    }

    /// One that finds nothing of what it made before.
    pub async fn does_blindly(&self, task: Task) -> Ended {
        let net = Arc::new(Blind(self.world.net()));

        self.process(task, &Bomb::dud(), net).await
    }

    async fn process(&self, task: Task, bomb: &Arc<Bomb>, net: Net) -> Ended {
        let work = self.work(task, bomb, net, Stop::new());
        let ended = tokio::select! {
            biased;
            () = bomb.went_off.notified() => return Ended::Died,
            ended = work => ended,
        };

        match ended {
            _ if bomb.is_dead() => Ended::Died,
            Ok(()) => Ended::Well,
            Err(failure) => Ended::Failed(failure),
        }
    }

    pub async fn work(
        &self,
        task: Task,
        bomb: &Arc<Bomb>,
        net: Net,
        stop: Stop,
    ) -> Result<(), Failure> {
        let services = self.services(bomb, net).await;
        let store = Arc::new(BombedStore(Arc::new(self.store.clone()), bomb.clone()));
        let journal = match Journal::open(store.clone()) {
            Err(Broken::Absent) => {
                // Half a first line is no journal: whoever begins takes an empty directory.
                self.store.cut(0).unwrap();
                Journal::begin(store, ID, (*self.plan).clone())?
            }
            journal => journal?,
        };
        let only = match task {
            Task::Run(only) => only,
            Task::Undo(_) => Only::Everything,
        };
        let job = Job {
            journal,
            services,
            stop,
            only,
        };
        let _ = match task {
            Task::Run(_) => run(job).await?,
            Task::Undo(all) => undo(job, self.volumes(all)).await?,
        };

        Ok(())
    }

    fn volumes(&self, all: bool) -> BTreeSet<quayside::deploy::StepId> {
        if all {
            volumes(&self.plan)
        } else {
            BTreeSet::new()
        }
    }

    async fn services(&self, bomb: &Arc<Bomb>, net: Net) -> Services {
        let net: Net = Arc::new(BombedWire(net, bomb.clone()));

        Services {
            cloud: sign_in(net.clone(), self.preset()).await,
            net,
            names: Arc::new(BombedNames(Arc::new(self.world.clone()), bomb.clone())),
            shell: Arc::new(BombedShell(Arc::new(self.world.clone()), bomb.clone())),
            materials: Materials {
                registry_password: Secret::new("correct horse battery"),
                cloudflare_token: Some(Secret::new(practice::CLOUDFLARE_TOKEN)),
                hash_cost: 4,
                ..Materials::default()
            },
        }
    }

    pub fn journal(&self) -> Journal {
        Journal::open(Arc::new(self.store.clone())).unwrap()
    }

    /// What there is. Disks are told by what is on them: which letter each has is a matter of luck.
    pub fn standing(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .world
            .inventory()
            .iter()
            .map(|line| letterless(line))
            .collect();
        lines.sort();

        lines
    }
}

fn letterless(line: &str) -> String {
    let Some((before, disks)) = line.split_once(" /dev/") else {
        return line.to_owned();
    };
    let mut disks: Vec<&str> = disks
        .split(',')
        .filter_map(|disk| Some(disk.split_once('=')?.1))
        .collect();
    disks.sort_unstable();

    format!("{before} {}", disks.join(","))
}

/// The cloud; for plans of Harbour whose record is made by hand it is there before anybody waits for it.
pub fn world(preset: Preset) -> World {
    let world = World::new(preset).no_colleague();
    if preset == Preset::Harbour {
        world.point("registry.genomics.example", HARBOUR.parse().unwrap());
    }

    world
}

/// What the program suggests there, with every kind of step in one of the two.
async fn plan(world: &World, preset: Preset) -> Plan {
    let cloud = sign_in(world.net(), preset).await;
    let inventory = inventory::survey(&cloud).await;
    let (host, keeper) = match preset {
        Preset::Campus => (
            "registry.neuro.example.org",
            Keeper::Cloudflare {
                zone: "example.org".parse().unwrap(),
                proxied: false,
                token: "env:TOKEN".parse().unwrap(),
            },
        ),
        Preset::Harbour => (
            "registry.harbour.example",
            Keeper::Designate {
                zone: "harbour.example".parse().unwrap(),
            },
        ),
    };
    let key = LocalKey {
        private: "~/.ssh/id_ed25519".parse().unwrap(),
        public: KEY.to_owned(),
    };
    let facts = Facts {
        cloud: cloud::Cloud {
            region: None,
            sign_in: SignIn::Practice { preset },
        },
        host: host.parse().unwrap(),
        keeper,
        password: "env:PASSWORD".parse().unwrap(),
        // Harbour has a key pair that is used; at Campus one is made.
        local_keys: (preset == Preset::Campus)
            .then_some(key)
            .into_iter()
            .collect(),
    };
    let mut plan = suggest::plan(&inventory, facts).unwrap();
    if preset == Preset::Campus {
        let pool = inventory.pools.unwrap().swap_remove(0);
        plan.address = Address::New {
            pool: quayside::plan::Named::new(pool.id, pool.name),
        };
    }
    let user = match preset {
        Preset::Campus => "ubuntu",
        Preset::Harbour => "debian",
    };
    plan.nodes = ["node-1", "node-2"].map(|host| node(host, user)).into();

    plan
}

fn node(host: &str, user: &str) -> Node {
    Node {
        host: host.parse().unwrap(),
        port: 22,
        user: user.parse().unwrap(),
        key_file: None,
        jump: None,
        engine: Engine::Find,
    }
}

pub async fn sign_in(net: Net, preset: Preset) -> Cloud {
    Cloud::sign_in(net, practice_user(preset, practice::project(preset)))
        .await
        .unwrap()
}
