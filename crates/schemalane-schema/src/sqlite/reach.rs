//! What this SQLite cannot make or drop: virtual tables whose module, or a part of it, only the application has.

use super::guard::Foreign;
use super::{connection, scratch, statement};
use crate::{Change, Error, Kind, Object, ObjectId, Options, Schema, TableOptions, diff};

/// The wanted schema as far as it can be reached from here, and what differs beyond that.
///
/// # Errors
///
/// SQLite has no memory to try it.
pub(super) fn goal(
    actual: &Schema,
    mut wanted: Schema,
    options: &Options,
) -> Result<(Schema, Vec<Change>), Error> {
    let mut beyond = Vec::new();
    for object in actual.objects.values().chain(wanted.objects.values()) {
        if is_virtual(object) && !beyond.contains(&object.id) && !is_known(object)? {
            beyond.push(object.id.clone());
        }
    }
    if beyond.is_empty() {
        return Ok((wanted, Vec::new()));
    }
    let changes =
        diff(actual, &wanted, options).into_iter().filter(|change| beyond.contains(change.id()));
    let changes = changes.collect();
    for id in &beyond {
        wanted.objects.remove(id);
        // SQLite itself does not know which tables are behind it.
        let behind = |object: &&Object| {
            object.id == *id || object.as_table().is_some() && is_behind(&object.id, id)
        };
        for object in actual.objects.values().filter(behind) {
            wanted.objects.entry(object.id.clone()).or_insert_with(|| object.clone());
        }
    }
    Ok((wanted, changes))
}

/// A sentence about a virtual table that is left as it is although it differs.
pub(super) fn note(change: &Change) -> String {
    format!(
        "{change}, and stays so: this SQLite does not have its module, or a part of it. Change it with a program that \
         has, or ignore it."
    )
}

/// Whether a table is virtual.
pub(super) fn is_virtual(object: &Object) -> bool {
    object.as_table().is_some_and(
        |table| matches!(&table.options, TableOptions::Sqlite(options) if options.module.is_some()),
    )
}

/// Whether this SQLite can make it.
fn is_known(object: &Object) -> Result<bool, Error> {
    let memory = connection::memory()?;
    let foreign = Foreign::begin(&memory)?;
    let made = object.create.iter().try_for_each(|sql| statement::execute(&memory, sql));
    drop(foreign);
    Ok(!made.is_err_and(|error| scratch::is_missing_here(&error)))
}

/// Whether a table has the name of one that keeps the rows of a virtual table.
fn is_behind(table: &ObjectId, of: &ObjectId) -> bool {
    table.kind == Kind::Table
        && table.name.strip_prefix(&of.name).is_some_and(|rest| rest.starts_with('_'))
}
