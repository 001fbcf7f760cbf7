//! The only module that prints.
//!
//! What was asked for goes to stdout; progress, notes and complaints go to
//! stderr. A closed pipe is no error. Whatever a text holds, a terminal gets
//! no command but ours (`terminal`).

mod progress;
#[cfg(feature = "schema")]
mod steps;
mod terminal;
mod voice;

#[cfg(feature = "schema")]
pub(crate) use steps::Steps;
#[cfg(feature = "cli")]
pub(crate) use terminal::json;
pub(crate) use terminal::line;

#[cfg(feature = "cli")]
use std::io;
use std::{env, ffi::OsStr, time::Duration};

use schemalane_source::{Excerpt, Saying, Told};

pub(crate) use self::{
    progress::Progress,
    terminal::printable,
    voice::{ColourChoice, Loudness, Voice},
};
use self::{
    terminal::{Command, Stream},
    voice::Wishes,
};
use crate::{Error, RunReport};

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
    Help,
    Quiet,
}

impl Palette {
    #[cfg(feature = "cli")]
    pub(crate) fn of_stdout() -> Self {
        Self::of(Device::of(Stream::Out))
    }

    pub(crate) fn of_stderr() -> Self {
        Self::of(Device::of(Stream::Err))
    }

    /// No colours at all.
    #[cfg(feature = "cli")]
    pub(crate) const fn none() -> Self {
        Self { coloured: Colours::None }
    }

    fn of(device: Device) -> Self {
        Self::new(device, Voice::of_process().colour, Wishes::of(|name| env::var_os(name)))
    }

