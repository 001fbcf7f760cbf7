//! Constraints of tables that are there.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::super::probe::{Probe, Reach};
use super::beside::beside;
use super::context::Context;
use super::draft::{Draft, Turn};
use super::property::parameters;
use crate::{
    Constraint, Deferrable, Dependency, HazardKind, ObjectId, Part, Rule, Table, Transaction,
};

/// Whether a constraint of the same name has to be dropped and added.
pub(super) fn is_replaced(before: &Constraint, after: &Constraint) -> bool {
    !(demands_the_same(before, after)
        && before.deferrable == after.deferrable
        && (before.not_valid == after.not_valid || (before.not_valid && !before.is_key())))
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
        let when = match after.deferrable {
            None => "NOT DEFERRABLE",
            Some(Deferrable::Immediate) => "DEFERRABLE INITIALLY IMMEDIATE",
            Some(Deferrable::Deferred) => "DEFERRABLE INITIALLY DEFERRED",
        };
        let sql = format!("{head} ALTER CONSTRAINT {} {when}", quote(name));
        let summary = format!("change when constraint {name} of {table} is checked");
        drafts.push(Draft::new(table, summary, vec![sql]).lock("ACCESS EXCLUSIVE", table));
    }
    let index =
        format!("ALTER INDEX {}", qualified(&ObjectId { name: name.clone(), ..table.clone() }));
    drafts.extend(parameters(table, &index, &before.parameters, &after.parameters));
    if before.comment != after.comment {
        drafts.push(comment(table, after, name));
    }
    drafts
}

