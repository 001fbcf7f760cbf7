//! Opens a database.

use crate::Error;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a lock of another process is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// Opens a file for looking: nothing is created or written. `None` where there is no file.
pub(super) fn read_only(path: &Path) -> Result<Option<Connection>, Error> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::Connect { source: Box::new(error) }),
        Ok(metadata) if metadata.is_dir() => return Err(is_directory(path)),
        // SQLite makes a database of an empty file.
        Ok(_) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(path, flags).map(Some)
}

/// Opens a file for writing, and creates it where there is none.
pub(super) fn read_write(path: &Path) -> Result<Connection, Error> {
    if path.is_dir() {
        return Err(is_directory(path));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(path, flags)
}

/// A database that lives as long as its connection.
pub(super) fn memory() -> Result<Connection, Error> {
    let connection = Connection::open_in_memory().map_err(refused)?;
    // What is tried here has no rows, and must not fail for an order of statements.
    connection.pragma_update(None, "foreign_keys", false).map_err(refused)?;
    Ok(connection)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags).map_err(refused)?;
    connection.busy_timeout(BUSY).map_err(refused)?;
    // Opening reads nothing; whether it is a database at all shows now.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
        .map_err(|error| busy(&error).unwrap_or_else(|| refused(error)))?;
    Ok(connection)
}

fn refused(source: rusqlite::Error) -> Error {
    Error::Connect { source: Box::new(source) }
}

fn is_directory(path: &Path) -> Error {
    let reason =
        format!("{} is a folder and no file: name the file of the database", path.display());
    Error::Connect { source: reason.into() }
}

/// The error that says that another process holds the database, where that is what happened.
pub(super) fn busy(error: &rusqlite::Error) -> Option<Error> {
    let code = error.sqlite_error_code()?;
    matches!(code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked).then(|| Error::Busy {
        reason: format!(
            "another process has been holding the database for {} s: {error}; nothing was done: run it again when that \
             process has come to its end",
            BUSY.as_secs()
        ),
    })
}
