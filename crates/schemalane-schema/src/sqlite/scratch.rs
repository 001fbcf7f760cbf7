//! Databases in memory to try things in.

mod allowed;
#[cfg(test)]
mod tests;

use super::entry::Entry;
use super::guard::Foreign;
use super::{connection, read, statement};
use crate::{Details, Error, Kind, Object, ObjectId, Options, Origin, Schema, Wanted};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Executes the statements of files in an empty database, and reads what they made.
///
/// # Errors
///
/// A statement has no place in a schema file, SQLite refuses it, or an object is made twice.
pub(crate) fn of_statements(wanted: &[Wanted], options: &Options) -> Result<Schema, Error> {
    let origins = origins(wanted)?;
    let connection = connection::memory()?;
    let unknown = execute(&connection, wanted)?;
    let mut schema = read::schema(&connection, options)?;
    for statement in unknown {
        let object = by_text(statement);
        if !options.is_ignored(&object.id.name) {
            schema.objects.insert(object.id.clone(), object);
        }
    }
    for (id, origin) in origins {
        if let Some(object) = schema.objects.get_mut(&id) {
            object.origin = Some(origin);
        }
    }
    Ok(schema)
}

/// Where each object is made.
fn origins(wanted: &[Wanted]) -> Result<BTreeMap<ObjectId, Origin>, Error> {
    let mut made: BTreeMap<(bool, String), (ObjectId, Origin)> = BTreeMap::new();
    for statement in wanted {
        let id = allowed::id(statement)?;
        // Tables, views and indexes share their names, and triggers have names of their own.
        let name = (id.kind == Kind::Trigger, id.name.clone());
        if let Some((other, first)) = made.get(&name) {
            return Err(Error::Statement {
                origin: statement.origin.clone(),
                message: format!("{id} is made a second time: {other} is made at {first}"),
                help: Some("take one of them away"),
            });
        }
        made.insert(name, (id, statement.origin.clone()));
    }
    Ok(made.into_values().collect())
}

/// Executes statements until none of those that are left succeeds. Those whose module is missing here are returned.
fn execute<'w>(connection: &Connection, wanted: &'w [Wanted]) -> Result<Vec<&'w Wanted>, Error> {
    connection.execute_batch("BEGIN")?;
    let foreign = Foreign::begin(connection)?;
    let mut left: Vec<&Wanted> = wanted.iter().collect();
    let failures = loop {
        let mut failures = Vec::new();
        for wanted in &left {
            if let Err(error) = statement::execute(connection, &wanted.text) {
                failures.push((*wanted, error));
            }
        }
        if failures.is_empty() || failures.len() == left.len() {
            break failures;
        }
        left = failures.iter().map(|(statement, _)| *statement).collect();
    };
    drop(foreign);
    connection.execute_batch("COMMIT")?;
    let (unknown, refused): (Vec<_>, Vec<_>) =
        failures.into_iter().partition(|(_, error)| is_missing_here(error));
    // A table that failed is why its indexes and triggers did.
    let is_table = |statement: &Wanted| statement.header.kind == Some(Kind::Table);
    match refused.into_iter().min_by_key(|(statement, _)| !is_table(statement)) {
        Some((statement, error)) => Err(refusal(statement, &error)),
        None => Ok(unknown.into_iter().map(|(statement, _)| statement).collect()),
    }
}

/// Whether a virtual table needs what only the application has.
pub(super) fn is_missing_here(error: &rusqlite::Error) -> bool {
    let message = error.to_string();
    ["no such module", "no such tokenizer", "unknown tokenizer"]
        .iter()
        .any(|missing| message.contains(missing))
}

/// An error of SQLite with the line that it is about, as far as SQLite says it.
fn refusal(wanted: &Wanted, error: &rusqlite::Error) -> Error {
    let Origin { file, line } = wanted.origin.clone();
    let (message, line) = statement::complaint(error, line);
    Error::Statement { origin: Origin { file, line }, message, help: None }
}

/// A virtual table whose module is missing here.
fn by_text(statement: &Wanted) -> Object {
    let name = statement.header.name.clone().unwrap_or_default();
    let written = super::token::written_name(&statement.text, &statement.header);
    let table = read::virtual_table(&statement.text, Vec::new());
    let id = ObjectId::new(Kind::Table, "", name);
    Object::new(id, written, Details::Table(table), vec![statement.text.clone()])
}

/// A copy in memory of a schema without its rows: also of tables that are left in peace.
///
/// # Errors
///
/// It uses what this SQLite does not have.
pub(crate) fn copy(entries: &[Entry]) -> Result<Connection, Error> {
    let copy = connection::memory()?;
    // A table of an unknown module cannot be used here either, so that nothing depends on its being in the copy.
    let made = || -> rusqlite::Result<()> {
        copy.execute_batch("BEGIN")?;
        let foreign = Foreign::begin(&copy)?;
        for kind in [Kind::Table, Kind::Index, Kind::View, Kind::Trigger] {
            for entry in entries.iter().filter(|entry| entry.kind == kind) {
                match statement::execute(&copy, &entry.sql) {
                    Err(error) if is_missing_here(&error) => {}
                    result => result?,
                }
            }
        }
        drop(foreign);
        copy.execute_batch("COMMIT")
    };
    made()
        .map_err(|source| Error::Database { doing: "copy its schema", source: Box::new(source) })?;
    Ok(copy)
}
