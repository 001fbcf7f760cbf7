//! The README's tour, run as a reader would paste it.

use std::{env, path::Path};

use schemalane_testkit::Command;

const README: &str = include_str!("../../README.md");

/// The shell blocks that are marked as part of the tour, in order.
fn tour() -> String {
    let blocks = README.split("<!-- tour -->\n```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default()).collect()
}

#[test]
fn the_tour_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let binaries = Path::new(env!("CARGO_BIN_EXE_schemalane")).parent().unwrap();
    let path = format!("{}:{}", binaries.display(), env::var("PATH").unwrap());
    let script = tour();
    assert!(script.contains("schemalane migrate up"), "the README has no tour");
    let output = Command::new("sh")
        .args(["-eu", "-c", &script])
        .env("PATH", &path)
        .env("HOME", folder.path().display().to_string())
        .folder(folder.path())
        .run()
        .expect(0);
    let lines: Vec<_> = output.stderr.lines().collect();
    let messages = lines.chunk_by(|_, next| next.starts_with(' ') || next.starts_with("help:"));
    for message in messages.filter(|lines| lines[0].starts_with("error:")) {
        let message = message.join("\n");
        assert!(README.contains(&message), "the README does not show {message:?}");
    }
    assert!(output.stdout.contains("exit code 4"));
    assert!(output.stdout.contains("default: 1 to apply; nothing was changed"));
    let ends = output.stdout.lines().filter(|line| line.contains("migrate up  default"));
    let outcomes: Vec<_> = ends.map(|line| line.contains("succeeded")).collect();
    assert_eq!(outcomes, [true, false, true]);
    for said in [
        "default: the database is as the files want it.",
        "column name is to be called full_name",
        "exit code 6",
        "./migrations/V3__index_account_names.sql",
        "default: what the lane makes is as the files want it.",
    ] {
        assert!(output.stdout.contains(said), "{said:?} is not in:\n{}", output.stdout);
    }
}
