//! What an undo cannot take away.

use quayside::deploy::{Failure, Problem, Status, Step};
use quayside::http::{Kind, Method};
use quayside::plan::cloud::Preset;
use quayside::practice::{Break, Faults, When};
use serde_json::json;

use super::harness::{Ended, RUN, Site, Task};

/// What stands on it is not tried in vain: only the cause is told, and the rest is taken away.
#[tokio::test(start_paused = true)]
async fn an_instance_that_stays_keeps_what_it_has_in_use() {
    let site = Site::new(Preset::Campus).await;
    let before = site.standing();
    let _ = site.ends(RUN).await;
    let refused = json!({ "forbidden": { "code": 403, "message": "not you" } });
    let deleted = When::call(Method::Delete, "/servers/").always();
    let faults = Faults::new().call(deleted, Break::answer(403, refused));
    let _ = site.world.clone().faults(faults);

    let failed = match site.does(Task::Undo(true)).await {
        Ended::Failed(Failure::Steps(failed)) => failed,
        ended => unreachable!("{ended:?}"),
    };

    let [(step, Problem::Call(error))] = failed.as_slice() else {
        unreachable!("{failed:?}");
    };
    assert_eq!((step, &error.kind), (&Step::Server.id(), &Kind::Forbidden));
    let journal = site.journal();
    for step in [Step::Port, Step::Group, Step::Volume(0), Step::Volume(1)] {
        let status = journal.status(&step.id());
        assert!(matches!(status, Status::Done(_)), "{step:?}: {status:?}");
    }
    for step in [Step::Address, Step::KeyPair, Step::Record] {
        let status = journal.status(&step.id());
        assert!(matches!(status, Status::Undone), "{step:?}: {status:?}");
    }

    let _ = site.world.clone().faults(Faults::new());
    let _ = site.ends(Task::Undo(true)).await;
    assert_eq!(site.standing(), before);
}
