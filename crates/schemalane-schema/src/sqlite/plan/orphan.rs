//! Rows that refer to a row that is not there, or will not be.

use super::Planner;
use super::key::may_fail;
use crate::sqlite::probe::{KEY, Violations};
use crate::sqlite::rebuild::{alias, rowids};
use crate::sqlite::token::identifier;
use crate::{Hazard, HazardKind, Object, ObjectId, Rule, Severity, Table};

/// A foreign key of a table.
struct Reference<'r> {
    columns: &'r [String],
    parent: &'r ObjectId,
    /// Empty where the text leaves them to the primary key.
    keys: &'r [String],
}

/// The foreign keys of a table.
fn references(table: &Table) -> impl Iterator<Item = Reference<'_>> {
    table.constraints.iter().filter_map(|constraint| match &constraint.rule {
        Rule::ForeignKey { columns, table, references, .. } => {
            Some(Reference { columns, parent: table, keys: references })
        }
        _ => None,
    })
}

impl Planner<'_> {
    /// The hazards of a changed table for its foreign keys. Rows that refer to nothing and did so before stay as they
    /// are, which is worth knowing and stands in nobody's way.
    pub(super) fn orphans(&self, id: &ObjectId, before: &Table, after: &Table) -> Vec<Hazard> {
        let mut hazards = Vec::new();
        let is_known =
            |reference: &Reference<'_>| !self.options.leaves_folded(&reference.parent.name);
        for wanted in references(after).filter(is_known) {
            let parent = wanted.parent.short();
            let same =
                |old: &Reference<'_>| old.columns == wanted.columns && old.parent == wanted.parent;
            let old = references(before).find(same);
            if old.is_some() && self.is_gone(wanted.parent) {
                // The step that drops it says so.
                continue;
            }
            let new = self.broken_by(id, &wanted);
            let old = old.and_then(|old| Some((self.broken_before(id, &old)?, old)));
            let known = match &old {
                Some((sql, _)) => self.probe.violations(sql).unwrap_or_default(),
                None => Violations::default(),
            };
            if known.count > 0 {
                let message = format!(
                    "rows that refer to no row of {parent}, and did not before: {}; such as {}",
                    known.count,
                    known.examples()
                );
                hazards.push(
                    Hazard::new(HazardKind::MayFail, id, Severity::Warning, message)
                        .way_out("the step leaves them as they are"),
                );
            }
            hazards.extend(self.numbered_blindly(id, (before, after), &wanted));
            let Some(new) = new else { continue };
            let found = self.probe.violations(&new).and_then(|found| {
                let Some((sql, _)) = old.filter(|_| known.count > 0) else { return Ok(found) };
                let beyond = self.probe.violations(&format!("{new} EXCEPT {sql}"))?;
                let count = found.count.saturating_sub(known.count).max(beyond.count);
                Ok(Violations { count, first: beyond.first })
            });
            let words = format!("rows that refer to no row of {parent}");
            hazards.extend(may_fail(id, found, &words));
        }
        hazards
    }

    /// Where SQLite numbers the rows that have no key, nobody knows whether a row with that number is there.
    fn numbered_blindly(
        &self,
        id: &ObjectId,
        (before, after): (&Table, &Table),
        reference: &Reference<'_>,
    ) -> Option<Hazard> {
        let number = match alias(after) {
            // Rows that had no number either all get one.
            Some(number) if before.column(number).is_none() => {
                let is_carried = rowids(before, after).is_some();
                (!is_carried && self.probe.has_rows(id)).then_some(number)?
            }
            _ => self.numbered_by(id, before, after)?,
        };
        if !reference.columns.iter().any(|column| column == number) {
            return None;
        }
        let parent = reference.parent.short();
        let is_empty = self.probe.count(reference.parent) == Some(0);
        let (severity, which) = match is_empty {
            true => (Severity::Refused, "has no row to refer to, so the step fails"),
            false => (Severity::Warning, "may have no row with such a number"),
        };
        let message = format!("rows without a key get numbers, and {parent} {which}");
        let hazard = Hazard::new(HazardKind::MayFail, id, severity, message);
        Some(hazard.way_out("give them keys first"))
    }

    /// The hazards of a table that goes for the tables that stay and refer to it.
    pub(super) fn left_behind(&self, parent: &Object) -> Vec<Hazard> {
        let mut hazards = Vec::new();
        for child in self.wanted.objects.values().filter(|_| self.is_gone(&parent.id)) {
            let tables = (self.before(&child.id).and_then(Object::as_table), child.as_table());
            let (Some(before), Some(after)) = tables else { continue };
            for wanted in references(after).filter(|wanted| *wanted.parent == parent.id) {
                let same = |old: &Reference<'_>| {
                    old.columns == wanted.columns && old.parent == wanted.parent
                };
                let Some(old) = references(before).find(same) else { continue };
                hazards.push(self.orphaned(&child.id, &old, &parent.id));
            }
        }
        hazards
    }

    /// What it means for the rows of a table that the one goes to which they refer.
    fn orphaned(&self, child: &ObjectId, old: &Reference<'_>, parent: &ObjectId) -> Hazard {
        let sql = self.matched(child, old);
        let found =
            sql.map_or_else(|| Ok(Violations::default()), |sql| self.probe.violations(&sql));
        let words = format!("rows of {} that refer to it", child.short());
        may_fail(parent, found, &words)
            .map(|hazard| Hazard {
                way_out: Some(format!(
                    "drop {} or its foreign key too, or let these rows refer to nothing; to approve it does not help",
                    child.short()
                )),
                ..hazard
            })
            .unwrap_or_else(|| {
                let message = format!(
                    "{} keeps a foreign key to it, and takes no row any more that refers to anything",
                    child.short()
                );
                Hazard::new(
                    HazardKind::BehaviourChange,
                    parent,
                    Severity::Warning,
                    message,
                )
                .way_out("take the foreign key away too")
            })
    }

    /// Whether a table is wanted no more.
    fn is_gone(&self, id: &ObjectId) -> bool {
        self.after(id).and_then(Object::as_table).is_none()
    }

    /// The rows that will refer to nothing.
    fn broken_by(&self, child: &ObjectId, reference: &Reference<'_>) -> Option<String> {
        let parent = self.after(reference.parent).and_then(Object::as_table);
        // A table that is new, or is not there at all, has no row.
        let rows = parent.and_then(|table| Some((self.source(reference.parent)?, table)));
        let keys = match parent {
            Some(table) => keys(reference, table)?,
            None => Vec::new(),
        };
        Some(query(&self.source(child)?, reference, rows.map(|(rows, _)| (rows, keys)), "NOT"))
    }

    /// The rows that refer to nothing as it is.
    fn broken_before(&self, child: &ObjectId, reference: &Reference<'_>) -> Option<String> {
        Some(query(&self.rows(child)?, reference, self.parent(reference), "NOT"))
    }

    /// The rows that refer to a row as it is.
    fn matched(&self, child: &ObjectId, reference: &Reference<'_>) -> Option<String> {
        Some(query(&self.rows(child)?, reference, Some(self.parent(reference)?), ""))
    }

    /// The rows of the table that is referred to as they are, and the columns that are meant.
    fn parent(&self, reference: &Reference<'_>) -> Option<(String, Vec<String>)> {
        let table = self.before(reference.parent)?.as_table()?;
        Some((self.rows(reference.parent)?, keys(reference, table)?))
    }
}

