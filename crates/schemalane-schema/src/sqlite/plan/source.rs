//! The rows of a changed table as they will be.

use super::Planner;
use crate::sqlite::probe::KEY;
use crate::sqlite::rebuild::{alias, default_value, filling, is_strict};
use crate::sqlite::token::identifier;
use crate::{Column, ObjectId, Table};

impl Planner<'_> {
    /// The rows as they will be, under the names of the wanted table.
    ///
    /// What a value is and how it compares depends on the type and the collation of its column, which a query cannot
    /// give it. So where these change, or values are computed or given, the rows are put into a temporary table first.
    pub(super) fn source(&self, id: &ObjectId) -> Option<String> {
        let from = self.probe.from(id)?;
        let before = self.before(id)?.as_table()?;
        let after = self.after(id).map_or(Some(before), crate::Object::as_table)?;
        let stays = after.columns.iter().all(|column| match before.column(&column.name) {
            Some(old) => stays(old, column),
            None => column.default.is_none() && column.generated.is_none(),
        });
        let name = identifier(&id.name);
        if stays {
            let columns = self.values(id, before, alias(after), after.columns.iter());
            return Some(format!("(SELECT {} FROM {from}) AS {name}", columns.join(", ")));
        }
        let own = after.columns.iter().filter(|column| column.generated.is_none());
        let mut columns = self.values(id, before, alias(after), own);
        for column in after.columns.iter().filter(|column| column.generated.is_some()) {
            if before.column(&column.name).is_some() {
                columns.push(self.probe.column(id, &column.name));
            }
        }
        let rows = format!("SELECT {} FROM {from}", columns.join(", "));
        Some(format!("{} AS {name}", self.probe.stored(id, &definitions(before, after), &rows)))
    }

    /// The rows as a query gives them, which is enough to look for nulls in columns that are not computed.
    pub(super) fn given(&self, id: &ObjectId) -> Option<String> {
        let from = self.probe.from(id)?;
        let (before, after) = (self.before(id)?.as_table()?, self.after(id)?.as_table()?);
        let own = after.columns.iter().filter(|column| column.generated.is_none());
        Some(format!(
            "(SELECT {} FROM {from})",
            self.values(id, before, alias(after), own).join(", ")
        ))
    }

    /// The key of a row, and what columns will have in it. One that is new and another name of the rowid has that.
    fn values<'c>(
        &self,
        id: &ObjectId,
        before: &Table,
        number: Option<&str>,
        columns: impl Iterator<Item = &'c Column>,
    ) -> Vec<String> {
        let values = columns.map(|column| {
            let value = match before.column(&column.name) {
                Some(actual) => {
                    let value = self.probe.column(id, &column.name);
                    match filling(actual, column) {
                        Some(default) => format!("coalesce({value}, {default})"),
                        None => value,
                    }
                }
                None if number == Some(&column.name) => self.probe.rowid(before),
                None => column.default.as_deref().map_or("NULL".to_owned(), default_value),
            };
            format!("{value} AS {}", identifier(&column.name))
        });
        [format!("{} AS {KEY}", self.probe.key(id, before))].into_iter().chain(values).collect()
    }

    /// The rows as they are, under the names that their columns have after all renames.
    pub(super) fn rows(&self, id: &ObjectId) -> Option<String> {
        let from = self.probe.from(id)?;
        let before = self.before(id)?.as_table()?;
        let columns = self.values(id, before, None, before.columns.iter());
        Some(format!("(SELECT {} FROM {from}) AS {}", columns.join(", "), identifier(&id.name)))
    }
}

/// Whether the values of a column stay what they are, and compare as they do.
fn stays(before: &Column, after: &Column) -> bool {
    before.data_type == after.data_type
        && before.collation == after.collation
        && before.generated == after.generated
        && filling(before, after).is_none()
}

/// The columns of the temporary table, those that are computed at the end.
fn definitions(before: &Table, after: &Table) -> Vec<String> {
    let is_strict = is_strict(after);
    let (own, computed): (Vec<&Column>, Vec<&Column>) =
        after.columns.iter().partition(|column| column.generated.is_none());
    let typed = |column: &Column| {
        let collation =
            column.collation.as_ref().map(|name| format!(" COLLATE {}", identifier(name)));
        format!(
            "{} {}{}",
            identifier(&column.name),
            affine(column, is_strict),
            collation.unwrap_or_default()
        )
    };
    let old = computed.iter().filter(|column| before.column(&column.name).is_some());
    let formulas = computed.iter().filter_map(|column| {
        let generated = column.generated.as_ref()?;
        Some(format!("{} GENERATED ALWAYS AS ({}) VIRTUAL", typed(column), generated.expression))
    });
    [KEY.to_owned()]
        .into_iter()
        .chain(own.iter().map(|column| typed(column)))
        .chain(old.map(|column| old_values(column)))
        .chain(formulas)
        .collect()
}

/// A type that does to values in any table what the column's does in its own.
pub(super) fn affine(column: &Column, is_strict: bool) -> &str {
    if is_strict && column.data_type == "ANY" { "" } else { &column.data_type }
}

/// What a column that is computed from now on is called by in [`Planner::source`] with the values that it had.
pub(super) fn old_values(column: &Column) -> String {
    identifier(&format!("schemalane_old {}", column.name))
}
