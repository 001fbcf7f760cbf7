//! PostgreSQL.

mod connection;
mod ddl;
mod drift;
mod execute;
mod log;
mod message;
mod plan;
mod probe;
mod read;
mod scratch;
mod stranger;
mod temporary;
mod verified;

pub(crate) use execute::execute;
pub(crate) use plan::plan;
pub use temporary::TemporaryDatabase;

use crate::{Error, Files, LogEntry, Options, Schema};
pub(crate) use message::{sentence, way_out};
use read::Scope;
use schemalane_source::Dialect;
use sqlx::Connection as _;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// Every schema that is not the system's.
pub(crate) async fn actual(connect: &PgConnectOptions, options: &Options) -> Result<Schema, Error> {
    let mut connection = connection::open(connect).await?;
    let options = stranger::known(&mut connection, &[], options).await?;
    let scope = Scope { schemas: None, versions: BTreeSet::new(), options };
    let schema = read::schema(&mut connection, &scope).await;
    let _ = connection.close().await;
    schema
}

pub(crate) async fn wanted(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<Schema, Error> {
    scratch::of_statements(connect, &files.statements(Dialect::Postgres)?, options).await
}

pub(crate) async fn log(connect: &PgConnectOptions) -> Result<Vec<LogEntry>, Error> {
    let mut connection = connection::open(connect).await?;
    let entries = log::entries(&mut connection).await;
    let _ = connection.close().await;
    entries
}
