//! Tables.

use crate::sqlite::entry::Entry;
use crate::sqlite::rebuild::alias;
use crate::sqlite::{body, token};
use crate::{
    Column, Constraint, Details, Error, Generated, KeyPart, Object, Rule, SqliteTable, Table,
    TableOptions,
};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// What the pragmas say of the tables, by their folded names.
pub(super) type Facts = HashMap<String, TableFacts>;

/// What the pragmas say of a table.
#[derive(Default)]
pub(super) struct TableFacts {
    is_strict: bool,
    is_without_rowid: bool,
    columns: Vec<ColumnFacts>,
}

/// What the pragmas say of a column.
struct ColumnFacts {
    name: String,
    data_type: String,
    not_null: bool,
    is_stored: bool,
}

/// Asks for all tables at once, so that the work is linear, or for one.
pub(super) fn facts(connection: &Connection, only: Option<&str>) -> Result<Facts, Error> {
    let mut statement = connection.prepare(
        "SELECT lower(t.name), t.strict, t.wr, c.name, c.type, c.\"notnull\", c.hidden
FROM pragma_table_list t JOIN pragma_table_xinfo(t.name, t.schema) c
WHERE t.schema = 'main' AND t.type = 'table' AND (?1 IS NULL OR lower(t.name) = lower(?1))
ORDER BY t.name, c.cid",
    )?;
    let mut rows = statement.query([only])?;
    let mut facts = Facts::new();
    while let Some(row) = rows.next()? {
        let table = facts.entry(row.get(0)?).or_default();
        table.is_strict = row.get(1)?;
        table.is_without_rowid = row.get(2)?;
        table.columns.push(ColumnFacts {
            name: row.get(3)?,
            data_type: row.get(4)?,
            not_null: row.get(5)?,
            is_stored: row.get::<_, i64>(6)? == 3,
        });
    }
    Ok(facts)
}

/// Options of a table that has none.
pub(super) fn plain() -> TableOptions {
    TableOptions::Sqlite(SqliteTable::default())
}

pub(super) fn object(connection: &Connection, entry: &Entry, facts: &Facts) -> Object {
    let table = match facts.get(&entry.name.to_ascii_lowercase()) {
        Some(facts) => stored(&entry.sql, facts),
        None => virtual_table(&entry.sql, virtual_columns(connection, &entry.name)),
    };
    entry.object(Details::Table(table))
}

fn stored(sql: &str, facts: &TableFacts) -> Table {
    let names: HashSet<String> =
        facts.columns.iter().map(|column| column.name.to_ascii_lowercase()).collect();
    let mut body = body::read(sql, &|name| names.contains(name));
    let columns = facts
        .columns
        .iter()
        .map(|facts| {
            let mut column =
                Column::new(facts.name.to_ascii_lowercase(), data_type(&facts.data_type));
            column.written = Some(facts.name.clone()).filter(|written| *written != column.name);
            column.not_null = facts.not_null;
            if let Some(text) = body.columns.iter_mut().find(|text| text.name == column.name) {
                column.default = text.default.take();
                column.collation = text.collation.take().filter(|name| name != "BINARY");
                column.generated = text
                    .generated
                    .take()
                    .map(|expression| Generated { expression, stored: facts.is_stored });
                column.on_conflict = text.on_conflict.take();
                column.not_null_name =
                    Some(text.names.join(", ")).filter(|names| !names.is_empty());
            }
            column
        })
        .collect();
    let options = SqliteTable {
        strict: facts.is_strict,
        without_rowid: facts.is_without_rowid,
        autoincrement: body.autoincrement,
        module: None,
    };
    let options = TableOptions::Sqlite(options);
    let mut table = Table { columns, constraints: body.constraints, options };
    table.constraints = telling(&table);
    plain_key(&mut table);
    table
}

/// A key that is the rowid has no index, and therefore neither an order nor a collation.
fn plain_key(table: &mut Table) {
    let Some(number) = alias(table).map(token::quote) else { return };
    for constraint in &mut table.constraints {
        if let Rule::PrimaryKey { columns } = &mut constraint.rule {
            for part in columns {
                part.descending = false;
                part.collation = None;
            }
            constraint.definition = format!("PRIMARY KEY ({number})");
        }
    }
}

