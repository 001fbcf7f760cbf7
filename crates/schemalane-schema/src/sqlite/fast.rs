//! The short way to "nothing has changed": the wanted statements are the ones that the database keeps.

use super::{read, token};
use crate::{Error, Kind, ObjectId, Options, Wanted};
use rusqlite::Connection;
use std::collections::HashMap;

/// Whether every object has the text that is wanted, and no object is there that is not. `true` is certain; `false` says
/// only that it takes a longer look.
///
/// # Errors
///
/// The database cannot be read.
pub(crate) fn is_unchanged(
    connection: &Connection,
    wanted: &[Wanted],
    options: &Options,
) -> Result<bool, Error> {
    let entries = read::entries(connection, options)?;
    if entries.len() != wanted.len() {
        return Ok(false);
    }
    let mut actual: HashMap<ObjectId, &read::Entry> =
        entries.iter().map(|entry| (entry.id(), entry)).collect();
    Ok(wanted.iter().all(|statement| {
        let (Some(kind), Some(name)) = (statement.header.kind, statement.header.name.clone())
        else {
            return false;
        };
        // What is taken out is not found a second time.
        let entry = actual.remove(&ObjectId::new(kind, "", name));
        entry.is_some_and(|entry| is_same(entry, statement))
    }))
}

fn is_same(entry: &read::Entry, wanted: &Wanted) -> bool {
    // A hint may be wrong, and only the longer look tells.
    let is_plain = wanted.hints.is_empty()
        && wanted.header.schema.is_none()
        && !wanted.header.words.iter().any(|word| word.starts_with("TEMP"));
    // Arguments of modules have rules of their own.
    let is_virtual = entry.kind == Kind::Table && wanted.header.words.len() > 2;
    is_plain
        && entry.name == token::written_name(&wanted.text, &wanted.header)
        && if is_virtual {
            entry.sql == wanted.text
        } else {
            token::same_text(&entry.sql, &wanted.text)
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Files;
    use crate::sqlite::connection;
    use schemalane_source::Dialect;

    fn unchanged(actual: &str, wanted: &str) -> bool {
        let connection = connection::memory().unwrap();
        connection.execute_batch(actual).unwrap();
        let wanted = Files::from_texts([("a.sql", wanted)]).statements(Dialect::Sqlite).unwrap();
        is_unchanged(&connection, &wanted, &Options::new()).unwrap()
    }

    #[test]
    fn the_same_text_is_no_change_and_another_one_may_be() {
        let sql =
            "CREATE TABLE t (a INT); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;";
        assert!(unchanged(sql, sql));
        assert!(unchanged(sql, &sql.to_lowercase()));
        assert!(unchanged("CREATE TABLE u (a); ALTER TABLE u RENAME TO t", "CREATE TABLE t (a)"));
        for other in [
            sql.replace("a INT", "a TEXT"),
            sql.replace("TABLE t", "TABLE T"),
            sql.replace("CREATE VIEW", "CREATE TABLE u (a); CREATE VIEW"),
            sql.replace("CREATE INDEX i ON t (a);", ""),
            sql.replace("CREATE INDEX i ON t (a);", "CREATE TABLE t (a INT);"),
            sql.replace("CREATE TABLE", "-- @renamed from=x\nCREATE TABLE"),
        ] {
            assert!(!unchanged(sql, &other), "{other}");
        }
    }
}
