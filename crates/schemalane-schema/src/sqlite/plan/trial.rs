//! A copy of the schema without rows, on which steps are tried.

use crate::diff::compare;
use crate::sqlite::entry::Entry;
use crate::sqlite::reach::is_virtual;
use crate::sqlite::{read, scratch, statement};
use crate::{Error, Object, Options, Schema};
use rusqlite::Connection;

/// A copy of the schema without rows, on which steps are tried.
pub(super) struct Trial<'p> {
    pub(super) connection: Connection,
    options: &'p Options,
    /// Virtual tables whose module is missing here: they are not in the copy.
    unknown: Vec<Object>,
}

impl<'p> Trial<'p> {
    pub(super) fn new(
        entries: &[Entry],
        actual: &Schema,
        options: &'p Options,
    ) -> Result<Self, Error> {
        Self::on(scratch::copy(entries)?, actual, options)
    }

    /// On a copy that was made already.
    pub(super) fn on(
        connection: Connection,
        actual: &Schema,
        options: &'p Options,
    ) -> Result<Self, Error> {
        connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let mut trial = Self { connection, options, unknown: Vec::new() };
        for object in actual.objects.values().filter(|object| is_virtual(object)) {
            if !trial.has(&object.name)? {
                trial.unknown.push(object.clone());
            }
        }
        Ok(trial)
    }

    /// The schema that the copy has by now.
    pub(super) fn schema(&self) -> Result<Schema, Error> {
        let mut schema = read::schema(&self.connection, self.options)?;
        for object in &self.unknown {
            schema.objects.insert(object.id.clone(), object.clone());
        }
        Ok(schema)
    }

    /// Executes statements: all, or none.
    ///
    /// # Errors
    ///
    /// The statement that failed, and why.
    pub(super) fn run(&self, statements: &[String]) -> Result<(), (String, rusqlite::Error)> {
        let execute = |sql: &str| {
            statement::execute(&self.connection, sql).map_err(|error| (sql.to_owned(), error))
        };
        execute("SAVEPOINT schemalane_step")?;
        for sql in statements {
            if let Err(failure) = execute(sql) {
                execute("ROLLBACK TO schemalane_step")?;
                execute("RELEASE schemalane_step")?;
                return Err(failure);
            }
        }
        execute("RELEASE schemalane_step")
    }

    /// Executes statements about a table and keeps what they did only where they gave the wanted one.
    pub(super) fn propose(&self, statements: &[String], wanted: &Object) -> Result<bool, Error> {
        self.connection.execute_batch("SAVEPOINT schemalane_proposal")?;
        let accepted = match self.run(statements) {
            Ok(()) => read::table(&self.connection, &wanted.id.name)?
                .is_some_and(|made| compare(&made, wanted, self.options).is_empty()),
            Err(_) => false,
        };
        if !accepted {
            self.connection.execute_batch("ROLLBACK TO schemalane_proposal")?;
            // This setting is no part of a transaction.
            self.connection.execute_batch("PRAGMA legacy_alter_table = OFF")?;
        }
        self.connection.execute_batch("RELEASE schemalane_proposal")?;
        Ok(accepted)
    }

    /// Whether any table, index or view has this name, also one that is left in peace.
    pub(super) fn has(&self, name: &str) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE lower(name) = lower(?1) AND type <> 'trigger')";
        Ok(self.connection.query_row(sql, [name], |row| row.get(0))?)
    }
}
