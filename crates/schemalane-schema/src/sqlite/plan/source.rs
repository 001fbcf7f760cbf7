//! The rows of a changed table as they will be.

use super::Planner;
use crate::sqlite::probe::KEY;
use crate::sqlite::rebuild::{default_value, filling};
use crate::sqlite::token::identifier;
use crate::{Column, ObjectId};

impl Planner<'_> {
    /// The rows as they will be, as far as a query can tell: under the names of the wanted table.
    pub(super) fn source(&self, id: &ObjectId) -> Option<String> {
        let from = self.probe.from(id)?;
        let before = self.before(id)?.as_table()?;
        let after = self.after(id).map_or(Some(before), crate::Object::as_table)?;
        let mut columns = vec![format!("{} AS {KEY}", self.probe.key(id, before))];
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
        }
        let mut computed = String::new();
        for column in &after.columns {
            let Some(generated) = &column.generated else { continue };
            computed += &format!(", ({}) AS {}", generated.expression, identifier(&column.name));
            if before.column(&column.name).is_some() {
                let old = old_values(column);
                columns.push(format!("{} AS {old}", self.probe.column(id, &column.name)));
            }
        }
        let name = identifier(&id.name);
        let mut source = format!("(SELECT {} FROM {from}) AS {name}", columns.join(", "));
        if !computed.is_empty() {
            source = format!("(SELECT *{computed} FROM {source}) AS {name}");
        }
        Some(source)
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

/// What a column that is computed from now on is called by in [`Planner::source`] with the values that it had.
pub(super) fn old_values(column: &Column) -> String {
    identifier(&format!("schemalane_old {}", column.name))
}
