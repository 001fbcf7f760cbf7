//! Rows: what they are made of.

use super::Expr;
use std::rc::Rc;

/// The number of a source; nothing else of the whole query has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SourceId(pub(crate) u32);

/// A column of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub(crate) source: SourceId,
    /// Its place, from 0.
    pub(crate) index: usize,
}

/// What gives rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Query {
    /// `SELECT`; also a statement with `RETURNING`, whose new row is a source.
    Select(Box<Select>),
    /// `VALUES`.
    Values(Vec<Vec<Expr>>),
    /// `UNION` and the like.
    Set(SetKind, Box<Self>, Box<Self>),
    /// A recursive common table expression: its number, its first part, and the part that has [`Rows::Recursion`] of
    /// this number somewhere in it.
    Recursive(u32, Box<Self>, Box<Self>),
}

/// How the rows of two queries become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SetKind {
    /// `UNION`, with or without `ALL`.
    Union,
    /// `INTERSECT`.
    Intersect,
    /// `EXCEPT`.
    Except,
}

/// `SELECT`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Select {
    pub(crate) from: From,
    /// `WHERE`.
    pub(crate) filter: Option<Expr>,
    pub(crate) grouping: Grouping,
    pub(crate) having: Option<Expr>,
    pub(crate) output: Vec<Expr>,
    /// Whether a limit or an offset can take rows away.
    pub(crate) limited: bool,
    /// Whether an output gives several rows, or none, by itself.
    pub(crate) multiplied: bool,
}

impl Select {
    /// A selection of everything, without groups.
    pub(crate) const fn new(from: From, output: Vec<Expr>) -> Self {
        Self {
            from,
            filter: None,
            grouping: Grouping::None,
            having: None,
            output,
            limited: false,
            multiplied: false,
        }
    }
}

/// Which rows become one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Grouping {
    /// None do.
    None,
    /// All do, and so do none: there is an aggregate and no `GROUP BY`.
    Whole,
    /// Those that agree in the expressions do: no group is empty.
    By(Vec<Expr>),
    /// Grouping sets: these expressions are left out of some, and so are null there.
    Sets(Vec<Expr>),
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum From {
    /// Nowhere: there is one row.
    Nothing,
    /// One source.
    Source(Source),
    /// Two of them.
    Join(Join, Box<Self>, Box<Self>, Option<Expr>),
}

impl From {
    /// All rows of one with all rows of the other.
    pub(crate) fn cross(left: Self, right: Self) -> Self {
        match (left, right) {
            (Self::Nothing, other) | (other, Self::Nothing) => other,
            (left, right) => Self::Join(Join::Inner, Box::new(left), Box::new(right), None),
        }
    }
}

/// What becomes of a row that has no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Join {
    /// It is left out.
    Inner,
    /// It stays if it is of the left side.
    Left,
    /// It stays if it is of the right side.
    Right,
    /// It stays.
    Full,
}

/// Rows with a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Source {
    pub(crate) id: SourceId,
    pub(crate) rows: Rows,
}

/// The rows of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rows {
    /// Those of a table, or of anything whose columns are known: whether each can be null.
    Columns(Vec<bool>),
    /// Those of a query: a derived table, a view, a common table expression.
    Query(Rc<Query>),
    /// Those that the recursive query of a number has found so far.
    Recursion(u32),
}
