//! Constraints of tables that are there.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::super::probe::Probe;
use super::draft::Draft;
use crate::{
    Constraint, HazardKind, ObjectId, Options, Part, Rule, Table, TableOptions, Transaction,
};

/// Whether a constraint of the same name has to be dropped and added.
pub(super) fn is_replaced(before: &Constraint, after: &Constraint) -> bool {
    !(demands_the_same(before, after)
        && before.deferrable == after.deferrable
        && (before.not_valid == after.not_valid || before.not_valid))
        && !is_deferral(before, after)
}

/// A foreign key can be made to wait in place.
fn is_deferral(before: &Constraint, after: &Constraint) -> bool {
    matches!(before.rule, Rule::ForeignKey { .. })
        && before.rule == after.rule
        && before.not_valid == after.not_valid
        && before.deferrable != after.deferrable
}

fn demands_the_same(before: &Constraint, after: &Constraint) -> bool {
    let bare = |constraint: &Constraint| {
        constraint.definition.trim_end_matches("NOT VALID").trim_end().to_owned()
    };
    before.rule == after.rule && bare(before) == bare(after)
}

/// The steps that change a constraint in place.
pub(super) fn alter(table: &ObjectId, before: &Constraint, after: &Constraint) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let Some(name) = &after.name else { return drafts };
    let head = format!("ALTER TABLE {}", qualified(table));
    if before.not_valid && !after.not_valid {
        drafts.push(validate(table, after, name));
    }
    if is_deferral(before, after) {
        use crate::Deferrable::{Deferred, Immediate};
        let when = match after.deferrable {
            None => "NOT DEFERRABLE",
            Some(Immediate) => "DEFERRABLE INITIALLY IMMEDIATE",
            Some(Deferred) => "DEFERRABLE INITIALLY DEFERRED",
        };
        let sql = format!("{head} ALTER CONSTRAINT {} {when}", quote(name));
        let summary = format!("change when constraint {name} of {table} is checked");
        drafts.push(Draft::new(table, summary, vec![sql]).lock("ACCESS EXCLUSIVE", table));
    }
    if before.comment != after.comment {
        drafts.push(comment(table, after, name));
    }
    drafts
}

/// Renames in an order in which every new name is free. In a circle one of them steps aside first.
pub(super) fn renames(table: &ObjectId, mut open: Vec<(String, String)>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    while !open.is_empty() {
        let is_free = |to: &String| open.iter().all(|(from, _)| from != to);
        match open.iter().position(|(_, to)| is_free(to)) {
            Some(next) => {
                let (from, to) = open.remove(next);
                drafts.push(rename(table, &from, &to));
            }
            None => {
                let aside = format!("schemalane_{}", open[0].0);
                drafts.push(rename(table, &open[0].0, &aside));
                open[0].0 = aside;
            }
        }
    }
    drafts
}

fn rename(table: &ObjectId, from: &str, to: &str) -> Draft {
    let sql = format!(
        "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
        qualified(table),
        quote(from),
        quote(to)
    );
    Draft::new(table, format!("rename constraint {from} of {table} to {to}"), vec![sql])
        .lock("ACCESS EXCLUSIVE", table)
}

fn comment(table: &ObjectId, constraint: &Constraint, name: &str) -> Draft {
    let part = Part::Constraint(name.to_owned());
    let sql = ddl::comment(table, Some(&part), constraint.comment.as_deref());
    Draft::new(table, format!("comment on constraint {name} of {table}"), vec![sql])
}

fn validate(table: &ObjectId, constraint: &Constraint, name: &str) -> Draft {
    let sql = format!("ALTER TABLE {} VALIDATE CONSTRAINT {}", qualified(table), quote(name));
    let draft = Draft::new(table, format!("validate constraint {name} of {table}"), vec![sql])
        .lock("SHARE UPDATE EXCLUSIVE", table);
    probe(draft, table, constraint)
}

/// The steps that add a constraint to a table that may have rows.
pub(super) fn add(
    table: &ObjectId,
    shape: &Table,
    constraint: &Constraint,
    options: &Options,
) -> Vec<Draft> {
    let name = constraint.name.clone().unwrap_or_default();
    let add = format!("ALTER TABLE {} ADD {}", qualified(table), ddl::constraint(constraint));
    let summary = format!("add constraint {name} to {table}");
    let is_partitioned =
        matches!(&shape.options, TableOptions::Postgres(own) if own.partition_by.is_some());
    let can_wait = match constraint.rule {
        Rule::ForeignKey { .. } => !is_partitioned,
        Rule::Check { .. } => true,
        _ => false,
    };
    let lock = |draft: Draft| match &constraint.rule {
        Rule::ForeignKey { table: other, .. } => {
            let mut draft = draft.lock("SHARE ROW EXCLUSIVE", table);
            if other != table
                && let Some(lock) = &mut draft.step.lock
            {
                lock.push_str(&format!(" and {}", other.short()));
            }
            draft
        }
        _ => draft.lock("ACCESS EXCLUSIVE", table),
    };
    let mut drafts = Vec::new();
    if options.online && can_wait && !constraint.not_valid {
        drafts.push(lock(Draft::new(
            table,
            format!("{summary}, not yet validated"),
            vec![format!("{add} NOT VALID")],
        )));
        drafts.push(validate(table, constraint, &name).transaction(Transaction::Own));
    } else {
        let mut draft = lock(Draft::new(table, summary, vec![add]));
        if !constraint.not_valid {
            draft = probe(draft, table, constraint).probe(Probe::Scan { table: table.clone() });
        }
        if matches!(constraint.rule, Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Exclude)
        {
            draft = draft.note(
                HazardKind::IndexBuild,
                table.short(),
                format!("the index of {name} is built while others wait"),
            );
        }
        drafts.push(draft);
    }
    if constraint.comment.is_some() {
        drafts.push(comment(table, constraint, &name));
    }
    drafts
}

/// Asks the rows whether they keep the constraint.
fn probe(draft: Draft, table: &ObjectId, constraint: &Constraint) -> Draft {
    let table = table.clone();
    let name = constraint.name.clone().unwrap_or_default();
    match &constraint.rule {
        Rule::PrimaryKey { columns } => {
            let columns: Vec<String> = columns.iter().map(|part| part.column.clone()).collect();
            let draft = columns.iter().fold(draft, |draft, column| {
                draft.probe(Probe::Nulls { table: table.clone(), column: column.clone() })
            });
            draft.probe(Probe::Duplicates { table, columns, nulls_not_distinct: false, name })
        }
        Rule::Unique { columns, nulls_not_distinct } => {
            let columns = columns.iter().map(|part| part.column.clone()).collect();
            let nulls_not_distinct = *nulls_not_distinct;
            draft.probe(Probe::Duplicates { table, columns, nulls_not_distinct, name })
        }
        Rule::Check { expression } => {
            draft.probe(Probe::Violations { table, expression: expression.clone(), name })
        }
        Rule::ForeignKey { columns, table: other, references, .. } => draft.probe(Probe::Orphans {
            table,
            columns: columns.clone(),
            other: other.clone(),
            references: references.clone(),
            name,
        }),
        Rule::Exclude => draft,
    }
}
