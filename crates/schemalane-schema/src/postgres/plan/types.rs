//! Enumerated types and domains, and types that are swapped for new ones.

use super::super::connection::{literal, qualified, quote};
use super::super::{ddl, probe::Probe};
use super::composite;
use super::draft::{Draft, Turn};
use super::lower::Ground;
use super::replaced::users;
use super::right;
use super::table::together;
use super::typed;
use crate::{
    Details, Difference, Domain, Enum, Error, HazardKind, Kind, Object, ObjectId, Rule, Schema,
    Transaction,
};
use std::collections::BTreeMap;

/// Whether the wanted labels are the actual ones and others between them.
pub(super) fn only_adds(before: &[String], after: &[String]) -> bool {
    let mut rest = after.iter();
    before.iter().all(|label| rest.any(|other| other == label))
}

/// Adds labels. Each is committed before anything can use it.
pub(super) fn add_labels(id: &ObjectId, before: &Enum, after: &Enum) -> Vec<Draft> {
    let mut present = before.labels.clone();
    let mut drafts = Vec::new();
    for (index, label) in after.labels.iter().enumerate() {
        if present.contains(label) {
            continue;
        }
        let place = match (index.checked_sub(1).map(|index| &after.labels[index]), present.first())
        {
            (Some(previous), _) => format!(" AFTER {}", literal(previous)),
            (None, Some(next)) => format!(" BEFORE {}", literal(next)),
            (None, None) => String::new(),
        };
        let sql = format!("ALTER TYPE {} ADD VALUE {}{place}", qualified(id), literal(label));
        present.insert(index.min(present.len()), label.clone());
        let draft = Draft::new(id, format!("add value {label} to {id}"), vec![sql])
            .transaction(Transaction::Own)
            .turn(Turn::First { needs: Vec::new() })
            .note(
                HazardKind::NotTransactional,
                id,
                "a new value can be used only once it is committed, so it has a transaction of its own",
            );
        drafts.push(draft);
    }
    drafts
}

/// Swaps a type for a new one of its name. The second list is for the end.
pub(super) fn swap(
    before: &Object,
    after: &Object,
    ground: &Ground<'_>,
    removed: &[String],
) -> Result<(Vec<Draft>, Vec<Draft>), Error> {
    let (id, actual, wanted) = (&after.id, ground.actual, ground.wanted);
    if id.kind == Kind::Composite {
        composite::refuse_within(id, actual, wanted)?;
    }
    let old = ground.beside(id, "_old");
    let keyword = ddl::word(id.kind);
    let mut sql = vec![format!("ALTER {keyword} {} RENAME TO {}", qualified(id), quote(&old.name))];
    sql.extend(ddl::without_rights(after));
    let draft = Draft::new(id, format!("make {id} anew beside the old one"), sql);
    let mut draft = right::restore(draft, before, after, ground.authority);
    if let (Details::Composite(one), Details::Composite(other)) = (&before.details, &after.details)
    {
        draft = composite::probes(draft, id, one, other, actual);
    }
    let mut drafts = vec![draft];
    let mut moves: BTreeMap<ObjectId, Vec<Draft>> = BTreeMap::new();
    for (table, name) in users(actual, id) {
        let (Some(actual_column), Some(column)) = (
            actual.get(&table).and_then(|object| object.as_table()?.column(&name)),
            wanted.get(&table).and_then(|object| object.as_table()?.column(&name)),
        ) else {
            continue;
        };
        if column.data_type != actual_column.data_type {
            continue;
        }
        let head = format!("ALTER TABLE {} ALTER COLUMN {}", qualified(&table), quote(&name));
        let is_array = column.data_type.ends_with("[]");
        let using = match (&before.details, &after.details) {
            (Details::Composite(one), Details::Composite(other)) => {
                composite::using(id, one, other, &name, is_array)?
            }
            _ => {
                let through = if is_array { "text[]" } else { "text" };
                format!("{}::{through}::{}", quote(&name), column.data_type)
            }
        };
        let mut sql = Vec::new();
        if actual_column.default.is_some() {
            sql.push(format!("{head} DROP DEFAULT"));
        }
        sql.push(format!("{head} TYPE {} USING {using}", column.data_type));
        if let Some(default) = &column.default
            && actual_column.default == column.default
        {
            sql.push(format!("{head} SET DEFAULT {default}"));
        }
        let summary = format!("move column {name} of {table} to the new {id}");
        let mut draft = Draft::new(&table, summary, sql)
            .lock("ACCESS EXCLUSIVE", &table)
            .probe(Probe::Rewrite { table: table.clone() });
        if let Some(domain) = typed::domain_of(wanted, &column.data_type) {
            draft.probes.push(Probe::Conversion {
                table: table.clone(),
                column: name.clone(),
                from: typed::below(actual, &actual_column.data_type),
                to: domain.data_type.clone(),
                using: format!("{}::text::{}", quote(&name), domain.data_type),
            });
            draft.probes.extend(typed::checks(domain, &table, &name));
        }
        if !removed.is_empty() {
            draft = draft.probe(Probe::Labels {
                table: table.clone(),
                column: name.clone(),
                labels: removed.to_vec(),
            });
        }
        moves.entry(table).or_default().push(draft);
    }
    drafts.extend(moves.into_iter().flat_map(|(table, moves)| together(&table, moves)));
    let end = vec![Draft::new(
        &before.id,
        format!("drop the old {id}"),
        vec![format!("DROP {keyword} {}", qualified(&old))],
    )];
    Ok((drafts, end))
}

