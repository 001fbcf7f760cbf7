//! Lists of values: `IN (:ids)`.

use schemalane_source::Dialect;

use crate::code::Code;
use crate::scan::{Spelling, Use};
use crate::template::{Edit, Instead};

/// Where a parameter is alone in the brackets of `IN`, as the database compares with a list.
pub(crate) struct Membership {
    /// The token `IN`.
    keyword: usize,
    /// The token `NOT` before it.
    not: Option<usize>,
}

/// Whether a place of a parameter is alone in the brackets of `IN`.
pub(crate) fn membership(code: &Code<'_>, place: &Use) -> Option<Membership> {
    let open = place.tokens.start.checked_sub(1)?;
    let keyword = open.checked_sub(1)?;
    let is_alone = code.word(open) == "(" && code.word(place.tokens.end) == ")";
    if !is_alone || !code.is(keyword, "IN") {
        return None;
    }
    let not = keyword.checked_sub(1).filter(|&before| code.is(before, "NOT"));
    Some(Membership { keyword, not })
}

/// Whether such a place makes the parameter a list, where no note says anything.
pub(crate) fn makes_list(place: &Use) -> bool {
    matches!(place.spelling, Spelling::Plain | Spelling::List)
}

/// The edits that make of `IN (:ids)` what one parameter can be given to: `= ANY($1)`, or a query of its elements.
pub(crate) fn edits(
    code: &Code<'_>,
    dialect: Dialect,
    membership: &Membership,
    place: &Use,
) -> Vec<Edit> {
    let range = code.span(place.tokens.clone());
    let slot = Edit { range: range.clone(), instead: Instead::Parameter(place.parameter) };
    match dialect {
        Dialect::Postgres => {
            let keyword = code.range(membership.keyword);
            match membership.not {
                Some(not) => {
                    vec![Edit::text(code.range(not), "<>"), Edit::text(keyword, "ALL"), slot]
                }
                None => vec![Edit::text(keyword, "= ANY"), slot],
            }
        }
        Dialect::Sqlite => vec![
            Edit::text(range.start..range.start, "SELECT value FROM json_each("),
            slot,
            Edit::text(range.end..range.end, ")"),
        ],
    }
}

/// Whether a list may stand here outside of `IN`: the argument of a function, or what `IS NULL` asks about.
pub(crate) fn may_stand(code: &Code<'_>, place: &Use) -> bool {
    let before = place.tokens.start.checked_sub(1);
    let is_argument = before.is_some_and(|before| matches!(code.word(before), "(" | ","))
        && matches!(code.word(place.tokens.end), ")" | ",");
    is_argument || code.is(place.tokens.end, "IS")
}
