//! An image that the machine cannot fetch itself, sent to it.

use crate::remote::{Image, Report, Trouble};

use super::{Payload, Runner, Script};

pub(super) async fn carry_out<R: Runner>(image: &Image, runner: &R) -> Result<Report, Trouble> {
    let answers = runner.run(script(image)).await?;

    Ok(Report::Image {
        sent: answers.need("state")? == "made",
    })
}

fn script(image: &Image) -> Script {
    let layers: String = image
        .layers
        .iter()
        .map(|layer| format!("{layer} "))
        .collect();

    Script::new(&[include_str!("../scripts/image.sh")])
        .with("IMAGE", &image.name)
        .with("ID", &image.id)
        .with("LAYERS", &layers)
        .with_number("BYTES", image.bytes)
        .with_payload(Payload {
            file: image.archive.clone(),
            bytes: image.bytes,
        })
}
