//! SQLite.

mod body;
mod connection;
mod execute;
mod fast;
mod log;
mod plan;
mod probe;
mod read;
mod rebuild;
mod scratch;
mod token;

use crate::{Error, Files, LogEntry, Options, Plan, Progress, Report, Schema};
use std::path::Path;

pub(crate) fn actual(path: &Path, options: &Options) -> Result<Schema, Error> {
    read::schema(&connection::looking(path)?, options)
}

pub(crate) fn wanted(files: &Files, options: &Options) -> Result<Schema, Error> {
    scratch::of_files(files, options).map(|(_, schema, _)| schema)
}

pub(crate) fn plan(path: &Path, files: &Files, options: &Options) -> Result<Plan, Error> {
    plan::plan(path, files, options)
}

pub(crate) fn execute(
    path: &Path,
    files: &Files,
    plan: &Plan,
    message: Option<&str>,
    options: &Options,
    progress: &Progress,
) -> Result<Report, Error> {
    execute::execute(path, files, plan, message, options, progress)
}

pub(crate) fn log(path: &Path) -> Result<Vec<LogEntry>, Error> {
    log::entries(&connection::looking(path)?)
}
