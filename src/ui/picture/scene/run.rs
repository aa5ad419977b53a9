//! The picture while it is built, and when it stands: the state of a part is a fold of its steps.

use super::parts::{MOST, floating, parts};
use super::{Facts, Scene, State};
use crate::deploy::{Made, Progress, Status, Step};
use crate::plan::Plan;
use crate::plan::draft::Draft;
use crate::ui::picture::shape;
use crate::words::Text;

/// The picture of a run. `on_hold` tells that nothing more is going to start.
pub fn run(
    plan: &Plan,
    (progress, on_hold): (&Progress, bool),
    facts: &Facts,
    text: &Text,
) -> Scene {
    let mut scene = parts(&Draft::from(plan.clone()), facts, text);
    let (done, all) = progress.count();
    scene.heading = text.get("picture-being-built");
    scene.progress = text.with(
        "picture-steps-done",
        &[("done", done.into()), ("all", all.into())],
    );
    words(&mut scene, progress, text);
    pulls(&mut scene, progress, text);
    states(&mut scene, progress, on_hold);
    scene.legend = LEGEND
        .into_iter()
        .filter_map(|state| Some((state, text.get(shape::glyph(state, 0.0)?.key()))))
        .collect();
    scene
}

/// The picture of what stands.
pub fn done(plan: &Plan, progress: &Progress, facts: &Facts, text: &Text) -> Scene {
    let mut scene = run(plan, (progress, true), facts, text);
    scene.heading = text.get("picture-have");
    scene.progress = text.get("picture-all-in-place");
    scene.legend = Vec::new();
    scene
}

/// The order of the legend.
const LEGEND: [State; 5] = [
    State::Waiting,
    State::OnHold,
    State::Working,
    State::Done,
    State::Failed,
];

/// What is known only since it was made.
fn words(scene: &mut Scene, progress: &Progress, text: &Text) {
    match progress.made(Step::Address) {
        Some(Made::Floating { ip, .. } | Made::Association { ip, .. }) => {
            scene.address = floating(*ip, text);
        }
        _ => {
            if let (State::Skipped, Some(Made::Port { ip, .. })) =
                (scene.address.state, progress.made(Step::Port))
            {
                scene.address.title = ip.to_string();
                scene.address.mono = true;
            }
        }
    }
}

/// The nodes that have pulled say by which way; as long as none has, what is planned stands there.
fn pulls(scene: &mut Scene, progress: &Progress, text: &Text) {
    let inside = match progress.made(Step::Port) {
        Some(Made::Port { ip, .. }) => Some(ip.to_string()),
        _ => None,
    };
    let seen = progress.stands().iter().filter_map(|stand| {
        let Some(Made::NodeProof { address, .. }) = stand.status.made() else {
            return None;
        };
        Some(address.is_some() && *address == inside)
    });
    let seen: Vec<bool> = seen.collect();
    let private = seen.iter().filter(|private| **private).count();
    if scene.pulls.words.is_empty() || private == seen.len() {
        return;
    }
    scene.pulls.words = match private {
        0 => String::new(),
        private => text.with(
            "picture-pulls-some",
            &[("private", private.into()), ("count", seen.len().into())],
        ),
    };
}

fn states(scene: &mut Scene, progress: &Progress, on_hold: bool) {
    // What has no step is used as it is: it is there.
    let of = |wanted: &dyn Fn(Step) -> bool| {
        let stands = progress.stands().iter().filter(|stand| wanted(stand.step));
        match State::of_steps(stands.map(|stand| state(&stand.status, on_hold))) {
            State::Skipped => State::Done,
            state => state,
        }
    };
    scene.name.state = of(&|step| matches!(step, Step::Record | Step::NameSeen));
    if scene.address.state != State::Skipped {
        scene.address.state = of(&|step| step == Step::Address);
    }
    scene.wall.state = of(&|step| matches!(step, Step::Group | Step::Rules));
    scene.instance.state = of(&is_instance);
    scene.registry.state = of(&|step| matches!(step, Step::Docker | Step::Registry | Step::Proof));
    if let Some(certificate) = &mut scene.certificate {
        *certificate = of(&|step| step == Step::Certificate);
    }
    let last = MOST - 1;
    let folded = |place: usize, number: usize| place == number || (place == last && number > last);
    for (place, disk) in scene.disks.iter_mut().enumerate() {
        disk.state = of(&|step| disk_of(step).is_some_and(|number| folded(place, number)));
    }
    if scene.nodes.iter().any(|node| node.state.is_solid()) {
        for (place, node) in scene.nodes.iter_mut().enumerate() {
            node.state = of(&|step| node_of(step).is_some_and(|number| folded(place, number)));
        }
        scene.pulls.state = of(&|step| matches!(step, Step::NodeProof(_)));
    }
}

fn is_instance(step: Step) -> bool {
    matches!(
        step,
        Step::KeyPair
            | Step::Port
            | Step::Server
            | Step::ServerReady
            | Step::HostKey
            | Step::Machine
    )
}

fn disk_of(step: Step) -> Option<usize> {
    match step {
        Step::Volume(number) | Step::Attach(number) | Step::Disk(number) => Some(number),
        _ => None,
    }
}

