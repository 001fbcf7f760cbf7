//! Makes a program's system calls fail.

use std::fs;

use crate::command::{Command, Output};
use crate::{binaries, effort};

/// Makes system calls of a program fail, the `n`th one and, if so wanted, all after it.
///
/// It works with strace, which counts for each thread by itself: SQLite's files are all written by one.
///
/// ```
/// use schemalane_testkit::{Command, Saboteur};
///
/// let program = Command::new("sh").args(["-c", "echo one; echo two || exit 3"]);
/// let (output, struck) = Saboteur::once(&["write"], "EIO").strike(program, 2);
/// assert_eq!((output.code, output.stdout.as_str(), struck), (3, "one\n", true));
/// ```
#[derive(Clone, Debug)]
pub struct Saboteur {
    calls: Vec<String>,
    error: String,
    /// What follows the number in strace's `when`.
    repetition: &'static str,
}

impl Saboteur {
    /// Makes one of these calls fail with this error, such as `EIO`.
    #[must_use]
    pub fn once(calls: &[&str], error: &str) -> Self {
        Self::new(calls, error, "")
    }

    /// Makes one of these calls fail with this error, such as `ENOSPC`, and every one after it.
    #[must_use]
    pub fn from_then_on(calls: &[&str], error: &str) -> Self {
        Self::new(calls, error, "+")
    }

    fn new(calls: &[&str], error: &str, repetition: &'static str) -> Self {
        assert!(!calls.is_empty(), "a saboteur needs a call to wait for");
        let calls = calls.iter().map(ToString::to_string).collect();
        Self { calls, error: error.to_owned(), repetition }
    }

    /// Runs the program, whose `n`th call fails; the first is 1. Says also whether it got that far.
    #[must_use]
    pub fn strike(&self, command: Command, n: usize) -> (Output, bool) {
        assert!(n > 0, "the first call is number 1");
        // Not in the folder of the command, which is gone when it has run.
        let folder = tempfile::tempdir().expect("a temporary folder for a trace");
        let trace = folder.path().join("trace");
        let set = self.calls.iter().map(|call| format!("?{call}")).collect::<Vec<_>>().join(",");
        let program = binaries::tool("strace", "strace").display().to_string();
        let trace_file = trace.display().to_string();
        let Self { error, repetition, .. } = self;
        let wrapper = [
            &program,
            "-f",
            "-q",
            "-o",
            &trace_file,
            "-e",
            &format!("trace={set}"),
            "-e",
            &format!("inject={set}:error={error}:when={n}{repetition}"),
            "--",
        ]
        .map(str::to_owned);
        let output = command.under(&wrapper).run();
        let trace = fs::read_to_string(&trace).unwrap_or_default();
        assert!(
            trace.contains("+++ "),
            "strace could not follow the program: this needs a machine or a container that allows ptrace\n{}{}",
            output.stdout,
            output.stderr
        );
        (output, trace.contains("(INJECTED)"))
    }

    /// Lets the first call of a new run of the program fail, then the second of another one, and so on, until a run does
    /// not get that far. Outside of a [full run](effort::is_full) only every `step`th is tried. `judge` sees what each run
    /// printed, the last one's too. Gives how many were struck.
    pub fn sweep(
        &self,
        step: usize,
        mut program: impl FnMut() -> Command,
        mut judge: impl FnMut(usize, Output),
    ) -> usize {
        effort::sweep(step, |n| {
            let (output, struck) = self.strike(program(), n);
            judge(n, output);
            struck
        })
    }
}
