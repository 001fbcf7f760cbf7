//! What goes before anything else is done: triggers, views, indexes, tables.

use super::{Due, Planner, is_name, is_virtual, search};
use crate::quantity::counted;
use crate::schema::facts;
use crate::sqlite::token::identifier;
use crate::{Change, Details, Error, Hazard, HazardKind, Kind, Object, ObjectId, Severity, Step};
use std::collections::BTreeSet;

impl Planner<'_> {
    /// Drops what is not wanted and what is made anew, and notes what has to be made.
    pub(super) fn remove(
        &self,
        changes: &[Change],
        due: &mut Due,
        steps: &mut Vec<Step>,
    ) -> Result<(), Error> {
        let mut going: BTreeSet<&ObjectId> = BTreeSet::new();
        for change in changes {
            match change {
                Change::Create { id } => {
                    due.0.insert(id.clone());
                }
                Change::Drop { id } => {
                    going.insert(id);
                }
                Change::Alter { id, differences } if self.is_replaced(id, differences) => {
                    going.insert(id);
                    due.0.insert(id.clone());
                }
                Change::Alter { .. } | Change::Rename { .. } => {}
            }
        }
        let gone: Vec<&Object> = going.iter().filter_map(|id| self.before(id)).collect();
        for kind in [Kind::Trigger, Kind::View, Kind::Index, Kind::Table] {
            for object in gone.iter().filter(|object| object.id.kind == kind) {
                // What belongs to a table or view goes with it.
                if owner(object).is_none_or(|owner| !going.contains(owner)) {
                    let step = self.removal(object, due);
                    self.attempt(&step)?;
                    steps.push(step);
                }
            }
        }
        // A trigger goes with its view or virtual table, also one that stays wanted as it is.
        due.0.extend(self.wanted.objects.values().filter_map(|object| {
            let is_lost = owner(object).is_some_and(|owner| going.contains(owner));
            is_lost.then(|| object.id.clone())
        }));
        Ok(())
    }

    /// Whether an object is dropped and made anew.
    fn is_replaced(&self, id: &ObjectId, differences: &[crate::Difference]) -> bool {
        match id.kind {
            Kind::Table => {
                [self.before(id), self.after(id)].into_iter().flatten().any(is_virtual)
                    && !differences.iter().all(is_name)
            }
            Kind::View => self.before(id).map(view) != self.after(id).map(view),
            _ => true,
        }
    }

    fn removal(&self, object: &Object, due: &Due) -> Step {
        let kind = object.id.kind;
        let sql = format!("DROP {} {}", kind.name().to_uppercase(), identifier(&object.name));
        let is_made_again = due.0.contains(&object.id);
        let summary = match is_made_again {
            true => format!("drop {} to make it anew", object.id),
            false => format!("drop {}", object.id),
        };
        let mut step = Step::new(object.id.clone(), summary, vec![sql]);
        match kind {
            // The rows are those of another table.
            Kind::Table if search::source(object).is_some() => {
                step.hazards.extend((!is_made_again).then(|| gone(&object.id)));
            }
            Kind::Table => {
                let rows = self.probe.count(&object.id);
                step.rows = rows;
                step.hazards.push(delete(&object.id, rows));
                step.hazards.extend(self.left_behind(object));
            }
            Kind::Index if !is_made_again => step.hazards.push(Hazard::new(
                HazardKind::IndexDrop,
                &object.id,
                Severity::Note,
                "queries that used it may become slow",
            )),
            Kind::View | Kind::Trigger if !is_made_again => step.hazards.push(gone(&object.id)),
            _ => {}
        }
        step
    }
}

/// What a view says. Its columns may also follow from those of a table, and are no reason to make it anew.
fn view(object: &Object) -> Object {
    let mut said = facts(object);
    if let Details::View(view) = &mut said.details {
        view.columns.clear();
    }
    said
}

/// The table or view that an index or trigger belongs to.
pub(super) const fn owner(object: &Object) -> Option<&ObjectId> {
    match &object.details {
        Details::Index(index) => Some(&index.table),
        Details::Trigger(trigger) => Some(&trigger.table),
        _ => None,
    }
}

/// Those who use it miss it.
pub(super) fn gone(id: &ObjectId) -> Hazard {
    let message = format!("the {} is there no more for those who use it", id.kind);
    Hazard::new(HazardKind::BehaviourChange, id, Severity::Warning, message)
}

/// A table goes with its rows.
fn delete(id: &ObjectId, rows: Option<u64>) -> Hazard {
    let hazard =
        |severity, message: String| Hazard::new(HazardKind::DeleteData, id, severity, message);
    match rows {
        Some(0) => hazard(Severity::Note, "the table is empty".to_owned()),
        Some(rows) => hazard(Severity::Refused, counted(rows, "row is lost", "rows are lost")),
        None => {
            hazard(Severity::Refused, "its rows are lost; they could not be counted".to_owned())
        }
    }
}
