//! Changes a table, in the cheapest way that works.

use super::hazards::{self, Names};
use super::trial::Trial;
use crate::sqlite::token::quote;
use crate::sqlite::{body, probe, rebuild};
use crate::{Column, Difference, Error, Object, Step, Table};
use rusqlite::Connection;

/// A step that changes a table.
pub(super) struct Altered {
    pub(super) step: Step,
    /// Whether the table was made anew, so that its indexes and triggers are gone.
    pub(super) is_rebuild: bool,
}

pub(super) fn table(
    trial: &mut Trial<'_>,
    original: &Connection,
    names: &Names,
    before: &Object,
    after: &Object,
    differences: &[Difference],
) -> Result<Altered, Error> {
    let (Some(old), Some(new)) = (before.as_table(), after.as_table()) else {
        return Err(Error::Unsupported {
            id: Box::new(after.id.clone()),
            reason: "it is a table on one side only; drop it first".to_owned(),
        });
    };
    let rows = probe::rows(original, names.table())?;
    let mut found = hazards::of_table(original, names, old, new, differences)?;
    if let Some(sql) = in_place(before, after, new, differences, rows)
        && trial.propose(&sql, after)?
    {
        let words: Vec<String> = differences.iter().map(in_words).collect();
        let mut step =
            Step::new(after.id.clone(), format!("change {}: {}", after.id, words.join(", ")), sql);
        step.origin.clone_from(&after.origin);
        step.hazards = found;
        return Ok(Altered { step, is_rebuild: false });
    }
    let sql = rebuild::statements(before, after, old, new, &trial.free_name(&after.id.name)?);
    trial.execute(&sql)?;
    let mut step = Step::new(after.id.clone(), format!("rebuild {}", after.id), sql);
    step.origin.clone_from(&after.origin);
    step.rows = Some(rows);
    found.push(hazards::rebuilt(&after.id, rows));
    step.hazards = found;
    Ok(Altered { step, is_rebuild: true })
}

fn in_words(difference: &Difference) -> String {
    match difference {
        Difference::ColumnAdded { column } => format!("add column {column}"),
        Difference::ColumnDropped { column } => format!("drop column {column}"),
        other => other.to_string(),
    }
}

/// The statements that change a table where it is, if columns come and go and nothing else differs.
fn in_place(
    before: &Object,
    after: &Object,
    new: &Table,
    differences: &[Difference],
    rows: u64,
) -> Option<Vec<String>> {
    let table = quote(&before.name);
    let text = after.create.first()?;
    let mut sql = Vec::new();
    for difference in differences {
        if let Difference::ColumnDropped { column } = difference {
            sql.push(format!("ALTER TABLE {table} DROP COLUMN {}", quote(column)));
        }
    }
    for difference in differences {
        match difference {
            Difference::ColumnAdded { column } => {
                if rows > 0 && !takes_rows(new.column(column)?) {
                    return None;
                }
                sql.push(format!(
                    "ALTER TABLE {table} ADD COLUMN {}",
                    body::column_text(text, column)?
                ));
            }
            // They come and go with their columns; if not, the trial shows it.
            Difference::ColumnDropped { .. }
            | Difference::ConstraintAdded { .. }
            | Difference::ConstraintDropped { .. } => {}
            _ => return None,
        }
    }
    (!sql.is_empty()).then_some(sql)
}

/// Whether SQLite adds the column to a table that has rows: it wants a value for them that it need not compute.
fn takes_rows(column: &Column) -> bool {
    let is_stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
    let default = column.default.as_deref();
    let is_constant = default.is_none_or(|text| {
        !text.contains('(') && !text.contains(' ') && !text.starts_with("current_")
    });
    let has_value = default.is_some_and(|text| text != "null");
    !is_stored && is_constant && (has_value || !column.not_null || column.generated.is_some())
}
