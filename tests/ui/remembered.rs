//! What was chosen in the window holds at its next start.

use quayside::keychain::Vault;
use quayside::paths::Paths;
use quayside::session::Desk;
use quayside::ui::Setting;
use quayside::ui::app::Message;
use quayside::ui::preferences::Preferences;
use quayside::ui::style::Mode;
use quayside::ui::tour::Tour;
use quayside::words::Language;

/// Opens the window on a computer where this was asked for, presses these, and closes it.
fn window(paths: &Paths, asked: (Language, bool), presses: Vec<Message>) -> (String, Mode) {
    let desk = Desk::new(paths.clone(), Vault::memory());
    let setting = Setting::find(&desk, asked, |_| None);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut tour = Tour::on(desk, setting);
        tour.rest().await;
        for message in presses {
            tour.send(message);
        }
        tour.rest().await;

        (tour.app().title(), tour.app().mode())
    })
}

#[test]
fn language_and_theme_hold_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    let paths = Paths::below(directory.path());
    let by_environment = (Language::English, false);
    let (english, mode) = window(&paths, by_environment, Vec::new());
    assert_eq!(mode, Mode::Light);
    assert!(!Preferences::file(&paths).exists());

    // Nobody waits for the first to be written before the second is pressed.
    let presses = vec![
        Message::LanguageChosen(Language::French),
        Message::ThemePressed,
    ];
    let (french, _) = window(&paths, by_environment, presses);
    assert_ne!(english, french);
    let again = window(&paths, by_environment, Vec::new());
    assert_eq!(again, (french.clone(), Mode::Dark));

    // What the command line says counts more, and is not what was chosen.
    let (said, mode) = window(&paths, (Language::English, true), Vec::new());
    assert_eq!((said, mode), (english.clone(), Mode::Dark));
    assert_eq!(window(&paths, by_environment, Vec::new()).0, french);

    // A broken file is as good as none, and the next choice mends it.
    std::fs::write(Preferences::file(&paths), "nonsense").unwrap();
    let broken = window(&paths, by_environment, vec![Message::ThemePressed]);
    assert_eq!(broken, (english.clone(), Mode::Dark));
    let mended = window(&paths, by_environment, Vec::new());
    assert_eq!(mended, (english, Mode::Dark));
}
