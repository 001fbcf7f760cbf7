//! Sequences.

use super::super::connection::{qualified, quote};
use super::super::probe::Counter;
use super::affected::Affected;
use super::draft::Draft;
use crate::{Details, Object, ObjectId, Persistence, Schema, Sequence};

/// Changes a sequence in place. Where it stands stays.
pub(super) fn alter(
    id: &ObjectId,
    before: &Sequence,
    after: &Sequence,
    wanted: &Schema,
) -> Vec<Draft> {
    let Sequence { data_type, persistence, owned_by, .. } = after;
    let head = format!("ALTER SEQUENCE {}", qualified(id));
    let mut sql = Vec::new();
    let mut options = changed(before, after);
    if before.data_type != *data_type {
        options.insert(0, format!("AS {data_type}"));
    }
    if !options.is_empty() {
        sql.push(format!("{head} {}", options.join(" ")));
    }
    if before.persistence != *persistence {
        let word = if *persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" };
        sql.push(format!("{head} SET {word}"));
    }
    let was_owned = before.owned_by.as_ref().is_some_and(|(table, _)| wanted.get(table).is_some());
    if before.owned_by != *owned_by && was_owned {
        // The column may go, and would take it along. From a table that goes it was taken before.
        sql.push(format!("{head} OWNED BY NONE"));
    }
    if sql.is_empty() {
        return Vec::new();
    }
    let counter = Counter::Sequence(id.clone());
    vec![Draft::new(id, format!("change {id}"), sql).probe(super::identity::reach(counter, after))]
}

/// Takes sequences that stay away from tables that go, which would take them along.
pub(super) fn rescue(actual: &Schema, affected: &Affected) -> Vec<Draft> {
    let goes_with_its_table = |object: &&Object| match &object.details {
        Details::Sequence(Sequence { owned_by: Some((table, _)), .. }) => {
            affected.goes(table) && !affected.goes(&object.id)
        }
        _ => false,
    };
    let take = |object: &Object| {
        let sql = format!("ALTER SEQUENCE {} OWNED BY NONE", qualified(&object.id));
        Draft::new(&object.id, format!("take {} from its column, which goes", object.id), vec![sql])
    };
    actual.objects.values().filter(goes_with_its_table).map(take).collect()
}

/// The options that change, beside the type. A bound that is the usual one of the type changes with it.
pub(super) fn changed(before: &Sequence, after: &Sequence) -> Vec<String> {
    let Sequence { start, increment, minimum, maximum, cache, cycle, .. } = after;
    let both = [before, after];
    let follows_least = both.iter().all(|sequence| sequence.minimum == limits(sequence).0);
    let follows_most = both.iter().all(|sequence| sequence.maximum == limits(sequence).1);
    let mut options = Vec::new();
    if before.increment != *increment {
        options.push(format!("INCREMENT BY {increment}"));
    }
    if before.minimum != *minimum && !follows_least {
        options.push(format!("MINVALUE {minimum}"));
    }
    if before.maximum != *maximum && !follows_most {
        options.push(format!("MAXVALUE {maximum}"));
    }
    if before.start != *start {
        options.push(format!("START WITH {start}"));
    }
    if before.cache != *cache {
        options.push(format!("CACHE {cache}"));
    }
    if before.cycle != *cycle {
        options.push(format!("{}CYCLE", if *cycle { "" } else { "NO " }));
    }
    options
}

/// The least and the most that a sequence can have by its type.
fn limits(sequence: &Sequence) -> (i64, i64) {
    match sequence.data_type.as_str() {
        "smallint" => (i16::MIN.into(), i16::MAX.into()),
        "integer" => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    }
}

/// Gives a sequence to its column, once that is there.
pub(super) fn owner(id: &ObjectId, before: &Sequence, after: &Sequence) -> Option<Draft> {
    let (table, column) = after.owned_by.as_ref().filter(|_| before.owned_by != after.owned_by)?;
    let sql =
        format!("ALTER SEQUENCE {} OWNED BY {}.{}", qualified(id), qualified(table), quote(column));
    Some(Draft::new(id, format!("give {id} to column {column} of {table}"), vec![sql]))
}
