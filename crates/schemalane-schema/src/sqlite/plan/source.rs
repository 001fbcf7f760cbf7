//! The rows of a changed table as they will be.

use super::Planner;
use super::conversion::affinity;
use crate::sqlite::probe::KEY;
use crate::sqlite::rebuild::{default_value, filling, sqlite, text};
use crate::sqlite::token::identifier;
use crate::{Column, Details, Object, ObjectId, Table};

impl Planner<'_> {
    /// The rows as they will be, as far as a query can tell: under the names of the wanted table.
    pub(super) fn source(&self, id: &ObjectId) -> Option<String> {
        let from = self.probe.from(id)?;
        let before = self.before(id)?.as_table()?;
        let after = self.after(id).map_or(Some(before), Object::as_table)?;
        let mut columns = vec![format!("{} AS {KEY}", self.probe.key(id, before))];
        let mut declared = vec![KEY.to_owned()];
        for column in after.columns.iter().filter(|column| column.generated.is_none()) {
            let value = match before.column(&column.name) {
                Some(actual) => {
                    let value = self.probe.column(id, &column.name);
                    match filling(actual, column) {
                        Some(default) => format!("coalesce({value}, {default})"),
                        None => value,
                    }
                }
                None => column.default.as_deref().map_or("NULL".to_owned(), default_value),
            };
            columns.push(format!("{value} AS {}", identifier(&column.name)));
            declared.push(declaration(column, after));
        }
        let mut computed = String::new();
        for column in &after.columns {
            let Some(generated) = &column.generated else { continue };
            computed += &format!(", ({}) AS {}", generated.expression, identifier(&column.name));
            if before.column(&column.name).is_some() {
                let old = old_values(column);
                columns.push(format!("{} AS {old}", self.probe.column(id, &column.name)));
                declared.push(old);
            }
        }
        let name = identifier(&id.name);
        let mut source = format!("(SELECT {} FROM {from}) AS {name}", columns.join(", "));
        if converts(before, after) && self.has_rules(id, after) {
            source = self.converted_rows(id, &declared, &source).unwrap_or(source);
        }
        if !computed.is_empty() {
            source = format!("(SELECT *{computed} FROM {source}) AS {name}");
        }
        Some(source)
    }

    /// Whether rows can break anything together.
    fn has_rules(&self, id: &ObjectId, after: &Table) -> bool {
        let is_unique = |object: &Object| matches!(&object.details, Details::Index(index) if index.unique && index.table == *id);
        !after.constraints.is_empty() || self.wanted.objects.values().any(is_unique)
    }

    /// The rows in a temporary table whose columns make of values what those of the wanted table will. It is made once
    /// for all questions; where there is no room for it, there is none.
    fn converted_rows(&self, id: &ObjectId, declared: &[String], source: &str) -> Option<String> {
        let name = format!("schemalane_rows {}", id.name);
        let table = format!("temp.{}", identifier(&name));
        let is_there =
            format!("SELECT count(*) FROM sqlite_temp_schema WHERE name = {}", text(&name));
        if self.probe.number(&is_there)? == 0 {
            let columns = declared.join(", ");
            let made = self.probe.temporary(&format!(
                "CREATE TABLE {table} ({columns}); INSERT INTO {table} SELECT * FROM {source}"
            ));
            if made.is_err() {
                let _ = self.probe.temporary(&format!("DROP TABLE IF EXISTS {table}"));
                return None;
            }
        }
        Some(format!("{table} AS {}", identifier(&id.name)))
    }

    /// The rows as they are, under the names that their columns have after all renames.
    pub(super) fn rows(&self, id: &ObjectId) -> Option<String> {
        let from = self.probe.from(id)?;
        let before = self.before(id)?.as_table()?;
        let key = format!("{} AS {KEY}", self.probe.key(id, before));
        let columns = before.columns.iter().map(|column| {
            format!("{} AS {}", self.probe.column(id, &column.name), identifier(&column.name))
        });
        let columns: Vec<String> = [key].into_iter().chain(columns).collect();
        Some(format!("(SELECT {} FROM {from}) AS {}", columns.join(", "), identifier(&id.name)))
    }
}

/// Whether values of a column become others by the type that it gets.
fn converts(before: &Table, after: &Table) -> bool {
    let strict = |table| sqlite(table).is_some_and(|own| own.strict);
    let differs = |column: &Column| {
        before
            .column(&column.name)
            .is_some_and(|old| affinity(old, strict(before)) != affinity(column, strict(after)))
    };
    after.columns.iter().filter(|column| column.generated.is_none()).any(differs)
}

/// A column with its type and how it compares, and without any rule.
fn declaration(column: &Column, table: &Table) -> String {
    let is_any = column.data_type == "ANY" && sqlite(table).is_some_and(|own| own.strict);
    let data_type = if is_any { "" } else { &column.data_type };
    let collation =
        column.collation.as_deref().map(|name| format!(" COLLATE {}", identifier(name)));
    format!("{} {data_type}{}", identifier(&column.name), collation.unwrap_or_default())
}

/// What a column that is computed from now on is called by in [`Planner::source`] with the values that it had.
pub(super) fn old_values(column: &Column) -> String {
    identifier(&format!("schemalane_old {}", column.name))
}
