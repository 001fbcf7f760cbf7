//! What the text of a `CREATE TABLE` says.
//!
//! It reads what SQLite has already accepted, so it follows SQLite's grammar without checking it: constraints of a
//! table need no comma between them, and the last of two defaults counts.

mod constraint;
mod reader;
#[cfg(test)]
mod tests;

use super::token::{self, Class, Token};
use crate::Constraint;
pub(super) use constraint::NOT_THE_ROWID;
use reader::Reader;

/// What the text of a table says.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) columns: Vec<ColumnText>,
    /// In canonical order.
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) autoincrement: bool,
}

/// What the text says of a column.
#[derive(Debug, Default)]
pub(crate) struct ColumnText {
    pub(crate) name: String,
    /// The words of its type, in capitals.
    pub(crate) data_type: String,
    pub(crate) default: Option<String>,
    pub(crate) collation: Option<String>,
    pub(crate) generated: Option<String>,
    /// `ON CONFLICT` of `NOT NULL`.
    pub(crate) on_conflict: Option<String>,
    /// The names of constraints that are none of [`Body::constraints`].
    pub(crate) names: Vec<String>,
}

/// Reads the text of a table. `is_column` says whether a folded name is one of its columns.
pub(crate) fn read(sql: &str, is_column: &dyn Fn(&str) -> bool) -> Body {
    let tokens = token::rest(sql);
    let mut reader = Reader::new(&tokens, is_column);
    let mut inside = Reader::new(reader.group(), is_column);
    let mut body = Body::default();
    while !inside.is_at_end() && !inside.is_at_table_constraint() {
        inside.column(&mut body);
        inside.take(",");
    }
    while !inside.is_at_end() {
        inside.table_constraint(&mut body);
    }
    // The order says nothing, and neither does what is said twice.
    body.constraints.sort();
    body.constraints.dedup();
    body
}

/// The canonical text of a default: a bare word and a text in double quotes stand for a text.
fn default(tokens: &[Token<'_>]) -> String {
    match token::bare(tokens) {
        [only] if only.class == Class::Double => {
            let inner = only.text[1..only.text.len() - 1].replace("\"\"", "\"");
            format!("'{}'", inner.replace('\'', "''"))
        }
        [only]
            if matches!(only.class, Class::Word | Class::Quoted) && !token::is_value(only.text) =>
        {
            let inner = only.text.trim_start_matches(['[', '`']).trim_end_matches([']', '`']);
            format!("'{}'", inner.replace('\'', "''"))
        }
        expression => token::canonical(expression, &|_| false),
    }
}
