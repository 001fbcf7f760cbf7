//! SQLite.

use crate::{Error, Files, LogEntry, Options, Plan, Progress, Report, Schema};
use std::path::Path;

pub(crate) fn actual(path: &Path, options: &Options) -> Result<Schema, Error> {
    todo!("{path:?} {options:?}")
}

pub(crate) fn wanted(files: &Files, options: &Options) -> Result<Schema, Error> {
    todo!("{files:?} {options:?}")
}

pub(crate) fn plan(path: &Path, files: &Files, options: &Options) -> Result<Plan, Error> {
    todo!("{path:?} {files:?} {options:?}")
}

pub(crate) fn execute(
    path: &Path,
    files: &Files,
    plan: &Plan,
    message: Option<&str>,
    options: &Options,
    progress: &Progress,
) -> Result<Report, Error> {
    todo!("{path:?} {files:?} {plan:?} {message:?} {options:?} {progress:?}")
}

pub(crate) fn log(path: &Path) -> Result<Vec<LogEntry>, Error> {
    todo!("{path:?}")
}
