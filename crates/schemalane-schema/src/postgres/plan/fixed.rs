//! Facts of tables that are compared and never made: a copy does not have them, and no step changes them.

use crate::{Change, Details, Error, Object, ObjectId, PostgresTable, Schema, TableOptions};

/// Gives a copy what it cannot have of itself.
pub(in super::super) fn restore<'a>(
    copy: &mut Schema,
    original: impl Fn(&ObjectId) -> Option<&'a Object>,
) {
    for (id, object) in &mut copy.objects {
        let fixed = original(id).and_then(own).map(|own| own.fixed.clone());
        if let (Details::Table(table), Some(fixed)) = (&mut object.details, fixed)
            && let TableOptions::Postgres(own) = &mut table.options
        {
            own.fixed = fixed;
        }
    }
}

/// Refuses what would have to change one.
pub(super) fn refuse(actual: &Schema, wanted: &Schema, change: &Change) -> Result<(), Error> {
    let id = change.id();
    let Some(after) = wanted.get(id).and_then(own) else { return Ok(()) };
    let before = actual.get(id).and_then(own).map(|own| own.fixed.clone()).unwrap_or_default();
    let mut words = before.keys().chain(after.fixed.keys());
    let Some(word) = words.find(|word| before.get(*word) != after.fixed.get(*word)) else {
        return Ok(());
    };
    let none = "none";
    let (is, wanted) = (before.get(word), after.fixed.get(word));
    let reason = format!(
        "{word} is {}, wanted {}, which is compared and never changed",
        is.map_or(none, String::as_str),
        wanted.map_or(none, String::as_str)
    );
    Err(Error::unsupported(id, reason, "change it yourself, with a migration or by hand"))
}

fn own(object: &Object) -> Option<&PostgresTable> {
    object.as_table()?.postgres()
}
