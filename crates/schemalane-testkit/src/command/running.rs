//! A program that runs, and what it left behind.

use std::os::unix::process::ExitStatusExt;
use std::process::{self, Child, ExitStatus};
use std::time::{Duration, Instant};
use std::{fs, thread};

use tempfile::TempDir;

use crate::secrets;

/// A program that runs. It is killed when this is dropped.
pub struct Running {
    pub(super) name: String,
    pub(super) child: Child,
    pub(super) folder: TempDir,
    pub(super) started: Instant,
    pub(super) limit: Duration,
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
        while self.goes_on() {
            thread::sleep(PAUSE);
        }
        let status = self.status().expect("it has ended");
        let output = Output {
            code: status
                .code()
                .or_else(|| status.signal().map(|signal| 128 + signal))
                .unwrap_or(-1),
            stdout: self.stdout(),
            stderr: self.stderr(),
        };
        self.assert_discreet(&output.stdout, &output.stderr);
        output
    }

    /// Panics when a secret shows in what was printed.
    fn assert_discreet(&self, stdout: &str, stderr: &str) {
        secrets::assert_none(&format!("the standard output of {}", self.name), stdout);
        secrets::assert_none(&format!("the standard error of {}", self.name), stderr);
    }

    /// Whether it still runs. Panics when that has taken too long.
    pub(crate) fn goes_on(&mut self) -> bool {
        let goes_on = !self.ended();
        if goes_on && self.started.elapsed() > self.limit {
            self.give_up();
        }
        goes_on
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
        // Nobody has looked at what a program has printed that is not finished. One panic is enough.
        if !thread::panicking() {
            self.assert_discreet(&self.stdout(), &self.stderr());
        }
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
