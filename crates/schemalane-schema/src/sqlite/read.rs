//! Reads the schema of an open database.

mod index;
mod row;
mod view;

pub(super) use row::{Row, rows};

use super::body::Body;
use super::token::{self, Token};
use crate::{
    Details, Error, Header, Kind, Object, ObjectId, Options, Schema, SqliteTable, Table,
    TableOptions, Trigger,
};
use rusqlite::Connection;
use schemalane_source::Dialect;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the schema. Tables of SQLite itself, shadow tables of virtual ones and ignored ones are left out, with what
/// belongs to them.
pub(super) fn schema(connection: &Connection, options: &Options) -> Result<Schema, Error> {
    let rows = rows(connection, options)?;
    let columns = columns(connection)?;
    // In a view or a trigger any of them may stand in quotes.
    let names: BTreeSet<&str> = columns
        .keys()
        .map(String::as_str)
        .chain(columns.values().flatten().map(String::as_str))
        .collect();
    let mut objects = Vec::with_capacity(rows.len());
    for row in &rows {
        objects.push(object(connection, row, &columns, &names)?);
    }
    view::find_dependencies(connection, &mut objects);
    Ok(Schema::new(Dialect::Sqlite, objects))
}

/// The names of all columns, in lower case, by the names of their tables and views.
fn columns(connection: &Connection) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let mut statement = connection.prepare(
        "SELECT lower(l.name), lower(x.name) FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) x
         WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, x.cid",
    )?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let pairs = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    for pair in pairs {
        let (table, column) = pair?;
        found.entry(table).or_default().push(column);
    }
    Ok(found)
}

fn object(
    connection: &Connection,
    row: &Row,
    columns: &BTreeMap<String, Vec<String>>,
    names: &BTreeSet<&str>,
) -> Result<Object, Error> {
    let id = row.id();
    let details = match row.kind {
        Kind::Table => Details::Table(table(row, columns)?),
        Kind::Index => Details::Index(index::read(row, columns).ok_or_else(|| unreadable(&id))?),
        Kind::View => Details::View(view::read(connection, row, names)),
        _ => Details::Trigger(trigger(row, names)),
    };
    let mut object = Object::new(id, &row.name, details, vec![row.sql.clone()]);
    if row.kind == Kind::Index {
        object.depends_on.insert(crate::Dependency::on(ObjectId::new(Kind::Table, "", &row.table)));
    }
    Ok(object)
}

fn table(row: &Row, columns: &BTreeMap<String, Vec<String>>) -> Result<Table, Error> {
    if row.is_virtual {
        let tokens = token::read(&row.sql).unwrap_or_default();
        let using = tokens.iter().position(|token| token.is("USING")).map_or(0, |index| index + 1);
        let module = Some(token::canonical(&tokens[using..], |_| false));
        let options = TableOptions::Sqlite(SqliteTable { module, ..SqliteTable::default() });
        return Ok(Table { columns: Vec::new(), constraints: Vec::new(), options });
    }
    let id = row.id();
    let body = Body::read(&row.sql).ok_or_else(|| unreadable(&id))?;
    // What was read must be what SQLite itself sees; else a fact was missed.
    let names: Vec<&String> = body.columns.iter().map(|column| &column.name).collect();
    if !columns.get(&id.name).is_some_and(|known| known.iter().eq(names.iter().copied())) {
        return Err(unreadable(&id));
    }
    Ok(Table {
        columns: body.columns,
        constraints: body.constraints,
        options: TableOptions::Sqlite(body.options),
    })
}

fn unreadable(id: &ObjectId) -> Error {
    Error::Unsupported {
        id: Box::new(id.clone()),
        reason: "its text was not understood; please report it, with the text".to_owned(),
    }
}

fn trigger(row: &Row, names: &BTreeSet<&str>) -> Trigger {
    let kind = if row.is_on_view { Kind::View } else { Kind::Table };
    Trigger {
        table: ObjectId::new(kind, "", &row.table),
        definition: token::canonical(&behind_name(&row.sql), |name| names.contains(name)),
        firing: None,
    }
}

/// The tokens behind the name of what a statement makes.
fn behind_name(sql: &str) -> Vec<Token<'_>> {
    let end = Header::read(sql, Dialect::Sqlite).name_range.map_or(0, |(_, end)| end);
    token::read(sql).unwrap_or_default().into_iter().filter(|token| token.start >= end).collect()
}