/// Renames in an order in which each new name is free. Two that change places go by way of a third name.
pub(super) fn rename_all(context: &Context<'_>, mut pending: Vec<(String, String)>) -> Vec<Draft> {
    let table = context.table;
    let mut drafts = Vec::new();
    while !pending.is_empty() {
        let is_free = |name: &String| pending.iter().all(|(from, _)| from != name);
        if let Some(position) = pending.iter().position(|(_, to)| is_free(to)) {
            let (from, to) = pending.remove(position);
            drafts.push(rename(table, &from, &to));
        } else {
            let between = beside(&pending[0].0, "_old", |name| {
                context.ground.is_taken(&table.schema, name)
                    || pending.iter().any(|(from, _)| from == name)
            });
            drafts.push(rename(table, &pending[0].0, &between));
            pending[0].0 = between;
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
pub(super) fn add(context: &Context<'_>, shape: &Table, constraint: &Constraint) -> Vec<Draft> {
    let (table, options) = (context.table, context.ground.options);
    let name = constraint.name.clone().unwrap_or_default();
    let add = ddl::add_constraint(table, constraint);
    let summary = format!("add constraint {name} to {table}");
    let is_partitioned = shape.is_partitioned();
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
    // No index can be built apart for a key of PostgreSQL 18 whose spans must not overlap.
    let is_key = matches!(constraint.rule, Rule::PrimaryKey { .. } | Rule::Unique { .. })
        && !constraint.definition.contains(" WITHOUT OVERLAPS)");
    // Where the old one of its name is dropped first, nothing may come between the two.
    let is_replaced = context.affected.constraints.contains(&(table.clone(), name.clone()));
    let mut drafts = Vec::new();
    if options.online && is_key && !is_partitioned && !is_replaced {
        drafts.extend(key(context, constraint, &name));
    } else if options.online && can_wait && !constraint.not_valid {
        drafts.push(lock(Draft::new(
            table,
            format!("{summary}, not yet validated"),
            vec![format!("{add} NOT VALID")],
        )));
        drafts.push(
            validate(table, constraint, &name).transaction(Transaction::Own).turn(Turn::Last),
        );
    } else {
        let mut draft = lock(Draft::new(table, summary, vec![add]));
        if !constraint.not_valid {
            draft = probe(draft, table, constraint).probe(Probe::Scan { table: table.clone() });
        }
        if matches!(
            constraint.rule,
            Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Exclude { .. }
        ) {
            draft = draft.note(
                HazardKind::IndexBuild,
                table,
                format!("the index of {name} is built while others wait"),
            );
        }
        if options.online && !can_wait {
            let why = match constraint.rule {
                _ if is_partitioned => {
                    "PostgreSQL cannot add it to a partitioned table while others go on"
                }
                Rule::Exclude { .. } => "PostgreSQL cannot build an exclusion while others go on",
                _ => "it takes the place of another of its name, so others wait for its index",
            };
            draft = draft.warning(HazardKind::Lock, table, why);
        }
        drafts.push(draft);
    }
    if constraint.comment.is_some() {
        drafts.push(comment(table, constraint, &name));
    }
    drafts
}

/// The steps that build the index of a key while others go on, and make the key of it.
fn key(context: &Context<'_>, constraint: &Constraint, name: &str) -> Vec<Draft> {
    let table = context.table;
    let word = constraint.rule.name();
    let (kind, nulls_not_distinct) = match &constraint.rule {
        Rule::Unique { nulls_not_distinct, .. } => ("UNIQUE", *nulls_not_distinct),
        _ => ("PRIMARY KEY", false),
    };
    let when = match constraint.deferrable {
        None => "",
        Some(Deferrable::Immediate) => " DEFERRABLE",
        Some(Deferrable::Deferred) => " DEFERRABLE INITIALLY DEFERRED",
    };
    let nulls = if nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    // The columns, with those that are only included.
    let columns = constraint.definition.strip_prefix(kind).unwrap_or_default();
    let columns = columns.strip_prefix(nulls).unwrap_or(columns);
    let columns = columns.strip_suffix(when).unwrap_or(columns);
    let (quoted, schema) = (quote(name), quote(&table.schema));
    let build = vec![
        format!("DROP INDEX CONCURRENTLY IF EXISTS {schema}.{quoted}"),
        format!(
            "CREATE UNIQUE INDEX CONCURRENTLY {quoted} ON {}{columns}{nulls}{}",
            qualified(table),
            ddl::with(&constraint.parameters)
        ),
    ];
    let of = Some(Part::Constraint(name.to_owned()));
    let all = context.ground.wanted.get(table).into_iter().flat_map(|object| &object.depends_on);
    let own = all.filter(|needed| needed.of == of).cloned();
    let columns =
        own.chain(constraint.columns().map(|name| Dependency::on_column(table.clone(), name)));
    let needs = columns.collect();
    let build = Draft::new(table, format!("build the index of {name} while others go on"), build)
        .transaction(Transaction::Outside)
        .turn(Turn::First { needs })
        .lock("SHARE UPDATE EXCLUSIVE", table)
        .note(
            HazardKind::IndexBuild,
            table,
            format!("the index of {name} is built from all rows of the table"),
        )
        .note(
            HazardKind::NotTransactional,
            table,
            "it cannot be rolled back together with the rest",
        );
    let add = format!(
        "ALTER TABLE {} ADD CONSTRAINT {quoted} {kind} USING INDEX {quoted}{when}",
        qualified(table)
    );
    let add = Draft::new(table, format!("make a {word} of the index {name} of {table}"), vec![add])
        .lock("ACCESS EXCLUSIVE", table);
    vec![probe(build, table, constraint), add]
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
            let is_own = constraint.definition.contains(" NO INHERIT");
            let reach = if is_own { Reach::Own } else { Reach::Family };
            draft.probe(Probe::Violations { table, expression: expression.clone(), reach, name })
        }
        Rule::ForeignKey { columns, table: other, references, matching, .. } => {
            draft.probe(Probe::Orphans {
                table,
                columns: columns.clone(),
                other: other.clone(),
                references: references.clone(),
                matching: *matching,
                name,
            })
        }
        Rule::Exclude { parts, predicate } => draft.probe(Probe::Pairs {
            table,
            parts: parts.clone(),
            predicate: predicate.clone(),
            name,
        }),
    }
}
