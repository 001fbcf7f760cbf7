//! SQLite.

mod body;
mod connection;
mod execute;

mod log;
mod plan;
mod probe;

mod read;
mod rebuild;

mod scratch;
mod token;

pub(crate) use execute::execute;
pub(crate) use plan::plan;

use crate::{Error, Files, LogEntry, Options, Schema};
use std::path::Path;

/// The schema of a file; that of an empty database where there is no file.
pub(crate) fn actual(path: &Path, options: &Options) -> Result<Schema, Error> {
    read::schema(&look(path)?, options)
}

/// The schema that files describe.
pub(crate) fn wanted(files: &Files, options: &Options) -> Result<Schema, Error> {
    Ok(scratch::of_files(scratch::statements(files)?, options)?.schema)
}

/// What was done to a file before; nothing where there is no file.
pub(crate) fn log(path: &Path) -> Result<Vec<LogEntry>, Error> {
    Ok(log::entries(&look(path)?)?)
}

/// The database as it is. Looking creates no file: where there is none, this is an empty one in memory.
fn look(path: &Path) -> Result<rusqlite::Connection, Error> {
    match connection::read_only(path)? {
        Some(connection) => Ok(connection),
        None => connection::memory(),
    }
}
