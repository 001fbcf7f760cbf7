//! What a new object needs once all others are there.

use super::draft::Draft;
use crate::{Constraint, Details, Index, Object, ObjectId, Rule, Table};

/// The step that lets it refer to others, where it does.
pub(super) fn finish(object: &Object) -> Option<Draft> {
    if object.finish.is_empty() {
        return None;
    }
    let id = &object.id;
    let summary = match &object.details {
        Details::Sequence(_) => format!("give {id} to its column"),
        Details::Index(own) => index(id, own),
        Details::Table(own) => table(id, own),
        _ => format!("let {id} refer to others"),
    };
    let mut draft = Draft::new(id, summary, object.finish.clone());
    draft.step.origin.clone_from(&object.origin);
    Some(draft)
}

fn index(id: &ObjectId, index: &Index) -> String {
    let table = &index.table;
    match (&index.attached_to, index.clustered) {
        (Some(parent), false) => attach(id, parent),
        (Some(parent), true) => {
            format!("{}, and let CLUSTER order {table} by it", attach(id, parent))
        }
        (None, _) => super::index::order(table, &id.name),
    }
}

pub(super) fn attach(index: &ObjectId, parent: &ObjectId) -> String {
    format!("attach {index} to {parent}")
}

fn table(id: &ObjectId, table: &Table) -> String {
    let is_reference = |one: &&Constraint| {
        matches!(one.rule, Rule::ForeignKey { .. }) || (one.not_valid && one.is_key())
    };
    let references: Vec<&Constraint> = table.constraints.iter().filter(is_reference).collect();
    let added = match references.as_slice() {
        [] => None,
        [Constraint { name: Some(name), .. }] => Some(format!("add constraint {name} to {id}")),
        _ => Some(format!("add the foreign keys of {id}")),
    };
    let is_identified = table.postgres().is_some_and(|own| own.replica_identity.is_some());
    match (added, is_identified) {
        (Some(added), true) => format!("{added}, and set its replica identity"),
        (Some(added), false) => added,
        (None, _) => format!("set the replica identity of {id}"),
    }
}
