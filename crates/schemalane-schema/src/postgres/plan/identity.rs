//! Columns that count by themselves.

use super::super::connection::{literal, qualified, quote};
use super::super::ddl;
use super::super::probe::{Counter, Probe};
use super::context::Context;
use super::draft::Draft;
use super::{position, right, sequence};
use crate::{Address, Column, Details, HazardKind, Identity, Object, ObjectId, Sequence};

/// The step that takes the identity off a column, which may go on to count by a sequence.
pub(super) fn drop(lowering: &Context<'_>, before: &Column, after: &Column) -> Option<Draft> {
    if before.identity.is_none() || after.identity.is_some() {
        return None;
    }
    let place = format!("column {} of {}", after.name, lowering.table);
    let action = format!("ALTER COLUMN {} DROP IDENTITY", quote(&after.name));
    let key = (lowering.table.clone(), after.name.clone());
    let counter = Counter::Identity { table: key.0.clone(), column: key.1.clone() };
    let handed = lowering.affected.handover.from_identity.iter().find(|(_, place)| **place == key);
    let sequence = handed.and_then(|(id, _)| lowering.ground.wanted.get(id));
    let (Some(object), Some(Details::Sequence(sequence))) =
        (sequence, sequence.map(|object| &object.details))
    else {
        let draft = lowering.draft(format!("take the identity off {place}"), &action);
        return Some(draft.probe(Probe::Position { counter }));
    };
    let mut draft = lowering
        .draft(format!("let {place} count by {} instead of its identity", object.id), &action);
    let drop = std::mem::take(&mut draft.step.sql);
    let beside = lowering.ground.beside(&object.id, "_new");
    draft.step.sql = replacement(object, &beside, sequence, &counter, drop);
    draft.step.sql.extend(right::of_table(&lowering.ground, object, sequence));
    draft.step.origin.clone_from(&object.origin);
    let about = Address::column(lowering.table, &after.name);
    Some(draft.probe(reach(counter, sequence)).warning(
        HazardKind::Authorisation,
        about,
        format!("who inserts needs the right to use {} from then on", object.id),
    ))
}

/// The sequence is made under another name, since the identity's may have the wanted one.
fn replacement(
    object: &Object,
    beside: &ObjectId,
    sequence: &Sequence,
    counter: &Counter,
    drop: Vec<String>,
) -> Vec<String> {
    let name = qualified(beside);
    let mut sql = ddl::sequence(beside, sequence);
    sql.push(position::carry(&literal(&name), counter, None, sequence));
    sql.extend(drop);
    sql.push(format!("ALTER SEQUENCE {name} RENAME TO {}", quote(&object.id.name)));
    sql.extend(object.create.iter().skip(1).cloned());
    sql
}

/// The steps that make a column count, or count otherwise.
pub(super) fn alter(lowering: &Context<'_>, before: &Column, after: &Column) -> Vec<Draft> {
    let name = quote(&after.name);
    let place = format!("column {} of {}", after.name, lowering.table);
    match (&before.identity, &after.identity) {
        (None, Some(wanted)) => vec![add(lowering, before, after, wanted)],
        (Some(actual), Some(wanted)) if actual != wanted => {
            let mut actions = Vec::new();
            if actual.always != wanted.always {
                actions.push(format!("SET GENERATED {}", ddl::generation(wanted)));
            }
            if actual.sequence != wanted.sequence {
                let options = sequence::changed(&actual.sequence, &wanted.sequence);
                actions.extend(options.into_iter().map(|option| format!("SET {option}")));
            }
            if actions.is_empty() {
                return Vec::new();
            }
            let draft = lowering.draft(
                format!("change the identity of {place}"),
                &format!("ALTER COLUMN {name} {}", actions.join(" ")),
            );
            let counter =
                Counter::Identity { table: lowering.table.clone(), column: after.name.clone() };
            vec![draft.probe(reach(counter, &wanted.sequence))]
        }
        _ => Vec::new(),
    }
}

fn add(lowering: &Context<'_>, before: &Column, after: &Column, wanted: &Identity) -> Draft {
    let place = format!("column {} of {}", after.name, lowering.table);
    let action = format!("ALTER COLUMN {} ADD {}", quote(&after.name), ddl::identity(wanted));
    let mut draft = lowering.draft(format!("give {place} an identity"), &action);
    let counter = position::new_counter(
        lowering.ground.actual,
        lowering.ground.wanted,
        lowering.table,
        before,
        after,
    );
    let Some(counter) = counter else { return draft };
    let key = (lowering.table.clone(), after.name.clone());
    match &counter {
        // It leaves its name and its rights to the identity's sequence.
        Counter::Sequence(old) if lowering.owns(&key, old) => {
            let (name, aside) = (qualified(old), lowering.ground.beside(old, "_old"));
            let give_way = format!("ALTER SEQUENCE {name} RENAME TO {}", quote(&aside.name));
            let action =
                format!("ALTER COLUMN {} ADD {}", quote(&after.name), ddl::named(wanted, &name));
            let add = lowering.draft(String::new(), &action).step.sql;
            draft.step.sql = std::iter::once(give_way).chain(add).collect();
            let to = literal(&name);
            draft.step.sql.push(position::carry(&to, &counter, Some(&aside), &wanted.sequence));
            draft.step.sql.push(format!("DROP SEQUENCE {}", qualified(&aside)));
            if let Some(before) = lowering.ground.actual.get(old) {
                draft = right::share(draft, before, lowering.ground.authority);
            }
        }
        _ => {
            let to = position::serial(lowering.table, &after.name);
            draft.step.sql.push(position::carry(&to, &counter, None, &wanted.sequence));
        }
    }
    draft.probe(reach(counter, &wanted.sequence))
}

/// Whether a counter can go on where another stands.
pub(super) fn reach(counter: Counter, new: &Sequence) -> Probe {
    Probe::Reach { counter, new: Box::new(new.clone()) }
}
