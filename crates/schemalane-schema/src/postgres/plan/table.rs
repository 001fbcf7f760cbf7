//! Tables that are there.

use super::affected::Affected;
use super::column;
use super::constraint;
use super::draft::{Draft, Force};
use super::{inherited, property};
use crate::{
    Constraint, Difference, Error, Object, ObjectId, Options, Rule, Schema, Table, TableOptions,
};
use std::collections::BTreeSet;

/// What a table is lowered with.
pub(super) struct Context<'c> {
    pub(super) actual: &'c Schema,
    pub(super) wanted: &'c Schema,
    pub(super) affected: &'c Affected,
    pub(super) forced: &'c BTreeSet<Force>,
    pub(super) options: &'c Options,
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
    let stays = |name: &String| !context.affected.constraints.contains(&(id.clone(), name.clone()));
    let renamed = differences.iter().filter_map(|difference| match difference {
        Difference::ConstraintRenamed { from, to } if stays(from) => {
            Some((from.clone(), to.clone()))
        }
        _ => None,
    });
    let mut drafts = constraint::renames(id, renamed.collect());
    drafts.extend(columns(context, id, wanted, differences));
    let (TableOptions::Postgres(own), TableOptions::Postgres(other)) =
        (&actual.options, &wanted.options)
    else {
        return Ok((drafts, Vec::new()));
    };
    drafts.extend(property::alter(id, own, other)?);
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

fn columns(
    context: &Context<'_>,
    id: &ObjectId,
    wanted: &Table,
    differences: &[Difference],
) -> Vec<Draft> {
    let lowering = column::Context {
        table: id,
        actual: context.actual,
        affected: context.affected,
        forced: context.forced,
        options: context.options,
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
        let before = inherited::column(context.actual, context.wanted, id, &column.name);
        match &before {
            None => drafts.push(lowering.add(column)),
            Some(_) if context.affected.columns.contains(&key) => drafts.push(lowering.add(column)),
            Some(before) if *before != *column || context.affected.defaults.contains(&key) => {
                drafts.extend(lowering.alter(before, column));
            }
            Some(_) => {}
        }
    }
    drafts
}

pub(super) fn unsupported(id: &ObjectId, reason: &str) -> Error {
    Error::Unsupported { id: Box::new(id.clone()), reason: reason.to_owned() }
}
