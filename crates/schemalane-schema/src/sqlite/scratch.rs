//! A database in memory, to try things in.

use super::{connection, read, token};
use crate::{Error, Files, Kind, ObjectId, Options, Origin, Schema, Wanted};
use rusqlite::Connection;
use schemalane_source::{Dialect, Place};
use std::collections::BTreeMap;

/// What files describe: the database that they made, its schema, and their statements.
pub(super) struct Described {
    pub(super) schema: Schema,
    pub(super) statements: Vec<Wanted>,
}

/// Executes the statements of files in a database of their own.
pub(super) fn of_files(statements: Vec<Wanted>, options: &Options) -> Result<Described, Error> {
    let connection = connection::memory()?;
    let origins = check(&statements)?;
    execute(&connection, &statements)?;
    let mut schema = read::schema(&connection, options)?;
    for (id, object) in &mut schema.objects {
        object.origin = origins.get(id).cloned();
    }
    Ok(Described { schema, statements })
}

/// The statements of files, as SQLite splits them.
pub(super) fn statements(files: &Files) -> Result<Vec<Wanted>, Error> {
    Ok(files.statements(Dialect::Sqlite)?)
}

/// Looks whether each statement belongs into a schema file, and that none makes what another makes.
fn check(statements: &[Wanted]) -> Result<BTreeMap<ObjectId, Origin>, Error> {
    let mut origins = BTreeMap::new();
    for statement in statements {
        let refuse = |reason: &str| Error::NotAllowed {
            origin: statement.origin.clone(),
            statement: statement.header.words.join(" "),
            reason: reason.to_owned(),
        };
        let header = &statement.header;
        let words: Vec<&str> = header.words.iter().map(String::as_str).collect();
        let id = match (words.as_slice(), header.kind, &header.name) {
            (_, Some(_), _) if words.contains(&"TEMP") || words.contains(&"TEMPORARY") => {
                return Err(refuse("what is temporary is gone with its connection; take it out"));
            }
            (
                ["CREATE", ..],
                Some(kind @ (Kind::Table | Kind::View | Kind::Index | Kind::Trigger)),
                Some(name),
            ) => ObjectId::new(kind, "", name),
            (["INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "WITH", ..], ..) => {
                return Err(refuse("rows are no part of a schema; write them into a migration"));
            }
            (["ALTER" | "DROP", ..], ..) => {
                return Err(refuse(
                    "a schema file says what there shall be, not how to come there; write the CREATE as it shall be",
                ));
            }
            _ => {
                return Err(refuse(
                    "only CREATE TABLE, INDEX, VIEW, TRIGGER and VIRTUAL TABLE have; take it out",
                ));
            }
        };
        if header.schema.as_deref().is_some_and(|schema| schema != "main") {
            return Err(refuse("it names another database; a schema is that of one"));
        }
        if makes_rows(statement) {
            return Err(refuse(
                "its columns depend on a query; write them down instead of AS SELECT",
            ));
        }
        if let Some(first) = origins.insert(id.clone(), statement.origin.clone()) {
            return Err(Error::Statement {
                origin: statement.origin.clone(),
                message: format!("{id} is made at {first} already: take one of them out"),
            });
        }
    }
    Ok(origins)
}

/// Whether it is a `CREATE TABLE ... AS SELECT`.
fn makes_rows(statement: &Wanted) -> bool {
    let Some((_, end)) = statement.header.name_range else { return false };
    statement.header.kind == Some(Kind::Table)
        && token::read(&statement.text)
            .unwrap_or_default()
            .iter()
            .find(|token| token.start >= end)
            .is_some_and(|token| token.is("AS"))
}

/// Executes in rounds, until each statement had what it needs, or no more can be made.
fn execute(connection: &Connection, statements: &[Wanted]) -> Result<(), Error> {
    connection.execute_batch("BEGIN")?;
    let mut left: Vec<&Wanted> = statements.iter().collect();
    loop {
        let before = left.len();
        let mut first_error = None;
        left.retain(|statement| match connection.execute_batch(&statement.text) {
            Ok(()) => false,
            Err(error) => {
                first_error.get_or_insert_with(|| refused(statement, &error));
                true
            }
        });
        match first_error {
            None => break,
            Some(error) if left.len() == before => return Err(error),
            Some(_) => {}
        }
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

fn refused(statement: &Wanted, error: &rusqlite::Error) -> Error {
    let mut origin = statement.origin.clone();
    let message = match error {
        rusqlite::Error::SqlInputError { msg, offset, .. } => {
            let offset = usize::try_from(*offset).unwrap_or(0).min(statement.text.len());
            let offset = (0..=offset)
                .rev()
                .find(|offset| statement.text.is_char_boundary(*offset))
                .unwrap_or(0);
            origin.line += Place::of(&statement.text, offset).line - 1;
            msg.clone()
        }
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    };
    Error::Statement { origin, message }
}

/// A copy of the whole schema of a database, without its rows; also of what is ignored, since others may need it.
pub(super) fn copy(original: &Connection) -> Result<Connection, Error> {
    let copy = connection::memory()?;
    let mut statement = original.prepare(
        "SELECT s.sql FROM sqlite_schema s
         LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name AND s.type = 'table'
         WHERE s.sql IS NOT NULL AND coalesce(l.type, '') <> 'shadow' AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~'
         ORDER BY CASE s.type WHEN 'table' THEN 0 WHEN 'view' THEN 1 ELSE 2 END, s.rowid",
    )?;
    let texts: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    copy.execute_batch("BEGIN")?;
    for text in texts {
        copy.execute_batch(&text).map_err(|source| Error::Database {
            doing: "copy its schema into memory",
            source: Box::new(source),
        })?;
    }
    copy.execute_batch("COMMIT")?;
    Ok(copy)
}

/// Whether every statement is in the database as it stands in the files, letter by letter but for comments and spaces,
/// and nothing else is there: then there is nothing to find out by executing anything.
pub(super) fn is_unchanged(actual: &[read::Row], statements: &[Wanted]) -> bool {
    let wanted: BTreeMap<(Option<Kind>, Option<&str>), &str> = statements
        .iter()
        .map(|statement| {
            ((statement.header.kind, statement.header.name.as_deref()), statement.text.as_str())
        })
        .collect();
    wanted.len() == statements.len()
        && wanted.len() == actual.len()
        && actual.iter().all(|row| {
            let name = row.name.to_ascii_lowercase();
            wanted
                .get(&(Some(row.kind), Some(name.as_str())))
                .is_some_and(|text| token::is_same(text, &row.sql))
        })
}
