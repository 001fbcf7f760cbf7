//! Reads the schema of a database. Nothing is written.
//!
//! The pragmas say which tables there are and what columns they have, in two queries for all of them; the tokens of
//! the statements that SQLite keeps say the rest.

mod dependencies;
mod index;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub(super) use table::virtual_table;

use super::entry::{self, Entry};
use super::token;
use crate::{Details, Error, Kind, Object, ObjectId, Options, Schema, Table};
use rusqlite::{Connection, OptionalExtension};
use schemalane_source::Dialect;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The schema of a database.
///
/// # Errors
///
/// The database cannot be read.
pub(crate) fn schema(connection: &Connection, options: &Options) -> Result<Schema, Error> {
    // One look at one state of the database, also within a transaction of the caller.
    connection.execute_batch("SAVEPOINT schemalane_read")?;
    let schema = objects(connection, options);
    connection.execute_batch("RELEASE schemalane_read")?;
    schema
}

fn objects(connection: &Connection, options: &Options) -> Result<Schema, Error> {
    let facts = table::facts(connection, None)?;
    let mut entries = entry::all(connection, options)?;
    entries.retain(|entry| !entry.is_ignored);
    let of_kind = |kind| entries.iter().filter(move |entry| entry.kind == kind);
    let mut schema = Schema::new(Dialect::Sqlite, []);
    for entry in of_kind(Kind::Table) {
        let object = table::object(connection, entry, &facts);
        schema.objects.insert(object.id.clone(), object);
    }
    let views: HashSet<String> =
        of_kind(Kind::View).map(|entry| entry.name.to_ascii_lowercase()).collect();
    let view_columns = text::view_columns(connection, of_kind(Kind::View))?;
    let columns = Columns::new(&schema, &view_columns);
    let needs = dependencies::find(connection, &entries, &columns)?;
    let none = Table { columns: Vec::new(), constraints: Vec::new(), options: table::plain() };
    let mut rest = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind != Kind::Table) {
        let of = entry.table_id(&views);
        let mut depends_on = needs.get(&entry.id()).cloned().unwrap_or_default();
        let mut object = match entry.kind {
            Kind::Index => {
                let table = schema.get(&of).and_then(Object::as_table).unwrap_or(&none);
                let index = index::read(&entry.sql, of.clone(), table);
                depends_on.extend(index::dependencies(&index, &entry.sql, table));
                entry.object(Details::Index(index))
            }
            Kind::Trigger => {
                // SQLite says nothing of one that can never fire, such as on a column that is computed.
                let named = match depends_on.is_empty() {
                    true => columns.named_in(&entry.sql),
                    false => Vec::new(),
                };
                depends_on.insert(crate::Dependency::on(of.clone()));
                let on = depends_on.iter().map(|dependency| &dependency.on);
                let names = columns.names(on.chain(named));
                entry.object(Details::Trigger(text::trigger(&entry.sql, of, &names)))
            }
            _ => {
                let names = columns.names(depends_on.iter().map(|dependency| &dependency.on));
                let columns = view_columns.get(&entry.id().name).cloned().unwrap_or_default();
                entry.object(Details::View(text::view(&entry.sql, columns, &names)))
            }
        };
        object.depends_on = depends_on;
        rest.push(object);
    }
    schema.objects.extend(rest.into_iter().map(|object| (object.id.clone(), object)));
    Ok(schema)
}

/// One table by its name.
///
/// # Errors
///
/// The database cannot be read.
pub(super) fn table(connection: &Connection, name: &str) -> Result<Option<Object>, Error> {
    let facts = table::facts(connection, Some(name))?;
    let sql =
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?1)";
    let read = |row: &rusqlite::Row<'_>| {
        let name: String = row.get(0)?;
        let table = name.clone();
        Ok(Entry { kind: Kind::Table, name, table, sql: row.get(1)?, is_ignored: false })
    };
    let entry = connection.query_row(sql, [name], read).optional()?;
    Ok(entry.map(|entry| table::object(connection, &entry, &facts)))
}

/// The columns of tables and views, by their ids.
pub(super) struct Columns(BTreeMap<ObjectId, Vec<String>>);

impl Columns {
    fn new(schema: &Schema, views: &BTreeMap<String, Vec<crate::ViewColumn>>) -> Self {
        let tables = schema.objects.values().filter_map(|object| {
            let columns = &object.as_table()?.columns;
            let names = columns.iter().map(|column| column.name.clone());
            Some((object.id.clone(), names.collect()))
        });
        let views = views.iter().map(|(name, columns)| {
            let names = columns.iter().map(|column| column.name.clone());
            (ObjectId::new(Kind::View, "", name), names.collect())
        });
        Self(tables.chain(views).collect())
    }

    /// The table or view of a name.
    fn find(&self, name: &str) -> Option<&ObjectId> {
        let name = name.to_ascii_lowercase();
        [Kind::Table, Kind::View].into_iter().find_map(|kind| {
            self.0.get_key_value(&ObjectId::new(kind, "", name.clone())).map(|(id, _)| id)
        })
    }

    /// The tables and views whose names are among the words of a statement.
    fn named_in(&self, sql: &str) -> Vec<&ObjectId> {
        token::rest(sql).iter().filter_map(|token| self.find(&token.name())).collect()
    }

    /// What can be meant by a name in double quotes where these tables are read.
    fn names<'i>(&self, ids: impl Iterator<Item = &'i ObjectId>) -> BTreeSet<String> {
        let tables: BTreeSet<&ObjectId> = ids.collect();
        tables
            .into_iter()
            .flat_map(|id| self.0.get(id).into_iter().flatten().cloned().chain([id.name.clone()]))
            .collect()
    }
}
