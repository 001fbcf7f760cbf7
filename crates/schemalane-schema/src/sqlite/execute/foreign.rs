//! Rows whose foreign keys are broken.

use crate::sqlite::rebuild::text;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Broken foreign keys: how often each, by table, row and the table that is referred to.
#[derive(Default)]
pub(super) struct Broken(BTreeMap<(String, Option<i64>, String), usize>);

/// Looks for rows whose foreign keys are broken. A key that SQLite cannot even check is one finding.
pub(super) fn violations(connection: &Connection) -> rusqlite::Result<Broken> {
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut broken = Broken::default();
    for table in tables {
        let name = table.to_ascii_lowercase();
        let check = || -> rusqlite::Result<Vec<(Option<i64>, String)>> {
            connection
                .prepare(&format!("PRAGMA foreign_key_check({})", text(&table)))?
                .query_map([], |row| Ok((row.get(1)?, row.get(2)?)))?
                .collect()
        };
        match check() {
            Ok(rows) => {
                for (row, parent) in rows {
                    let key = (name.clone(), row, parent.to_ascii_lowercase());
                    *broken.0.entry(key).or_default() += 1;
                }
            }
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) =>
            {
                return Err(error);
            }
            Err(error) => *broken.0.entry((name, None, error.to_string())).or_default() += 1,
        }
    }
    Ok(broken)
}

impl Broken {
    /// What was not broken before, in a sentence.
    pub(super) fn beyond(&self, before: &Self) -> Option<String> {
        let new: Vec<_> = self
            .0
            .iter()
            .filter(|(key, count)| **count > before.0.get(key).copied().unwrap_or(0))
            .map(|(key, _)| key)
            .collect();
        let (table, row, parent) = new.first()?;
        let first = match row {
            Some(row) => format!("row {row} of {table} refers to no row of {parent}"),
            None => format!("a row of {table} refers to no row of {parent}"),
        };
        Some(format!(
            "{} foreign keys would be broken that were not before; the first one: {first}. Correct the rows first",
            new.len()
        ))
    }
}
