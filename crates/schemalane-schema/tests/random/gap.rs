//! What the engine is known not to do well (`docs/declarative.md`, "Known gaps"), and is therefore not tried here.
//!
//! Each entry names its gap. It is to be deleted once that is mended.

use super::kind::Kind;
use super::model::{Column, Schema, Table};
use super::pair::Pair;
use schemalane_source::Dialect;

/// A known gap: where it is, what it is, and whether a pair has it.
type Gap = (Dialect, &'static str, fn(&Schema, &Schema) -> bool);

const GAPS: &[Gap] = &[
    (Dialect::Sqlite, "REAL that becomes TEXT: digits", |current, wanted| {
        columns(current, wanted).any(|(before, after)| {
            before.kind.name == "REAL" && ["TEXT", "VARCHAR(20)"].contains(&after.kind.name)
        })
    }),
    (
        Dialect::Sqlite,
        "an INT key with a null that becomes INTEGER PRIMARY KEY",
        |current, wanted| {
            tables(current, wanted).any(|(_, before, after)| {
                let alias = wanted.alias(after);
                let was = |number| before.columns[usize::from(number)].as_ref();
                let is_new = alias != current.alias(before);
                is_new && alias.and_then(was).is_some_and(|column| !column.not_null)
            })
        },
    ),
    (
        Dialect::Postgres,
        "a column that changes between serial, identity and a plain one",
        |current, wanted| {
            columns(current, wanted).any(|(before, after)| {
                current.counter(before.table, before.column)
                    != wanted.counter(after.table, after.column)
            })
        },
    ),
    (
        Dialect::Postgres,
        "UNIQUE, CHECK and foreign keys on a new column with a default",
        |current, wanted| {
            tables(current, wanted).any(|(_, before, after)| {
                (0..after.columns.len()).any(|place| {
                    let has_default = |column: &Column| {
                        column.default.is_some()
                            || column.counter.is_some()
                            || column.generated.is_some()
                            || wanted.kind(after, column).name == "amount"
                    };
                    before.columns[place].is_none()
                        && after.columns[place].as_ref().is_some_and(has_default)
                })
            })
        },
    ),
    (Dialect::Postgres, "text that becomes a new enum", |current, wanted| {
        columns(current, wanted)
            .any(|(before, after)| before.kind.name != "mood" && after.kind.name == "mood")
    }),
    (Dialect::Postgres, "PRIMARY KEY (a) beside UNIQUE (a)", |current, wanted| {
        [current, wanted].iter().any(|schema| {
            schema.tables().any(|(_, table)| {
                let primary = schema.primary(table);
                let keys: Vec<_> = table
                    .uniques
                    .iter()
                    .flatten()
                    .filter_map(|key| schema.key(table, key))
                    .collect();
                primary.is_some_and(|primary| keys.contains(&primary))
                    || keys.len() == 2 && keys[0] == keys[1]
            })
        })
    }),
    (Dialect::Postgres, "bounds of partitions: rows that no partition takes", |current, wanted| {
        tables(current, wanted).any(|(_, before, after)| before.parts != after.parts)
    }),
    (
        Dialect::Postgres,
        "an index of a partition whose parent goes to another schema",
        |current, wanted| {
            tables(current, wanted).any(|(_, before, after)| {
                after.parts.is_some() && before.traits.elsewhere != after.traits.elsewhere
            })
        },
    ),
];

/// Whether a pair has a known gap.
pub(crate) fn has_one(pair: &Pair) -> bool {
    let (current, wanted) = (&pair.current, pair.wanted());
    GAPS.iter()
        .filter(|(dialect, ..)| *dialect == current.dialect)
        .any(|(_, _, is_there)| is_there(current, &wanted))
}

/// The tables of both.
fn tables<'s>(
    current: &'s Schema,
    wanted: &'s Schema,
) -> impl Iterator<Item = (u8, &'s Table, &'s Table)> {
    current.tables().filter_map(|(number, before)| Some((number, before, wanted.table(number)?)))
}

/// A column, with what is to be known of it.
struct Seen<'s> {
    table: &'s Table,
    column: &'s Column,
    kind: Kind,
}

/// The columns of both.
fn columns<'s>(
    current: &'s Schema,
    wanted: &'s Schema,
) -> impl Iterator<Item = (Seen<'s>, Seen<'s>)> {
    tables(current, wanted).flat_map(move |(_, before, after)| {
        let both = before.columns.iter().zip(&after.columns);
        both.filter_map(move |(one, other)| {
            let (one, other) = (one.as_ref()?, other.as_ref()?);
            Some((
                Seen { table: before, column: one, kind: current.kind(before, one) },
                Seen { table: after, column: other, kind: wanted.kind(after, other) },
            ))
        })
    })
}
