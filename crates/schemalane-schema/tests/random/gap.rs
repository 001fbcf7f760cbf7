//! What the engine is known not to do well (`docs/declarative.md`, "Known gaps"), and is therefore not tried here.
//!
//! Each entry names its gap. It is to be deleted once that is mended.

use super::model::Schema;
use super::pair::Pair;
use schemalane_source::Dialect;

/// A known gap: where it is, what it is, and whether a pair has it.
type Gap = (Dialect, &'static str, fn(&Schema, &Schema) -> bool);

const GAPS: &[Gap] = &[];

/// Whether a pair has a known gap.
pub(crate) fn has_one(pair: &Pair) -> bool {
    let (current, wanted) = (&pair.current, pair.wanted());
    GAPS.iter()
        .filter(|(dialect, ..)| *dialect == current.dialect)
        .any(|(_, _, is_there)| is_there(current, &wanted))
}
