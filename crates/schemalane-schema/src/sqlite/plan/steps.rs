//! Changes become steps, in an order that works.

use super::alter;
use super::hazards::{self, Names};
use super::trial::Trial;
use crate::sqlite::token::quote;
use crate::{
    Change, Difference, Error, Hazard, HazardKind, Kind, Object, ObjectId, Rename, Renames, Schema,
    Severity, Step,
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The renames that SQLite can do; views, indexes and triggers are made anew.
fn doable(renames: &Renames) -> impl Iterator<Item = &Rename> {
    renames.iter().filter(|rename| match rename {
        Rename::Object { to, .. } => to.kind == Kind::Table,
        Rename::Column { .. } => true,
    })
}

/// Renames tables and columns, and everything that names them with it.
pub(super) fn renames(trial: &mut Trial<'_>, renames: &Renames) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    for rename in doable(renames) {
        let (id, summary, sql, object, origin) = match rename {
            Rename::Object { from, to, origin } => (
                to.clone(),
                format!("rename table {} to {}", from.name, to.name),
                format!("ALTER TABLE {} RENAME TO {}", quote(&from.name), quote(&to.name)),
                to.name.clone(),
                origin,
            ),
            Rename::Column { table, from, to, origin } => (
                table.clone(),
                format!("rename column {from} of table {} to {to}", table.name),
                format!(
                    "ALTER TABLE {} RENAME COLUMN {} TO {}",
                    quote(&table.name),
                    quote(from),
                    quote(to)
                ),
                format!("{}.{to}", table.name),
                origin,
            ),
        };
        let mut step = Step::new(id, summary, vec![sql]);
        step.origin = Some(origin.clone());
        let message = "whoever still uses the old name fails";
        step.hazards.push(Hazard::new(HazardKind::Rename, object, Severity::Warning, message));
        trial.execute(&step.sql)?;
        steps.push(step);
    }
    Ok(steps)
}

/// The renames as changes.
pub(super) fn renamed(renames: &Renames) -> impl Iterator<Item = Change> {
    doable(renames).map(|rename| match rename.clone() {
        Rename::Object { from, to, .. } => Change::Rename { from, to },
        Rename::Column { table, from, to, .. } => {
            Change::Alter { id: table, differences: vec![Difference::ColumnRenamed { from, to }] }
        }
    })
}

/// What is known while changes become steps.
pub(super) struct Lowering<'l> {
    pub(super) original: &'l Connection,
    /// The actual schema after the renames.
    pub(super) before: &'l Schema,
    pub(super) wanted: &'l Schema,
    pub(super) renames: &'l Renames,
}

