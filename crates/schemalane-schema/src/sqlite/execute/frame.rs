//! What must be so around a transaction that rebuilds tables, and is put back after it.

use crate::Error;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The settings as they were.
pub(super) struct Frame {
    foreign_keys: bool,
}

impl Frame {
    /// Switches foreign keys off, which SQLite only does outside of a transaction and else passes over in silence. With
    /// them on, dropping the old table of a rebuild would delete the rows that refer to it.
    pub(super) fn open(connection: &Connection) -> Result<Self, Error> {
        let foreign_keys = setting(connection)?;
        connection.pragma_update(None, "foreign_keys", false)?;
        if setting(connection)? {
            return Err(Error::Server {
                reason: "foreign keys cannot be switched off, so no table can be rebuilt safely; nothing was done".to_owned(),
            });
        }
        Ok(Self { foreign_keys })
    }

    pub(super) fn close(self, connection: &Connection) -> Result<(), Error> {
        connection.pragma_update(None, "legacy_alter_table", false)?;
        connection.pragma_update(None, "foreign_keys", self.foreign_keys)?;
        Ok(())
    }
}

fn setting(connection: &Connection) -> rusqlite::Result<bool> {
    connection.pragma_query_value(None, "foreign_keys", |row| row.get(0))
}

/// Rows that refer to nothing.
pub(super) type Violations = BTreeSet<String>;

/// Looks for rows that refer to nothing, table by table: a foreign key that fits no key of its parent is an error of
/// that table's check, and a fact like the others.
pub(super) fn violations(connection: &Connection) -> Result<Violations, Error> {
    let mut statement = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")?;
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut found = Violations::new();
    for table in tables {
        let mut check = match connection
            .prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check(?1)")
        {
            Ok(check) => check,
            Err(error) => {
                found.insert(format!("{table}: {error}"));
                continue;
            }
        };
        let rows = check.query_map([&table], |row| {
            let (table, rowid, parent): (String, Option<i64>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let row = rowid.map(|rowid| format!(" row {rowid}")).unwrap_or_default();
            Ok(format!("{}{row} to {}", table.to_ascii_lowercase(), parent.to_ascii_lowercase()))
        })?;
        for row in rows {
            found.insert(row.unwrap_or_else(|error| format!("{table}: {error}")));
        }
    }
    Ok(found)
}
