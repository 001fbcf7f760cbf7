//! Renames that hints declare. They come first, so that everything else is planned under the wanted names.

use super::removal::{gone, owner};
use super::trial::Trial;
use crate::diff::compare;
use crate::sqlite::token::identifier;
use crate::{
    Address, Change, Column, Difference, Error, Hazard, HazardKind, Kind, Object, ObjectId,
    Options, Rename, Renames, Schema, Severity, Step, Wanted,
};
use std::collections::{BTreeMap, BTreeSet};

/// The names of tables and columns in the database itself, by those that they have after all renames.
#[derive(Default)]
pub(in crate::sqlite) struct RealNames {
    tables: BTreeMap<String, String>,
    columns: BTreeMap<(String, String), String>,
}

impl RealNames {
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

/// The renames, done to the trial copy.
#[derive(Default)]
pub(super) struct Renamed {
    pub(super) names: RealNames,
    pub(super) steps: Vec<Step>,
    /// The changes of whole tables.
    pub(super) changes: Vec<Change>,
    /// What was dropped to make room for them, and is made again if it is wanted.
    pub(super) aside: BTreeSet<ObjectId>,
}

impl Renamed {
    /// What differs beside the renames, without what only had to make room.
    pub(super) fn beside(
        &self,
        changes: Vec<Change>,
        actual: &Schema,
        wanted: &Schema,
        options: &Options,
    ) -> Vec<Change> {
        let mut others = changes;
        others.retain(|change| !self.aside.contains(change.id()));
        for id in &self.aside {
            match (actual.get(id), wanted.get(id)) {
                (Some(before), Some(after)) => {
                    let differences = compare(before, after, options);
                    if !differences.is_empty() {
                        others.push(Change::Alter { id: id.clone(), differences });
                    }
                }
                _ => others.push(Change::Drop { id: id.clone() }),
            }
        }
        others
    }

    /// Drops views and triggers that SQLite cannot use: it renames nothing while they are there.
    fn make_room(
        &mut self,
        trial: &Trial<'_>,
        actual: &Schema,
        wanted: &Schema,
    ) -> Result<(), Error> {
        for (id, message) in trial.unusable(actual)? {
            let is_text = matches!(id.kind, Kind::View | Kind::Trigger);
            let Some(object) = actual.get(&id).filter(|_| is_text && !self.aside.contains(&id))
            else {
                continue;
            };
            let reason = format!("which SQLite cannot use here ({message})");
            self.set_aside(object, &reason, trial, actual, wanted)?;
        }
        Ok(())
    }

    /// Drops a view or trigger, with what is on it.
    fn set_aside(
        &mut self,
        object: &Object,
        reason: &str,
        trial: &Trial<'_>,
        actual: &Schema,
        wanted: &Schema,
    ) -> Result<(), Error> {
        let id = &object.id;
        let verb = id.kind.name().to_uppercase();
        let is_wanted = wanted.get(id).is_some();
        let doing = if is_wanted { "set aside" } else { "drop" };
        let sql = format!("DROP {verb} IF EXISTS {}", identifier(&object.name));
        let mut step = Step::new(id.clone(), format!("{doing} {id}, {reason}"), vec![sql]);
        if !is_wanted {
            step.hazards.push(gone(id));
        }
        trial.run(&step.sql).map_err(|(_, error)| Error::from(error))?;
        self.steps.push(step);
        let with_it = actual.objects.values().filter(|other| owner(other) == Some(id));
        self.aside.extend(with_it.map(|other| other.id.clone()));
        self.aside.insert(id.clone());
        Ok(())
    }

    /// Does a rename to the trial copy, and drops the views and triggers beforehand in which SQLite cannot do it too.
    fn rename(
        &mut self,
        step: &Step,
        trial: &Trial<'_>,
        actual: &Schema,
        wanted: &Schema,
    ) -> Result<Result<(), rusqlite::Error>, Error> {
        if trial.run(&step.sql).is_ok() {
            return Ok(Ok(()));
        }
        self.make_room(trial, actual, wanted)?;
        loop {
            let Err((_, error)) = trial.run(&step.sql) else { return Ok(Ok(())) };
            let blamed = blamed(&error.to_string(), actual);
            let Some(object) = blamed.filter(|object| !self.aside.contains(&object.id)) else {
                return Ok(Err(error));
            };
            let reason = "since SQLite cannot rename what it names";
            self.set_aside(object, reason, trial, actual, wanted)?;
        }
    }
}

/// What SQLite blames: `error in trigger t after rename: ...`, or `error in view v: ...` where what it names is gone.
fn blamed<'s>(message: &str, actual: &'s Schema) -> Option<&'s Object> {
    let rest = message.strip_prefix("error in ")?;
    let is_blamed = |object: &&Object| {
        let rest = rest.strip_prefix(object.id.kind.name());
        let rest = rest.and_then(|rest| rest.strip_prefix(' ')?.strip_prefix(object.name.as_str()));
        rest.is_some_and(|rest| rest.starts_with(':') || rest.starts_with(" after rename"))
    };
    let in_texts = actual
        .objects
        .values()
        .filter(|object| matches!(object.id.kind, Kind::View | Kind::Trigger));
    in_texts.filter(is_blamed).max_by_key(|object| object.name.len())
}

/// Does the renames to the trial copy.
pub(super) fn steps(
    trial: &Trial<'_>,
    statements: &[Wanted],
    actual: &Schema,
    wanted: &Schema,
    options: &Options,
) -> Result<Renamed, Error> {
    let mut done = Renamed::default();
    for rename in Renames::resolve(statements, actual, wanted, options)?.iter() {
        let (mut step, old, origin) = match rename {
            // SQLite renames tables only; anything else has no rows, and is dropped and made.
            Rename::Object { from, to, origin } if to.kind == Kind::Table => {
                done.names.tables.insert(to.name.clone(), from.name.clone());
                done.changes.push(Change::Rename { from: from.clone(), to: to.clone() });
                let written = wanted.get(to).map_or(&to.name, |object| &object.name);
                let sql = format!(
                    "ALTER TABLE {} RENAME TO {}",
                    identifier(&from.name),
                    identifier(written)
                );
                let summary = format!("rename table {} to {}", from.name, to.name);
                (Step::new(to.clone(), summary, vec![sql]), Address::from(from), origin)
            }
            Rename::Object { .. } => continue,
            Rename::Column { table, from, to, origin } => {
                done.names.columns.insert((table.name.clone(), to.clone()), from.clone());
                let made = wanted.get(table).and_then(Object::as_table);
                let written =
                    made.and_then(|made| made.column(to)).map_or(to.as_str(), Column::written);
                let sql = format!(
                    "ALTER TABLE {} RENAME COLUMN {} TO {}",
                    identifier(&table.name),
                    identifier(from),
                    identifier(written)
                );
                let summary = format!("rename column {from} of table {} to {to}", table.name);
                let old = Address::column(table, from);
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
        done.rename(&step, trial, actual, wanted)?.map_err(|error| Error::Hint {
            origin: origin.clone(),
            reason: format!("SQLite refuses to {}: {error}", step.summary),
            help: "mend what it names, or take the hint away".to_owned(),
        })?;
        done.steps.push(step);
    }
    Ok(done)
}
