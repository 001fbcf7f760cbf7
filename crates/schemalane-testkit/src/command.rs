//! Runs a program as a user would, not as the developer of the day.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{self, Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use tempfile::TempDir;

use crate::secrets;

/// Variables of the developer's environment which change what a program does or prints.
const AMBIENT: [&str; 9] = [
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

/// A program that runs. It is killed when this is dropped.
pub struct Running {
    name: String,
    child: Child,
    folder: TempDir,
    started: Instant,
    limit: Duration,
}

impl Running {
    /// The number of its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it printed so far.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.read("stdout")
    }

    /// What it printed on standard error so far.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.read("stderr")
    }

    /// Whether it has ended.
    #[must_use]
    pub fn ended(&mut self) -> bool {
        self.status().is_some()
    }

    /// Sends it a signal by its name: `TERM`, `INT`, `KILL`, `STOP`, `CONT`.
    pub fn signal(&self, name: &str) {
        let line = format!("kill -s {name} {}", self.child.id());
        let sent = process::Command::new("sh")
            .args(["-c", &line])
            .status()
            .expect("this machine has a shell");
        assert!(sent.success(), "{} did not take the signal {name}: it has ended", self.name);
    }

    /// Waits for its end. Panics when that takes too long, and when a secret shows in what it printed.
    #[must_use]
    pub fn finish(mut self) -> Output {
        const PAUSE: Duration = Duration::from_millis(5);
        let status = loop {
            match self.status() {
                Some(status) => break status,
                None if self.started.elapsed() > self.limit => self.give_up(),
                None => thread::sleep(PAUSE),
            }
        };
        let output = Output {
            code: status
                .code()
                .or_else(|| status.signal().map(|signal| 128 + signal))
                .unwrap_or(-1),
            stdout: self.stdout(),
            stderr: self.stderr(),
        };
        secrets::assert_none(&format!("the standard output of {}", self.name), &output.stdout);
        secrets::assert_none(&format!("the standard error of {}", self.name), &output.stderr);
        output
    }

    fn give_up(&mut self) -> ! {
        // It may end by itself at this very moment.
        let _ = self.child.kill();
        let (stdout, stderr) = (secrets::mask(&self.stdout()), secrets::mask(&self.stderr()));
        let Self { name, limit, .. } = self;
        panic!("{name} did not end within {limit:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}");
    }

    fn status(&mut self) -> Option<ExitStatus> {
        self.child
            .try_wait()
            .unwrap_or_else(|error| panic!("{} cannot be waited for: {error}", self.name))
    }

    fn read(&self, name: &str) -> String {
        let text = fs::read(self.folder.path().join(name)).unwrap_or_default();
        String::from_utf8(text)
            .unwrap_or_else(|_| panic!("{} printed what is not UTF-8", self.name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a program left behind.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Output {
    /// Its exit code; 128 and the number of the signal where a signal ended it, as a shell has it.
    pub code: i32,
    /// What it printed.
    pub stdout: String,
    /// What it printed on standard error.
    pub stderr: String,
}

impl Output {
    /// The output, when the exit code is `code`; panics with everything that was printed otherwise.
    pub fn expect(self, code: i32) -> Self {
        let Self { code: found, stdout, stderr } = &self;
        assert_eq!(*found, code, "the exit code\n--- stdout\n{stdout}\n--- stderr\n{stderr}");
        self
    }
}
