//! What the lane replaces, at the same work.

use std::process::Command;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use refinery::Runner;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use tokio_postgres::NoTls;

use crate::files::Files;

pub(crate) async fn sqlx_postgres(files: &Files, url: &str) -> Duration {
    let migrator = Migrator::new(files.sqlx()).await.expect("migrations");
    let began = Instant::now();
    let pool = PgPoolOptions::new().connect(url).await.expect("a pool");
    migrator.run(&pool).await.expect("a migrated database");
    pool.close().await;
    began.elapsed()
}

pub(crate) async fn sqlx_sqlite(files: &Files, url: &str) -> Duration {
    let migrator = Migrator::new(files.sqlx()).await.expect("migrations");
    let began = Instant::now();
    let pool = SqlitePoolOptions::new().connect(url).await.expect("a pool");
    migrator.run(&pool).await.expect("a migrated database");
    pool.close().await;
    began.elapsed()
}

pub(crate) async fn refinery(files: &Files, url: &str) -> Duration {
    let migrations = refinery::load_sql_migrations(files.flyways()).expect("migrations");
    let began = Instant::now();
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a client");
    let connection = tokio::spawn(connection);
    Runner::new(&migrations).run_async(&mut client).await.expect("a migrated database");
    drop(client);
    connection.await.expect("a task").expect("the end");
    began.elapsed()
}

pub(crate) async fn psql(files: &Files, url: &str) -> Duration {
    let began = Instant::now();
    let mut psql = Command::new("psql");
    psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file"]).arg(files.script());
    let status = psql.arg(url).status().expect("psql is not installed");
    assert!(status.success(), "psql has failed");
    began.elapsed()
}

pub(crate) async fn connect_postgres(url: &str) -> Duration {
    let began = Instant::now();
    let mut connection = PgConnection::connect(url).await.expect("a connection");
    sqlx::raw_sql("SELECT 1").execute(&mut connection).await.expect("an answer");
    connection.close().await.expect("the end");
    began.elapsed()
}

/// Opens the file and has SQLite read it: opening alone reads nothing.
pub(crate) async fn open_sqlite(url: &str) -> Duration {
    ask_sqlite(url, "PRAGMA schema_version").await
}

/// Reads a table in it, for which SQLite reads the whole schema.
pub(crate) async fn read_sqlite(url: &str) -> Duration {
    ask_sqlite(url, "SELECT 1 FROM flyway_schema_history LIMIT 1").await
}

async fn ask_sqlite(url: &str, question: &'static str) -> Duration {
    let options = SqliteConnectOptions::from_str(url).expect("a URL");
    let began = Instant::now();
    let mut connection = SqliteConnection::connect_with(&options).await.expect("a connection");
    sqlx::raw_sql(question).execute(&mut connection).await.expect("an answer");
    connection.close().await.expect("the end");
    began.elapsed()
}
