//! Opens databases.

use super::guard;
use crate::Error;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a statement waits for the lock of another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens a database to look at it. Nothing is written, and no database is made; in WAL mode SQLite itself keeps its two
/// files beside it, as for every reader.
///
/// # Errors
///
/// There is no such file, or it is no database that can be read.
pub(crate) fn read_only(path: &Path) -> Result<Connection, Error> {
    if !path.try_exists().map_err(|source| refuse(path, &source, CANNOT_OPEN))? {
        return Err(Error::Missing { path: path.to_owned() });
    }
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Opens a database to change it; makes the file where there is none.
///
/// # Errors
///
/// It is no database, or cannot be written.
pub(crate) fn read_write(path: &Path) -> Result<Connection, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    // SQLite opens what it may not write for reading, and says so only at the first change.
    if connection.is_readonly("main").map_err(|source| refuse(path, &source, CANNOT_OPEN))? {
        return Err(refuse(path, &"the file may not be written", "change its permissions"));
    }
    Ok(connection)
}

/// An empty database in memory.
///
/// # Errors
///
/// SQLite has no memory for it.
pub(crate) fn memory() -> Result<Connection, Error> {
    let connect = || {
        let connection = Connection::open_in_memory()?;
        guard::confine(&connection)?;
        Ok(connection)
    };
    connect()
        .map_err(|source: rusqlite::Error| Error::Connect { source: Box::new(source), help: None })
}

/// Opens a database to look at it; one that is not there is an empty one.
pub(super) fn looking(path: &Path) -> Result<Connection, Error> {
    match read_only(path) {
        Err(Error::Missing { .. }) => memory(),
        result => result,
    }
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    if path.is_dir() {
        return Err(refuse(path, &"it is a folder", "name the file of the database"));
    }
    let connect = || {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        guard::confine(&connection)?;
        // Whether it is a database shows at the first look into it.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    connect().map_err(|source| explain(path, &source))
}

/// The result codes of a database that has to be repaired after a crash before it can be read.
const UNFINISHED: &[std::ffi::c_int] =
    &[rusqlite::ffi::SQLITE_READONLY_ROLLBACK, rusqlite::ffi::SQLITE_READONLY_RECOVERY];

/// An error of opening, in a sentence.
fn explain(path: &Path, source: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;

    let code = source.sqlite_error().map(|error| error.extended_code);
    if code.is_some_and(|code| UNFINISHED.contains(&code)) {
        let reason = "a process that wrote to it ended in the middle, and SQLite repairs that once the file is opened \
                      for writing";
        return refuse(path, &reason, "start the application once");
    }
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => {
            let reason = "the file is no SQLite database, or it is encrypted";
            refuse(path, &reason, "name a SQLite database, or a file that does not exist yet")
        }
        Some(ErrorCode::DatabaseBusy) => Error::busy(
            format!("{}: another process holds the database", path.display()),
            "let it finish, or end it, then run it again",
        ),
        _ => refuse(path, source, CANNOT_OPEN),
    }
}

const CANNOT_OPEN: &str =
    "the file must be readable, and its folder there; in WAL mode the folder must be writable";

fn refuse(path: &Path, reason: &dyn std::fmt::Display, help: &'static str) -> Error {
    Error::Connect { source: format!("{}: {reason}", path.display()).into(), help: Some(help) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_makes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none.db");
        assert!(matches!(read_only(&path), Err(Error::Missing { .. })));
        looking(&path).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_database_is_said_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text.db");
        std::fs::write(&text, "this is a text and no database at all, as anybody can see").unwrap();
        for (path, words) in [(folder.path(), "it is a folder"), (&text, "is no SQLite database")] {
            for opened in [read_only(path), read_write(path)] {
                let Err(error @ Error::Connect { .. }) = opened else { panic!("it was opened") };
                assert!(error.to_string().contains(words), "{error}");
            }
        }
    }

    #[test]
    fn a_database_in_wal_mode_is_read_and_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wal.db");
        let writer = Connection::open(&path).unwrap();
        writer.pragma_update(None, "journal_mode", "wal").unwrap();
        writer.execute_batch("CREATE TABLE t (a)").unwrap();
        let reader = read_only(&path).unwrap();
        let count = "SELECT count(*) FROM sqlite_schema";
        assert_eq!(reader.query_row(count, [], |row| row.get::<_, i64>(0)), Ok(1));
        assert!(reader.execute_batch("DROP TABLE t").is_err());
    }
}
