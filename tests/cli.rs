//! The real binary at its verbs: exit codes, events, and runs that are killed, stopped and taken up again.

#![expect(clippy::unwrap_used, reason = "a test says where it fails")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A person's computer: nothing on it but the program.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quayside"));
        let _ = command
            .args(line.split_whitespace())
            .env_clear()
            .env("HOME", self.0.path())
            .env("LANG", "C.UTF-8")
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());

        command
    }

    fn run(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    /// The events of a verb and its exit code.
    fn events(&self, line: &str) -> (Vec<Value>, i32) {
        let output = self.run(line);
        let text = String::from_utf8(output.stdout).unwrap();
        let events = text.lines().map(|line| serde_json::from_str(line).unwrap());

        (events.collect(), output.status.code().unwrap())
    }

    /// A practice run that is under way, slow enough to be interrupted, and its id.
    fn under_way(&self) -> (Child, impl Iterator<Item = Value>, String) {
        let mut child = self.command("practice --json --speed 20").spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut events = lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
        let id = events.find(|event| event["event"] == "deployment").unwrap();
        let id = id["deployment"].as_str().unwrap().to_owned();

        (child, events, id)
    }
}

fn text(output: &Output) -> (String, String) {
    let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();

    (read(&output.stdout), read(&output.stderr))
}

fn end(events: &[Value]) -> &Value {
    let last = events.last().unwrap();
    assert_eq!(last["event"], "end", "{last}");

    last
}

#[test]
fn help_speaks_both_languages_and_a_mistake_ends_with_2() {
    let home = Home::new();
    let (out, _) = text(&home.run("--help"));
    for verb in ["practice", "plan", "apply", "resume", "undo", "status"] {
        assert!(out.contains(verb), "{out}");
    }
    let french = home.run("--language fr --help");
    assert!(french.status.success());
    assert!(text(&french).0.contains("registre de conteneurs"));

    assert_eq!(home.run("build").status.code(), Some(2));
    assert_eq!(home.run("apply").status.code(), Some(2));
}

#[test]
fn a_size_in_another_form_is_told_the_form() {
    let home = Home::new();
    for size in ["1366", "1366X768", "800x600", "1366x768x2", "big"] {
        let output = home.run(&format!("shots pictures --size {size}"));
        let (_, complaint) = text(&output);
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains("such as 1366x768"), "{complaint}");
    }
    assert!(!home.path("pictures").exists());
}

#[test]
fn without_a_display_the_window_says_so_in_a_sentence() {
    let output = Home::new().run("");
    let (out, complaint) = text(&output);
    assert_eq!((output.status.code(), out.as_str()), (Some(1), ""));
    assert_eq!(complaint.lines().count(), 1);
    assert!(complaint.contains("display") && !complaint.contains("panic"));
}

#[test]
fn a_new_plan_is_saved_checked_and_shown() {
    let home = Home::new();
    for preset in ["campus", "harbour"] {
        let file = format!("{preset}.toml");
        let made = home.run(&format!("plan new --practice {preset} --yes --out {file}"));
        assert!(made.status.success(), "{:?}", text(&made));
        let mode = home.path(&file).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);

        let checked = home.run(&format!("plan check {file}"));
        assert!(checked.status.success(), "{:?}", text(&checked));
        let shown = home.run(&format!("plan show {file}"));
        assert!(shown.status.success());
        assert!(text(&shown).0.contains("/docker-registry"));
    }
    // Nobody is asked and nothing was agreed to: the plan that is there stays.
    let again = home.run("plan new --practice campus --out campus.toml");
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn a_plan_that_asks_for_more_than_a_quota_has_left_is_told_so() {
    let home = Home::new();
    let made = home.run("plan new --practice campus --yes --out plan.toml");
    assert!(made.status.success(), "{:?}", text(&made));
    let plan = fs::read_to_string(home.path("plan.toml")).unwrap();
    let sizes = plan.replace("size = ", "size = 9");
    fs::write(home.path("plan.toml"), sizes).unwrap();

    let checked = home.run("plan check plan.toml");
    let (out, complaint) = text(&checked);
    assert_eq!((checked.status.code(), out.as_str()), (Some(1), ""));
    let told: Vec<&str> = complaint.lines().collect();
    assert_eq!(told.len(), 1, "{complaint}");
    assert!(told[0].starts_with("Mistake, Volumes: "), "{complaint}");
    assert!(
        told[0].contains("gigabytes") && told[0].contains(" needed, "),
        "{complaint}"
    );

    let (events, code) = home.events("--json --language fr plan check plan.toml");
    assert_eq!(code, 1);
    let french = end(&events)["messages"][0].as_str().unwrap();
    assert!(french.contains("il en faut"), "{french}");
}

#[test]
fn a_plan_that_is_carried_out_already_is_not_measured_against_itself() {
    let home = Home::new();
    let made = home.run("plan new --practice campus --yes --out plan.toml");
    assert!(made.status.success(), "{:?}", text(&made));
    let (events, code) = home.events("apply plan.toml --yes --json --speed 0");
    assert_eq!(code, 0, "{:?}", events.last());
    let id = end(&events)["deployment"].as_str().unwrap();

    let checked = home.run("plan check plan.toml");
    let (_, complaint) = text(&checked);
    assert_eq!(checked.status.code(), Some(0), "{complaint}");
    assert!(
        complaint.contains(&format!("quayside status {id}")),
        "{complaint}"
    );
}

#[test]
fn a_cloud_that_cannot_be_asked_leaves_the_plan_as_sound_as_it_is() {
    let home = Home::new();
    let plan = include_str!("plans/v1/procedure.toml");
    fs::write(home.path("plan.toml"), plan).unwrap();
    let checked = home.run("plan check plan.toml");
    let (out, complaint) = text(&checked);
    assert_eq!(checked.status.code(), Some(0), "{complaint}");
    assert!(out.contains("in the plan itself"), "{out}");
    assert!(
        complaint.contains("Warning, Sign in: It is not known"),
        "{complaint}"
    );
}

