//! The log, `_schema_migration`.

use crate::log::{TABLE, TOOL_VERSION};
use crate::{LogEntry, Outcome};
use rusqlite::{Connection, OptionalExtension, params};

/// What is written of one execution.
pub(super) struct LogRow<'r> {
    pub(super) started_at: String,
    pub(super) outcome: Outcome,
    pub(super) message: Option<&'r str>,
    pub(super) statements: Vec<&'r str>,
    pub(super) previous_hash: &'r str,
    pub(super) wanted_hash: &'r str,
    pub(super) performed_by: Option<&'r str>,
    pub(super) metadata: serde_json::Value,
}

/// The time, in UTC.
pub(super) fn now(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", [], |row| row.get(0))
}

/// Writes a row, and the table where there is none. The caller says in which transaction.
pub(super) fn record(connection: &Connection, row: &LogRow<'_>) -> rusqlite::Result<i64> {
    connection.execute_batch(&format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('success', 'failed')),
    message TEXT,
    statements TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    wanted_hash TEXT NOT NULL,
    performed_by TEXT,
    tool_version TEXT NOT NULL,
    metadata TEXT NOT NULL
)"
    ))?;
    connection.execute(
        &format!(
            "INSERT INTO {TABLE} (started_at, finished_at, outcome, message, statements, previous_hash, wanted_hash,
             performed_by, tool_version, metadata) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2, ?3, ?4, ?5,
             ?6, ?7, ?8, ?9)"
        ),
        params![
            row.started_at,
            row.outcome.name(),
            row.message,
            serde_json::json!(row.statements).to_string(),
            row.previous_hash,
            row.wanted_hash,
            row.performed_by,
            TOOL_VERSION,
            row.metadata.to_string(),
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// All rows, the newest first; none where there is no table.
pub(super) fn entries(connection: &Connection) -> rusqlite::Result<Vec<LogEntry>> {
    let is_there: Option<i64> = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1",
            [TABLE],
            |row| row.get(0),
        )
        .optional()?;
    if is_there.is_none() {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare(&format!(
        "SELECT id, started_at, finished_at, outcome, message, statements, previous_hash, wanted_hash, performed_by,
         tool_version, metadata FROM {TABLE} ORDER BY id DESC"
    ))?;
    let entries = statement.query_map([], |row| {
        Ok(LogEntry {
            id: row.get(0)?,
            started_at: row.get(1)?,
            finished_at: row.get(2)?,
            outcome: Outcome::parse(&row.get::<_, String>(3)?),
            message: row.get(4)?,
            statements: serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default(),
            previous_hash: row.get(6)?,
            wanted_hash: row.get(7)?,
            performed_by: row.get(8)?,
            tool_version: row.get(9)?,
            metadata: serde_json::from_str(&row.get::<_, String>(10)?).unwrap_or_default(),
        })
    })?;
    entries.collect()
}
