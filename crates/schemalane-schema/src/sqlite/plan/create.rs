//! What is made after all else: tables, indexes, views, triggers.

use super::{Due, Planner};
use crate::{Details, Error, Hazard, HazardKind, Object, ObjectId, Severity, Step, order};

impl Planner<'_> {
    /// Makes what is due, each after what it needs: from the wanted text, so that its comments stay.
    pub(super) fn create(&self, due: &Due, steps: &mut Vec<Step>) -> Result<(), Error> {
        for id in order::creation(self.wanted)? {
            let Some(object) = self.after(&id).filter(|object| due.0.contains(&object.id)) else {
                continue;
            };
            let before = self.before(&id);
            let summary = match before {
                Some(_) => format!("create {id} anew"),
                None => format!("create {id}"),
            };
            let mut step = Step::new(id.clone(), summary, object.create.clone());
            step.origin.clone_from(&object.origin);
            self.warn(object, before, &mut step);
            self.trial.run(&step.sql).map_err(|(sql, error)| match &object.origin {
                Some(origin) => Error::Statement {
                    origin: origin.clone(),
                    message: format!("{error}, when it was tried on a copy of the database"),
                    help: None,
                },
                None => Error::unverified(vec![error.to_string()], sql),
            })?;
            steps.push(step);
        }
        Ok(())
    }

    fn warn(&self, object: &Object, before: Option<&Object>, step: &mut Step) {
        let id = &object.id;
        match &object.details {
            Details::Index(index) => {
                // An index of a new table has nothing to read.
                let Some(rows) = self.probe.count(&index.table).filter(|rows| *rows > 0) else {
                    return;
                };
                step.rows = Some(rows);
                step.hazards.push(Hazard::new(
                    HazardKind::IndexBuild,
                    id,
                    Severity::Note,
                    format!("rows to read: {rows}; the database is locked meanwhile"),
                ));
                let is_new = before.is_none_or(|before| before.details != object.details)
                    || self.has_changed(&index.table);
                if index.unique && is_new {
                    step.hazards.extend(self.duplicates_of_index(id, index));
                }
            }
            Details::View(_) | Details::Trigger(_) => {
                let is_other = before.is_some_and(|before| {
                    crate::schema::facts(before) != crate::schema::facts(object)
                });
                if is_other {
                    let message = format!("the {} says something else than before", object.id.kind);
                    step.hazards.push(Hazard::new(
                        HazardKind::BehaviourChange,
                        id,
                        Severity::Note,
                        message,
                    ));
                }
            }
            _ => {}
        }
    }

    /// Whether a table has other facts than before.
    fn has_changed(&self, id: &ObjectId) -> bool {
        self.before(id).map(crate::schema::facts) != self.after(id).map(crate::schema::facts)
    }
}
