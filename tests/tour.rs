//! The README's tour, run as a reader would paste it; its flags against what
//! the program takes; and the operator's messages against what it says.

#![allow(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

use std::{env, fs, path::Path};

use schemalane_testkit::Command;

const README: &str = include_str!("../README.md");
const REFERENCE: &str = include_str!("../docs/reference.md");
const DECLARATIVE: &str = include_str!("../docs/declarative.md");
const OPERATIONS: &str = include_str!("../docs/operations.md");

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
    let messages = lines.chunk_by(|_, next| next.starts_with(' '));
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

/// The flags that a help text describes.
fn flags(help: &str) -> Vec<String> {
    let described = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = described.flat_map(|line| line.split([' ', ',']).take(3));
    words.filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn every_command_and_flag_is_in_the_reference() {
    let help = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_schemalane"));
        program.args(arguments).args(["--help"]).run().expect(0).stdout
    };
    let migrate = help(&["migrate"]);
    let (_, commands) = migrate.split_once("Commands:\n").unwrap();
    let commands: Vec<_> = commands
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next().filter(|name| *name != "help"))
        .collect();
    assert!(commands.contains(&"up") && commands.contains(&"repair"), "{migrate}");
    let texts = commands.iter().map(|command| help(&["migrate", command]));
    for text in texts.chain([help(&["log"]), help(&[])]) {
        for flag in
            flags(&text).iter().filter(|flag| !["--help", "--version"].contains(&flag.as_str()))
        {
            let is_named = [format!("`{flag}`"), format!("`{flag} ")];
            assert!(
                is_named.iter().any(|name| REFERENCE.contains(name)),
                "the reference lacks {flag}"
            );
        }
    }
    for command in commands {
        let is_named = [format!("`{command}`"), format!(" | {command} ")];
        assert!(
            is_named.iter().any(|name| REFERENCE.contains(name)),
            "the reference lacks {command}"
        );
    }
}

#[test]
fn every_command_and_flag_of_the_schema_is_in_its_document() {
    let help = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_schemalane"));
        program.args(arguments).args(["--help"]).run().expect(0).stdout
    };
    for command in ["init", "gen", "status", "exec", "commit", "log", "show", "check"] {
        let text = help(&["schema", command]);
        let is_named = [format!("| `{command}`"), format!("| `{command} ")];
        assert!(is_named.iter().any(|name| DECLARATIVE.contains(name)), "it lacks {command}");
        for flag in flags(&text).iter().filter(|flag| *flag != "--help") {
            let is_named = [format!("`{flag}`"), format!("`{flag} ")];
            assert!(is_named.iter().any(|name| DECLARATIVE.contains(name)), "it lacks {flag}");
        }
    }
    let hazards: Vec<_> =
        schemalane_schema::HazardKind::ALL.iter().map(|kind| format!("| `{kind}` |")).collect();
    let unknown: Vec<_> = hazards.iter().filter(|row| !DECLARATIVE.contains(*row)).collect();
    assert!(unknown.is_empty(), "it lacks {unknown:?}");
}

/// Everything below a folder of sources, without the line breaks inside of its texts.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &sources(&path);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            text += &source.split("\\\n").map(str::trim_start).collect::<String>();
        }
    }
    text
}

/// The parts of a message between what is different each time.
fn fixed_parts(message: &str) -> impl Iterator<Item = &str> {
    let parts = message.split("...").flat_map(|part| part.split(['<', '>']));
    let parts = parts.map(|part| part.trim_matches([' ', ':', '(', ')']));
    // What cannot be done is put in by the sentence's caller.
    parts.map(|part| part.trim_start_matches("cannot ")).filter(|part| part.len() > 11)
}

#[test]
fn every_message_of_the_operators_is_one_that_the_program_has() {
    // What is said of a project's file and of a folder's files is said by the floor below.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: String =
        ["src", "crates/schemalane-source/src"].map(|folder| sources(&root.join(folder))).concat();
    let (_, errors) = OPERATIONS.split_once("## Every error").unwrap();
    let (errors, _) = errors.split_once("## Replicas").unwrap();
    let cells = errors.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let messages: Vec<_> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(messages.len() > 40, "{messages:?}");
    let parts = messages.iter().flat_map(|message| fixed_parts(message));
    let unknown: Vec<_> = parts.filter(|part| !sources.contains(part)).collect();
    assert!(unknown.is_empty(), "no message has {unknown:?}");
}
