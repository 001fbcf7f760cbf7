//! The words of statements.

use super::super::connection::{qualified, quote};
use crate::{Details, Kind, Object, ObjectId};

/// The statement that drops an object and nothing else.
pub(super) fn statement(object: &Object) -> String {
    let id = &object.id;
    let name = qualified(id);
    let on = |table: &ObjectId| format!("{} ON {}", quote(&id.name), qualified(table));
    match (&object.details, id.kind) {
        (Details::Trigger(trigger), _) => format!("DROP TRIGGER {}", on(&trigger.table)),
        (Details::Policy(policy), _) => format!("DROP POLICY {}", on(&policy.table)),
        (Details::Routine(routine), _) => {
            format!("DROP {} {name}", routine.what.to_uppercase())
        }
        (_, kind) => format!("DROP {} {name}", of(kind)),
    }
}

/// The word for a kind in a statement.
pub(super) const fn of(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema => "SCHEMA",
        Kind::Extension => "EXTENSION",
        Kind::Enum | Kind::Composite => "TYPE",
        Kind::Domain => "DOMAIN",
        Kind::Sequence => "SEQUENCE",
        Kind::Routine => "ROUTINE",
        Kind::Table | Kind::Other => "TABLE",
        Kind::View => "VIEW",
        Kind::MaterializedView => "MATERIALIZED VIEW",
        Kind::Index => "INDEX",
        Kind::Trigger => "TRIGGER",
        Kind::Policy => "POLICY",
    }
}