/// Changes a domain in place.
pub(super) fn domain(
    id: &ObjectId,
    before: &Domain,
    after: &Domain,
    differences: &[Difference],
    actual: &Schema,
) -> Vec<Draft> {
    let head = format!("ALTER DOMAIN {}", qualified(id));
    let draft =
        |summary: String, action: String| Draft::new(id, summary, vec![format!("{head} {action}")]);
    let mut drafts = Vec::new();
    let violations = |constraint: &crate::Constraint| -> Vec<Probe> {
        let Rule::Check { expression } = &constraint.rule else { return Vec::new() };
        let probe = |(table, column)| Probe::DomainViolations {
            table,
            column,
            expression: expression.clone(),
        };
        users(actual, id).into_iter().map(probe).collect()
    };
    let check = |name: &Option<String>| format!("check {}", name.as_deref().unwrap_or_default());
    let add = |constraint: &crate::Constraint| {
        let mut draft = draft(
            format!("add {} to {id}", check(&constraint.name)),
            format!("ADD {}", ddl::constraint(constraint)),
        );
        if !constraint.not_valid {
            draft.probes = violations(constraint);
        }
        draft
    };
    let drop = |name: &Option<String>| {
        draft(
            format!("drop {} of {id}", check(name)),
            format!("DROP CONSTRAINT {}", quote(name.as_deref().unwrap_or_default())),
        )
    };
    for difference in differences {
        match difference {
            Difference::ConstraintDropped { constraint } => drafts.push(drop(&constraint.name)),
            Difference::ConstraintAdded { constraint } => drafts.push(add(constraint)),
            Difference::ConstraintChanged { before, after } => {
                if before.not_valid && !after.not_valid && before.rule == after.rule {
                    let name = quote(after.name.as_deref().unwrap_or_default());
                    let mut validate = draft(
                        format!("validate {} of {id}", check(&after.name)),
                        format!("VALIDATE CONSTRAINT {name}"),
                    );
                    validate.probes = violations(after);
                    drafts.push(validate);
                } else {
                    drafts.push(drop(&before.name));
                    drafts.push(add(after));
                }
            }
            Difference::ConstraintRenamed { from, to } => drafts.push(draft(
                format!("rename check {from} of {id} to {to}"),
                format!("RENAME CONSTRAINT {} TO {}", quote(from), quote(to)),
            )),
            _ => {}
        }
    }
    if before.default != after.default {
        let action = match &after.default {
            Some(default) => format!("SET DEFAULT {default}"),
            None => "DROP DEFAULT".to_owned(),
        };
        drafts.push(draft(format!("change the default of {id}"), action));
    }
    if before.not_null != after.not_null {
        let (words, verb) =
            if after.not_null { ("refuse nulls", "SET") } else { ("take nulls", "DROP") };
        let mut change = draft(format!("let {id} {words}"), format!("{verb} NOT NULL"));
        if after.not_null {
            for (table, column) in users(actual, id) {
                change = change.probe(Probe::Nulls { table, column });
            }
        }
        drafts.push(change);
    }
    drafts
}
