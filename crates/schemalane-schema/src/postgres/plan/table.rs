//! Tables that are there.

use super::super::connection::{qualified, quote};
use super::super::probe::Probe;
use super::affected::Affected;
use super::column::{self, literal};
use super::constraint;
use super::draft::{Draft, Force};
use crate::{
    Constraint, Difference, Error, HazardKind, Object, ObjectId, Options, Persistence,
    PostgresTable, RowSecurity, Rule, Schema, Table, TableOptions,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a table is lowered with.
pub(super) struct Context<'c> {
    pub actual: &'c Schema,
    pub affected: &'c Affected,
    pub forced: &'c BTreeSet<Force>,
    pub options: &'c Options,
}

/// The steps that change a table, and those that come at the very end.
pub(super) fn alter(
    context: &Context<'_>,
    before: &Object,
    after: &Object,
    differences: &[Difference],
) -> Result<(Vec<Draft>, Vec<Draft>), Error> {
    let id = &after.id;
    let (Some(actual), Some(wanted)) = (before.as_table(), after.as_table()) else {
        return Ok(Default::default());
    };
    if let Some(Difference::ColumnOrder { .. }) =
        differences.iter().find(|difference| matches!(difference, Difference::ColumnOrder { .. }))
    {
        return Err(unsupported(
            id,
            "PostgreSQL cannot change the order of columns; compare without it, or copy the table yourself",
        ));
    }
    let mut drafts = Vec::new();
    for difference in differences {
        if let Difference::ConstraintRenamed { from, to } = difference
            && !context.affected.constraints.contains(&(id.clone(), from.clone()))
        {
            drafts.push(constraint::rename(id, from, to));
        }
    }
    drafts.extend(columns(context, id, actual, wanted, differences));
    let (TableOptions::Postgres(own), TableOptions::Postgres(other)) =
        (&actual.options, &wanted.options)
    else {
        return Ok((drafts, Vec::new()));
    };
    drafts.extend(properties(id, own, other)?);
    let mut finish = Vec::new();
    for (constraint, is_new) in added(context, id, wanted, differences) {
        let steps = constraint::add(id, wanted, constraint, context.options);
        // What comes back was kept before, but where its column changed.
        let steps = steps.into_iter().map(|mut draft| {
            if !is_new {
                draft.probes.clear();
            }
            draft
        });
        match constraint.rule {
            Rule::ForeignKey { .. } => finish.extend(steps),
            _ => drafts.extend(steps),
        }
    }
    for difference in differences {
        if let Difference::ConstraintChanged { before, after } = difference
            && !constraint::is_replaced(before, after)
        {
            drafts.extend(constraint::alter(id, before, after));
        }
    }
    Ok((drafts, finish))
}

/// The constraints to add, and whether they are new.
fn added<'t>(
    context: &Context<'_>,
    id: &ObjectId,
    wanted: &'t Table,
    differences: &[Difference],
) -> Vec<(&'t Constraint, bool)> {
    let is_new = |constraint: &Constraint| {
        differences.iter().any(|difference| match difference {
            Difference::ConstraintAdded { constraint: added } => added == constraint,
            Difference::ConstraintChanged { before, after } => {
                **after == *constraint && constraint::is_replaced(before, after)
            }
            _ => false,
        })
    };
    let comes_back = |constraint: &Constraint| {
        let name = constraint.name.clone().unwrap_or_default();
        let is_dropped =
            |name: &String| context.affected.constraints.contains(&(id.clone(), name.clone()));
        is_dropped(&name)
            || differences.iter().any(|difference| {
                matches!(difference, Difference::ConstraintRenamed { from, to } if *to == name && is_dropped(from))
            })
    };
    let mut found: Vec<_> = wanted
        .constraints
        .iter()
        .filter_map(|constraint| {
            let new = is_new(constraint);
            (new || comes_back(constraint)).then_some((constraint, new))
        })
        .collect();
    found.sort_by_key(|(constraint, _)| constraint.rule.name() != "primary key");
    found
}

fn columns(
    context: &Context<'_>,
    id: &ObjectId,
    actual: &Table,
    wanted: &Table,
    differences: &[Difference],
) -> Vec<Draft> {
    let lowering = column::Context {
        table: id,
        actual: context.actual,
        affected: context.affected,
        forced: context.forced,
    };
    let mut drafts = Vec::new();
    for difference in differences {
        if let Difference::ColumnDropped { column } = difference {
            let key = (id.clone(), column.clone());
            if !context.affected.columns.contains(&key) {
                drafts.push(lowering.drop(column));
            }
        }
    }
    // What is computed comes after what it is computed from.
    let plain = wanted.columns.iter().filter(|column| column.generated.is_none());
    let generated = wanted.columns.iter().filter(|column| column.generated.is_some());
    for column in plain.chain(generated) {
        let key = (id.clone(), column.name.clone());
        match actual.column(&column.name) {
            None => drafts.push(lowering.add(column)),
            Some(_) if context.affected.columns.contains(&key) => drafts.push(lowering.add(column)),
            Some(before) if before != column || context.affected.defaults.contains(&key) => {
                drafts.extend(lowering.alter(before, column));
            }
            Some(_) => {}
        }
    }
    drafts
}

