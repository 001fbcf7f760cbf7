//! The scratch copy on which steps are tried.

use crate::sqlite::{read, scratch};
use crate::{Details, Error, Object, ObjectId, Options, Schema, diff};
use rusqlite::Connection;

/// The actual schema in memory, without rows, and what the steps so far have made of it.
pub(super) struct Trial<'o> {
    connection: Connection,
    options: &'o Options,
}

impl<'o> Trial<'o> {
    pub(super) fn new(original: &Connection, options: &'o Options) -> Result<Self, Error> {
        Ok(Self { connection: scratch::copy(original)?, options })
    }

    /// The schema by now.
    pub(super) fn schema(&self) -> Result<Schema, Error> {
        read::schema(&self.connection, self.options)
    }

    /// Executes statements for good.
    pub(super) fn execute(&mut self, statements: &[String]) -> Result<(), Error> {
        statements.iter().try_for_each(|statement| {
            self.connection.execute_batch(statement).map_err(|source| Error::Unverified {
                differences: vec![format!("{statement}: {source}")],
                plan: statements.join(";\n"),
            })
        })
    }

    /// Executes statements, and keeps what they did only if the table then has the wanted facts.
    pub(super) fn propose(
        &mut self,
        statements: &[String],
        wanted: &Object,
    ) -> Result<bool, Error> {
        self.connection.execute_batch("SAVEPOINT proposal")?;
        let is_executed =
            statements.iter().all(|statement| self.connection.execute_batch(statement).is_ok());
        let is_right = is_executed && self.has(&wanted.id, wanted)?;
        let end =
            if is_right { "RELEASE proposal" } else { "ROLLBACK TO proposal; RELEASE proposal" };
        self.connection.execute_batch(end)?;
        Ok(is_right)
    }

    /// Whether the table is as it is wanted by now.
    fn has(&self, id: &ObjectId, wanted: &Object) -> Result<bool, Error> {
        let schema = self.schema()?;
        Ok(schema.get(id).is_some_and(|object| {
            matches!(object.details, Details::Table(_))
                && diff::compare(object, wanted, self.options).is_empty()
        }))
    }

    /// A name that no object has, for the table that takes the place of another.
    pub(super) fn free_name(&self, table: &str) -> Result<String, Error> {
        let mut name = format!("schemalane_new_{table}");
        let is_taken = |name: &str| {
            self.connection.query_row(
                "SELECT count(*) > 0 FROM sqlite_schema WHERE lower(name) = lower(?1)",
                [name],
                |row| row.get::<_, bool>(0),
            )
        };
        while is_taken(&name)? {
            name.push('_');
        }
        Ok(name)
    }
}
