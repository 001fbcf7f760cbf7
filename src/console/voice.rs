//! How much this process says, and in which colours.

#[cfg(feature = "cli")]
use std::sync::OnceLock;

/// What a command line says of that; an application is not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) colour: ColourChoice,
    pub(crate) loudness: Loudness,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only a command line asks for them"))]
pub(crate) enum ColourChoice {
    /// On a terminal, and as the environment has it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How much is said beside what was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only a command line asks for them"))]
pub(crate) enum Loudness {
    /// Errors alone.
    Quiet,
    /// What is done, warnings, and what the server remarks.
    #[default]
    Normal,
    /// Also how it is done.
    Verbose,
}

#[cfg(feature = "cli")]
static VOICE: OnceLock<Voice> = OnceLock::new();

impl Voice {
    /// Speaks like this from here on; the first word holds.
    #[cfg(feature = "cli")]
    pub(crate) fn raise(self) {
        let _spoken_already = VOICE.set(self);
    }

    pub(super) fn of_process() -> Self {
        #[cfg(feature = "cli")]
        return VOICE.get().copied().unwrap_or_default();
        #[cfg(not(feature = "cli"))]
        return Self::default();
    }
}

/// What the environment says of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wishes {
    /// `NO_COLOR` is set to anything.
    pub(super) none: bool,
    /// `CLICOLOR_FORCE` is set to something other than 0.
    pub(super) forced: bool,
    /// `CLICOLOR` is 0.
    pub(super) switched_off: bool,
}

impl Wishes {
    pub(super) fn of(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Self {
        let said = |name| variable(name).filter(|value| !value.is_empty());
        Self {
            none: said("NO_COLOR").is_some(),
            forced: said("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            switched_off: said("CLICOLOR").is_some_and(|value| value == "0"),
        }
    }
}
