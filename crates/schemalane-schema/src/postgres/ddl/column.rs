//! Columns and what sequences are made of.

use super::{collate, quote};
use crate::{Column, Identity, Sequence};
use std::fmt::Write as _;

/// A column as `CREATE TABLE` and `ADD COLUMN` write it, without storage, statistics and comment, which have statements
/// of their own.
pub(crate) fn column(column: &Column) -> String {
    let mut text = format!("{} {}", quote(&column.name), column.data_type);
    if let Some(compression) = &column.compression {
        let _ = write!(text, " COMPRESSION {compression}");
    }
    text.push_str(&collate(column.collation.as_ref()));
    if let Some(default) = &column.default {
        let _ = write!(text, " DEFAULT {}", default_text(default));
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        let _ = write!(text, " GENERATED ALWAYS AS ({}) {kind}", generated.expression);
    }
    if let Some(identity) = &column.identity {
        text.push(' ');
        text.push_str(&self::identity(identity));
    }
    if column.not_null {
        text.push_str(" NOT NULL");
    }
    text
}

/// A default may need parentheses in a column, where an operator such as `IS` could follow.
fn default_text(default: &str) -> String {
    let is_simple = default
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '\'' | '.' | ':' | '-' | '[' | ']'));
    if is_simple || default.ends_with(')') && is_call(default) {
        return default.to_owned();
    }
    format!("({default})")
}

/// Whether it is one call, such as `now()`: a name, and parentheses up to the end.
fn is_call(text: &str) -> bool {
    let Some(open) = text.find('(') else { return false };
    let is_name = text[..open].chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    is_name && open > 0 && !super::super::read::bare(&text[open..]).ends_with(&text[open..])
}

/// `GENERATED ... AS IDENTITY (...)`.
pub(crate) fn identity(identity: &Identity) -> String {
    let when = if identity.always { "ALWAYS" } else { "BY DEFAULT" };
    let options = sequence_options(&identity.sequence);
    // The type of the sequence is the column's.
    let options = options.split_once(' ').and_then(|(_, rest)| rest.split_once(' '));
    let options = options.map_or_else(String::new, |(_, rest)| format!(" ({rest})"));
    format!("GENERATED {when} AS IDENTITY{options}")
}

/// `AS type START WITH ...`, all options but the owner.
pub(crate) fn sequence_options(sequence: &Sequence) -> String {
    let Sequence { data_type, start, increment, minimum, maximum, cache, cycle, .. } = sequence;
    let cycle = if *cycle { " CYCLE" } else { " NO CYCLE" };
    format!(
        "AS {data_type} START WITH {start} INCREMENT BY {increment} MINVALUE {minimum} MAXVALUE {maximum} CACHE \
         {cache}{cycle}"
    )
}

/// The statement that tells the planner of a column's values, if there is something to tell.
pub(crate) fn parameters(alter: &str, column: &Column) -> Option<String> {
    let list = super::list(&column.parameters);
    (!column.parameters.is_empty()).then(|| format!("{alter} SET ({list})"))
}

/// What `CREATE TABLE` cannot say of a column.
pub(super) fn settings(table: &str, column: &Column) -> Vec<String> {
    let alter = format!("ALTER TABLE ONLY {table} ALTER COLUMN {}", quote(&column.name));
    let storage = column.storage.iter().map(|storage| format!("{alter} SET STORAGE {storage}"));
    let statistics = column.statistics.map(|target| format!("{alter} SET STATISTICS {target}"));
    storage.chain(statistics).chain(parameters(&alter, column)).collect()
}
