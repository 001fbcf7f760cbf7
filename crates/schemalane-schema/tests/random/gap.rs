//! What the engine is known not to do well (`docs/declarative.md`, "Known gaps"), and is therefore not tried here.
//!
//! Each entry names its gap. It is to be deleted once that is mended.

use super::model::Schema;
use super::pair::Pair;
use schemalane_source::Dialect;

/// A known gap: where it is, what it is, and whether a pair has it.
type Gap = (Dialect, &'static str, fn(&Schema, &Schema) -> bool);

const GAPS: &[Gap] = &[(
    Dialect::Sqlite,
    "SQLite does not rename the INTEGER PRIMARY KEY of a table WITHOUT ROWID where a UNIQUE has it too",
    |current, wanted| {
        current.tables().any(|(number, before)| {
            let is_renamed = wanted.hints.columns.keys().any(|(table, _)| *table == number);
            let primary = current.primary(before).unwrap_or_default();
            let mut uniques = before.uniques.iter().flatten();
            is_renamed
                && before.traits.without_rowid
                && primary.len() == 1
                && uniques.any(|unique| unique.columns.contains(&primary[0]))
        })
    },
)];

/// Whether a pair has a known gap.
pub(crate) fn has_one(pair: &Pair) -> bool {
    let (current, wanted) = (&pair.current, pair.wanted());
    GAPS.iter()
        .filter(|(dialect, ..)| *dialect == current.dialect)
        .any(|(_, _, is_there)| is_there(current, &wanted))
}
