//! Renames that hints declare. They come first, so that everything else is planned under the wanted names.

use super::trial::Trial;
use crate::sqlite::token::identifier;
use crate::{
    Change, Difference, Error, Hazard, HazardKind, Kind, ObjectId, Rename, Renames, Schema,
    Severity, Step, Wanted,
};
use std::collections::BTreeMap;

/// The names of tables and columns in the database itself, by those that they have after all renames.
#[derive(Default)]
pub(in crate::sqlite) struct Names {
    tables: BTreeMap<String, String>,
    columns: BTreeMap<(String, String), String>,
}

impl Names {
    /// The real name of a table.
    pub(in crate::sqlite) fn table<'n>(&'n self, name: &'n str) -> &'n str {
        self.tables.get(name).map_or(name, String::as_str)
    }

    /// The real name of a column.
    pub(in crate::sqlite) fn column<'n>(&'n self, table: &str, name: &'n str) -> &'n str {
        self.columns.get(&(table.to_owned(), name.to_owned())).map_or(name, String::as_str)
    }

    /// Adds what differs beside the renames, and the renames of columns to that.
    pub(super) fn describe(&self, changes: &mut Vec<Change>, others: Vec<Change>) {
        let mut columns: BTreeMap<ObjectId, Vec<Difference>> = BTreeMap::new();
        for ((table, to), from) in &self.columns {
            columns
                .entry(ObjectId::new(Kind::Table, "", table.clone()))
                .or_default()
                .push(Difference::ColumnRenamed { from: from.clone(), to: to.clone() });
        }
        for mut change in others {
            if let Change::Alter { id, differences } = &mut change
                && let Some(renamed) = columns.remove(id)
            {
                differences.splice(0..0, renamed);
            }
            changes.push(change);
        }
        let only = columns.into_iter();
        changes.extend(only.map(|(id, differences)| Change::Alter { id, differences }));
    }
}

/// Does the renames to the trial copy: the names, the steps, and the changes of whole tables.
pub(super) fn steps(
    trial: &Trial<'_>,
    statements: &[Wanted],
    actual: &Schema,
    wanted: &Schema,
) -> Result<(Names, Vec<Step>, Vec<Change>), Error> {
    let mut names = Names::default();
    let mut steps = Vec::new();
    let mut changes = Vec::new();
    for rename in Renames::resolve(statements, actual, wanted)?.iter() {
        let (mut step, old, origin) = match rename {
            // SQLite renames tables only; anything else has no rows, and is dropped and made.
            Rename::Object { from, to, origin } if to.kind == Kind::Table => {
                names.tables.insert(to.name.clone(), from.name.clone());
                changes.push(Change::Rename { from: from.clone(), to: to.clone() });
                let written = wanted.get(to).map_or(&to.name, |object| &object.name);
                let sql = format!(
                    "ALTER TABLE {} RENAME TO {}",
                    identifier(&from.name),
                    identifier(written)
                );
                let summary = format!("rename table {} to {}", from.name, to.name);
                (Step::new(to.clone(), summary, vec![sql]), from.short(), origin)
            }
            Rename::Object { .. } => continue,
            Rename::Column { table, from, to, origin } => {
                names.columns.insert((table.name.clone(), to.clone()), from.clone());
                let sql = format!(
                    "ALTER TABLE {} RENAME COLUMN {} TO {}",
                    identifier(&table.name),
                    identifier(from),
                    identifier(to)
                );
                let summary = format!("rename column {from} of table {} to {to}", table.name);
                let old = format!("{}.{from}", table.short());
                (Step::new(table.clone(), summary, vec![sql]), old, origin)
            }
        };
        step.origin = Some(origin.clone());
        step.hazards.push(
            Hazard::new(
                HazardKind::Rename,
                old,
                Severity::Warning,
                "applications that run now know the old name only",
            )
            .way_out("stop or deploy them together with this"),
        );
        trial.run(&step.sql).map_err(|(_, error)| Error::Hint {
            origin: origin.clone(),
            reason: format!(
                "SQLite refuses to {}: {error}; a view or trigger that is broken already has to be dropped first",
                step.summary
            ),
        })?;
        steps.push(step);
    }
    Ok((names, steps, changes))
}
