//! Indexes.

use crate::sqlite::token::{self, Class, Token};
use crate::{Dependency, Index, IndexPart, ObjectId, Table};
use schemalane_source::Dialect;
use std::collections::BTreeMap;

/// Reads the text of an index.
pub(super) fn read(sql: &str, id: ObjectId, table: &Table) -> Index {
    let header = crate::Header::read(sql, Dialect::Sqlite);
    let tokens = token::read(&sql[header.name_end()..]);
    let start = tokens.iter().position(|token| token.is("(")).unwrap_or(tokens.len());
    let mut depth = 0i32;
    let end = tokens
        .iter()
        .skip(start)
        .position(|token| {
            depth += i32::from(token.is("(")) - i32::from(token.is(")"));
            depth == 0
        })
        .map_or(tokens.len(), |length| start + length);
    let items = token::items(tokens.get(start + 1..end).unwrap_or_default());
    let predicate = match tokens.get(end + 1..) {
        Some([word, expression @ ..]) if word.is("WHERE") => {
            Some(token::canonical(token::bare(expression), &|name| table.column(name).is_some()))
        }
        _ => None,
    };
    Index {
        table: id,
        unique: header.words.iter().any(|word| word == "UNIQUE"),
        method: String::new(),
        parts: items.into_iter().map(|item| part(item, table)).collect(),
        include: Vec::new(),
        predicate,
        nulls_not_distinct: false,
        parameters: BTreeMap::new(),
        tablespace: None,
        invalid: false,
        attached_to: None,
        clustered: false,
        statistics: BTreeMap::new(),
        partitioned: false,
    }
}

fn part(item: &[Token<'_>], table: &Table) -> IndexPart {
    let (expression, collation, descending) = token::sorted(item);
    let expression = token::bare(expression);
    let column = match expression {
        [only] if only.class != Class::Number => table.column(&only.name()),
        _ => None,
    };
    let own = column.and_then(|column| column.collation.as_deref()).unwrap_or("BINARY");
    let is_name = |name: &str| table.column(name).is_some();
    IndexPart {
        expression: match column {
            Some(column) => column.name.clone(),
            None => token::canonical(expression, &is_name),
        },
        is_column: column.is_some(),
        descending,
        nulls_reversed: false,
        collation: collation.filter(|name| name != own),
        operator_class: None,
    }
}

/// The table, and every column that the text names.
pub(super) fn dependencies(index: &Index, sql: &str, table: &Table) -> Vec<Dependency> {
    let tokens = token::rest(sql);
    let named = tokens.iter().filter(|token| token.class != Class::Number).map(Token::name);
    named
        .filter(|name| table.column(name).is_some())
        .map(|name| Dependency::on_column(index.table.clone(), name))
        .chain([Dependency::on(index.table.clone())])
        .collect()
}
