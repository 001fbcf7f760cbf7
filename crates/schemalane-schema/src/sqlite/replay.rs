//! A lane that runs in an empty database in memory.

#[cfg(test)]
mod tests;

use super::{guard, read, statement, stranger};
use crate::{Error, Options, Origin, Schema};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use schemalane_source::{Mode, Statement};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// One file of a lane, as [`Schema::replay`] runs it.
#[derive(Clone, Copy, Debug)]
pub struct Script<'l> {
    /// What messages call the file.
    pub file: &'l str,
    /// Its text.
    pub text: &'l str,
    /// Its statements, in order.
    pub statements: &'l [Statement],
    /// How it runs.
    pub mode: Mode,
}

impl Schema {
    /// Finds the schema that a lane for SQLite comes to, by running its files one after another in an empty database in
    /// memory, each as it runs in a real one: on a connection of its own, in a transaction where it has one. Nothing is
    /// written, and no other file is opened. The history table is not in it.
    ///
    /// # Errors
    ///
    /// [`Error::Statement`] with file and line where SQLite refuses a statement, or where rows of it break a foreign key
    /// at the end of their transaction; what reaches beyond the database, such as `ATTACH` of a file, is refused as well.
    ///
    /// # Examples
    ///
    /// ```
    /// use schemalane_schema::{Options, Schema, Script};
    /// use schemalane_source::{Dialect, Mode, split};
    ///
    /// let text = "CREATE TABLE users (id INTEGER PRIMARY KEY);\nALTER TABLE users ADD name TEXT;";
    /// let statements = split(text, Dialect::Sqlite)?;
    /// let script = Script { file: "V1__users.sql", text, statements: &statements, mode: Mode::Transactional };
    /// let schema = Schema::replay([script], &Options::new())?;
    /// assert_eq!(schema.objects.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replay<'l>(
        scripts: impl IntoIterator<Item = Script<'l>>,
        options: &Options,
    ) -> Result<Self, Error> {
        let home = Home::new();
        // The database is there as long as this connection is.
        let connection = home.connect(guard::confine)?;
        for script in scripts {
            run(&home.connect(guard::enclose)?, &script)?;
        }
        let options = stranger::known(&connection, &[], options)?;
        read::schema(&connection, &options)
    }
}

/// A database in memory that several connections share.
struct Home(String);

impl Home {
    fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(format!("file:schemalane-replay-{}-{number}?mode=memory&cache=shared", process::id()))
    }

    fn connect(
        &self,
        guard: impl Fn(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Connection, Error> {
        let connect = || {
            let connection = Connection::open_with_flags(
                &self.0,
                OpenFlags::SQLITE_OPEN_READ_WRITE
                    | OpenFlags::SQLITE_OPEN_CREATE
                    | OpenFlags::SQLITE_OPEN_URI
                    | OpenFlags::SQLITE_OPEN_MEMORY,
            )?;
            connection.pragma_update(None, "foreign_keys", true)?;
            guard(&connection)?;
            Ok(connection)
        };
        connect().map_err(|source: rusqlite::Error| Error::Connect {
            source: Box::new(source),
            help: None,
        })
    }
}

/// Runs a file as its mode says.
fn run(connection: &Connection, script: &Script<'_>) -> Result<(), Error> {
    match script.mode {
        Mode::NonTransactional => statements(connection, script),
        Mode::Transactional => transaction(connection, script),
        Mode::ForeignKeysOff => {
            connection.pragma_update(None, "foreign_keys", false)?;
            transaction(connection, script)
        }
    }
}

fn transaction(connection: &Connection, script: &Script<'_>) -> Result<(), Error> {
    connection.execute_batch("BEGIN")?;
    statements(connection, script)?;
    let last = script.statements.last();
    connection.execute_batch("COMMIT").map_err(|error| refusal(script, last, &error))
}

fn statements(connection: &Connection, script: &Script<'_>) -> Result<(), Error> {
    script.statements.iter().try_for_each(|statement| {
        statement::execute(connection, statement.text(script.text))
            .map_err(|error| refusal(script, Some(statement), &error))
    })
}

/// What is said of a statement that the guard refuses.
const DENIED: &str =
    "it reaches beyond the database, and where a lane is replayed no other file is opened";

/// An error of SQLite with the line that it is about, as far as SQLite says it.
fn refusal(script: &Script<'_>, at: Option<&Statement>, error: &rusqlite::Error) -> Error {
    let first = at.map_or(1, Statement::line);
    let (message, line) = match error.sqlite_error_code() {
        Some(ErrorCode::AuthorizationForStatementDenied) => (DENIED.to_owned(), first),
        _ => statement::complaint(error, first),
    };
    Error::Statement { origin: Origin { file: script.file.into(), line }, message, help: None }
}
