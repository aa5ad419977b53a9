//! What was asked for on the command line, and how it is to be done and told.

mod command;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;

use crate::deploy::Only;
use crate::plan::cloud::Preset;
use crate::plan::text::Hostname;
use crate::words::{Language, Text};

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Verb {
    Apply {
        file: PathBuf,
        run: Run,
    },
    PlanCheck {
        file: PathBuf,
    },
    PlanNew(New),
    PlanShow {
        file: PathBuf,
    },
    Practice {
        preset: Preset,
        speed: f64,
    },
    Resume {
        id: Option<String>,
        run: Run,
    },
    /// Pictures of every page: the window's business too.
    Shots(Shots),
    Status {
        id: Option<String>,
    },
    Undo {
        id: Option<String>,
        with_volumes: bool,
    },
    /// None: the window.
    Window,
}

/// How a run is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub only: Only,
    /// Fingerprints of host keys that are known to be right.
    pub trust: Vec<String>,
    /// How many times faster than a real cloud a practice cloud is.
    pub speed: f64,
}

/// What a new plan is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    pub cloud: From,
    pub region: Option<String>,
    pub out: Option<PathBuf>,
    pub host: Option<Hostname>,
    pub zone: Option<Hostname>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum From {
    /// An entry of `clouds.yaml`.
    Entry(String),
    /// An `openrc.sh`.
    File(PathBuf),
    Practice(Preset),
}

/// Which pictures of the pages are taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Shots {
    pub directory: PathBuf,
    /// In logical pixels, and physical ones for each of them.
    pub size: (u16, u16),
    pub scale: u8,
    /// All where nothing is said.
    pub language: Option<Language>,
    pub theme: Option<String>,
}

/// How it is done and told.
#[derive(Debug, Clone, PartialEq)]
pub struct Manner {
    pub yes: bool,
    pub json: bool,
    pub language: Language,
    /// The language was asked for here, not by the environment.
    pub language_said: bool,
}

/// The language before anything is understood: what `--language` says, or the environment.
pub fn language(args: &[OsString], environment: Option<&str>) -> Language {
    let mut said = None;
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        said = match arg.strip_prefix("--language") {
            Some("") => args.next().map(str::to_owned),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => continue,
        };
    }

    said.and_then(|said| Language::from_code(&said))
        .unwrap_or_else(|| Language::from_environment(environment.unwrap_or_default()))
}

/// Reads the command line; the error is also what help and version are.
pub fn read(args: Vec<OsString>, text: &Text) -> Result<(Verb, Manner), clap::Error> {
    let matches = command::command(text).try_get_matches_from(args)?;
    let manner = Manner {
        yes: matches.get_flag("yes"),
        json: matches.get_flag("json"),
        language: text.language(),
        language_said: said(&matches).is_some(),
    };

    Ok((verb(&matches), manner))
}

fn verb(matches: &ArgMatches) -> Verb {
    match matches.subcommand() {
        Some(("apply", m)) => Verb::Apply {
            file: file(m),
            run: run(m),
        },
        Some(("plan", m)) => match m.subcommand() {
            Some(("check", m)) => Verb::PlanCheck { file: file(m) },
            Some(("show", m)) => Verb::PlanShow { file: file(m) },
            Some((_, m)) => Verb::PlanNew(new(m)),
            None => Verb::Window,
        },
        Some(("practice", m)) => Verb::Practice {
            preset: preset(m, "preset").unwrap_or(Preset::Campus),
            speed: speed(m),
        },
        Some(("resume", m)) => Verb::Resume {
            id: id(m),
            run: run(m),
        },
        Some(("shots", m)) => Verb::Shots(shots(m)),
        Some(("status", m)) => Verb::Status { id: id(m) },
        Some(("undo", m)) => Verb::Undo {
            id: id(m),
            with_volumes: m.get_flag("with-volumes"),
        },
        _ => Verb::Window,
    }
}

/// How many times faster than a real cloud `quayside practice` is: to be watched, in less than a minute.
const SPEED: f64 = 4.0;

fn speed(matches: &ArgMatches) -> f64 {
    matches.get_one("speed").copied().unwrap_or(SPEED)
}

fn file(matches: &ArgMatches) -> PathBuf {
    matches.get_one("file").cloned().unwrap_or_default()
}