fn properties(
    id: &ObjectId,
    before: &PostgresTable,
    after: &PostgresTable,
) -> Result<Vec<Draft>, Error> {
    let PostgresTable {
        persistence,
        partition_by,
        partition_of,
        inherits,
        row_security,
        replica_identity,
        parameters: own,
        tablespace,
    } = before;
    if *partition_by != after.partition_by {
        return Err(unsupported(
            id,
            "PostgreSQL cannot change how a table is partitioned; create a new table and copy the rows",
        ));
    }
    let head = format!("ALTER TABLE {}", qualified(id));
    let mut drafts = Vec::new();
    let mut push = |summary: String, sql: String| {
        drafts.push(Draft::new(id, summary, vec![sql]).lock("ACCESS EXCLUSIVE", id));
    };
    if *partition_of != after.partition_of {
        if let Some(partition) = partition_of {
            push(
                format!("detach {id} from {}", partition.parent.short()),
                format!(
                    "ALTER TABLE {} DETACH PARTITION {}",
                    qualified(&partition.parent),
                    qualified(id)
                ),
            );
        }
        if let Some(partition) = &after.partition_of {
            push(
                format!("attach {id} to {}", partition.parent.short()),
                format!(
                    "ALTER TABLE {} ATTACH PARTITION {} {}",
                    qualified(&partition.parent),
                    qualified(id),
                    partition.bound
                ),
            );
        }
    }
    for parent in inherits.iter().filter(|parent| !after.inherits.contains(parent)) {
        push(
            format!("let {id} no longer inherit from {}", parent.short()),
            format!("{head} NO INHERIT {}", qualified(parent)),
        );
    }
    for parent in after.inherits.iter().filter(|parent| !inherits.contains(parent)) {
        push(
            format!("let {id} inherit from {}", parent.short()),
            format!("{head} INHERIT {}", qualified(parent)),
        );
    }
    if *replica_identity != after.replica_identity {
        let wanted = after.replica_identity.as_deref().unwrap_or("DEFAULT");
        push(
            format!("change the replica identity of {id}"),
            format!("{head} REPLICA IDENTITY {wanted}"),
        );
    }
    if *row_security != after.row_security {
        drafts.push(security(id, &head, *row_security, after.row_security));
    }
    if *persistence != after.persistence {
        let word = if after.persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" };
        drafts.push(
            Draft::new(
                id,
                format!("make {id} {}", word.to_lowercase()),
                vec![format!("{head} SET {word}")],
            )
            .lock("ACCESS EXCLUSIVE", id)
            .probe(Probe::Rewrite { table: id.clone() }),
        );
    }
    if *tablespace != after.tablespace {
        let space = quote(after.tablespace.as_deref().unwrap_or("pg_default"));
        drafts.push(
            Draft::new(id, format!("move {id}"), vec![format!("{head} SET TABLESPACE {space}")])
                .lock("ACCESS EXCLUSIVE", id)
                .probe(Probe::Rewrite { table: id.clone() }),
        );
    }
    drafts.extend(parameters(id, &head, own, &after.parameters));
    Ok(drafts)
}

fn security(id: &ObjectId, head: &str, before: RowSecurity, after: RowSecurity) -> Draft {
    let enabled = |state| matches!(state, RowSecurity::Enabled | RowSecurity::Forced);
    let forced = |state| matches!(state, RowSecurity::ForcedOff | RowSecurity::Forced);
    let mut sql = Vec::new();
    if enabled(before) != enabled(after) {
        let verb = if enabled(after) { "ENABLE" } else { "DISABLE" };
        sql.push(format!("{head} {verb} ROW LEVEL SECURITY"));
    }
    if forced(before) != forced(after) {
        let verb = if forced(after) { "FORCE" } else { "NO FORCE" };
        sql.push(format!("{head} {verb} ROW LEVEL SECURITY"));
    }
    Draft::new(id, format!("change the row level security of {id}"), sql)
        .lock("ACCESS EXCLUSIVE", id)
        .warning(HazardKind::Authorisation, id.short(), "other rows may be seen than before")
}

/// Sets and resets storage parameters.
pub(super) fn parameters(
    id: &ObjectId,
    head: &str,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<Draft> {
    let set: Vec<String> = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
        .map(|(name, value)| format!("{name} = {}", literal(value)))
        .collect();
    let reset: Vec<&str> =
        before.keys().filter(|name| !after.contains_key(*name)).map(String::as_str).collect();
    let mut sql = Vec::new();
    if !set.is_empty() {
        sql.push(format!("{head} SET ({})", set.join(", ")));
    }
    if !reset.is_empty() {
        sql.push(format!("{head} RESET ({})", reset.join(", ")));
    }
    if sql.is_empty() {
        return Vec::new();
    }
    vec![Draft::new(id, format!("change the parameters of {id}"), sql)]
}

pub(super) fn unsupported(id: &ObjectId, reason: &str) -> Error {
    Error::Unsupported { id: Box::new(id.clone()), reason: reason.to_owned() }
}
