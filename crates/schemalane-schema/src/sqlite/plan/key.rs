//! Rows that break what is wanted: nulls, duplicates, checks, orphans.

use super::Planner;
use super::conversion::class;
use super::data::address;
use crate::sqlite::probe::{KEY, Violations};
use crate::sqlite::rebuild::{alias, is_strict};
use crate::sqlite::token::identifier;
use crate::{
    Address, Aspect, Column, Difference, Hazard, HazardKind, Index, KeyPart, ObjectId, Rule,
    Severity, Table,
};

impl Planner<'_> {
    /// The hazards of a changed table for its constraints.
    pub(super) fn keys(
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
        if !self.probe.has_rows(id) {
            return;
        }
        for column in &after.columns {
            hazards.extend(self.nulls(id, before, after, column));
            hazards.extend(self.misfits(id, after, column));
        }
        // Values that stay what they were keep the rules that they kept.
        let is_stable = !differences.iter().any(|difference| {
            matches!(
                difference,
                Difference::Column {
                    aspect: Aspect::Type | Aspect::Collation | Aspect::Generated | Aspect::NotNull,
                    ..
                }
            )
        });
        for constraint in &after.constraints {
            let is_old = before.constraints.iter().any(|old| old.rule == constraint.rule);
            if is_old && is_stable {
                continue;
            }
            let Some(source) = self.source(id) else { continue };
            let hazard = match &constraint.rule {
                Rule::PrimaryKey { columns } | Rule::Unique { columns, .. } => {
                    let parts: Vec<String> =
                        columns.iter().map(|part| key_part(after, part)).collect();
                    let what = constraint.rule.name();
                    // A new number of the row is as unique as the row.
                    let is_number = columns.iter().any(|part| {
                        alias(after) == Some(&part.column) && before.column(&part.column).is_none()
                    });
                    (!is_number).then(|| self.duplicates(id, what, &source, &parts, None)).flatten()
                }
                Rule::Check { expression } => {
                    let sql = format!("SELECT {KEY} FROM {source} WHERE NOT ({expression})");
                    let words = format!("rows that break the check ({expression})");
                    may_fail(id, self.probe.violations(&sql), &words)
                }
                Rule::ForeignKey { .. } | Rule::Exclude { .. } => None,
            };
            hazards.extend(hazard);
        }
        hazards.extend(self.orphans(id, before, after));
    }

    fn nulls(
        &self,
        id: &ObjectId,
        before: &Table,
        after: &Table,
        column: &Column,
    ) -> Option<Hazard> {
        // What is computed can be null whatever was there before.
        let is_computed = column.generated.is_some();
        let was_refused = before.column(&column.name).is_some_and(|old| old.not_null);
        let is_refused = was_refused && !is_computed || alias(after) == Some(&column.name);
        if !column.not_null || is_refused {
            return None;
        }
        let source = if is_computed { self.source(id)? } else { self.given(id)? };
        let sql = format!("SELECT {KEY} FROM {source} WHERE {} IS NULL", identifier(&column.name));
        let way_out = if is_computed {
            "correct what it is computed from first; to approve it does not help"
        } else {
            "give them values first, or the column a default; to approve it does not help"
        };
        may_fail(address(id, column), self.probe.violations(&sql), "rows without a value there")
            .map(|hazard| Hazard { way_out: Some(way_out.to_owned()), ..hazard })
    }

    /// Computed values that a strict table does not take.
    fn misfits(&self, id: &ObjectId, after: &Table, column: &Column) -> Option<Hazard> {
        let class = class(column).filter(|_| is_strict(after) && column.generated.is_some())?;
        let value = identifier(&column.name);
        let sql = format!(
            "SELECT {KEY} FROM {} WHERE typeof({value}) NOT IN ({class}, 'null')",
            self.source(id)?
        );
        let words = format!("rows whose computed value is no {}", column.data_type);
        may_fail(address(id, column), self.probe.violations(&sql), &words)
    }

    fn duplicates(
        &self,
        about: impl Into<Address>,
        what: &str,
        source: &str,
        parts: &[String],
        predicate: Option<&str>,
    ) -> Option<Hazard> {
        let quoted: Vec<String> = parts.iter().map(|part| format!("quote({part})")).collect();
        let present: Vec<String> = parts.iter().map(|part| format!("{part} IS NOT NULL")).collect();
        let predicate = predicate.map(|text| format!(" AND ({text})")).unwrap_or_default();
        let sql = format!(
            "SELECT {} FROM {source} WHERE {}{predicate} GROUP BY {} HAVING count(*) > 1",
            quoted.join(" || ', ' || "),
            present.join(" AND "),
            parts.join(", ")
        );
        let words = format!("values that occur more than once under the {what}");
        may_fail(about, self.probe.violations(&sql), &words)
    }

    /// Duplicates under a unique index that is built.
    pub(super) fn duplicates_of_index(&self, id: &ObjectId, index: &Index) -> Option<Hazard> {
        let source = self.source(&index.table)?;
        let table = self.after(&index.table)?.as_table()?;
        let parts: Vec<String> = index
            .parts
            .iter()
            .map(|part| {
                let own = table.column(&part.expression).filter(|_| part.is_column);
                let collation = part
                    .collation
                    .as_deref()
                    .or_else(|| own.and_then(|own| own.collation.as_deref()));
                let expression = if part.is_column {
                    identifier(&part.expression)
                } else {
                    format!("({})", part.expression)
                };
                match collation.or(part.is_column.then_some("BINARY")) {
                    Some(collation) => format!("{expression} COLLATE {collation}"),
                    None => expression,
                }
            })
            .collect();
        self.duplicates(id, "unique index", &source, &parts, index.predicate.as_deref())
    }
}

/// A column of a key, with the collation that compares it.
fn key_part(table: &Table, part: &KeyPart) -> String {
    let column = table.column(&part.column).and_then(|column| column.collation.as_deref());
    let collation = part.collation.as_deref().or(column).unwrap_or("BINARY");
    format!("{} COLLATE {collation}", identifier(&part.column))
}

/// A refusal where rows break a rule, and a warning where nobody can tell.
pub(super) fn may_fail(
    about: impl Into<Address>,
    found: rusqlite::Result<Violations>,
    words: &str,
) -> Option<Hazard> {
    match found {
        Ok(found) if found.count == 0 => None,
        Ok(found) => Some(
            Hazard::new(
                HazardKind::MayFail,
                about,
                Severity::Refused,
                format!(
                    "{words}: {}, so the step fails; such as {}",
                    found.count,
                    found.examples()
                ),
            )
            .way_out("correct them first; to approve it does not help"),
        ),
        Err(error) => Some(Hazard::new(
            HazardKind::MayFail,
            about,
            Severity::Warning,
            format!("{words} could not be looked for: {error}"),
        )),
    }
}
