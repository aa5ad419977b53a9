//! An image that came to the machine on neither way: what stood in the way of each, and what to do.

use crate::plan::check::Part;
use crate::registry::hub::{Failure, Reference};
use crate::remote::{self, Trouble};
use crate::words::Text;
use crate::words::error::{Explained, Remedy};

/// What `machine` met, and what this computer met `here` when it tried instead.
pub(super) fn explain(text: &Text, image: &str, machine: &Trouble, here: &Failure) -> Explained {
    let named = [
        ("image", image.to_owned().into()),
        ("host", host(image).into()),
    ];
    let [happened, probably, advice] = match here {
        Failure::Call(_) | Failure::Unreadable(_) => [
            text.with("problem-image-nowhere", &named),
            text.with("problem-image-nowhere-probably", &named),
            text.get("problem-image-nowhere-advice"),
        ],
        Failure::Digest { .. } => [
            text.with("problem-image-digest", &named),
            text.get("problem-image-digest-probably"),
            text.get("problem-image-digest-advice"),
        ],
        Failure::File(_) => [
            text.with("problem-image-file", &named),
            text.get("problem-image-file-probably"),
            text.get("problem-image-file-advice"),
        ],
        Failure::Limit => [
            text.with("problem-image-nowhere", &named),
            text.with("problem-image-limit-probably", &named),
            text.get("problem-image-limit-advice"),
        ],
        Failure::Processor { wanted, there } => {
            let wanted = ("wanted", wanted.name().into());
            let [image, _] = named;
            [
                text.with("problem-image-processor", &[image, wanted]),
                text.with(
                    "problem-image-processor-probably",
                    &[("there", there.join(", ").into())],
                ),
                text.get("problem-image-processor-advice"),
            ]
        }
        Failure::TooLarge { bytes, most } => {
            let megabytes = ("megabytes", (bytes / 1_000_000).into());
            let [image, _] = named;
            [
                text.with("problem-image-large", &[image, megabytes]),
                text.with(
                    "problem-image-large-probably",
                    &[("most", (most / 1_000_000).into())],
                ),
                text.get("problem-image-large-advice"),
            ]
        }
        Failure::Unknown => [
            text.with("problem-image-unknown", &named),
            text.get("problem-image-unknown-probably"),
            text.get("problem-image-unknown-advice"),
        ],
    };

    Explained {
        happened,
        probably,
        advice,
        original: text.with(
            "problem-image-original",
            &[
                ("machine", machine.message.clone().into()),
                ("here", here.to_string().into()),
            ],
        ),
        // The program in front of the registry is not in the plan.
        remedies: if image == remote::CADDY {
            vec![Remedy::TryAgain]
        } else {
            vec![Remedy::TryAgain, Remedy::Change(Part::Registry)]
        },
    }
}

/// Who should have it, as people call it.
fn host(image: &str) -> String {
    match image.parse::<Reference>() {
        Ok(reference) if reference.host() != "docker.io" => reference.host().to_owned(),
        _ => "Docker Hub".to_owned(),
    }
}
