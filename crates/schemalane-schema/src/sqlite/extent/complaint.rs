//! What SQLite complains about: views, triggers and foreign keys that name what is not there. Such a thing has to be
//! looked at whatever a plan is about, since it is told of, and since SQLite renames nothing beside it.

use crate::sqlite::entry::Entry;
use crate::sqlite::token::{self, identifier};
use crate::{Error, Kind};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The folded names of what does not work, and of some things beside it. Nothing is executed: SQLite complains when it
/// prepares a statement, about foreign keys only where it enforces them.
///
/// # Errors
///
/// The database cannot be read.
pub(super) fn find(connection: &Connection, entries: &[Entry]) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    let fails = |sql: &str| match connection.prepare(sql) {
        Ok(_) => false,
        // There is no trigger that would do it.
        Err(error) => !error.to_string().starts_with("cannot modify "),
    };
    for view in entries.iter().filter(|entry| entry.kind == Kind::View) {
        if fails(&format!("SELECT * FROM main.{}", identifier(&view.name))) {
            found.insert(view.name.to_ascii_lowercase());
        }
    }
    for (table, triggers) in &triggers(entries) {
        let name = identifier(table);
        let mut statements = vec![format!("INSERT INTO main.{name} DEFAULT VALUES")];
        if !triggers.is_empty() {
            statements.push(format!("DELETE FROM main.{name}"));
            statements.push(update(connection, table)?);
        }
        if statements.iter().any(|sql| fails(sql)) {
            found.insert(table.to_ascii_lowercase());
            found.extend(triggers.iter().map(|trigger| trigger.to_ascii_lowercase()));
        }
    }
    Ok(found)
}

/// The triggers of each table or view, and the tables without any that refer to another one.
fn triggers(entries: &[Entry]) -> BTreeMap<&str, Vec<&str>> {
    let mut triggers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in entries {
        match entry.kind {
            Kind::Trigger => triggers.entry(&entry.table).or_default().push(&entry.name),
            Kind::Table if token::read(&entry.sql).iter().any(|token| token.is("REFERENCES")) => {
                triggers.entry(&entry.name).or_default();
            }
            _ => {}
        }
    }
    triggers
}

/// A statement that sets all columns that can be set.
fn update(connection: &Connection, table: &str) -> Result<String, Error> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1, 'main')")?;
    let columns = statement.query_map([table], |row| row.get::<_, String>(0));
    // A view that does not work has none, and the statement fails as well.
    let columns: Vec<String> = columns.and_then(Iterator::collect).unwrap_or_default();
    let set: Vec<String> = columns
        .iter()
        .map(|column| format!("{column} = {column}", column = identifier(column)))
        .collect();
    Ok(format!("UPDATE main.{} SET {}", identifier(table), set.join(", ")))
}
