//! What cannot be changed in place.

use super::super::connection::qualified;
use crate::{Details, Kind, Object, ObjectId, Schema, View};

/// Whether the change cannot be made in place.
pub(super) fn is_recreated(before: &Object, after: &Object) -> bool {
    match (&before.details, &after.details) {
        (Details::View(before_view), Details::View(after_view)) => {
            if before.id.kind == Kind::MaterializedView {
                before_view.query != after_view.query
                    || shape(before_view) != shape(after_view)
                    || before_view.tablespace != after_view.tablespace
            } else {
                !shape(after_view).starts_with(&shape(before_view))
            }
        }
        (Details::Index(before), Details::Index(after)) => super::index::is_rebuilt(before, after),
        (Details::Trigger(before), Details::Trigger(after)) => {
            before.definition != after.definition || before.table != after.table
        }
        (Details::Policy(before), Details::Policy(after)) => {
            before.command != after.command
                || before.permissive != after.permissive
                || (before.using.is_some() && after.using.is_none())
                || (before.check.is_some() && after.check.is_none())
        }
        (Details::Routine(before), Details::Routine(after)) => {
            before.what != after.what || before.returns != after.returns
        }
        (Details::Other { definition: one, .. }, Details::Other { definition: other, .. }) => {
            one != other
        }
        _ => false,
    }
}

fn shape(view: &View) -> Vec<(&str, &str)> {
    view.columns.iter().map(|column| (column.name.as_str(), column.data_type.as_str())).collect()
}

/// Whether a type is swapped for a new one of the same name.
pub(super) fn is_replaced_type(before: &Object, after: &Object, actual: &Schema) -> bool {
    match (&before.details, &after.details) {
        (Details::Enum(before), Details::Enum(after)) => {
            !super::types::only_adds(&before.labels, &after.labels)
        }
        (Details::Domain(before), Details::Domain(after)) => {
            before.data_type != after.data_type || before.collation != after.collation
        }
        (Details::Composite(one), Details::Composite(other)) => {
            super::composite::is_replaced(&after.id, one, other, actual)
        }
        _ => false,
    }
}

/// The columns of tables that have a type, or an array of it.
pub(super) fn users(schema: &Schema, id: &ObjectId) -> Vec<(ObjectId, String)> {
    let name = qualified(id);
    let mut found = Vec::new();
    for object in schema.objects.values() {
        let Some(table) = object.as_table() else { continue };
        for column in &table.columns {
            if column.data_type.trim_end_matches("[]") == name {
                found.push((object.id.clone(), column.name.clone()));
            }
        }
    }
    found
}
