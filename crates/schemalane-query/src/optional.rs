//! What is left out of a statement where an optional parameter is not given.

use std::ops::Range;

use crate::code::Code;

/// The conditions of a `WHERE`, an `ON` or a `HAVING`, which `AND` joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    keyword: usize,
    /// The tokens of each condition.
    pub(crate) conditions: Vec<Range<usize>>,
}

/// The clause that a token is in, the innermost one, and which of its conditions.
pub(crate) fn condition_of(code: &Code<'_>, token: usize) -> Option<(Clause, usize)> {
    // A clause of the same bracket, or of one around it.
    let mut within = code.within(token);
    let mut position = token;
    loop {
        let keyword = (0..position).rev().find(|&it| code.within(it) == within && begins(code, it));
        if let Some(keyword) = keyword {
            let clause = clause(code, keyword);
            let index = clause.conditions.iter().position(|it| it.contains(&token));
            if let Some(index) = index {
                return Some((clause, index));
            }
        }
        position = within?;
        within = code.within(position);
    }
}

fn begins(code: &Code<'_>, index: usize) -> bool {
    let is_condition = code.is(index, "ON")
        && !code.is(index + 1, "CONFLICT")
        && !index.checked_sub(1).is_some_and(|before| code.is(before, "DISTINCT"));
    is_condition || code.is_any(index, &["WHERE", "HAVING"])
}

/// What follows a clause in the same brackets.
const ENDS: &[&str] = &[
    "CROSS",
    "DO",
    "EXCEPT",
    "FETCH",
    "FOR",
    "FULL",
    "GROUP",
    "HAVING",
    "INNER",
    "INTERSECT",
    "JOIN",
    "LEFT",
    "LIMIT",
    "NATURAL",
    "OFFSET",
    "ON",
    "ORDER",
    "RETURNING",
    "RIGHT",
    "UNION",
    "WHEN",
    "WHERE",
    "WINDOW",
];

fn ends(code: &Code<'_>, index: usize, keyword: usize) -> bool {
    // `left(name, 1)` is a function.
    let is_function = code.is_any(index, &["LEFT", "RIGHT"]) && code.word(index + 1) == "(";
    let is_comma = code.word(index) == "," && code.is(keyword, "ON");
    is_comma || code.is_any(index, ENDS) && !is_function
}

fn clause(code: &Code<'_>, keyword: usize) -> Clause {
    let within = code.within(keyword);
    let end = (keyword + 1..code.len())
        .find(|&index| {
            // A bracket that closes stands where the one around it does.
            let has_left = within.is_some_and(|open| !is_inside(code, index, open));
            has_left || code.within(index) == within && ends(code, index, keyword)
        })
        .unwrap_or(code.len());
    let direct = (keyword + 1..end).filter(|&index| code.within(index) == within);
    let mut conditions = Vec::new();
    let (mut start, mut betweens) = (keyword + 1, 0usize);
    for index in direct {
        if code.is(index, "BETWEEN") {
            betweens += 1;
        } else if code.is(index, "OR") {
            // What `OR` joins is one condition as a whole.
            conditions.clear();
            start = keyword + 1;
            break;
        } else if code.is(index, "AND") {
            if let Some(rest) = betweens.checked_sub(1) {
                betweens = rest;
            } else {
                conditions.push(start..index);
                start = index + 1;
            }
        }
    }
    conditions.push(start..end);
    Clause { keyword, conditions }
}

/// Whether a token stands in the bracket `open`, however deep.
fn is_inside(code: &Code<'_>, token: usize, open: usize) -> bool {
    let mut within = code.within(token);
    while let Some(bracket) = within {
        if bracket == open {
            return true;
        }
        within = code.within(bracket);
    }
    false
}

/// The bytes to cut from a file so that these conditions of a clause are gone, and what stands there instead.
pub(crate) fn cuts(
    code: &Code<'_>,
    clause: &Clause,
    is_gone: impl Fn(&Range<usize>) -> bool,
) -> Vec<(Range<usize>, &'static str)> {
    let conditions = &clause.conditions;
    let all = clause.keyword + 1..conditions.last().map_or(clause.keyword + 1, |last| last.end);
    let Some(first) = conditions.iter().position(|condition| !is_gone(condition)) else {
        // `FILTER (WHERE ...)` and `JOIN ... ON ...` need a condition.
        let is_needed = code.is(clause.keyword, "ON")
            || clause.keyword.checked_sub(1).is_some_and(|before| code.word(before) == "(");
        let gone = if is_needed { all } else { clause.keyword..all.end };
        return vec![(code.span(gone), if is_needed { "true" } else { "" })];
    };
    let mut cuts = Vec::new();
    if first > 0 {
        let start = code.range(all.start).start;
        cuts.push((start..code.range(conditions[first].start).start, ""));
    }
    for pair in conditions[first..].windows(2) {
        if is_gone(&pair[1]) {
            let from = code.range(pair[0].end.saturating_sub(1)).end;
            cuts.push((from..code.range(pair[1].end.saturating_sub(1)).end, ""));
        }
    }
    cuts
}
