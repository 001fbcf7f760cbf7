//! One statement.

use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::{Batch, Connection, Error, ErrorCode};
use schemalane_source::Place;

/// Executes the one statement of a text. Behind it there may be white space and comments.
///
/// # Errors
///
/// SQLite refuses it; or there is another statement behind it, and then neither is executed.
pub(super) fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    let mut batch = Batch::new(connection, sql);
    let Some(mut statement) = batch.next()? else { return Ok(()) };
    if !matches!(batch.next(), Ok(None)) {
        return Err(Error::MultipleStatement);
    }
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {}
    Ok(())
}

/// What SQLite says of a statement whose text begins on a line, and the line that it is about, as far as SQLite says it.
pub(super) fn complaint(error: &Error, first: u32) -> (String, u32) {
    match error {
        Error::SqlInputError { msg, sql, offset, .. } => {
            let offset = usize::try_from(*offset).unwrap_or(0);
            let inside = Place::of(sql, offset.min(sql.len())).line;
            (msg.clone(), first + inside.saturating_sub(1))
        }
        Error::SqliteFailure(_, Some(message)) => (message.clone(), first),
        other => (other.to_string(), first),
    }
}

/// What to do about what SQLite says, where that can be known.
pub(crate) fn way_out(error: &Error) -> Option<&'static str> {
    Some(match error.sqlite_error_code()? {
        ErrorCode::DiskFull => {
            "make room: a table that is rebuilt needs about twice its own for a while"
        }
        ErrorCode::ReadOnly => "change the permissions of the file and its folder",
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "let the other process finish, or end it"
        }
        ErrorCode::DatabaseCorrupt => "restore the file from a backup",
        ErrorCode::ConstraintViolation => "correct the rows first",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_another_behind_it_is_not_executed() {
        let connection = Connection::open_in_memory().unwrap();
        execute(&connection, "CREATE TABLE t (a) ; -- the end\n /* of it */ ;").unwrap();
        for tail in ["; DROP TABLE t", "; what is no statement", ";; SELECT 1 --"] {
            let refused = execute(&connection, &format!("CREATE TABLE u (a){tail}"));
            assert!(matches!(refused, Err(Error::MultipleStatement)), "{refused:?}");
        }
        let sql = "SELECT group_concat(name) FROM sqlite_schema";
        let names: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(names, "t");
        assert!(execute(&connection, "INSERT INTO none VALUES (1)").is_err());
    }
}
