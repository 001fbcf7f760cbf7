//! Tables that change: what `ALTER TABLE` can do, and else a rebuild.

use super::proposal::Proposal;
use super::removal::owner;
use super::{Due, Planner, is_name, is_virtual};
use crate::sqlite::rebuild::Rebuild;
use crate::{Difference, Error, HazardKind, Object, ObjectId, Step};

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
        let mut step = Step::new(id.clone(), summary(id, differences), Vec::new());
        step.origin.clone_from(&after.origin);
        self.data(id, differences, &mut step.hazards);
        self.keys(id, differences, &mut step.hazards);
        let name = self.free_name(id)?;
        let fills = step.hazards.iter().any(|hazard| hazard.kind == HazardKind::FillNulls);
        let has_rows = self.probe.has_rows(id);
        let proposal = Proposal { before, after, differences, free: &name, has_rows, fills };
        for sql in proposal.candidates() {
            if self.trial.propose(&sql, after)? {
                step.sql = sql;
                return Ok(step);
            }
        }
        let tables = before.as_table().zip(after.as_table());
        let numbered = tables.and_then(|(before, after)| self.numbered_by(id, before, after));
        let rebuild = Rebuild { before, after, name: &name, numbered };
        step.sql = rebuild.statements().ok_or_else(|| match is_virtual(before) {
            true => unnamed(id),
            false => unsupported(id),
        })?;
        step.rows = self.probe.count(id);
        step.hazards.extend(step.rows.filter(|rows| *rows > 0).map(|rows| self.rewrite(id, rows)));
        step.summary = format!("rebuild table {}: {}", id.short(), words(differences));
        self.attempt(&step)?;
        // They go with the old table.
        let mine = |object: &&Object| owner(object) == Some(id);
        due.0.extend(self.wanted.objects.values().filter(mine).map(|object| object.id.clone()));
        Ok(step)
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

fn unnamed(id: &ObjectId) -> Error {
    Error::unsupported(
        id,
        "SQLite writes its name in another case only where no view or trigger is broken",
        "correct those first, or write the name as it was",
    )
}

fn unsupported(id: &ObjectId) -> Error {
    Error::unsupported(id, "its statement cannot be read", "please report this")
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
        match columns.as_slice() {
            [] => None,
            [column] => Some(format!("column {column}")),
            columns => Some(format!("columns {}", columns.join(", "))),
        }
    };
    let table = id.short();
    if differences.iter().all(is_name) {
        return format!("write names of table {table} in another case");
    }
    match (names(false), names(true)) {
        (None, Some(added)) => format!("add {added} to table {table}"),
        (Some(dropped), None) => format!("drop {dropped} of table {table}"),
        (Some(dropped), Some(added)) => format!("drop {dropped} of table {table}, add {added}"),
        (None, None) => format!("change table {table}: {}", words(differences)),
    }
}

fn words(differences: &[Difference]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
