//! Questions about the rows that are there. Nothing is written.

use super::plan::RealNames;
use super::rebuild::{rowid, sqlite, text};
use super::statement;
use super::token::identifier;
use crate::{ObjectId, Rule, Schema, Table};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The name under which queries know a table.
const ALIAS: &str = "schemalane_t";

/// The column that says which row it is.
pub(super) const KEY: &str = "schemalane_key";

/// Asks the real database about its rows, under the names that tables and columns have after all renames.
pub(super) struct Probe<'p> {
    real: &'p Connection,
    names: &'p RealNames,
    /// The schema before any rename.
    actual: &'p Schema,
    /// The tables whose rows lie in a temporary one.
    stored: RefCell<BTreeSet<ObjectId>>,
}

/// Rows or values that break a rule.
#[derive(Default)]
pub(super) struct Violations {
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: Vec<String>,
}

impl<'p> Probe<'p> {
    pub(super) const fn new(
        real: &'p Connection,
        names: &'p RealNames,
        actual: &'p Schema,
    ) -> Self {
        Self { real, names, actual, stored: RefCell::new(BTreeSet::new()) }
    }

    /// How many rows a table has; `None` where there is no such table, or it cannot be read.
    pub(super) fn count(&self, id: &ObjectId) -> Option<u64> {
        self.number(&format!("SELECT count(*) FROM {}", self.from(id)?))
    }

    /// Whether a table has any row.
    pub(super) fn has_rows(&self, id: &ObjectId) -> bool {
        self.from(id).is_some_and(|from| {
            // Where nobody knows, it is safer to believe in rows.
            self.number(&format!("SELECT EXISTS (SELECT 1 FROM {from})")) != Some(0)
        })
    }

    /// The table behind `FROM`.
    pub(super) fn from(&self, id: &ObjectId) -> Option<String> {
        let real = ObjectId { name: self.names.table(&id.name).to_owned(), ..id.clone() };
        self.actual.get(&real)?.as_table()?;
        Some(format!("main.{} AS {ALIAS}", identifier(&real.name)))
    }

    /// A column of that table.
    pub(super) fn column(&self, id: &ObjectId, name: &str) -> String {
        format!("{ALIAS}.{}", identifier(self.names.column(&id.name, name)))
    }

    /// What tells a row: its key, or its rowid.
    pub(super) fn key(&self, id: &ObjectId, table: &Table) -> String {
        let columns = table.constraints.iter().find_map(|constraint| match &constraint.rule {
            Rule::PrimaryKey { columns } => Some(columns),
            _ => None,
        });
        match (columns, numbered(table)) {
            (Some(columns), _) => columns
                .iter()
                .map(|part| format!("quote({})", self.column(id, &part.column)))
                .collect::<Vec<_>>()
                .join(" || ', ' || "),
            (None, Some(rowid)) => format!("{ALIAS}.{rowid}"),
            (None, None) => "NULL".to_owned(),
        }
    }

    /// The rowid of a row; `NULL` where the table has none, or no name for it.
    pub(super) fn rowid(&self, table: &Table) -> String {
        numbered(table).map_or("NULL".to_owned(), |rowid| format!("{ALIAS}.{rowid}"))
    }

    /// How many bytes a table has in the file, with its indexes.
    pub(super) fn bytes(&self, id: &ObjectId) -> Option<u64> {
        let name = text(self.names.table(&id.name));
        self.number(&format!(
            "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE aggregate = TRUE AND name IN
(SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'index') AND lower(tbl_name) = {name})"
        ))
    }

    /// The database.
    pub(super) const fn connection(&self) -> &'p Connection {
        self.real
    }

    /// A number that a query gives; `None` where SQLite cannot answer it.
    pub(super) fn number(&self, sql: &str) -> Option<u64> {
        let number = self.real.query_row(sql, [], |row| row.get::<_, i64>(0)).ok()?;
        u64::try_from(number).ok()
    }

    /// How many rows a query gives, and the first texts of it.
    ///
    /// # Errors
    ///
    /// SQLite cannot answer the query.
    pub(super) fn violations(&self, sql: &str) -> rusqlite::Result<Violations> {
        const SHOWN: usize = 5;
        let mut statement = self.real.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut found = Violations { count: 0, first: Vec::new() };
        while let Some(row) = rows.next()? {
            found.count += 1;
            if found.first.len() < SHOWN {
                let value = row.get_ref(0)?;
                found.first.push(match value {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap_or("?").to_owned(),
                });
            }
        }
        Ok(found)
    }

    /// A temporary table with the rows of a query, one for each table. Where it cannot be made, nothing can be asked of
    /// it, and who asks hears why.
    pub(super) fn stored(&self, id: &ObjectId, columns: &[String], rows: &str) -> String {
        let name = format!("temp.{}", identifier(&format!("schemalane_rows {}", id.name)));
        if self.stored.borrow_mut().insert(id.clone()) {
            let list = columns.join(", ");
            let made = self.temporary(&format!("CREATE TABLE {name} ({list})"));
            // What is computed takes no values.
            let _ = made.and_then(|()| self.temporary(&format!("INSERT INTO {name} {rows}")));
        }
        name
    }

    /// Executes statements in the temporary database, which is not the real one.
    pub(super) fn temporary(&self, sql: &str) -> rusqlite::Result<()> {
        statement::execute(self.real, sql)
    }
}

/// A name of the rowid, if the table has any.
fn numbered(table: &Table) -> Option<&'static str> {
    rowid(table).filter(|_| sqlite(table).is_some_and(|own| !own.without_rowid))
}

impl Violations {
    /// The first of them, for the end of a sentence.
    pub(super) fn examples(&self) -> String {
        let dots = if self.count > self.first.len() as u64 { ", ..." } else { "" };
        format!("{}{dots}", self.first.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Options, sqlite::connection, sqlite::read};

    #[test]
    fn the_size_of_a_table_is_that_of_its_rows_and_indexes() {
        let real = connection::memory().unwrap();
        real.execute_batch(
            "CREATE TABLE Big (a, b); CREATE INDEX i ON big (a); CREATE TABLE small (a);
INSERT INTO Big VALUES (randomblob(9000), 1), (randomblob(9000), 2)",
        )
        .unwrap();
        let actual = read::schema(&real, &Options::new()).unwrap();
        let names = RealNames::default();
        let probe = Probe::new(&real, &names, &actual);
        let bytes = |name: &str| probe.bytes(&ObjectId::new(Kind::Table, "", name));
        assert_eq!(bytes("small"), Some(4096));
        assert!(bytes("big").unwrap() >= 4 * 9000);
    }
}
