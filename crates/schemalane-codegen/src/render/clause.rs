//! What statements are made of.

use crate::model::{Column, Table};
use schemalane_source::Dialect;

/// The columns of a row.
pub(super) fn selected(dialect: Dialect, table: &Table) -> String {
    let columns = table.columns.iter().map(|column| column.selected(dialect));
    columns.collect::<Vec<_>>().join(", ")
}

/// The columns of a row that has another beside it.
pub(super) fn qualified(dialect: Dialect, table: &Table, alias: &str) -> String {
    let columns = table.columns.iter().map(|column| column.selected_of(dialect, alias));
    columns.collect::<Vec<_>>().join(", ")
}

/// `SELECT` of whole rows, with what follows the table.
pub(super) fn select(dialect: Dialect, table: &Table, rest: &str) -> String {
    format!("SELECT {} FROM {}{rest}", selected(dialect, table), table.sql(dialect))
}

/// The order of a table's key, with a blank before it; nothing where it has none.
pub(super) fn key_order(table: &Table, alias: &str) -> String {
    let names = key_names(table, alias);
    if names.is_empty() { names } else { format!(" ORDER BY {names}") }
}

/// The same behind another order.
pub(super) fn further_order(table: &Table, alias: &str) -> String {
    let names = key_names(table, alias);
    if names.is_empty() { names } else { format!(", {names}") }
}

/// The columns of a table's key.
pub(super) fn key_names(table: &Table, alias: &str) -> String {
    let point = if alias.is_empty() { "" } else { "." };
    let names = table.key().map(|column| format!("{alias}{point}{}", column.sql));
    names.collect::<Vec<_>>().join(", ")
}

/// `"a" = ?1 AND "b" = ?2`.
pub(super) fn equal<'a>(
    dialect: Dialect,
    columns: impl Iterator<Item = &'a Column>,
    first: usize,
    between: &str,
) -> String {
    columns
        .zip(first..)
        .map(|(column, number)| format!("{} = {}", column.sql, column.parameter(dialect, number)))
        .collect::<Vec<_>>()
        .join(between)
}

/// `a, b`.
pub(super) fn names<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    columns.map(|column| column.sql.as_str()).collect::<Vec<_>>().join(", ")
}

/// `?1, ?2`.
pub(super) fn parameters<'a>(
    dialect: Dialect,
    columns: impl Iterator<Item = &'a Column>,
) -> String {
    let parameters = columns.zip(1..).map(|(column, number)| column.parameter(dialect, number));
    parameters.collect::<Vec<_>>().join(", ")
}
