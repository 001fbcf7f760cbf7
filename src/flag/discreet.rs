//! A value of the command line that is not repeated where it is wrong.

use std::{error::Error, ffi::OsStr, str::FromStr};

use clap::{
    Arg, Command,
    builder::TypedValueParser,
    error::{Error as ClapError, ErrorKind},
};
use schemalane_source::{may_hold_secret, without_secret};

type Failure = Box<dyn Error + Send + Sync>;

/// Reads a value as `read` does. clap's own parsers repeat a wrong value, which
/// in an application's command line nobody but this can keep to itself: it may
/// be a URL with a password.
#[derive(Clone)]
pub(crate) struct Discreet<T>(fn(&str) -> Result<T, Failure>);

impl<T> Discreet<T> {
    /// Values that `read` reads.
    pub(crate) fn new(read: fn(&str) -> Result<T, Failure>) -> Self {
        Self(read)
    }
}

impl<T: FromStr<Err: Into<Failure>>> Default for Discreet<T> {
    fn default() -> Self {
        Self(|text| text.parse().map_err(Into::into))
    }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Discreet<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, ClapError> {
        let invalid = |reason: &str| {
            let name = argument.map(Arg::to_string).unwrap_or_default();
            let reason = without_secret(reason);
            let text = format!("invalid value for '{name}': {reason}\n");
            ClapError::raw(ErrorKind::ValueValidation, text).with_cmd(command)
        };
        let Some(text) = value.to_str() else { return Err(invalid("it is not UTF-8")) };
        match argument {
            Some(argument) if may_hold_secret(text) => Err(no_secret(argument).with_cmd(command)),
            _ => (self.0)(text).map_err(|error| invalid(&error.to_string())),
        }
    }
}

/// Why an argument does not take what was said.
pub(crate) fn no_secret(argument: &Arg) -> ClapError {
    ClapError::raw(
        ErrorKind::ValueValidation,
        format!(
            "'{argument}' was given a text that may hold a password, which does not belong there: \
             the URL of a database goes to --database-url\n"
        ),
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use crate::StartupArgs;

    #[derive(Debug, Parser)]
    struct Application {
        #[command(flatten)]
        startup: StartupArgs,
    }

    #[test]
    fn an_application_does_not_repeat_a_password() {
        for flag in ["--database", "--schema", "--history-table", "--installed-by", "--lock-wait"] {
            let typed = ["shop", flag, "postgres://u:open-sesame@h/d"];
            let error = Application::try_parse_from(typed).unwrap_err();
            let (shown, debug) = (error.to_string(), format!("{error:?}"));
            assert!(shown.contains(flag) && shown.contains("--database-url"), "{shown}");
            assert!(!shown.contains("sesame") && !debug.contains("sesame"), "{shown} {debug}");
        }
        let error = Application::try_parse_from(["shop", "--database", "No"]).unwrap_err();
        assert!(error.to_string().contains("`No` is not a target name"), "{error}");
        let args = Application::try_parse_from(["shop", "--schema", "a", "--lock-wait", "2s"]);
        assert_eq!(args.unwrap().startup.lock_wait.unwrap().as_secs(), 2);
    }
}
