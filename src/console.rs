//! The only module that prints.
//!
//! What was asked for goes to stdout; progress, notes and complaints go to
//! stderr. A closed pipe is no error. Whatever a text holds, a terminal gets
//! no command but ours (`terminal`).

#[cfg(feature = "schema")]
mod steps;
mod terminal;

#[cfg(feature = "schema")]
pub(crate) use steps::Steps;
#[cfg(feature = "cli")]
pub(crate) use terminal::{json, line};

#[cfg(feature = "cli")]
use std::io;
use std::{env, ffi::OsStr, time::Duration};

pub(crate) use self::terminal::printable;
use self::terminal::{Command, Stream};
use crate::{Error, Event, RunReport, holder};

/// What a stream leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Device {
    /// Somebody looks on.
    Terminal,
    /// A file, a pipe, or a terminal that understands nothing but text.
    Log,
}

impl Device {
    fn of(stream: Stream) -> Self {
        Self::new(stream.is_terminal(), env::var_os("TERM").as_deref())
    }

    fn new(is_terminal: bool, kind: Option<&OsStr>) -> Self {
        let is_dumb = kind.is_some_and(|kind| kind == "dumb");
        if is_terminal && !is_dumb { Self::Terminal } else { Self::Log }
    }

    /// What takes away a line that was only begun.
    fn fresh_line(self) -> String {
        match self {
            Self::Terminal => Command::ClearLine.mark(),
            Self::Log => String::new(),
        }
    }
}

/// The colours of a stream; none where it takes none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    coloured: Colours,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Colours {
    None,
    Ansi,
}

/// What a colour means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only tables use them all"))]
pub(crate) enum Paint {
    Plain,
    Good,
    Waiting,
    Bad,
    Quiet,
}

impl Palette {
    #[cfg(feature = "cli")]
    pub(crate) fn of_stdout() -> Self {
        Self::of(Device::of(Stream::Out))
    }

    fn of_stderr() -> Self {
        Self::of(Device::of(Stream::Err))
    }

    /// No colours at all.
    #[cfg(all(test, feature = "cli"))]
    pub(crate) const fn none() -> Self {
        Self { coloured: Colours::None }
    }

    fn of(device: Device) -> Self {
        Self::new(device, env::var_os("NO_COLOR").as_deref())
    }

    /// Only a terminal takes colours, and not where `NO_COLOR` is set to anything.
    fn new(device: Device, no_colour: Option<&OsStr>) -> Self {
        let is_unwanted = no_colour.is_some_and(|value| !value.is_empty());
        let coloured = match device {
            Device::Terminal if !is_unwanted => Colours::Ansi,
            _ => Colours::None,
        };
        Self { coloured }
    }

    pub(crate) fn paint(self, paint: Paint, text: &str) -> String {
        let colour = match paint {
            Paint::Plain => return text.to_owned(),
            Paint::Good => 32,
            Paint::Waiting => 33,
            Paint::Bad => 31,
            Paint::Quiet => 2,
        };
        match self.coloured {
            Colours::None => text.to_owned(),
            Colours::Ansi => Command::Colour(colour).mark() + text + &Command::Colour(0).mark(),
        }
    }
}

/// Writes what was asked for. Who closed the pipe has read enough; anything
/// else that keeps it from being written is worth a remark.
#[cfg(feature = "cli")]
pub(crate) fn show(text: &str) {
    shown(Stream::Out.write(&format!("{}\n", text.trim_end_matches('\n'))));
}

/// Writes what was asked for by a program that is to get each byte of it, such
/// as SQL; a terminal gets it as it gets everything.
#[cfg(feature = "cli")]
pub(crate) fn hand_over(text: &str) {
    shown(Stream::Out.hand_over(&format!("{}\n", text.trim_end_matches('\n'))));
}

#[cfg(feature = "cli")]
fn shown(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        note(&format!("warning: the output cannot be written: {error}"));
    }
}

/// Writes a remark beside it.
pub(crate) fn note(text: &str) {
    let _closed = Stream::Err.write(&format!("{text}\n"));
}

/// Writes why it cannot be done.
pub(crate) fn complain(error: &Error) {
    let word = Palette::of_stderr().paint(Paint::Bad, "error:");
    note(&format!("{}{word} {error}", Device::of(Stream::Err).fresh_line()));
}

/// Writes why it cannot be done for one of several targets.
#[cfg(feature = "cli")]
pub(crate) fn complain_of(target: &schemalane_source::TargetName, error: &Error) {
    let word = Palette::of_stderr().paint(Paint::Bad, "error:");
    note(&format!("{}{word} {target}: {error}", Device::of(Stream::Err).fresh_line()));
}

/// What a run did, in a sentence.
pub(crate) fn summary(report: &RunReport) -> String {
    let target = &report.target;
    match report.applied.as_slice() {
        [] => format!("{target}: nothing to apply, {} applied already", report.already_applied),
        [one] => format!("{target}: applied {} in {} ms", one.script, report.duration_ms),
        applied => {
            format!("{target}: applied {} migrations in {} ms", applied.len(), report.duration_ms)
        }
    }
}

/// A time in seconds for a sentence: whole ones, and tenths below the first.
pub(crate) fn seconds(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    if (1..10).contains(&tenths) { format!("0.{tenths}") } else { time.as_secs().to_string() }
}

/// Shows a run while it goes on: a terminal sees what is running, a log gets
/// one line for each migration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    palette: Palette,
    device: Device,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { palette: Palette::of_stderr(), device: Device::of(Stream::Err) }
    }

    /// What a migrator tells its events to.
    pub(crate) fn observer(self) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
        move |event| self.write(event)
    }

    fn write(self, event: &Event<'_>) {
        let _closed = Stream::Err.write(&self.text(event));
    }

    /// What is written about an event, with its line break where the line is complete.
    fn text(self, event: &Event<'_>) -> String {
        let clear = self.device.fresh_line();
        match event {
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
            Event::Started { migration, position, total } if self.device == Device::Terminal => {
                let script = migration.script();
                let counter = self.palette.paint(Paint::Quiet, &format!("[{position}/{total}]"));
                format!("{counter} applying {script} ...")
            }
            Event::Started { .. } => String::new(),
            Event::Applied { applied, position, total } => {
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
                let word = self.palette.paint(Paint::Bad, "failed");
                format!("{clear}{word} {}\n", failure.script)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_a_second_is_told_in_tenths() {
        let told = |millis| seconds(Duration::from_millis(millis));
        assert_eq!([0, 501, 999, 1000, 60_900].map(told), ["0", "0.5", "0.9", "1", "60"]);
    }

    #[test]
    fn only_a_terminal_is_coloured_and_only_who_allows_it() {
        let painted = |device, no_colour: Option<&str>| {
            let palette = Palette::new(device, no_colour.map(OsStr::new));
            printable(&palette.paint(Paint::Bad, "x"))
        };
        assert_eq!(painted(Device::Terminal, None), "\x1b[31mx\x1b[0m");
        assert_eq!(painted(Device::Terminal, Some("")), "\x1b[31mx\x1b[0m");
        assert_eq!(painted(Device::Terminal, Some("0")), "x");
        assert_eq!(painted(Device::Log, None), "x");
        let device = |is_terminal, kind: &str| Device::new(is_terminal, Some(OsStr::new(kind)));
        assert_eq!(device(true, "xterm"), Device::Terminal);
        assert_eq!(device(true, "dumb"), Device::Log);
        assert_eq!(device(false, "xterm"), Device::Log);
        assert_eq!(Device::new(true, None), Device::Terminal);
    }
}
