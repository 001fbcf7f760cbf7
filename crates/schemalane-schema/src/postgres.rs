//! PostgreSQL.

use crate::{Error, Files, LogEntry, Options, Plan, Progress, Report, Schema};
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
    todo!("{}", connect.get_host())
}
