//! Tables that become partitions, or no longer are.

use super::super::connection::qualified;
use super::super::probe::Probe;
use super::context::Context;
use super::draft::Draft;
use crate::{ObjectId, Partition, Schema, Table, TableOptions};

/// The steps that detach a table and attach it, also where only its bounds change.
pub(super) fn alter(context: &Context<'_>, before: &Table, after: &Table) -> Vec<Draft> {
    let id = context.table;
    let (before, after) = (of(before), of(after));
    let mut drafts = Vec::new();
    if before == after {
        return drafts;
    }
    if let Some(Partition { parent, .. }) = before {
        let sql = format!("ALTER TABLE {} DETACH PARTITION {}", qualified(parent), qualified(id));
        let draft = Draft::new(id, format!("detach {id} from {}", parent.short()), vec![sql])
            .lock("ACCESS EXCLUSIVE", parent);
        let comes_back = after.is_some_and(|after| after.parent == *parent);
        drafts.push(if comes_back {
            draft
        } else {
            draft.probe(Probe::Hidden { table: id.clone(), parent: parent.clone() })
        });
    }
    if let Some(Partition { parent, bound }) = after {
        let sql =
            format!("ALTER TABLE {} ATTACH PARTITION {} {bound}", qualified(parent), qualified(id));
        let draft = Draft::new(id, format!("attach {id} to {}", parent.short()), vec![sql])
            .lock("ACCESS EXCLUSIVE", id)
            .probe(Probe::Misfits { table: id.clone(), bounds: String::new() })
            .probe(Probe::Scan { table: id.clone() });
        drafts.push(displacing(draft, (context.ground.actual, context.ground.wanted), id, parent));
    }
    drafts
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
                .and_then(of)
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

/// What a table is a partition of.
fn of(table: &Table) -> Option<&Partition> {
    match &table.options {
        TableOptions::Postgres(own) => own.partition_of.as_ref(),
        TableOptions::Sqlite(_) => None,
    }
}
