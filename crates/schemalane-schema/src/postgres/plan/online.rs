//! Indexes that are built and dropped while others go on.

use super::affected::Affected;
use super::draft::Draft;
use super::index;
use super::replaced::is_replaced_type;
use crate::{Dependency, Details, Kind, Object, ObjectId, Options, Part, Schema};
use std::collections::BTreeSet;

/// Whether a table is there, so that somebody uses it, and is none that is partitioned.
pub(super) fn can_build_online(actual: &Schema, id: &ObjectId) -> bool {
    let table = actual.get(id).and_then(Object::as_table);
    table.is_some_and(|table| !table.is_partitioned())
}

/// Lets others go on while an index is dropped, where that is possible.
pub(super) fn drop_online(actual: &Schema, draft: &mut Draft) {
    let Some(Details::Index(own)) = actual.get(&draft.step.object).map(|object| &object.details)
    else {
        return;
    };
    if own.attached_to.is_none() && can_build_online(actual, &own.table) {
        index::drop_concurrently(draft, own);
    }
}

/// The indexes that are built beside the old ones and swapped.
pub(super) fn swapped_indexes(
    actual: &Schema,
    wanted: &Schema,
    affected: &mut Affected,
    options: &Options,
) -> BTreeSet<ObjectId> {
    if !options.online {
        return BTreeSet::new();
    }
    let swapped: BTreeSet<ObjectId> = affected
        .recreated
        .iter()
        .filter(|id| {
            let details = |schema: &Schema| match &schema.get(id)?.details {
                Details::Index(index) => Some(index.clone()),
                _ => None,
            };
            match (details(actual), details(wanted)) {
                (Some(before), Some(after)) => {
                    index::is_rebuilt(&before, &after)
                        && !has_to_give_way((actual, wanted), affected, id)
                        && before.table == after.table
                        && before.table.kind == Kind::Table
                        && before.attached_to.is_none()
                        && can_build_online(actual, &before.table)
                }
                _ => false,
            }
        })
        .cloned()
        .collect();
    affected.recreated.retain(|id| !swapped.contains(id));
    swapped
}

/// Whether something below an index goes for a while, so that the index has to be out of its way meanwhile.
fn has_to_give_way(
    (actual, wanted): (&Schema, &Schema),
    affected: &Affected,
    id: &ObjectId,
) -> bool {
    let dependencies = actual.get(id).into_iter().flat_map(|object| &object.depends_on);
    dependencies.into_iter().any(|Dependency { on, part, .. }| {
        let is_column_made_anew = match part {
            Some(Part::Column(name)) => affected.columns.contains(&(on.clone(), name.clone())),
            _ => false,
        };
        let is_swapped = actual
            .get(on)
            .zip(wanted.get(on))
            .is_some_and(|(before, after)| is_replaced_type(before, after, actual));
        affected.recreated.contains(on) || is_column_made_anew || is_swapped
    })
}
