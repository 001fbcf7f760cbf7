//! PostgreSQL.

mod connection;
mod ddl;
mod execute;
mod log;
mod plan;
mod probe;
mod read;
mod scratch;

pub(crate) use execute::execute;
pub(crate) use plan::plan;

use crate::{Error, Files, LogEntry, Options, Schema};
use sqlx::postgres::PgConnectOptions;

pub(crate) async fn actual(connect: &PgConnectOptions, options: &Options) -> Result<Schema, Error> {
    todo!("{} {options:?}", connect.get_host())
}

pub(crate) async fn wanted(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<Schema, Error> {
    todo!("{} {files:?} {options:?}", connect.get_host())
}

pub(crate) async fn log(connect: &PgConnectOptions) -> Result<Vec<LogEntry>, Error> {
    todo!("{}", connect.get_host())
}

fn scope(_: &Schema, options: &Options) -> read::Scope {
    read::Scope { schemas: None, options: options.clone() }
}
