//! Values: what they are computed of.

use super::{Field, Query};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expr {
    /// A column of a source.
    Column(Field),
    /// A parameter, by its place from 0.
    Parameter(usize),
    /// A constant, by its text; `None` is `NULL`.
    Constant(Option<String>),
    /// A function or an operator that sees its arguments, and nothing else of the row.
    Call(Call),
    /// `AND`.
    And(Vec<Self>),
    /// `OR`.
    Or(Vec<Self>),
    /// `NOT`.
    Not(Box<Self>),
    /// A question whose answer is never null.
    Test(Test, Box<Self>),
    /// `IS DISTINCT FROM`; SQLite's `IS NOT`. Its answer is never null.
    Distinct(Box<Self>, Box<Self>),
    /// `IN` of a list of expressions that is not empty.
    In(Box<Self>, Vec<Self>),
    /// A comparison with each element of an array.
    InArray(Quantifier, Box<Self>, Box<Self>),
    /// A comparison with each row of a query.
    InQuery(Quantifier, Vec<Self>, Box<Query>),
    /// `EXISTS`. It is never null.
    Exists(Box<Query>),
    /// A query whose one row is the value, or null where it has none.
    Scalar(Box<Query>),
    /// The first of these that is not null.
    Coalesce(Vec<Self>),
    /// `CASE WHEN .. THEN ..`; one with an operand is a comparison in each arm.
    Case(Vec<(Self, Self)>, Option<Box<Self>>),
    /// A function of the rows of a group.
    Aggregate(Aggregate),
    /// A function of the rows of a window.
    Window(Window),
    /// Something that nothing is known of: it can be null.
    Opaque,
}

/// A function or an operator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Call {
    /// What tells it from others: a name or a number.
    pub(crate) name: String,
    pub(crate) rule: Rule,
    pub(crate) arguments: Vec<Expr>,
    /// Whether it gives the same again within one row.
    pub(crate) stable: bool,
}

/// When a function gives null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    /// Where an argument is null, and nowhere else: `+`, `=`.
    Exact,
    /// Where an argument is null, and elsewhere: `->>`; SQLite's `/`.
    Strict,
    /// Only where an argument is null, and not always there.
    Total,
    /// Never.
    Never,
    /// Nothing is known.
    Maybe,
}

/// A question whose answer is never null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Test {
    /// `IS NULL`, `IS UNKNOWN`.
    Null,
    /// `IS NOT NULL`, `IS NOT UNKNOWN`.
    NotNull,
    /// `IS TRUE`.
    True,
    /// `IS NOT TRUE`.
    NotTrue,
    /// `IS FALSE`.
    False,
    /// `IS NOT FALSE`.
    NotFalse,
}

/// How many of several comparisons must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Quantifier {
    /// One of them: of none it is false.
    Any,
    /// All of them: of none it is true.
    All,
}

/// A function of the rows of a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Aggregate {
    pub(crate) name: String,
    /// [`Rule::Never`] for `count`; [`Rule::Exact`] where it is null of no rows or of nulls alone: `sum`, `max`;
    /// [`Rule::Total`] where it is null of no rows alone: `array_agg`.
    pub(crate) rule: Rule,
    pub(crate) arguments: Vec<Expr>,
    /// Whether `FILTER` can leave out every row.
    pub(crate) filtered: bool,
}

/// A function of the rows of a window.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    pub(crate) name: String,
    /// As that of an [`Aggregate`]. `lag` and `lead` are `Exact` with a default among the arguments, else `Maybe`.
    pub(crate) rule: Rule,
    pub(crate) arguments: Vec<Expr>,
    pub(crate) filtered: bool,
    pub(crate) frame: Frame,
}

/// Whether there is always a row in the frame of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Frame {
    /// There is, or the function does not look at the frame.
    Filled,
    /// There may be none.
    Empty,
}
