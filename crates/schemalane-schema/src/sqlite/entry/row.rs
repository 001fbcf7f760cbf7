//! A row of `sqlite_schema`, which anybody can have written who had the file, and which is a statement that is made again
//! elsewhere: it is believed only where it is what SQLite writes.

use super::Entry;
use crate::{Error, Header, Kind, Options};
use rusqlite::Row;
use schemalane_source::{Dialect, split};

/// The longest text of a statement, in bytes, and the most of all.
const LONGEST: usize = 4 << 20;
const MOST: usize = 64 << 20;

/// How much room is left for texts.
pub(super) struct Room(usize);

impl Room {
    pub(super) const fn new() -> Self {
        Self(MOST)
    }

    /// Takes the room of a text.
    fn take(&mut self, length: usize) -> Result<(), String> {
        if length > LONGEST {
            return Err(format!(
                "its statement has {length} bytes, and {LONGEST} are the most that is read"
            ));
        }
        self.0 = self.0.checked_sub(length).ok_or_else(|| {
            format!("with its statement all have more than {MOST} bytes, which are the most that is read")
        })?;
        Ok(())
    }
}

/// Reads a row with the columns `type`, `name`, `tbl_name`, `sql` and `rowid`.
///
/// # Errors
///
/// It is none that SQLite writes.
pub(super) fn read(row: &Row<'_>, room: &mut Room, options: &Options) -> Result<Entry, Error> {
    parse(row, room, options).map_err(|reason| Error::Row {
        number: row.get(4).unwrap_or_default(),
        name: row.get(1).unwrap_or_default(),
        reason,
    })
}

fn parse(row: &Row<'_>, room: &mut Room, options: &Options) -> Result<Entry, String> {
    let text = |index: usize, what: &str| {
        let value = row.get_ref(index).map_err(|error| error.to_string())?;
        value.as_str().map_err(|_| format!("its {what} is no text"))
    };
    let kind = match text(0, "type")? {
        "table" => Kind::Table,
        "view" => Kind::View,
        "index" => Kind::Index,
        "trigger" => Kind::Trigger,
        _ => return Err("its type is none of SQLite's".to_owned()),
    };
    let sql = text(3, "statement")?;
    room.take(sql.len())?;
    one_statement(kind, sql)?;
    let table = text(2, "table")?.to_owned();
    let is_ignored = options.leaves_folded(&table.to_ascii_lowercase());
    Ok(Entry { kind, name: text(1, "name")?.to_owned(), table, sql: sql.to_owned(), is_ignored })
}

/// The statement makes an object of this kind in this database, and nothing stands behind it.
fn one_statement(kind: Kind, sql: &str) -> Result<(), String> {
    if sql.contains('\0') {
        return Err("its statement holds a NUL byte".to_owned());
    }
    let statements = split(sql, Dialect::Sqlite)
        .map_err(|error| format!("its statement cannot be read: {error}"))?;
    if statements.len() > 1 {
        return Err("another statement stands behind its own".to_owned());
    }
    let header = Header::read(sql, Dialect::Sqlite);
    let words: Vec<&str> = header.words.iter().map(String::as_str).collect();
    let is_right = match kind {
        Kind::Table => matches!(words[..], ["CREATE", "TABLE"] | ["CREATE", "VIRTUAL", "TABLE"]),
        Kind::View => words == ["CREATE", "VIEW"],
        Kind::Index => matches!(words[..], ["CREATE", "INDEX"] | ["CREATE", "UNIQUE", "INDEX"]),
        _ => words == ["CREATE", "TRIGGER"],
    };
    if !is_right || header.schema.is_some() {
        return Err("its statement makes something else".to_owned());
    }
    let is_query = || {
        let rest = crate::sqlite::token::rest(sql);
        rest.first().is_some_and(|token| token.is("AS"))
    };
    if kind == Kind::Table && is_query() {
        return Err("its statement is a query".to_owned());
    }
    Ok(())
}
