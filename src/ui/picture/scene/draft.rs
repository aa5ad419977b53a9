//! The picture while the pages are filled: what is answered is solid, what is open is lit.

use super::parts::parts;
use super::{Facts, Scene, State};
use crate::plan::draft::Draft;
use crate::ui::page::PageId;
use crate::words::Text;

/// The page that is open, and on Volumes the disk whose fields have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Here {
    pub page: PageId,
    pub disk: Option<usize>,
}

impl From<PageId> for Here {
    fn from(page: PageId) -> Here {
        Here { page, disk: None }
    }
}

/// The picture of a plan in the making. Going back takes nothing away: only what is lit moves.
pub fn draft(draft: &Draft, here: impl Into<Here>, facts: &Facts, text: &Text) -> Scene {
    let here = here.into();
    let mut scene = parts(draft, facts, text);
    scene.heading = match here.page {
        PageId::Welcome => text.get("picture-will-have"),
        PageId::Review => text.get("picture-will-be-built"),
        _ => text.get("picture-in-the-making"),
    };
    if here.page != PageId::Welcome {
        scene.progress = text.get("picture-nothing-yet");
    }
    light(&mut scene, here);
    scene
}

/// Lights the parts of the open page.
fn light(scene: &mut Scene, here: Here) {
    let on = |state: &mut State| {
        if *state != State::Skipped {
            *state = State::Here;
        }
    };
    match here.page {
        PageId::Instance => on(&mut scene.instance.state),
        PageId::Address => on(&mut scene.address.state),
        PageId::Firewall => on(&mut scene.wall.state),
        PageId::Name => {
            on(&mut scene.name.state);
            scene.certificate.iter_mut().for_each(on);
        }
        PageId::Volumes => {
            let last = scene.disks.len().saturating_sub(1);
            for (number, disk) in scene.disks.iter_mut().enumerate() {
                if here.disk.is_none_or(|lit| lit.min(last) == number) {
                    on(&mut disk.state);
                }
            }
        }
        PageId::Registry => on(&mut scene.registry.state),
        PageId::Nodes => scene.nodes.iter_mut().for_each(|node| on(&mut node.state)),
        PageId::Welcome | PageId::SignIn | PageId::Review | PageId::Run | PageId::Done => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Gate;
    use super::*;
    use crate::plan;
    use crate::words::Language;
    use State::{Here as Lit, Planned, ToCome};

    fn text() -> Text {
        Text::new(Language::English)
    }

    fn at(page: PageId, change: impl FnOnce(&mut Draft)) -> Scene {
        let mut sample = Draft::from(plan::tests::sample());
        change(&mut sample);
        draft(&sample, page, &Facts::default(), &text())
    }

    #[test]
    fn an_empty_plan_is_all_to_come() {
        let scene = draft(
            &Draft::default(),
            PageId::Welcome,
            &Facts::default(),
            &text(),
        );
        assert!(scene.states().all(|state| state == ToCome));
        assert_eq!(scene.heading, "What you will have");
        assert_eq!(scene.progress, "");
        assert_eq!((scene.disks.len(), scene.nodes.len()), (2, 3));
        assert_eq!(scene.certificate, None);
    }

    #[test]
    fn a_whole_plan_is_all_planned_on_review() {
        let scene = at(PageId::Review, |_| ());
        assert!(scene.states().all(|state| state == Planned));
        assert_eq!(scene.pulls.state, Planned);
        assert_eq!(scene.name.title, "registry.example.org");
        assert_eq!(scene.disks[1].title, "1\u{202f}000\u{a0}GB");
        assert!(scene.disks[1].feeds_registry && !scene.disks[0].feeds_registry);
        let nodes: Vec<&str> = scene.nodes.iter().map(|node| node.label.as_str()).collect();
        assert_eq!(nodes, ["node1", "192.168.73.12"]);
    }

    #[test]
    fn only_the_parts_of_the_open_page_are_lit() {
        let scene = at(PageId::Name, |_| ());
        assert_eq!((scene.name.state, scene.certificate), (Lit, Some(Lit)));
        let lit = scene.states().filter(|state| *state == Lit).count();
        assert_eq!(lit, 2);
    }

    #[test]
    fn the_disk_in_focus_is_lit_alone() {
        let sample = Draft::from(plan::tests::sample());
        let here = Here {
            page: PageId::Volumes,
            disk: Some(1),
        };
        let scene = draft(&sample, here, &Facts::default(), &text());
        assert_eq!([scene.disks[0].state, scene.disks[1].state], [Planned, Lit]);
    }

    #[test]
    fn ports_open_to_everybody_are_amber_unless_they_must_be() {
        let gates = at(PageId::Firewall, |_| ()).wall.gates;
        let gate = |label: &str, amber| Gate {
            label: label.to_owned(),
            amber,
        };
        assert_eq!(
            gates,
            [gate("443", false), gate("80", false), gate("22", true)]
        );
    }

    #[test]
    fn a_public_instance_skips_the_address() {
        let scene = at(PageId::Address, |draft| {
            draft.address = Some(plan::Address::Own);
        });
        assert_eq!(scene.address.state, State::Skipped);
        assert_eq!(scene.pulls.words, "");
    }

    #[test]
    fn without_nodes_the_path_stays_dashed() {
        let scene = at(PageId::Review, |draft| draft.nodes = Some(Vec::new()));
        assert_eq!(scene.pulls.state, ToCome);
        assert!(
            scene
                .nodes
                .iter()
                .all(|node| node.label == "later" && node.state == ToCome)
        );
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let scene = at(PageId::Review, |draft| {
            let volume = draft
                .volumes
                .as_mut()
                .and_then(|volumes| volumes.first().cloned());
            draft
                .volumes
                .as_mut()
                .unwrap()
                .extend(vec![volume.unwrap(); 3]);
            let node = draft.nodes.as_ref().unwrap()[0].clone();
            draft.nodes = Some(vec![node; 7]);
        });
        assert_eq!(scene.disks[2].title, "+3 more");
        assert_eq!(scene.nodes[2].label, "+5 more");
        assert_eq!((scene.disks.len(), scene.nodes.len()), (3, 3));
    }
}
