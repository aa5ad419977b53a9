//! What a step's failure means: what happened, why probably, and what to do.

mod image;

use std::net::IpAddr;

use super::Text;
use super::error::{self, Explained, Remedy};
use super::trouble::{self, Place};
use crate::deploy::Problem;
use crate::plan::Plan;
use crate::plan::check::Part;
use crate::registry::Failure;

/// Explains why a step of the plan did not work.
pub fn explain(text: &Text, plan: &Plan, problem: &Problem) -> Explained {
    match problem {
        Problem::Call(error) => error::explain(text, error),
        Problem::Machine(trouble) => {
            trouble::explain_at(text, trouble, Place::of(plan, &trouble.machine))
        }
        Problem::AddressTaken { ip } => {
            let ip = [("ip", ip.to_string().into())];
            Explained {
                happened: text.with("problem-address-taken", &ip),
                probably: text.get("problem-address-taken-probably"),
                advice: text.get("problem-address-taken-advice"),
                ..own(
                    problem,
                    vec![Remedy::TryAgain, Remedy::Change(Part::Address)],
                )
            }
        }
        Problem::ImageNowhere {
            image,
            machine,
            here,
        } => image::explain(text, image, machine, here),
        Problem::NameAlso { .. } | Problem::NameElsewhere { .. } => elsewhere(text, problem),
        Problem::NameTaken { host, records } => {
            let values = [
                ("host", host.clone().into()),
                ("records", records.join(", ").into()),
            ];
            Explained {
                happened: text.with("problem-name-taken", &values),
                probably: text.get("problem-name-taken-probably"),
                advice: text.get("problem-name-taken-advice"),
                ..own(problem, vec![Remedy::TryAgain, Remedy::Change(Part::Name)])
            }
        }
        Problem::NoAddress => Explained {
            happened: text.get("problem-no-address"),
            probably: text.get("problem-no-address-probably"),
            advice: text.get("problem-no-address-advice"),
            ..own(problem, vec![Remedy::Undo, Remedy::Change(Part::Instance)])
        },
        Problem::DoorOpen | Problem::DoorClosed => Explained {
            happened: text.get(if *problem == Problem::DoorOpen {
                "problem-door-open"
            } else {
                "problem-door-closed"
            }),
            probably: text.get("problem-door-probably"),
            advice: text.get("problem-door-advice"),
            ..own(problem, vec![Remedy::TryAgain])
        },
        Problem::NoProjectZone { zone } => Explained {
            happened: text.with("problem-project-zone", &[("zone", zone.clone().into())]),
            probably: text.get("problem-project-zone-probably"),
            advice: text.get("problem-project-zone-advice"),
            ..own(problem, vec![Remedy::TryAgain, Remedy::Change(Part::Name)])
        },
        Problem::NoZone { zone } => Explained {
            happened: text.with("problem-zone", &[("zone", zone.clone().into())]),
            probably: text.get("problem-zone-probably"),
            advice: text.get("problem-zone-advice"),
            ..own(problem, vec![Remedy::TryAgain])
        },
        Problem::Registry(failure @ Failure::Full { .. }) => Explained {
            happened: registry(text, failure),
            probably: text.get("problem-registry-full-probably"),
            advice: text.get(if plan.registry.deletion {
                "problem-registry-full-advice"
            } else {
                "problem-registry-full-kept-advice"
            }),
            ..own(problem, vec![Remedy::TryAgain])
        },
        Problem::Registry(failure) => Explained {
            happened: registry(text, failure),
            probably: text.get("problem-registry-probably"),
            advice: text.get("problem-registry-advice"),
            ..own(problem, vec![Remedy::TryAgain])
        },
        Problem::SecretMissing { name } => Explained {
            happened: text.with("problem-secret", &[("name", name.clone().into())]),
            probably: text.get("problem-secret-probably"),
            advice: text.get("problem-secret-advice"),
            ..own(problem, vec![Remedy::TryAgain])
        },
        Problem::Lost { step } => Explained {
            happened: text.with("problem-lost", &[("step", step.to_string().into())]),
            probably: text.get("problem-lost-probably"),
            advice: text.get("problem-lost-advice"),
            ..own(problem, vec![Remedy::Undo])
        },
        Problem::Stopped => Explained {
            happened: text.get("problem-stopped"),
            probably: String::new(),
            advice: text.get("problem-stopped-advice"),
            ..own(problem, vec![Remedy::TryAgain])
        },
    }
}

/// A name that does not lead to the instance, or not only.
fn elsewhere(text: &Text, problem: &Problem) -> Explained {
    let remedies = vec![Remedy::TryAgain];
    match problem {
        Problem::NameAlso { host, others } => {
            let values = [
                ("host", host.clone().into()),
                ("others", addresses(others).into()),
            ];
            Explained {
                happened: text.with("problem-name-also", &values),
                probably: text.get("problem-name-also-probably"),
                advice: text.get("problem-name-also-advice"),
                ..own(problem, remedies)
            }
        }
        Problem::NameElsewhere {
            host,
            expected,
            seen,
        } => {
            let values = [
                ("host", host.clone().into()),
                ("expected", expected.to_string().into()),
                ("seen", addresses(seen).into()),
                ("count", seen.len().into()),
            ];
            Explained {
                happened: text.with("problem-name-elsewhere", &values),
                probably: text.get("problem-name-elsewhere-probably"),
                advice: text.get("problem-name-elsewhere-advice"),
                ..own(problem, remedies)
            }
        }
        _ => own(problem, remedies),
    }
}

/// Addresses, one after the other.
pub(super) fn addresses(these: &[IpAddr]) -> String {
    let these: Vec<String> = these.iter().map(ToString::to_string).collect();

    these.join(", ")
}

fn registry(text: &Text, failure: &Failure) -> String {
    match failure {
        Failure::Call(error) => error::explain(text, error).happened,
        Failure::Digest { .. } => text.get("problem-registry-digest"),
        Failure::Downgraded { to } | Failure::Elsewhere { to } => {
            text.with("problem-registry-elsewhere", &[("to", to.clone().into())])
        }
        Failure::Full { bytes, .. } => text.with(
            "problem-registry-full",
            &[("megabytes", (bytes / 1_000_000).into())],
        ),
        Failure::TooLarge { bytes, .. } => text.with(
            "problem-registry-large",
            &[("megabytes", (bytes / 1_000_000).into())],
        ),
    }
}

fn own(problem: &Problem, remedies: Vec<Remedy>) -> Explained {
    Explained {
        happened: String::new(),
        probably: String::new(),
        advice: String::new(),
        original: problem.to_string(),
        remedies,
    }
}
