//! What becomes of values under another type.

use super::Planner;
use super::data::address;
use super::source::affine;
use crate::quantity::counted;
use crate::sqlite::probe::Violations;
use crate::sqlite::rebuild::{alias, is_strict};
use crate::{Column, Hazard, HazardKind, ObjectId, Severity, Table};

/// Whether a value is not what it was: numbers are compared as numbers, and a number that becomes a text or was one has
/// to survive the way back. SQLite itself writes 15 digits of a real number into a text.
const CHANGED: &str = "CASE
    WHEN typeof(old) IN ('integer', 'real') AND typeof(new) IN ('integer', 'real') THEN old <> new
    WHEN typeof(old) = 'real' AND typeof(new) = 'text' THEN CAST(new AS REAL) <> old
    WHEN typeof(old) = 'text' AND typeof(new) = 'real' THEN
        old NOT IN (CAST(new AS TEXT), printf('%!.17g', new))
        AND NOT (CAST(CAST(old AS INTEGER) AS TEXT) = old AND CAST(old AS INTEGER) = new)
    ELSE CAST(old AS TEXT) IS NOT CAST(new AS TEXT) END";

impl Planner<'_> {
    /// Values that another type changes, or that a strict table does not take.
    pub(super) fn converted(
        &self,
        id: &ObjectId,
        (old_table, old): (&Table, &Column),
        (new_table, new): (&Table, &Column),
        hazards: &mut Vec<Hazard>,
    ) {
        let (was_strict, is_strict) = (is_strict(old_table), is_strict(new_table));
        let is_key = alias(new_table) == Some(&new.name) && alias(old_table) != Some(&old.name);
        let (from, to) = (affinity(old, was_strict), affinity(new, is_strict));
        let rule = |column, is_strict| class(column).filter(|_| is_strict);
        // What comes in is stored as it is, and nothing is turned away that was taken before.
        let is_stored_alike = from == to || to == Affinity::None;
        let new_rule = rule(new, is_strict);
        let takes_all = new_rule.is_none() || new_rule == rule(old, was_strict);
        if is_stored_alike && takes_all && !is_key {
            return;
        }
        let Some(found) = self.convert(id, new, is_strict, is_key) else {
            let message = format!("whether values fit type {} could not be checked", new.data_type);
            hazards.push(Hazard::new(
                HazardKind::LossyConversion,
                address(id, new),
                Severity::Refused,
                message,
            ));
            return;
        };
        let Converted { refused, changed } = found;
        if refused.count > 0 {
            let words = counted(refused.count, "value is", "values are");
            let message =
                format!("{words} no {}, so the step fails: {}", new.data_type, refused.examples());
            hazards.push(
                Hazard::new(HazardKind::MayFail, address(id, new), Severity::Refused, message)
                    .way_out("correct them first; to approve it does not help"),
            );
        }
        if changed.count > 0 {
            let message = format!(
                "values that change when {} becomes {}: {}, such as {}",
                kind(old, was_strict),
                kind(new, is_strict),
                changed.count,
                changed.examples()
            );
            hazards.push(Hazard::new(
                HazardKind::LossyConversion,
                address(id, new),
                Severity::Refused,
                message,
            ));
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
        let value = self.probe.column(id, &column.name);
        let from = self.probe.from(id)?;
        let data_type = affine(column, is_strict);
        let class = if is_key { Some("'integer'") } else { class(column).filter(|_| is_strict) };
        let refused = class.map_or("0".to_owned(), |class| format!("typeof(new) <> {class}"));
        self.probe.temporary("DROP TABLE IF EXISTS temp.schemalane_probe").ok()?;
        let temporary = |sql: &str| self.probe.temporary(sql);
        temporary(&format!("CREATE TEMP TABLE schemalane_probe (old, new {data_type})")).ok()?;
        temporary(&format!(
            "INSERT INTO temp.schemalane_probe SELECT {value}, {value} FROM {from} WHERE {value} IS NOT NULL"
        ))
        .ok()?;
        let select = |example: &str, condition: &str| {
            self.probe.violations(&format!(
                "SELECT {example} FROM temp.schemalane_probe WHERE {condition}"
            ))
        };
        let refused = select(&shown("old"), &refused).ok()?;
        let changed = select(&format!("{} || ' -> ' || {}", shown("old"), shown("new")), CHANGED);
        self.probe.temporary("DROP TABLE temp.schemalane_probe").ok()?;
        Some(Converted { refused, changed: changed.ok()? })
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
    /// Those that the column does not take.
    refused: Violations,
    /// Those that are others afterwards.
    changed: Violations,
}

/// A value as somebody would write it: a real number with as few digits as tell it from all others.
fn shown(value: &str) -> String {
    format!(
        "CASE WHEN typeof({value}) <> 'real' THEN quote({value})
WHEN CAST(CAST({value} AS TEXT) AS REAL) = {value} THEN CAST({value} AS TEXT) ELSE printf('%!.17g', {value}) END"
    )
}

/// What SQLite makes of values when they are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Affinity {
    None,
    Integer,
    Real,
    Text,
    Numeric,
}

