//! Indexes.

use super::{Row, behind_name};
use crate::sqlite::body::{closing, split};
use crate::sqlite::token::{self, Token};
use crate::{Index, IndexPart, Kind, ObjectId};
use std::collections::BTreeMap;

/// Reads the text of an index; `None` where it is none that is understood.
pub(super) fn read(row: &Row, columns: &BTreeMap<String, Vec<String>>) -> Option<Index> {
    let tokens = behind_name(&row.sql);
    let names = columns.get(&row.table).map(Vec::as_slice).unwrap_or_default();
    let is_name = |name: &str| names.iter().any(|known| known == name);
    let open = tokens.iter().position(|token| token.is("("))?;
    let close = closing(&tokens, open)?;
    let parts =
        split(&tokens[open + 1..close]).into_iter().map(|tokens| part(tokens, &is_name)).collect();
    let rest = &tokens[close + 1..];
    let condition = rest
        .first()
        .filter(|token| token.is("WHERE"))
        .map(|_| token::canonical(&rest[1..], is_name));
    let words = token::read(&row.sql).ok()?;
    Some(Index {
        table: ObjectId::new(Kind::Table, "", &row.table),
        unique: words.get(1).is_some_and(|word| word.is("UNIQUE")),
        method: String::new(),
        parts,
        include: Vec::new(),
        predicate: condition,
        nulls_not_distinct: false,
        parameters: BTreeMap::new(),
        tablespace: None,
        invalid: false,
        attached_to: None,
        clustered: false,
    })
}

fn part(tokens: &[Token<'_>], is_name: &dyn Fn(&str) -> bool) -> IndexPart {
    let mut rest = tokens;
    let mut descending = false;
    if let [before @ .., last] = rest
        && (last.is("ASC") || last.is("DESC"))
    {
        descending = last.is("DESC");
        rest = before;
    }
    let mut collation = None;
    if let [before @ .., word, name] = rest
        && word.is("COLLATE")
    {
        collation = Some(name.name());
        rest = before;
    }
    let is_column = rest.len() == 1 && is_name(&rest[0].name());
    let expression = if is_column { rest[0].name() } else { token::canonical(rest, is_name) };
    IndexPart {
        expression,
        is_column,
        descending,
        nulls_reversed: false,
        collation,
        operator_class: None,
    }
}
