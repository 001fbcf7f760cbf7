//! Programs run without the developer's environment, within a time, and without a secret in their output.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use std::{env, fs};

use schemalane_testkit::{Command, Sqlite, eventually, secrets};

const SOON: Duration = Duration::from_secs(30);

/// In the process whose environment is full of what must not pass.
const INNER: &str = "KIT_TEST_INNER";

fn shell(line: &str) -> Command {
    Command::new("sh").args(["-c", line])
}

fn panic_of(action: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(action)).expect_err("a panic");
    panic.downcast_ref::<String>().expect("a panic with a text").clone()
}

#[test]
fn gives_code_output_and_folder() {
    let place = Sqlite::new();
    fs::write(place.folder().join("note"), "found").unwrap();
    let output = shell("cat note; cat >&2; exit 4").folder(place.folder()).input("read").run();
    assert_eq!((output.code, output.stdout.as_str(), output.stderr.as_str()), (4, "found", "read"));
    assert_eq!(shell("kill -KILL $$").run().code, 137);
    assert_eq!(shell("cat").run().expect(0).stdout, "");
}

#[test]
fn the_developers_environment_stays_outside() {
    if env::var_os(INNER).is_none() {
        let test = Command::new(env::current_exe().unwrap())
            .args(["--exact", "the_developers_environment_stays_outside"]);
        let full = [
            "DATABASE_URL",
            "SCHEMALANE_DATABASE_URL_SHOP",
            "PGHOST",
            "NO_COLOR",
            "RUST_LOG",
            "CI",
        ];
        full.iter().fold(test, |test, name| test.env(name, "set")).env(INNER, "1").run().expect(0);
        return;
    }
    assert!(env::var_os("PGHOST").is_some(), "the environment is full here");
    let seen = Command::new("env").env("SCHEMALANE_DATABASE_URL", "mine").run().stdout;
    let set: Vec<_> = seen.lines().filter(|line| line.ends_with("=set")).collect();
    assert_eq!(set, <[&str; 0]>::default());
    assert!(seen.lines().any(|line| line == "SCHEMALANE_DATABASE_URL=mine"));
    assert!(seen.lines().any(|line| line.starts_with("PATH=")));
    let state = seen.lines().find_map(|line| line.strip_prefix("XDG_STATE_HOME=")).unwrap();
    assert!(!fs::exists(state).unwrap(), "its own state directory is gone, too");
}

#[test]
fn a_program_that_does_not_end_is_killed() {
    let start = Instant::now();
    let message = panic_of(|| {
        let _ = shell("echo begun; sleep 60 & wait").limit(Duration::from_millis(300)).run();
    });
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "a descendant with the output in its hands holds nothing up"
    );
    assert!(message.starts_with("sh did not end within 300ms\n--- stdout\nbegun\n"), "{message}");
}

#[test]
fn a_secret_in_the_output_fails_the_test() {
    let password = secrets::password();
    for line in ["echo \"url: $IT\"", "echo \"url: $IT\" >&2", "echo \"$IT\"; exit 1"] {
        let message = panic_of(|| {
            let _ = shell(line).env("IT", &password).run();
        });
        assert!(message.starts_with("a secret shows in the standard "), "{message}");
        assert!(!secrets::found_in(&message));
    }
}

#[test]
fn the_wrong_code_shows_the_output() {
    let message = panic_of(|| drop(shell("echo out; echo err >&2; exit 3").run().expect(0)));
    assert!(
        message.contains("--- stdout\nout\n") && message.contains("--- stderr\nerr\n"),
        "{message}"
    );
}

#[test]
fn a_program_can_be_watched_and_signalled() {
    let mut running =
        shell("trap 'echo bye; exit 9' TERM; echo hello; while :; do sleep 0.02; done").start();
    eventually("it says hello", SOON, || running.stdout() == "hello\n");
    assert!(!running.ended());
    running.signal("TERM");
    let output = running.finish();
    assert_eq!((output.code, output.stdout.as_str()), (9, "hello\nbye\n"));
}

#[test]
fn a_program_that_is_dropped_is_killed() {
    let running = Command::new("sleep").arg("60").start();
    let process = running.process();
    let alive = || shell(&format!("kill -0 {process}")).run().code == 0;
    assert!(alive());
    drop(running);
    assert!(!alive());
}
