//! Columns that count by themselves.

use super::super::connection::{literal, qualified, quote};
use super::column::Context;
use super::draft::Draft;
use super::sequence;
use crate::{Column, Details, Identity, ObjectId, Schema, Sequence};

/// The steps that make a column count, count otherwise, or no longer.
pub(super) fn alter(lowering: &Context<'_>, before: &Column, after: &Column) -> Vec<Draft> {
    let name = quote(&after.name);
    let place = format!("column {} of {}", after.name, lowering.table);
    let when = |identity: &Identity| if identity.always { "ALWAYS" } else { "BY DEFAULT" };
    match (&before.identity, &after.identity) {
        (None, Some(wanted)) => {
            let mut draft = lowering.draft(
                format!("let {place} count by itself"),
                &format!(
                    "ALTER COLUMN {name} ADD GENERATED {} AS IDENTITY{}",
                    when(wanted),
                    options(&wanted.sequence)
                ),
            );
            let key = (lowering.table.clone(), after.name.clone());
            if lowering.affected.sequences.contains(&key) {
                for sequence in owned(lowering.actual, &key) {
                    draft.step.sql.insert(0, format!("DROP SEQUENCE {}", qualified(sequence)));
                }
            }
            let table = qualified(lowering.table);
            draft.step.sql.push(format!(
                "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {}), (SELECT pg_catalog.{}({name}) FROM {table}))",
                literal(&table),
                literal(&after.name),
                if wanted.sequence.increment < 0 { "min" } else { "max" },
            ));
            vec![draft]
        }
        (Some(actual), Some(wanted)) if actual != wanted => {
            let mut actions = Vec::new();
            if actual.always != wanted.always {
                actions.push(format!("SET GENERATED {}", when(wanted)));
            }
            if actual.sequence != wanted.sequence {
                let options = sequence::changed(&actual.sequence, &wanted.sequence);
                actions.extend(options.into_iter().map(|option| format!("SET {option}")));
            }
            if actions.is_empty() {
                return Vec::new();
            }
            vec![lowering.draft(
                format!("change how {place} counts"),
                &format!("ALTER COLUMN {name} {}", actions.join(" ")),
            )]
        }
        _ => Vec::new(),
    }
}

fn owned<'s>(schema: &'s Schema, key: &(ObjectId, String)) -> Vec<&'s ObjectId> {
    let sequences = schema.objects.values().filter(|object| {
        matches!(&object.details, Details::Sequence(sequence) if sequence.owned_by.as_ref() == Some(key))
    });
    sequences.map(|object| &object.id).collect()
}

/// The options of an identity's sequence, whose type is the column's.
fn options(sequence: &Sequence) -> String {
    let Sequence { start, increment, minimum, maximum, cache, cycle, .. } = sequence;
    let cycle = if *cycle { "CYCLE" } else { "NO CYCLE" };
    format!(
        " (INCREMENT BY {increment} MINVALUE {minimum} MAXVALUE {maximum} START WITH {start} CACHE {cache} {cycle})"
    )
}