    /// Who is asked comes first, then the environment, where `NO_COLOR` is
    /// stronger than `CLICOLOR_FORCE`; else a terminal takes colours.
    fn new(device: Device, choice: ColourChoice, wishes: Wishes) -> Self {
        let is_coloured = match choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto if wishes.none => false,
            ColourChoice::Auto if wishes.forced => true,
            ColourChoice::Auto => device == Device::Terminal && !wishes.switched_off,
        };
        Self { coloured: if is_coloured { Colours::Ansi } else { Colours::None } }
    }

    /// A text with colours as clap writes them, in ours.
    #[cfg(feature = "cli")]
    pub(crate) fn adopt(self, styled: &str) -> String {
        let mut pieces = styled.split("\x1b[");
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let command = piece
                .split_once('m')
                .and_then(|(number, rest)| Some((Command::Colour(number.parse().ok()?), rest)));
            match (command, self.coloured) {
                (Some((command, rest)), Colours::Ansi) => text = text + &command.mark() + rest,
                (Some((_, rest)), Colours::None) => text += rest,
                (None, _) => text = text + "\x1b[" + piece,
            }
        }
        text
    }

    pub(crate) fn paint(self, paint: Paint, text: &str) -> String {
        let colour = match paint {
            Paint::Plain => return text.to_owned(),
            Paint::Good => 32,
            Paint::Waiting => 33,
            Paint::Bad => 31,
            Paint::Help => 36,
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

/// Writes what was done, unless nothing but errors is wanted.
#[cfg(feature = "cli")]
pub(crate) fn report(text: &str) {
    if is_said(Loudness::Normal) {
        show(text);
    }
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
        warn(&format!("the output cannot be written: {error}"));
    }
}

/// Writes a remark beside it, unless nothing but errors is wanted.
pub(crate) fn note(text: &str) {
    if is_said(Loudness::Normal) {
        insist(text);
    }
}

/// Writes a warning, unless nothing but errors is wanted.
#[cfg(feature = "cli")]
pub(crate) fn warn(text: &str) {
    if is_said(Loudness::Normal) {
        let word = Palette::of_stderr().paint(Paint::Waiting, "warning:");
        insist(&format!("{word} {text}"));
    }
}

/// Writes what is only of interest to who wants to know how it is done.
#[cfg(feature = "cli")]
pub(crate) fn detail(text: &str) {
    if is_said(Loudness::Verbose) {
        insist(&Palette::of_stderr().paint(Paint::Quiet, text));
    }
}

/// Writes what is said in any case.
pub(crate) fn insist(text: &str) {
    let _closed = Stream::Err.write(&format!("{text}\n"));
}

/// Whether what belongs to this loudness is said.
pub(crate) fn is_said(loudness: Loudness) -> bool {
    loudness <= Voice::of_process().loudness
}

/// Writes why it cannot be done, and what to do.
pub(crate) fn complain(error: &Error) {
    tell(&error.told_within(columns()));
}

/// Writes why it cannot be done for one of several targets.
#[cfg(feature = "cli")]
pub(crate) fn complain_of(target: &schemalane_source::TargetName, error: &Error) {
    tell(&error.told_within(columns()).at(format_args!("{target}: ")));
}

fn tell(told: &Told) {
    let text = complaint(told, Palette::of_stderr());
    insist(&format!("{}{text}", Device::of(Stream::Err).fresh_line()));
}

/// How wide a line of a file may be that is shown with an error.
fn columns() -> usize {
    Stream::Err.columns().unwrap_or(Excerpt::COLUMNS)
}

/// An error as it is written: `error:` before the fact, `help:` before each way out.
fn complaint(told: &Told, palette: Palette) -> String {
    let lines = told.sayings().into_iter().map(|saying| match saying {
        Saying::Fact { depth: 0, text } => {
            format!("{} {text}", palette.paint(Paint::Bad, "error:"))
        }
        Saying::Fact { depth, text } | Saying::Excerpt { depth, text } => {
            format!("{}{text}", Saying::indent(depth))
        }
        Saying::Help { depth, text } => {
            format!("{}{} {text}", Saying::indent(depth), palette.paint(Paint::Help, "help:"))
        }
    });
    lines.collect::<Vec<_>>().join("\n")
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
        use ColourChoice::{Always, Auto, Never};
        let palette = Palette::new(Device::Terminal, Auto, Wishes::default());
        assert_eq!(printable(&palette.paint(Paint::Bad, "x")), "\x1b[31mx\x1b[0m");
        let is_coloured = |device, choice, variables: &[(&str, &str)]| {
            let wishes = Wishes::of(|name| {
                let said = variables.iter().find(|(variable, _)| *variable == name);
                said.map(|(_, value)| value.into())
            });
            Palette::new(device, choice, wishes).coloured == Colours::Ansi
        };

        for (device, choice, variables, coloured) in [
            (Device::Terminal, Auto, &[][..], true),
            (Device::Terminal, Auto, &[("NO_COLOR", "")], true),
            (Device::Terminal, Auto, &[("NO_COLOR", "0")], false),
            (Device::Terminal, Auto, &[("CLICOLOR", "0")], false),
            (Device::Log, Auto, &[], false),
            (Device::Log, Auto, &[("CLICOLOR", "1")], false),
            (Device::Log, Auto, &[("CLICOLOR_FORCE", "1")], true),
            (Device::Log, Auto, &[("CLICOLOR_FORCE", "0")], false),
            (Device::Log, Auto, &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")], true),
            (Device::Terminal, Auto, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (Device::Log, Always, &[("NO_COLOR", "1")], true),
            (Device::Terminal, Never, &[("CLICOLOR_FORCE", "1")], false),
        ] {
            assert_eq!(
                is_coloured(device, choice, variables),
                coloured,
                "{choice:?} {variables:?}"
            );
        }
        let device = |is_terminal, kind: &str| Device::new(is_terminal, Some(OsStr::new(kind)));
        assert_eq!(device(true, "xterm"), Device::Terminal);
        assert_eq!(device(true, "dumb"), Device::Log);
        assert_eq!(device(false, "xterm"), Device::Log);
        assert_eq!(Device::new(true, None), Device::Terminal);
    }
}
