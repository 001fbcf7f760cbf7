//! Asks the real rows what a step would do to them.

mod answer;
mod ask;
mod conversion;
mod size;

use super::connection::{qualified, quote};
use super::plan::rename;
use crate::{Error, Hazard, Match, ObjectId, Renames, Schema, Step};
use answer::{broken, lost, number, refusal, value_as};
use ask::Ask;
use sqlx::PgConnection;

/// A question to the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    /// How many rows go with the table.
    Rows { table: ObjectId },
    /// How many values go with the column.
    Values { table: ObjectId, column: String },
    /// Whether a new column without a value for the rows that are there can be added.
    Filled { table: ObjectId, column: String },
    /// Whether there are nulls.
    Nulls { table: ObjectId, column: String },
    /// Whether a key is there twice.
    Duplicates { table: ObjectId, columns: Vec<String>, nulls_not_distinct: bool, name: String },
    /// Whether the key of a unique index is there twice.
    UniqueIndex {
        table: ObjectId,
        expressions: Vec<String>,
        are_columns: Vec<bool>,
        predicate: Option<String>,
        nulls_not_distinct: bool,
        name: String,
    },
    /// Whether rows break a check.
    Violations { table: ObjectId, expression: String, name: String },
    /// Whether values break the check of their domain.
    DomainViolations { table: ObjectId, column: String, expression: String },
    /// Whether rows refer to nothing.
    Orphans {
        table: ObjectId,
        columns: Vec<String>,
        other: ObjectId,
        references: Vec<String>,
        matching: Match,
        name: String,
    },
    /// What a change of the type does to the values.
    Conversion { table: ObjectId, column: String, from: String, to: String, using: String },
    /// Whether rows have a label that goes; `values` is the array of the texts that a row has.
    Labels { table: ObjectId, column: String, values: String, labels: Vec<String> },
    /// How much is written anew.
    Rewrite { table: ObjectId },
    /// How much is read while others wait.
    Scan { table: ObjectId },
}

impl Probe {
    const fn table(&self) -> &ObjectId {
        match self {
            Self::Rows { table }
            | Self::Values { table, .. }
            | Self::Filled { table, .. }
            | Self::Nulls { table, .. }
            | Self::Duplicates { table, .. }
            | Self::UniqueIndex { table, .. }
            | Self::Violations { table, .. }
            | Self::DomainViolations { table, .. }
            | Self::Orphans { table, .. }
            | Self::Conversion { table, .. }
            | Self::Labels { table, .. }
            | Self::Rewrite { table }
            | Self::Scan { table } => table,
        }
    }
}

/// The steps with what the rows said.
pub(super) async fn look(
    connection: &mut PgConnection,
    drafts: Vec<(Step, Vec<Probe>)>,
    renamed: &Schema,
    renames: &Renames,
) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::with_capacity(drafts.len());
    let mut ask = Ask { connection, schema: renamed, renames };
    for (mut step, probes) in drafts {
        for probe in &probes {
            // A table that the plan makes has no rows.
            if renamed.get(probe.table()).is_none() {
                continue;
            }
            let hazards = hazards(&mut ask, probe, &mut step).await?;
            for hazard in hazards {
                if !step.hazards.contains(&hazard) {
                    step.hazards.push(hazard);
                }
            }
        }
        steps.push(step);
    }
    Ok(steps)
}

async fn hazards(ask: &mut Ask<'_>, probe: &Probe, step: &mut Step) -> Result<Vec<Hazard>, Error> {
    let source = ask.source(probe.table());
    let found = match probe {
        Probe::Rows { table } => {
            let rows = ask.count(&format!("SELECT count(*) FROM {source}")).await?;
            step.rows = u64::try_from(rows).ok();
            vec![lost(table.short(), rows, "row", "rows")]
        }
        Probe::Values { table, column } => {
            let values =
                ask.count(&format!("SELECT count({}) FROM {source}", quote(column))).await?;
            vec![lost(format!("{}.{column}", table.short()), values, "value", "values")]
        }
        Probe::Filled { table, column } => {
            let rows = ask.count(&format!("SELECT count(*) FROM {source}")).await?;
            let object = format!("{}.{column}", table.short());
            refusal(
                object,
                rows,
                |rows| format!("{rows} would have no value in it, and it refuses nulls"),
                "give it a default, or add it without NOT NULL and fill it first",
            )
        }
        Probe::Nulls { table, column } => {
            let filter = format!("{} IS NULL", quote(column));
            let found = ask.rows(table, &filter).await?;
            broken(
                format!("{}.{column}", table.short()),
                found,
                "null there",
                "fill them first, or let it take nulls",
            )
        }
        Probe::Violations { table, expression, name } => {
            let found = ask.rows(table, &format!("NOT ({expression})")).await?;
            broken(format!("{}.{name}", table.short()), found, "break it", "correct them first")
        }
        Probe::DomainViolations { table, column, expression } => {
            let expression = value_as(expression, &quote(column));
            let found = ask.rows(table, &format!("NOT ({expression})")).await?;
            broken(
                format!("{}.{column}", table.short()),
                found,
                "break the check of its domain",
                "correct them first",
            )
        }
        Probe::Labels { table, column, values, labels } => {
            let list: Vec<String> =
                labels.iter().map(|label| super::connection::literal(label)).collect();
            let filter = format!("{values} && ARRAY[{}]", list.join(", "));
            let found = ask.rows(table, &filter).await?;
            broken(
                format!("{}.{column}", table.short()),
                found,
                "with a value that goes",
                "give them another value first",
            )
        }
        Probe::Duplicates { table, columns, nulls_not_distinct, name } => {
            let keys: Vec<String> = columns.iter().map(|column| quote(column)).collect();
            let found = ask.duplicates(table, &keys, None, *nulls_not_distinct).await?;
            broken(
                format!("{}.{name}", table.short()),
                found,
                "share their key with others",
                "make the keys unique first",
            )
        }
        Probe::UniqueIndex {
            table,
            expressions,
            are_columns,
            predicate,
            nulls_not_distinct,
            name,
        } => {
            let keys: Vec<String> = expressions
                .iter()
                .zip(are_columns)
                .map(|(text, is_column)| if *is_column { quote(text) } else { format!("({text})") })
                .collect();
            let found =
                ask.duplicates(table, &keys, predicate.as_deref(), *nulls_not_distinct).await?;
            let object = ObjectId { name: name.clone(), ..table.clone() }.short();
            broken(object, found, "share their key with others", "make the keys unique first")
        }
        Probe::Orphans { table, columns, other, references, matching, name } => {
            if ask.schema.get(other).is_none() {
                let rows = ask.count(&format!("SELECT count(*) FROM {source}")).await?;
                return Ok(refusal(
                    format!("{}.{name}", table.short()),
                    rows,
                    |rows| {
                        format!(
                            "{rows} may refer to what is not there, since {} is new",
                            other.short()
                        )
                    },
                    "fill the new table first, in a step of its own",
                ));
            }
            let found = ask.orphans((table, columns), (other, references), *matching).await?;
            broken(
                format!("{}.{name}", table.short()),
                found,
                "refer to what is not there",
                "correct them first",
            )
        }
        Probe::Conversion { table, column, from, to, using } => {
            conversion::hazards(ask, table, column, from, to, using).await?
        }
        Probe::Rewrite { table } => size::rewrite(ask, table, step).await?,
        Probe::Scan { table } => size::scan(ask, table, step).await?,
    };
    Ok(found)
}

/// What a table is called in the real database.
fn real(renames: &Renames, table: &ObjectId) -> String {
    qualified(&rename::table_before(renames, table))
}
