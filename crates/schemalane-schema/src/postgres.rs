//! PostgreSQL.

mod connection;
mod ddl;
mod log;
mod read;
mod scratch;

use crate::{Error, Files, LogEntry, Options, Plan, Progress, Report, Schema};
use read::Scope;
use sqlx::Connection as _;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// Every schema that is not the system's.
pub(crate) async fn actual(connect: &PgConnectOptions, options: &Options) -> Result<Schema, Error> {
    let mut connection = connection::open(connect).await?;
    let scope = Scope { schemas: None, versions: BTreeSet::new(), options: options.clone() };
    let schema = read::schema(&mut connection, &scope).await;
    let _ = connection.close().await;
    schema
}

pub(crate) async fn wanted(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<Schema, Error> {
    let (scratch, schema, _) = scratch::of_files(connect, files, options).await?;
    scratch.drop().await;
    Ok(schema)
}

/// What is managed: `public`, the schemas of what is wanted, and those that the options name.
pub(crate) fn scope(wanted: &Schema, options: &Options) -> Scope {
    scratch::managed(wanted, options)
}

pub(crate) async fn plan(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<Plan, Error> {
    todo!("{} {files:?} {options:?}", connect.get_host())
}

pub(crate) async fn execute(
    connect: &PgConnectOptions,
    files: &Files,
    plan: &Plan,
    message: Option<&str>,
    options: &Options,
    progress: &Progress,
) -> Result<Report, Error> {
    todo!("{} {files:?} {plan:?} {message:?} {options:?} {progress:?}", connect.get_host())
}

pub(crate) async fn log(connect: &PgConnectOptions) -> Result<Vec<LogEntry>, Error> {
    let mut connection = connection::open(connect).await?;
    let entries = log::entries(&mut connection).await;
    let _ = connection.close().await;
    entries
}