fn node_of(step: Step) -> Option<usize> {
    match step {
        Step::NodeLogin(number) | Step::NodeProof(number) => Some(number),
        _ => None,
    }
}

/// A thing that was undone is an outline again; one that was kept stands there unused.
fn state(status: &Status, on_hold: bool) -> State {
    match status {
        Status::Waiting | Status::Started if on_hold => State::OnHold,
        Status::Waiting => State::Waiting,
        Status::Started | Status::Undoing(_) => State::Working,
        Status::Done(_) => State::Done,
        Status::Failed(_) | Status::UndoFailed(..) => State::Failed,
        Status::Undone => State::ToCome,
        Status::Kept(_) => State::Planned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::{Event, Problem};
    use crate::plan;
    use crate::words::Language;
    use State::{Done, Failed, OnHold, Planned, ToCome, Waiting, Working};
    use jiff::Timestamp;

    fn text() -> Text {
        Text::new(Language::English)
    }

    fn picture(stands: &[(Step, Status)], on_hold: bool) -> Scene {
        let plan = plan::tests::sample();
        let mut progress = Progress::new(&plan);
        for (step, status) in stands {
            progress.apply(Event::Moved {
                step: step.id(),
                status: status.clone(),
                at: Timestamp::UNIX_EPOCH,
            });
        }
        run(&plan, (&progress, on_hold), &Facts::default(), &text())
    }

    fn made() -> Status {
        Status::Done(Made::Rules)
    }

    fn failed() -> Status {
        Status::Failed(Problem::NoAddress)
    }

    #[test]
    fn a_run_begins_with_everything_waiting() {
        let scene = picture(&[], false);
        assert!(scene.states().all(|state| state == Waiting));
        assert_eq!(scene.pulls.state, Waiting);
        assert!(scene.progress.starts_with("0 of "), "{}", scene.progress);
    }

    #[test]
    fn a_disk_is_done_when_it_is_mounted() {
        let steps = [(Step::Volume(0), made()), (Step::Attach(0), made())];
        assert_eq!(picture(&steps, false).disks[0].state, Waiting);
        let steps = [steps.as_slice(), &[(Step::Disk(0), made())]].concat();
        let scene = picture(&steps, false);
        assert_eq!(
            [scene.disks[0].state, scene.disks[1].state],
            [Done, Waiting]
        );
    }

    #[test]
    fn the_address_is_told_as_soon_as_it_is_there() {
        let floating = Made::Floating {
            id: "f".into(),
            ip: [203, 0, 113, 24].into(),
        };
        let scene = picture(&[(Step::Address, Status::Done(floating))], false);
        assert_eq!(
            (scene.address.title.as_str(), scene.address.state),
            ("203.0.113.24", Done)
        );
    }

    #[test]
    fn what_waits_behind_a_failure_is_on_hold() {
        let steps = [(Step::Certificate, failed()), (Step::Docker, made())];
        let scene = picture(&steps, true);
        assert_eq!(
            (scene.certificate, scene.registry.state),
            (Some(Failed), OnHold)
        );
        let scene = picture(&[(Step::Docker, Status::Started)], false);
        assert_eq!(scene.registry.state, Working);
    }

    #[test]
    fn what_was_undone_is_an_outline_and_what_was_kept_is_not() {
        let kept = Status::Kept(Made::Volume { id: "v".into() });
        let steps = [
            (Step::Volume(0), kept),
            (Step::Attach(0), Status::Undone),
            (Step::Disk(0), Status::Undone),
            (Step::Group, Status::Undone),
            (Step::Rules, Status::Undone),
        ];
        let scene = picture(&steps, true);
        assert_eq!((scene.disks[0].state, scene.wall.state), (Planned, ToCome));
    }

    #[test]
    fn only_the_ways_that_pulls_were_seen_to_take_are_told() {
        let port = Made::Port {
            id: "p".into(),
            ip: [192, 168, 73, 40].into(),
        };
        let pulled = |number, address: &str| {
            let made = Made::NodeProof {
                proof: "sha256:0".to_owned(),
                address: Some(address.to_owned()),
                lan: None,
            };
            (Step::NodeProof(number), Status::Done(made))
        };
        let words = |first, second| {
            let steps = [
                (Step::Port, Status::Done(port.clone())),
                pulled(0, first),
                pulled(1, second),
            ];
            picture(&steps, true).pulls.words
        };
        let (inside, outside) = ("192.168.73.40", "203.0.113.24");
        assert_eq!(words(inside, inside), "Pulls stay on the private network");
        assert_eq!(
            words(inside, outside),
            "1 of 2 nodes pull over the private network"
        );
        assert_eq!(words(outside, outside), "");
    }

    #[test]
    fn done_is_whole_and_has_no_legend() {
        let plan = plan::tests::sample();
        let mut progress = Progress::new(&plan);
        for step in crate::deploy::steps(&plan) {
            let at = Timestamp::UNIX_EPOCH;
            progress.apply(Event::Moved {
                step: step.id(),
                status: made(),
                at,
            });
        }
        let scene = done(&plan, &progress, &Facts::default(), &text());
        assert!(scene.states().all(|state| state == Done));
        assert_eq!(
            (scene.progress.as_str(), scene.legend.len()),
            ("All in place", 0)
        );
    }
}
