//! Tables that change: what `ALTER TABLE` can do, and else a rebuild.

use super::removal::owner;
use super::{Due, Planner};
use crate::sqlite::rebuild::{Rebuild, default_value};
use crate::sqlite::token::{self, identifier};
use crate::{
    Column, Difference, Error, Hazard, HazardKind, Object, ObjectId, Severity, Step, Table,
};

/// From this many rows on it is worth thinking about when a table is written anew.
const MANY_ROWS: u64 = 100_000;

impl Planner<'_> {
    /// The step that changes a table: the cheapest that gives the wanted facts.
    pub(super) fn alter(
        &self,
        id: &ObjectId,
        differences: &[Difference],
        due: &mut Due,
    ) -> Result<Step, Error> {
        let (Some(before), Some(after)) = (self.before(id), self.after(id)) else {
            return Err(unsupported(id));
        };
        let (Some(old), Some(new)) = (before.as_table(), after.as_table()) else {
            return Err(unsupported(id));
        };
        let mut step = Step::new(id.clone(), summary(id, differences), Vec::new());
        step.origin.clone_from(&after.origin);
        self.data(id, differences, &mut step.hazards);
        self.keys(id, differences, &mut step.hazards);
        if let Some(sql) = self.proposal(id, after, old, new, differences)
            && self.trial.propose(&sql, after)?
        {
            step.sql = sql;
            return Ok(step);
        }
        let name = self.free_name(id)?;
        let rebuild = Rebuild { before, after, name: &name };
        step.sql = rebuild.statements().ok_or_else(|| unsupported(id))?;
        step.rows = self.probe.count(id);
        step.hazards.extend(step.rows.filter(|rows| *rows > 0).map(|rows| rewrite(id, rows)));
        step.summary = format!("rebuild table {}: {}", id.short(), words(differences));
        self.attempt(&step)?;
        // They go with the old table.
        let mine = |object: &&Object| owner(object) == Some(id);
        due.0.extend(self.wanted.objects.values().filter(mine).map(|object| object.id.clone()));
        Ok(step)
    }

    /// `ALTER TABLE`, where there are only columns to be added and dropped.
    fn proposal(
        &self,
        id: &ObjectId,
        after: &Object,
        old: &Table,
        new: &Table,
        differences: &[Difference],
    ) -> Option<Vec<String>> {
        let table = identifier(&after.name);
        let has_rows = self.probe.has_rows(id);
        let texts = column_texts(after.create.first()?);
        let mut sql = Vec::new();
        for difference in differences {
            match difference {
                Difference::ColumnDropped { column } => {
                    sql.push(format!("ALTER TABLE {table} DROP COLUMN {}", identifier(column)))
                }
                Difference::ColumnAdded { .. }
                | Difference::ConstraintAdded { .. }
                | Difference::ConstraintDropped { .. } => {}
                _ => return None,
            }
        }
        // In the order of the wanted columns, which is not that of the differences.
        for column in new.columns.iter().filter(|column| old.column(&column.name).is_none()) {
            if has_rows && !fits_rows(column) {
                return None;
            }
            let (_, text) = texts.iter().find(|(name, _)| *name == column.name)?;
            sql.push(format!("ALTER TABLE {table} ADD COLUMN {text}"));
        }
        (!sql.is_empty()).then_some(sql)
    }

    /// A name for the new table that nothing has, neither before nor after.
    fn free_name(&self, id: &ObjectId) -> Result<String, Error> {
        let mut name = format!("schemalane_new_{}", id.name);
        let mut number = 1;
        while self.trial.has(&name)? || self.wanted.objects.keys().any(|other| other.name == name) {
            number += 1;
            name = format!("schemalane_new_{}_{number}", id.name);
        }
        Ok(name)
    }
}

