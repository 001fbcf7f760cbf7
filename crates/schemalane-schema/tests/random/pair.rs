//! A pair of schemas that are near each other, with rows.

use super::edit::{Edit, edits};
use super::gap;
use super::model::{Hints, Row, Schema, slot};
use super::strategy;
use super::write::{bare_column_name, bare_table_name, column_name, table_name};
use proptest::bool::weighted as chance;
use proptest::prelude::Strategy;
use schemalane_source::Dialect;

#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) current: Schema,
    pub(crate) edits: Vec<Edit>,
    pub(crate) rows: Vec<Row>,
    /// SQLite: the order of columns counts.
    pub(crate) is_ordered: bool,
    /// PostgreSQL: the plan is to disturb nobody.
    pub(crate) is_online: bool,
}

impl Pair {
    pub(crate) fn wanted(&self) -> Schema {
        let mut wanted = self.current.clone();
        for edit in &self.edits {
            edit.apply(&mut wanted);
        }
        wanted.hints = self.hints(&wanted);
        wanted
    }

    /// The old names of what both schemas have. What moves to another schema as well is none of them.
    fn hints(&self, wanted: &Schema) -> Hints {
        let mut hints = Hints::default();
        for (number, after) in wanted.tables() {
            let Some(before) = self.current.table(number) else { continue };
            if before.traits.elsewhere != after.traits.elsewhere {
                continue;
            }
            let old = bare_table_name(&self.current, number);
            if old != bare_table_name(wanted, number) {
                hints.tables.insert(number, old.to_owned());
            }
            for (place, _) in wanted.columns(after) {
                let old = bare_column_name(&self.current, place);
                let is_there = slot(&before.columns, place).is_some();
                if is_there && old != bare_column_name(wanted, place) {
                    hints.columns.insert((number, place), old.to_owned());
                }
            }
        }
        hints
    }

    /// A statement for each row. Some of them may not fit the schema, and the database refuses those.
    pub(crate) fn inserts(&self) -> Vec<String> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        // What others refer to often comes first.
        rows.sort_by_key(|row| row.table);
        rows.into_iter().filter_map(|row| self.insert(row)).collect()
    }

    fn insert(&self, row: &Row) -> Option<String> {
        let schema = &self.current;
        let table = schema.table(row.table)?;
        let mut names = Vec::new();
        let mut values = Vec::new();
        for (place, column) in schema.columns(table) {
            let is_own = schema.plain(table, place).is_some()
                && schema.counter(table, column) != Some("ALWAYS");
            if is_own {
                names.push(column_name(schema, place));
                let family = schema.kind(table, column).family;
                values.push(schema.value(family, row.seeds[usize::from(place)]));
            }
        }
        let table = table_name(schema, row.table);
        Some(if names.is_empty() {
            format!("INSERT INTO {table} DEFAULT VALUES")
        } else {
            format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "))
        })
    }
}

/// Pairs without what is known not to work.
pub(crate) fn pairs(dialect: Dialect) -> impl Strategy<Value = Pair> {
    let (is_ordered, is_online) = (chance(0.15), chance(0.3));
    (strategy::schema(dialect), edits(), strategy::rows(), is_ordered, is_online)
        .prop_map(|(current, edits, rows, is_ordered, is_online)| Pair {
            current,
            edits,
            rows,
            is_ordered,
            is_online,
        })
        .prop_filter("a known gap", |pair| !gap::has_one(pair))
        .prop_filter("files of nothing", |pair| !pair.wanted().statements().is_empty())
}
