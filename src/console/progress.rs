//! Shows a run while it goes on.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread,
    time::{Duration, Instant},
};

use super::{Device, Loudness, Paint, Palette, Stream, Voice, line, seconds};
use crate::{
    Body, Event, Severity, holder,
    manifest::{Migration, Sql},
};

/// How often a line that moves is drawn anew, at most and at least.
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(1);

/// When a log is told for the first time that something is still under way.
const FIRST_TELL: Duration = Duration::from_secs(10);

/// How much is shown of a statement.
const SHOWN: usize = 60;

/// Shows a run while it goes on: a terminal sees what is running, for how long
/// and how far it is; a log gets one line for each migration.
#[derive(Debug)]
pub(crate) struct Progress {
    palette: Palette,
    device: Device,
    loudness: Loudness,
    current: Mutex<Option<Current>>,
}

/// The migration that is running.
#[derive(Debug)]
struct Current {
    counter: String,
    script: String,
    began: Instant,
    /// The statement that is under way, of how many, where that is known.
    statement: Option<(usize, usize)>,
    drawn: Instant,
    /// When a log is told next that it is still under way.
    tell_at: Duration,
}

impl Current {
    /// How far it is, as far as that is known.
    fn course(&self, now: Instant) -> String {
        let statement = match self.statement {
            Some((number, total)) => format!(", statement {number} of {total}"),
            None => String::new(),
        };
        let time = now.duration_since(self.began);
        if time < LONGEST { statement } else { format!("{statement}, {} s", seconds(time)) }
    }
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            palette: Palette::of_stderr(),
            device: Device::of(Stream::Err),
            loudness: Voice::of_process().loudness,
            current: Mutex::new(None),
        }
    }

    /// What a migrator tells its events to.
    pub(crate) fn observer(self) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        let progress = Arc::new(self);
        // Where a line moves, a clock moves it, also while nothing happens.
        if progress.moves() {
            let shown = Arc::downgrade(&progress);
            // Without a thread the line stands still, and says nothing wrong.
            let _clock = thread::Builder::new().name("clock".to_owned()).spawn(|| tick(shown));
        }
        move |event| {
            if progress.loudness >= Loudness::Normal {
                progress.write(|current, now| progress.text(event, current, now));
            }
        }
    }

    fn moves(&self) -> bool {
        match self.loudness {
            Loudness::Quiet => false,
            Loudness::Normal => self.device == Device::Terminal,
            Loudness::Verbose => true,
        }
    }

    fn current(&self) -> MutexGuard<'_, Option<Current>> {
        // A thread that panicked with the lock in its hand left a line that is as good as any.
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes with the line in hand, so that nobody draws it anew meanwhile.
    fn write(&self, text: impl FnOnce(&mut Option<Current>, Instant) -> String) {
        let mut current = self.current();
        let text = text(&mut current, Instant::now());
        let _closed = Stream::Err.write(&text);
    }

    /// The line that moves.
    fn line(&self, current: &mut Current, now: Instant) -> String {
        current.drawn = now;
        let Current { counter, script, .. } = &*current;
        let clear = self.device.fresh_line();
        format!("{clear}{counter} applying {script}{} ...", current.course(now))
    }

    /// What is written while nothing happens.
    fn moved(&self, current: &mut Option<Current>, now: Instant) -> String {
        let Some(current) = current else { return String::new() };
        let time = now.duration_since(current.began);
        match self.device {
            Device::Terminal if now.duration_since(current.drawn) >= SHORTEST => {
                self.line(current, now)
            }
            Device::Log if time >= current.tell_at => {
                current.tell_at = time * 2;
                format!("{}: still under way{}\n", current.script, current.course(now))
            }
            Device::Terminal | Device::Log => String::new(),
        }
    }

    /// What is written about an event, with its line break where the line is complete.
    fn text(&self, event: &Event<'_>, current: &mut Option<Current>, now: Instant) -> String {
        let clear = self.device.fresh_line();
        match event {
            Event::Absent { why, waited, longest } => format!(
                "{clear}waiting for the database since {} s, {} s at most: {why}\n",
                seconds(*waited),
                seconds(*longest)
            ),
            Event::Waiting { holder, waited } => format!(
                "waiting for the migration lock since {} s: {holder} holds it\n",
                seconds(*waited)
            ),
            Event::Unencrypted => {
                "warning: this connection crosses a network unencrypted, password \
                                   and all: add sslmode=verify-full to the URL\n"
                    .to_owned()
            }
            Event::Orphans { script, rows } => format!(
                "warning: foreign keys were violated before {script}, and still are: {}; mend these \
                 rows in a migration of their own\n",
                rows.join(", ")
            ),
            Event::TriggersOff => {
                "warning: triggers do not fire and foreign keys are not checked, since \
                 session_replication_role is replica for this role: take that setting away with \
                 ALTER ROLE or ALTER DATABASE ... RESET, or use another role\n"
                    .to_owned()
            }
            Event::Ahead { scripts } => format!(
                "the database is ahead of this binary, which does not know {}\n",
                scripts.join(", ")
            ),
            Event::Unwritten { scripts } => format!(
                "warning: {} has no statement yet, and is passed over\n",
                scripts.join(", ")
            ),
            Event::Started { migration, position, total } => {
                let counter = self.palette.paint(Paint::Quiet, &format!("[{position}/{total}]"));
                let script = migration.script().to_owned();
                let (statement, tell_at) = (None, FIRST_TELL);
                let began = Current { counter, script, began: now, statement, drawn: now, tell_at };
                let current = current.insert(began);
                match self.device {
                    Device::Terminal => self.line(current, now),
                    Device::Log => String::new(),
                }
            }
            Event::Statement { migration, number } => {
                let Body::Sql(sql) = migration.body() else { return String::new() };
                let Some(current) = current else { return String::new() };
                current.statement = Some((*number, sql.statements().len()));
                match (self.loudness, self.device) {
                    (Loudness::Verbose, _) => {
                        let text = begun(migration, sql, *number);
                        format!("{clear}{}\n", self.palette.paint(Paint::Quiet, &text))
                    }
                    (_, Device::Terminal) if now.duration_since(current.drawn) >= SHORTEST => {
                        self.line(current, now)
                    }
                    _ => String::new(),
                }
            }
            Event::Notice { severity: Severity::Debug, .. }
                if self.loudness < Loudness::Verbose =>
            {
                String::new()
            }
            Event::Notice { script, line, severity, message, .. } => {
                let (paint, word) = match severity {
                    Severity::Warning => (Paint::Waiting, "warning:"),
                    Severity::Notice => (Paint::Help, "notice:"),
                    Severity::Info => (Paint::Help, "info:"),
                    Severity::Debug => (Paint::Quiet, "debug:"),
                };
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                format!("{clear}{} {script}{line}: {message}\n", self.palette.paint(paint, word))
            }
            Event::Applied { applied, position, total } => {
                *current = None;
                let counter = self.palette.paint(Paint::Quiet, &format!("[{position}/{total}]"));
                let word = self.palette.paint(Paint::Good, "applied");
                let (script, time) = (&applied.script, applied.execution_time);
                format!("{clear}{counter} {word} {script} in {time} ms\n")
            }
            Event::Reconnecting { migration } => format!(
                "{clear}{}: the connection was lost; looking for the server, to see what became of it\n",
                migration.script()
            ),
            Event::Blocked { script, by, waited } => {
                let what = script.map(|script| format!("{script}: ")).unwrap_or_default();
                format!(
                    "{clear}{what}waiting for other sessions since {} s: {}\n",
                    seconds(*waited),
                    holder::list(by)
                )
            }
            Event::Retrying { failure, pause, next_try } => {
                if let Some(current) = current {
                    current.statement = None;
                }
                let blockers = match failure.blocked_by.as_slice() {
                    [] => String::new(),
                    by => format!("; in the way: {}", holder::list(by)),
                };
                format!(
                    "{clear}{}: {}; try {next_try} follows in {} ms{blockers}\n",
                    failure.script,
                    failure.message,
                    pause.as_millis()
                )
            }
            // The error that the run ends with says the rest.
            Event::Failed { failure } => {
                *current = None;
                let word = self.palette.paint(Paint::Bad, "failed");
                format!("{clear}{word} {}\n", failure.script)
            }
        }
    }
}

/// A statement that begins, as one line.
fn begun(migration: &Migration, sql: &Sql, number: usize) -> String {
    let (script, total) = (migration.script(), sql.statements().len());
    let text = number.checked_sub(1).and_then(|index| sql.statements().get(index));
    let text = line(text.map(|statement| statement.text(sql.text())).unwrap_or_default());
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push_str("...");
    }
    format!("{script}: statement {number} of {total}: {shown}")
}

/// Draws the line anew as long as somebody shows it.
fn tick(shown: Weak<Progress>) {
    loop {
        thread::sleep(LONGEST);
        let Some(progress) = shown.upgrade() else { return };
        progress.write(|current, now| progress.moved(current, now));
    }
}

#[cfg(test)]
mod tests;
