//! What a `:` or an `@` is where it stands.

use schemalane_source::{Dialect, TokenKind};

use crate::code::Code;

/// How many tokens to go on by where no parameter begins: `::` and `:=` are one.
pub(super) fn skipped(code: &Code<'_>, index: usize) -> usize {
    let is_pair = code.word(index) == ":"
        && code.touches(index + 1)
        && matches!(code.word(index + 1), ":" | "=");
    if is_pair { 2 } else { 1 }
}

/// Whether a colon belongs to `::`, `:=`, a slice `a[1:n]` or `JSON_OBJECT('a':b)`.
pub(super) fn is_colon(code: &Code<'_>, dialect: Dialect, index: usize) -> bool {
    if skipped(code, index) == 2 {
        return true;
    }
    // SQLite has no colon but that of a parameter.
    let Some(before) = index.checked_sub(1).filter(|_| dialect == Dialect::Postgres) else {
        return false;
    };
    match code.kind(before) {
        // Where a value has ended, none begins.
        Some(TokenKind::Number) => true,
        Some(TokenKind::Quoted) => !code.word(before).starts_with('"') || separates(code, index),
        Some(TokenKind::Symbol) => matches!(code.word(before), ")" | "]"),
        Some(TokenKind::Word) => separates(code, index) && !code.is_any(before, AWAITS_VALUE),
        Some(TokenKind::LineComment | TokenKind::BlockComment) | None => false,
    }
}

/// Whether a colon can stand between two values here: in `[...]` and in `JSON_OBJECT(...)`.
fn separates(code: &Code<'_>, index: usize) -> bool {
    code.within(index).is_some_and(|open| {
        let before = open.checked_sub(1);
        code.word(open) == "["
            || before.is_some_and(|before| code.is_any(before, &["JSON_OBJECT", "JSON_OBJECTAGG"]))
    })
}

/// Key words that a value follows.
const AWAITS_VALUE: &[&str] = &[
    "ALL", "AND", "ANY", "BETWEEN", "BY", "CASE", "DISTINCT", "ELSE", "ESCAPE", "FROM", "ILIKE",
    "IN", "IS", "KEY", "LIKE", "LIMIT", "NOT", "OFFSET", "ON", "OR", "SELECT", "SIMILAR", "SOME",
    "THEN", "TO", "VALUE", "VALUES", "WHEN", "WHERE", "ZONE",
];

/// Whether an `@` that a word touches is part of an operator: `a <@b`, `a @@b`.
pub(super) fn is_operator(code: &Code<'_>, dialect: Dialect, index: usize) -> bool {
    // SQLite has no operator with it.
    if dialect == Dialect::Sqlite || !code.touches(index) {
        return false;
    }
    let before = index.saturating_sub(1);
    matches!(code.word(before), "@" | "#" | "&" | "~" | "^" | "?" | "`" | "!")
        || code.word(before) == "<"
        || code.word(before) == "-"
            && code.touches(before)
            && code.word(before.saturating_sub(1)) == "@"
}
