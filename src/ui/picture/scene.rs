//! What is in the picture: plain data, without a place, a colour or a font.
//!
//! Every part carries its words and its `State`; how the wires between them look follows from both ends.

mod draft;
mod parts;
mod run;

pub use draft::{Here, draft};
pub use run::{done, run};

use crate::openstack::Inventory;
use crate::plan::draft::Draft;
use crate::plan::firewall::Rule;
use std::collections::BTreeMap;

/// What the cloud has told and the plan does not say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The subnet of the instance's network, in CIDR notation.
    pub network: Option<String>,
    /// The instance's system as people say it, where its image has another name.
    pub system: Option<String>,
    /// Gigabytes of the volumes that are there already, by their ids.
    pub volumes: BTreeMap<String, u32>,
    /// The rules of the security group that is used as it is.
    pub group_rules: Vec<Rule>,
}

impl Facts {
    /// What an inventory tells about a plan in the making.
    pub fn new(inventory: &Inventory, draft: &Draft) -> Facts {
        let network = draft.instance.as_ref().map(|instance| &instance.network.id);
        let subnets = inventory.subnets.iter().flatten();
        let volumes = inventory.volumes.iter().flatten();
        Facts {
            network: subnets
                .filter(|subnet| Some(&subnet.network) == network)
                .map(|subnet| subnet.cidr.to_string())
                .next(),
            volumes: volumes
                .map(|volume| (volume.id.as_str().to_owned(), volume.size))
                .collect(),
            ..Facts::default()
        }
    }
}

/// Everything the picture shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    pub heading: String,
    /// How far it is; empty says nothing.
    pub progress: String,
    pub people: Words,
    pub name: Piece,
    pub address: Piece,
    pub wall: Wall,
    pub yard: Yard,
    pub instance: Piece,
    pub registry: Piece,
    /// Not drawn until it is planned.
    pub certificate: Option<State>,
    /// At most three are drawn; the builder folds the rest into the last.
    pub disks: Vec<Disk>,
    pub nodes: Vec<Node>,
    pub pulls: Pulls,
    /// The word for every state that may occur; empty leaves the legend out.
    pub legend: Vec<(State, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub title: String,
    pub detail: String,
}

/// A part with a title and a line under it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    pub state: State,
    pub title: String,
    /// The title is something to type, not a sentence.
    pub mono: bool,
    pub detail: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wall {
    pub state: State,
    pub word: String,
    pub gates: Vec<Gate>,
}

/// One opening of the wall.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gate {
    pub label: String,
    /// Open to everybody although it need not be.
    pub amber: bool,
}

/// The private network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Yard {
    pub name: String,
    pub cidr: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disk {
    pub state: State,
    /// Where it is mounted.
    pub path: String,
    /// Its size, or its kind as long as nothing is known.
    pub title: String,
    pub name: String,
    /// The registry keeps its images here.
    pub feeds_registry: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    pub state: State,
    pub label: String,
    pub mono: bool,
}

/// The way on which the nodes pull.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pulls {
    pub state: State,
    pub words: String,
}

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum State {
    #[default]
    ToCome,
    Planned,
    /// Its page is open.
    Here,
    Skipped,
    Waiting,
    Working,
    Done,
    Failed,
    /// Behind a failure.
    OnHold,
}

impl State {
    /// What the steps of one part amount to: the worst news first, then what moves, then what is still missing.
    pub fn of_steps(steps: impl IntoIterator<Item = State>) -> State {
        let urgency = |state: &State| match state {
            State::Failed => 7,
            State::Working => 6,
            State::OnHold => 5,
            State::Waiting => 4,
            State::Here | State::Planned => 3,
            State::ToCome => 2,
            State::Done => 1,
            State::Skipped => 0,
        };
        steps
            .into_iter()
            .max_by_key(urgency)
            .unwrap_or(State::Skipped)
    }

    /// Whether the part is there in outline at least: planned, in work or finished.
    pub fn is_solid(self) -> bool {
        !matches!(self, State::ToCome | State::Skipped)
    }
}

/// How a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wire {
    Failed,
    ToCome,
    Planned,
    Waiting,
    Working,
    Done,
}

impl Wire {
    /// A piece is as far as the end that is least far; a skipped end lets it through.
    pub fn between(ends: impl IntoIterator<Item = State>) -> Wire {
        ends.into_iter()
            .filter_map(Wire::of)
            .min()
            .unwrap_or(Wire::ToCome)
    }

