//! The states that the picture goes through, by hand.

use crate::ui::picture::scene::{Disk, Gate, Node, Piece, Pulls, Scene, State, Wall, Words, Yard};

fn piece(state: State, title: &str, detail: &str) -> Piece {
    Piece {
        state,
        title: title.into(),
        mono: false,
        detail: detail.into(),
    }
}

fn mono(state: State, title: &str, detail: &str) -> Piece {
    Piece {
        mono: true,
        ..piece(state, title, detail)
    }
}

fn gate(label: &str, amber: bool) -> Gate {
    Gate {
        label: label.into(),
        amber,
    }
}

fn disk(state: State, [path, title, name]: [&str; 3]) -> Disk {
    Disk {
        state,
        path: path.into(),
        title: title.into(),
        name: name.into(),
        feeds_registry: path == "/docker-registry",
    }
}

fn node(state: State, label: &str) -> Node {
    Node {
        state,
        label: label.into(),
        mono: state != State::ToCome,
    }
}

pub fn welcome() -> Scene {
    let to_come = |title| piece(State::ToCome, title, "to come");
    Scene {
        heading: "What you will have".into(),
        progress: String::new(),
        people: Words {
            title: "Your group, anywhere".into(),
            detail: "docker push, docker pull".into(),
        },
        name: to_come("Name"),
        address: to_come("Address"),
        wall: Wall {
            state: State::ToCome,
            word: "Firewall".into(),
            gates: vec![gate("443", false), gate("80", false), gate("22", false)],
        },
        yard: Yard {
            name: "Private network".into(),
            cidr: String::new(),
        },
        instance: to_come("Instance"),
        registry: to_come("Registry"),
        certificate: None,
        disks: vec![
            disk(State::ToCome, ["/DATA", "Volume", ""]),
            disk(State::ToCome, ["/docker-registry", "Volume", ""]),
        ],
        nodes: vec![node(State::ToCome, "Node"); 3],
        pulls: Pulls {
            state: State::ToCome,
            words: "Pulls stay on the private network".into(),
        },
        legend: Vec::new(),
    }
}

pub fn instance() -> Scene {
    Scene {
        heading: "What is being built".into(),
        progress: "Nothing is made yet".into(),
        instance: piece(State::Here, "neuro-registry", "c8-30gb-186 · Ubuntu 24.04"),
        yard: Yard {
            name: "Private network".into(),
            cidr: "192.168.73.0/24".into(),
        },
        ..welcome()
    }
}

pub fn firewall() -> Scene {
    let mut scene = instance();
    scene.instance.state = State::Planned;
    scene.address = piece(
        State::Planned,
        "A new address",
        "Floating, from the pool public",
    );
    scene.wall.state = State::Here;
    scene.wall.gates[2].amber = true;
    scene
}

pub fn volumes() -> Scene {
    let mut scene = firewall();
    scene.wall.state = State::Planned;
    scene.wall.gates[2].amber = false;
    scene.name = mono(
        State::Planned,
        "registry.neuro.example.org",
        "Cloudflare, DNS only",
    );
    scene.certificate = Some(State::Planned);
    scene.disks = vec![
        disk(State::Planned, ["/DATA", "500 GB", "neuro-data"]),
        disk(
            State::Here,
            ["/docker-registry", "1\u{202f}000 GB", "neuro-images"],
        ),
    ];
    scene
}

pub fn review() -> Scene {
    let mut scene = volumes();
    scene.disks[1].state = State::Planned;
    scene.registry = piece(State::Planned, "Registry", "HTTPS and a password");
    scene.nodes = ["node-1", "node-2", "node-3"]
        .map(|name| node(State::Planned, name))
        .to_vec();
    scene.pulls.state = State::Planned;
    scene
}

fn legend() -> Vec<(State, String)> {
    [
        (State::Waiting, "waiting"),
        (State::OnHold, "on hold"),
        (State::Working, "working"),
        (State::Done, "done"),
        (State::Failed, "failed"),
    ]
    .map(|(state, word)| (state, word.to_owned()))
    .to_vec()
}

