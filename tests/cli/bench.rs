//! A folder to work in: migrations, configuration, and the program run in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use schemalane_testkit::{Command, Output};
use serde_json::Value;
use tempfile::TempDir;

/// Two migrations that are right on every database, with a version between them left free.
pub(crate) const TWO: [(&str, &str); 2] = [
    ("migrations/V1__create_account.sql", "CREATE TABLE account (id INTEGER PRIMARY KEY);\n"),
    ("migrations/V3__fill_account.sql", "INSERT INTO account VALUES (1);\n"),
];

/// A migration that fails in its second statement, in its second line.
pub(crate) const BROKEN: (&str, &str) = (
    "migrations/V4__break.sql",
    "INSERT INTO account VALUES (2);\nINSERT INTO nowhere VALUES (1);\n",
);

/// The folder of a project.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            bench.write(path, text);
        }
        bench
    }

    /// A folder with [two migrations](TWO).
    pub(crate) fn two() -> Self {
        Self::new(&TWO)
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, or writes it anew.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.join(path)).unwrap();
    }

    /// The names in a folder, in order.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.join(path)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program with these arguments, divided by spaces.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        program().args(arguments.split_whitespace()).folder(self.path())
    }

    /// Runs the program with these arguments.
    pub(crate) fn run(&self, arguments: &str) -> Output {
        self.command(arguments).run()
    }

    /// Runs `migrate ...` on a database.
    pub(crate) fn migrate(&self, arguments: &str, url: &str) -> Output {
        self.on(arguments, url).run()
    }

    /// `migrate ...` on a database.
    pub(crate) fn on(&self, arguments: &str, url: &str) -> Command {
        self.command(&format!("migrate {arguments}")).args(["--database-url", url])
    }
}

/// The command line of this package.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_schemalane"))
}

/// The output as JSON: one value, and nothing beside it.
pub(crate) fn json(output: &Output) -> Value {
    let Output { stdout, .. } = output;
    serde_json::from_str(stdout).unwrap_or_else(|error| panic!("{error} in: {stdout}"))
}

/// Stderr behind its first line, which says what the command works on.
#[track_caller]
pub(crate) fn after_the_first_line(output: &Output) -> &str {
    let (first, rest) = output.stderr.split_once('\n').unwrap_or_default();
    assert!(first.contains(" (") && first.contains("), history "), "{}", output.stderr);
    rest
}

/// The keys that stand at this indentation, in order, each once.
pub(crate) fn keys(output: &Output, indentation: usize) -> Vec<&str> {
    let start = format!("{}\"", " ".repeat(indentation));
    let mut keys = Vec::new();
    for line in output.stdout.lines() {
        let Some((key, _)) = line.strip_prefix(&start).and_then(|rest| rest.split_once("\":"))
        else {
            continue;
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Says that a text has each of these parts.
#[track_caller]
pub(crate) fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "expected {part:?} in:\n{text}");
    }
}
