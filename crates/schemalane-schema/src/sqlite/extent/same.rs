//! Whether a statement is the one that a database keeps.

use crate::Wanted;
use crate::sqlite::entry::Entry;
use crate::sqlite::plan::column_texts;
use crate::sqlite::token;

/// Whether an entry has the text that is wanted. `true` is certain; `false` says only that it takes a longer look.
pub(super) fn is_same(entry: &Entry, wanted: &Wanted) -> bool {
    // A hint may be wrong, and only the longer look tells.
    let is_plain = wanted.hints.is_empty()
        && wanted.header.schema.is_none()
        && !wanted.header.words.iter().any(|word| word.starts_with("TEMP"));
    is_plain
        && entry.name == token::written_name(&wanted.text, &wanted.header)
        && (entry.sql == wanted.text
            // Arguments of modules have rules of their own.
            || !entry.is_virtual()
                && token::same_text(&entry.sql, &wanted.text)
                && columns(&entry.sql) == columns(&wanted.text))
}

/// The first words of the items of a table: the names of its columns, whose case is a fact.
fn columns(sql: &str) -> Vec<String> {
    let first = |text| token::read(text).first().map_or("", |token| token.text);
    column_texts(sql).into_iter().map(|(_, text)| token::written(first(text))).collect()
}
