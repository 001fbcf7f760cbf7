//! What SQLite itself keeps of a schema: the rows of `sqlite_schema`.

mod row;

use crate::{Details, Digest, Error, Kind, Object, ObjectId, Options};
use row::Room;
use rusqlite::Connection;
use std::collections::HashSet;

/// A row of `sqlite_schema`.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The table that it belongs to; its own name for a table or view.
    pub(super) table: String,
    /// The statement, word by word.
    pub(super) sql: String,
    /// Whether it is to be left in peace.
    pub(super) is_ignored: bool,
}

impl Entry {
    pub(super) fn id(&self) -> ObjectId {
        ObjectId::new(self.kind, "", self.name.to_ascii_lowercase())
    }

    pub(super) fn table_id(&self, views: &HashSet<String>) -> ObjectId {
        let name = self.table.to_ascii_lowercase();
        ObjectId::new(if views.contains(&name) { Kind::View } else { Kind::Table }, "", name)
    }

    pub(super) fn object(&self, details: Details) -> Object {
        Object::new(self.id(), self.name.clone(), details, vec![self.sql.clone()])
    }

    pub(super) fn is_virtual(&self) -> bool {
        is_virtual(&self.sql)
    }
}

/// How SQLite begins the statement of a virtual table, however somebody wrote it.
fn is_virtual(sql: &str) -> bool {
    sql.starts_with("CREATE VIRTUAL TABLE ")
}

/// All that has a statement, in the order of its making: not SQLite's own tables, not the tables behind virtual tables,
/// and not what belongs to one of these.
///
/// # Errors
///
/// The database cannot be read, or has a row that SQLite never writes.
pub(super) fn all(connection: &Connection, options: &Options) -> Result<Vec<Entry>, Error> {
    let mut statement = connection.prepare(
        "SELECT type, name, tbl_name, sql, rowid FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid",
    )?;
    let mut rows = statement.query([])?;
    let mut room = Room::new();
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(row::read(row, &mut room, options)?);
    }
    // To ask for them has SQLite look at every view, too.
    let shadows = match entries.iter().any(Entry::is_virtual) {
        true => shadows(connection)?,
        false => HashSet::new(),
    };
    entries.retain(|entry| {
        let table = entry.table.to_ascii_lowercase();
        !table.starts_with("sqlite_") && !shadows.contains(&table)
    });
    Ok(entries)
}

/// The tables behind virtual tables, by their folded names.
fn shadows(connection: &Connection) -> Result<HashSet<String>, Error> {
    let mut statement = connection.prepare(
        "SELECT lower(name) FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The digest of all that is managed. Where it is the same, nobody has changed anything.
pub(super) fn state(entries: &[Entry]) -> Digest {
    let managed = entries.iter().filter(|entry| !entry.is_ignored);
    let mut rows: Vec<_> =
        managed.map(|entry| (entry.kind, &entry.name, &entry.table, &entry.sql)).collect();
    rows.sort_unstable();
    Digest::of(&serde_json::to_vec(&rows).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::connection;

    fn read(sql: &str, options: &Options) -> Vec<Entry> {
        let connection = connection::memory().unwrap();
        connection.execute_batch(sql).unwrap();
        all(&connection, options).unwrap()
    }

    #[test]
    fn tables_of_sqlite_and_behind_virtual_tables_are_none() {
        let sql = "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE);
create virtual table F using fts5 (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; ANALYZE";
        let entries = read(sql, &Options::new());
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["t", "F", "r"]);
        assert!(entries[1].is_virtual());
    }

    #[test]
    fn the_state_is_that_of_what_is_managed() {
        let options = Options::new().ignore("tmp_*");
        let of = |sql: &str| state(&read(sql, &options));
        let before = of("CREATE TABLE t (a); CREATE TABLE u (a)");
        assert_eq!(before, of("CREATE TABLE u (a); CREATE TABLE t (a); CREATE TABLE tmp_x (a)"));
        assert_ne!(before, of("CREATE TABLE u (a); CREATE TABLE t (a, b)"));
        assert_ne!(before, of("CREATE TABLE u (a)"));
    }
}
