//! The connection that does the work.

use super::super::connection;
use super::halt::Halt;
use crate::{Error, Progress};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::time::Duration;

/// How long a statement that was told to stop is waited for.
const GRACE: Duration = Duration::from_secs(5);

/// The connection that does the work, and how to stop it.
pub(super) struct Session<'s> {
    pub(super) connection: PgConnection,
    connect: PgConnectOptions,
    process: i32,
    progress: &'s Progress,
    /// Whether the connection is of no use any more.
    pub(super) is_broken: bool,
}

impl<'s> Session<'s> {
    pub(super) async fn open(
        connect: &PgConnectOptions,
        progress: &'s Progress,
    ) -> Result<Self, Error> {
        let mut connection = connection::open(connect).await?;
        let doing = "prepare a session";
        let refuse = |source| Error::Database { doing, source: Box::new(source) };
        let process = sqlx::query_scalar("SELECT pg_catalog.pg_backend_pid()")
            .fetch_one(&mut connection)
            .await
            .map_err(refuse)?;
        Ok(Self { connection, connect: connect.clone(), process, progress, is_broken: false })
    }

    /// The time of the server.
    pub(super) async fn now(&mut self) -> Result<String, Error> {
        Ok(sqlx::query_scalar("SELECT pg_catalog.clock_timestamp()::text")
            .fetch_one(&mut self.connection)
            .await?)
    }

    /// Begins a transaction. Gives its number, by which its end can be proven.
    pub(super) async fn begin(&mut self, lock_timeout: Duration) -> Result<String, Halt> {
        self.run("BEGIN").await?;
        self.run(&format!("SET LOCAL lock_timeout = '{}ms'", lock_timeout.as_millis())).await?;
        Ok(sqlx::query_scalar("SELECT pg_catalog.pg_current_xact_id()::text")
            .fetch_one(&mut self.connection)
            .await?)
    }

    /// Sets how long a statement may take from now on, where that is said; zero stands for no limit.
    pub(super) async fn limit(&mut self, timeout: Option<Duration>) -> Result<(), Halt> {
        let Some(timeout) = timeout else { return Ok(()) };
        self.run(&format!("SET statement_timeout = '{}ms'", timeout.as_millis())).await
    }

    /// Commits, and asks the server whether it did: `COMMIT` of a transaction that has failed succeeds as a rollback,
    /// and the answer to a `COMMIT` can be lost.
    pub(super) async fn commit(&mut self, transaction: &str) -> Result<(), Halt> {
        if self.progress.cancellation().is_cancelled() {
            return Err(Halt::Cancelled);
        }
        let result = self.connection.execute("COMMIT").await;
        let status = match &result {
            Err(sqlx::Error::Io(_) | sqlx::Error::Protocol(_)) => {
                self.is_broken = true;
                let mut other = connection::open(&self.connect).await?;
                status(&mut other, transaction).await?
            }
            Err(_) => None,
            Ok(_) => status(&mut self.connection, transaction).await?,
        };
        match (status.as_deref(), result) {
            (Some("committed"), _) => Ok(()),
            (_, Err(error)) => Err(error.into()),
            (_, Ok(_)) => Err(Halt::Other(Error::server(
                "the server rolled the transaction back instead of committing it: nothing of it was done",
                "run it again",
            ))),
        }
    }

    /// Runs a statement until it ends or somebody stops it.
    pub(super) async fn run(&mut self, sql: &str) -> Result<(), Halt> {
        let cancellation = self.progress.cancellation();
        if cancellation.is_cancelled() {
            return Err(Halt::Cancelled);
        }
        let mut statement = self.connection.execute(AssertSqlSafe(sql));
        let result = tokio::select! {
            result = &mut statement => Some(result),
            () = cancellation.cancelled() => None,
        };
        match result {
            Some(Ok(_)) => Ok(()),
            Some(Err(error)) => {
                let is_alive = error.as_database_error().is_some();
                drop(statement);
                self.is_broken |= !is_alive;
                Err(error.into())
            }
            None => {
                cancel(&self.connect, self.process).await;
                let ended = tokio::time::timeout(GRACE, &mut statement).await;
                drop(statement);
                self.is_broken |= ended.is_err();
                Err(Halt::Cancelled)
            }
        }
    }

    /// Waits, unless somebody stops it.
    pub(super) async fn pause(&mut self, time: Duration) -> Result<(), Halt> {
        tokio::select! {
            () = tokio::time::sleep(time) => Ok(()),
            () = self.progress.cancellation().cancelled() => Err(Halt::Cancelled),
        }
    }

    /// Ends a transaction that may be open. A connection that cannot do that ends it by its own end.
    pub(super) async fn roll_back(&mut self) {
        if !self.is_broken && self.connection.execute("ROLLBACK").await.is_err() {
            self.is_broken = true;
        }
    }

    pub(super) async fn close(self) {
        // What matters is committed; the server notices a lost connection too.
        let _ = self.connection.close().await;
    }
}

async fn status(
    connection: &mut PgConnection,
    transaction: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT pg_catalog.pg_xact_status($1::text::pg_catalog.xid8)")
        .bind(transaction)
        .fetch_one(connection)
        .await
}

/// Tells the server to stop what the session does. Where that fails, the end of the connection does it.
async fn cancel(connect: &PgConnectOptions, process: i32) {
    if let Ok(mut other) = connection::open(connect).await {
        let _ = sqlx::query("SELECT pg_catalog.pg_cancel_backend($1)")
            .bind(process)
            .execute(&mut other)
            .await;
        let _ = other.close().await;
    }
}
