//! What was computed by a routine that changes.

use super::super::connection::qualified;
use super::draft::Draft;
use crate::{Address, Hazard, HazardKind, Kind, ObjectId, Part, Schema, Severity};

/// What was computed with the old body stays as it is; the server trusts that the function never changes.
pub(super) fn warn(mut draft: Draft, id: &ObjectId, actual: &Schema) -> Draft {
    for object in actual.objects.values() {
        for dependency in object.depends_on.iter().filter(|dependency| dependency.on == *id) {
            let (about, message, way_out) = match &dependency.of {
                None if object.id.kind == Kind::Index => (
                    Address::from(&object.id),
                    "it keeps what the old body made of its rows, and may miss rows from then on",
                    format!("`REINDEX INDEX {}` afterwards", qualified(&object.id)),
                ),
                Some(Part::Constraint(name)) => (
                    Address::constraint(&object.id, name),
                    "rows that the new body refuses stay, and are not looked at",
                    "add the constraint anew where that matters".to_owned(),
                ),
                Some(Part::Column(name))
                    if object
                        .as_table()
                        .and_then(|table| table.column(name))
                        .is_some_and(|column| column.generated.is_some()) =>
                {
                    (
                        Address::column(&object.id, name),
                        "the rows keep what the old body computed until they are written again",
                        "update the rows afterwards".to_owned(),
                    )
                }
                _ => continue,
            };
            let hazard =
                Hazard::new(HazardKind::BehaviourChange, about, Severity::Warning, message);
            draft = draft.hazard(hazard.way_out(&way_out));
        }
    }
    draft
}
