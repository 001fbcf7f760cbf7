//! Tables that become partitions, or no longer are.

use super::super::connection::qualified;
use super::super::probe::Probe;
use super::context::Context;
use super::draft::Draft;
use crate::{ObjectId, Partition, Schema, Table};

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
