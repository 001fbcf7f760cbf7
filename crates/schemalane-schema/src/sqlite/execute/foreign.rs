//! Rows whose foreign keys are broken.

use crate::sqlite::rebuild::text;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A foreign key: its table, its columns, and the table that it refers to. Numbers of keys and of rows may change.
type Key = (String, String, String);

/// The rows that break foreign keys. A key that SQLite cannot even check is one finding.
#[derive(Default)]
pub(super) struct Broken(BTreeMap<Key, Vec<Option<i64>>>);

/// Looks for rows whose foreign keys are broken.
pub(super) fn violations(connection: &Connection) -> rusqlite::Result<Broken> {
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut broken = Broken::default();
    for table in tables {
        let name = table.to_ascii_lowercase();
        match rows(connection, &table) {
            Ok(rows) => {
                for (row, columns, parent) in rows {
                    broken.0.entry((name.clone(), columns, parent)).or_default().push(row);
                }
            }
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) =>
            {
                return Err(error);
            }
            Err(error) => {
                let key = (name, String::new(), error.to_string());
                broken.0.entry(key).or_default().push(None);
            }
        }
    }
    Ok(broken)
}

/// The rows of a table that break its foreign keys, each with the key's columns and the table that it refers to.
fn rows(
    connection: &Connection,
    table: &str,
) -> rusqlite::Result<Vec<(Option<i64>, String, String)>> {
    let mut statement = connection.prepare(&format!(
        "SELECT found.rowid, lower(found.parent), (
    SELECT group_concat(lower(\"from\")) FROM (SELECT * FROM pragma_foreign_key_list({table}, 'main') ORDER BY seq) AS key
    WHERE key.id = found.fkid)
FROM pragma_foreign_key_check({table}, 'main') AS found",
        table = text(table)
    ))?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(2)?, row.get(1)?)))?.collect()
}

impl Broken {
    /// What was not broken before, in a sentence.
    pub(super) fn beyond(&self, before: &Self) -> Option<String> {
        let none = Vec::new();
        let more: Vec<_> = self
            .0
            .iter()
            .map(|(key, rows)| (key, rows, before.0.get(key).unwrap_or(&none)))
            .filter(|(_, rows, old)| rows.len() > old.len())
            .collect();
        let ((table, columns, parent), rows, old) = more.first()?;
        if columns.is_empty() {
            return Some(format!(
                "the foreign keys of {table} cannot be checked any more: {parent}"
            ));
        }
        let count: usize = more.iter().map(|(_, rows, old)| rows.len() - old.len()).sum();
        let row = rows.iter().find(|row| !old.contains(row)).or_else(|| rows.first());
        let first = match row.copied().flatten() {
            Some(row) => format!("row {row} of {table}"),
            None => format!("a row of {table}"),
        };
        Some(format!(
            "{count} foreign keys would be broken that were not before; the first one: {first} refers to no row of {parent}. Correct the rows first"
        ))
    }
}
