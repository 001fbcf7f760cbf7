//! `ORDER BY /* @order */ name`: an order that the caller chooses from a closed list.

use std::ops::Range;

use schemalane_source::{Token, TokenKind};

use crate::code::Code;

/// One way of the rows, up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `ASC`.
    Ascending,
    /// `DESC`.
    Descending,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ascending, Self::Descending];

    /// The key word.
    #[must_use]
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Ascending => "ASC",
            Self::Descending => "DESC",
        }
    }
}

/// An order that a caller can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chosen {
    /// Which of the columns of `@order`.
    pub column: usize,
    /// Which way.
    pub direction: Direction,
}

/// A slot for an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The bytes of the default behind it.
    Default(Range<usize>),
    /// It stands where no order is, at this byte.
    Misplaced(usize),
}

/// The slots in a statement: comments that hold `@order`.
pub(crate) fn slots(text: &str, tokens: &[Token], code: &Code<'_>) -> Vec<Slot> {
    let is_slot = |token: &&Token| {
        let word = token.text(text).trim_start_matches("/*").trim_end_matches("*/").trim();
        token.kind == TokenKind::BlockComment && word == "@order"
    };
    tokens.iter().filter(is_slot).map(|token| slot(code, token)).collect()
}

fn slot(code: &Code<'_>, comment: &Token) -> Slot {
    let first = code.at(comment.start);
    let is_order = first.checked_sub(1).is_some_and(|before| {
        code.is(before, "BY") && before.checked_sub(1).is_some_and(|it| code.is(it, "ORDER"))
    });
    let within = code.within(first);
    let ends = |index: &usize| {
        let is_end = code.word(*index) == ","
            || code.is_any(*index, &["FETCH", "FOR", "LIMIT", "OFFSET", "RETURNING"]);
        // The bracket that closes stands where the one around it does.
        code.within(*index) == within && is_end
            || code.within(*index) != within && {
                matches!(code.word(*index), ")") && code.within(*index) == around(code, within)
            }
    };
    let last = (first..code.len()).find(ends).unwrap_or(code.len());
    if is_order && last > first {
        Slot::Default(code.span(first..last))
    } else {
        Slot::Misplaced(comment.start)
    }
}

fn around(code: &Code<'_>, within: Option<usize>) -> Option<usize> {
    within.and_then(|open| code.within(open))
}
