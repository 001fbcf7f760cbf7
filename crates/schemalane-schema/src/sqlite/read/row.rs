//! The rows of `sqlite_schema`.

use crate::{Error, Kind, ObjectId, Options};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// A row of `sqlite_schema`.
pub(in crate::sqlite) struct Row {
    pub(in crate::sqlite) kind: Kind,
    /// The name as it is written.
    pub(in crate::sqlite) name: String,
    /// The table, in lower case: of an index or a trigger the one that it is on, else its own name.
    pub(in crate::sqlite) table: String,
    pub(in crate::sqlite) sql: String,
    pub(in crate::sqlite) is_virtual: bool,
    /// Whether a trigger is on a view.
    pub(in crate::sqlite) is_on_view: bool,
}

impl Row {
    pub(in crate::sqlite) fn id(&self) -> ObjectId {
        ObjectId::new(self.kind, "", self.name.to_ascii_lowercase())
    }
}

/// The rows of what is managed, in the order in which they were made.
pub(in crate::sqlite) fn rows(
    connection: &Connection,
    options: &Options,
) -> Result<Vec<Row>, Error> {
    let mut statement = connection.prepare(
        "SELECT s.type, s.name, lower(s.tbl_name), s.sql, coalesce(l.type, '')
         FROM sqlite_schema s
         LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name AND s.type IN ('table', 'view')
         WHERE s.sql IS NOT NULL ORDER BY s.rowid",
    )?;
    let found = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let found: Vec<(String, String, String, String, String)> = found.collect::<Result<_, _>>()?;
    let left_out = |(kind, _, table, _, list): &&(String, String, String, String, String)| {
        list == "shadow"
            || kind == "table" && (table.starts_with("sqlite_") || options.is_ignored(table))
    };
    let gone: BTreeSet<String> = found.iter().filter(left_out).map(|row| row.2.clone()).collect();
    let views: BTreeSet<String> =
        found.iter().filter(|row| row.0 == "view").map(|row| row.2.clone()).collect();
    let rows = found.into_iter().filter(|row| !gone.contains(&row.2));
    Ok(rows
        .map(|(kind, name, table, sql, list)| Row {
            kind: match kind.as_str() {
                "table" => Kind::Table,
                "index" => Kind::Index,
                "view" => Kind::View,
                _ => Kind::Trigger,
            },
            is_virtual: list == "virtual",
            is_on_view: views.contains(&table),
            name,
            table,
            sql,
        })
        .collect())
}
