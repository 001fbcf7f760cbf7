//! Tables of other tools in a database of SQLite.

use crate::{Error, Options, Wanted, stranger};
use rusqlite::Connection;
use schemalane_source::Dialect;
use std::collections::BTreeMap;

/// The options, with the tables of other tools that the database has and the files do not.
///
/// # Errors
///
/// The database cannot be read.
pub(super) fn known(
    connection: &Connection,
    statements: &[Wanted],
    options: &Options,
) -> Result<Options, Error> {
    // What else is wrong with a table or view is said elsewhere.
    let mut statement = connection.prepare(
        "SELECT s.name, c.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name, 'main') AS c
WHERE s.type = 'table' AND (lower(s.name) IN (SELECT value FROM json_each(?1)) OR instr(lower(s.sql), ?2))",
    )?;
    let names = serde_json::to_string(&stranger::names()).unwrap_or_default();
    let rows = statement
        .query_map([names.as_str(), stranger::MARK], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let (table, column) = row?;
        tables.entry(table).or_default().push(column);
    }
    let recognise = |(table, columns): (String, Vec<String>)| {
        stranger::recognise("", &table, &columns, statements, Dialect::Sqlite)
    };
    Ok(options.beside(tables.into_iter().filter_map(recognise).collect()))
}
