//! What a machine writes on its console while it starts, as far as it has come.

use std::fmt::Write as _;

use tokio::time::Instant;

use super::hostkey;
use super::server::Server;
use super::state::State;

pub(super) fn text(state: &State, server: &Server, now: Instant) -> String {
    let image = server
        .system
        .as_ref()
        .and_then(|id| state.images.iter().find(|image| image.id == *id));
    let (name, system) = (
        server.name.to_lowercase(),
        image.map_or("Linux", |image| image.name),
    );
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    line("[    0.000000] Linux version 6.8.0-48-generic (buildd@lcy02-amd64-010)".to_owned());
    line("[    1.184020] virtio_blk virtio2: [vda] 41943040 512-byte logical blocks".to_owned());
    if now < server.up {
        return text;
    }
    line("[    9.402113] cloud-init[611]: Cloud-init v. 24.3.1 running 'init'".to_owned());
    line(String::new());
    line(format!("{system} {name} ttyS0"));
    line(String::new());
    // The keys are shown in the last stage of the first start, when SSH answers already.
    if now < server.up + (server.booted - server.up) / 2 {
        return text;
    }
    let date = state
        .clock
        .date(server.booted)
        .strftime("%b %d %H:%M:%S")
        .to_string();
    let log = |words: &str| format!("<14>{date} cloud-init: {words}");
    let hashes = "#".repeat(61);
    line(log(&hashes));
    line(log("-----BEGIN SSH HOST KEY FINGERPRINTS-----"));
    for key in hostkey::keys(&server.id) {
        let (bits, fingerprint) = (key.bits, key.fingerprint());
        line(log(&format!(
            "{bits} {fingerprint} root@{name} ({})",
            key.name()
        )));
    }
    line(log("-----END SSH HOST KEY FINGERPRINTS-----"));
    line(log(&hashes));
    line("-----BEGIN SSH HOST KEY KEYS-----".to_owned());
    for key in hostkey::keys(&server.id) {
        line(format!("{} root@{name}", key.line()));
    }
    line("-----END SSH HOST KEY KEYS-----".to_owned());
    if now >= server.booted {
        let up = server.booted.duration_since(server.active).as_secs_f32();
        line(format!(
            "[   31.008214] cloud-init[1042]: Cloud-init v. 24.3.1 finished. Up {up:.2} seconds"
        ));
    }

    text
}
