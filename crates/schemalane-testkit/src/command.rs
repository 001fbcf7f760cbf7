//! Runs a program as a user would, not as the developer of the day.

mod running;

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub use running::{Output, Running};

/// Variables of the developer's environment which change what a program does or prints.
const AMBIENT: [&str; 11] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_PKG_NAME",
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "DATABASE_URL",
    "FORCE_COLOR",
    "NO_COLOR",
    "RUST_BACKTRACE",
    "RUST_LOG",
];
const AMBIENT_PREFIXES: [&str; 2] = ["PG", "SCHEMALANE_"];

/// A program to run: without the variables that configure Schemalane, PostgreSQL's clients, colours and logs, with a
/// state directory of its own (`XDG_STATE_HOME`), with nothing to read, and with an end after a minute.
///
/// ```
/// use schemalane_testkit::Command;
///
/// let output = Command::new("sh").args(["-c", "echo $GREETING; exit 5"]).env("GREETING", "hello").run();
/// assert_eq!((output.code, output.stdout.as_str()), (5, "hello\n"));
/// ```
pub struct Command {
    command: process::Command,
    input: String,
    limit: Duration,
    folder: TempDir,
}

impl Command {
    /// The program at this path, or with this name on the search path.
    #[must_use]
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let folder =
            tempfile::Builder::new().prefix("schemalane-run-").tempdir().unwrap_or_else(|error| {
                panic!("no temporary folder for the output of a program: {error}")
            });
        let mut command = process::Command::new(program);
        for name in env::vars_os().map(|(name, _)| name) {
            let text = name.to_string_lossy();
            if AMBIENT.contains(&&*text)
                || AMBIENT_PREFIXES.iter().any(|prefix| text.starts_with(prefix))
            {
                command.env_remove(&name);
            }
        }
        command.env("XDG_STATE_HOME", folder.path().join("state"));
        Self { command, input: String::new(), limit: Duration::from_secs(60), folder }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable of the environment.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the folder to run in.
    #[must_use]
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets what the program can read.
    #[must_use]
    pub fn input(mut self, text: &str) -> Self {
        text.clone_into(&mut self.input);
        self
    }

    /// Sets how long the program may take; a minute otherwise.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// The same program, started by another one: `wrapper` is its name and what stands before the program's name.
    pub(crate) fn under(self, wrapper: &[impl AsRef<OsStr>]) -> Self {
        let (first, rest) = wrapper.split_first().expect("a wrapper has a name");
        let mut command = process::Command::new(first);
        command.args(rest).arg(self.command.get_program()).args(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(folder) = self.command.get_current_dir() {
            command.current_dir(folder);
        }
        Self { command, ..self }
    }

    /// The folder that it runs in.
    pub(crate) fn working_folder(&self) -> PathBuf {
        self.command.get_current_dir().map_or_else(
            || env::current_dir().expect("the test runs in a folder that is there"),
            Path::to_owned,
        )
    }

    /// A file that lives as long as the program.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program to its end. Panics when it takes too long, and when a secret shows in what it printed.
    #[must_use]
    pub fn run(self) -> Output {
        self.start().finish()
    }

    /// Starts the program and leaves it running.
    #[must_use]
    pub fn start(mut self) -> Running {
        let name = self.command.get_program().to_string_lossy().into_owned();
        let file = |name: &str| self.folder.path().join(name);
        fs::write(file("input"), &self.input).expect("the new folder takes a file");
        // The output goes to files: a pipe would stay open for as long as any descendant of the program lives.
        let create = |name: &str| File::create(file(name)).expect("the new folder takes a file");
        let child = self
            .command
            .stdin(File::open(file("input")).map_or_else(|_| Stdio::null(), Stdio::from))
            .stdout(create("stdout"))
            .stderr(create("stderr"))
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        Running { name, child, folder: self.folder, started: Instant::now(), limit: self.limit }
    }
}
