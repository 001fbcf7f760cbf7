//! Sequences.

use super::super::connection::{qualified, quote};
use super::super::{ddl, probe::Counter};
use super::draft::Draft;
use crate::{ObjectId, Persistence, Sequence};

/// Changes a sequence in place. Where it stands stays.
pub(super) fn alter(id: &ObjectId, before: &Sequence, after: &Sequence) -> Vec<Draft> {
    let Sequence { persistence, owned_by, .. } = after;
    let head = format!("ALTER SEQUENCE {}", qualified(id));
    let mut sql = Vec::new();
    let without = |sequence: &Sequence| Sequence {
        owned_by: None,
        persistence: Persistence::Permanent,
        ..sequence.clone()
    };
    if without(before) != without(after) {
        sql.push(format!("{head} {}", ddl::sequence_options(after)));
    }
    if before.persistence != *persistence {
        let word = if *persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" };
        sql.push(format!("{head} SET {word}"));
    }
    if before.owned_by != *owned_by && before.owned_by.is_some() {
        // The column may go, and would take it along.
        sql.push(format!("{head} OWNED BY NONE"));
    }
    if sql.is_empty() {
        return Vec::new();
    }
    let counter = Counter::Sequence(id.clone());
    vec![Draft::new(id, format!("change {id}"), sql).probe(super::identity::reach(counter, after))]
}

/// Gives a sequence to its column, once that is there.
pub(super) fn owner(id: &ObjectId, before: &Sequence, after: &Sequence) -> Option<Draft> {
    let (table, column) = after.owned_by.as_ref().filter(|_| before.owned_by != after.owned_by)?;
    let sql =
        format!("ALTER SEQUENCE {} OWNED BY {}.{}", qualified(id), qualified(table), quote(column));
    Some(Draft::new(id, format!("give {id} to column {column} of {table}"), vec![sql]))
}
