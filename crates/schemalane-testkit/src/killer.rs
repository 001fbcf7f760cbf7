//! Kills a program at a system call of its choice.

mod signals;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;
use std::{fs, thread};

use crate::command::{Command, Output, Running};
use crate::{binaries, effort};
use signals::Signals;

/// How a program ended that was to be killed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fate {
    /// It was killed. This is what it had printed; the code is 137.
    Killed(Output),
    /// It ended by itself, because it did not get as far as the call.
    Ended(Output),
}

/// Kills programs with SIGKILL when they have made their `n`th call out of a set of system calls, counted over all
/// threads and child processes together.
///
/// It works with strace, which stops the program at each of these calls and is the only one that can: the call is done,
/// and not one instruction of its process follows it. Calls that take time go on while other threads stand still.
///
/// ```
/// use schemalane_testkit::{Command, Fate, Killer};
///
/// let program = || Command::new("sh").args(["-c", "echo one; echo two; echo three"]);
/// let Fate::Killed(output) = Killer::at(&["write"]).kill(program(), 2) else { panic!("it got that far") };
/// assert_eq!((output.code, output.stdout.as_str()), (137, "one\ntwo\n"));
/// ```
#[derive(Clone, Debug)]
pub struct Killer {
    calls: Vec<String>,
}

impl Killer {
    /// Kills at these system calls. One that this kind of machine does not have is left out.
    #[must_use]
    pub fn at(calls: &[&str]) -> Self {
        assert!(!calls.is_empty(), "a killer needs a call to wait for");
        Self { calls: calls.iter().map(ToString::to_string).collect() }
    }

    /// Kills at whatever sends: to the server, to the terminal, from thread to thread.
    #[must_use]
    pub fn at_messages() -> Self {
        Self::at(&["sendto", "sendmsg", "write", "writev"])
    }

    /// Kills at whatever changes a file.
    #[must_use]
    pub fn at_files() -> Self {
        Self::at(&[
            "write",
            "writev",
            "pwrite64",
            "pwritev",
            "fsync",
            "fdatasync",
            "ftruncate",
            "unlink",
            "unlinkat",
            "rename",
            "renameat",
            "renameat2",
        ])
    }

    /// Runs the program and kills it at its `n`th call; the first is 1.
    #[must_use]
    pub fn kill(&self, command: Command, n: usize) -> Fate {
        self.hunt(command, n).unwrap_or_else(|lost| panic!("{}", lost.sentence()))
    }

    fn hunt(&self, command: Command, n: usize) -> Result<Fate, Lost> {
        assert!(n > 0, "the first call is number 1");
        Hunt::begin(self, command).end(n)
    }

    /// Kills a new run of the program at its first call, then one at its second, and so on, until one ends by itself.
    /// Outside of a [full run](effort::is_full) only every `step`th call is tried, from the first on. `judge` sees each of
    /// the fates, the last one too. Gives how many were killed. `program` begins from nothing each time: where the kernel
    /// refuses strace a request, the call is tried with a new one.
    ///
    /// ```
    /// use schemalane_testkit::{Command, Fate, Killer};
    ///
    /// let program = || Command::new("sh").args(["-c", "echo one; echo two"]);
    /// let killed = Killer::at(&["write"]).sweep(1, program, |n, fate| match fate {
    ///     Fate::Killed(output) => assert_eq!(output.stdout.lines().count(), n),
    ///     Fate::Ended(output) => assert_eq!(output.code, 0),
    /// });
    /// assert_eq!(killed, 2);
    /// ```
    pub fn sweep(
        &self,
        step: usize,
        mut program: impl FnMut() -> Command,
        mut judge: impl FnMut(usize, Fate),
    ) -> usize {
        effort::sweep(step, |n| {
            let fate = self.pursue(&mut program, n);
            let struck = matches!(fate, Fate::Killed(_));
            judge(n, fate);
            struck
        })
    }

    /// Kills one of several runs of the program, the first that strace can follow to its end.
    fn pursue(&self, program: &mut impl FnMut() -> Command, n: usize) -> Fate {
        /// A machine that does not allow ptrace refuses each of them; a busy kernel one in some ten thousand.
        const TRIES: usize = 3;
        let mut lost = None;
        for _ in 0..TRIES {
            match self.hunt(program(), n) {
                Ok(fate) => return fate,
                Err(this) => lost = Some(this),
            }
        }
        panic!("{}", lost.map(|lost| lost.sentence()).unwrap_or_default())
    }
}

/// What a program had printed that strace could not follow to its end.
#[derive(Debug)]
struct Lost(Output);

impl Lost {
    fn sentence(&self) -> String {
        format!(
            "strace could not follow the program: this needs a machine or a container that allows ptrace\n{}{}",
            self.0.stdout, self.0.stderr
        )
    }
}

