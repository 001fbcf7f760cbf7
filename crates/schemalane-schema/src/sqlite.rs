//! SQLite.

mod body;
mod connection;
mod entry;
mod execute;
mod extent;
mod guard;
mod log;
mod plan;
mod probe;
mod reach;
mod read;
mod rebuild;
mod replay;
mod scratch;
mod statement;
mod stranger;
mod token;

pub(crate) use execute::execute;
pub(crate) use plan::plan;
pub use replay::Script;
pub(crate) use statement::way_out;

use crate::{Error, Files, LogEntry, Options, Schema};
use schemalane_source::Dialect;
use std::path::Path;

pub(crate) fn actual(path: &Path, options: &Options) -> Result<Schema, Error> {
    let connection = connection::looking(path)?;
    let options = stranger::known(&connection, &[], options)?;
    read::schema(&connection, &options)
}

pub(crate) fn wanted(files: &Files, options: &Options) -> Result<Schema, Error> {
    scratch::of_statements(&files.statements(Dialect::Sqlite)?, options)
}

pub(crate) fn log(path: &Path) -> Result<Vec<LogEntry>, Error> {
    log::entries(&connection::looking(path)?)
}
