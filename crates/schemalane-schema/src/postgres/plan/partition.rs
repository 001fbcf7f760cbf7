//! Tables that become partitions, or no longer are.

use super::super::connection::qualified;
use super::super::probe::Probe;
use super::context::Context;
use super::draft::Draft;
use crate::{Change, Details, ObjectId, Partition, Schema, Table};
use std::collections::BTreeSet;

/// The steps that detach a table and attach it, also where only its bounds change. It is attached when it has the indexes
/// of the whole table: the server takes them over then, and builds none.
pub(super) fn alter(
    context: &Context<'_>,
    before: &Table,
    after: &Table,
) -> (Option<Draft>, Option<Draft>) {
    let id = context.table;
    let (before, after) = (before.partition(), after.partition());
    if before == after {
        return (None, None);
    }
    let detach = before.map(|Partition { parent, .. }| {
        let sql = format!("ALTER TABLE {} DETACH PARTITION {}", qualified(parent), qualified(id));
        let draft = Draft::new(id, format!("detach {id} from {}", parent.short()), vec![sql])
            .lock("ACCESS EXCLUSIVE", parent);
        if after.is_some_and(|after| after.parent == *parent) {
            return draft;
        }
        draft.probe(Probe::Hidden { table: id.clone(), parent: parent.clone() })
    });
    let attach = after.map(|Partition { parent, bound }| {
        let sql =
            format!("ALTER TABLE {} ATTACH PARTITION {} {bound}", qualified(parent), qualified(id));
        let draft = Draft::new(id, format!("attach {id} to {}", parent.short()), vec![sql])
            .lock("ACCESS EXCLUSIVE", id)
            .probe(Probe::Misfits { table: id.clone(), bounds: String::new() })
            .probe(Probe::Scan { table: id.clone() });
        displacing(draft, (context.ground.actual, context.ground.wanted), id, parent)
    });
    (detach, attach)
}

/// Asks the default partition, where there is one, for rows that belong to a partition that comes.
pub(super) fn displacing(
    draft: Draft,
    (actual, wanted): (&Schema, &Schema),
    partition: &ObjectId,
    parent: &ObjectId,
) -> Draft {
    let default = actual.objects.values().find(|object| {
        object.id != *partition
            && wanted.get(&object.id).is_some()
            && object
                .as_table()
                .and_then(Table::partition)
                .is_some_and(|own| own.parent == *parent && own.bound == "DEFAULT")
    });
    match default {
        Some(default) => draft.probe(Probe::Taken {
            table: default.id.clone(),
            partition: partition.clone(),
            bounds: String::new(),
        }),
        None => draft,
    }
}

/// The indexes of partitioned tables that the server has attached others to than wanted. It makes all of them anew when
/// a column changes its type, under names of its own, and without what was said of them.
pub(super) fn replaced_indexes<'s>(
    reached: &'s Schema,
    wanted: &'s Schema,
    left: &'s [Change],
) -> BTreeSet<&'s ObjectId> {
    let of = |change: &'s Change| {
        let id = change.id();
        let is_whole = wanted.get(id).is_some_and(
            |object| matches!(&object.details, Details::Index(index) if index.partitioned),
        );
        top(wanted, id).or_else(|| top(reached, id)).or_else(|| is_whole.then_some(id))
    };
    left.iter().filter_map(of).filter(|id| reached.get(id).is_some()).collect()
}

/// The index of a partitioned table that the plan would leave invalid: a key of a partition keeps the place in it that
/// none of the plan's indexes can take.
pub(super) fn left_invalid<'c>(
    reached: &Schema,
    wanted: &Schema,
    left: &'c [Change],
) -> Option<&'c ObjectId> {
    let is_invalid = |schema: &Schema, id: &ObjectId| match &schema.get(id)?.details {
        Details::Index(index) if index.partitioned => Some(index.invalid),
        _ => None,
    };
    left.iter()
        .map(Change::id)
        .find(|id| is_invalid(reached, id) == Some(true) && is_invalid(wanted, id) == Some(false))
}

/// The index of the whole table that an index of a partition belongs to.
pub(super) fn top<'s>(schema: &'s Schema, id: &ObjectId) -> Option<&'s ObjectId> {
    let mut found = attached_to(schema, id)?;
    while let Some(above) = attached_to(schema, found) {
        found = above;
    }
    Some(found)
}

fn attached_to<'s>(schema: &'s Schema, id: &ObjectId) -> Option<&'s ObjectId> {
    match &schema.get(id)?.details {
        Details::Index(index) => index.attached_to.as_ref(),
        _ => None,
    }
}
