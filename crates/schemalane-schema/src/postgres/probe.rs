//! Asks the real rows what a step would do to them.

mod answer;
mod ask;
mod attribute;
mod conversion;
mod former;
mod partition;
mod position;
mod question;
mod size;
mod source;
mod stranger;

pub(super) use partition::resolve;
pub(super) use source::Reach;

use super::connection::{self, qualified};
use super::plan::rename;
use crate::{Error, ExcludePart, Match, ObjectId, Renames, Schema, Sequence, Step};
use ask::Ask;
pub(super) use attribute::{Hop, Place};
pub(super) use position::Counter;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use stranger::Strangers;

/// A question to the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    /// How many rows go with the table.
    Rows { table: ObjectId },
    /// How many values go with the column.
    Values { table: ObjectId, column: String },
    /// Whether a new column without a value for the rows that are there can be added.
    Filled { table: ObjectId, column: String },
    /// Whether the values of a new column can be computed.
    Computed { table: ObjectId, column: String },
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
    /// Whether rows exclude each other.
    Pairs { table: ObjectId, parts: Vec<ExcludePart>, predicate: Option<String>, name: String },
    /// Whether rows break a check.
    Violations { table: ObjectId, expression: String, reach: Reach, name: String },
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
    /// How many values go with an attribute of a composite type, or what another type does to them.
    Attribute {
        composite: ObjectId,
        attribute: String,
        from: String,
        to: Option<String>,
        places: Vec<Place>,
    },
    /// Where a counter stands that goes.
    Position { counter: Counter },
    /// Whether a new counter can go on where another stands.
    Reach { counter: Counter, new: Box<Sequence> },
    /// Whether rows have a label that goes.
    Labels { table: ObjectId, column: String, labels: Vec<String> },
    /// Whether values become an enumeration that has no such label.
    Unlabelled { table: ObjectId, column: String, labels: Vec<String> },
    /// Whether rows lie outside of the bounds that their table gets as a partition.
    Misfits { table: ObjectId, bounds: String },
    /// Whether rows of the default partition belong to one that comes.
    Taken { table: ObjectId, partition: ObjectId, bounds: String },
    /// How many rows the partitioned table no longer shows.
    Hidden { table: ObjectId, parent: ObjectId },
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
            | Self::Computed { table, .. }
            | Self::Nulls { table, .. }
            | Self::Duplicates { table, .. }
            | Self::UniqueIndex { table, .. }
            | Self::Pairs { table, .. }
            | Self::Violations { table, .. }
            | Self::DomainViolations { table, .. }
            | Self::Orphans { table, .. }
            | Self::Conversion { table, .. }
            | Self::Labels { table, .. }
            | Self::Unlabelled { table, .. }
            | Self::Misfits { table, .. }
            | Self::Taken { table, .. }
            | Self::Hidden { table, .. }
            | Self::Rewrite { table }
            | Self::Scan { table } => table,
            Self::Attribute { composite, .. } => composite,
            Self::Position { counter } | Self::Reach { counter, .. } => counter.owner(),
        }
    }

    /// The column whose values are converted, and the expression that does it as far as it can be asked beforehand.
    fn conversion(&self) -> Option<((ObjectId, String), String)> {
        match self {
            Self::Conversion { table, column, using, .. } => {
                Some(((table.clone(), column.clone()), using.clone()))
            }
            Self::Unlabelled { table, column, .. } => {
                let using = format!("{}::text", connection::quote(column));
                Some(((table.clone(), column.clone()), using))
            }
            _ => None,
        }
    }
}

/// What no question may do: write, as a function in it could, or read anything but tables, which somebody may have put a
/// view in the place of. Older servers do not know the last one.
const CAUTION: &str = "SET default_transaction_read_only = on;
    SELECT pg_catalog.set_config(s.name, 'view, foreign-table', false) FROM pg_catalog.pg_settings AS s
    WHERE s.name = 'restrict_nonsystem_relation_kind'";

/// The steps with what the rows said.
pub(super) async fn look(
    connection: &mut PgConnection,
    drafts: Vec<(Step, Vec<Probe>)>,
    renamed: &Schema,
    wanted: &Schema,
    renames: &Renames,
) -> Result<Vec<Step>, Error> {
    connection::run(connection, CAUTION).await?;
    let conversions =
        drafts.iter().flat_map(|(_, probes)| probes).filter_map(Probe::conversion).collect();
    let mut steps = Vec::with_capacity(drafts.len());
    let sizes = BTreeMap::new();
    let strangers = Strangers::read(connection).await?;
    let mut ask =
        Ask { connection, schema: renamed, wanted, renames, conversions, sizes, strangers };
    for (mut step, probes) in drafts {
        for probe in &probes {
            // A table that the plan makes has no rows.
            if renamed.get(probe.table()).is_none() {
                continue;
            }
            let hazards = question::hazards(&mut ask, probe, &mut step).await?;
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

/// What a table is called in the real database.
fn real(renames: &Renames, table: &ObjectId) -> String {
    qualified(&rename::before(renames, table))
}
