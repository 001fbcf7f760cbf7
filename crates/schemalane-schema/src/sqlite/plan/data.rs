//! What becomes of values: those that are lost, those that change, and nulls that are filled.

use super::source::old_values;
use super::{Planner, is_name};
use crate::quantity::counted;
use crate::sqlite::rebuild::{alias, filling};
use crate::sqlite::token::identifier;
use crate::{
    Address, Aspect, Column, Difference, Hazard, HazardKind, Object, ObjectId, Rule, Severity,
    Table,
};

impl Planner<'_> {
    /// The hazards of a changed table for its values.
    pub(super) fn data(
        &self,
        id: &ObjectId,
        differences: &[Difference],
        hazards: &mut Vec<Hazard>,
    ) {
        let tables =
            (self.before(id).and_then(Object::as_table), self.after(id).and_then(Object::as_table));
        let (Some(before), Some(after)) = tables else { return };
        for difference in differences {
            match difference {
                Difference::ColumnDropped { column } => {
                    let is_computed =
                        before.column(column).is_some_and(|column| column.generated.is_some());
                    hazards.push(self.lost(id, column, is_computed));
                }
                Difference::ConstraintAdded { constraint }
                | Difference::ConstraintDropped { constraint } => {
                    if matches!(constraint.rule, Rule::ForeignKey { .. }) {
                        let what = if matches!(difference, Difference::ConstraintAdded { .. }) {
                            "is enforced from now on"
                        } else {
                            "is enforced no more"
                        };
                        hazards.push(behaviour(
                            id,
                            &format!("a foreign key {what}: {}", constraint.definition),
                        ));
                    }
                }
                Difference::ConstraintChanged { before, .. } => {
                    hazards.push(behaviour(id, &format!("a {} changes", before.rule.name())));
                }
                Difference::Property { property, before: Some(_), .. }
                    if property == "AUTOINCREMENT" =>
                {
                    hazards.push(behaviour(id, "numbers of rows that are deleted may come again"));
                }
                other if is_name(other) => hazards.push(behaviour(
                    id,
                    &format!("{other}: SQLite takes both for the same, applications may not"),
                )),
                Difference::Column { column, aspect: Aspect::Collation, .. } => hazards.push(
                    behaviour(id, &format!("column {column} compares and sorts in another way")),
                ),
                _ => {}
            }
        }
        for column in &after.columns {
            let old = before.column(&column.name);
            hazards.extend(self.given_by_default(id, old, (after, column)));
            let Some(old) = old else { continue };
            match (&old.generated, &column.generated) {
                (None, Some(_)) => hazards.extend(self.recomputed(id, column)),
                (_, None) => {
                    hazards.extend(self.filled(id, old, column));
                    hazards.extend(self.numbered(id, (before, after), column));
                    self.converted(id, (before, old), (after, column), hazards);
                }
                (Some(_), Some(_)) => {}
            }
        }
    }

    fn lost(&self, id: &ObjectId, column: &str, is_computed: bool) -> Hazard {
        let hazard = |severity, message: String| {
            Hazard::new(HazardKind::DeleteData, Address::column(id, column), severity, message)
        };
        if is_computed {
            return hazard(Severity::Note, "its values were computed".to_owned());
        }
        let count = self.probe.from(id).and_then(|from| {
            self.probe
                .number(&format!("SELECT count({}) FROM {from}", self.probe.column(id, column)))
        });
        match count {
            Some(0) => hazard(Severity::Note, "it has no value in any row".to_owned()),
            Some(count) => {
                hazard(Severity::Refused, counted(count, "value is lost", "values are lost"))
            }
            None => hazard(
                Severity::Refused,
                "its values are lost; they could not be counted".to_owned(),
            ),
        }
    }

    /// A column whose values are computed from now on loses those that are others.
    fn recomputed(&self, id: &ObjectId, column: &Column) -> Option<Hazard> {
        let source = self.source(id)?;
        let (old, new) = (old_values(column), identifier(&column.name));
        let count = self.probe.number(&format!(
            "SELECT count(*) FROM {source} WHERE {old} IS NOT {new} COLLATE BINARY"
        ));
        let (severity, message) = match count {
            Some(0) => return None,
            Some(count) => (
                Severity::Refused,
                counted(
                    count,
                    "value gives way to a computed one that is another",
                    "values give way to computed ones that are others",
                ),
            ),
            None => (Severity::Refused, "its values give way to computed ones".to_owned()),
        };
        Some(Hazard::new(HazardKind::DeleteData, address(id, column), severity, message))
    }

    fn filled(&self, id: &ObjectId, before: &Column, after: &Column) -> Option<Hazard> {
        let default = filling(before, after)?;
        let count = self.probe.number(&format!(
            "SELECT count(*) FROM {} WHERE {} IS NULL",
            self.probe.from(id)?,
            self.probe.column(id, &after.name)
        ))?;
        (count > 0).then(|| {
            let nulls = counted(count, "null becomes", "nulls become");
            let message = format!("{nulls} {default}");
            Hazard::new(HazardKind::FillNulls, address(id, after), Severity::Warning, message)
        })
    }

    /// How many rows have a null in a column, where that can be counted; nothing where the column is new.
    pub(super) fn keyless(&self, id: &ObjectId, column: &str) -> Option<Option<u64>> {
        let source = self.probe.from(id)?;
        let column = self.probe.column(id, column);
        Some(self.probe.number(&format!("SELECT count(*) FROM {source} WHERE {column} IS NULL")))
    }

    /// The column that becomes another name of the rowid, where there may be rows without a value in it.
    pub(super) fn numbered_by<'o>(
        &self,
        id: &ObjectId,
        before: &Table,
        after: &'o Table,
    ) -> Option<&'o str> {
        let number = alias(after).filter(|number| alias(before) != Some(*number))?;
        before.column(number)?;
        (self.keyless(id, number)? != Some(0)).then_some(number)
    }

    /// A column that becomes another name of the rowid has SQLite number the rows that had no key; one that is it no more
    /// gives none.
    fn numbered(
        &self,
        id: &ObjectId,
        (before, after): (&Table, &Table),
        column: &Column,
    ) -> Option<Hazard> {
        let is = |table| alias(table) == Some(&column.name);
        match (is(before), is(after)) {
            (false, true) => {
                let message = match self.keyless(id, &column.name)? {
                    Some(0) => return None,
                    Some(count) => counted(
                        count,
                        "row has no key, and gets a number that nobody chose",
                        "rows have no key, and get numbers that nobody chose",
                    ),
                    None => "rows without a key get numbers that nobody chose; they could not be counted".to_owned(),
                };
                let hazard = Hazard::new(
                    HazardKind::FillNulls,
                    address(id, column),
                    Severity::Refused,
                    message,
                );
                Some(hazard.way_out("give them keys first, where it matters which"))
            }
            (true, false) => {
                let message =
                    "it is the number of the row no more: what is inserted without it gets none";
                Some(Hazard::new(
                    HazardKind::BehaviourChange,
                    address(id, column),
                    Severity::Warning,
                    message,
                ))
            }
            _ => None,
        }
    }
}

fn behaviour(id: &ObjectId, message: &str) -> Hazard {
    Hazard::new(HazardKind::BehaviourChange, id, Severity::Note, message)
}

pub(super) fn address(id: &ObjectId, column: &Column) -> Address {
    Address::column(id, &column.name)
}
