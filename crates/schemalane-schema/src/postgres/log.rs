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

/// What is wrong with the table, where somebody made it so that to read or to write it runs code of his.
const FOREIGN: &str = "SELECT CASE
        WHEN c.relkind <> 'r' THEN 'it is no ordinary table'
        WHEN c.relrowsecurity THEN 'it has row level security'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
            THEN 'it has a trigger'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite AS r WHERE r.ev_class = c.oid) THEN 'it has a rule'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE c.oid IN (i.inhparent, i.inhrelid))
            THEN 'it is a part of another table, or has parts'
        WHEN EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d JOIN (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS classid, i.indexrelid AS objid
                FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid
                UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid
                FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = c.oid
                UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, a.oid
                FROM pg_catalog.pg_attrdef AS a WHERE a.adrelid = c.oid
                UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid
                FROM pg_catalog.pg_statistic_ext AS s WHERE s.stxrelid = c.oid
                UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid
            ) AS o ON o.classid = d.classid AND o.objid = d.objid
            WHERE d.refobjid >= 16384 AND d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass,
                'pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
        ) THEN 'an index, a check, a default or statistics of it have code of their own'
    END
    FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass('public._schema_migration')";

/// Whether there is a log. Nothing of it is read.
///
/// # Errors
///
/// The table of that name is not as an execution makes it, and could run code.
pub(super) async fn exists(connection: &mut PgConnection) -> Result<bool, Error> {
    let found: Option<Option<String>> = sqlx::query_scalar(FOREIGN)
        .fetch_optional(connection)
        .await
        .map_err(|source| Error::Database {
            doing: "look at the log in _schema_migration",
            source: Box::new(source),
        })?;
    match found {
        Some(Some(reason)) => Err(Error::server(
            format!(
                "the table public._schema_migration is not as this tool makes it: {reason}, so that somebody's code could \
                 run where it is read or written. It was not touched"
            ),
            "take that away, or rename the table",
        )),
        found => Ok(found.is_some()),
    }
}

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
    if !exists(connection).await? {
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
    exists(connection).await?;
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
