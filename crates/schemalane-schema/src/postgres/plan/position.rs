//! Where a column's counting stands, and how another counter takes it over.

use super::super::connection::{literal, qualified, quote};
use super::super::probe::Counter;
use crate::{Column, Details, Kind, ObjectId, Part, Schema, Sequence};
use std::collections::{BTreeMap, BTreeSet};

/// A column of a table.
type Place = (ObjectId, String);

/// The sequences whose position goes on in another counter.
#[derive(Debug, Default)]
pub(super) struct Handover {
    /// Sequences that go, and whose position does not.
    pub(super) carried: BTreeSet<ObjectId>,
    /// New sequences that take the place of another one.
    pub(super) from_sequence: BTreeMap<ObjectId, ObjectId>,
    /// New sequences that take the place of a column's identity. They are made together with the change of the column,
    /// since their name may be that of the identity's sequence.
    pub(super) from_identity: BTreeMap<ObjectId, Place>,
}

impl Handover {
    pub(super) fn find(actual: &Schema, wanted: &Schema) -> Self {
        let mut found = Self::default();
        for (id, after) in &wanted.objects {
            let Some(after) = after.as_table() else { continue };
            for column in &after.columns {
                found.note(actual, wanted, id, column);
            }
        }
        found
    }

    fn note(&mut self, actual: &Schema, wanted: &Schema, table: &ObjectId, after: &Column) {
        let before = actual.get(table).and_then(|object| object.as_table()?.column(&after.name));
        let Some(before) = before else { return };
        let Some(from) = new_counter(actual, wanted, table, before, after) else { return };
        match (from, target(wanted, table, after)) {
            (Counter::Sequence(from), to) => {
                self.from_sequence.extend(to.map(|to| (to.clone(), from.clone())));
                self.carried.insert(from);
            }
            (Counter::Identity { .. }, Some(to)) => {
                self.from_identity.insert(to.clone(), (table.clone(), after.name.clone()));
            }
            _ => {}
        }
    }
}

/// What has counted for a column that gets a counter which is not there yet.
pub(super) fn new_counter(
    actual: &Schema,
    wanted: &Schema,
    table: &ObjectId,
    before: &Column,
    after: &Column,
) -> Option<Counter> {
    let is_new = match (&after.identity, target(wanted, table, after)) {
        (Some(_), _) => before.identity.is_none(),
        (None, Some(sequence)) => actual.get(sequence).is_none(),
        (None, None) => false,
    };
    is_new.then(|| counter(actual, table, before))
}

/// What counts for a column.
fn counter(schema: &Schema, table: &ObjectId, column: &Column) -> Counter {
    let place = (table.clone(), column.name.clone());
    match sequence_of(schema, table, column) {
        _ if column.identity.is_some() => Counter::Identity { table: place.0, column: place.1 },
        Some(sequence) => Counter::Sequence(sequence.clone()),
        None => Counter::Column { table: place.0, column: place.1 },
    }
}

/// The sequence that the default of a column takes its values from.
fn target<'s>(schema: &'s Schema, table: &ObjectId, column: &Column) -> Option<&'s ObjectId> {
    sequence_of(schema, table, column).filter(|_| column.identity.is_none())
}

fn sequence_of<'s>(schema: &'s Schema, table: &ObjectId, column: &Column) -> Option<&'s ObjectId> {
    let default = column.default.as_ref()?;
    if !default.starts_with("nextval(") {
        return None;
    }
    let part = Part::Column(column.name.clone());
    let needs = &schema.get(table)?.depends_on;
    let mut sequences = needs.iter().filter(|dependency| {
        dependency.on.kind == Kind::Sequence && dependency.of.as_ref() == Some(&part)
    });
    let first = sequences.next()?;
    sequences.next().is_none().then_some(&first.on)
}

/// The wanted sequence that the default of a column takes its values from, with its options.
pub(super) fn sequence<'s>(
    wanted: &'s Schema,
    table: &ObjectId,
    column: &Column,
) -> Option<(&'s ObjectId, &'s Sequence)> {
    let id = target(wanted, table, column)?;
    match &wanted.get(id)?.details {
        Details::Sequence(sequence) => Some((id, sequence)),
        _ => None,
    }
}

/// The statement that lets a counter go on where another stands. `to` is an expression for its name, `from` is called
/// `name` meanwhile.
pub(super) fn carry(to: &str, from: &Counter, name: Option<&ObjectId>, new: &Sequence) -> String {
    let set = "SELECT pg_catalog.setval";
    match from {
        Counter::Sequence(sequence) => {
            let sequence = qualified(name.unwrap_or(sequence));
            format!("{set}({to}, last_value, is_called) FROM {sequence}")
        }
        // Its name is nowhere in the model, and it is not asked for another value afterwards.
        Counter::Identity { table, column } => {
            format!("{set}({to}, pg_catalog.nextval({}), false)", serial(table, column))
        }
        Counter::Column { table, column } => {
            let (name, table) = (quote(column), qualified(table));
            // Where all values lie before the start, the start is free.
            let (last, is_behind) = if new.increment < 0 { ("min", "<=") } else { ("max", ">=") };
            format!(
                "{set}({to}, pg_catalog.{last}({name})::bigint) FROM {table} HAVING pg_catalog.{last}({name}) {is_behind} {}",
                new.start
            )
        }
    }
}

/// The expression for the name of the sequence that a column owns.
pub(super) fn serial(table: &ObjectId, column: &str) -> String {
    format!(
        "pg_catalog.pg_get_serial_sequence({}, {})",
        literal(&qualified(table)),
        literal(column)
    )
}