/// The affinity that SQLite takes from the words of a type.
fn affinity(column: &Column, is_strict: bool) -> Affinity {
    let data_type = affine(column, is_strict);
    let says = |words: &[&str]| words.iter().any(|word| data_type.contains(word));
    match data_type {
        _ if says(&["INT"]) => Affinity::Integer,
        _ if says(&["CHAR", "CLOB", "TEXT"]) => Affinity::Text,
        "" => Affinity::None,
        _ if says(&["BLOB"]) => Affinity::None,
        _ if says(&["REAL", "FLOA", "DOUB"]) => Affinity::Real,
        _ => Affinity::Numeric,
    }
}

/// The words for a type. `ANY` means something else in a strict table.
fn kind(column: &Column, is_strict: bool) -> &str {
    match column.data_type.as_str() {
        "" => "no type",
        "ANY" if is_strict => "ANY of a strict table",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SQLite says itself what it makes of a text and of numbers.
    #[test]
    fn affinities_are_those_of_sqlite() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        for data_type in [
            "",
            "INT",
            "TINYINT",
            "POINT",
            "CHARINT",
            "VARCHAR(10)",
            "CLOB",
            "TEXT",
            "BLOB",
            "REAL",
            "FLOAT",
            "DOUBLE PRECISION",
            "NUMERIC",
            "DECIMAL(10, 2)",
            "BOOLEAN",
            "DATE",
            "ANY",
            "STRING",
            "BLOBINT",
            "XREALBLOB",
        ] {
            connection
                .execute_batch(&format!(
                    "DROP TABLE IF EXISTS t; CREATE TABLE t (a {data_type}, b {data_type}, c {data_type});
INSERT INTO t VALUES ('5', 5, 1.0)"
                ))
                .unwrap();
            let sql = "SELECT typeof(a), typeof(b), typeof(c) FROM t";
            let class = |row: &rusqlite::Row<'_>, index| row.get::<_, String>(index);
            let read =
                |row: &rusqlite::Row<'_>| Ok([class(row, 0)?, class(row, 1)?, class(row, 2)?]);
            let [text, number, whole] = connection.query_row(sql, [], read).unwrap();
            let stored = match (text.as_str(), number.as_str(), whole.as_str()) {
                ("text", "integer", "real") => [Affinity::None; 2],
                ("integer", "integer", "integer") => [Affinity::Integer, Affinity::Numeric],
                ("real", "real", "real") => [Affinity::Real; 2],
                ("text", "text", "text") => [Affinity::Text; 2],
                other => panic!("{data_type}: {other:?}"),
            };
            let found = affinity(&Column::new("a", data_type), false);
            assert!(stored.contains(&found), "{data_type}: {found:?}");
        }
    }
}