/// The constraints without those that say what another one says: a check that another one has under a name, and SQLite
/// makes no second index for `UNIQUE` on the columns of another key, whatever the order of a primary key is. One that is
/// the rowid has no index.
fn telling(table: &Table) -> Vec<Constraint> {
    let names = |columns: &[KeyPart]| -> Vec<(String, Option<String>)> {
        columns.iter().map(|part| (part.column.clone(), part.collation.clone())).collect()
    };
    // Of two clauses ON CONFLICT, the one that is written counts.
    let is_heard = |constraint: &Constraint, by: &Constraint| {
        constraint.on_conflict.is_none() || constraint.on_conflict == by.on_conflict
    };
    // It gives its order to a key that would be the rowid, if the table had one.
    let orders = |columns: &[KeyPart]| {
        let number = columns.first().and_then(|part| table.column(&part.column));
        columns.len() == 1 && number.is_some_and(|column| column.data_type == "INTEGER")
    };
    let is_said = |unique: &[KeyPart], constraint: &Constraint, by: &Constraint| match &by.rule {
        Rule::PrimaryKey { columns } => {
            alias(table).is_none()
                && names(columns) == names(unique)
                && (columns == unique || !orders(columns))
        }
        Rule::Unique { columns, .. } => {
            let is_other = by.name.is_some() || by.on_conflict != constraint.on_conflict;
            is_other && columns == unique
        }
        _ => false,
    };
    let says_nothing = |constraint: &Constraint| match &constraint.rule {
        Rule::Unique { columns, .. } if constraint.name.is_none() => table
            .constraints
            .iter()
            .any(|by| is_heard(constraint, by) && is_said(columns, constraint, by)),
        Rule::Check { .. } if constraint.name.is_none() => table
            .constraints
            .iter()
            .any(|by| by.name.is_some() && by.rule == constraint.rule && is_heard(constraint, by)),
        _ => false,
    };
    let own = table.constraints.iter();
    own.filter(|constraint| !says_nothing(constraint)).cloned().collect()
}

/// A type in canonical text: SQLite compares types without case.
fn data_type(text: &str) -> String {
    token::canonical(&token::read(text), &|_| true).to_ascii_uppercase()
}

/// A virtual table by its text: also one whose module is missing here.
pub(in crate::sqlite) fn virtual_table(sql: &str, columns: Vec<Column>) -> Table {
    let start = crate::Header::read(sql, schemalane_source::Dialect::Sqlite).name_end();
    let tokens = token::read(&sql[start..]);
    let (name, arguments) = match tokens.as_slice() {
        [using, name, arguments @ ..] if using.is("USING") => (name.name(), arguments),
        _ => (String::new(), tokens.as_slice()),
    };
    // What arguments mean is the module's business: they are kept as they are but for white space.
    let arguments: String = match arguments {
        [] => String::new(),
        [first, .., last] if first.is("(") => {
            let inner = &sql[start + first.start + 1..start + last.start];
            let items =
                inner.split(',').map(|item| item.split_whitespace().collect::<Vec<_>>().join(" "));
            format!("({})", items.collect::<Vec<_>>().join(", "))
        }
        other => token::canonical(other, &|_| false),
    };
    let module = Some(format!("{}{arguments}", token::quote(&name)));
    let options = TableOptions::Sqlite(SqliteTable { module, ..SqliteTable::default() });
    Table { columns, constraints: Vec::new(), options }
}

/// The columns that a module declares: none where it is missing, or cannot say.
fn virtual_columns(connection: &Connection, name: &str) -> Vec<Column> {
    let read = || -> rusqlite::Result<Vec<Column>> {
        connection
            .prepare(
                "SELECT lower(name), type FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0",
            )?
            .query_map([name], |row| {
                Ok(Column::new(row.get::<_, String>(0)?, data_type(&row.get::<_, String>(1)?)))
            })?
            .collect()
    };
    read().unwrap_or_default()
}
