//! The command line as it can be, and the help that says so in the language of the person.

use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue};
use clap::{Arg, ArgAction, ArgGroup, Command, ValueEnum, value_parser};

use crate::plan::cloud::Preset;
use crate::plan::text::Hostname;
use crate::words::Text;

impl ValueEnum for Preset {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Campus => "campus",
            Self::Harbour => "harbour",
        }))
    }
}

/// The whole command line.
pub fn command(text: &Text) -> Command {
    let json = flag("json").help(text.get("cli-json"));
    let yes = flag("yes").short('y').help(text.get("cli-yes"));
    let language = value("language", "LANGUAGE").help(text.get("cli-language"));
    let version = Arg::new("version")
        .long("version")
        .short('V')
        .action(ArgAction::Version)
        .help(text.get("cli-version"));
    let command = verb_named("quayside", text.get("cli-about"), text);

    with_verbs(command, text)
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(text.get("cli-after"))
        .disable_version_flag(true)
        .args([yes.global(true), json.global(true), language.global(true)])
        .arg(version)
        .subcommands([practice(text), plan(text), apply(text), resume(text)])
        .subcommands([undo(text), status(text), shots(text)])
}

/// A command in the language of the text, as far as the parser lets it be.
fn verb_named(name: &'static str, about: String, text: &Text) -> Command {
    let help = Arg::new("help")
        .long("help")
        .short('h')
        .action(ArgAction::Help)
        .help(text.get("cli-help"));
    let usage = text.get("cli-heading-usage");

    Command::new(name)
        .about(about)
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}\n"
        ))
        .disable_help_flag(true)
        .next_help_heading(text.get("cli-heading-options"))
        .arg(help)
}

fn with_verbs(command: Command, text: &Text) -> Command {
    command
        .disable_help_subcommand(true)
        .subcommand_help_heading(text.get("cli-heading-verbs"))
        .subcommand_value_name("VERB")
}

fn practice(text: &Text) -> Command {
    let preset = value("preset", "PRESET")
        .value_parser(EnumValueParser::<Preset>::new())
        .hide_possible_values(true)
        .help(text.get("cli-preset"));

    verb_named("practice", text.get("cli-practice"), text).args([preset, speed_arg(text)])
}

fn plan(text: &Text) -> Command {
    let cloud = value("cloud", "NAME").help(text.get("cli-cloud"));
    let openrc = value("openrc", "FILE")
        .value_parser(value_parser!(PathBuf))
        .help(text.get("cli-openrc"));
    let practice = value("practice", "PRESET")
        .value_parser(EnumValueParser::<Preset>::new())
        .num_args(0..=1)
        .default_missing_value("campus")
        .hide_possible_values(true)
        .help(text.get("cli-new-practice"));
    let region = value("region", "REGION").help(text.get("cli-region"));
    let host = value("host", "NAME")
        .value_parser(|text: &str| text.parse::<Hostname>())
        .help(text.get("cli-host"));
    let zone = value("zone", "ZONE")
        .value_parser(|text: &str| text.parse::<Hostname>())
        .help(text.get("cli-zone"));
    let out = value("out", "FILE")
        .value_parser(value_parser!(PathBuf))
        .help(text.get("cli-out"));
    let new = verb_named("new", text.get("cli-plan-new"), text)
        .args([cloud, openrc, practice, region, host, zone, out])
        .group(
            ArgGroup::new("from")
                .args(["cloud", "openrc", "practice"])
                .required(true),
        );
    let check = verb_named("check", text.get("cli-plan-check"), text).arg(plan_file(text));
    let show = verb_named("show", text.get("cli-plan-show"), text).arg(plan_file(text));

    with_verbs(verb_named("plan", text.get("cli-plan"), text), text)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([new, check, show])
}

fn apply(text: &Text) -> Command {
    verb_named("apply", text.get("cli-apply"), text)
        .arg(plan_file(text))
        .args(run_args(text))
}

fn resume(text: &Text) -> Command {
    verb_named("resume", text.get("cli-resume"), text)
        .arg(deployment(text))
        .args(run_args(text))
}

fn undo(text: &Text) -> Command {
    let volumes = flag("with-volumes").help(text.get("cli-with-volumes"));

    verb_named("undo", text.get("cli-undo"), text).args([deployment(text), volumes])
}

fn status(text: &Text) -> Command {
    verb_named("status", text.get("cli-status"), text).arg(deployment(text))
}

fn shots(text: &Text) -> Command {
    let directory = Arg::new("directory")
        .value_name("DIR")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(text.get("cli-shots-directory"));
    let form = text.get("cli-shots-size-form");
    let size = value("size", "WxH")
        .value_parser(move |text: &str| super::size(text).ok_or_else(|| form.clone()))
        .help(text.get("cli-shots-size"));
    let scale = value("scale", "TIMES")
        .value_parser(value_parser!(u8).range(1..=4))
        .help(text.get("cli-shots-scale"));
    let theme = value("theme", "THEME")
        .value_parser(["light", "dark"])
        .hide_possible_values(true)
        .help(text.get("cli-shots-theme"));

    verb_named("shots", text.get("cli-shots"), text).args([directory, size, scale, theme])
}

fn run_args(text: &Text) -> [Arg; 3] {
    let only = value("only", "PART")
        .value_parser(["cloud"])
        .hide_possible_values(true)
        .help(text.get("cli-only"));
    let trust = value("trust", "SHA256:…")
        .action(ArgAction::Append)
        .help(text.get("cli-trust"));

    [only, trust, speed_arg(text)]
}

fn speed_arg(text: &Text) -> Arg {
    value("speed", "TIMES")
        .value_parser(value_parser!(f64))
        .help(text.get("cli-speed"))
}

fn plan_file(text: &Text) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(text.get("cli-file"))
}

fn deployment(text: &Text) -> Arg {
    Arg::new("id").value_name("ID").help(text.get("cli-id"))
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

fn value(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}
