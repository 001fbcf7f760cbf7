//! Constraints of tables and domains.

use super::catalogue::{Catalogue, parameters, table};
use super::column::bare;
use crate::{
    Action, Constraint, Deferrable, Error, ExcludePart, KeyPart, Match, ObjectId, Part, Rule,
};
use serde::Deserialize;
use std::collections::HashMap;

/// The constraints, by the `oid` of what they belong to.
pub(super) struct Rows {
    pub(super) tables: HashMap<i64, Vec<Row>>,
    pub(super) domains: HashMap<i64, Vec<Row>>,
}

#[derive(Deserialize)]
pub(super) struct Row {
    oid: i64,
    relation: i64,
    domain: i64,
    name: String,
    kind: String,
    validated: bool,
    deferrable: bool,
    deferred: bool,
    definition: String,
    expression: Option<String>,
    columns: Vec<String>,
    parent_schema: Option<String>,
    parent: Option<String>,
    parent_columns: Vec<String>,
    on_delete: String,
    on_update: String,
    matching: String,
    nulls_not_distinct: bool,
    excluded: Vec<(String, String)>,
    predicate: Option<String>,
    parameters: Vec<String>,
    clustered: bool,
}

/// Reads all of them.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<Rows, Error> {
    let mut rows = Rows { tables: HashMap::new(), domains: HashMap::new() };
    for row in catalogue.rows::<Row>(include_str!("constraints.sql")).await? {
        let (of, owner) = match row.relation {
            0 => (&mut rows.domains, row.domain),
            relation => (&mut rows.tables, relation),
        };
        of.entry(owner).or_default().push(row);
    }
    Ok(rows)
}

/// The constraints of one table or domain, in ascending order.
pub(super) fn build(
    catalogue: &mut Catalogue<'_>,
    owner: &ObjectId,
    rows: Vec<Row>,
) -> Vec<Constraint> {
    let mut constraints: Vec<Constraint> = rows
        .into_iter()
        .map(|row| {
            let part = Part::Constraint(row.name.clone());
            catalogue.know("pg_constraint", row.oid, (owner.clone(), Some(part)));
            let comment = catalogue.comment("pg_constraint", row.oid, 0);
            row.into_constraint(comment)
        })
        .collect();
    constraints.sort();
    constraints
}

impl Row {
    fn into_constraint(self, comment: Option<String>) -> Constraint {
        Constraint {
            rule: self.rule(),
            name: Some(self.name),
            deferrable: match (self.deferrable, self.deferred) {
                (false, _) => None,
                (true, false) => Some(Deferrable::Immediate),
                (true, true) => Some(Deferrable::Deferred),
            },
            on_conflict: None,
            not_valid: !self.validated,
            definition: self.definition,
            parameters: parameters(&self.parameters),
            clustered: self.clustered,
            comment,
        }
    }

    fn rule(&self) -> Rule {
        let key = || self.columns.iter().map(KeyPart::new).collect();
        let parent = table(self.parent_schema.as_ref(), self.parent.as_ref());
        match (self.kind.as_str(), parent) {
            ("p", _) => Rule::PrimaryKey { columns: key() },
            ("u", _) => {
                Rule::Unique { columns: key(), nulls_not_distinct: self.nulls_not_distinct }
            }
            ("c", _) => {
                Rule::Check { expression: bare(self.expression.as_deref().unwrap_or_default()) }
            }
            ("f", Some(table)) => Rule::ForeignKey {
                columns: self.columns.clone(),
                table,
                references: self.parent_columns.clone(),
                on_delete: action(&self.on_delete),
                on_update: action(&self.on_update),
                matching: if self.matching == "f" { Match::Full } else { Match::Simple },
            },
            _ => Rule::Exclude {
                parts: self
                    .excluded
                    .iter()
                    .map(|(expression, operator)| ExcludePart {
                        expression: bare(expression),
                        operator: operator.clone(),
                    })
                    .collect(),
                predicate: self.predicate.as_deref().map(bare),
            },
        }
    }
}

fn action(code: &str) -> Action {
    match code {
        "r" => Action::Restrict,
        "c" => Action::Cascade,
        "n" => Action::SetNull,
        "d" => Action::SetDefault,
        _ => Action::NoAction,
    }
}