/// A program that runs under strace.
struct Hunt {
    running: Option<Running>,
    trace: BufReader<File>,
    signals: Signals,
    /// Every process and thread that was seen.
    seen: BTreeSet<String>,
    /// The threads that have stopped and were not woken yet.
    stopped: BTreeSet<String>,
    calls: Vec<String>,
    count: usize,
    /// strace has said how the program ended.
    reported: bool,
    /// And that it was by SIGKILL.
    killed: bool,
}

impl Hunt {
    fn begin(killer: &Killer, command: Command) -> Self {
        let file = command.scratch("trace");
        let trace = File::create_new(&file).and_then(|_| File::open(&file));
        let trace = trace.expect("the new folder takes a file");
        let running = command.under(&strace(&killer.calls, &file)).start();
        Self {
            running: Some(running),
            trace: BufReader::new(trace),
            signals: Signals::new(),
            seen: BTreeSet::new(),
            stopped: BTreeSet::new(),
            calls: killer.calls.iter().map(|call| format!("{call}(")).collect(),
            count: 0,
            reported: false,
            killed: false,
        }
    }

    fn end(mut self, n: usize) -> Result<Fate, Lost> {
        const PAUSE: Duration = Duration::from_micros(300);
        let mut line = String::new();
        while self.running.as_mut().is_some_and(Running::goes_on) {
            if self.read(&mut line) {
                self.judge(&line, n);
                line.clear();
            } else {
                self.wake();
                thread::sleep(PAUSE);
            }
        }
        while self.read(&mut line) {
            self.judge(&line, n);
            line.clear();
        }
        let output = self.running.take().expect("it is taken once").finish();
        if !self.reported {
            self.end_all();
            return Err(Lost(output));
        }
        Ok(if self.count >= n && self.killed { Fate::Killed(output) } else { Fate::Ended(output) })
    }

    /// Without strace nobody would wake a program that is stopped.
    fn end_all(&mut self) {
        self.seen.iter().for_each(|thread| self.signals.send("KILL", thread));
    }

    /// Adds to the line until it is whole. Says whether it is.
    fn read(&mut self, line: &mut String) -> bool {
        self.trace.read_line(line).expect("the trace is readable text");
        line.ends_with('\n')
    }

    /// One line of the trace: the number of a thread, and what it did or what was done to it.
    fn judge(&mut self, line: &str, n: usize) {
        let Some((thread, event)) = line.trim().split_once(' ') else { return };
        let event = event.trim_start();
        self.seen.insert(thread.to_owned());
        self.reported |= event.starts_with("+++ ");
        self.killed |= event.starts_with("+++ killed by SIGKILL");
        if self.calls.iter().any(|call| event.starts_with(call)) {
            self.count += 1;
            if self.count == n {
                self.signals.send("KILL", thread);
            }
        } else if event.starts_with("--- stopped by ") {
            self.stopped.insert(thread.to_owned());
        }
    }

    /// Lets a process go on when each of its threads is reported to stand still, and not before: then nothing of this
    /// stop is under way any more, and the signal cannot undo the next one.
    fn wake(&mut self) {
        let is_still = |thread: &&String| threads_beside(thread).is_subset(&self.stopped);
        let Some(thread) = self.stopped.iter().find(is_still).cloned() else { return };
        let woken = threads_beside(&thread);
        self.stopped.retain(|thread| !woken.contains(thread));
        self.stopped.remove(&thread);
        self.signals.send("CONT", &thread);
    }
}

impl Drop for Hunt {
    /// strace ends with `running`.
    fn drop(&mut self) {
        if self.running.take().is_some() {
            self.end_all();
        }
    }
}

/// The threads of the process that has this one, without those that have ended. None where the process is gone.
fn threads_beside(thread: &str) -> BTreeSet<String> {
    let folder = Path::new("/proc").join(thread).join("task");
    let names =
        fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let has_ended = |name: &String| {
        let status = fs::read_to_string(folder.join(name).join("stat")).unwrap_or_default();
        status.rsplit_once(") ").is_none_or(|(_, rest)| rest.starts_with(['Z', 'X']))
    };
    names.map(|name| name.to_string_lossy().into_owned()).filter(|name| !has_ended(name)).collect()
}

/// strace and its arguments: the set of calls, each followed by SIGSTOP, and a line for each of them in the file.
fn strace(calls: &[String], file: &Path) -> Vec<String> {
    let known: Vec<_> = calls.iter().map(|call| format!("?{call}")).collect();
    let set = known.join(",");
    let program = binaries::tool("strace", "strace").display().to_string();
    let file = file.display().to_string();
    let trace = format!("trace={set}");
    let inject = format!("inject={set}:signal=STOP");
    [&program, "-f", "-q", "-s", "0", "-o", &file, "-e", &trace, "-e", &inject, "--"]
        .map(str::to_owned)
        .into()
}