    fn of(state: State) -> Option<Wire> {
        Some(match state {
            State::Failed => Wire::Failed,
            State::ToCome => Wire::ToCome,
            State::Planned | State::Here => Wire::Planned,
            State::Waiting | State::OnHold => Wire::Waiting,
            State::Working => Wire::Working,
            State::Done => Wire::Done,
            State::Skipped => return None,
        })
    }
}

impl Scene {
    /// The four pieces of the way in: people to name, to address, to wall, to the registry.
    pub fn spine(&self) -> [Wire; 4] {
        let (name, address, wall) = (self.name.state, self.address.state, self.wall.state);
        let upper = |ends: [State; 2]| ends;
        [
            Wire::between(if name == State::Skipped {
                upper([address, wall])
            } else {
                upper([State::Done, name])
            }),
            Wire::between(if address == State::Skipped {
                upper([name, wall])
            } else {
                upper([name, address])
            }),
            Wire::between(if address == State::Skipped {
                upper([name, wall])
            } else {
                upper([address, wall])
            }),
            Wire::between(
                [Some(wall), self.certificate, Some(self.registry.state)]
                    .into_iter()
                    .flatten(),
            ),
        ]
    }

    /// The states that occur, with their words, in the order of the legend.
    pub fn legend_present(&self) -> impl Iterator<Item = &(State, String)> {
        self.legend
            .iter()
            .filter(|(state, _)| self.states().any(|present| present == *state))
    }

    /// The state of every part.
    pub fn states(&self) -> impl Iterator<Item = State> + '_ {
        [
            self.name.state,
            self.address.state,
            self.wall.state,
            self.instance.state,
            self.registry.state,
        ]
        .into_iter()
        .chain(self.certificate)
        .chain(self.disks.iter().map(|disk| disk.state))
        .chain(self.nodes.iter().map(|node| node.state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::*;

    #[test]
    fn a_part_shows_the_most_urgent_of_its_steps() {
        assert_eq!(State::of_steps([Done, Done]), Done);
        assert_eq!(State::of_steps([Done, Waiting]), Waiting);
        assert_eq!(State::of_steps([Working, Waiting]), Working);
        assert_eq!(State::of_steps([Working, Failed, OnHold]), Failed);
        assert_eq!(State::of_steps([Skipped, Done]), Done);
        assert_eq!(State::of_steps([]), Skipped);
    }

    #[test]
    fn a_wire_is_finished_when_both_its_ends_are() {
        assert_eq!(Wire::between([Done, Done]), Wire::Done);
        assert_eq!(Wire::between([Done, Working]), Wire::Working);
        assert_eq!(Wire::between([Working, Waiting]), Wire::Waiting);
        assert_eq!(Wire::between([Done, OnHold]), Wire::Waiting);
        assert_eq!(Wire::between([Planned, ToCome]), Wire::ToCome);
        assert_eq!(Wire::between([Here, Planned]), Wire::Planned);
        assert_eq!(Wire::between([Done, Failed]), Wire::Failed);
        assert_eq!(Wire::between([Skipped, Done]), Wire::Done);
    }

    fn scene(name: State, address: State, wall: State, registry: State) -> Scene {
        let piece = |state| Piece {
            state,
            ..Piece::default()
        };
        Scene {
            name: piece(name),
            address: piece(address),
            wall: Wall {
                state: wall,
                ..Wall::default()
            },
            registry: piece(registry),
            ..Scene::default()
        }
    }

    #[test]
    fn the_spine_goes_through_what_is_skipped() {
        let spine = scene(Done, Skipped, Working, Waiting).spine();
        assert_eq!(
            spine,
            [Wire::Done, Wire::Working, Wire::Working, Wire::Waiting]
        );
        let spine = scene(Skipped, Done, Done, Done).spine();
        assert_eq!(spine, [Wire::Done; 4]);
    }

    #[test]
    fn the_last_piece_fails_with_the_certificate() {
        let mut scene = scene(Done, Done, Done, OnHold);
        assert_eq!(scene.spine()[3], Wire::Waiting);
        scene.certificate = Some(Failed);
        assert_eq!(scene.spine()[3], Wire::Failed);
    }

    #[test]
    fn the_legend_names_only_what_is_there() {
        let mut scene = scene(Done, Done, Working, Waiting);
        scene.instance.state = Done;
        scene.legend = [Waiting, Working, Done, Failed]
            .map(|state| (state, String::new()))
            .to_vec();
        let states: Vec<State> = scene.legend_present().map(|(state, _)| *state).collect();
        assert_eq!(states, [Waiting, Working, Done]);
    }
}
