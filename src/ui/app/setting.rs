//! What the program was started with, read once before the window opens.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::deploy::Journal;
use crate::deploy::store::ReadOnly;
use crate::plan::cloud::SignIn;
use crate::practice::Speed;
use crate::session::Desk;
use crate::ui::page::sign_in::Keychain;
use crate::ui::page::welcome::Unfinished;
use crate::ui::preferences::Preferences;
use crate::words::Language;

/// How long the keychain may take to say whether it is there.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone)]
pub struct Setting {
    pub language: Language,
    /// What was chosen in the window before, and where it is kept; `None` keeps nothing.
    pub preferences: Preferences,
    pub preferences_file: Option<PathBuf>,
    /// How fast practice clouds are.
    pub speed: Speed,
    /// Nothing turns.
    pub still: bool,
    /// Clouds in this computer's `clouds.yaml`.
    pub clouds: Vec<String>,
    pub keychain: Keychain,
    pub unfinished: Vec<Unfinished>,
}

impl Setting {
    /// `said` tells that the language was asked for on the command line: then it counts more than one that was chosen
    /// in the window before.
    ///
    /// `variable` looks an environment variable up: `QUAYSIDE_REDUCED_MOTION=1` keeps everything still,
    /// `QUAYSIDE_PRACTICE_SPEED` makes practice clouds that many times faster than life (0: without any waiting).
    pub fn find(
        desk: &Desk,
        (language, said): (Language, bool),
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let speed =
            match variable("QUAYSIDE_PRACTICE_SPEED").and_then(|text| text.parse::<f64>().ok()) {
                Some(0.0) => Speed::Instant,
                Some(factor) if factor > 0.0 => Speed::Lifelike(factor),
                _ => Speed::WATCH,
            };

        let file = Preferences::file(&desk.paths);
        let preferences = Preferences::read(&file);
        let chosen = preferences.language.filter(|_| !said);

        Self {
            language: chosen.unwrap_or(language),
            preferences,
            preferences_file: Some(file),
            speed,
            still: variable("QUAYSIDE_REDUCED_MOTION").is_some_and(|text| text == "1"),
            clouds: desk
                .clouds()
                .map(|clouds| clouds.into_keys().collect())
                .unwrap_or_default(),
            keychain: keychain(desk),
            unfinished: unfinished(desk),
        }
    }
}

fn keychain(desk: &Desk) -> Keychain {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
    else {
        return Keychain::Missing;
    };
    let check = async { tokio::time::timeout(PATIENCE, desk.vault.check()).await };
    let there = matches!(runtime.block_on(check), Ok(Ok(())));
    // A keychain that waits for a person must not hold the window back.
    runtime.shutdown_background();

    if there {
        Keychain::There
    } else {
        Keychain::Missing
    }
}

/// Runs that are neither done nor undone, newest first. A practice cloud is gone with the program that had it.
fn unfinished(desk: &Desk) -> Vec<Unfinished> {
    let directories = std::fs::read_dir(desk.paths.deployments())
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<Unfinished> = directories
        .filter_map(|directory| {
            let journal = Journal::open(Arc::new(ReadOnly(directory.path()))).ok()?;
            let practice = matches!(journal.plan().cloud.sign_in, SignIn::Practice { .. });
            let settled = journal.is_done() || journal.is_undone();

            (!practice && !settled).then(|| Unfinished {
                id: journal.deployment().to_owned(),
                name: journal.plan().instance.name.to_string(),
                begun: journal.header().begun,
            })
        })
        .collect();
    found.sort_by_key(|run| std::cmp::Reverse(run.begun));

    found
}