/// Whether `ADD COLUMN` takes this column where there are rows, which a copy without rows cannot tell.
fn fits_rows(column: &Column) -> bool {
    let default = column.default.as_deref();
    let is_null = default.is_none_or(|default| default.eq_ignore_ascii_case("NULL"));
    column.generated.as_ref().is_none_or(|generated| !generated.stored)
        && !(column.not_null && is_null && column.generated.is_none())
        && default.is_none_or(is_constant)
}

/// Whether SQLite takes a default for a constant.
fn is_constant(default: &str) -> bool {
    use token::Class::{Blob, Double, Number, Quoted, Text, Word};
    match token::read(default).as_slice() {
        [sign, number] => (sign.is("-") || sign.is("+")) && number.class == Number,
        [one] if one.class == Word => {
            !one.text.to_ascii_uppercase().starts_with("CURRENT_")
                && !default_value(default).is_empty()
        }
        [one] => matches!(one.class, Number | Text | Blob | Double | Quoted),
        _ => false,
    }
}

/// The columns of a statement with their texts as they are written.
fn column_texts(sql: &str) -> Vec<(String, &str)> {
    let start = crate::Header::read(sql, schemalane_source::Dialect::Sqlite).name_end();
    let tokens = token::read(&sql[start..]);
    let end = tokens.iter().rposition(|token| token.is(")"));
    let Some((end, [open, ..])) = end.zip(Some(tokens.as_slice())) else { return Vec::new() };
    if !open.is("(") || end == 0 {
        return Vec::new();
    }
    let text = |item: &[token::Token<'_>]| {
        let (first, last) = (item.first()?, item.last()?);
        let range = start + first.start..start + last.start + last.text.len();
        Some((first.name(), &sql[range]))
    };
    token::items(&tokens[1..end]).into_iter().filter_map(text).collect()
}

fn rewrite(id: &ObjectId, rows: u64) -> Hazard {
    let severity = if rows < MANY_ROWS { Severity::Note } else { Severity::Warning };
    let message = format!(
        "rows to write anew: {rows}; nobody else can write meanwhile, and it takes about twice the room of the table"
    );
    Hazard::new(HazardKind::RewriteTable, id.short(), severity, message)
}

fn unsupported(id: &ObjectId) -> Error {
    Error::Unsupported {
        id: Box::new(id.clone()),
        reason: "its statement cannot be read: please report this".to_owned(),
    }
}

fn summary(id: &ObjectId, differences: &[Difference]) -> String {
    let names = |wanted: bool| {
        let columns: Vec<&str> = differences
            .iter()
            .filter_map(|difference| match difference {
                Difference::ColumnAdded { column } if wanted => Some(column.as_str()),
                Difference::ColumnDropped { column } if !wanted => Some(column.as_str()),
                _ => None,
            })
            .collect();
        let plural = if columns.len() == 1 { "column" } else { "columns" };
        (!columns.is_empty()).then(|| format!("{plural} {}", columns.join(", ")))
    };
    let table = id.short();
    match (names(false), names(true)) {
        (None, Some(added)) => format!("add {added} to table {table}"),
        (Some(dropped), None) => format!("drop {dropped} of table {table}"),
        (Some(dropped), Some(added)) => format!("drop {dropped} of table {table}, add {added}"),
        (None, None) => format!("change table {table}"),
    }
}

fn words(differences: &[Difference]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_as_they_are_written() {
        let sql = "CREATE TABLE t (\n  a INT -- first, (\n  , \"B c\" TEXT DEFAULT '),' , CHECK (a > 0)) STRICT";
        assert_eq!(
            column_texts(sql)[..2],
            [("a".to_owned(), "a INT"), ("b c".to_owned(), "\"B c\" TEXT DEFAULT '),'")]
        );
    }

    #[test]
    fn only_constants_are_added_to_rows() {
        for (default, expected) in [
            ("1", true),
            ("-1", true),
            ("'x'", true),
            ("word", true),
            ("current_timestamp", false),
            ("1 + 1", false),
            ("random()", false),
        ] {
            assert_eq!(is_constant(default), expected, "{default}");
        }
    }
}