/// The columns that are referred to.
fn keys(reference: &Reference<'_>, parent: &Table) -> Option<Vec<String>> {
    if !reference.keys.is_empty() {
        return Some(reference.keys.to_vec());
    }
    parent.constraints.iter().find_map(|constraint| match &constraint.rule {
        Rule::PrimaryKey { columns } => {
            Some(columns.iter().map(|part| part.column.clone()).collect())
        }
        _ => None,
    })
}

/// The rows of a child for which there is a row of the parent, or none.
fn query(
    child: &str,
    reference: &Reference<'_>,
    parent: Option<(String, Vec<String>)>,
    not: &str,
) -> String {
    let values: Vec<String> = reference
        .columns
        .iter()
        .map(|column| format!("schemalane_child.{}", identifier(column)))
        .collect();
    let present: Vec<String> = values.iter().map(|value| format!("{value} IS NOT NULL")).collect();
    let exists = match parent {
        Some((rows, keys)) => {
            let same: Vec<String> = values
                .iter()
                .zip(&keys)
                // SQLite compares them by the type and the collation of the key alone; the sign takes the value's away.
                .map(|(value, key)| format!("schemalane_parent.{} = +{value}", identifier(key)))
                .collect();
            format!(
                "EXISTS (SELECT 1 FROM (SELECT * FROM {rows}) AS schemalane_parent WHERE {})",
                same.join(" AND ")
            )
        }
        None => "0".to_owned(),
    };
    format!(
        "SELECT {KEY} FROM (SELECT * FROM {child}) AS schemalane_child WHERE {} AND {not} {exists}",
        present.join(" AND ")
    )
}
