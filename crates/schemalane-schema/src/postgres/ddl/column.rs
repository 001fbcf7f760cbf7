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
    let options = identity_options(&identity.sequence).join(" ");
    format!("GENERATED {} AS IDENTITY ({options})", generation(identity))
}

/// The same, with the name of its sequence.
pub(crate) fn named(identity: &Identity, sequence: &str) -> String {
    let options = identity_options(&identity.sequence).join(" ");
    let when = generation(identity);
    format!("GENERATED {when} AS IDENTITY (SEQUENCE NAME {sequence} {options})")
}

/// Whether others may give a value.
pub(crate) const fn generation(identity: &Identity) -> &'static str {
    if identity.always { "ALWAYS" } else { "BY DEFAULT" }
}

/// The options of the sequence of an identity, whose type is the column's.
pub(crate) fn identity_options(sequence: &Sequence) -> [String; 6] {
    let Sequence { start, increment, minimum, maximum, cache, cycle, .. } = sequence;
    [
        format!("START WITH {start}"),
        format!("INCREMENT BY {increment}"),
        format!("MINVALUE {minimum}"),
        format!("MAXVALUE {maximum}"),
        format!("CACHE {cache}"),
        if *cycle { "CYCLE" } else { "NO CYCLE" }.to_owned(),
    ]
}

/// `AS type START WITH ...`, all options but the owner.
pub(crate) fn sequence_options(sequence: &Sequence) -> String {
    format!("AS {} {}", sequence.data_type, identity_options(sequence).join(" "))
}

/// The statement that tells the planner of a column's values, if there is something to tell.
fn parameters(alter: &str, column: &Column) -> Option<String> {
    let list = super::list(&column.parameters);
    (!column.parameters.is_empty()).then(|| format!("{alter} SET ({list})"))
}

/// What neither `CREATE TABLE` nor `ADD COLUMN` can say of a column. Tables that inherit it take that over, as they do
/// with the rest of it.
pub(crate) fn settings(table: &str, column: &Column) -> Vec<String> {
    let alter = format!("ALTER TABLE {table} ALTER COLUMN {}", quote(&column.name));
    let storage = column.storage.iter().map(|storage| format!("{alter} SET STORAGE {storage}"));
    let statistics = column.statistics.map(|target| format!("{alter} SET STATISTICS {target}"));
    storage.chain(statistics).chain(parameters(&alter, column)).collect()
}
