//! Makes a table anew with its rows.
//!
//! The order is the one that the SQLite documentation gives for changes that `ALTER TABLE` cannot make (lang_altertable,
//! section 7): a new table, the rows, the old one away, the new one in its place. The other order would let SQLite
//! rewrite what refers to the table.

use super::token::quote;
use crate::{Column, Object, Rule, Table, TableOptions};

/// The statements. They need foreign keys to be off.
pub(super) fn statements(
    before: &Object,
    after: &Object,
    old: &Table,
    new: &Table,
    name: &str,
) -> Vec<String> {
    let (table, fresh) = (quote(&before.name), quote(name));
    let mut sql = vec!["PRAGMA legacy_alter_table = ON".to_owned()];
    sql.extend(after.create.first().map(|text| renamed(text, &fresh)));
    if is_counting(old) && is_counting(new) {
        sql.push(format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}",
            literal(name),
            literal(&before.name)
        ));
    }
    sql.extend(copy(&table, &fresh, old, new));
    sql.push(format!("DROP TABLE {table}"));
    sql.push(format!("ALTER TABLE {fresh} RENAME TO {}", quote(&after.name)));
    sql.push("PRAGMA legacy_alter_table = OFF".to_owned());
    sql
}

/// The text with another name, and nothing else changed.
fn renamed(text: &str, name: &str) -> String {
    let header = crate::Header::read(text, schemalane_source::Dialect::Sqlite);
    match header.name_range {
        Some((start, end)) => format!("{}{name}{}", &text[..start], &text[end..]),
        None => text.to_owned(),
    }
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Copies the columns that both have. They are qualified: SQLite takes a bare `"c"` that is no column for a text.
fn copy(table: &str, fresh: &str, old: &Table, new: &Table) -> Option<String> {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    if let Some(rowid) = carried_rowid(old, new) {
        columns.push(rowid.to_owned());
        values.push(format!("{table}.{rowid}"));
    }
    for column in new.columns.iter().filter(|column| column.generated.is_none()) {
        let Some(source) = old.column(&column.name) else { continue };
        columns.push(quote(&column.name));
        values.push(value(table, source, column));
    }
    if columns.is_empty() {
        return None;
    }
    Some(format!(
        "INSERT INTO {fresh} ({}) SELECT {} FROM {table}",
        columns.join(", "),
        values.join(", ")
    ))
}

/// The value of a column; a null becomes the default where nulls are no longer taken.
fn value(table: &str, source: &Column, column: &Column) -> String {
    let value = format!("{table}.{}", quote(&column.name));
    match &column.default {
        Some(default) if column.not_null && !source.not_null && default != "null" => {
            format!("coalesce({value}, ({default}))")
        }
        _ => value,
    }
}

/// The name of the rowid, where both tables have one that no column shows.
fn carried_rowid(old: &Table, new: &Table) -> Option<&'static str> {
    if [old, new].into_iter().any(|table| !has_rowid(table) || alias(table).is_some()) {
        return None;
    }
    let is_free = |name: &&&str| old.column(name).is_none() && new.column(name).is_none();
    ["rowid", "_rowid_", "oid"].iter().find(is_free).copied()
}

fn has_rowid(table: &Table) -> bool {
    matches!(&table.options, TableOptions::Sqlite(options) if !options.without_rowid && options.module.is_none())
}

fn is_counting(table: &Table) -> bool {
    matches!(&table.options, TableOptions::Sqlite(options) if options.autoincrement)
}

/// The column that is the rowid by another name: an `INTEGER PRIMARY KEY`.
pub(super) fn alias(table: &Table) -> Option<&Column> {
    let key = table.constraints.iter().find_map(|constraint| match &constraint.rule {
        // `DESC` in the definition of the column is an exception, which the definition says.
        Rule::PrimaryKey { columns } if !constraint.definition.contains("in the definition") => {
            Some(columns)
        }
        _ => None,
    })?;
    let [part] = key.as_slice() else { return None };
    table.column(&part.column).filter(|column| column.data_type == "INTEGER" && has_rowid(table))
}
