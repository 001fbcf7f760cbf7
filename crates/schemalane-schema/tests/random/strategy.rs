//! How schemas come about.

use super::model::{
    Check, Column, Domain, Generated, Hints, Index, Key, Names, Part, Reference, Row, Schema,
    Sequence, Slots, Source, Table, Traits, Trigger, Types, View,
};
use proptest::bool::weighted as chance;
use proptest::collection::vec;
use proptest::option::weighted as maybe;
use proptest::prelude::{Strategy, any, prop_oneof};
use schemalane_source::Dialect;

/// How many places there are.
pub(crate) const TABLES: u8 = 3;
pub(crate) const COLUMNS: u8 = 6;
pub(crate) const UNIQUES: u8 = 2;
pub(crate) const CHECKS: u8 = 2;
pub(crate) const REFERENCES: u8 = 2;
pub(crate) const INDEXES: u8 = 3;
pub(crate) const VIEWS: u8 = 3;
pub(crate) const TRIGGERS: u8 = 2;
/// A number that chooses among templates, types or values, whatever there are of them.
const CHOICE: std::ops::Range<u8> = 0..24;

fn slots<T: Clone + std::fmt::Debug>(
    filled: f64,
    count: u8,
    one: impl Strategy<Value = T>,
) -> impl Strategy<Value = Slots<T>> {
    vec(maybe(filled, one), usize::from(count))
}

pub(crate) fn schema(dialect: Dialect) -> impl Strategy<Value = Schema> {
    (
        slots(0.85, TABLES, table()),
        slots(0.4, INDEXES, index()),
        slots(0.4, VIEWS, view()),
        slots(0.3, TRIGGERS, trigger()),
        types(),
        chance(0.1),
    )
        .prop_map(move |(tables, indexes, views, triggers, types, is_loud)| Schema {
            dialect,
            tables,
            indexes,
            views,
            triggers,
            types,
            is_loud,
            names: Names::default(),
            hints: Hints::default(),
        })
}

pub(crate) fn table() -> impl Strategy<Value = Table> {
    (
        slots(0.8, COLUMNS, column()),
        0..COLUMNS,
        maybe(0.7, key()),
        slots(0.25, UNIQUES, key()),
        slots(0.3, CHECKS, check()),
        slots(0.4, REFERENCES, reference()),
        traits(),
        maybe(0.1, CHOICE),
        maybe(0.1, 1..8_u8),
    )
        .prop_map(
            |(columns, turned, primary, uniques, checks, references, traits, comment, parts)| {
                Table {
                    columns,
                    turned,
                    primary,
                    uniques,
                    checks,
                    references,
                    traits,
                    comment,
                    parts,
                }
            },
        )
}

fn traits() -> impl Strategy<Value = Traits> {
    [chance(0.15), chance(0.15), chance(0.2), chance(0.05), chance(0.15), chance(0.1)].prop_map(
        |[strict, without_rowid, autoincrement, unlogged, elsewhere, row_security]| Traits {
            strict,
            without_rowid,
            autoincrement,
            unlogged,
            elsewhere,
            row_security,
        },
    )
}

pub(crate) fn column() -> impl Strategy<Value = Column> {
    (
        CHOICE,
        chance(0.25),
        maybe(0.3, CHOICE),
        maybe(0.1, CHOICE),
        maybe(0.12, generated()),
        maybe(0.06, CHOICE),
        maybe(0.05, CHOICE),
        maybe(0.1, CHOICE),
    )
        .prop_map(
            |(kind, not_null, default, collation, generated, counter, comment, conflict)| Column {
                kind,
                not_null,
                default,
                collation,
                generated,
                counter,
                comment,
                conflict,
            },
        )
}

pub(crate) fn generated() -> impl Strategy<Value = Generated> {
    (0..COLUMNS, CHOICE, any::<bool>()).prop_map(|(from, template, stored)| Generated {
        from,
        template,
        stored,
    })
}

pub(crate) fn key() -> impl Strategy<Value = Key> {
    let columns = prop_oneof![3 => (0..COLUMNS).prop_map(|column| vec![column]),
        2 => [0..COLUMNS, 0..COLUMNS].prop_map(|columns| columns.to_vec())];
    (columns, chance(0.3), chance(0.1), maybe(0.1, CHOICE)).prop_map(
        |(columns, named, descending, conflict)| Key { columns, named, descending, conflict },
    )
}

pub(crate) fn check() -> impl Strategy<Value = Check> {
    (0..COLUMNS, CHOICE, chance(0.5)).prop_map(|(column, template, named)| Check {
        column,
        template,
        named,
    })
}

pub(crate) fn reference() -> impl Strategy<Value = Reference> {
    ([0..COLUMNS, 0..COLUMNS], 0..TABLES, CHOICE, chance(0.2), chance(0.3)).prop_map(
        |(columns, table, action, deferred, named)| Reference {
            columns,
            table,
            action,
            deferred,
            named,
        },
    )
}

pub(crate) fn index() -> impl Strategy<Value = Index> {
    (
        0..TABLES,
        chance(0.3),
        vec(part(), 1..3),
        maybe(0.25, (0..COLUMNS, CHOICE)),
        maybe(0.15, 0..COLUMNS),
    )
        .prop_map(|(table, unique, parts, predicate, include)| Index {
            table,
            unique,
            parts,
            predicate,
            include,
        })
}

fn part() -> impl Strategy<Value = Part> {
    (0..COLUMNS, maybe(0.2, CHOICE), chance(0.2), maybe(0.15, CHOICE)).prop_map(
        |(column, template, descending, collation)| Part {
            column,
            template,
            descending,
            collation,
        },
    )
}

pub(crate) fn view() -> impl Strategy<Value = View> {
    let over = prop_oneof![3 => (0..TABLES).prop_map(Source::Table), 1 => (0..VIEWS).prop_map(Source::View)];
    (over, vec(0..COLUMNS, 1..4), CHOICE, chance(0.2)).prop_map(
        |(over, columns, shape, materialised)| View { over, columns, shape, materialised },
    )
}

pub(crate) fn trigger() -> impl Strategy<Value = Trigger> {
    let on = prop_oneof![3 => (0..TABLES).prop_map(Source::Table), 1 => (0..VIEWS).prop_map(Source::View)];
    (on, CHOICE, 0..COLUMNS, chance(0.3), CHOICE, 0..TABLES).prop_map(
        |(on, event, column, when, body, other)| Trigger { on, event, column, when, body, other },
    )
}

fn types() -> impl Strategy<Value = Types> {
    (maybe(0.7, 1..16_u8), maybe(0.6, domain()), maybe(0.4, sequence()), maybe(0.5, CHOICE))
        .prop_map(|(labels, domain, sequence, function)| Types {
            labels,
            domain,
            sequence,
            function,
        })
}

pub(crate) fn domain() -> impl Strategy<Value = Domain> {
    (CHOICE, maybe(0.5, CHOICE), chance(0.1), maybe(0.3, CHOICE))
        .prop_map(|(base, check, not_null, default)| Domain { base, check, not_null, default })
}

pub(crate) fn sequence() -> impl Strategy<Value = Sequence> {
    (1..4_u8, chance(0.3)).prop_map(|(increment, cycle)| Sequence { increment, cycle })
}

pub(crate) fn choice() -> impl Strategy<Value = u8> {
    CHOICE
}

pub(crate) fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..TABLES, vec(any::<u8>(), usize::from(COLUMNS)))
        .prop_map(|(table, seeds)| Row { table, seeds });
    vec(row, 0..16)
}
