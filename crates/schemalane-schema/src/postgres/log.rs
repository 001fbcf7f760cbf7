//! The log of executions, in the database itself.

use super::connection::run;
use crate::{Error, LogEntry, Outcome};
use serde::Deserialize;
use sqlx::PgConnection;

/// The table, as the first execution makes it.
const CREATE: &str = "CREATE TABLE IF NOT EXISTS public._schema_migration (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz NOT NULL,
    outcome       text NOT NULL CHECK (outcome IN ('success', 'failed')),
    message       text,
    statements    jsonb NOT NULL,
    previous_hash text NOT NULL,
    wanted_hash   text NOT NULL,
    performed_by  text,
    tool_version  text NOT NULL,
    metadata      jsonb NOT NULL
)";

const ENTRIES: &str = "SELECT pg_catalog.to_json(e)::text FROM (
    SELECT
        id,
        to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') AS started_at,
        to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') AS finished_at,
        outcome, message, statements, previous_hash, wanted_hash, performed_by, tool_version, metadata
    FROM public._schema_migration
    ORDER BY id DESC
) AS e";

const RECORD: &str = "INSERT INTO public._schema_migration (
    started_at, finished_at, outcome, message, statements, previous_hash, wanted_hash, performed_by, tool_version,
    metadata
) VALUES (
    coalesce(nullif($1, '')::timestamptz, now()), clock_timestamp(), $2, $3, $4::jsonb, $5, $6,
    coalesce($7, session_user), $8, $9::jsonb
) RETURNING id";

#[derive(Deserialize)]
struct Row {
    id: i64,
    started_at: String,
    finished_at: String,
    outcome: String,
    message: Option<String>,
    statements: Vec<String>,
    previous_hash: String,
    wanted_hash: String,
    performed_by: Option<String>,
    tool_version: String,
    metadata: serde_json::Value,
}

impl From<Row> for LogEntry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            started_at: row.started_at,
            finished_at: row.finished_at,
            outcome: Outcome::parse(&row.outcome),
            message: row.message,
            statements: row.statements,
            previous_hash: row.previous_hash,
            wanted_hash: row.wanted_hash,
            performed_by: row.performed_by,
            tool_version: row.tool_version,
            metadata: row.metadata,
        }
    }
}

/// What was done before, the newest first. Nothing is written.
///
/// # Errors
///
/// The database cannot be read, or the table of the log is none of ours.
pub(crate) async fn entries(connection: &mut PgConnection) -> Result<Vec<LogEntry>, Error> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| Error::Database {
        doing: "read the log in _schema_migration",
        source,
    };
    let exists: bool =
        sqlx::query_scalar("SELECT pg_catalog.to_regclass('public._schema_migration') IS NOT NULL")
            .fetch_one(&mut *connection)
            .await
            .map_err(|source| failed(Box::new(source)))?;
    if !exists {
        return Ok(Vec::new());
    }
    let rows: Vec<String> = sqlx::query_scalar(ENTRIES)
        .fetch_all(connection)
        .await
        .map_err(|source| failed(Box::new(source)))?;
    rows.iter()
        .map(|row| serde_json::from_str::<Row>(row).map(LogEntry::from))
        .collect::<Result<_, _>>()
        .map_err(|source| failed(Box::new(source)))
}

/// Writes an entry, and makes the table where there is none. The database gives the number and the end, and, where the
/// entry says nothing, the beginning, which is that of the transaction, and who did it. The caller decides on the
/// transaction.
///
/// # Errors
///
/// The database cannot be written.
pub(crate) async fn record(connection: &mut PgConnection, entry: &LogEntry) -> Result<i64, Error> {
    let failed = |source: sqlx::Error| Error::Database {
        doing: "write the log in _schema_migration",
        source: Box::new(source),
    };
    let statements = serde_json::to_string(&entry.statements).unwrap_or_default();
    run(connection, CREATE).await.map_err(failed)?;
    sqlx::query_scalar(RECORD)
        .bind(&entry.started_at)
        .bind(entry.outcome.name())
        .bind(&entry.message)
        .bind(statements)
        .bind(&entry.previous_hash)
        .bind(&entry.wanted_hash)
        .bind(&entry.performed_by)
        .bind(&entry.tool_version)
        .bind(entry.metadata.to_string())
        .fetch_one(connection)
        .await
        .map_err(failed)
}