fn id(matches: &ArgMatches) -> Option<String> {
    matches.get_one("id").cloned()
}

fn run(matches: &ArgMatches) -> Run {
    let trust = matches.get_many("trust").into_iter().flatten().cloned();

    Run {
        only: if matches.get_one::<String>("only").is_some() {
            Only::Cloud
        } else {
            Only::Everything
        },
        trust: trust.collect(),
        speed: speed(matches),
    }
}

/// The language that `--language` names.
fn said(matches: &ArgMatches) -> Option<Language> {
    let language: Option<&String> = matches.get_one("language");

    language.and_then(|code| Language::from_code(code))
}

fn shots(matches: &ArgMatches) -> Shots {
    Shots {
        directory: matches.get_one("directory").cloned().unwrap_or_default(),
        size: matches.get_one("size").copied().unwrap_or((1366, 768)),
        scale: matches.get_one("scale").copied().unwrap_or(1),
        language: said(matches),
        theme: matches.get_one("theme").cloned(),
    }
}

/// `1366x768`, between what the window cannot go below and what no screen has.
pub(super) fn size(text: &str) -> Option<(u16, u16)> {
    let sides = text
        .split_once('x')
        .map(|(width, height)| (width.parse(), height.parse()));
    match sides {
        Some((Ok(width @ 900..=7680), Ok(height @ 600..=4320))) => Some((width, height)),
        _ => None,
    }
}

fn preset(matches: &ArgMatches, name: &str) -> Option<Preset> {
    matches.get_one::<Preset>(name).copied()
}

fn new(matches: &ArgMatches) -> New {
    let entry = matches.get_one::<String>("cloud").cloned();
    let file = matches.get_one::<PathBuf>("openrc").cloned();

    New {
        cloud: match (entry, file) {
            (Some(entry), _) => From::Entry(entry),
            (None, Some(file)) => From::File(file),
            (None, None) => From::Practice(preset(matches, "practice").unwrap_or(Preset::Campus)),
        },
        region: matches.get_one("region").cloned(),
        out: matches.get_one("out").cloned(),
        host: matches.get_one("host").cloned(),
        zone: matches.get_one("zone").cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb_of(line: &str) -> Verb {
        let args = line.split(' ').map(OsString::from).collect();
        read(args, &Text::new(Language::English)).unwrap().0
    }

    #[test]
    fn the_command_line_is_sound_in_every_language() {
        for language in Language::ALL {
            command::command(&Text::new(language)).debug_assert();
        }
    }

    #[test]
    fn verbs_are_understood() {
        let everything = Run {
            only: Only::Everything,
            trust: Vec::new(),
            speed: SPEED,
        };
        let cloud = Run {
            only: Only::Cloud,
            trust: vec!["SHA256:a".to_owned()],
            speed: 0.0,
        };
        let file = PathBuf::from("p.toml");
        assert_eq!(verb_of("quayside"), Verb::Window);
        assert_eq!(verb_of("quayside --language fr"), Verb::Window);
        assert_eq!(
            verb_of("quayside resume --yes"),
            Verb::Resume {
                id: None,
                run: everything
            }
        );
        assert_eq!(
            verb_of("quayside apply p.toml --only cloud --trust SHA256:a --speed 0"),
            Verb::Apply { file, run: cloud }
        );
        assert_eq!(
            verb_of("quayside undo x-1 --with-volumes"),
            Verb::Undo {
                id: Some("x-1".to_owned()),
                with_volumes: true
            }
        );
        assert!(matches!(
            verb_of("quayside plan new --practice"),
            Verb::PlanNew(New {
                cloud: From::Practice(Preset::Campus),
                ..
            })
        ));
        assert!(matches!(
            verb_of("quayside plan new --cloud arbutus --host r.example.org"),
            Verb::PlanNew(New {
                cloud: From::Entry(_),
                host: Some(_),
                ..
            })
        ));
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        let language = |line: &str, lang| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            super::language(&args, lang)
        };
        assert_eq!(
            language("q --language fr --nonsense", None),
            Language::French
        );
        assert_eq!(
            language("q status --language=fr", Some("en")),
            Language::French
        );
        assert_eq!(language("q", Some("fr_CA.UTF-8")), Language::French);
        assert_eq!(language("q --language xx", Some("C")), Language::English);
    }
}
