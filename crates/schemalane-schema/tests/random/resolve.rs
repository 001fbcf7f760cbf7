//! What of a schema is really there: what refers to something that is missing, or does not fit, is not.

use super::kind::{Family, Kind, pick};
use super::model::{Column, Key, Reference, Schema, Source, Table, View, slot};
use super::write::{column_name, name};

/// How a view may look, beside its plain form.
pub(crate) const SHAPES: u8 = 8;
pub(crate) const FILTERED: u8 = 1;
pub(crate) const ALL: u8 = 2;
pub(crate) const DISTINCT: u8 = 3;
pub(crate) const GROUPED: u8 = 4;
pub(crate) const UNION: u8 = 5;
pub(crate) const COMPUTED: u8 = 6;
pub(crate) const NAMED: u8 = 7;

const WHOLE: &[&str] = &["integer", "bigint", "smallint"];

impl Schema {
    /// A table, if it has a column.
    pub(crate) fn table(&self, number: u8) -> Option<&Table> {
        slot(&self.tables, number).filter(|table| table.columns.iter().any(Option::is_some))
    }

    pub(crate) fn tables(&self) -> impl Iterator<Item = (u8, &Table)> {
        (0..u8::try_from(self.tables.len()).unwrap_or(u8::MAX))
            .filter_map(|number| Some((number, self.table(number)?)))
    }

    /// The columns in their order.
    pub(crate) fn columns<'t>(&self, table: &'t Table) -> Vec<(u8, &'t Column)> {
        let count = table.columns.len();
        (0..count)
            .map(|place| (place + usize::from(table.turned)) % count)
            .filter_map(|place| Some((u8::try_from(place).ok()?, table.columns[place].as_ref()?)))
            .collect()
    }

    /// The formula of a column that is computed.
    pub(crate) fn computed(&self, table: &Table, column: &Column) -> Option<String> {
        let generated = column.generated.as_ref()?;
        let from = slot(&table.columns, generated.from).filter(|from| from.generated.is_none())?;
        let (own, other) = (self.kind(table, column).family, self.kind(table, from).family);
        let fits = self.is_sqlite()
            || own == other && matches!(own, Family::Number | Family::Text | Family::Truth);
        let is_part = self.partition_column(table) == Some(generated.from);
        (fits && !is_part)
            .then(|| self.formula(&column_name(self, generated.from), other, generated.template))
    }

    /// A column whose values are its own.
    pub(crate) fn plain<'t>(&self, table: &'t Table, number: u8) -> Option<&'t Column> {
        slot(&table.columns, number).filter(|column| self.computed(table, column).is_none())
    }

    /// PostgreSQL: the column by which a table is partitioned.
    pub(crate) fn partition_column(&self, table: &Table) -> Option<u8> {
        table.parts.filter(|_| !self.is_sqlite())?;
        let fits = |column: &Column| {
            column.generated.is_none() && WHOLE.contains(&self.kind(table, column).name)
        };
        let number = table.columns.iter().position(|column| column.as_ref().is_some_and(fits))?;
        u8::try_from(number).ok()
    }

    /// PostgreSQL: how a column counts by itself.
    pub(crate) fn counter(&self, table: &Table, column: &Column) -> Option<&'static str> {
        let counter = column.counter?;
        let is_whole = WHOLE.contains(&self.kind(table, column).name);
        let fits = !self.is_sqlite() && is_whole && self.partition_column(table).is_none();
        fits.then(|| pick(&["ALWAYS", "BY DEFAULT", "serial"], counter))
    }

    /// The columns of a key, where they can be one.
    pub(crate) fn key(&self, table: &Table, key: &Key) -> Option<Vec<u8>> {
        let mut columns = key.columns.clone();
        columns.dedup();
        let are_there = columns.iter().all(|number| self.plain(table, *number).is_some());
        let has_part = self.partition_column(table).is_none_or(|part| columns.contains(&part));
        (are_there && has_part).then_some(columns)
    }

    pub(crate) fn primary(&self, table: &Table) -> Option<Vec<u8>> {
        self.key(table, table.primary.as_ref()?)
    }

    /// SQLite: the column that is another name of the rowid.
    pub(crate) fn alias(&self, table: &Table) -> Option<u8> {
        let columns = self.primary(table)?;
        let [only] = columns[..] else { return None };
        let is_whole = self.kind(table, self.plain(table, only)?).name == "INTEGER";
        (self.is_sqlite() && is_whole && !table.traits.without_rowid).then_some(only)
    }

    /// The columns of a foreign key, and the key that they refer to.
    pub(crate) fn reference(
        &self,
        table: &Table,
        reference: &Reference,
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let other = self.table(reference.table)?;
        let key = self.primary(other)?;
        let columns = reference.columns[..key.len()].to_vec();
        let kinds = |table: &Table, columns: &[u8]| -> Option<Vec<Kind>> {
            columns
                .iter()
                .map(|number| Some(self.kind(table, self.plain(table, *number)?)))
                .collect()
        };
        let (own, others) = (kinds(table, &columns)?, kinds(other, &key)?);
        let is_double = columns.len() == 2 && columns[0] == columns[1];
        let fits = self.is_sqlite()
            || own.iter().zip(&others).all(|(one, other)| is_comparable(one, other))
                && other.traits.unlogged == table.traits.unlogged;
        (fits && !is_double).then_some((columns, key))
    }

    /// The columns that a view shows, under their names as they are written.
    pub(crate) fn shown(&self, number: u8) -> Option<Vec<(String, Family)>> {
        let view = slot(&self.views, number)?;
        let found = self.source(view, number)?;
        if view.shape % SHAPES == ALL {
            return Some(found);
        }
        let mut columns: Vec<(String, Family)> = Vec::new();
        for number in &view.columns {
            let column = found.get(usize::from(*number)).cloned();
            columns.extend(column.filter(|column| !columns.contains(column)));
        }
        let first = columns.first()?.clone();
        match view.shape % SHAPES {
            GROUPED => columns = vec![first, ("total".to_owned(), Family::Number)],
            COMPUTED => columns.push(("computed".to_owned(), first.1)),
            _ => {}
        }
        Some(columns)
    }

    /// The columns of what a view is over.
    pub(crate) fn source(&self, view: &View, number: u8) -> Option<Vec<(String, Family)>> {
        match view.over {
            Source::Table(table) => {
                let table = self.table(table)?;
                let columns = self.columns(table);
                Some(
                    columns
                        .into_iter()
                        .map(|(number, column)| {
                            (column_name(self, number), self.kind(table, column).family)
                        })
                        .collect(),
                )
            }
            Source::View(other) if other < number => self.shown(other),
            Source::View(_) => None,
        }
    }

    /// The name of what a view is over, or a trigger is on.
    pub(crate) fn source_name(&self, source: Source) -> String {
        match source {
            Source::Table(number) => super::write::table_name(self, number),
            Source::View(number) => name(self, &format!("view_{number}")),
        }
    }
}

/// Whether one can refer to the other.
fn is_comparable(one: &Kind, other: &Kind) -> bool {
    one.name == other.name && one.name != "amount"
        || WHOLE.contains(&one.name) && WHOLE.contains(&other.name)
        || one.family == Family::Text && other.family == Family::Text
}
