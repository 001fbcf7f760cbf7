//! Columns.

use super::catalogue::{Catalogue, parameters};
use super::types::SequenceOptions;
use crate::{Column, Error, Generated, Identity};
use schemalane_source::{Dialect, tokens};
use serde::Deserialize;
use std::collections::HashMap;

/// The columns of each relation in their order.
pub(super) type Columns = HashMap<i64, Vec<Row>>;

#[derive(Deserialize)]
pub(super) struct Row {
    relation: i64,
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) data_type: String,
    not_null: bool,
    not_null_name: Option<String>,
    pub(super) expression: Option<String>,
    generated: String,
    identity: String,
    pub(super) collation: Option<String>,
    storage: Option<String>,
    compression: Option<String>,
    statistics: Option<i32>,
    parameters: Vec<String>,
    pub(super) local: bool,
    sequence: Option<SequenceOptions>,
}

/// Reads the columns of all relations.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<Columns, Error> {
    let mut columns = Columns::new();
    for row in catalogue.rows::<Row>(include_str!("columns.sql")).await? {
        catalogue.know_column(row.relation, row.number, &row.name);
        columns.entry(row.relation).or_default().push(row);
    }
    Ok(columns)
}

impl Row {
    /// The column, without its comment.
    pub(super) fn into_column(self) -> Column {
        let expression = self.expression.as_deref().map(bare);
        let (default, generated) = match self.generated.as_str() {
            "" => (expression, None),
            kind => {
                let stored = kind == "s";
                (None, expression.map(|expression| Generated { expression, stored }))
            }
        };
        let identity = self.sequence.map(|sequence| Identity {
            always: self.identity == "a",
            sequence: sequence.into_sequence(None),
        });
        Column {
            not_null: self.not_null,
            not_null_name: self.not_null_name,
            default,
            collation: self.collation,
            generated,
            identity,
            storage: self.storage,
            compression: self.compression,
            statistics: self.statistics,
            parameters: parameters(&self.parameters),
            ..Column::new(self.name, self.data_type)
        }
    }
}

/// An expression without parentheses around all of it.
pub(in crate::postgres) fn bare(expression: &str) -> String {
    let mut text = expression.trim();
    while let Some(inner) = inner(text) {
        text = inner.trim();
    }
    text.to_owned()
}

fn inner(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    for token in tokens(inner, Dialect::Postgres).ok()? {
        match token.text(inner) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    (depth == 0).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn only_parentheses_around_all_of_it_go() {
        assert_eq!(bare("((a > 0))"), "a > 0");
        assert_eq!(bare("(a) + (b)"), "(a) + (b)");
        assert_eq!(bare("(')' || a)"), "')' || a");
        assert_eq!(bare("'(x)'::text"), "'(x)'::text");
    }
}
