//! Tables that are there.

use super::super::connection::qualified;
use super::super::probe::Probe;
use super::constraint;
use super::context::Context;
use super::draft::{Draft, Force};
use super::{identification, index, inherited, partition, property, right};
use crate::{
    Constraint, Difference, Error, Object, ObjectId, Rule, Table, TableOptions, Transaction,
};

/// The steps that change a table, and those that come at the very end.
pub(super) fn alter(
    context: &Context<'_>,
    before: &Object,
    after: &Object,
    differences: &[Difference],
) -> Result<(Vec<Draft>, Vec<Draft>), Error> {
    let id = context.table;
    let (Some(actual), Some(wanted)) = (before.as_table(), after.as_table()) else {
        return Ok(Default::default());
    };
    if let Some(Difference::ColumnOrder { .. }) =
        differences.iter().find(|difference| matches!(difference, Difference::ColumnOrder { .. }))
    {
        return Err(Error::unsupported(
            id,
            "PostgreSQL cannot change the order of columns",
            "compare without it, or copy the table yourself",
        ));
    }
    let mut drafts = Vec::new();
    let renames = differences.iter().filter_map(|difference| match difference {
        Difference::ConstraintRenamed { from, to }
            if !context.affected.constraints.contains(&(id.clone(), from.clone())) =>
        {
            Some((from.clone(), to.clone()))
        }
        _ => None,
    });
    drafts.extend(constraint::rename_all(context, renames.collect()));
    drafts.extend(columns(context, wanted, differences));
    let (TableOptions::Postgres(own), TableOptions::Postgres(other)) =
        (&actual.options, &wanted.options)
    else {
        return Ok((drafts, Vec::new()));
    };
    let (detach, attach) = partition::alter(context, actual, wanted);
    drafts.extend(detach);
    drafts.extend(property::alter(id, own, other)?);
    let mut finish: Vec<Draft> = Vec::new();
    finish.extend(attach);
    for (constraint, is_new) in added(context, wanted, differences) {
        let steps = constraint::add(context, wanted, constraint);
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
        if let (true, Some(name)) = (constraint.clustered, &constraint.name) {
            drafts.extend(index::cluster(id, name, context.ground.wanted));
        }
    }
    finish.extend(identification::alter(context, own, other));
    for difference in differences {
        if let Difference::ConstraintChanged { before, after } = difference
            && !constraint::is_replaced(before, after)
        {
            drafts.extend(constraint::alter(id, before, after));
            if before.clustered != after.clustered
                && let Some(name) = &after.name
            {
                drafts.extend(index::cluster(id, name, context.ground.wanted));
            }
        }
    }
    Ok((drafts, finish))
}

/// The constraints to add, and whether they are new.
fn added<'t>(
    context: &Context<'_>,
    wanted: &'t Table,
    differences: &[Difference],
) -> Vec<(&'t Constraint, bool)> {
    let id = context.table;
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
        // Another one may have had this name, and go.
        let old = differences.iter().find_map(|difference| match difference {
            Difference::ConstraintRenamed { from, to } if *to == name => Some(from.clone()),
            _ => None,
        });
        context.affected.constraints.contains(&(id.clone(), old.unwrap_or(name)))
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

fn columns(context: &Context<'_>, wanted: &Table, differences: &[Difference]) -> Vec<Draft> {
    let id = context.table;
    let mut drafts = Vec::new();
    for difference in differences {
        if let Difference::ColumnDropped { column } = difference {
            let key = (id.clone(), column.clone());
            if !context.affected.columns.contains(&key) {
                drafts.push(context.drop(column));
            }
        }
    }
    // What is computed comes after what it is computed from.
    let plain = wanted.columns.iter().filter(|column| column.generated.is_none());
    let generated = wanted.columns.iter().filter(|column| column.generated.is_some());
    for column in plain.chain(generated) {
        let key = (id.clone(), column.name.clone());
        let before =
            inherited::column(context.ground.actual, context.ground.wanted, id, &column.name);
        match &before {
            None => drafts.push(context.add(column)),
            Some(_) if context.affected.columns.contains(&key) => {
                let draft = context.add(column);
                drafts.push(match context.ground.actual.get(id) {
                    Some(table) => {
                        right::column(draft, table, &column.name, context.ground.authority)
                    }
                    None => draft,
                });
            }
            Some(before) if *before != *column || context.affected.defaults.contains(&key) => {
                drafts.extend(context.alter(before, column));
            }
            Some(_) => {}
        }
    }
    for (before, after) in inherited::given_up(context.ground.actual, context.ground.wanted, id) {
        if before != after {
            drafts.extend(context.alter(&before, &after));
        }
    }
    if context.ground.forced.contains(&Force::Apart(id.clone())) {
        return drafts;
    }
    together(id, drafts)
}

/// What writes the table anew is done in one statement, which writes it once. The server sorts its parts: what goes
/// first, then types, then what comes.
pub(super) fn together(id: &ObjectId, drafts: Vec<Draft>) -> Vec<Draft> {
    let heavy = |draft: &Draft| {
        let is_heavy =
            |probe: &Probe| matches!(probe, Probe::Conversion { .. } | Probe::Rewrite { .. });
        draft.probes.iter().any(is_heavy)
    };
    let (first, last) = (drafts.iter().position(heavy), drafts.iter().rposition(heavy));
    let (Some(first), Some(last)) = (first, last) else { return drafts };
    let head = format!("ALTER TABLE {}", qualified(id));
    let is_shared = |draft: &Draft| draft.step.transaction == Transaction::Shared;
    if first == last || !drafts[first..=last].iter().all(is_shared) {
        return drafts;
    }
    let mut drafts = drafts;
    let joined: Vec<Draft> = drafts.drain(first..=last).collect();
    // A comment is a statement of its own.
    let (actions, others): (Vec<&String>, Vec<&String>) =
        joined.iter().flat_map(|draft| &draft.step.sql).partition(|sql| sql.starts_with(&head));
    let actions: Vec<&str> = actions.iter().map(|sql| sql[head.len()..].trim_start()).collect();
    let mut sql = vec![format!("{head}\n    {}", actions.join(",\n    "))];
    sql.extend(others.into_iter().cloned());
    let summaries: Vec<&str> = joined.iter().map(|draft| draft.step.summary.as_str()).collect();
    let mut one = Draft::new(id, summaries.join(", "), sql)
        .lock("ACCESS EXCLUSIVE", id)
        .otherwise(Force::Apart(id.clone()));
    for draft in joined {
        one.step.hazards.extend(draft.step.hazards);
        one.probes.extend(draft.probes);
    }
    drafts.insert(first, one);
    drafts
}
