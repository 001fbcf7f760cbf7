//! Rows whose foreign keys are broken.

use crate::quantity::counted;
use crate::sqlite::rebuild::text;
use crate::{Kind, Step};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

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
    let sql = format!(
        "SELECT rowid, fkid, lower(parent) FROM pragma_foreign_key_check({}, 'main')",
        text(table)
    );
    let found: Vec<(Option<i64>, i64, String)> = connection
        .prepare(&sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let keys = if found.is_empty() { BTreeMap::new() } else { keys(connection, table)? };
    let columns = |key| keys.get(&key).cloned().unwrap_or_default();
    Ok(found.into_iter().map(|(row, key, parent)| (row, columns(key), parent)).collect())
}

/// The columns of the foreign keys of a table, by the numbers that SQLite gives to the keys.
fn keys(connection: &Connection, table: &str) -> rusqlite::Result<BTreeMap<i64, String>> {
    let sql = format!(
        "SELECT id, group_concat(lower(\"from\")) FROM (
    SELECT * FROM pragma_foreign_key_list({}, 'main') ORDER BY id, seq
) GROUP BY id",
        text(table)
    );
    connection.prepare(&sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

impl Broken {
    /// What was not broken before.
    pub(super) fn beyond(&self, before: &Self) -> Option<Worse> {
        let none = Vec::new();
        let more: Vec<_> = self
            .0
            .iter()
            .map(|(key, rows)| (key, rows, before.0.get(key).unwrap_or(&none)))
            .filter(|(_, rows, old)| rows.len() > old.len())
            .collect();
        let ((table, columns, parent), rows, old) = more.first()?;
        let worse = |reason| Worse { table: table.clone(), parent: parent.clone(), reason };
        if columns.is_empty() {
            let reason =
                format!("the foreign keys of {table} cannot be checked any more: {parent}");
            return Some(worse(reason));
        }
        let count: usize = more.iter().map(|(_, rows, old)| rows.len() - old.len()).sum();
        let old: BTreeSet<&Option<i64>> = old.iter().collect();
        let row = rows.iter().find(|row| !old.contains(row)).or_else(|| rows.first());
        let first = match row.copied().flatten() {
            Some(row) => format!("row {row} of {table}"),
            None => format!("a row of {table}"),
        };
        let broken = counted(
            count,
            "foreign key would be broken that was not before",
            "foreign keys would be broken that were not before",
        );
        let reason = format!("{broken}: {first} refers to no row of {parent}");
        Some(worse(reason))
    }
}

/// A foreign key that is broken, and was not before.
pub(super) struct Worse {
    table: String,
    parent: String,
    /// Both, in a sentence.
    pub(super) reason: String,
}

impl Worse {
    /// The number of the step that did it, from 1: the last one about one of the two tables.
    pub(super) fn number(&self, steps: &[Step]) -> usize {
        let last = |name: &str| {
            let is_about =
                |step: &Step| step.object.kind == Kind::Table && step.object.name == name;
            steps.iter().rposition(is_about)
        };
        let index = last(&self.table).or_else(|| last(&self.parent));
        index.map_or(steps.len(), |index| index + 1)
    }
}