#[test]
fn a_wrong_plan_is_told_by_line_and_its_secret_is_not_repeated() {
    let home = Home::new();
    let plan = include_str!("plans/v1/procedure.toml")
        .replace("\"keychain:registry\"", "\"hunter2hunter2\"")
        .replace("size = 500", "size = 0");
    fs::write(home.path("plan.toml"), plan).unwrap();
    for verb in ["plan check", "plan show", "apply"] {
        let output = home.run(&format!("{verb} plan.toml"));
        let (out, complaint) = text(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            complaint.contains("Line 52") && complaint.contains("registry.password"),
            "{complaint}"
        );
        assert!(!format!("{out}{complaint}").contains("hunter2"));
    }
    let (events, code) = home.events("apply plan.toml --json");
    assert_eq!((code, &end(&events)["reason"]), (1, &Value::from("plan")));
    assert_eq!(home.run("plan check nowhere.toml").status.code(), Some(1));
}

#[test]
fn a_practice_run_ends_well_and_can_be_taken_away() {
    for preset in ["campus", "harbour"] {
        let home = Home::new();
        let (events, code) = home.events(&format!("practice --preset {preset} --json --speed 0"));
        let last = end(&events);
        assert_eq!(
            (code, &last["outcome"]),
            (0, &Value::from("done")),
            "{last}"
        );
        assert!(last["url"].as_str().unwrap().starts_with("https://"));
        assert!(!last["proofs"].as_array().unwrap().is_empty());

        let (events, code) = home.events("status --json");
        assert_eq!((code, &end(&events)["stands"]), (0, &Value::from("done")));
        let (events, code) = home.events("undo --json --with-volumes");
        assert_eq!((code, &end(&events)["outcome"]), (0, &Value::from("done")));
        let (events, _) = home.events("status --json");
        assert_eq!(end(&events)["stands"], "undone");
        assert_no_secret(home.0.path());
    }
}

/// What the practice cloud's own user and token are, and what the registry's password would be.
fn assert_no_secret(directory: &Path) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_no_secret(&path);
        } else {
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            for secret in ["practice-token", "$2y$", "X-Auth-Token", "Authorization"] {
                assert!(!text.contains(secret), "{secret} in {}", path.display());
            }
        }
    }
}

#[test]
fn a_killed_run_is_held_by_nobody_and_goes_on() {
    let home = Home::new();
    let (mut child, mut events, id) = home.under_way();
    let done = |event: &Value| event["status"] == "done";
    assert_eq!(events.by_ref().filter(done).take(4).count(), 4);

    // While it runs, nobody else may work on it.
    let (refused, code) = home.events(&format!("resume {id} --json"));
    assert_eq!((code, &end(&refused)["reason"]), (1, &Value::from("held")));

    child.kill().unwrap();
    let _ = child.wait().unwrap();
    let (told, _) = home.events("status --json");
    assert_eq!(end(&told)["stands"], "unfinished");
    let (told, code) = home.events("resume --json --speed 0");
    assert_eq!(
        (code, &end(&told)["outcome"]),
        (0, &Value::from("done")),
        "{:?}",
        end(&told)
    );
    let (told, _) = home.events("status --json");
    assert_eq!(end(&told)["stands"], "done");
}

#[test]
fn ctrl_c_stops_at_a_safe_point() {
    let home = Home::new();
    let (mut child, mut events, id) = home.under_way();
    let done = |event: &Value| event["status"] == "done";
    assert_eq!(events.by_ref().filter(done).take(2).count(), 2);

    let interrupted = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupted.unwrap().success());
    let rest: Vec<Value> = events.collect();
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(end(&rest)["outcome"], "stopped");

    let (told, code) = home.events(&format!("undo {id} --json --with-volumes"));
    assert_eq!(
        (code, &end(&told)["outcome"]),
        (0, &Value::from("done")),
        "{:?}",
        end(&told)
    );
}

#[test]
fn nothing_to_mean_and_too_much_to_mean_are_said() {
    let home = Home::new();
    for verb in ["resume", "undo"] {
        let (events, code) = home.events(&format!("{verb} --json"));
        assert_eq!(
            (code, &end(&events)["reason"]),
            (1, &Value::from("no_deployment"))
        );
    }
    let (events, code) = home.events("status --json");
    assert_eq!(
        (code, &end(&events)["deployments"]),
        (0, &Value::from(Vec::<Value>::new()))
    );
    let (events, code) = home.events("plan new --cloud nowhere --yes --json");
    assert_eq!((code, &end(&events)["reason"]), (1, &Value::from("closed")));
}

#[test]
fn a_plan_for_practice_is_applied_up_to_the_cloud_s_end_and_resumed() {
    let home = Home::new();
    let made = home.run("plan new --practice campus --yes --out plan.toml");
    assert!(made.status.success());
    let (events, code) = home.events("apply plan.toml --yes --json --only cloud --speed 0");
    let last = end(&events);
    assert_eq!((code, &last["only"]), (0, &Value::from("cloud")), "{last}");
    let (events, _) = home.events("status --json");
    assert_eq!(end(&events)["stands"], "unfinished");
    let (events, code) = home.events("apply plan.toml --yes --json --speed 0");
    assert_eq!(
        (code, &end(&events)["reason"]),
        (1, &Value::from("half_done"))
    );

    let (events, code) = home.events("resume --json --speed 0");
    assert_eq!((code, &end(&events)["outcome"]), (0, &Value::from("done")));
}
