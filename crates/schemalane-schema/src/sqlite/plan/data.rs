//! What becomes of values: those that are lost, those that change, and nulls that are filled.

use super::Planner;
use super::source::{affine, old_values};
use crate::sqlite::rebuild::{alias, filling, sqlite};
use crate::sqlite::token::identifier;
use crate::{Aspect, Column, Difference, Hazard, HazardKind, ObjectId, Rule, Severity, Table};

impl Planner<'_> {
    /// The hazards of a changed table for its values.
    pub(super) fn data(
        &self,
        id: &ObjectId,
        differences: &[Difference],
        hazards: &mut Vec<Hazard>,
    ) {
        let tables = (
            self.before(id).and_then(crate::Object::as_table),
            self.after(id).and_then(crate::Object::as_table),
        );
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
                Difference::Column { column, aspect: Aspect::Collation, .. } => hazards.push(
                    behaviour(id, &format!("column {column} compares and sorts in another way")),
                ),
                _ => {}
            }
        }
        for column in &after.columns {
            let Some(old) = before.column(&column.name) else { continue };
            match (&old.generated, &column.generated) {
                (None, Some(_)) => hazards.extend(self.recomputed(id, column)),
                (_, None) => {
                    hazards.extend(self.filled(id, old, column));
                    self.converted(id, (before, old), (after, column), hazards);
                }
                (Some(_), Some(_)) => {}
            }
        }
    }

    fn lost(&self, id: &ObjectId, column: &str, is_computed: bool) -> Hazard {
        let hazard = |severity, message: String| {
            let object = format!("{}.{column}", id.short());
            Hazard::new(HazardKind::DeleteData, object, severity, message)
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
            Some(1) => hazard(Severity::Refused, "1 value is lost".to_owned()),
            Some(count) => hazard(Severity::Refused, format!("{count} values are lost")),
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
                format!("{count} values give way to computed ones that are others"),
            ),
            None => (Severity::Refused, "its values give way to computed ones".to_owned()),
        };
        Some(Hazard::new(HazardKind::DeleteData, name(id, column), severity, message))
    }

    fn filled(&self, id: &ObjectId, before: &Column, after: &Column) -> Option<Hazard> {
        let default = filling(before, after)?;
        let count = self.probe.number(&format!(
            "SELECT count(*) FROM {} WHERE {} IS NULL",
            self.probe.from(id)?,
            self.probe.column(id, &after.name)
        ))?;
        (count > 0).then(|| {
            let message = format!("{count} nulls become {default}");
            Hazard::new(HazardKind::FillNulls, name(id, after), Severity::Warning, message)
        })
    }

    /// Values that another type changes, or that a strict table does not take.
    fn converted(
        &self,
        id: &ObjectId,
        (old_table, old): (&Table, &Column),
        (new_table, new): (&Table, &Column),
        hazards: &mut Vec<Hazard>,
    ) {
        let is_strict = sqlite(new_table).is_some_and(|own| own.strict);
        let was_strict = sqlite(old_table).is_some_and(|own| own.strict);
        let is_key = alias(new_table) == Some(&new.name) && alias(old_table) != Some(&old.name);
        if old.data_type == new.data_type && is_strict == was_strict && !is_key {
            return;
        }
        let Some(counts) = self.convert(id, new, is_strict, is_key) else {
            let message = format!("whether values fit type {} could not be checked", new.data_type);
            hazards.push(Hazard::new(
                HazardKind::LossyConversion,
                name(id, new),
                Severity::Refused,
                message,
            ));
            return;
        };
        if counts.refused > 0 {
            hazards.push(
                Hazard::new(
                    HazardKind::MayFail,
                    name(id, new),
                    Severity::Refused,
                    format!(
                        "{} values are no {}, so the step fails: {}",
                        counts.refused, new.data_type, counts.examples
                    ),
                )
                .way_out("correct them first; to approve it does not help"),
            );
        }
        if counts.changed > 0 {
            let message = format!(
                "values that change when {1} becomes {2}: {0}, such as {3}",
                counts.changed,
                kind(&old.data_type),
                kind(&new.data_type),
                counts.examples
            );
            let hazard =
                Hazard::new(HazardKind::LossyConversion, name(id, new), Severity::Refused, message);
            hazards.push(hazard);
        }
    }

    /// Puts the values into a temporary column of the new type, and looks at what they become.
    fn convert(
        &self,
        id: &ObjectId,
        column: &Column,
        is_strict: bool,
        is_key: bool,
    ) -> Option<Converted> {
        const CHANGED: &str =
            "CASE WHEN typeof(old) IN ('integer', 'real') AND typeof(new) IN ('integer', 'real')
THEN old <> new ELSE CAST(old AS TEXT) IS NOT CAST(new AS TEXT) END";
        let value = self.probe.column(id, &column.name);
        let from = self.probe.from(id)?;
        let data_type = affine(column, is_strict);
        let class = if is_key { Some("'integer'") } else { class(column).filter(|_| is_strict) };
        let refused = class.map_or("0".to_owned(), |class| format!("typeof(new) <> {class}"));
        self.probe.temporary("DROP TABLE IF EXISTS temp.schemalane_probe").ok()?;
        self.probe
            .temporary(&format!(
                "CREATE TEMP TABLE schemalane_probe (old, new {data_type});
INSERT INTO temp.schemalane_probe SELECT {value}, {value} FROM {from} WHERE {value} IS NOT NULL"
            ))
            .ok()?;
        let select = |condition: &str| {
            self.probe.violations(&format!(
                "SELECT quote(old) FROM temp.schemalane_probe WHERE {condition}"
            ))
        };
        let refused = select(&refused).ok()?;
        let changed = select(CHANGED).ok()?;
        let examples = if refused.count > 0 { refused.examples() } else { changed.examples() };
        self.probe.temporary("DROP TABLE temp.schemalane_probe").ok()?;
        Some(Converted { refused: refused.count, changed: changed.count, examples })
    }
}

/// The one class of values that a column of a strict table takes.
pub(super) fn class(column: &Column) -> Option<&'static str> {
    match column.data_type.as_str() {
        "INT" | "INTEGER" => Some("'integer'"),
        "REAL" => Some("'real'"),
        "TEXT" => Some("'text'"),
        "BLOB" => Some("'blob'"),
        _ => None,
    }
}

/// What becomes of values under another type.
struct Converted {
    refused: u64,
    changed: u64,
    examples: String,
}

fn behaviour(id: &ObjectId, message: &str) -> Hazard {
    Hazard::new(HazardKind::BehaviourChange, id.short(), Severity::Note, message)
}

fn name(id: &ObjectId, column: &Column) -> String {
    format!("{}.{}", id.short(), column.name)
}

fn kind(data_type: &str) -> &str {
    if data_type.is_empty() { "no type" } else { data_type }
}
