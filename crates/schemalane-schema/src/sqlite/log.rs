//! The log of executions, in the database itself.

use crate::log::{TABLE, TOOL_VERSION};
use crate::{Error, LogEntry, Outcome};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

/// A row to be written. Its end is the time of writing.
pub(crate) struct LogRow<'r> {
    /// When the execution began: see [`now`].
    pub(crate) started_at: &'r str,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// What somebody said of it.
    pub(crate) message: Option<&'r str>,
    /// The statements that were executed.
    pub(crate) statements: &'r [String],
    /// The digest of the schema before.
    pub(crate) previous_hash: &'r str,
    /// The digest of the wanted schema.
    pub(crate) wanted_hash: &'r str,
    /// Who did it.
    pub(crate) performed_by: Option<&'r str>,
    /// What else is known.
    pub(crate) metadata: &'r serde_json::Value,
}

/// The time as the log writes it: UTC with milliseconds.
pub(crate) fn now(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", [], |row| row.get(0))
}

/// What was done before, the newest first.
///
/// # Errors
///
/// The database cannot be read, or the table of the log is none of ours.
pub(crate) fn entries(connection: &Connection) -> Result<Vec<LogEntry>, Error> {
    let read = || {
        let exists = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        if connection.query_row(exists, [TABLE], |_| Ok(())).optional()?.is_none() {
            return Ok(Vec::new());
        }
        connection
            .prepare(&format!("SELECT * FROM {TABLE} ORDER BY id DESC"))?
            .query_map([], entry)?
            .collect()
    };
    read().map_err(|source: rusqlite::Error| Error::Database {
        doing: "read the log in _schema_migration",
        source: Box::new(source),
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<LogEntry> {
    Ok(LogEntry {
        id: row.get("id")?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
        outcome: Outcome::parse(&row.get::<_, String>("outcome")?),
        message: row.get("message")?,
        statements: json(row, "statements")?,
        previous_hash: row.get("previous_hash")?,
        wanted_hash: row.get("wanted_hash")?,
        performed_by: row.get("performed_by")?,
        tool_version: row.get("tool_version")?,
        metadata: json(row, "metadata")?,
    })
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    serde_json::from_str(&row.get::<_, String>(column)?).map_err(|source| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(source))
    })
}

/// Writes a row, and makes the table where there is none. The caller decides on the transaction.
///
/// # Errors
///
/// The database cannot be written.
pub(crate) fn record(connection: &Connection, row: &LogRow<'_>) -> rusqlite::Result<i64> {
    connection.execute_batch(&format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (
    id            INTEGER PRIMARY KEY,
    started_at    TEXT NOT NULL,
    finished_at   TEXT NOT NULL,
    outcome       TEXT NOT NULL CHECK (outcome IN ('success', 'failed')),
    message       TEXT,
    statements    TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    wanted_hash   TEXT NOT NULL,
    performed_by  TEXT,
    tool_version  TEXT NOT NULL,
    metadata      TEXT NOT NULL
)"
    ))?;
    let LogRow {
        started_at,
        outcome,
        message,
        statements,
        previous_hash,
        wanted_hash,
        performed_by,
        metadata,
    } = row;
    connection.execute(
        &format!(
            "INSERT INTO {TABLE} (started_at, finished_at, outcome, message, statements, previous_hash, wanted_hash,
    performed_by, tool_version, metadata)
VALUES (:started_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), :outcome, :message, :statements, :previous_hash,
    :wanted_hash, :performed_by, :tool_version, :metadata)"
        ),
        named_params! {
            ":started_at": started_at,
            ":outcome": outcome.name(),
            ":message": message,
            ":statements": serde_json::json!(statements).to_string(),
            ":previous_hash": previous_hash,
            ":wanted_hash": wanted_hash,
            ":performed_by": performed_by,
            ":tool_version": TOOL_VERSION,
            ":metadata": metadata.to_string(),
        },
    )?;
    Ok(connection.last_insert_rowid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::connection;

    #[test]
    fn rows_come_back_the_newest_first() {
        let connection = connection::memory().unwrap();
        assert_eq!(entries(&connection).unwrap(), []);
        let started_at = now(&connection).unwrap();
        let statements = ["CREATE TABLE t (a)".to_owned()];
        let metadata = serde_json::json!({ "rows_copied": 3 });
        let row = |outcome, message| LogRow {
            started_at: &started_at,
            outcome,
            message,
            statements: &statements,
            previous_hash: "a",
            wanted_hash: "b",
            performed_by: None,
            metadata: &metadata,
        };
        assert_eq!(record(&connection, &row(Outcome::Failed, None)), Ok(1));
        assert_eq!(record(&connection, &row(Outcome::Success, Some("first"))), Ok(2));
        let found = entries(&connection).unwrap();
        let short: Vec<_> =
            found.iter().map(|entry| (entry.id, entry.outcome, entry.message.as_deref())).collect();
        assert_eq!(short, [(2, Outcome::Success, Some("first")), (1, Outcome::Failed, None)]);
        assert_eq!((&found[0].statements[..], &found[0].metadata), (&statements[..], &metadata));
        assert!(found[0].started_at <= found[0].finished_at && started_at.len() == 24);
        assert_eq!(found[0].tool_version, TOOL_VERSION);
    }
}
