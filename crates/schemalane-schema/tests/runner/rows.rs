//! Rows before and after, and what queries answer.

use super::Case;
use std::collections::BTreeMap;

/// The columns and rows of every table: values as text, by their columns.
pub(super) type Rows = BTreeMap<String, (Vec<String>, Vec<BTreeMap<String, String>>)>;

/// Rows of tables that stay must be there afterwards, as far as their columns stay.
pub(super) fn compare(case: &Case, before: &Rows, after: &Rows) -> Result<(), String> {
    for (table, (columns, rows)) in before {
        let Some((columns_after, rows_after)) = after.get(table) else { continue };
        if case.is_changed_on_purpose(table) {
            continue;
        }
        let common: Vec<&String> =
            columns.iter().filter(|column| columns_after.contains(column)).collect();
        let project = |rows: &[BTreeMap<String, String>]| {
            let mut projected: Vec<Vec<String>> = rows
                .iter()
                .map(|row| common.iter().map(|column| row[*column].clone()).collect())
                .collect();
            projected.sort();
            projected
        };
        if project(rows) != project(rows_after) {
            return Err(format!(
                "the rows of {table} in {common:?} are not what they were:\n{:?}\n{:?}",
                project(rows),
                project(rows_after)
            ));
        }
    }
    Ok(())
}

/// A table or column with values that is there no longer was approved to go, or is there under a new name.
pub(super) fn compare_names(case: &Case, before: &Rows, after: &Rows) -> Result<(), String> {
    for (table, (columns, rows)) in before {
        if rows.is_empty() || case.is_changed_on_purpose(table) || case.approves_loss(table) {
            continue;
        }
        let Some((columns_after, rows_after)) = after.get(table) else {
            // Its columns may have changed, too.
            let mut new = after.iter().filter(|(other, _)| !before.contains_key(*other));
            if new.any(|(_, (_, others))| others.len() == rows.len()) {
                continue;
            }
            return Err(format!("{table} had {} rows, and nobody approved of its end", rows.len()));
        };
        let values = |rows: &[BTreeMap<String, String>], column: &String| {
            sorted(rows.iter().map(|row| row[column].clone()))
        };
        for column in columns.iter().filter(|column| !columns_after.contains(column)) {
            let lost = values(rows, column);
            let mut new = columns_after.iter().filter(|other| !columns.contains(other));
            if lost.iter().any(|value| value != "NULL")
                && !case.approves_loss(&format!("{table}.{column}"))
                && !new.any(|other| values(rows_after, other) == lost)
            {
                return Err(format!("{table}.{column} had values, and nobody approved of its end"));
            }
        }
    }
    Ok(())
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values
}

/// Answers of queries against those that a case expects.
pub(super) fn compare_answers(answers: &[String], expected: &str) -> Result<(), String> {
    let actual = answers.join("\n\n");
    if actual.trim_end() == expected.trim_end() {
        Ok(())
    } else {
        Err(format!("after.txt:\n--- expected\n{expected}\n--- actual\n{actual}"))
    }
}