pub fn run() -> Scene {
    let mut scene = review();
    scene.heading = "Being built".into();
    scene.progress = "7 of 13 steps done".into();
    scene.name.state = State::Done;
    scene.address = mono(State::Done, "203.0.113.24", "Floating address");
    scene.wall.state = State::Done;
    scene.instance.state = State::Done;
    scene.registry.state = State::Working;
    scene.certificate = Some(State::Waiting);
    scene.disks[0].state = State::Done;
    scene.disks[1].state = State::Working;
    for node in &mut scene.nodes {
        node.state = State::Waiting;
    }
    scene.pulls.state = State::Waiting;
    scene.legend = legend();
    scene
}

pub fn run_failed() -> Scene {
    let mut scene = run();
    scene.progress = "9 of 13 steps done".into();
    scene.registry.state = State::OnHold;
    scene.certificate = Some(State::Failed);
    scene.disks[1].state = State::Done;
    for node in &mut scene.nodes {
        node.state = State::OnHold;
    }
    scene.pulls.state = State::OnHold;
    scene
}

pub fn done() -> Scene {
    let mut scene = run();
    scene.heading = "What you have".into();
    scene.progress = "All in place".into();
    scene.registry.state = State::Done;
    scene.certificate = Some(State::Done);
    scene.disks[1].state = State::Done;
    for node in &mut scene.nodes {
        node.state = State::Done;
    }
    scene.pulls.state = State::Done;
    scene.legend = Vec::new();
    scene
}

/// Everything as long as it may become: many gates, three disks, long names, all states.
pub fn crowded() -> Scene {
    let mut scene = run();
    scene.heading = "Ce qui est en train d’être construit".into();
    scene.progress = "17 étapes sur 23 terminées".into();
    scene.people.title = "Votre groupe, où qu’il se trouve dans le monde entier".into();
    scene.name.title = "registry.of-the-neuroscience-group.department.example.org".into();
    scene.wall.word = "Pare-feu".into();
    let ports = ["443", "80", "22", "8443", "30000-32767", "5000"];
    scene.wall.gates = ports.map(|port| gate(port, port == "22")).to_vec();
    scene.instance.title = "registry-of-the-neuroscience-group-of-the-department".into();
    scene.instance.detail = "very-long-flavor-name-c8-30gb-186 · Ubuntu 24.04 LTS".into();
    scene.registry.detail = "HTTPS et un mot de passe par personne".into();
    scene.disks = vec![
        disk(State::Done, ["/DATA", "500 Go", "neuro-data-of-the-group"]),
        disk(
            State::Working,
            [
                "/docker-registry",
                "1\u{202f}000 Go",
                "neuro-images-of-the-group",
            ],
        ),
        disk(
            State::Failed,
            ["/srv/scratch/space", "20\u{202f}000 Go", "scratch"],
        ),
    ];
    scene.nodes = vec![
        node(State::Waiting, "node-of-the-cluster-1"),
        node(State::Working, "node-2"),
        node(State::OnHold, "+12 more"),
    ];
    scene.pulls.words = "Les téléchargements restent dans le réseau privé".into();
    scene.yard.name = "Réseau privé du groupe".into();
    scene.legend = [
        (State::Waiting, "en attente"),
        (State::OnHold, "suspendu"),
        (State::Working, "en cours"),
        (State::Done, "fait"),
        (State::Failed, "échec"),
    ]
    .map(|(state, word)| (state, word.to_owned()))
    .to_vec();
    scene
}

/// The address lies on the instance itself, there is one disk and one node.
pub fn public() -> Scene {
    let mut scene = run();
    scene.address = piece(State::Skipped, "Address", "the instance is public itself");
    scene.disks.truncate(1);
    scene.nodes.truncate(1);
    scene
}

pub fn all() -> Vec<(&'static str, Scene)> {
    vec![
        ("welcome", welcome()),
        ("instance", instance()),
        ("firewall", firewall()),
        ("volumes", volumes()),
        ("review", review()),
        ("run", run()),
        ("run-failed", run_failed()),
        ("done", done()),
        ("crowded", crowded()),
        ("public", public()),
    ]
}