impl Lowering<'_> {
    pub(super) fn lower(
        &self,
        trial: &mut Trial<'_>,
        changes: &[Change],
    ) -> Result<Vec<Step>, Error> {
        let remade = self.remade(changes);
        let mut steps = Vec::new();
        for kind in [Kind::Trigger, Kind::View, Kind::Index, Kind::Table] {
            let gone = remade.dropped.iter().filter(|id| id.kind == kind);
            for id in gone {
                let step = self.drop(id)?;
                trial.execute(&step.sql)?;
                steps.push(step);
            }
        }
        // What a rebuild takes with it and nothing else brings back.
        let mut lost: BTreeSet<ObjectId> = BTreeSet::new();
        for change in changes {
            if let Change::Alter { id, differences } = change
                && id.kind == Kind::Table
                && !remade.dropped.contains(id)
                && let (Some(before), Some(after)) = (self.before.get(id), self.wanted.get(id))
            {
                let names = Names::new(id, self.renames);
                let step = alter::table(trial, self.original, &names, before, after, differences)?;
                if step.is_rebuild {
                    lost.extend(
                        self.belongings(id).filter(|id| !remade.dropped.contains(*id)).cloned(),
                    );
                }
                steps.push(step.step);
            }
        }
        for kind in [Kind::Table, Kind::Index, Kind::View, Kind::Trigger] {
            let mut ids: Vec<&ObjectId> =
                remade.created.iter().chain(&lost).filter(|id| id.kind == kind).collect();
            ids.sort_by_key(|id| self.wanted.get(id).and_then(|object| object.origin.clone()));
            ids.dedup();
            for id in ids {
                let Some(step) = self.create(id, &lost)? else { continue };
                trial.execute(&step.sql)?;
                steps.push(step);
            }
        }
        Ok(steps)
    }

    /// Indexes and triggers of a table, and triggers of a view.
    fn belongings<'s>(&'s self, owner: &'s ObjectId) -> impl Iterator<Item = &'s ObjectId> {
        self.before
            .objects
            .values()
            .filter(|object| self.owner(object) == Some(owner))
            .map(|object| &object.id)
    }

    fn owner<'o>(&self, object: &'o Object) -> Option<&'o ObjectId> {
        match &object.details {
            crate::Details::Index(index) => Some(&index.table),
            crate::Details::Trigger(trigger) => Some(&trigger.table),
            _ => None,
        }
    }

    /// What is dropped, and what is made.
    fn remade(&self, changes: &[Change]) -> Remade {
        let mut remade = Remade::default();
        for change in changes {
            match change {
                Change::Create { id } => {
                    remade.created.insert(id.clone());
                }
                Change::Drop { id } => {
                    remade.dropped.insert(id.clone());
                }
                Change::Alter { id, differences } => {
                    if self.is_remade(id, differences) {
                        remade.dropped.insert(id.clone());
                        remade.created.insert(id.clone());
                    }
                }
                Change::Rename { .. } => {}
            }
        }
        // What belongs to a dropped table or view goes with it; what is wanted all the same comes back.
        let owners: Vec<ObjectId> = remade.dropped.iter().cloned().collect();
        for owner in owners {
            for id in self.belongings(&owner) {
                remade.dropped.remove(id);
                if self.wanted.get(id).is_some() {
                    remade.created.insert(id.clone());
                }
            }
        }
        remade
    }

    /// Whether an object is dropped and made anew. A view whose text is the same takes its columns from its tables.
    fn is_remade(&self, id: &ObjectId, differences: &[Difference]) -> bool {
        match id.kind {
            Kind::Table => {
                let is_virtual = |schema: &Schema| {
                    schema.get(id).and_then(Object::as_table).is_some_and(is_virtual)
                };
                is_virtual(self.before) || is_virtual(self.wanted)
            }
            Kind::View => differences.iter().any(|difference| {
                !matches!(difference, Difference::Property { property, .. } if property == "columns")
            }),
            _ => true,
        }
    }

    fn drop(&self, id: &ObjectId) -> Result<Step, Error> {
        let written = self.before.get(id).map_or(id.name.as_str(), |object| object.name.as_str());
        let words = match id.kind {
            Kind::Table => "TABLE",
            Kind::View => "VIEW",
            Kind::Index => "INDEX",
            _ => "TRIGGER",
        };
        let mut step = Step::new(
            id.clone(),
            format!("drop {id}"),
            vec![format!("DROP {words} {}", quote(written))],
        );
        match id.kind {
            Kind::Table => {
                let names = Names::new(id, self.renames);
                step.hazards.extend(hazards::dropped_table(self.original, &names)?);
            }
            Kind::Index => {
                let message = "queries that use it become slower";
                step.hazards.push(Hazard::new(
                    HazardKind::IndexDrop,
                    id.short(),
                    Severity::Note,
                    message,
                ));
            }
            _ => {
                let message = if self.wanted.get(id).is_some() {
                    "its text changes"
                } else {
                    "whoever uses it fails"
                };
                step.hazards.push(Hazard::new(
                    HazardKind::BehaviourChange,
                    id.short(),
                    Severity::Note,
                    message,
                ));
            }
        }
        Ok(step)
    }

    /// Makes an object; `None` where it is not wanted, so that what was lost with its table stays lost.
    fn create(&self, id: &ObjectId, lost: &BTreeSet<ObjectId>) -> Result<Option<Step>, Error> {
        let Some(object) = self.wanted.get(id) else { return Ok(None) };
        let summary =
            if lost.contains(id) { format!("create {id} again") } else { format!("create {id}") };
        let mut step = Step::new(id.clone(), summary, object.create.clone());
        step.origin.clone_from(&object.origin);
        if let crate::Details::Index(index) = &object.details {
            let names = Names::new(&index.table, self.renames);
            let is_new = !lost.contains(id);
            step.hazards.extend(hazards::index(self.original, &names, object, index, is_new)?);
        }
        Ok(Some(step))
    }
}

/// What is dropped, and what is made.
#[derive(Default)]
struct Remade {
    dropped: BTreeSet<ObjectId>,
    created: BTreeSet<ObjectId>,
}

fn is_virtual(table: &crate::Table) -> bool {
    matches!(&table.options, crate::TableOptions::Sqlite(options) if options.module.is_some())
}
