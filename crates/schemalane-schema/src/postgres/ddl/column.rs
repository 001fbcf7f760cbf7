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
        text.push_str(&not_null(column));
    }
    text
}

/// `NOT NULL` with what is said of it. One that is not valid has a statement of its own.
fn not_null(column: &Column) -> String {
    match NotNull::of(column) {
        None => " NOT NULL".to_owned(),
        Some(said) if !said.is_valid => String::new(),
        Some(NotNull { name, is_inherited, .. }) => {
            let inherit = if is_inherited { "" } else { " NO INHERIT" };
            format!(" CONSTRAINT {name} NOT NULL{inherit}")
        }
    }
}

/// What is said of a `NOT NULL`, which is a constraint from PostgreSQL 18 on.
pub(crate) struct NotNull<'c> {
    /// Its name, as a statement writes it.
    pub(crate) name: &'c str,
    pub(crate) is_valid: bool,
    pub(crate) is_inherited: bool,
}

impl<'c> NotNull<'c> {
    /// What the column says, unless that goes without saying.
    pub(crate) fn of(column: &'c Column) -> Option<Self> {
        let said = column.not_null_name.as_deref()?;
        let heritable = said.strip_suffix(" NO INHERIT");
        let invalid = heritable.unwrap_or(said).strip_suffix(" NOT VALID");
        let name = invalid.or(heritable).unwrap_or(said);
        Some(Self { name, is_valid: invalid.is_none(), is_inherited: heritable.is_none() })
    }

    /// The action of `ALTER TABLE` that adds it.
    pub(crate) fn add(&self, column: &Column) -> String {
        let inherit = if self.is_inherited { "" } else { " NO INHERIT" };
        let valid = if self.is_valid { "" } else { " NOT VALID" };
        format!("ADD CONSTRAINT {} NOT NULL {}{inherit}{valid}", self.name, quote(&column.name))
    }
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
    let not_null = NotNull::of(column).filter(|said| !said.is_valid);
    let not_null = not_null.map(|said| format!("ALTER TABLE {table} {}", said.add(column)));
    storage.chain(statistics).chain(parameters(&alter, column)).chain(not_null).collect()
}
